/* divide: a / b, where b is one number per row: each part's share of the whole.
 *
 * e / Σ e is softmax; p / Σ p makes numbers that do not sum to 1 into probabilities.
 *
 * Input 0: a row. Input 1: one number.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = in[0][c] / in[1][0];
    }
}

static void entries(const struct op_args *args, const double *const *in, const size_t *cols,
    size_t count, double *out)
{
    (void)args;
    (void)cols;
    for (size_t i = 0; i < count; i++) {
        out[i] = in[0][i] / in[1][i];
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_binary(
        arena, EXPR_DIV, cell_at(args, 0, row, col, arena), cell_at(args, 1, row, 0, arena));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "{0} / {1}");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct expr *d = cell_at(args, OP_BACK, row, col, arena);
    const struct expr *b = cell_at(args, 1, row, 0, arena);
    const struct expr *share =
        i == 0 ? expr_number(arena, 1)
               : expr_unary(arena, EXPR_NEG, cell_at(args, OP_OUT, row, col, arena));
    return expr_binary(arena, EXPR_PICK, d, expr_binary(arena, EXPR_DIV, share, b));
}

const struct op op_divide = {.name = "divide",
    .reach = REACH_ENTRY,
    .row = row,
    .entries = entries,
    .explain = explain,
    .numpy = numpy,
    .back = back};
