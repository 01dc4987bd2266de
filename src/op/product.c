/* product: -y log p, what each class contributes. For a one-hot y only the true class does.
 *
 * An integer label picks its class: the other entries are 0 even where log p is minus infinity (PRODUCT_PICK;
 * PyTorch's and TensorFlow's sparse losses gather in this way). A target row is multiplied in full, so there
 * 0 times infinity is NaN, as it is for dense targets in those frameworks.
 *
 * Input 0: log p. Input 1: y. Input 2: the label, only when it sets the class weight.
 * vec: class weights or NULL. mode: PRODUCT_* bits.
 */
#include "product.h"

#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    bool pick = (args->mode & PRODUCT_PICK) != 0;
    bool by_label = (args->mode & PRODUCT_WEIGHT_BY_LABEL) != 0;
    double label_weight =
        by_label ? class_weight(args, in[2][0], (args->mode & PRODUCT_WRAP) != 0) : 1;
    for (size_t c = 0; c < args->width; c++) {
        double y = -in[1][c];
        double term = pick && y == 0 ? 0 : y * in[0][c];
        if (args->vec != NULL) {
            double weight = by_label ? label_weight : args->vec[c];
            term = pick && term == 0 ? 0 : term * weight;
        }
        out[c] = term;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    bool pick = (args->mode & PRODUCT_PICK) != 0;
    bool by_label = (args->mode & PRODUCT_WEIGHT_BY_LABEL) != 0;
    enum expr_kind times = pick ? EXPR_PICK : EXPR_MUL;
    const struct expr *term = expr_binary(arena, times,
        expr_unary(arena, EXPR_NEG, cell_at(args, 1, row, col, arena)),
        cell_at(args, 0, row, col, arena));
    if (args->vec == NULL) {
        return term;
    }
    double weight = by_label ? class_weight(args, in[2][0], (args->mode & PRODUCT_WRAP) != 0)
                             : args->vec[col];
    return expr_binary(arena, times, term, expr_number(arena, weight));
}

const struct op op_product = {.name = "product", .row = row, .explain = explain};
