/* product: -y log p, what each class contributes. For a one-hot y only the true class does.
 *
 * An integer label picks its class: the other entries are 0 even where log p is minus infinity
 * (PRODUCT_PICK; PyTorch's and TensorFlow's sparse losses gather in this way). A target row is
 * multiplied in full, so there 0 times infinity is NaN, as it is for dense targets in those
 * frameworks.
 *
 * Input 0: log p. Input 1: y. Input 2: the label, only when it sets the class weight.
 * vec: class weights or NULL. mode: PRODUCT_* bits.
 */
#include "product.h"

static bool picks(const struct op_args *args)
{
    return (args->mode & PRODUCT_PICK) != 0;
}

double product_weight(const struct op_args *args, const double *const *in, size_t col)
{
    if (args->vec == NULL) {
        return 1;
    }
    bool by_label = (args->mode & PRODUCT_WEIGHT_BY_LABEL) != 0;
    return by_label ? class_weight(args, in[2][0], (args->mode & PRODUCT_WRAP) != 0)
                    : args->vec[col];
}

double product_term(const struct op_args *args, const double *const *in, size_t col)
{
    double y = -in[1][col];
    return picks(args) && y == 0 ? 0 : y * in[0][col];
}

const struct expr *product_term_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena)
{
    return expr_binary(arena, picks(args) ? EXPR_PICK : EXPR_MUL,
        expr_unary(arena, EXPR_NEG, cell_at(args, 1, row, col, arena)),
        cell_at(args, 0, row, col, arena));
}

double product_times(const struct op_args *args, double term, double factor)
{
    return picks(args) && term == 0 ? 0 : term * factor;
}

const struct expr *product_times_expr(const struct op_args *args, const struct expr *term,
    const struct expr *factor, struct arena *arena)
{
    return expr_binary(arena, picks(args) ? EXPR_PICK : EXPR_MUL, term, factor);
}

const char *product_numpy(const struct op_args *args)
{
    return picks(args) ? "np.where({1} == 0, 0, -{1} * {0})" : "-{1} * {0}";
}

void product_numpy_weight(const struct op_args *args, struct str *out)
{
    if (args->vec != NULL) {
        bool by_label = (args->mode & PRODUCT_WEIGHT_BY_LABEL) != 0;
        str_add(out, by_label ? " * np.take({vec}, {2}, mode=\"wrap\")" : " * {vec}");
    }
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        double term = product_term(args, in, c);
        out[c] = args->vec == NULL ? term : product_times(args, term, product_weight(args, in, c));
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *term = product_term_expr(args, row, col, arena);
    if (args->vec == NULL) {
        return term;
    }
    return product_times_expr(args, term, expr_number(arena, product_weight(args, in, col)), arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, product_numpy(args));
    product_numpy_weight(args, out);
}

const struct op op_product = {.name = "product", .row = row, .explain = explain, .numpy = numpy};
