/* tidy_gradient: what is left of each class's pull once it has gone back through clipping and
 * dividing.
 *
 * Going back through log p, every class pulls with its target t. Where clipping caught a
 * probability the loss is flat and nothing gets through; an epsilon inside the log lets p / (p +
 * eps) through. If the clipped probabilities were divided by their sum, each also moves all others:
 * t - r Σ t, with r the final probability. (Dividing softmax by its own sum changes nothing, as
 * that sum is 1.)
 *
 * Input 0: t. Input 1: p before clipping. Input 2: r, or absent.
 * k[0]: lo, k[1]: hi of the clip; k[2]: eps inside the log. mode: TIDY_* bits.
 */
#include "tidy_gradient.h"

#include "elementary.h"
#include "row.h"
#include "safe_log.h"

double tidy_slope(const double *k, int mode, double p)
{
    bool caught = (mode & TIDY_CLIP) != 0 && (p < k[0] || p > k[1]);
    bool floored = (mode & TIDY_FLOOR) != 0 && elementary_log(p) < LOG_FLOOR;
    if (caught || floored) {
        return 0;
    }
    return (mode & TIDY_ADD) != 0 ? p / (p + k[2]) : 1;
}

const struct expr *tidy_slope_expr(
    const double *k, int mode, double p, const struct expr *cell, struct arena *arena)
{
    double slope = tidy_slope(k, mode, p);
    if (slope == 0 || (mode & TIDY_ADD) == 0) {
        return expr_number(arena, slope);
    }
    return expr_binary(
        arena, EXPR_DIV, cell, expr_binary(arena, EXPR_ADD, cell, expr_number(arena, k[2])));
}

void tidy_slope_numpy(int mode, const char *p, struct str *out)
{
    if ((mode & TIDY_CLIP) != 0) {
        str_addf(out, " * ((%s >= {k0}) & (%s <= {k1}))", p, p);
    }
    if ((mode & TIDY_FLOOR) != 0) {
        str_addf(out, " * (np.log(%s) >= -100)", p);
    }
    if ((mode & TIDY_ADD) != 0) {
        str_addf(out, " * (%s / (%s + {k2}))", p, p);
    }
}

static double total_pull(const struct op_args *args, const double *t)
{
    struct sum sum = {0};
    for (size_t c = 0; c < args->width; c++) {
        sum_add(&sum, t[c]);
    }
    return sum_value(&sum);
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    bool renormalized = (args->mode & TIDY_RENORMALIZED) != 0;
    double all = renormalized ? total_pull(args, in[0]) : 0;
    for (size_t c = 0; c < args->width; c++) {
        double pull = renormalized ? in[0][c] - in[2][c] * all : in[0][c];
        out[c] = pull * tidy_slope(args->k, args->mode, in[1][c]);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *pull = cell_at(args, 0, row, col, arena);
    if ((args->mode & TIDY_RENORMALIZED) != 0) {
        const struct expr *all = expr_range(arena, EXPR_SUM, row_range(args, 0, row));
        pull = expr_binary(arena, EXPR_SUB, pull,
            expr_binary(arena, EXPR_MUL, cell_at(args, 2, row, col, arena), all));
    }
    const struct expr *factor =
        tidy_slope_expr(args->k, args->mode, in[1][col], cell_at(args, 1, row, col, arena), arena);
    return expr_binary(arena, EXPR_MUL, pull, factor);
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, (args->mode & TIDY_RENORMALIZED) != 0
                     ? "({0} - {2} * {0}.sum(axis=-1, keepdims=True))"
                     : "{0}");
    tidy_slope_numpy(args->mode, "{1}", out);
}

const struct op op_tidy_gradient = {
    .name = "tidy_gradient", .row = row, .explain = explain, .numpy = numpy};
