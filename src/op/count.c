/* count: a number of entries that is known from the shape: k[0] × k[1] (k[1] is 1 for a plain
 * count).
 *
 * No input; the whole batch has one.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    (void)in;
    out[0] = args->k[0] * args->k[1];
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)row;
    (void)col;
    const struct expr *first = expr_number(arena, args->k[0]);
    return args->k[1] == 1 ? first
                           : expr_binary(arena, EXPR_MUL, first, expr_number(arena, args->k[1]));
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, args->k[1] == 1 ? "{k0}" : "{k0} * {k1}");
}

const struct op op_count = {.name = "count", .row = row, .explain = explain, .numpy = numpy};
