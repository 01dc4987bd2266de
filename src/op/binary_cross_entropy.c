/* binary_cross_entropy: -(y log p + (1 - y) log(1 - p)), one number per score.
 *
 * From probabilities, log(1 - p) is taken here. In float32, 1 - p is rounded to float32 first,
 * which is where by-hand losses lose their digits: 1 - 0.00000001 is 1 there, its logarithm 0, and
 * the loss a negative zero. On the fused route the two logarithms come ready: softplus(z) = -log(1
 * - p), log_sigmoid(z) = log p.
 *
 * Input 0: p, or softplus(z). Input 1: y. Input 2: log p.
 * k[0..2] as for log. k[3]: what fused results are divided by (ln of the base), 0: nothing. mode: 1
 * fused. vec: vec_size / 2 pos weights (1: the same for all columns), then as many column weights;
 * NULL: none.
 */
#include "row.h"
#include "safe_log.h"

static struct safe_log how(const struct op_args *args)
{
    return (struct safe_log){args->k[0], args->k[1] != 0, args->k[2]};
}

static double pos_weight(const struct op_args *args, size_t col)
{
    return args->vec[args->vec_size == 2 ? 0 : col];
}

static double column_weight(const struct op_args *args, size_t col)
{
    return args->vec[args->vec_size == 2 ? 1 : args->vec_size / 2 + col];
}

static double cell(const struct op_args *args, const double *const *in, size_t c)
{
    double p = in[0][c];
    double y = in[1][c];
    double yes = y * in[2][c];
    double value = 0;
    if (args->vec != NULL) {
        yes = yes * pos_weight(args, c);
    }
    if (args->mode == 1) {
        value = (1 - y) * p - yes;
        value = args->k[3] > 0 ? value / args->k[3] : value;
    } else {
        struct safe_log log = how(args);
        value = -(yes + (1 - y) * safe_log(&log, num_store(1 - p, args->dtype)));
    }
    return args->vec != NULL ? value * column_weight(args, c) : value;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = cell(args, in, c);
    }
}

static const struct expr *weighted(const struct expr *expr, double weight, struct arena *arena)
{
    /* times 1 changes nothing, so a weight of 1 need not be printed */
    return weight == 1 ? expr : expr_binary(arena, EXPR_MUL, expr, expr_number(arena, weight));
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *p = cell_at(args, 0, row, col, arena);
    const struct expr *y = cell_at(args, 1, row, col, arena);
    const struct expr *one = expr_number(arena, 1);
    const struct expr *no_share = expr_binary(arena, EXPR_SUB, one, y);
    const struct expr *yes = expr_binary(arena, EXPR_MUL, y, cell_at(args, 2, row, col, arena));
    if (args->vec != NULL) {
        yes = weighted(yes, pos_weight(args, col), arena);
    }
    const struct expr *value = NULL;
    if (args->mode == 1) {
        value = expr_binary(arena, EXPR_SUB, expr_binary(arena, EXPR_MUL, no_share, p), yes);
        if (args->k[3] > 0) {
            value = expr_binary(arena, EXPR_DIV, value, expr_number(arena, args->k[3]));
        }
    } else {
        struct safe_log log = how(args);
        const struct expr *q = expr_unary(arena, EXPR_STORE, expr_binary(arena, EXPR_SUB, one, p));
        const struct expr *no =
            expr_binary(arena, EXPR_MUL, no_share, safe_log_expr(&log, q, arena));
        value = expr_unary(arena, EXPR_NEG, expr_binary(arena, EXPR_ADD, yes, no));
    }
    return args->vec != NULL ? weighted(value, column_weight(args, col), arena) : value;
}

/* Pos weights stand before column weights in the vector. */
static void numpy_weight(const struct op_args *args, bool column, struct str *out)
{
    size_t half = args->vec_size / 2;
    if (args->vec != NULL) {
        str_addf(out, column ? " * {vec}[%zu:]" : " * {vec}[:%zu]", half);
    }
}

static void numpy(const struct op_args *args, struct str *out)
{
    const char *log = safe_log_numpy(args->k[2]);
    if (args->mode == 1) {
        str_add(out, "((1 - {1}) * {0} - {1} * {2}");
        numpy_weight(args, false, out);
        str_add(out, args->k[3] > 0 ? ") / {k3}" : ")");
    } else {
        str_add(out, "-({1} * {2}");
        numpy_weight(args, false, out);
        str_addf(out,
            args->k[1] != 0  ? " + (1 - {1}) * np.maximum(%s(1 - {0}), -100))"
            : args->k[0] > 0 ? " + (1 - {1}) * %s(1 - {0} + {k0}))"
                             : " + (1 - {1}) * %s(1 - {0}))",
            log);
    }
    numpy_weight(args, true, out);
}

const struct op op_binary_cross_entropy = {
    .name = "binary_cross_entropy", .row = row, .explain = explain, .numpy = numpy};
