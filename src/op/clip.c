/* clip: keeps every number within [lo, hi]; NaN stays NaN.
 *
 * Input 0: a row. k[0]: lo, k[1]: hi.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        double raised = in[0][c] < args->k[0] ? args->k[0] : in[0][c];
        out[c] = raised > args->k[1] ? args->k[1] : raised;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *raised = expr_binary(
        arena, EXPR_MAX, cell_at(args, 0, row, col, arena), expr_number(arena, args->k[0]));
    return expr_binary(arena, EXPR_MIN, raised, expr_number(arena, args->k[1]));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "np.clip({0}, {k0}, {k1})");
}

const struct op op_clip = {.name = "clip", .row = row, .explain = explain, .numpy = numpy};
