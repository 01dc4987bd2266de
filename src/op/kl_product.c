/* kl_product: y (log y - log p), what each class adds to the Kullback-Leibler divergence: how much
 * dearer the model's code is than the best one, for this class.
 *
 * A target of 0 adds nothing: y log y goes to 0 with y, and PyTorch and optax say 0 as well. Keras
 * never meets a 0: it clips both sides to [eps, 1].
 *
 * Input 0: log p. Input 1: y. Constants: kl_product.
 */
#include "row.h"
#include "safe_log.h"

static double clipped(const struct op_args *args, double y)
{
    if (!args->of.kl_product.clips) {
        return y;
    }
    double raised = y < args->of.kl_product.least ? args->of.kl_product.least : y;
    return raised > 1 ? 1 : raised;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    const struct safe_log log = {.base = args->of.kl_product.base};
    for (size_t c = 0; c < args->width; c++) {
        double y = clipped(args, in[1][c]);
        out[c] = y == 0 ? 0 : y * (safe_log(&log, args->dtype, y) - in[0][c]);
    }
}

static const struct expr *clipped_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena)
{
    const struct expr *y = cell_at(args, 1, row, col, arena);
    if (args->of.kl_product.clips) {
        y = expr_binary(arena, EXPR_MAX, y, expr_number(arena, args->of.kl_product.least));
        y = expr_binary(arena, EXPR_MIN, y, expr_number(arena, 1));
    }
    return y;
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct safe_log log = {.base = args->of.kl_product.base};
    const struct expr *y = clipped_expr(args, row, col, arena);
    const struct expr *difference = expr_binary(
        arena, EXPR_SUB, safe_log_expr(&log, y, arena), cell_at(args, 0, row, col, arena));
    return expr_binary(arena, EXPR_PICK, y, difference);
}

static void numpy(const struct op_args *args, struct str *out)
{
    const char *log = log_numpy(args->of.kl_product.base);
    if (args->of.kl_product.clips) {
        double least = args->of.kl_product.least;
        numpy_add(out, "np.clip({1}, #, 1) * (", least);
        str_add(out, log);
        numpy_add(out, "(np.clip({1}, #, 1)) - {0})", least);
    } else {
        str_addf(out, "np.where({1} == 0, 0, {1} * (%s({1}) - {0}))", log);
    }
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct expr *d = cell_at(args, OP_BACK, row, col, arena);
    (void)i;
    return expr_binary(
        arena, EXPR_MUL, expr_unary(arena, EXPR_NEG, clipped_expr(args, row, col, arena)), d);
}

const struct op op_kl_product = {.name = "kl_product",
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .back = back};
