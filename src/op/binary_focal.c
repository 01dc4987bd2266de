/* binary_focal: (1 - p_t)^γ × h, where p_t is the probability the model gave to the true answer and
 * h its ordinary binary cross-entropy. With α, positive targets weigh α and negative ones 1 - α.
 * Source: keras/src/losses/losses.py (binary_focal_crossentropy): p_t is taken before any clipping,
 * h after it.
 *
 * Where 1 - p is a stage of its own, 1 - p_t is had from it: y (1 - p) + (1 - y) p.
 *
 * Input 0: p. Input 1: y. Input 2: h. Input 3: 1 - p, where it is. Constants: binary_focal.
 */
#include "elementary.h"
#include "row.h"

static double rest_of(const struct op_args *args, const double *const *in, size_t col)
{
    double p = in[0][col];
    double y = in[1][col];
    if (has_input(args, 3)) {
        return num_store(y * in[3][col] + (1 - y) * p, args->dtype);
    }
    return num_store(1 - (y * p + (1 - y) * (1 - p)), args->dtype);
}

static const struct expr *one_minus(const struct expr *x, struct arena *arena)
{
    return expr_binary(arena, EXPR_SUB, expr_number(arena, 1), x);
}

static const struct expr *rest_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena)
{
    const struct expr *p = cell_at(args, 0, row, col, arena);
    const struct expr *y = cell_at(args, 1, row, col, arena);
    if (has_input(args, 3)) {
        const struct expr *q = cell_at(args, 3, row, col, arena);
        return expr_unary(arena, EXPR_STORE,
            expr_binary(arena, EXPR_ADD, expr_binary(arena, EXPR_MUL, y, q),
                expr_binary(arena, EXPR_MUL, one_minus(y, arena), p)));
    }
    const struct expr *yes = expr_binary(arena, EXPR_MUL, y, p);
    const struct expr *no = expr_binary(arena, EXPR_MUL, one_minus(y, arena), one_minus(p, arena));
    return expr_unary(arena, EXPR_STORE, one_minus(expr_binary(arena, EXPR_ADD, yes, no), arena));
}

static double weight_of(const struct op_args *args, const double *const *in, size_t col)
{
    double y = in[1][col];
    double alpha = weight_at(&args->of.binary_focal.alpha, col);
    return y * alpha + (1 - y) * (1 - alpha);
}

static const struct expr *answer_weight_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena)
{
    const struct expr *y = cell_at(args, 1, row, col, arena);
    const struct expr *alpha = weight_expr(&args->of.binary_focal.alpha, col, arena);
    return expr_binary(arena, EXPR_ADD, expr_binary(arena, EXPR_MUL, y, alpha),
        expr_binary(arena, EXPR_MUL, one_minus(y, arena), one_minus(alpha, arena)));
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        double factor = elementary_pow(rest_of(args, in, c), args->of.binary_focal.gamma);
        double value = factor * in[2][c];
        out[c] = has_weights(&args->of.binary_focal.alpha) ? value * weight_of(args, in, c) : value;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *factor = expr_binary(arena, EXPR_POW, rest_expr(args, row, col, arena),
        expr_number(arena, args->of.binary_focal.gamma));
    const struct expr *value =
        expr_binary(arena, EXPR_MUL, factor, cell_at(args, 2, row, col, arena));
    if (has_weights(&args->of.binary_focal.alpha)) {
        value = expr_binary(arena, EXPR_MUL, value, answer_weight_expr(args, row, col, arena));
    }
    return value;
}

static void numpy(const struct op_args *args, struct str *out)
{
    const struct focal *own = &args->of.binary_focal;
    str_add(out, has_input(args, 3) ? "({1} * {3} + (1 - {1}) * {0})"
                                    : "(1 - ({1} * {0} + (1 - {1}) * (1 - {0})))");
    numpy_add(out, " ** # * {2}", own->gamma);
    if (has_weights(&own->alpha)) {
        str_add(out, " * ({1} * ");
        numpy_weight(out, &own->alpha);
        str_add(out, " + (1 - {1}) * (1 - ");
        numpy_weight(out, &own->alpha);
        str_add(out, "))");
    }
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct expr *slope = expr_binary(arena, EXPR_DIV,
        expr_number(arena, args->of.binary_focal.gamma), rest_expr(args, row, col, arena));
    slope = expr_binary(arena, EXPR_PICK, cell_at(args, OP_OUT, row, col, arena), slope);
    const struct expr *y = cell_at(args, 1, row, col, arena);
    const struct expr *share = NULL; /* of p (or 1 - p) in 1 - pt */
    if (has_input(args, 3)) {
        share = i == 3 ? y : one_minus(y, arena);
    } else {
        share = one_minus(expr_binary(arena, EXPR_MUL, expr_number(arena, 2), y), arena);
    }
    slope = expr_binary(arena, EXPR_MUL, slope, share);
    return expr_binary(arena, EXPR_MUL, cell_at(args, OP_BACK, row, col, arena), slope);
}

const struct op op_binary_focal = {.name = "binary_focal",
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .linear = OP_INPUT(2),
    .back = back};
