/* predict: what a row of scores says: the class whose score is the largest, the first of equals;
 * or, of scores that are yes-or-no questions, 1 for each above a threshold. A row, or a question,
 * with NaN says nothing, and that is NaN.
 *
 * Input 0: a row of scores, or of targets. Constants: predict.
 */
#include "row.h"

#include <math.h>

/* The column of the largest; `width` where there is a NaN. */
static size_t largest(const double *row, size_t width)
{
    size_t best = 0;
    for (size_t c = 0; c < width; c++) {
        if (isnan(row[c])) {
            return width;
        }
        best = row[c] > row[best] ? c : best;
    }
    return best;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    if (!args->of.predict.each) {
        size_t best = largest(in[0], args->in_width[0]);
        out[0] = best == args->in_width[0] ? NAN : (double)best;
        return;
    }
    for (size_t c = 0; c < args->width; c++) {
        out[c] = isnan(in[0][c]) ? NAN : in[0][c] > args->of.predict.above ? 1 : 0;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    size_t best = args->of.predict.each ? col : largest(in[0], args->in_width[0]);
    if (best == args->in_width[0] || isnan(in[0][best])) {
        return expr_number(arena, NAN);
    }
    const struct expr *score = expr_cell(arena, 0, row, best);
    if (args->of.predict.each) {
        return expr_binary(arena, EXPR_SUB, expr_number(arena, 1),
            expr_binary(arena, EXPR_AT_MOST, score, expr_number(arena, args->of.predict.above)));
    }
    const struct expr *most = expr_range(arena, EXPR_LARGEST, row_range(args, 0, row));
    return expr_binary(arena, EXPR_MUL, expr_number(arena, (double)best),
        expr_binary(arena, EXPR_EQUAL, score, most));
}

static void numpy(const struct op_args *args, struct str *out)
{
    if (args->of.predict.each) {
        numpy_add(out, "np.where(np.isnan({0}), np.nan, {0} > #)", args->of.predict.above, 0);
    } else {
        str_add(out, "np.where(np.isnan({0}).any(axis=-1), np.nan, np.argmax({0}, axis=-1))");
    }
}

const struct op op_predict = {.name = "predict", .row = row, .explain = explain, .numpy = numpy};
