/* log_prob_gradient: d(loss) / d(log p) = -t, weighed as the sample is in the loss: where
 * log-probabilities are what is given, the gradient is with respect to them.
 *
 * Input 1: t. Inputs 4 to 6 and k: see chain.h.
 */
#include "chain.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = chain_value(args, in, c, -in[1][c]);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *t = cell_at(args, 1, row, col, arena);
    return chain_expr(args, in, row, col, expr_unary(arena, EXPR_NEG, t), arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    chain_numpy_open(args, out);
    str_add(out, "-{1}");
    chain_numpy_close(args, out);
}

const struct op op_log_prob_gradient = {
    .name = "log_prob_gradient", .row = row, .explain = explain, .numpy = numpy};
