/* weighted_target: class weight × y, the pull of each class term on the scores.
 *
 * Input 0: y. Input 1: the label, when it sets the weight; else absent, and weights go by column.
 * Constants: product.
 */
#include "row.h"

static double weight_of(const struct op_args *args, const double *const *in, size_t col)
{
    return has_input(args, 1)
               ? class_weight(&args->of.product.weights, in[1][0], args->of.product.wraps)
               : weight_at(&args->of.product.weights, col);
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = in[0][c] * weight_of(args, in, c);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    return expr_binary(arena, EXPR_MUL, cell_at(args, 0, row, col, arena),
        expr_number(arena, weight_of(args, in, col)));
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, "{0} * ");
    numpy_weights(out, &args->of.product.weights);
    if (has_input(args, 1)) {
        str_addf(out, "[{1} %% %zu]", args->of.product.weights.count);
    }
}

const struct op op_weighted_target = {
    .name = "weighted_target", .row = row, .explain = explain, .numpy = numpy};
