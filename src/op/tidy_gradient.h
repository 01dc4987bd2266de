/* Mode bits of tidy_gradient and sigmoid_gradient: which tidying the probabilities went through. */
#ifndef LOSSWALK_TIDY_GRADIENT_H
#define LOSSWALK_TIDY_GRADIENT_H

#include "expr.h"

#include <stdbool.h>

enum {
    TIDY_CLIP = 1,         /* clipped to [lo, hi]: no slope outside */
    TIDY_ADD = 2,          /* an epsilon inside the log */
    TIDY_FLOOR = 4,        /* log floored at -100: no slope below */
    TIDY_RENORMALIZED = 8, /* divided by their sum after clipping */
    GRADIENT_FUSED = 16    /* sigmoid_gradient: its input is the score */
};

/* d log(tidied p) / d log(p) of one probability: k as in tidy_gradient.c. */
double tidy_slope(const double *k, int mode, double p);
/* Its explanation; `cell` stands for p in it. */
const struct expr *tidy_slope_expr(
    const double *k, int mode, double p, const struct expr *cell, struct arena *arena);

/* The slope of a probability, in NumPy; `p` is its text, eps and limits are named {k0}, {k1}, {k2}.
 * Nothing where there is nothing to tidy, else a factor behind " * ". */
void tidy_slope_numpy(int mode, const char *p, struct str *out);

#endif
