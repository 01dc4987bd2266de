/* The comparison of rules as text. Internal to this layer. */
#ifndef LOSSWALK_TEXT_COMPARE_H
#define LOSSWALK_TEXT_COMPARE_H

#include "doc.h"

/* A table of rules against loss, divisor, where they part from the lesson and the per-sample
 * values; under each line, why. */
void text_compare(struct doc *doc);

#endif
