/* Where output goes: standard output, or a file that is replaced whole or not at all. */
#ifndef LOSSWALK_OUTPUT_H
#define LOSSWALK_OUTPUT_H

#include "diag.h"
#include "file.h"
#include "out.h"

#include <stdbool.h>

struct output {
    struct out out; /* write here */
    int fd;
    const char *path; /* NULL: standard output */
    bool swaps;       /* a regular file, that is replaced */
    bool sealed;
    struct file_swap swap;
    int error; /* errno of the first write that failed */
};

/* path NULL: standard output. A path that names something other than a regular file (/dev/full, a
 * pipe) is written to directly. False, with an error in diag, when it cannot be opened. */
bool output_open(struct output *output, const char *path, struct diag *diag);
/* Writes all of it to the disk, but leaves the old file in place: output_close() or output_drop()
 * come later. False, with an error in diag, when anything failed. */
bool output_seal(struct output *output, struct diag *diag);
/* Finishes without a file: the old one stays as it was, and none is made where there was none. What
 * goes elsewhere is written as far as it came. */
void output_drop(struct output *output, struct diag *diag);
/* Finishes: with a file, all of it is on disk under its name when this returns true. False, with an
 * error in diag, when anything failed; then the old file is as it was. */
bool output_close(struct output *output, struct diag *diag);

#endif
