/* focal_target: how hard each class of a focal loss pulls on the scores: t α ((1 - p)^γ - γ p (1 -
 * p)^(γ-1) log p).
 *
 * It is -p times the derivative of the loss by p, so it takes the place of the target in the
 * gradient of cross-entropy. With γ = 0 it is t itself.
 *
 * Input 0: t. Input 1: p. k[0]: γ; k[1]: α, 0: none.
 */
#include "elementary.h"
#include "row.h"

static double pull(const struct op_args *args, double t, double p)
{
    double gamma = args->k[0];
    double factor = elementary_pow(1 - p, gamma);
    if (gamma > 0) {
        factor = factor - gamma * p * elementary_pow(1 - p, gamma - 1) * elementary_log(p);
    }
    double value = t == 0 ? 0 : t * factor;
    return args->k[1] > 0 ? value * args->k[1] : value;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = pull(args, in[0][c], in[1][c]);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *p = cell_at(args, 1, row, col, arena);
    const struct expr *gamma = expr_number(arena, args->k[0]);
    const struct expr *rest = expr_binary(arena, EXPR_SUB, expr_number(arena, 1), p);
    const struct expr *factor = expr_binary(arena, EXPR_POW, rest, gamma);
    if (args->k[0] > 0) {
        const struct expr *slope = expr_binary(arena, EXPR_MUL, gamma, p);
        slope = expr_binary(arena, EXPR_MUL, slope,
            expr_binary(arena, EXPR_POW, rest, expr_number(arena, args->k[0] - 1)));
        slope = expr_binary(arena, EXPR_MUL, slope, expr_log(arena, 0, p));
        factor = expr_binary(arena, EXPR_SUB, factor, slope);
    }
    const struct expr *value =
        expr_binary(arena, EXPR_PICK, cell_at(args, 0, row, col, arena), factor);
    return args->k[1] > 0 ? expr_binary(arena, EXPR_MUL, value, expr_number(arena, args->k[1]))
                          : value;
}

const struct op op_focal_target = {.name = "focal_target", .row = row, .explain = explain};
