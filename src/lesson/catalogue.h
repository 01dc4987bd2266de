/* The catalogue: which lessons there are. */
#ifndef LOSSWALK_CATALOGUE_H
#define LOSSWALK_CATALOGUE_H

#include "arena.h"
#include "diag.h"

#include <stdbool.h>
#include <stddef.h>

struct catalogue_entry {
    const char *path;
    const char *id; /* sparse-labels, from 01-sparse-labels.md */
    int number;     /* 1; 0 where the file name has none */
};

struct catalogue {
    struct arena arena;
    struct catalogue_entry *entries; /* by number, those without one last, then by id */
    size_t count;
};

/* Lists the lesson files (NN-id.md, not README.md, not translations NN-id.LL.md) of the first
 * folder among `folders` (NULL-ended) that exists and has any. Files are not opened. False when no
 * folder has a lesson. */
bool catalogue_open(struct catalogue *catalogue, const char *const *folders, struct diag *diag);
void catalogue_release(struct catalogue *catalogue);

/* The entry a user means by an id ("sparse-labels") or a number ("2"); NULL when there is none. */
const struct catalogue_entry *catalogue_find(const struct catalogue *catalogue, const char *name);
/* Nearest id for a "did you mean"; NULL when none is near. */
const char *catalogue_nearest(const struct catalogue *catalogue, const char *name);

#endif
