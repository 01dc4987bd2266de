/* multiply: a × b, entry by entry: a loss and its sample weight.
 *
 * Inputs 0 and 1: rows of the same width.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = in[0][c] * in[1][c];
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_binary(
        arena, EXPR_MUL, cell_at(args, 0, row, col, arena), cell_at(args, 1, row, col, arena));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "{0} * {1}");
}

const struct op op_multiply = {.name = "multiply",
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .linear = OP_INPUT(0)};
