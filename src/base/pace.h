/* How fast a long work goes, and how long it will take. */
#ifndef LOSSWALK_PACE_H
#define LOSSWALK_PACE_H

#include "str.h"

#include <stddef.h>

struct pace {
    double began; /* seconds of a clock that nobody sets */
};

struct pace pace_begin(void);
/* Seconds since then. */
double pace_elapsed(const struct pace *pace);
/* ", 3400 a second, 6 s left", of so many done of so many; appended to out. Nothing in the first
 * moments, and when nothing is done or left: what could be said would be a guess. */
void pace_text(const struct pace *pace, size_t done, size_t all, struct str *out);

#endif
