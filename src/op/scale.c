/* scale: z / k, element by element.
 *
 * With k the temperature: above 1 the scores move together and the probabilities become more even,
 * below 1 they move apart. With k = ln b it changes the base of a logarithm.
 *
 * Input 0: any row. k[0]: the divisor.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = in[0][c] / args->k[0];
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_binary(
        arena, EXPR_DIV, cell_at(args, 0, row, col, arena), expr_number(arena, args->k[0]));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "{0} / {k0}");
}

const struct op op_scale = {.name = "scale", .row = row, .explain = explain, .numpy = numpy};
