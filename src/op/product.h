/* How the product operations weigh a class term. */
#ifndef LOSSWALK_PRODUCT_H
#define LOSSWALK_PRODUCT_H

#include "row.h"

/* Constants: product. */

/* The class weight of a term, where there are any. */
double product_weight(const struct op_args *args, const double *const *in, size_t col);

/* -y log p, and its explanation: input 0 is log p, input 1 y. */
double product_term(const struct op_args *args, const double *const *in, size_t col);
const struct expr *product_term_expr(const struct op_args *args, const double *const *in,
    size_t row, size_t col, struct arena *arena);

/* term × factor: a term that was not picked stays 0. */
double product_times(const struct op_args *args, double term, double factor);
const struct expr *product_times_expr(const struct op_args *args, const struct expr *term,
    const struct expr *factor, struct arena *arena);

/* The term, and the class weight behind it, in NumPy. */
const char *product_numpy(const struct op_args *args);
void product_numpy_weight(const struct op_args *args, struct str *out);

#endif
