/* exp: e to the power of each score. Scores become positive; differences become ratios.
 *
 * Input 0: a row. Overflows to infinity above about 709.78, underflows to 0 below about -745.13.
 */
#include "row.h"
#include "vector.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    if (args->dtype == DTYPE_FLOAT32) { /* already rounded, but otherwise the same */
        vector_loops()->exp_float32(in[0], out, args->width);
        return;
    }
    vector_loops()->exp(in[0], out, args->width);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_unary(arena, EXPR_EXP, cell_at(args, 0, row, col, arena));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "np.exp({0})");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    (void)i;
    return expr_binary(arena, EXPR_MUL, cell_at(args, OP_BACK, row, col, arena),
        cell_at(args, OP_OUT, row, col, arena));
}

const struct op op_exp = {.name = "exp",
    .stores = true,
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .back = back};
