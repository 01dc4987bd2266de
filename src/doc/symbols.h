/* The symbols that the formulas of a lesson are written with. */
#ifndef LOSSWALK_SYMBOLS_H
#define LOSSWALK_SYMBOLS_H

#include "sight.h"

#include <stdbool.h>
#include <stddef.h>

/* The stages that readers of the lesson see and whose symbols say less than their titles, each
 * symbol once, in the order of the walk, into out[RECIPE_MAX_STAGES]; returns how many. */
size_t symbols_of(const struct trace *trace, size_t *out);

/* Has a formula that they see is(a = b), the indicator function? Its name says less than what it
 * gives. */
bool symbols_indicate(const struct trace *trace);

/* Do they come to a logarithm, the natural one? */
bool symbols_natural_log(const struct trace *trace);

/* Appends the weights that the formula of a stage names, column by column: "class weight: cat 1,
 * dog 4". False where it names none. */
bool symbols_weights(const struct sight *sight, size_t stage, struct str *out);

#endif
