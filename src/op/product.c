/* product: -y log p, what each class contributes. For a one-hot y only the true class does.
 *
 * An integer label picks its class: the other entries are 0 even where log p is minus infinity
 * (`picks`; PyTorch's and TensorFlow's sparse losses gather in this way). A target row is
 * multiplied in full, so there 0 times infinity is NaN, as it is for dense targets in those
 * frameworks.
 *
 * Input 0: log p. Input 1: y. Input 2: the label, only when it sets the class weight.
 * Constants: product.
 */
#include "product.h"

double product_weight(const struct op_args *args, const double *const *in, size_t col)
{
    const struct product *own = &args->of.product;
    return own->by_label ? class_weight(&own->weights, in[2][0], own->wraps)
                         : weight_at(&own->weights, args->first + col);
}

double product_term(const struct op_args *args, const double *const *in, size_t col)
{
    double y = -in[1][col];
    return args->of.product.picks && y == 0 ? 0 : y * in[0][col];
}

const struct expr *product_term_expr(const struct op_args *args, const double *const *in,
    size_t row, size_t col, struct arena *arena)
{
    const struct expr *y = cell_at(args, 1, row, col, arena);
    if (args->of.product.picks && in[1][col] == 0) {
        return expr_unpicked(arena, y);
    }
    return expr_binary(
        arena, EXPR_MUL, expr_unary(arena, EXPR_NEG, y), cell_at(args, 0, row, col, arena));
}

double product_times(const struct op_args *args, double term, double factor)
{
    return args->of.product.picks && term == 0 ? 0 : term * factor;
}

const struct expr *product_times_expr(const struct op_args *args, const struct expr *term,
    const struct expr *factor, struct arena *arena)
{
    return term->kind == EXPR_UNPICKED
               ? term
               : expr_binary(arena, args->of.product.picks ? EXPR_PICK : EXPR_MUL, term, factor);
}

const char *product_numpy(const struct op_args *args)
{
    return args->of.product.picks ? "np.where({1} == 0, 0, -{1} * {0})" : "-{1} * {0}";
}

void product_numpy_weight(const struct op_args *args, struct str *out)
{
    if (has_weights(&args->of.product.weights)) {
        str_add(out, " * ");
        numpy_class_weight(out, &args->of.product.weights, args->of.product.by_label);
    }
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    if (!has_weights(&args->of.product.weights) &&
        !args->of.product.picks) { /* all there is to it */
        for (size_t c = 0; c < args->width; c++) {
            out[c] = -in[1][c] * in[0][c];
        }
        return;
    }
    for (size_t c = 0; c < args->width; c++) {
        double term = product_term(args, in, c);
        out[c] = !has_weights(&args->of.product.weights)
                     ? term
                     : product_times(args, term, product_weight(args, in, c));
    }
}

static void entries(const struct op_args *args, const double *const *in, const size_t *cols,
    size_t count, double *out)
{
    const struct product *own = &args->of.product;
    for (size_t i = 0; i < count; i++) {
        double y = -in[1][i];
        double term = own->picks && y == 0 ? 0 : y * in[0][i];
        out[i] = !has_weights(&own->weights) ? term
                 : own->by_label
                     ? product_times(args, term, class_weight(&own->weights, in[2][i], own->wraps))
                     : product_times(args, term, weight_at(&own->weights, cols[i]));
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *term = product_term_expr(args, in, row, col, arena);
    if (!has_weights(&args->of.product.weights)) {
        return term;
    }
    return product_times_expr(args, term, expr_number(arena, product_weight(args, in, col)), arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, product_numpy(args));
    product_numpy_weight(args, out);
}

const struct op op_product = {.name = "product",
    .reach = REACH_COLUMN,
    .row = row,
    .entries = entries,
    .explain = explain,
    .numpy = numpy,
    .linear = OP_INPUT(0)};
