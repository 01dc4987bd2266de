/* focal_target: how hard each class of a focal loss pulls on the scores:
 * t α ((1 - p)^γ - γ p (1 - p)^(γ-1) log p).
 *
 * It is -p times the derivative of the loss by p, so it takes the place of the target in the
 * gradient of cross-entropy. With γ = 0 it is t itself. The first part is the slope of the
 * logarithm, so what an epsilon or a floor does to that (tidy_slope) scales this part alone; the
 * second part has the logarithm as it was taken.
 *
 * Input 0: t. Input 1: p. k[0]: γ; k[1]: α, 0: none; k[2]: epsilon inside the logarithm.
 * mode: TIDY_ADD and TIDY_FLOOR.
 */
#include "elementary.h"
#include "row.h"
#include "safe_log.h"
#include "tidy_gradient.h"

/* At p = 0 and p = 1 the second part is 0 in the limit, though one of its factors is infinite. */
static bool has_slope(const struct op_args *args, double p)
{
    return args->of.product.focal.gamma > 0 && p != 0 && p != 1;
}

static struct safe_log how(const struct op_args *args)
{
    return (struct safe_log){
        (args->mode & TIDY_ADD) != 0, args->k[2], (args->mode & TIDY_FLOOR) != 0, 0};
}

static double pull(const struct op_args *args, double t, double p)
{
    double gamma = args->of.product.focal.gamma;
    struct safe_log log = how(args);
    double factor = elementary_pow(1 - p, gamma) * tidy_slope(args->k, args->mode, p);
    if (has_slope(args, p)) {
        factor = factor - gamma * p * elementary_pow(1 - p, gamma - 1) * safe_log(&log, p);
    }
    double value = t == 0 ? 0 : t * factor;
    return args->of.product.focal.has_alpha ? value * args->of.product.focal.alpha : value;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = pull(args, in[0][c], in[1][c]);
    }
}

static const struct expr *times(const struct expr *a, const struct expr *b, struct arena *arena)
{
    return expr_binary(arena, EXPR_MUL, a, b);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *p = cell_at(args, 1, row, col, arena);
    const struct expr *gamma = expr_number(arena, args->of.product.focal.gamma);
    const struct expr *rest = expr_binary(arena, EXPR_SUB, expr_number(arena, 1), p);
    const struct expr *factor = times(expr_binary(arena, EXPR_POW, rest, gamma),
        tidy_slope_expr(args->k, args->mode, in[1][col], p, arena), arena);
    if (has_slope(args, in[1][col])) {
        struct safe_log log = how(args);
        const struct expr *slope = times(gamma, p, arena);
        slope = times(slope,
            expr_binary(
                arena, EXPR_POW, rest, expr_number(arena, args->of.product.focal.gamma - 1)),
            arena);
        slope = times(slope, safe_log_expr(&log, p, arena), arena);
        factor = expr_binary(arena, EXPR_SUB, factor, slope);
    }
    const struct expr *value =
        expr_binary(arena, EXPR_PICK, cell_at(args, 0, row, col, arena), factor);
    return args->of.product.focal.has_alpha
               ? times(value, expr_number(arena, args->of.product.focal.alpha), arena)
               : value;
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, args->of.product.focal.has_alpha ? "{0} * {k1} * (" : "{0} * (");
    str_add(out, "(1 - {1}) ** {k0}");
    tidy_slope_numpy(args->mode, "{1}", out);
    if (args->of.product.focal.gamma > 0) {
        str_add(out, " - {k0} * {1} * (1 - {1}) ** ({k0} - 1) * ");
        str_add(out, (args->mode & TIDY_FLOOR) != 0 ? "np.maximum(np.log({1}), -100)"
                     : (args->mode & TIDY_ADD) != 0 ? "np.log({1} + {k2})"
                                                    : "np.log({1})");
    }
    str_addc(out, ')');
}

const struct op op_focal_target = {
    .name = "focal_target", .row = row, .explain = explain, .numpy = numpy};
