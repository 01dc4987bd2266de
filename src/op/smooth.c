/* smooth: label smoothing, (1 - a) y + a / C.
 *
 * A share a of the target is taken from the true class and spread evenly over all C, so a model is
 * not paid for becoming infinitely sure. For a binary target C is 2.
 *
 * Input 0: a target row. Constants: smooth.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = (1 - args->of.smooth.share) * in[0][c] +
                 args->of.smooth.share / args->of.smooth.classes;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *a = expr_number(arena, args->of.smooth.share);
    const struct expr *kept = expr_binary(arena, EXPR_MUL,
        expr_binary(arena, EXPR_SUB, expr_number(arena, 1), a), cell_at(args, 0, row, col, arena));
    const struct expr *share =
        expr_binary(arena, EXPR_DIV, a, expr_number(arena, args->of.smooth.classes));
    return expr_binary(arena, EXPR_ADD, kept, share);
}

static void numpy(const struct op_args *args, struct str *out)
{
    double share = args->of.smooth.share;
    numpy_add(out, "(1 - #) * {0} + # / #", share, share, args->of.smooth.classes);
}

const struct op op_smooth = {
    .name = "smooth", .reach = REACH_ENTRY, .row = row, .explain = explain, .numpy = numpy};
