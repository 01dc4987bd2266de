/* From what the user typed to lesson files. */
#ifndef LOSSWALK_LESSONS_H
#define LOSSWALK_LESSONS_H

#include "catalogue.h"
#include "diag.h"

/* The path a LESSON argument means: a file that is there or looks like a path, `-`, or a lesson of
 * the catalogue by id or number. NULL with an error in diag when there is no such lesson. */
const char *lessons_resolve(const struct catalogue *catalogue, const char *name, struct diag *diag);

#endif
