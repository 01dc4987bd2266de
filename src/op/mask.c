/* mask: 1 where an entry counts, 0 where its label is the one to ignore (or a given mask drops it).
 *
 * Input 0: the given mask, or absent. Input 1: the label. Constants: mask.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        double kept = 1 - (in_at(args, in, 1, c) == args->of.mask.ignored ? 1.0 : 0.0);
        out[c] = has_input(args, 0) ? in_at(args, in, 0, c) * kept : kept;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *ignored = expr_binary(arena, EXPR_EQUAL, cell_at(args, 1, row, col, arena),
        expr_number(arena, args->of.mask.ignored));
    const struct expr *kept = expr_binary(arena, EXPR_SUB, expr_number(arena, 1), ignored);
    return has_input(args, 0)
               ? expr_binary(arena, EXPR_MUL, cell_at(args, 0, row, col, arena), kept)
               : kept;
}

static void numpy(const struct op_args *args, struct str *out)
{
    numpy_add(out, has_input(args, 0) ? "{0} * ({1} != #)" : "({1} != #).astype(float)",
        args->of.mask.ignored);
}

const struct op op_mask = {.name = "mask", .row = row, .explain = explain, .numpy = numpy};
