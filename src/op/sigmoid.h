/* The sigmoid function, for all operations that need it. */
#ifndef LOSSWALK_SIGMOID_H
#define LOSSWALK_SIGMOID_H

#include "row.h"

enum {
    SIGMOID_TEXTBOOK, /* 1 / (1 + exp(-z)) */
    SIGMOID_STABLE    /* the same, but exp(z) / (1 + exp(z)) for z < 0 */
};

double sigmoid(double z, int mode);
/* Its explanation; `value` is the value of z. */
const struct expr *sigmoid_expr(const struct expr *z, double value, int mode, struct arena *arena);

#endif
