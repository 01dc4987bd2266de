/* Expressions as text, with symbols or with numbers, and no more parentheses than needed. */
#include "expr_impl.h"
#include "i18n.h"
#include "numpy.h"

/* How tightly a node holds together; a looser operand needs parentheses. */
enum binding { BIND_SUM, BIND_PRODUCT, BIND_SIGN, BIND_POWER, BIND_ATOM };

enum style {
    STYLE_NUMBERS,
    STYLE_SYMBOLS,
    STYLE_FORMULA, /* {0} for cells, with the signs of symbols */
    STYLE_NUMPY
};

struct printer {
    const struct expr_source *source;
    enum style style;
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

/* Is the marked cell among terms [first, end) of the range? */
static bool has_mark(
    const struct printer *p, const struct expr_range *range, size_t first, size_t end)
{
    const struct expr_place *mark = p->source->marked;
    size_t term = mark == NULL || mark->slot != range->slot
                      ? (size_t)-1
                      : expr_term_of(range, mark->row, mark->col);
    return term >= first && term < end;
}

static void print_mark(const struct printer *p, bool marked, char mark)
{
    if (marked) {
        str_addc(p->out, mark);
    }
}

static const char *range_head(enum expr_kind kind)
{
    return kind == EXPR_LARGEST ? "max" : _("count of non-zero ");
}

static void print_range_symbols(const struct printer *p, const struct expr *expr)
{
    if (expr->kind == EXPR_SUM &&
        expr_term_count(&expr->range) == 1) { /* the sum of one term is that term */
        size_t row = 0;
        size_t col = 0;
        expr_term_at(&expr->range, 0, &row, &col);
        bool marked = has_mark(p, &expr->range, 0, 1);
        print_mark(p, marked, EXPR_MARK);
        p->source->name(p->source->context, expr->range.slot, row, col, p->out);
        print_mark(p, marked, EXPR_UNMARK);
        return;
    }
    str_add(p->out, expr->kind == EXPR_SUM ? "Σ " : range_head(expr->kind));
    if (expr->kind == EXPR_LARGEST) {
        str_addc(p->out, '(');
    }
    bool marked = has_mark(p, &expr->range, 0, expr_term_count(&expr->range));
    print_mark(p, marked, EXPR_MARK);
    p->source->range_name(p->source->context, &expr->range, p->out);
    print_mark(p, marked, EXPR_UNMARK);
    if (expr->kind == EXPR_LARGEST) {
        str_addc(p->out, ')');
    }
}

/* Is the marked one of these terms, and not printed beside them? */
static bool has_piece_mark(
    const struct printer *p, const struct expr *expr, const struct expr_pieces *pieces, size_t at)
{
    const struct expr_piece *piece = &pieces->all[at];
    bool marked = has_mark(p, &expr->range, piece->first, piece->end);
    for (size_t i = 0; piece->terms > 1 && i < pieces->count; i++) {
        const struct expr_piece *other = &pieces->all[i];
        marked =
            marked && (other->terms > 1 || !has_mark(p, &expr->range, other->first, other->end));
    }
    return marked;
}

static void print_term(
    const struct printer *p, const struct expr *expr, double value, size_t i, bool marked)
{
    char text[NUM_SIZE];
    print_mark(p, marked, EXPR_MARK);
    print_number(p, expr_cell_text(text, value, p->decimals, p->source->dtype), BIND_SUM,
        expr->kind == EXPR_SUM && i > 0);
    print_mark(p, marked, EXPR_UNMARK);
}

static void print_pieces(const struct printer *p, const struct expr *expr, size_t count)
{
    const struct expr_pieces *pieces = expr_pieces(expr, p->source, count);
    for (size_t i = 0; i < pieces->count; i++) {
        const struct expr_piece *piece = &pieces->all[i];
        bool marked = has_piece_mark(p, expr, pieces, i);
        str_add(p->out, i == 0 ? "" : expr->kind == EXPR_SUM ? " + " : ", ");
        if (piece->terms == 1) {
            print_term(p, expr, piece->value, i, marked);
            continue;
        }
        char text[NUM_SIZE];
        print_mark(p, marked, EXPR_MARK);
        str_addf(p->out, _("[%zu more: %s]"), piece->terms,
            expr_cell_text(text, piece->value, p->decimals, p->source->dtype));
        print_mark(p, marked, EXPR_UNMARK);
    }
}

/* 1 + 2 + 3 + [94 more: 940.5] + 99 + 100, or max(1, 2, 3, [94 more: 98], 99, 100); where few of
 * them are not 0, 4.355 + [27 more: 0]. */
static void print_terms(const struct printer *p, const struct expr *expr)
{
    size_t count = expr_term_count(&expr->range);
    if (count > SHOW_ALL) {
        print_pieces(p, expr, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        str_add(p->out, i == 0 ? "" : expr->kind == EXPR_SUM ? " + " : ", ");
        print_term(
            p, expr, expr_term(p->source, &expr->range, i), i, has_mark(p, &expr->range, i, i + 1));
    }
    if (count == 0) {
        str_addc(p->out, '0');
    }
}

static void print_range(const struct printer *p, const struct expr *expr, enum binding around)
{
    if (p->style >= STYLE_FORMULA) { /* of a row: forms add nothing else up */
        bool numpy = p->style == STYLE_NUMPY;
        str_addf(
            p->out, numpy ? "{%zu}.sum(axis=-1, keepdims=True)" : "(Σ {%zu})", expr->range.slot);
        return;
    }
    bool sum = expr->kind == EXPR_SUM;
    bool wrap = sum && around > BIND_SUM && expr_term_count(&expr->range) > 1;
    str_add(p->out, wrap ? "(" : "");
    if (p->style != STYLE_NUMBERS) {
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
    if (p->style >= STYLE_FORMULA) {
        str_addf(p->out, "{%zu}", range->slot);
        return;
    }
    bool marked = has_mark(p, range, 0, 1);
    print_mark(p, marked, EXPR_MARK);
    if (p->style == STYLE_SYMBOLS) {
        p->source->name(p->source->context, range->slot, range->row, range->col, p->out);
    } else {
        char text[NUM_SIZE];
        double value = expr_term(p->source, range, 0);
        print_number(p, expr_cell_text(text, value, p->decimals, p->source->dtype), around, right);
    }
    print_mark(p, marked, EXPR_UNMARK);
}

static void print_constant(
    const struct printer *p, const struct expr *expr, enum binding around, bool right)
{
    char text[NUM_SIZE];
    if (expr->list != NULL && p->style == STYLE_NUMPY) {
        numpy_weights(p->out, expr->list);
    } else if (expr->list != NULL && p->style == STYLE_FORMULA) {
        str_add(p->out, "weight");
    } else {
        print_number(p, expr_constant_text(text, expr->number, p->decimals, p->source->dtype),
            around, right);
    }
}

static void print_call(const struct printer *p, const char *name, const struct expr *expr)
{
    str_addf(p->out, p->style == STYLE_NUMPY ? "np.%s(" : "%s(", name);
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

/* is(a = b): 1 where it is so, else 0. Mathematicians write Iverson's [a = b], but here brackets
 * mean the true class. */
static void print_bracket(const struct printer *p, const struct expr *expr)
{
    bool equal = expr->kind == EXPR_EQUAL;
    bool numpy = p->style == STYLE_NUMPY;
    str_add(p->out, numpy ? "(1.0 * (" : "is(");
    print(p, expr->a, BIND_SUM, false);
    str_add(p->out, numpy ? (equal ? " == " : " <= ") : equal ? " = " : " ≤ ");
    print(p, expr->b, BIND_SUM, false);
    str_add(p->out, numpy ? "))" : ")");
}

/* a × b, but 0 where a is 0. */
static void print_pick(const struct printer *p, const struct expr *expr, enum binding around)
{
    if (p->style != STYLE_NUMPY) {
        print_infix(p, expr, " × ", BIND_PRODUCT, around);
        return;
    }
    str_add(p->out, "np.where(");
    print(p, expr->a, BIND_PRODUCT, false);
    str_add(p->out, " == 0, 0, ");
    print_infix(p, expr, " * ", BIND_PRODUCT, BIND_SUM);
    str_addc(p->out, ')');
}

/* No sign of equality: it stands in a chain of them. */
static void print_unpicked(const struct printer *p, const struct expr *expr)
{
    str_add(p->out, _("0 (not picked: "));
    print(p, expr->a, BIND_SUM, false);
    str_addc(p->out, ')');
}

static void print_function(const struct printer *p, const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_UNPICKED:
        print_unpicked(p, expr);
        break;
    case EXPR_MAX:
        print_call(p, p->style == STYLE_NUMPY ? "maximum" : "max", expr);
        break;
    case EXPR_MIN:
        print_call(p, p->style == STYLE_NUMPY ? "minimum" : "min", expr);
        break;
    case EXPR_EXP:
        print_call(p, "exp", expr);
        break;
    case EXPR_LOG:
        print_call(p, expr->number == 2 ? "log2" : expr->number == 10 ? "log10" : "log", expr);
        break;
    case EXPR_EXP_DIFFERENCE:
        str_add(p->out, p->style == STYLE_NUMPY ? "np.exp(" : "exp(");
        print(p, expr->a, BIND_SUM, false);
        str_add(p->out, " - ");
        print(p, expr->b, BIND_PRODUCT, true);
        str_addc(p->out, ')');
        break;
    case EXPR_LOG1P:
        str_add(p->out, p->style == STYLE_NUMPY ? "np.log(1 + " : "log(1 + ");
        print(p, expr->a, BIND_SUM, true);
        str_addc(p->out, ')');
        break;
    default:
        print_bracket(p, expr);
        break;
    }
}

static void print(const struct printer *p, const struct expr *expr, enum binding around, bool right)
{
    switch (expr->kind) {
    case EXPR_NUMBER:
        print_constant(p, expr, around, right);
        break;
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
        print_infix(p, expr, p->style == STYLE_NUMPY ? " * " : " × ", BIND_PRODUCT, around);
        break;
    case EXPR_PICK:
        print_pick(p, expr, around);
        break;
    case EXPR_DIV:
        print_infix(p, expr, " / ", BIND_PRODUCT, around);
        break;
    case EXPR_POW:
        print(p, expr->a, BIND_ATOM, true);
        str_add(p->out, p->style == STYLE_NUMPY ? " ** " : "^");
        print(p, expr->b, BIND_ATOM, true);
        break;
    case EXPR_STORE:
        if (p->style == STYLE_NUMPY && num_formats[p->source->dtype].bits < 24) {
            str_add(p->out, "store("); /* a function of the script */
            print(p, expr->a, BIND_SUM, false);
            str_addc(p->out, ')');
        } else if (p->source->dtype != DTYPE_FLOAT64) {
            print_call(p, num_formats[p->source->dtype].name, expr);
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
    print(&(struct printer){source, STYLE_SYMBOLS, 0, out}, expr, BIND_SUM, false);
}

void expr_print_numbers(
    const struct expr *expr, const struct expr_source *source, int decimals, struct str *out)
{
    print(&(struct printer){source, STYLE_NUMBERS, decimals, out}, expr, BIND_SUM, false);
}

void expr_print_form(const struct expr *expr, bool numpy, struct str *out)
{
    static const struct expr_source IN_FULL = {.dtype = DTYPE_FLOAT64};
    enum style style = numpy ? STYLE_NUMPY : STYLE_FORMULA;
    print(&(struct printer){&IN_FULL, style, EXPR_EXACT, out}, expr, BIND_SUM, false);
}
