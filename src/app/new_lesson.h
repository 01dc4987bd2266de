/* --new: a lesson to start from. */
#ifndef LOSSWALK_NEW_LESSON_H
#define LOSSWALK_NEW_LESSON_H

#include "diag.h"

#include <stdbool.h>

/* Writes the template to path, which must not be there yet, and appends what to do next to `next`.
 * False with an error in diag when it cannot be written; then there is no file. */
bool new_lesson_write(const char *path, struct str *next, struct diag *diag);

#endif
