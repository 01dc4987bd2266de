/* The lessons as sentences: a line is typed, sentences follow. For screen readers, terminals that
 * cannot move their cursor, and pipes. Nothing but text and line feeds is written. */
#ifndef LOSSWALK_PLAIN_H
#define LOSSWALK_PLAIN_H

#include "catalogue.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>

/* Everything is borrowed and must outlive the call. */
struct plain_options {
    const struct catalogue *catalogue;
    const char *const *lessons; /* paths, NULL-ended; NULL: start with the list */
    struct walk_options walk;
    size_t width;       /* columns of a line */
    bool ascii;         /* 7 bits only */
    const char *notice; /* said first; NULL: nothing */
};

/* Reads commands from standard input until its end or `quit`. Returns the exit status: 0; 1 when
 * the lesson that was asked for could not be read, or the output not be written; 128 + N after
 * signal N. */
int plain_run(const struct plain_options *options, struct diag *diag);

#endif
