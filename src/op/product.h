/* How the product operations weigh a class term. */
#ifndef LOSSWALK_PRODUCT_H
#define LOSSWALK_PRODUCT_H

#include "row.h"

/* Mode bits. */
enum {
    PRODUCT_PICK = 1,            /* y = 0 gives 0, whatever log p is */
    PRODUCT_WEIGHT_BY_LABEL = 2, /* the class weight is the label's (input 2), not the column's */
    PRODUCT_WRAP = 4             /* labels below 0 count from the end */
};

/* The class weight of a term: 1 where args->vec is NULL. */
double product_weight(const struct op_args *args, const double *const *in, size_t col);

/* -y log p, and its explanation: input 0 is log p, input 1 y. */
double product_term(const struct op_args *args, const double *const *in, size_t col);
const struct expr *product_term_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena);

/* term × factor: a term that was not picked stays 0. */
double product_times(const struct op_args *args, double term, double factor);
const struct expr *product_times_expr(const struct op_args *args, const struct expr *term,
    const struct expr *factor, struct arena *arena);

/* The term, and the class weight behind it, in NumPy. */
const char *product_numpy(const struct op_args *args);
void product_numpy_weight(const struct op_args *args, struct str *out);

#endif
