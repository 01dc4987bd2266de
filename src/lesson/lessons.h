/* From what the user typed to lesson files. */
#ifndef LOSSWALK_LESSONS_H
#define LOSSWALK_LESSONS_H

#include "catalogue.h"
#include "diag.h"

/* The path a LESSON argument means: a file that is there or looks like a path, `-`, or a lesson of
 * the catalogue by id or number. NULL with an error in diag when there is no such lesson. */
const char *lessons_resolve(const struct catalogue *catalogue, const char *name, struct diag *diag);

/* Paths that are collected. */
struct paths {
    const char **list;
    size_t count, cap;
};

void paths_add(struct paths *paths, const char *path);
/* Gives up the list for a copy of it in the arena, NULL-ended. */
const char *const *paths_keep(struct paths *paths, struct arena *arena);

/* Adds all lessons that an argument means: one as above, or, where it has `*`, `?` or `[` in it and
 * no file is called that, each file or lesson id that it matches as in a shell. None is an error. A
 * translation means its lesson, and a lesson that is there is not added again. */
void lessons_match(const struct catalogue *catalogue, const char *name, struct arena *arena,
    struct paths *paths, struct diag *diag);

#endif
