/* softmax_gradient: d(loss) / d(logit) = (p Σt - t), weighed as the sample is in the loss.
 *
 * For one true class this is the famous p - y: every class is pushed down by its probability, the
 * true class pulled up by what it lacks to 1. t is the target row, or what tidy_gradient made of
 * it. The sum is written out because a target row need not sum to 1 (class weights, an all-zero
 * row), and the derivative is right then too.
 *
 * Input 0: p (mode without 1) or log p (mode bit 1, fused). Input 1: t. Inputs 4 to 6 and k: see
 * chain.h.
 */
#include "chain.h"
#include "elementary.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    struct sum all = {0};
    for (size_t c = 0; c < args->width; c++) {
        sum_add(&all, in[1][c]);
    }
    double pull = sum_value(&all);
    for (size_t c = 0; c < args->width; c++) {
        double p = (args->mode & 1) != 0 ? elementary_exp(in[0][c]) : in[0][c];
        out[c] = chain_value(args, in, c, p * pull - in[1][c]);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *p = cell_at(args, 0, row, col, arena);
    if ((args->mode & 1) != 0) {
        p = expr_unary(arena, EXPR_EXP, p);
    }
    const struct expr *all = expr_range(arena, EXPR_SUM, row_range(args, 1, row));
    const struct expr *slope = expr_binary(
        arena, EXPR_SUB, expr_binary(arena, EXPR_MUL, p, all), cell_at(args, 1, row, col, arena));
    return chain_expr(args, in, row, col, slope, arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    chain_numpy_open(args, out);
    str_add(out, (args->mode & 1) != 0 ? "np.exp({0})" : "{0}");
    str_add(out, " * {1}.sum(axis=-1, keepdims=True) - {1}");
    chain_numpy_close(args, out);
}

const struct op op_softmax_gradient = {
    .name = "softmax_gradient", .row = row, .explain = explain, .numpy = numpy};
