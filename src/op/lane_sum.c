/* lane_sum: the sum of a row of numbers that are not negative, such as exponentials, in lanes.
 *
 * Like row_sum, but in an order in which several numbers are added at once; see sum.h. Without
 * negative terms nothing cancels, so either order gives the sum to its last digit or next to it.
 *
 * Input 0: a row. One column out.
 */
#include "row.h"
#include "vector.h"

static void take(
    const struct op_args *args, const double *const *in, size_t count, struct op_state *state)
{
    (void)args;
    if (!state->begun) {
        state->of.lanes = (struct lane_sum){0};
        state->begun = true;
    }
    vector_loops()->add_lanes(&state->of.lanes, in[0], count);
}

static double result(const struct op_args *args, const struct op_state *state)
{
    (void)args;
    return lane_sum_value(&state->of.lanes);
}

static void rows(const struct op_args *args, const double *const *in, const size_t *step,
    size_t count, double *out)
{
    size_t width = args->in_width[0];
    for (size_t i = 0; i < count; i++) {
        const double *terms = in[0] + i * step[0];
        struct lane_sum sum = {0};
        for (size_t c = 0; c < SUM_LANES && c < width; c++) {
            sum.sum[c] = 0.0 + terms[c]; /* the first of a lane loses nothing */
        }
        for (size_t c = SUM_LANES; c < width; c++) {
            lane_sum_add(&sum, c % SUM_LANES, terms[c]);
        }
        out[i] = lane_sum_value(&sum);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)col;
    struct expr_range range = row_range(args, 0, row);
    range.lanes = true;
    return expr_range(arena, EXPR_SUM, range);
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "{0}.sum(axis=-1)");
}

const struct op op_lane_sum = {.name = "lane_sum",
    .rows = rows,
    .take = take,
    .result = result,
    .explain = explain,
    .numpy = numpy,
    .same = OP_INPUT(0)};
