/* --class FILE: the names of those who get a worksheet each. */
#ifndef LOSSWALK_CLASS_LIST_H
#define LOSSWALK_CLASS_LIST_H

#include "arena.h"
#include "diag.h"

#include <stdbool.h>

enum { CLASS_NAME_BYTES = 120, CLASS_MOST_NAMES = 1000 };

/* One name a line, without the blanks around it; empty lines are passed over. A name that comes
 * twice is a warning: there may be two of them. False with errors in diag: what is no text or no
 * name has its place. *names (NULL-ended) lives in the arena. */
bool class_list_read(
    const char *path, struct arena *arena, const char *const **names, struct diag *diag);

/* The file with all their answers. */
#define CLASS_ANSWERS "answers"

/* A name for a file of each (NULL-ended), without an ending, in the arena: what is no letter, digit
 * or hyphen is a hyphen, and of those that would be one file, or that of the answers, the later
 * ones get a number. */
const char **class_list_stems(const char *const *names, struct arena *arena);

#endif
