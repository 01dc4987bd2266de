/* sigmoid_gradient: d(loss) / d(logit) = (1 - y) p - y (1 - p), which is p - y, weighed as in the
 * loss.
 *
 * The two parts are kept apart because pos_weight scales only the second, clipping may flatten one
 * of them, and 1 - p has its own accurate form, sigmoid(-z): on the fused route, which has no p,
 * both are taken from the score.
 *
 * Input 0: p (mode without 16), or the score z (mode 16, fused). Input 1: y. Inputs 4 to 6 and
 * k[0..2]: see chain.h. k[3]: epsilon of the clip, 0: none. mode: TIDY_* bits. vec: as for
 * binary_cross_entropy.
 */
#include "chain.h"
#include "sigmoid.h"
#include "tidy_gradient.h"

struct factors {
    double up, down; /* on (1 - y) p and on y (1 - p) */
};

static struct factors factors(const struct op_args *args, size_t col, double p)
{
    const double k[3] = {args->k[3], 1 - args->k[3], args->k[3]};
    struct factors f = {1, 1};
    if (args->mode & (TIDY_CLIP | TIDY_ADD | TIDY_FLOOR)) {
        f = (struct factors){tidy_slope(k, args->mode, 1 - p), tidy_slope(k, args->mode, p)};
    }
    if (args->vec != NULL) {
        size_t half = args->vec_size / 2;
        double column = args->vec[half + (half == 1 ? 0 : col)];
        f.down *= args->vec[half == 1 ? 0 : col] * column;
        f.up *= column;
    }
    return f;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        bool fused = (args->mode & GRADIENT_FUSED) != 0;
        double p = fused ? sigmoid(in[0][c], true) : in[0][c];
        double rest = fused ? sigmoid(-in[0][c], true) : 1 - p;
        double y = in[1][c];
        struct factors f = factors(args, c, p);
        double slope = (1 - y) * p * f.up - y * rest * f.down;
        out[c] = chain_value(args, in, c, slope);
    }
}

static const struct expr *scaled(const struct expr *expr, double factor, struct arena *arena)
{
    return factor == 1 ? expr : expr_binary(arena, EXPR_MUL, expr, expr_number(arena, factor));
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    bool fused = (args->mode & GRADIENT_FUSED) != 0;
    double given = in[0][col];
    const struct expr *p = cell_at(args, 0, row, col, arena);
    const struct expr *y = cell_at(args, 1, row, col, arena);
    const struct expr *one = expr_number(arena, 1);
    const struct expr *rest = expr_binary(arena, EXPR_SUB, one, p);
    if (fused) {
        rest = sigmoid_expr(expr_unary(arena, EXPR_NEG, p), -given, true, arena);
        p = sigmoid_expr(p, given, true, arena);
    }
    struct factors f = factors(args, col, fused ? sigmoid(given, true) : given);
    const struct expr *up = expr_binary(arena, EXPR_MUL, expr_binary(arena, EXPR_SUB, one, y), p);
    const struct expr *down = expr_binary(arena, EXPR_MUL, y, rest);
    const struct expr *slope =
        expr_binary(arena, EXPR_SUB, scaled(up, f.up, arena), scaled(down, f.down, arena));
    return chain_expr(args, in, row, col, slope, arena);
}

/* A slope with its own names for the limits: k[3] is the epsilon of both ends. */
static void numpy_slope(const struct op_args *args, const char *p, struct str *out)
{
    if ((args->mode & TIDY_CLIP) != 0) {
        str_addf(out, " * ((%s >= {k3}) & (%s <= 1 - {k3}))", p, p);
    }
    if ((args->mode & TIDY_FLOOR) != 0) {
        str_addf(out, " * (np.log(%s) >= -100)", p);
    }
    if ((args->mode & TIDY_ADD) != 0) {
        str_addf(out, " * (%s / (%s + {k3}))", p, p);
    }
}

static void numpy(const struct op_args *args, struct str *out)
{
    bool fused = (args->mode & GRADIENT_FUSED) != 0;
    const char *p = fused ? "(1 / (1 + np.exp(-{0})))" : "{0}";
    const char *rest = fused ? "(1 / (1 + np.exp({0})))" : "(1 - {0})";
    chain_numpy_open(args, out);
    str_add(out, args->vec != NULL ? "(" : "");
    str_addf(out, "(1 - {1}) * %s", p);
    numpy_slope(args, rest, out);
    str_addf(out, " - {1} * %s", rest);
    numpy_slope(args, p, out);
    if (args->vec != NULL) {
        size_t half = args->vec_size / 2;
        str_addf(out, " * {vec}[:%zu]) * {vec}[%zu:]", half, half);
    }
    chain_numpy_close(args, out);
}

const struct op op_sigmoid_gradient = {
    .name = "sigmoid_gradient", .row = row, .explain = explain, .numpy = numpy};
