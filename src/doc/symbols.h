/* The symbols that the formulas of a lesson are written with. */
#ifndef LOSSWALK_SYMBOLS_H
#define LOSSWALK_SYMBOLS_H

#include "recipe.h"

#include <stddef.h>

/* The stages whose symbols say less than their titles, each symbol once, in the order of the walk,
 * into out[RECIPE_MAX_STAGES]; returns how many. */
size_t symbols_of(const struct recipe *recipe, size_t *out);

#endif
