/* clip: keeps every number within [lo, hi]; NaN stays NaN.
 *
 * Input 0: a row. Constants: clip.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        double raised = in[0][c] < args->of.clip.low ? args->of.clip.low : in[0][c];
        out[c] = raised > args->of.clip.high ? args->of.clip.high : raised;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *raised = expr_binary(
        arena, EXPR_MAX, cell_at(args, 0, row, col, arena), expr_number(arena, args->of.clip.low));
    return expr_binary(arena, EXPR_MIN, raised, expr_number(arena, args->of.clip.high));
}

static void numpy(const struct op_args *args, struct str *out)
{
    numpy_add(out, "np.clip({0}, #, #)", args->of.clip.low, args->of.clip.high);
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct expr *d = cell_at(args, OP_BACK, row, col, arena);
    (void)i;
    const struct expr *p = cell_at(args, 0, row, col, arena);
    const struct expr *above =
        expr_binary(arena, EXPR_AT_MOST, expr_number(arena, args->of.clip.low), p);
    const struct expr *below =
        expr_binary(arena, EXPR_AT_MOST, p, expr_number(arena, args->of.clip.high));
    return expr_binary(arena, EXPR_MUL, expr_binary(arena, EXPR_MUL, d, above), below);
}

const struct op op_clip = {.name = "clip",
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .back = back};
