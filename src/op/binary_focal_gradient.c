/* binary_focal_gradient: d(loss) / d(logit) of the binary focal loss (1 - p_t)^γ h, by the product
 * rule: (1 - p_t)^γ dh/dz - γ (1 - p_t)^(γ-1) (2y - 1) p (1 - p) h, weighed as the element is in
 * the batch's loss.
 *
 * Input 0: p. Input 1: y. Input 2: h. Input 3: dh/dz. Inputs 4 to 6 and k[0..2]: see chain.h.
 * k[3]: α, 0: none. vec[0]: γ.
 */
#include "binary_focal.h"
#include "chain.h"
#include "elementary.h"

/* At p = 0 and p = 1 the second part is 0 in the limit, though one of its factors may be infinite.
 */
static bool has_slope(double gamma, double p)
{
    return gamma > 0 && p != 0 && p != 1;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    double gamma = args->of.binary_focal.gamma;
    for (size_t c = 0; c < args->width; c++) {
        double p = in[0][c];
        double y = in[1][c];
        double rest = binary_focal_rest(args, in, c);
        double slope = elementary_pow(rest, gamma) * in[3][c];
        if (has_slope(gamma, p)) {
            slope = slope -
                    gamma * elementary_pow(rest, gamma - 1) * (2 * y - 1) * p * (1 - p) * in[2][c];
        }
        slope = args->of.binary_focal.has_alpha ? slope * binary_focal_weight(args, in, c) : slope;
        out[c] = chain_value(args, in, c, slope);
    }
}

static const struct expr *times(const struct expr *a, const struct expr *b, struct arena *arena)
{
    return expr_binary(arena, EXPR_MUL, a, b);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    double gamma = args->of.binary_focal.gamma;
    const struct expr *one = expr_number(arena, 1);
    const struct expr *p = cell_at(args, 0, row, col, arena);
    const struct expr *y = cell_at(args, 1, row, col, arena);
    const struct expr *rest = binary_focal_rest_expr(args, row, col, arena);
    const struct expr *slope = times(expr_binary(arena, EXPR_POW, rest, expr_number(arena, gamma)),
        cell_at(args, 3, row, col, arena), arena);
    if (has_slope(gamma, in[0][col])) {
        const struct expr *direction =
            expr_binary(arena, EXPR_SUB, times(expr_number(arena, 2), y, arena), one);
        const struct expr *factor = times(expr_number(arena, gamma),
            expr_binary(arena, EXPR_POW, rest, expr_number(arena, gamma - 1)), arena);
        factor = times(times(factor, direction, arena), p, arena);
        factor = times(factor, expr_binary(arena, EXPR_SUB, one, p), arena);
        factor = times(factor, cell_at(args, 2, row, col, arena), arena);
        slope = expr_binary(arena, EXPR_SUB, slope, factor);
    }
    if (args->of.binary_focal.has_alpha) {
        slope = times(slope, binary_focal_weight_expr(args, row, col, arena), arena);
    }
    return chain_expr(args, in, row, col, slope, arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    static const char TRUE_SHARE[] = "({1} * {0} + (1 - {1}) * (1 - {0}))";
    chain_numpy_open(args, out);
    str_add(out, args->of.binary_focal.has_alpha ? "(" : "");
    str_addf(out, "(1 - %s) ** {vec} * {3}", TRUE_SHARE);
    if (args->of.binary_focal.gamma > 0) {
        str_addf(out, " - {vec} * (1 - %s) ** ({vec} - 1) * (2 * {1} - 1) * {0} * (1 - {0}) * {2}",
            TRUE_SHARE);
    }
    str_add(
        out, args->of.binary_focal.has_alpha ? ") * ({1} * {k3} + (1 - {1}) * (1 - {k3}))" : "");
    chain_numpy_close(args, out);
}

const struct op op_binary_focal_gradient = {
    .name = "binary_focal_gradient", .row = row, .explain = explain, .numpy = numpy};
