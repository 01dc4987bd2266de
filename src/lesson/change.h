/* A lesson that is changed in memory: other numbers, other settings; its file stays as it is.
 *
 * Every change comes down to what --set does, so a changed lesson is read and checked as one from a
 * file, and lesson_rewrite() can write it down as one.
 */
#ifndef LOSSWALK_CHANGE_H
#define LOSSWALK_CHANGE_H

#include "lesson.h"

/* The same lesson with more overrides, such as "rules=pytorch": a lesson of its own. NULL with
 * errors in diag when it cannot be had. */
struct lesson *lesson_variant(
    const struct lesson *lesson, const struct override *sets, size_t count, struct diag *diag);

enum change_kind {
    CHANGE_SET,    /* a key gets a value */
    CHANGE_NUMBER, /* one number of an input gets another value */
    CHANGE_KEEP,   /* a mask that keeps everything */
    CHANGE_WRITTEN /* an input is as the lesson has it again */
};

struct change {
    enum change_kind kind;
    const char *set;  /* CHANGE_SET: KEY=VALUE; borrowed */
    enum input input; /* of all others: which */
    size_t element;   /* CHANGE_NUMBER: in C order */
    double value;
};

/* The key that it changes: of CHANGE_SET, the bytes of change->set before its sign. */
const char *change_key(const struct lesson *lesson, const struct change *change, size_t *size);

enum {
    CHANGE_MOST = 100000 /* numbers that an input to be changed may have */
};

/* The lesson with these changes, made one after the other: a lesson of its own. NULL with errors in
 * diag when there is none such. */
struct lesson *lesson_changed(
    const struct lesson *lesson, const struct change *changes, size_t count, struct diag *diag);

#endif
