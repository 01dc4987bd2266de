/* keep: the loss where the mask is 1, and 0 where it is 0, even if the dropped loss is NaN or
 * infinite.
 *
 * Input 0: the mask. Input 1: the loss.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = in[0][c] == 0 ? 0 : in[0][c] * in[1][c];
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_binary(
        arena, EXPR_PICK, cell_at(args, 0, row, col, arena), cell_at(args, 1, row, col, arena));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "np.where({0} == 0, 0, {1})");
}

const struct op op_keep = {.name = "keep",
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .linear = OP_INPUT(1)};
