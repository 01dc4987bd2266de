#include "expr.h"

#include "elementary.h"
#include "sum.h"

#include <math.h>
#include <string.h>

enum {
    SHOW_ALL = 6,   /* ranges up to this many terms are printed whole */
    SHOW_FIRST = 3, /* longer ones: this many from the front, */
    SHOW_LAST = 2   /* this many from the end, and the rest as one number */
};

const struct expr *expr_number(struct arena *arena, double number)
{
    struct expr *expr = arena_alloc(arena, 1, sizeof *expr);
    expr->kind = EXPR_NUMBER;
    expr->number = number;
    return expr;
}

const struct expr *expr_cell(struct arena *arena, size_t slot, size_t row, size_t col)
{
    return expr_range(arena, EXPR_CELL, (struct expr_range){slot, row, 1, col, 1, EXPR_NO_SKIP});
}

const struct expr *expr_range(struct arena *arena, enum expr_kind kind, struct expr_range range)
{
    struct expr *expr = arena_alloc(arena, 1, sizeof *expr);
    expr->kind = kind;
    expr->range = range;
    expr->hidden = arena_alloc(arena, 1, sizeof *expr->hidden);
    return expr;
}

const struct expr *expr_unary(struct arena *arena, enum expr_kind kind, const struct expr *a)
{
    return expr_binary(arena, kind, a, NULL);
}

const struct expr *expr_binary(
    struct arena *arena, enum expr_kind kind, const struct expr *a, const struct expr *b)
{
    struct expr *expr = arena_alloc(arena, 1, sizeof *expr);
    expr->kind = kind;
    expr->a = a;
    expr->b = b;
    return expr;
}

const struct expr *expr_log(struct arena *arena, double base, const struct expr *a)
{
    struct expr *expr = arena_alloc(arena, 1, sizeof *expr);
    expr->kind = EXPR_LOG;
    expr->number = base;
    expr->a = a;
    return expr;
}

/* ---- Ranges: their terms in index order ------------------------------------------------------ */

static size_t term_count(const struct expr_range *range)
{
    size_t per_row = range->cols - (range->skip == EXPR_NO_SKIP ? 0 : 1);
    return range->rows * per_row;
}

/* Term i as a cell. */
static void term_at(const struct expr_range *range, size_t i, size_t *row, size_t *col)
{
    size_t per_row = range->cols - (range->skip == EXPR_NO_SKIP ? 0 : 1);
    *row = range->row + i / per_row;
    *col = range->col + i % per_row;
    if (range->skip != EXPR_NO_SKIP && *col >= range->skip) {
        *col += 1;
    }
}

static double term(const struct expr_source *source, const struct expr_range *range, size_t i)
{
    size_t row = 0;
    size_t col = 0;
    term_at(range, i, &row, &col);
    return source->cell(source->context, range->slot, row, col);
}

/* One term into a running result: for a sum a compensated one, otherwise in state->sum alone. */
static void take(enum expr_kind kind, struct sum *state, double value, bool first)
{
    if (kind == EXPR_SUM) {
        sum_add(state, value);
    } else if (kind == EXPR_NONZERO) {
        state->sum += value != 0 ? 1 : 0;
    } else if (first || value > state->sum || isnan(value)) {
        state->sum = isnan(state->sum) && !first ? state->sum : value;
    }
}

static double finished(enum expr_kind kind, const struct sum *state)
{
    return kind == EXPR_SUM ? sum_value(state) : state->sum;
}

/* Terms [first, end) taken together. */
static double range_value(
    const struct expr *expr, const struct expr_source *source, size_t first, size_t end)
{
    struct sum state = {0};
    for (size_t i = first; i < end; i++) {
        take(expr->kind, &state, term(source, &expr->range, i), i == first);
    }
    return finished(expr->kind, &state);
}

/* What the terms that are not printed come to; computed once, as a batch may have millions. */
static double hidden_value(const struct expr *expr, const struct expr_source *source, size_t count)
{
    if (!expr->hidden->known) {
        expr->hidden->value = range_value(expr, source, SHOW_FIRST, count - SHOW_LAST);
        expr->hidden->known = true;
    }
    return expr->hidden->value;
}

/* ---- Values ---------------------------------------------------------------------------------- */

/* How leaves are read: as stored (decimals < 0), or as they are printed. */
struct reading {
    const struct expr_source *source;
    int decimals;
};

/* A cell's number as text. In full it is shown as a double even in a float32 lesson: 7.65 there is
 * really 7.650000095367432, and a line that only comes out with those digits must show them. */
static const char *cell_text(char *buffer, double value, int decimals, enum dtype dtype)
{
    return num_show(buffer, value, decimals, decimals == EXPR_EXACT ? DTYPE_FLOAT64 : dtype);
}

/* A constant is shown as the lesson's dtype would write it, with all its digits. */
static const char *constant_text(char *buffer, double value, int decimals, enum dtype dtype)
{
    return num_shortest(buffer, value, decimals == EXPR_EXACT ? DTYPE_FLOAT64 : dtype);
}

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
                     cell_text(text, value, reading->decimals, reading->source->dtype), value);
}

static double constant_as_printed(const struct reading *reading, double value)
{
    char text[NUM_SIZE];
    return reading->decimals < 0
               ? value
               : read_back(
                     constant_text(text, value, reading->decimals, reading->source->dtype), value);
}

static double evaluate(const struct expr *expr, const struct reading *reading);

static double range_result(const struct expr *expr, const struct reading *reading)
{
    size_t count = term_count(&expr->range);
    if (reading->decimals < 0) {
        return range_value(expr, reading->source, 0, count);
    }
    struct sum state = {0};
    for (size_t i = 0; i < count; i++) {
        double value = 0;
        if (count > SHOW_ALL && i == SHOW_FIRST) {
            value = as_printed(reading, hidden_value(expr, reading->source, count));
            i = count - SHOW_LAST - 1;
            if (expr->kind == EXPR_NONZERO) {
                state.sum += value;
                continue;
            }
        } else {
            value = as_printed(reading, term(reading->source, &expr->range, i));
        }
        take(expr->kind, &state, value, i == 0);
    }
    return finished(expr->kind, &state);
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
    case EXPR_MAX:
        return a < b ? b : a;
    case EXPR_MIN:
        return a > b ? b : a;
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
        return as_printed(reading, term(reading->source, &expr->range, 0));
    case EXPR_SUM:
    case EXPR_LARGEST:
    case EXPR_NONZERO:
        return range_result(expr, reading);
    default:
        break;
    }
    double a = evaluate(expr->a, reading);
    return expr->b == NULL ? unary_result(expr, reading, a)
                           : binary_result(expr->kind, a, evaluate(expr->b, reading));
}

double expr_value(const struct expr *expr, const struct expr_source *source)
{
    return evaluate(expr, &(struct reading){source, -1});
}

double expr_shown_value(const struct expr *expr, const struct expr_source *source, int decimals)
{
    return evaluate(expr, &(struct reading){source, decimals});
}

/* Does `shown` show the same number as `value`? (1.0010 and an exact 1.001 do.) A hair to either
 * side must not matter: whoever adds the digits up in another order gets a last bit of their own.
 */
static bool shown_alike(double shown, double value, int decimals, enum dtype dtype)
{
    static const double HAIR = 1e-14;
    char text[NUM_SIZE];
    double want = read_back(cell_text(text, value, decimals, dtype), value);
    double low = shown * (1 - HAIR);
    double high = shown * (1 + HAIR);
    low = read_back(cell_text(text, low, decimals, dtype), low);
    high = read_back(cell_text(text, high, decimals, dtype), high);
    return (low == want && high == want) || (isnan(shown) && isnan(value));
}

struct expr_honest expr_honest(
    const struct expr *expr, const struct expr_source *source, double value, int decimals)
{
    struct expr_honest honest = {EXPR_EXACT, false};
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

/* ---- Printing -------------------------------------------------------------------------------- */

/* How tightly a node holds together; a looser operand needs parentheses. */
enum binding { BIND_SUM, BIND_PRODUCT, BIND_SIGN, BIND_POWER, BIND_ATOM };

struct printer {
    const struct expr_source *source;
    bool symbols;
    int decimals;
    struct str *out;
};

static void print(
    const struct printer *p, const struct expr *expr, enum binding around, bool right);

static void print_number(const struct printer *p, const char *text, enum binding around, bool right)
{
    bool wrap = text[0] == '-' && (right || around == BIND_SIGN);
    str_addf(p->out, wrap ? "(%s)" : "%s", text);
}

static const char *range_head(enum expr_kind kind)
{
    return kind == EXPR_LARGEST ? "max" : "count of non-zero ";
}

static void print_range_symbols(const struct printer *p, const struct expr *expr)
{
    if (expr->kind == EXPR_SUM &&
        term_count(&expr->range) == 1) { /* the sum of one term is that term */
        size_t row = 0;
        size_t col = 0;
        term_at(&expr->range, 0, &row, &col);
        p->source->name(p->source->context, expr->range.slot, row, col, p->out);
        return;
    }
    str_add(p->out, expr->kind == EXPR_SUM ? "Σ " : range_head(expr->kind));
    if (expr->kind == EXPR_LARGEST) {
        str_addc(p->out, '(');
    }
    p->source->range_name(p->source->context, &expr->range, p->out);
    if (expr->kind == EXPR_LARGEST) {
        str_addc(p->out, ')');
    }
}

/* 1 + 2 + 3 + [94 more: 940.5] + 99 + 100, or max(1, 2, 3, [94 more: 98], 99, 100). */
static void print_terms(const struct printer *p, const struct expr *expr)
{
    size_t count = term_count(&expr->range);
    const char *between = expr->kind == EXPR_SUM ? " + " : ", ";
    char text[NUM_SIZE];
    for (size_t i = 0; i < count; i++) {
        str_add(p->out, i == 0 ? "" : between);
        bool sum = expr->kind == EXPR_SUM;
        if (count > SHOW_ALL && i == SHOW_FIRST) {
            double hidden = hidden_value(expr, p->source, count);
            (void)cell_text(text, hidden, p->decimals, p->source->dtype);
            i = count - SHOW_LAST - 1;
            str_addf(p->out, "[%zu more: %s]", count - SHOW_FIRST - SHOW_LAST, text);
        } else {
            double value = term(p->source, &expr->range, i);
            print_number(
                p, cell_text(text, value, p->decimals, p->source->dtype), BIND_SUM, sum && i > 0);
        }
    }
    if (count == 0) {
        str_addc(p->out, '0');
    }
}

static void print_range(const struct printer *p, const struct expr *expr, enum binding around)
{
    bool sum = expr->kind == EXPR_SUM;
    bool wrap = sum && around > BIND_SUM && term_count(&expr->range) > 1;
    str_add(p->out, wrap ? "(" : "");
    if (p->symbols) {
        print_range_symbols(p, expr);
    } else if (sum) {
        print_terms(p, expr);
    } else {
        str_addf(p->out, "%s(", range_head(expr->kind));
        print_terms(p, expr);
        str_addc(p->out, ')');
    }
    str_add(p->out, wrap ? ")" : "");
}

static void print_cell(
    const struct printer *p, const struct expr *expr, enum binding around, bool right)
{
    const struct expr_range *range = &expr->range;
    if (p->symbols) {
        p->source->name(p->source->context, range->slot, range->row, range->col, p->out);
    } else {
        char text[NUM_SIZE];
        double value = term(p->source, range, 0);
        print_number(p, cell_text(text, value, p->decimals, p->source->dtype), around, right);
    }
}

static void print_call(const struct printer *p, const char *name, const struct expr *expr)
{
    str_addf(p->out, "%s(", name);
    print(p, expr->a, BIND_SUM, false);
    if (expr->b != NULL) {
        str_add(p->out, ", ");
        print(p, expr->b, BIND_SUM, false);
    }
    str_addc(p->out, ')');
}

static void print_infix(const struct printer *p, const struct expr *expr, const char *sign,
    enum binding own, enum binding around)
{
    bool wrap = around > own;
    /* a - (b + c), a / (b * c): the right operand of a sign that does not commute binds tighter;
     * and what is dropped, 0 × (b / c), is dropped as a whole */
    bool strict = expr->kind == EXPR_SUB || expr->kind == EXPR_DIV || expr->kind == EXPR_PICK;
    str_add(p->out, wrap ? "(" : "");
    print(p, expr->a, own, false);
    str_add(p->out, sign);
    print(p, expr->b, strict ? (enum binding)(own + 1) : own, true);
    str_add(p->out, wrap ? ")" : "");
}

static void print_function(const struct printer *p, const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_MAX:
        print_call(p, "max", expr);
        break;
    case EXPR_MIN:
        print_call(p, "min", expr);
        break;
    case EXPR_EXP:
        print_call(p, "exp", expr);
        break;
    case EXPR_LOG:
        print_call(p, expr->number == 2 ? "log2" : expr->number == 10 ? "log10" : "log", expr);
        break;
    case EXPR_LOG1P:
        str_add(p->out, "log(1 + ");
        print(p, expr->a, BIND_SUM, true);
        str_addc(p->out, ')');
        break;
    default: /* EXPR_EQUAL */
        str_addc(p->out, '[');
        print(p, expr->a, BIND_SUM, false);
        str_add(p->out, " = ");
        print(p, expr->b, BIND_SUM, false);
        str_addc(p->out, ']');
        break;
    }
}

static void print(const struct printer *p, const struct expr *expr, enum binding around, bool right)
{
    switch (expr->kind) {
    case EXPR_NUMBER: {
        char text[NUM_SIZE];
        print_number(
            p, constant_text(text, expr->number, p->decimals, p->source->dtype), around, right);
        break;
    }
    case EXPR_CELL:
        print_cell(p, expr, around, right);
        break;
    case EXPR_NEG: {
        bool wrap = right || around == BIND_SIGN;
        str_add(p->out, wrap ? "(-" : "-");
        print(p, expr->a, BIND_SIGN, false);
        str_add(p->out, wrap ? ")" : "");
        break;
    }
    case EXPR_ADD:
        print_infix(p, expr, " + ", BIND_SUM, around);
        break;
    case EXPR_SUB:
        print_infix(p, expr, " - ", BIND_SUM, around);
        break;
    case EXPR_MUL:
    case EXPR_PICK:
        print_infix(p, expr, " × ", BIND_PRODUCT, around);
        break;
    case EXPR_DIV:
        print_infix(p, expr, " / ", BIND_PRODUCT, around);
        break;
    case EXPR_POW:
        print(p, expr->a, BIND_ATOM, true);
        str_addc(p->out, '^');
        print(p, expr->b, BIND_ATOM, true);
        break;
    case EXPR_STORE:
        if (p->source->dtype == DTYPE_FLOAT32) {
            print_call(p, "float32", expr);
        } else {
            print(p, expr->a, around, right);
        }
        break;
    case EXPR_SUM:
    case EXPR_LARGEST:
    case EXPR_NONZERO:
        print_range(p, expr, around);
        break;
    default:
        print_function(p, expr);
        break;
    }
}

void expr_print_symbols(const struct expr *expr, const struct expr_source *source, struct str *out)
{
    print(&(struct printer){source, true, 0, out}, expr, BIND_SUM, false);
}

void expr_print_numbers(
    const struct expr *expr, const struct expr_source *source, int decimals, struct str *out)
{
    print(&(struct printer){source, false, decimals, out}, expr, BIND_SUM, false);
}

size_t expr_cells(const struct expr *expr, size_t limit,
    void (*visit)(void *context, size_t slot, size_t row, size_t col), void *context)
{
    if (expr == NULL || expr->kind == EXPR_NUMBER) {
        return 0;
    }
    if (expr->a != NULL) {
        size_t seen = expr_cells(expr->a, limit, visit, context);
        return seen + expr_cells(expr->b, limit - seen, visit, context);
    }
    size_t count = term_count(&expr->range);
    count = count < limit ? count : limit;
    for (size_t i = 0; i < count; i++) {
        size_t row = 0;
        size_t col = 0;
        term_at(&expr->range, i, &row, &col);
        visit(context, expr->range.slot, row, col);
    }
    return count;
}
