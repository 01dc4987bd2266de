/* row_sum: the sum along the class axis, in index order, compensated.
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
    out[0] = sum_value(&sum);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)col;
    return expr_range(arena, EXPR_SUM, row_range(args, 0, row));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "{0}.sum(axis=-1)");
}

const struct op op_row_sum = {
    .name = "row_sum", .row = row, .explain = explain, .numpy = numpy, .same = OP_INPUT(0)};
