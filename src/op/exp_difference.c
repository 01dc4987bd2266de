/* exp_difference: exp(z - m), with m the row maximum, for the fused route.
 *
 * Shifting first and taking exp then would round z - m, and turn that rounding into a relative
 * error of every exponential: a loss of 1e-10, which is little more than one of them, would be off
 * by hundreds of units in its last place. So the difference is carried exactly.
 *
 * Input 0: a row of scores. Input 1: its maximum.
 */
#include "row.h"
#include "vector.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    vector_loops()->exp_difference(in[0], in[1][0], out, args->width);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_binary(arena, EXPR_EXP_DIFFERENCE, cell_at(args, 0, row, col, arena),
        cell_at(args, 1, row, 0, arena));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "np.exp({0} - {1})");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct expr *d = expr_binary(arena, EXPR_MUL, cell_at(args, OP_BACK, row, col, arena),
        cell_at(args, OP_OUT, row, col, arena));
    return i == 0 ? d : expr_unary(arena, EXPR_NEG, d);
}

const struct op op_exp_difference = {.name = "exp_difference",
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .back = back};
