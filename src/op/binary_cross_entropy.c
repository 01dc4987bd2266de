/* binary_cross_entropy: -(y log p + (1 - y) log(1 - p)), one number per score.
 *
 * From probabilities, log(1 - p) is taken here. In float32, 1 - p is rounded to float32 first,
 * which is where by-hand losses lose their digits: 1 - 0.00000001 is 1 there, its logarithm 0, and
 * the loss a negative zero. From scores the two logarithms come ready: on the stable route log(1 -
 * p) itself, on the fused route softplus(z) = -log(1 - p) and log_sigmoid(z) = log p.
 *
 * An infinite score makes 0 times infinity or infinity minus infinity of one formula and not of
 * another, so there the framework's own is taken. Sources: tensorflow/python/ops/nn_impl.py
 * (sigmoid_cross_entropy_with_logits, weighted_cross_entropy_with_logits);
 * aten/src/ATen/native/Loss.cpp (binary_cross_entropy_with_logits).
 *
 * Input 0: p, log(1 - p) or softplus(z). Input 1: y. Input 2: log p. Input 3: z, where the formula
 * changes with it. Input 4: the weight of y = 1, or absent.
 * Constants: binary_cross_entropy.
 */
#include "row.h"
#include "safe_log.h"

#include <math.h>

enum { POS = 4 };

static bool is_infinite(const struct op_args *args, const double *const *in, size_t c)
{
    return has_input(args, 3) && isinf(in[3][c]);
}

/* The loss at an infinite score, before weights of columns. */
static double infinite(const struct op_args *args, const double *const *in, size_t c)
{
    double y = in[1][c];
    double z = in[3][c];
    double value = 0;
    if (args->of.binary_cross_entropy.infinite == BINARY_LESS_SCORE) {
        value = in[0][c] - z * y;
    } else {
        double yes = has_input(args, POS) ? (1 + (in[POS][c] - 1) * y) * in[2][c] : in[2][c];
        value = (1 - y) * z - yes;
    }
    return value / args->of.binary_cross_entropy.divisor;
}

static double cell(const struct op_args *args, const double *const *in, size_t c)
{
    double no = in[0][c];
    double y = in[1][c];
    double yes = y * in[2][c];
    double value = 0;
    if (has_input(args, POS)) {
        yes = yes * in[POS][c];
    }
    if (is_infinite(args, in, c)) {
        value = infinite(args, in, c);
    } else if (args->of.binary_cross_entropy.no == NO_SOFTPLUS) {
        value = ((1 - y) * no - yes) / args->of.binary_cross_entropy.divisor;
    } else {
        if (args->of.binary_cross_entropy.no == NO_FROM_P) {
            no = safe_log(
                &args->of.binary_cross_entropy.log, args->dtype, num_store(1 - no, args->dtype));
        }
        value = -(yes + (1 - y) * no);
    }
    return has_weights(&args->of.binary_cross_entropy.columns)
               ? value * weight_at(&args->of.binary_cross_entropy.columns, c)
               : value;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = cell(args, in, c);
    }
}

static const struct expr *times(
    const struct expr *expr, const struct weights *weights, size_t col, struct arena *arena)
{
    return has_weights(weights)
               ? expr_binary(arena, EXPR_MUL, expr, weight_expr(weights, col, arena))
               : expr;
}

static const struct expr *weighted(
    const struct expr *expr, const struct weights *weights, size_t col, struct arena *arena)
{
    /* times 1 changes nothing, so a weight of 1 need not be printed */
    bool one = has_weights(weights) && weight_at(weights, col) == 1;
    return one ? expr : times(expr, weights, col, arena);
}

/* The same of what belongs to y = 1. */
static const struct expr *positive(const struct op_args *args, const double *const *in,
    const struct expr *yes, size_t row, size_t col, struct arena *arena)
{
    return !has_input(args, POS) || in[POS][col] == 1
               ? yes
               : expr_binary(arena, EXPR_MUL, yes, cell_at(args, POS, row, col, arena));
}

static const struct expr *infinite_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena)
{
    const struct expr *one = expr_number(arena, 1);
    const struct expr *y = cell_at(args, 1, row, col, arena);
    const struct expr *z = cell_at(args, 3, row, col, arena);
    if (args->of.binary_cross_entropy.infinite == BINARY_LESS_SCORE) {
        return expr_binary(
            arena, EXPR_SUB, cell_at(args, 0, row, col, arena), expr_binary(arena, EXPR_MUL, z, y));
    }
    const struct expr *yes = cell_at(args, 2, row, col, arena);
    if (has_input(args, POS)) {
        const struct expr *pos = cell_at(args, POS, row, col, arena);
        const struct expr *more = expr_binary(arena, EXPR_SUB, pos, one);
        const struct expr *weight =
            expr_binary(arena, EXPR_ADD, one, expr_binary(arena, EXPR_MUL, more, y));
        yes = expr_binary(arena, EXPR_MUL, weight, yes);
    }
    const struct expr *no = expr_binary(arena, EXPR_MUL, expr_binary(arena, EXPR_SUB, one, y), z);
    return expr_binary(arena, EXPR_SUB, no, yes);
}

/* softplus and log p, fused: before they are divided by the logarithm of the base. */
static const struct expr *fused_expr(const struct op_args *args, const double *const *in,
    size_t row, size_t col, struct arena *arena)
{
    const struct expr *y = cell_at(args, 1, row, col, arena);
    const struct expr *yes = expr_binary(arena, EXPR_MUL, y, cell_at(args, 2, row, col, arena));
    const struct expr *no_share = expr_binary(arena, EXPR_SUB, expr_number(arena, 1), y);
    return expr_binary(arena, EXPR_SUB,
        expr_binary(arena, EXPR_MUL, no_share, cell_at(args, 0, row, col, arena)),
        positive(args, in, yes, row, col, arena));
}

/* The same of p, or of the two logarithms. */
static const struct expr *by_logs_expr(const struct op_args *args, const double *const *in,
    size_t row, size_t col, struct arena *arena)
{
    const struct expr *one = expr_number(arena, 1);
    const struct expr *no = cell_at(args, 0, row, col, arena);
    const struct expr *y = cell_at(args, 1, row, col, arena);
    if (args->of.binary_cross_entropy.no == NO_FROM_P) {
        no = expr_unary(arena, EXPR_STORE, expr_binary(arena, EXPR_SUB, one, no));
        no = safe_log_expr(&args->of.binary_cross_entropy.log, no, arena);
    }
    const struct expr *yes = expr_binary(arena, EXPR_MUL, y, cell_at(args, 2, row, col, arena));
    yes = positive(args, in, yes, row, col, arena);
    no = expr_binary(arena, EXPR_MUL, expr_binary(arena, EXPR_SUB, one, y), no);
    return expr_unary(arena, EXPR_NEG, expr_binary(arena, EXPR_ADD, yes, no));
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    bool softplus = args->of.binary_cross_entropy.no == NO_SOFTPLUS;
    const struct expr *value = is_infinite(args, in, col) ? infinite_expr(args, row, col, arena)
                               : softplus                 ? fused_expr(args, in, row, col, arena)
                                                          : by_logs_expr(args, in, row, col, arena);
    double divisor = args->of.binary_cross_entropy.divisor;
    if (softplus && divisor != 1) {
        value = expr_binary(arena, EXPR_DIV, value, expr_number(arena, divisor));
    }
    return weighted(value, &args->of.binary_cross_entropy.columns, col, arena);
}

static void times_weights(const struct weights *weights, struct str *out)
{
    if (has_weights(weights)) {
        str_add(out, " * ");
        numpy_weights(out, weights);
    }
}

static void numpy_fused(const struct op_args *args, struct str *out)
{
    double divisor = args->of.binary_cross_entropy.divisor;
    str_add(out, has_input(args, 3) ? "np.where(np.isinf({3}), " : "(");
    if (has_input(args, 3) && args->of.binary_cross_entropy.infinite == BINARY_LESS_SCORE) {
        str_add(out, "{0} - {3} * {1}, ");
    } else if (has_input(args, 3)) {
        str_add(out, "(1 - {1}) * {3} - {2}");
        str_add(out, has_input(args, POS) ? " * (1 + ({4} - 1) * {1})" : "");
        str_add(out, ", ");
    }
    str_add(out, "(1 - {1}) * {0} - {1} * {2}");
    str_add(out, has_input(args, POS) ? " * {4}" : "");
    numpy_add(out, divisor != 1 ? ") / #" : ")", divisor);
}

static void numpy(const struct op_args *args, struct str *out)
{
    if (args->of.binary_cross_entropy.no == NO_SOFTPLUS) {
        numpy_fused(args, out);
    } else {
        str_add(out, "-({1} * {2}");
        str_add(out, has_input(args, POS) ? " * {4}" : "");
        str_add(out, " + (1 - {1}) * ");
        if (args->of.binary_cross_entropy.no == NO_FROM_P) {
            safe_log_numpy(&args->of.binary_cross_entropy.log, "1 - {0}", out);
        } else {
            str_add(out, "{0}");
        }
        str_add(out, ")");
    }
    times_weights(&args->of.binary_cross_entropy.columns, out);
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct expr *d = cell_at(args, OP_BACK, row, col, arena);
    const struct expr *y = cell_at(args, 1, row, col, arena);
    const struct expr *one = expr_number(arena, 1);
    const struct expr *no = expr_binary(arena, EXPR_MUL, expr_binary(arena, EXPR_SUB, one, y), d);
    enum no_side side = args->of.binary_cross_entropy.no;
    const struct expr *value = NULL;
    if (i == 2) { /* log p */
        value = expr_binary(arena, EXPR_MUL, expr_unary(arena, EXPR_NEG, y), d);
        value = has_input(args, POS)
                    ? expr_binary(arena, EXPR_MUL, value, cell_at(args, POS, row, col, arena))
                    : value;
    } else if (side == NO_SOFTPLUS) { /* -log(1 - p) */
        value = no;
    } else if (side == NO_LOG) {
        value = expr_unary(arena, EXPR_NEG, no);
    } else { /* p, in log(1 - p) */
        const struct expr *q = expr_unary(arena, EXPR_STORE,
            expr_binary(arena, EXPR_SUB, one, cell_at(args, 0, row, col, arena)));
        value = safe_log_back(&args->of.binary_cross_entropy.log, q, no, arena);
    }
    double divisor = args->of.binary_cross_entropy.divisor;
    if (side == NO_SOFTPLUS && divisor != 1) {
        value = expr_binary(arena, EXPR_DIV, value, expr_number(arena, divisor));
    }
    return times(value, &args->of.binary_cross_entropy.columns, col, arena);
}

const struct op op_binary_cross_entropy = {.name = "binary_cross_entropy",
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .flat = OP_INPUT(3) | OP_INPUT(POS),
    .back = back};
