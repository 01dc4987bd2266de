/* Arrays without a lesson: the lesson that they make.
 *
 * Its path is the paths of two .npy files with a blank between them, or that of a .npz archive
 * whose members are named as keys of a lesson are, here or elsewhere. It is read like any other:
 * the text that a lesson file would have is made of what the arrays say of themselves.
 */
#ifndef LOSSWALK_ARRAYS_H
#define LOSSWALK_ARRAYS_H

#include "arena.h"
#include "diag.h"

#include <stdbool.h>
#include <stddef.h>

/* The path that stands for arrays named on a command line; NULL after an error, or, without one,
 * when none of the names is that of an array. Lives in the arena. */
const char *lesson_arrays_path(
    char *const *names, size_t count, struct arena *arena, struct diag *diag);

/* NAME.npz */
bool lesson_is_archive(const char *name);

/* Does the path stand for arrays? */
bool lesson_are_arrays(const char *path);

/* The length of the first file's path, where the path stands for two; 0: it is that of a lesson
 * file. */
size_t lesson_arrays_split(const char *path);

/* Appends the text of their lesson. False after an error. */
bool lesson_arrays_text(const char *path, struct str *text, struct diag *diag);

#endif
