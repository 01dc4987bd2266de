/* The value of an expression: as computed, and as whoever reads the printed line would compute it.
 */
#include "elementary.h"
#include "expr_impl.h"

#include <math.h>
#include <string.h>

/* How leaves are read: as stored (decimals < 0), or as they are printed. */
struct reading {
    const struct expr_source *source;
    int decimals;
};

static double read_back(const char *text, double value)
{
    double back = value;
    (void)num_parse(text, strlen(text), &back);
    return back;
}

static double as_printed(const struct reading *reading, double value)
{
    char text[NUM_SIZE];
    return reading->decimals < 0
               ? value
               : read_back(
                     expr_cell_text(text, value, reading->decimals, reading->source->dtype), value);
}

static double constant_as_printed(const struct reading *reading, double value)
{
    char text[NUM_SIZE];
    return reading->decimals < 0 ? value
                                 : read_back(expr_constant_text(text, value, reading->decimals,
                                                 reading->source->dtype),
                                       value);
}

static double evaluate(const struct expr *expr, const struct reading *reading);

static double range_result(const struct expr *expr, const struct reading *reading)
{
    size_t count = expr_term_count(&expr->range);
    if (reading->decimals < 0) {
        return expr_range_value(expr, reading->source, 0, count);
    }
    struct sum state = {0};
    const struct expr_pieces *pieces =
        count > SHOW_ALL ? expr_pieces(expr, reading->source, count) : NULL;
    for (size_t i = 0; i < (pieces == NULL ? count : pieces->count); i++) {
        double value = as_printed(reading,
            pieces == NULL ? expr_term(reading->source, &expr->range, i) : pieces->all[i].value);
        if (expr->kind == EXPR_NONZERO && pieces != NULL && pieces->all[i].terms > 1) {
            state.sum += value; /* it has been counted */
        } else {
            expr_take(expr->kind, &state, value, i == 0);
        }
    }
    return expr_finished(expr->kind, &state);
}

static double logarithm(double base, double x)
{
    if (base == 2) {
        return elementary_log2(x);
    }
    return base == 10 ? elementary_log10(x) : elementary_log(x);
}

static double binary_result(enum expr_kind kind, double a, double b)
{
    switch (kind) {
    case EXPR_ADD:
        return a + b;
    case EXPR_SUB:
        return a - b;
    case EXPR_MUL:
        return a * b;
    case EXPR_DIV:
        return a / b;
    case EXPR_PICK:
        return a == 0 ? 0 : a * b;
    case EXPR_POW:
        return elementary_pow(a, b);
    case EXPR_EXP_DIFFERENCE:
        return elementary_exp_difference(a, b);
    case EXPR_MAX:
        return a < b ? b : a;
    case EXPR_MIN:
        return a > b ? b : a;
    case EXPR_AT_MOST:
        return a <= b ? 1 : 0;
    default: /* EXPR_EQUAL */
        return a == b ? 1 : 0;
    }
}

static double unary_result(const struct expr *expr, const struct reading *reading, double a)
{
    switch (expr->kind) {
    case EXPR_NEG:
        return -a;
    case EXPR_EXP:
        return elementary_exp(a);
    case EXPR_UNPICKED:
        return 0;
    case EXPR_LOG:
        return logarithm(expr->number, a);
    case EXPR_LOG1P:
        return elementary_log1p(a);
    default: /* EXPR_STORE */
        return num_store(a, reading->source->dtype);
    }
}

static double evaluate(const struct expr *expr, const struct reading *reading)
{
    switch (expr->kind) {
    case EXPR_NUMBER:
        return constant_as_printed(reading, expr->number);
    case EXPR_CELL:
        return as_printed(reading, expr_term(reading->source, &expr->range, 0));
    case EXPR_SUM:
    case EXPR_LARGEST:
    case EXPR_NONZERO:
        return range_result(expr, reading);
    default:
        break;
    }
    double a = evaluate(expr->a, reading);
    if (expr->b == NULL) {
        return unary_result(expr, reading, a);
    }
    /* whoever reads a pick's sign multiplies */
    bool multiplies = expr->kind == EXPR_PICK && reading->decimals >= 0;
    return binary_result(multiplies ? EXPR_MUL : expr->kind, a, evaluate(expr->b, reading));
}

double expr_value(const struct expr *expr, const struct expr_source *source)
{
    return evaluate(expr, &(struct reading){source, -1});
}

double expr_shown_value(const struct expr *expr, const struct expr_source *source, int decimals)
{
    return evaluate(expr, &(struct reading){source, decimals});
}

/* Whoever adds digits up in another order gets a last bit of their own. */
static const double HAIR = 1e-14;

static bool alike_in_full(double shown, double value)
{
    return shown == value || (isnan(shown) && isnan(value)) ||
           fabs(shown - value) <= HAIR * fabs(value);
}

/* Does `shown` show the same number as `value`? (1.0010 and an exact 1.001 do.) A hair to either
 * side must not matter.
 */
static bool shown_alike(double shown, double value, int decimals, enum dtype dtype)
{
    char text[NUM_SIZE];
    double want = read_back(expr_cell_text(text, value, decimals, dtype), value);
    double low = shown * (1 - HAIR);
    double high = shown * (1 + HAIR);
    double middle = read_back(expr_cell_text(text, shown, decimals, dtype), shown);
    low = read_back(expr_cell_text(text, low, decimals, dtype), low);
    high = read_back(expr_cell_text(text, high, decimals, dtype), high);
    return (low == want && middle == want && high == want) || (isnan(shown) && isnan(value));
}

struct expr_honest expr_honest(
    const struct expr *expr, const struct expr_source *source, double value, int decimals)
{
    struct expr_honest honest = {EXPR_EXACT, false};
    if (decimals > NUM_MAX_DECIMALS) {
        honest.rounded = !alike_in_full(expr_value(expr, source), value);
    }
    for (int d = decimals; d <= NUM_MAX_DECIMALS; d++) {
        double shown = expr_shown_value(expr, source, d);
        honest.rounded = !shown_alike(shown, value, decimals, source->dtype);
        double stored = num_store(shown, source->dtype);
        if (!honest.rounded || shown_alike(stored, value, decimals, source->dtype)) {
            honest.decimals = d;
            break;
        }
    }
    return honest;
}
