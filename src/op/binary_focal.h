/* The probability given to the true answer, and the weight of the answer, of binary focal losses.
 */
#ifndef LOSSWALK_BINARY_FOCAL_H
#define LOSSWALK_BINARY_FOCAL_H

#include "row.h"

/* Inputs of both binary focal operations: 0 is p, 1 is y. Constants: binary_focal.
 * 1 - p_t, where p_t = y p + (1 - y)(1 - p). */
double binary_focal_rest(const struct op_args *args, const double *const *in, size_t col);
const struct expr *binary_focal_rest_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena);
/* y α + (1 - y)(1 - α) */
double binary_focal_weight(const struct op_args *args, const double *const *in, size_t col);
const struct expr *binary_focal_weight_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena);

#endif
