/* scale: z / d, element by element.
 *
 * With d the temperature: above 1 the scores move together and the probabilities become more even,
 * below 1 they move apart. With d = ln b it changes the base of a logarithm.
 *
 * Input 0: any row. Constants: scale.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = in[0][c] / args->of.scale.divisor;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_binary(arena, EXPR_DIV, cell_at(args, 0, row, col, arena),
        expr_number(arena, args->of.scale.divisor));
}

static void numpy(const struct op_args *args, struct str *out)
{
    numpy_add(out, "{0} / #", args->of.scale.divisor);
}

const struct op op_scale = {.name = "scale",
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .linear = OP_INPUT(0)};
