/* focal_product: -y log p × α (1 - p)^γ. The focal factor makes samples that are already right, p
 * near 1, count for little, so that the hard ones lead. Source: Lin et al., "Focal Loss for Dense
 * Object Detection", 2017; keras/src/losses/losses.py.
 *
 * Input 0: log p. Input 1: y. Input 2: the label, as for product. Input 3: p.
 * Constants: product, with focal.
 */
#include "elementary.h"
#include "product.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    const struct weights *alpha = &args->of.product.focal.alpha;
    for (size_t c = 0; c < args->width; c++) {
        double factor =
            elementary_pow(num_store(1 - in[3][c], args->dtype), args->of.product.focal.gamma);
        factor = has_weights(alpha) ? weight_at(alpha, args->first + c) * factor : factor;
        double term = product_times(args, product_term(args, in, c), factor);
        out[c] = !has_weights(&args->of.product.weights)
                     ? term
                     : product_times(args, term, product_weight(args, in, c));
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *rest = expr_unary(arena, EXPR_STORE,
        expr_binary(arena, EXPR_SUB, expr_number(arena, 1), cell_at(args, 3, row, col, arena)));
    const struct expr *factor =
        expr_binary(arena, EXPR_POW, rest, expr_number(arena, args->of.product.focal.gamma));
    const struct weights *alpha = &args->of.product.focal.alpha;
    if (has_weights(alpha)) {
        factor = expr_binary(arena, EXPR_MUL, weight_expr(alpha, col, arena), factor);
    }
    const struct expr *term =
        product_times_expr(args, product_term_expr(args, in, row, col, arena), factor, arena);
    if (!has_weights(&args->of.product.weights)) {
        return term;
    }
    return product_times_expr(args, term, expr_number(arena, product_weight(args, in, col)), arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, product_numpy(args));
    if (has_weights(&args->of.product.focal.alpha)) {
        str_add(out, " * ");
        numpy_weight(out, &args->of.product.focal.alpha);
    }
    numpy_add(out, " * (1 - {3}) ** #", args->of.product.focal.gamma);
    product_numpy_weight(args, out);
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct expr *d = cell_at(args, OP_BACK, row, col, arena);
    (void)i; /* p: the factor (1 - p)^γ, whose logarithm has the derivative -γ / (1 - p) */
    const struct expr *rest = expr_unary(arena, EXPR_STORE,
        expr_binary(arena, EXPR_SUB, expr_number(arena, 1), cell_at(args, 3, row, col, arena)));
    const struct expr *slope =
        expr_binary(arena, EXPR_DIV, expr_number(arena, args->of.product.focal.gamma), rest);
    const struct expr *loss = cell_at(args, OP_OUT, row, col, arena);
    return expr_unary(arena, EXPR_NEG,
        expr_binary(arena, EXPR_MUL, d, expr_binary(arena, EXPR_PICK, loss, slope)));
}

const struct op op_focal_product = {.name = "focal_product",
    .reach = REACH_COLUMN,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .linear = OP_INPUT(0),
    .back = back};
