/* What a file name says about a lesson: NN-id.md. Private to this layer. */
#ifndef LOSSWALK_LESSON_NAME_H
#define LOSSWALK_LESSON_NAME_H

#include "arena.h"

/* The id of the lesson at path (01-sparse-labels.md: "sparse-labels"), in the arena, and its
 * number, 0 where the name has none. The id is one line, and safe to print whatever the file is
 * called. */
const char *lesson_name(const char *path, struct arena *arena, int *number);

#endif
