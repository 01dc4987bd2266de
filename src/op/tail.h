/* log(1 + exp(-|z|)), what log sigmoid and softplus of z have beside a straight line: the
 * exponential cannot overflow, and small results keep their digits (the form of TensorFlow's
 * sigmoid_cross_entropy_with_logits). */
#ifndef LOSSWALK_OP_TAIL_H
#define LOSSWALK_OP_TAIL_H

#include "row.h"
#include "vector.h"

/* Of many; out may not be z. */
static inline void tails_of(const double *z, double *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = z[i] > 0 ? -z[i] : z[i];
    }
    vector_loops()->exp(out, out, count);
    vector_loops()->log1p(out, out, count);
}

static inline const struct expr *explain_tail(
    const struct expr *z, bool positive, struct arena *arena)
{
    const struct expr *e =
        expr_unary(arena, EXPR_EXP, positive ? expr_unary(arena, EXPR_NEG, z) : z);
    return expr_unary(arena, EXPR_LOG1P, e);
}

#endif
