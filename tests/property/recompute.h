/* A pocket calculator for worked lines: works out a printed expression from nothing but its text,
 * with the C library's own functions. It shares no code with the program, so it can judge it. */
#ifndef LOSSWALK_RECOMPUTE_H
#define LOSSWALK_RECOMPUTE_H

#include <stdbool.h>

/* The value of text such as "0.1353 / 3.2219" or "-(0 × (-18.6) + log2(1 + 0.5))". False when it
 * cannot be read. */
bool recompute(const char *text, double *out);

#endif
