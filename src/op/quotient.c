/* quotient: total / divisor: the loss of the batch, or the mean of each group.
 *
 * When nothing counts both are 0. Frameworks differ: PyTorch gives NaN, Keras 0 (divide_no_nan).
 *
 * Input 0: total. Input 1: divisor. Constants: quotient.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    out[0] = args->of.quotient.empty_is_zero && in[1][0] == 0 ? 0 : in[0][0] / in[1][0];
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)col;
    if (args->of.quotient.empty_is_zero && in[1][0] == 0) {
        return expr_number(arena, 0);
    }
    return expr_binary(
        arena, EXPR_DIV, cell_at(args, 0, row, 0, arena), cell_at(args, 1, row, 0, arena));
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, !args->of.quotient.empty_is_zero ? "{0} / {1}"
                 : args->of.quotient.each         ? "np.where({1} != 0, {0} / {1}, 0)"
                                                  : "{0} / {1} if {1} != 0 else 0.0");
}

const struct op op_quotient = {
    .name = "quotient", .row = row, .explain = explain, .numpy = numpy, .linear = OP_INPUT(0)};
