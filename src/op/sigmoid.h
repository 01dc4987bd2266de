/* The sigmoid function, for all operations that need it. */
#ifndef LOSSWALK_SIGMOID_H
#define LOSSWALK_SIGMOID_H

#include "row.h"

/* 1 / (1 + exp(-z)); stable: the same, but exp(z) / (1 + exp(z)) for z < 0. */
double sigmoid(double z, bool stable);
/* Its explanation; `value` is the value of z. */
const struct expr *sigmoid_expr(
    const struct expr *z, double value, bool stable, struct arena *arena);

#endif
