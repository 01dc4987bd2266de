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
    size_t folder;  /* in which of the folders it was found */
};

struct catalogue {
    struct arena arena;
    struct catalogue_entry *entries; /* by number, those without one last, then by id */
    size_t count;
};

/* Lists the lesson files (NN-id.md, not README.md, not translations NN-id.LL.md) of folders
 * (NULL-ended) and of the folders in them. The first `named` are those that the user named: all of
 * them count, each must have lessons, and of lessons of one id that of the first counts. With none
 * named, it is the first folder that has any. Files are not opened. False, with errors in diag,
 * when there is no lesson, a folder that was named has none, or two lessons have one number. */
bool catalogue_open(
    struct catalogue *catalogue, const char *const *folders, size_t named, struct diag *diag);
/* Those of one folder, without the folders in it: the neighbours of a lesson. */
void catalogue_open_folder(struct catalogue *catalogue, const char *folder);
/* Puts lessons of one section together, where its first one is; sections[i] is that of entries[i].
 * Numbers go on to order those within, and the sections. */
void catalogue_group(struct catalogue *catalogue, const char *const *sections);
void catalogue_release(struct catalogue *catalogue);

/* The entry of the lesson at that path, or, where the catalogue has none, one made in the arena. */
const struct catalogue_entry *catalogue_entry_of(
    const struct catalogue *catalogue, const char *path, struct arena *arena);

/* May a file of that name be a lesson? It ends in .md, with something before. */
bool lesson_is_name(const char *path);
/* The entry a user means by an id ("sparse-labels") or a number ("2"); NULL when there is none. */
const struct catalogue_entry *catalogue_find(const struct catalogue *catalogue, const char *name);
/* Nearest id for a "did you mean"; NULL when none is near. */
const char *catalogue_nearest(const struct catalogue *catalogue, const char *name);

#endif
