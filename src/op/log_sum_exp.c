/* log_sum_exp: log Σ exp(s) for shifted scores s, whose largest is 0.
 *
 * The largest term of the sum is exp(0) = 1 exactly, so the logarithm is log(1 + the others).
 * Written so, a row whose winner has nearly all the probability keeps its digits: the others may be
 * 1e-20, and 1 + 1e-20 would have rounded to 1. A lesson in a narrower format takes the logarithm
 * of the sum as it was stored instead: that rounding is what the frameworks' float32 losses show,
 * and what such a lesson is about.
 *
 * Input 0: exp(s). Input 1: their sum, as stored. One column out.
 */
#include "elementary.h"
#include "row.h"

/* The first largest entry, which is left out of the sum; EXPR_NO_SKIP when all are NaN. */
static size_t winner(const struct op_args *args, const double *e)
{
    size_t best = EXPR_NO_SKIP;
    double largest = -1;
    for (size_t c = 0; c < args->in_width[0]; c++) {
        if (e[c] > largest) {
            largest = e[c];
            best = c;
        }
    }
    return best;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    if (args->dtype != DTYPE_FLOAT64) {
        out[0] = elementary_log(in[1][0]);
        return;
    }
    size_t skip = winner(args, in[0]);
    struct sum others = {0};
    for (size_t c = 0; c < args->in_width[0]; c++) {
        if (c != skip) {
            sum_add(&others, in[0][c]);
        }
    }
    out[0] = elementary_log1p(sum_value(&others));
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)col;
    if (args->dtype != DTYPE_FLOAT64) {
        return expr_log(arena, 0, cell_at(args, 1, row, 0, arena));
    }
    struct expr_range range = row_range(args, 0, row);
    range.skip = winner(args, in[0]);
    return expr_unary(arena, EXPR_LOG1P, expr_range(arena, EXPR_SUM, range));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "np.log({1})");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    (void)i; /* the sum: all of the exponentials are in it */
    return expr_binary(
        arena, EXPR_DIV, cell_at(args, OP_BACK, row, col, arena), cell_at(args, 1, row, 0, arena));
}

const struct op op_log_sum_exp = {.name = "log_sum_exp",
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .flat = OP_INPUT(0),
    .back = back};
