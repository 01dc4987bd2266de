/* total: the sum of all entries of the batch, in order, compensated.
 *
 * Fold. Input 0: a column or a matrix.
 */
#include "row.h"

static void fold(const struct op_args *args, const double *const *in, struct sum *state)
{
    sum_add_all(state, in[0], args->in_width[0]);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)row;
    (void)col;
    return expr_range(arena, EXPR_SUM, expr_block(0, 0, args->rows, 0, args->in_width[0]));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "{0}.sum()");
}

const struct op op_total = {.name = "total",
    .reach = REACH_ENTRY,
    .fold = fold,
    .explain = explain,
    .numpy = numpy,
    .same = OP_INPUT(0)};
