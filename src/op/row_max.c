/* row_max: the largest score of a row.
 *
 * Subtracting it changes no probability, because exp(z - m) / Σ exp(z - m) = exp(z) / Σ exp(z), but
 * makes the largest exponent 0: exp cannot overflow. It starts from the first score, not from a
 * "very small" constant, so rows of very negative scores are right too. A NaN anywhere gives NaN.
 *
 * Input 0: a row of scores. One column out.
 */
#include "row.h"
#include "vector.h"

#include <math.h>

static void take(
    const struct op_args *args, const double *const *in, size_t count, struct op_state *state)
{
    (void)args;
    double largest = vector_loops()->largest(in[0], count);
    bool first = !state->begun;
    if (first || (!isnan(state->of.largest) && !(largest <= state->of.largest))) {
        state->of.largest = largest;
    }
    state->begun = true;
}

static double result(const struct op_args *args, const struct op_state *state)
{
    (void)args;
    return state->of.largest;
}

static void rows(const struct op_args *args, const double *const *in, const size_t *step,
    size_t count, double *out)
{
    const struct vector_loops *loops = vector_loops();
    for (size_t i = 0; i < count; i++) {
        out[i] = loops->largest(in[0] + i * step[0], args->in_width[0]);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)col;
    return expr_range(arena, EXPR_LARGEST, row_range(args, 0, row));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "{0}.max(axis=-1)");
}

const struct op op_row_max = {.name = "row_max",
    .rows = rows,
    .take = take,
    .result = result,
    .explain = explain,
    .numpy = numpy};
