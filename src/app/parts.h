/* The documents of one --batch run, in the order in which they are printed. Private to this layer.
 */
#ifndef LOSSWALK_PARTS_H
#define LOSSWALK_PARTS_H

#include "run.h"

#include <stdint.h>

/* One document: a lesson, as a sheet, a key or a whole; of a variant, for somebody. */
struct part {
    const char *path;
    enum doc_sheet sheet;
    const char *set;  /* the override that makes the variant; NULL: the lesson's own numbers */
    const char *note; /* of the variant; NULL: none */
    size_t variant;   /* its number; 0: none */
    size_t copy;      /* equal for all that one person, or one variant, has of one kind of sheet */
    uint64_t without; /* the questions that it leaves out (variant.h) */
    const char *name; /* whose it is; NULL: anybody's */
    const char *stem; /* what the file of all theirs is called; NULL: it has its lesson's name */
};

struct parts {
    struct part *all;
    size_t count, copies;
    bool several;  /* of a class, or of several variants */
    bool together; /* those, or sheets and keys: they belong into one document */
};

/* What is asked for of these lessons (NULL-ended): all sheets come first, then all keys; each name
 * has those of all lessons together. Lessons that have no such variant are left out, with errors
 * that are printed. In the run's arena. */
struct parts parts_find(struct run *run, const char *const *paths);

#endif
