/* factor: a constant times the input.
 *
 * Input 0: a row. Constants: factor.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = args->of.factor.by * in[0][c];
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_binary(
        arena, EXPR_MUL, expr_number(arena, args->of.factor.by), cell_at(args, 0, row, col, arena));
}

static void numpy(const struct op_args *args, struct str *out)
{
    numpy_add(out, "# * {0}", args->of.factor.by, 0);
}

const struct op op_factor = {
    .name = "factor", .row = row, .explain = explain, .numpy = numpy, .linear = OP_INPUT(0)};
