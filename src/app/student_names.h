/* What the students of --progress FILE... are called: by their files. Private to this layer. */
#ifndef LOSSWALK_STUDENT_NAMES_H
#define LOSSWALK_STUDENT_NAMES_H

#include "arena.h"

#include <stddef.h>

/* A name for each path, in the arena: "anna" of "class/anna.txt". Where several files are called
 * the same, the shortest part of the path that tells them apart: "anna" of "class/anna/progress".
 * Equal paths have equal names, others never. */
const char **student_names(char *const *paths, size_t count, struct arena *arena);

#endif
