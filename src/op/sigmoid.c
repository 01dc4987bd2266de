/* sigmoid: 1 / (1 + exp(-z)), the probability of "yes" for one score.
 *
 * It is softmax over the two scores z and 0. For a very negative z, exp(-z) is huge; the stable
 * route then uses the same value written exp(z) / (1 + exp(z)).
 *
 * Input 0: a row. Constants: sigmoid.
 */
#include "elementary.h"
#include "row.h"

static double sigmoid(double z, bool stable)
{
    if (stable && z < 0) {
        double e = elementary_exp(z);
        return e / (1 + e);
    }
    return 1 / (1 + elementary_exp(-z));
}

static const struct expr *sigmoid_expr(
    const struct expr *z, double value, bool stable, struct arena *arena)
{
    const struct expr *one = expr_number(arena, 1);
    bool small = stable && value < 0;
    const struct expr *e = expr_unary(arena, EXPR_EXP, small ? z : expr_unary(arena, EXPR_NEG, z));
    return expr_binary(arena, EXPR_DIV, small ? e : one, expr_binary(arena, EXPR_ADD, one, e));
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = sigmoid(in[0][c], args->of.sigmoid.stable);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    return sigmoid_expr(
        cell_at(args, 0, row, col, arena), in[0][col], args->of.sigmoid.stable, arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "1 / (1 + np.exp(-{0}))");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    (void)i;
    const struct expr *p = cell_at(args, OP_OUT, row, col, arena);
    const struct expr *d = cell_at(args, OP_BACK, row, col, arena);
    return expr_binary(arena, EXPR_MUL, expr_binary(arena, EXPR_MUL, d, p),
        expr_binary(arena, EXPR_SUB, expr_number(arena, 1), p));
}

const struct op op_sigmoid = {
    .name = "sigmoid", .row = row, .explain = explain, .numpy = numpy, .back = back};
