/* count: a number of entries that is known from the shape: first × rest (rest is 1 for a plain
 * count). Every cell has it; mostly there is one.
 *
 * OP_OUT, for NumPy alone: a stage of its shape, where there are more. Constants: count.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    (void)in;
    for (size_t c = 0; c < args->width; c++) {
        out[c] = args->of.count.first * args->of.count.rest;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)row;
    (void)col;
    const struct expr *first = expr_number(arena, args->of.count.first);
    return args->of.count.rest == 1
               ? first
               : expr_binary(arena, EXPR_MUL, first, expr_number(arena, args->of.count.rest));
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, has_input(args, OP_OUT) ? "np.full({7}.shape, " : "");
    double first = args->of.count.first;
    numpy_add(out,
        first == 0                 ? "np.float64(#)" /* Python's own would not be divided by */
        : args->of.count.rest == 1 ? "#"
                                   : "# * #",
        first, args->of.count.rest);
    str_add(out, has_input(args, OP_OUT) ? ")" : "");
}

const struct op op_count = {.name = "count", .row = row, .explain = explain, .numpy = numpy};
