/* row_mean: the mean over the last axis. Keras' binary losses do this before any reduction, so
 * their `reduction` acts on rows, not on elements.
 *
 * Input 0: a row. One column out.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    struct sum sum = {0};
    for (size_t c = 0; c < args->in_width[0]; c++) {
        sum_add(&sum, in[0][c]);
    }
    out[0] = sum_value(&sum) / (double)args->in_width[0];
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)col;
    return expr_binary(arena, EXPR_DIV, expr_range(arena, EXPR_SUM, row_range(args, 0, row)),
        expr_number(arena, (double)args->in_width[0]));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "{0}.mean(axis=-1)");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    (void)i;
    return expr_binary(arena, EXPR_DIV, cell_at(args, OP_BACK, row, col, arena),
        expr_number(arena, (double)args->in_width[0]));
}

const struct op op_row_mean = {
    .name = "row_mean", .row = row, .explain = explain, .numpy = numpy, .back = back};
