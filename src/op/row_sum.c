/* row_sum: the sum along the class axis, in index order, compensated.
 *
 * Input 0: a row. One column out.
 */
#include "row.h"

static void take(
    const struct op_args *args, const double *const *in, size_t count, struct op_state *state)
{
    (void)args;
    if (!state->begun) {
        state->of.sum = (struct sum){0};
        state->begun = true;
    }
    sum_add_all(&state->of.sum, in[0], count);
}

static double result(const struct op_args *args, const struct op_state *state)
{
    (void)args;
    return sum_value(&state->of.sum);
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

const struct op op_row_sum = {.name = "row_sum",
    .take = take,
    .result = result,
    .explain = explain,
    .numpy = numpy,
    .same = OP_INPUT(0)};
