/* sigmoid: 1 / (1 + exp(-z)), the probability of "yes" for one score.
 *
 * It is softmax over the two scores z and 0. For a very negative z, exp(-z) is huge; the stable
 * route then uses the same value written exp(z) / (1 + exp(z)).
 *
 * Of -z it is 1 - p, the probability of "no", with all its digits even where p is rounded to 1.
 *
 * Input 0: a row. Constants: sigmoid.
 */
#include "row.h"
#include "vector.h"

/* z, or with `minus` -z. */
static const struct expr *signed_score(const struct expr *z, bool minus, struct arena *arena)
{
    return minus ? expr_unary(arena, EXPR_NEG, z) : z;
}

static const struct expr *sigmoid_expr(
    const struct op_args *args, const struct expr *z, double value, struct arena *arena)
{
    const struct expr *one = expr_number(arena, 1);
    bool negated = args->of.sigmoid.negated;
    bool small = args->of.sigmoid.stable && (negated ? -value : value) < 0;
    const struct expr *e = expr_unary(arena, EXPR_EXP, signed_score(z, small == negated, arena));
    return expr_binary(arena, EXPR_DIV, small ? e : one, expr_binary(arena, EXPR_ADD, one, e));
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    double sign = args->of.sigmoid.negated ? -1 : 1;
    bool stable = args->of.sigmoid.stable;
    for (size_t c = 0; c < args->width; c++) {
        double z = sign * in[0][c];
        out[c] = stable && z < 0 ? z : -z;
    }
    vector_loops()->exp(out, out, args->width);
    for (size_t c = 0; c < args->width; c++) {
        bool small = stable && sign * in[0][c] < 0;
        out[c] = (small ? out[c] : 1) / (1 + out[c]);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    return sigmoid_expr(args, cell_at(args, 0, row, col, arena), in[0][col], arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, args->of.sigmoid.negated ? "1 / (1 + np.exp({0}))" : "1 / (1 + np.exp(-{0}))");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    (void)i;
    const struct expr *p = cell_at(args, OP_OUT, row, col, arena);
    const struct expr *d = cell_at(args, OP_BACK, row, col, arena);
    const struct expr *one = expr_number(arena, 1);
    const struct expr *value = expr_binary(arena, EXPR_MUL, d, p);
    if (!args->of.sigmoid.stable) {
        return expr_binary(arena, EXPR_MUL, value, expr_binary(arena, EXPR_SUB, one, p));
    }
    /* over 1 + exp(z), which is times 1 - p, and keeps its digits */
    bool negated = args->of.sigmoid.negated;
    const struct expr *z = signed_score(cell_at(args, 0, row, col, arena), negated, arena);
    const struct expr *over = expr_binary(arena, EXPR_ADD, one, expr_unary(arena, EXPR_EXP, z));
    value = expr_binary(arena, EXPR_DIV, value, over);
    return negated ? expr_unary(arena, EXPR_NEG, value) : value;
}

const struct op op_sigmoid = {.name = "sigmoid",
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .back = back};
