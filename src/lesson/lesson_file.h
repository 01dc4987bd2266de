/* A lesson file before it is understood: its bytes, and its two parts. Private to this layer. */
#ifndef LOSSWALK_LESSON_FILE_H
#define LOSSWALK_LESSON_FILE_H

#include "arena.h"
#include "diag.h"

#include <stdbool.h>
#include <stddef.h>

/* Offsets into the source of a lesson's two parts, and the lines they start on. */
struct lesson_parts {
    size_t front, front_end, prose;
    size_t front_line, prose_line;
};

/* Appends the bytes of the file at path; "-" is standard input. False after an error: it cannot be
 * opened or read, or is larger than a lesson may be. */
bool lesson_file_read(const char *path, struct str *text, struct diag *diag);

/* Makes a source of text that lives long enough, without a byte order mark. */
void lesson_file_source(
    struct source *source, struct arena *arena, const char *name, const char *text, size_t size);

/* Checks the bytes, and finds the parts. False after an error. */
bool lesson_file_split(const struct source *source, struct lesson_parts *parts, struct diag *diag);

#endif
