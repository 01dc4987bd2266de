/* One line about a stage that is too large to be seen whole. */
#ifndef LOSSWALK_SUMMARY_H
#define LOSSWALK_SUMMARY_H

#include "sight.h"
#include "str.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>

/* Looks at every number of the stage. False where there are more of them than a key press has time
 * for, or where some are not to be seen yet. */
bool summary_of(const struct sight *sight, size_t stage, struct summary *out);
/* The same of the stage shown, once, into the walk; for drawing. */
void summary_look(struct walk *walk);
/* Appends "from -3.2 to 4, mean 0.5, 2 × nan, 7 × 0". */
void summary_text(const struct summary *summary, int decimals, struct str *out);

#endif
