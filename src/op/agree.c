/* agree: 1 where a prediction is the truth, 0 where it is not, or is dropped.
 *
 * Input 0: the prediction. Input 1: the truth. Input 2: the mask, or absent. Constants: agree.
 */
#include "row.h"

/* Labels below 0 may count from the end. */
static double truth(const struct op_args *args, const double *const *in, size_t col)
{
    double label = in_at(args, in, 1, col);
    return label < 0 ? label + args->of.agree.wraps : label;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        double right = in[0][c] == truth(args, in, c) ? 1 : 0;
        out[c] = has_input(args, 2) ? in_at(args, in, 2, c) * right : right;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *label = cell_at(args, 1, row, col, arena);
    if (in_at(args, in, 1, col) < 0 && args->of.agree.wraps > 0) {
        label = expr_binary(arena, EXPR_ADD, label, expr_number(arena, args->of.agree.wraps));
    }
    const struct expr *right =
        expr_binary(arena, EXPR_EQUAL, cell_at(args, 0, row, col, arena), label);
    return has_input(args, 2)
               ? expr_binary(arena, EXPR_MUL, cell_at(args, 2, row, col, arena), right)
               : right;
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, has_input(args, 2) ? "{2} * " : "1.0 * ");
    if (args->of.agree.wraps > 0) {
        numpy_add(out, "({0} == np.where({1} < 0, {1} + #, {1}))", args->of.agree.wraps, 0);
    } else {
        str_add(out, "({0} == {1})");
    }
}

const struct op op_agree = {.name = "agree", .row = row, .explain = explain, .numpy = numpy};
