/* A short name for the numbers of a lesson: what it is known by when its file was renamed. Private
 * to this layer. */
#ifndef LOSSWALK_FINGERPRINT_H
#define LOSSWALK_FINGERPRINT_H

#include "problem.h"

#include <stdint.h>

/* A hash of the problem: its inputs and settings, as they are and not as they are written, so that
 * texts, layout and order of keys change nothing. Of a data file it takes the name, the shape and
 * the type instead of the numbers. What has its usual value is left out: a setting that there was
 * not yet, when a fingerprint was taken, does not change it. Never 0. */
uint64_t fingerprint(const struct problem *problem);

#endif
