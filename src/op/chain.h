/* The last links of the chain rule, the same for every loss: a slope with respect to the scaled
 * score becomes one with respect to the score as given, weighed as its entry was in the batch's
 * loss. */
#ifndef LOSSWALK_CHAIN_H
#define LOSSWALK_CHAIN_H

#include "row.h"

/* Inputs from CHAIN_MASK on, each may be absent: mask, sample weight, divisor.
 * k[0]: ln of the log base (0: natural), k[1]: temperature, k[2]: columns averaged over (0: none).
 */
enum { CHAIN_MASK = 4, CHAIN_WEIGHT, CHAIN_DIVISOR };

/* Mode bit: a loss over nothing is 0 whatever the scores are (empty_mean: zero), so its slope is 0,
 * too. */
enum { CHAIN_EMPTY_ZERO = 32 };

double chain_value(const struct op_args *args, const double *const *in, size_t col, double slope);
const struct expr *chain_expr(const struct op_args *args, const double *const *in, size_t row,
    size_t col, const struct expr *slope, struct arena *arena);

/* The slope in NumPy is between the two calls. */
void chain_numpy_open(const struct op_args *args, struct str *out);
void chain_numpy_close(const struct op_args *args, struct str *out);

#endif
