/* power_of: a base to the power of the input: e, 2 or 10, whichever the logarithm before it was
 * taken to, so that it takes that back. The perplexity of a loss is as many equally likely classes
 * as would cost as much.
 *
 * Input 0: a row. Constants: log (the base alone).
 */
#include "row.h"

#include "elementary.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = args->of.log.base == 0 ? elementary_exp(in[0][c])
                                        : elementary_pow(args->of.log.base, in[0][c]);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *x = cell_at(args, 0, row, col, arena);
    return args->of.log.base == 0
               ? expr_unary(arena, EXPR_EXP, x)
               : expr_binary(arena, EXPR_POW, expr_number(arena, args->of.log.base), x);
}

static void numpy(const struct op_args *args, struct str *out)
{
    if (args->of.log.base == 0) {
        str_add(out, "np.exp({0})");
    } else {
        numpy_add(out, "# ** {0}", args->of.log.base, 0);
    }
}

const struct op op_power_of = {.name = "power_of", .row = row, .explain = explain, .numpy = numpy};
