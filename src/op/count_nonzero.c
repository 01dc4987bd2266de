/* count_nonzero: how many entries are not 0.
 *
 * Fold. Input 0: a column or a matrix of weights.
 */
#include "row.h"

static void fold(const struct op_args *args, const double *const *in, struct sum *state)
{
    for (size_t c = 0; c < args->in_width[0]; c++) {
        state->sum += in[0][c] != 0 ? 1 : 0;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)row;
    (void)col;
    return expr_range(arena, EXPR_NONZERO, expr_block(0, 0, args->rows, 0, args->in_width[0]));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "np.count_nonzero({0})");
}

const struct op op_count_nonzero = {
    .name = "count_nonzero", .fold = fold, .explain = explain, .numpy = numpy};
