/* log_sum_exp: log Σ exp(s) for shifted scores s, whose largest is 0.
 *
 * The largest term of the sum is exp(0) = 1 exactly, so the logarithm is log(1 + the others).
 * Written so, a row whose winner has nearly all the probability keeps its digits: the others may be
 * 1e-20, and 1 + 1e-20 would have rounded to 1. A lesson in a narrower format takes the logarithm
 * of the sum as it was stored instead (op_log_of_sum): that rounding is what the frameworks'
 * float32 losses show, and what such a lesson is about.
 *
 * Input 0: exp(s). Input 1: their sum, as stored. One column out.
 */
#include "elementary.h"
#include "log_sum.h"
#include "vector.h"

#include <math.h>

/* The first largest entry, which is left out of the sum; EXPR_NO_SKIP when all are NaN. */
static size_t winner(const struct op_args *args, const double *e)
{
    size_t count = args->in_width[0];
    double largest = vector_loops()->largest(e, count);
    bool nan = isnan(largest);
    for (size_t c = 0; c < count && nan; c++) {
        largest = e[c] > largest || isnan(largest) ? e[c] : largest; /* of those that are none */
    }
    size_t best = 0;
    while (best < count && e[best] != largest) {
        best++;
    }
    return best < count ? best : EXPR_NO_SKIP;
}

enum { FEW = 4 * SUM_LANES };

/* The sum of all but that one. */
static double sum_of_others(const struct op_args *args, const double *e)
{
    struct lane_sum others = {0};
    size_t count = args->in_width[0];
    size_t skip = winner(args, e);
    size_t before = skip < count ? skip - skip % SUM_LANES : count;
    size_t behind = count - before < SUM_LANES ? count : before + SUM_LANES;
    if (count <= FEW) { /* for which calls cost more than they save */
        before = 0;
        behind = count;
    }
    vector_loops()->add_lanes(&others, e, before);
    for (size_t c = before; c < behind; c++) {
        lane_sum_add(&others, c % SUM_LANES, c == skip ? 0 : e[c]);
    }
    vector_loops()->add_lanes(&others, e + behind, count - behind);
    return lane_sum_value(&others);
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    out[0] = elementary_log1p(sum_of_others(args, in[0]));
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)col;
    struct expr_range range = row_range(args, 0, row);
    range.skip = winner(args, in[0]);
    range.lanes = true;
    return expr_unary(arena, EXPR_LOG1P, expr_range(arena, EXPR_SUM, range));
}

void log_sum_numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "np.log({1})");
}

const struct expr *log_sum_back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    (void)i;
    return expr_binary(
        arena, EXPR_DIV, cell_at(args, OP_BACK, row, col, arena), cell_at(args, 1, row, 0, arena));
}

const struct op op_log_sum_exp = {.name = "log_sum_exp",
    .row = row,
    .explain = explain,
    .numpy = log_sum_numpy,
    .flat = OP_INPUT(0),
    .back = log_sum_back};
