/* softmax_gradient: d(loss) / d(logit) = (p Σt - t), weighed as the sample is in the loss: the
 * short form of the way back through the logarithm and softmax, where exponentials and logarithms
 * cancel.
 *
 * For one true class this is the famous p - y: every class is pushed down by its probability, the
 * true class pulled up by what it lacks to 1. The sum is written out because a target row need not
 * sum to 1 (class weights, an all-zero row), and the derivative is right then too.
 *
 * Input 0: p or log p. Input 1: t. The others may be absent: 2: mask, 3: sample weight, 4: divisor.
 * Constants: softmax_gradient.
 */
#include "elementary.h"
#include "row.h"

enum { MASK = 2, WEIGHT, DIVISOR };

/* A loss over nothing is 0 whatever the scores are, so its slope is 0, too. */
static bool is_constant(const struct op_args *args, const double *const *in)
{
    return args->of.softmax_gradient.empty_is_zero && has_input(args, DIVISOR) &&
           in[DIVISOR][0] == 0;
}

static double weigh(const struct op_args *args, const double *const *in, double slope)
{
    if (is_constant(args, in)) {
        return 0;
    }
    slope = slope / args->of.softmax_gradient.base / args->of.softmax_gradient.temperature;
    slope = has_input(args, WEIGHT) ? slope * in[WEIGHT][0] : slope;
    slope = has_input(args, DIVISOR) ? slope / in[DIVISOR][0] : slope;
    if (has_input(args, MASK)) {
        slope = in[MASK][0] == 0 ? 0 : in[MASK][0] * slope;
    }
    return slope;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    struct sum all = {0};
    for (size_t c = 0; c < args->width; c++) {
        sum_add(&all, in[1][c]);
    }
    double pull = sum_value(&all);
    for (size_t c = 0; c < args->width; c++) {
        double p = args->of.softmax_gradient.log_given ? elementary_exp(in[0][c]) : in[0][c];
        out[c] = weigh(args, in, p * pull - in[1][c]);
    }
}

static const struct expr *over(const struct expr *slope, double divisor, struct arena *arena)
{
    /* divided by 1 nothing changes, so a 1 need not be printed */
    return divisor == 1 ? slope : expr_binary(arena, EXPR_DIV, slope, expr_number(arena, divisor));
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    if (is_constant(args, in)) {
        return expr_number(arena, 0);
    }
    const struct expr *p = cell_at(args, 0, row, col, arena);
    p = args->of.softmax_gradient.log_given ? expr_unary(arena, EXPR_EXP, p) : p;
    const struct expr *all = expr_range(arena, EXPR_SUM, row_range(args, 1, row));
    const struct expr *slope = expr_binary(
        arena, EXPR_SUB, expr_binary(arena, EXPR_MUL, p, all), cell_at(args, 1, row, col, arena));
    slope = over(slope, args->of.softmax_gradient.base, arena);
    slope = over(slope, args->of.softmax_gradient.temperature, arena);
    if (has_input(args, WEIGHT)) {
        slope = expr_binary(arena, EXPR_MUL, slope, cell_at(args, WEIGHT, row, col, arena));
    }
    if (has_input(args, DIVISOR)) {
        slope = expr_binary(arena, EXPR_DIV, slope, cell_at(args, DIVISOR, row, col, arena));
    }
    if (has_input(args, MASK)) {
        slope = expr_binary(arena, EXPR_PICK, cell_at(args, MASK, row, col, arena), slope);
    }
    return slope;
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, has_input(args, MASK) ? "np.where({2} == 0, 0, (" : "(");
    str_add(out, args->of.softmax_gradient.log_given ? "np.exp({0})" : "{0}");
    str_add(out, " * {1}.sum(axis=-1, keepdims=True) - {1})");
    const double divisors[] = {
        args->of.softmax_gradient.base, args->of.softmax_gradient.temperature};
    for (size_t i = 0; i < 2; i++) {
        numpy_add(out, divisors[i] == 1 ? "" : " / #", divisors[i]);
    }
    str_add(out, has_input(args, WEIGHT) ? " * {3}" : "");
    str_add(out, has_input(args, DIVISOR) ? " / {4}" : "");
    str_add(out, has_input(args, MASK) ? ")" : "");
}

const struct op op_softmax_gradient = {
    .name = "softmax_gradient", .row = row, .explain = explain, .numpy = numpy};
