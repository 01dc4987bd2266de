/* log(1 + exp(-|z|)), what log sigmoid and softplus of z have beside a straight line: the
 * exponential cannot overflow, and small results keep their digits (the form of TensorFlow's
 * sigmoid_cross_entropy_with_logits). */
#ifndef LOSSWALK_OP_TAIL_H
#define LOSSWALK_OP_TAIL_H

#include "elementary.h"
#include "row.h"

static inline double tail_of(double z)
{
    return elementary_log1p(elementary_exp(z > 0 ? -z : z));
}

static inline const struct expr *explain_tail(
    const struct expr *z, bool positive, struct arena *arena)
{
    const struct expr *e =
        expr_unary(arena, EXPR_EXP, positive ? expr_unary(arena, EXPR_NEG, z) : z);
    return expr_unary(arena, EXPR_LOG1P, e);
}

#endif
