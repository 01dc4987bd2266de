/* Expressions: printed with the right parentheses, evaluated as printed, honest about digits. */
#include "check_main.h"
#include "expr_impl.h"

#include <math.h>
#include <string.h>

static struct arena arena;

static const double CELLS[] = {0.5, -2, 3, 1.0 / 3, 0, 6, 7, 8, 9, 10};

static double cell(void *context, size_t slot, size_t row, size_t col)
{
    (void)context;
    (void)slot;
    (void)row;
    return CELLS[col];
}

static void name(void *context, size_t slot, size_t row, size_t col, struct str *out)
{
    (void)context;
    (void)row;
    str_addf(out, "%c%zu", (int)('a' + slot), col);
}

static void range_name(void *context, const struct expr_range *range, struct str *out)
{
    (void)context;
    (void)range;
    str_add(out, "a·");
}

static const struct expr_source SOURCE = {NULL, cell, name, range_name, DTYPE_FLOAT64, NULL};

static const struct expr *c(size_t col)
{
    return expr_cell(&arena, 0, 0, col);
}

static const struct expr *n(double number)
{
    return expr_number(&arena, number);
}

static const struct expr *bin(enum expr_kind kind, const struct expr *a, const struct expr *b)
{
    return expr_binary(&arena, kind, a, b);
}

static const struct expr *un(enum expr_kind kind, const struct expr *a)
{
    return expr_unary(&arena, kind, a);
}

static const struct expr *range(enum expr_kind kind, size_t cols, size_t skip)
{
    return expr_range(&arena, kind, (struct expr_range){.rows = 1, .cols = cols, .skip = skip});
}

static void expect(const struct expr *expr, const char *symbols, const char *numbers, double value)
{
    struct str s;
    str_init(&s);
    expr_print_symbols(expr, &SOURCE, &s);
    ck_assert_str_eq(s.data, symbols);
    str_clear(&s);
    expr_print_numbers(expr, &SOURCE, 2, &s);
    ck_assert_str_eq(s.data, numbers);
    double got = expr_value(expr, &SOURCE);
    ck_assert_msg(got == value || (isnan(got) && isnan(value)), "%s is %a", numbers, got);
    str_release(&s);
}

START_TEST(prints)
{
    arena_init(&arena);
    expect(bin(EXPR_SUB, c(0), c(1)), "a0 - a1", "0.5 - (-2)", 2.5);
    expect(bin(EXPR_SUB, c(0), bin(EXPR_ADD, c(2), c(4))), "a0 - (a2 + a4)", "0.5 - (3 + 0)", -2.5);
    expect(bin(EXPR_MUL, bin(EXPR_ADD, c(0), n(1)), c(2)), "(a0 + 1) × a2", "(0.5 + 1) × 3", 4.5);
    expect(
        bin(EXPR_DIV, c(0), bin(EXPR_MUL, c(2), n(2))), "a0 / (a2 × 2)", "0.5 / (3 × 2)", 0.5 / 6);
    expect(bin(EXPR_MUL, un(EXPR_NEG, c(2)), c(1)), "-a2 × a1", "-3 × (-2)", 6);
    expect(un(EXPR_NEG, c(1)), "-a1", "-(-2)", 2);
    expect(un(EXPR_NEG, bin(EXPR_ADD, c(0), c(2))), "-(a0 + a2)", "-(0.5 + 3)", -3.5);
    expect(bin(EXPR_ADD, c(0), un(EXPR_NEG, c(2))), "a0 + (-a2)", "0.5 + (-3)", -2.5);
    expect(un(EXPR_EXP, c(4)), "exp(a4)", "exp(0)", 1);
    expect(expr_log(&arena, 2, n(8)), "log2(8)", "log2(8)", 3);
    expect(expr_log(&arena, 10, n(1000)), "log10(1000)", "log10(1000)", 3);
    expect(un(EXPR_LOG1P, c(4)), "log(1 + a4)", "log(1 + 0)", 0);
    expect(bin(EXPR_EQUAL, c(2), n(3)), "is(a2 = 3)", "is(3 = 3)", 1);
    expect(bin(EXPR_MIN, bin(EXPR_MAX, c(1), n(0)), n(1)), "min(max(a1, 0), 1)",
        "min(max(-2, 0), 1)", 0);
    expect(bin(EXPR_PICK, n(0), n(INFINITY)), "0 × inf", "0 × inf", 0);
    expect(expr_picked(bin(EXPR_PICK, c(4), n(INFINITY)), &SOURCE, &arena), "0 (not picked: a4)",
        "0 (not picked: 0)", 0);
    expect(expr_picked(bin(EXPR_PICK, c(4), n(3)), &SOURCE, &arena), "a4 × 3", "0 × 3", 0);
    expect(expr_picked(bin(EXPR_PICK, c(2), n(INFINITY)), &SOURCE, &arena), "a2 × inf", "3 × inf",
        INFINITY);
    expect(expr_picked(bin(EXPR_ADD, n(1),
                           bin(EXPR_PICK, un(EXPR_NEG, bin(EXPR_PICK, c(4), n(NAN))), n(NAN))),
               &SOURCE, &arena),
        "1 + 0 (not picked: a4)", "1 + 0 (not picked: 0)", 1);
    expect(bin(EXPR_MUL, n(0), n(INFINITY)), "0 × inf", "0 × inf", NAN);
    arena_release(&arena);
}
END_TEST

START_TEST(prints_ranges)
{
    arena_init(&arena);
    expect(un(EXPR_UNPICKED, c(1)), "0 (not picked: a1)", "0 (not picked: -2)", 0);
    expect(range(EXPR_SUM, 3, EXPR_NO_SKIP), "Σ a·", "0.5 + (-2) + 3", 1.5);
    expect(range(EXPR_SUM, 3, 1), "Σ a·", "0.5 + 3", 3.5);
    expect(range(EXPR_LARGEST, 3, EXPR_NO_SKIP), "max(a·)", "max(0.5, -2, 3)", 3);
    expect(range(EXPR_NONZERO, 5, EXPR_NO_SKIP), "count of non-zero a·",
        "count of non-zero (0.5, -2, 3, 0.33, 0)", 4);
    expect(range(EXPR_SUM, 10, EXPR_NO_SKIP), "Σ a·", "0.5 + (-2) + 3 + [5 more: 21.33] + 9 + 10",
        1.5 + 1.0 / 3 + 40);
    expect(range(EXPR_LARGEST, 10, EXPR_NO_SKIP), "max(a·)", "max(0.5, -2, 3, [5 more: 8], 9, 10)",
        10);
    expect(bin(EXPR_DIV, range(EXPR_SUM, 2, EXPR_NO_SKIP), n(2)), "(Σ a·) / 2", "(0.5 + (-2)) / 2",
        -0.75);
    arena_release(&arena);
}
END_TEST

/* 1/3 at two decimals is 0.33; 0.33 × 3 × 100 is 99, not 100: more digits must be shown. */
START_TEST(adds_digits_until_it_multiplies_out)
{
    arena_init(&arena);
    const struct expr *expr = bin(EXPR_MUL, bin(EXPR_MUL, c(3), n(3)), n(100));
    ck_assert_double_eq_tol(expr_shown_value(expr, &SOURCE, 2), 99, 1e-12);
    struct expr_honest honest = expr_honest(expr, &SOURCE, expr_value(expr, &SOURCE), 2);
    double shown = expr_shown_value(expr, &SOURCE, honest.decimals);
    ck_assert_double_eq_tol(shown, 100, 0.005);
    ck_assert_double_ge(fabs(expr_shown_value(expr, &SOURCE, honest.decimals - 1) - 100), 0.005);
    arena_release(&arena);
}
END_TEST

static double tenth_cell(void *context, size_t slot, size_t row, size_t col)
{
    (void)context;
    (void)slot;
    (void)row;
    (void)col;
    return (double)0.1F;
}

/* As it is printed: cells at the decimals shown, also where these are none, constants with all the
 * digits of the format. */
START_TEST(reads_what_it_prints)
{
    arena_init(&arena);
    struct expr_source source = SOURCE;
    source.dtype = DTYPE_FLOAT32;
    static const double TENTH = (double)0.1F; /* written 0.1 there */
    for (int decimals = 0; decimals <= 4; decimals += 2) {
        double third = decimals == 0 ? 0.3 : decimals == 2 ? 0.33 : 0.3333; /* never 0 */
        ck_assert_double_eq(expr_shown_value(c(3), &source, decimals), third);
        const struct expr *sum =
            expr_range(&arena, EXPR_SUM, expr_block(0, 0, 1, 3, 2)); /* 1/3 and 0 */
        ck_assert_double_eq(expr_shown_value(sum, &source, decimals), third);
        ck_assert_double_eq(expr_shown_value(n(TENTH), &source, decimals), 0.1);
    }
    ck_assert_double_eq(expr_shown_value(n(TENTH), &source, EXPR_EXACT), TENTH);
    source.cell = tenth_cell;
    ck_assert_double_eq(expr_shown_value(c(0), &source, EXPR_EXACT), TENTH);
    source.cell = cell;
    /* .5 - 2 + 3 + [5 more: 21.33] + 9 + 10; of ranges that count, what is counted already counts
     */
    ck_assert_double_eq(expr_shown_value(range(EXPR_SUM, 10, EXPR_NO_SKIP), &source, 2), 41.83);
    ck_assert_double_eq(expr_shown_value(range(EXPR_NONZERO, 10, EXPR_NO_SKIP), &source, 2), 9);
    ck_assert_double_eq(expr_value(range(EXPR_NONZERO, 10, EXPR_NO_SKIP), &source), 9);
    /* 3, 0.33, 0, [2 more: 2], 8 and 9: two that came together count as two */
    const struct expr *seven = expr_range(&arena, EXPR_NONZERO, expr_block(0, 0, 1, 2, 7));
    ck_assert_double_eq(expr_shown_value(seven, &source, 2), 6);
    ck_assert_double_eq(expr_shown_value(range(EXPR_NONZERO, 5, EXPR_NO_SKIP), &source, 2), 4);
    ck_assert_double_eq(expr_shown_value(range(EXPR_LARGEST, 10, EXPR_NO_SKIP), &source, 2), 10);
    const struct expr *below = expr_range(&arena, EXPR_LARGEST, expr_block(0, 0, 1, 1, 1));
    ck_assert_double_eq(expr_shown_value(below, &source, 2), -2);
    ck_assert_double_eq(expr_value(below, &source), -2);
    ck_assert_double_eq(expr_shown_value(c(3), &source, EXPR_EXACT), 1.0 / 3);
    ck_assert_double_eq(expr_value(n(TENTH), &source), TENTH);
    arena_release(&arena);
}
END_TEST

/* Whoever reads a line does what its signs say; a pick is read as a product, and is 0 all the same
 * where it is computed. */
START_TEST(does_what_the_signs_say)
{
    arena_init(&arena);
    static const struct {
        enum expr_kind kind;
        double value; /* of 3 and -2 */
    } ALL[] = {{EXPR_ADD, 1}, {EXPR_SUB, 5}, {EXPR_MUL, -6}, {EXPR_DIV, -1.5}, {EXPR_PICK, -6},
        {EXPR_MAX, 3}, {EXPR_MIN, -2}, {EXPR_AT_MOST, 0}, {EXPR_EQUAL, 0}};
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) {
        const struct expr *expr = bin(ALL[i].kind, c(2), c(1));
        ck_assert_double_eq(expr_value(expr, &SOURCE), ALL[i].value);
        ck_assert_double_eq(expr_shown_value(expr, &SOURCE, 2), ALL[i].value);
        ck_assert_double_eq(expr_shown_value(expr, &SOURCE, 0), ALL[i].value);
    }
    ck_assert_double_eq(expr_value(bin(EXPR_AT_MOST, c(1), c(1)), &SOURCE), 1);
    ck_assert_double_eq(expr_value(bin(EXPR_AT_MOST, c(1), c(2)), &SOURCE), 1);
    ck_assert_double_eq(expr_value(bin(EXPR_MAX, c(1), c(2)), &SOURCE), 3);
    ck_assert_double_eq(expr_value(bin(EXPR_MIN, c(1), c(2)), &SOURCE), -2);
    ck_assert_double_eq(expr_value(bin(EXPR_POW, c(2), n(2)), &SOURCE), 9);
    ck_assert_double_eq(expr_value(bin(EXPR_EXP_DIFFERENCE, c(2), c(2)), &SOURCE), 1);
    ck_assert_double_eq(expr_value(bin(EXPR_PICK, c(4), n(INFINITY)), &SOURCE), 0);
    ck_assert(isnan(expr_shown_value(bin(EXPR_PICK, c(4), n(INFINITY)), &SOURCE, 0)));
    ck_assert(isnan(expr_shown_value(bin(EXPR_PICK, c(4), n(INFINITY)), &SOURCE, 2)));
    arena_release(&arena);
}
END_TEST

static void expect_form(const struct expr *expr, const char *formula, const char *numpy)
{
    struct str text;
    str_init(&text);
    expr_print_form(expr, false, &text);
    ck_assert_str_eq(text.data, formula);
    str_clear(&text);
    expr_print_form(expr, true, &text);
    ck_assert_str_eq(text.data, numpy);
    str_release(&text);
}

START_TEST(prints_forms)
{
    arena_init(&arena);
    static const double AT[] = {2, 6};
    const struct weights weights = {AT, 2};
    expect_form(bin(EXPR_MUL, c(0), range(EXPR_SUM, 3, EXPR_NO_SKIP)), "{0} × (Σ {0})",
        "{0} * {0}.sum(axis=-1, keepdims=True)");
    expect_form(bin(EXPR_MUL, c(0), expr_entry(&arena, &weights, 1)), "{0} × weight",
        "{0} * np.array([2, 6])");
    expect_form(bin(EXPR_MUL, c(0), n(0.5)), "{0} × 0.5", "{0} * 0.5");
    expect_form(bin(EXPR_PICK, un(EXPR_NEG, c(0)), c(1)), "-{0} × {0}",
        "np.where(-{0} == 0, 0, -{0} * {0})");
    expect_form(bin(EXPR_POW, c(0), n(2)), "{0}^2", "{0} ** 2");
    expect_form(un(EXPR_LOG1P, c(0)), "log(1 + {0})", "np.log(1 + {0})");
    expect_form(un(EXPR_EXP, c(0)), "exp({0})", "np.exp({0})");
    expect_form(expr_log(&arena, 2, c(0)), "log2({0})", "np.log2({0})");
    expect_form(expr_log(&arena, 10, c(0)), "log10({0})", "np.log10({0})");
    expect_form(bin(EXPR_MAX, c(0), n(0)), "max({0}, 0)", "np.maximum({0}, 0)");
    expect_form(bin(EXPR_MIN, c(0), n(0)), "min({0}, 0)", "np.minimum({0}, 0)");
    expect_form(bin(EXPR_EQUAL, c(0), n(1)), "is({0} = 1)", "(1.0 * ({0} == 1))");
    expect_form(bin(EXPR_AT_MOST, c(0), n(1)), "is({0} ≤ 1)", "(1.0 * ({0} <= 1))");
    expect_form(bin(EXPR_EXP_DIFFERENCE, c(0), c(1)), "exp({0} - {0})", "np.exp({0} - {0})");
    expect_form(bin(EXPR_MUL, un(EXPR_STORE, bin(EXPR_SUB, n(1), c(0))), c(1)), "(1 - {0}) × {0}",
        "(1 - {0}) * {0}");
    arena_release(&arena);
}
END_TEST

/* Negative numbers and looser operands, wherever a sign stands before them. */
START_TEST(puts_in_parentheses)
{
    arena_init(&arena);
    expect(bin(EXPR_EXP_DIFFERENCE, c(1), c(1)), "exp(a1 - a1)", "exp(-2 - (-2))", 1);
    expect(bin(EXPR_EXP_DIFFERENCE, c(2), bin(EXPR_ADD, c(2), c(4))), "exp(a2 - (a2 + a4))",
        "exp(3 - (3 + 0))", 1);
    expect(un(EXPR_LOG1P, c(1)), "log(1 + a1)", "log(1 + (-2))", NAN);
    expect(bin(EXPR_POW, c(1), n(2)), "a1^2", "(-2)^2", 4);
    expect(bin(EXPR_POW, n(2), c(1)), "2^a1", "2^(-2)", 0.25);
    expect(bin(EXPR_POW, bin(EXPR_SUB, n(1), c(0)), n(2)), "(1 - a0)^2", "(1 - 0.5)^2", 0.25);
    const struct expr *one = expr_range(&arena, EXPR_SUM, expr_block(0, 0, 1, 2, 1));
    expect(bin(EXPR_MUL, one, c(0)), "a2 × a0", "3 × 0.5", 1.5);
    expect(bin(EXPR_MUL, c(0), one), "a0 × a2", "0.5 × 3", 1.5);
    expect(bin(EXPR_SUB, c(0), range(EXPR_SUM, 2, EXPR_NO_SKIP)), "a0 - (Σ a·)",
        "0.5 - (0.5 + (-2))", 2);
    expect(bin(EXPR_MIN, c(1), un(EXPR_NEG, c(2))), "min(a1, -a2)", "min(-2, -3)", -3);
    struct str text;
    str_init(&text);
    struct expr_source source = SOURCE;
    static const char *const STORED[] = {
        "0.5 + 3", "float32(0.5 + 3)", "float16(0.5 + 3)", "bfloat16(0.5 + 3)"};
    for (int dtype = 0; dtype < DTYPE_COUNT; dtype++) {
        source.dtype = (enum dtype)dtype;
        str_clear(&text);
        expr_print_numbers(un(EXPR_STORE, bin(EXPR_ADD, c(0), c(2))), &source, 2, &text);
        ck_assert_str_eq(text.data, STORED[dtype]);
    }
    str_release(&text);
    arena_release(&arena);
}
END_TEST

/* In full, a last bit is whoever adds up in another order; more is not. */
START_TEST(a_hair_is_no_difference)
{
    arena_init(&arena);
    const struct expr *tenth = n(0.1);
    ck_assert(!expr_honest(tenth, &SOURCE, nextafter(0.1, 1), EXPR_EXACT).rounded);
    ck_assert(!expr_honest(tenth, &SOURCE, nextafter(0.1, 0), EXPR_EXACT).rounded);
    ck_assert(expr_honest(tenth, &SOURCE, 0.1 * (1 + 1.5e-14), EXPR_EXACT).rounded);
    ck_assert(expr_honest(tenth, &SOURCE, 0.1 * (1 - 1.5e-14), EXPR_EXACT).rounded);
    ck_assert(expr_honest(tenth, &SOURCE, -0.1, EXPR_EXACT).rounded);
    ck_assert(!expr_honest(n(NAN), &SOURCE, NAN, EXPR_EXACT).rounded);
    ck_assert(expr_honest(n(NAN), &SOURCE, 1, EXPR_EXACT).rounded);
    ck_assert(expr_honest(tenth, &SOURCE, NAN, EXPR_EXACT).rounded);
    /* as shown, too */
    ck_assert(!expr_honest(n(NAN), &SOURCE, NAN, 4).rounded);
    ck_assert_int_eq(expr_honest(n(NAN), &SOURCE, NAN, 4).decimals, 4);
    ck_assert_int_eq(expr_honest(n(NAN), &SOURCE, 1, 4).decimals, EXPR_EXACT);
    ck_assert_int_eq(expr_honest(tenth, &SOURCE, NAN, 4).decimals, EXPR_EXACT);
    ck_assert_int_eq(expr_honest(c(4), &SOURCE, 0, 17).decimals, 17);
    /* half-way between two numbers of two decimals, a hair decides which is shown, so neither is */
    for (int eighth = 1; eighth < 8; eighth += 2) {
        const struct expr *half_way = bin(EXPR_MUL, c(0), n(eighth / 4.0));
        ck_assert_int_eq(expr_honest(half_way, &SOURCE, eighth / 8.0, 2).decimals, EXPR_EXACT);
    }
    ck_assert_int_eq(expr_honest(bin(EXPR_MUL, c(0), n(0.5)), &SOURCE, 0.25, 2).decimals, 2);
    arena_release(&arena);
}
END_TEST

/* 0.5 / 3 is not what bfloat16 stores of it; shown in full, that must be said, too. */
START_TEST(says_in_full_that_it_was_rounded)
{
    arena_init(&arena);
    struct expr_source source = SOURCE;
    source.dtype = DTYPE_BFLOAT16;
    const struct expr *expr = bin(EXPR_DIV, c(0), c(2));
    double stored = num_store(0.5 / 3, DTYPE_BFLOAT16);
    ck_assert(expr_honest(expr, &source, stored, EXPR_EXACT).rounded);
    ck_assert(expr_honest(expr, &source, stored, 6).rounded);
    ck_assert_int_eq(expr_honest(expr, &source, stored, 6).decimals, 6);
    ck_assert_int_eq(expr_honest(expr, &source, 0.5 / 3, 6).decimals, 6);
    ck_assert(!expr_honest(expr, &source, 0.5 / 3, EXPR_EXACT).rounded);
    ck_assert(!expr_honest(bin(EXPR_SUB, c(0), c(0)), &source, 0, EXPR_EXACT).rounded);
    ck_assert(!expr_honest(n(INFINITY), &source, INFINITY, EXPR_EXACT).rounded);
    arena_release(&arena);
}
END_TEST

static size_t visited[16];
static size_t visits;

static void visit(void *context, size_t slot, size_t row, size_t col)
{
    (void)context;
    (void)slot;
    (void)row;
    visited[visits++] = col;
}

START_TEST(lists_its_cells)
{
    arena_init(&arena);
    const struct expr *expr = bin(EXPR_ADD, c(7), range(EXPR_SUM, 4, 2));
    visits = 0;
    ck_assert_uint_eq(expr_cells(expr, 16, visit, NULL), 4);
    static const size_t WANT[] = {7, 0, 1, 3};
    ck_assert_mem_eq(visited, WANT, sizeof WANT);
    visits = 0;
    ck_assert_uint_eq(expr_cells(expr, 2, visit, NULL), 2);
    arena_release(&arena);
}
END_TEST

struct seen_cells {
    struct expr_place places[16];
    size_t count;
};

static void remember(void *context, size_t slot, size_t row, size_t col)
{
    struct seen_cells *seen = context;
    seen->places[seen->count++] = (struct expr_place){slot, row, col};
}

/* One by one they are those that a visit sees, in that order. */
START_TEST(knows_each_of_its_cells)
{
    arena_init(&arena);
    const struct expr *expr = bin(EXPR_ADD, bin(EXPR_MUL, n(2), range(EXPR_SUM, 4, 1)),
        bin(EXPR_SUB, un(EXPR_NEG, c(3)), range(EXPR_LARGEST, 3, EXPR_NO_SKIP)));
    struct seen_cells seen = {.count = 0};
    ck_assert_uint_eq(expr_cells(expr, 16, remember, &seen), 7);
    ck_assert_uint_eq(expr_cell_count(expr), 7);
    for (size_t i = 0; i < seen.count; i++) {
        struct expr_place place = expr_cell_at(expr, i);
        ck_assert_uint_eq(place.slot, seen.places[i].slot);
        ck_assert_uint_eq(place.row, seen.places[i].row);
        ck_assert_uint_eq(place.col, seen.places[i].col);
    }
    ck_assert_uint_eq(expr_cell_count(n(1)), 0);
    arena_release(&arena);
}
END_TEST

/* The marked cell stands between EXPR_MARK and EXPR_UNMARK wherever it is named or put in. */
START_TEST(marks_a_cell)
{
    static const struct {
        size_t cols, skip, marked;
        const char *numbers;
    } cases[] = {
        {3, EXPR_NO_SKIP, 1, "\1"},
        {4, 1, 2, "\1"},
        {4, 1, 1, NULL},
        {9, EXPR_NO_SKIP, 4, "\1[4 more: "},
        {9, EXPR_NO_SKIP, 9, NULL},
    };
    arena_init(&arena);
    struct expr_place marked = {.col = cases[_i].marked};
    struct expr_source source = SOURCE;
    source.marked = &marked;
    struct str out;
    str_init(&out);
    expr_print_numbers(range(EXPR_SUM, cases[_i].cols, cases[_i].skip), &source, 4, &out);
    ck_assert(cases[_i].numbers == NULL ? strchr(out.data, EXPR_MARK) == NULL
                                        : strstr(out.data, cases[_i].numbers) != NULL);
    ck_assert((strchr(out.data, EXPR_MARK) == NULL) == (strchr(out.data, EXPR_UNMARK) == NULL));
    str_release(&out);
    arena_release(&arena);
}
END_TEST

/* Row 1 has one number that is not 0, at column 2; row 2 has three, first and last, and a fourth
 * behind. */
static double sparse_cell(void *context, size_t slot, size_t row, size_t col)
{
    static const double THREE[] = {4, 0, 0, 0, 0, 5, 0, 6, 7};
    if (row == 2) {
        return col < sizeof THREE / sizeof *THREE ? THREE[col] : 0;
    }
    return row == 1 ? (col == 2 ? 4 : 0) : cell(context, slot, row, col);
}

/* What exactly stands between the marks: < and > here. */
static const struct {
    enum expr_kind kind;
    struct expr_range range;
    size_t row, col; /* of the marked cell */
    const char *symbols, *numbers;
} MARKS[] = {
    {EXPR_SUM, {.rows = 1, .cols = 3, .skip = EXPR_NO_SKIP}, 0, 1, "Σ <a·>", "0.5 + <(-2)> + 3"},
    {EXPR_SUM, {.rows = 1, .cols = 3, .skip = EXPR_NO_SKIP}, 0, 0, "Σ <a·>", "<0.5> + (-2) + 3"},
    {EXPR_SUM, {.rows = 1, .cols = 3, .skip = EXPR_NO_SKIP}, 0, 3, "Σ a·", "0.5 + (-2) + 3"},
    {EXPR_SUM, {.rows = 1, .cols = 3, .skip = EXPR_NO_SKIP}, 1, 1, "Σ a·", "0.5 + (-2) + 3"},
    {EXPR_SUM, {.rows = 1, .cols = 3, .skip = 1}, 0, 1, "Σ a·", "0.5 + 3"},
    {EXPR_SUM, {.rows = 1, .cols = 3, .skip = 1}, 0, 2, "Σ <a·>", "0.5 + <3>"},
    {EXPR_LARGEST, {.rows = 1, .cols = 3, .skip = EXPR_NO_SKIP}, 0, 2, "max(<a·>)",
        "max(0.5, -2, <3>)"},
    /* the sum of one term is that term */
    {EXPR_SUM, {.rows = 1, .col = 2, .cols = 1, .skip = EXPR_NO_SKIP}, 0, 2, "<a2>", "<3>"},
    {EXPR_SUM, {.rows = 1, .col = 2, .cols = 1, .skip = EXPR_NO_SKIP}, 0, 3, "a2", "3"},
    {EXPR_SUM, {.rows = 1, .col = 2, .cols = 1, .skip = EXPR_NO_SKIP}, 0, 1, "a2", "3"},
    {EXPR_CELL, {.rows = 1, .col = 2, .cols = 1, .skip = EXPR_NO_SKIP}, 0, 2, "<a2>", "<3>"},
    {EXPR_CELL, {.rows = 1, .col = 2, .cols = 1, .skip = EXPR_NO_SKIP}, 0, 1, "a2", "3"},
    /* one term alone, or one of those that came together */
    {EXPR_SUM, {.rows = 1, .cols = 9, .skip = EXPR_NO_SKIP}, 0, 2, "Σ <a·>",
        "0.5 + (-2) + <3> + [4 more: 13.33] + 8 + 9"},
    {EXPR_SUM, {.rows = 1, .cols = 9, .skip = EXPR_NO_SKIP}, 0, 3, "Σ <a·>",
        "0.5 + (-2) + 3 + <[4 more: 13.33]> + 8 + 9"},
    {EXPR_SUM, {.rows = 1, .cols = 9, .skip = EXPR_NO_SKIP}, 0, 6, "Σ <a·>",
        "0.5 + (-2) + 3 + <[4 more: 13.33]> + 8 + 9"},
    {EXPR_SUM, {.rows = 1, .cols = 9, .skip = EXPR_NO_SKIP}, 0, 7, "Σ <a·>",
        "0.5 + (-2) + 3 + [4 more: 13.33] + <8> + 9"},
    {EXPR_SUM, {.rows = 1, .cols = 9, .skip = EXPR_NO_SKIP}, 0, 8, "Σ <a·>",
        "0.5 + (-2) + 3 + [4 more: 13.33] + 8 + <9>"},
    {EXPR_SUM, {.rows = 1, .cols = 6, .skip = EXPR_NO_SKIP}, 0, 3, "Σ <a·>",
        "0.5 + (-2) + 3 + <0.33> + 0 + 6"},
    {EXPR_SUM, {.rows = 1, .cols = 7, .skip = EXPR_NO_SKIP}, 0, 3, "Σ <a·>",
        "0.5 + (-2) + 3 + <[2 more: 0.33]> + 6 + 7"},
    /* what is not 0, wherever it stands, beside all that is */
    {EXPR_SUM, {.row = 1, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 1, 2, "Σ <a·>",
        "<4> + [7 more: 0]"},
    {EXPR_SUM, {.row = 1, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 1, 0, "Σ <a·>",
        "4 + <[7 more: 0]>"},
    {EXPR_SUM, {.row = 1, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 1, 7, "Σ <a·>",
        "4 + <[7 more: 0]>"},
    {EXPR_SUM, {.row = 1, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 1, 8, "Σ a·",
        "4 + [7 more: 0]"},
    {EXPR_LARGEST, {.row = 1, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 1, 4, "max(<a·>)",
        "max(0, 0, 4, <[3 more: 0]>, 0, 0)"},
    {EXPR_SUM, {.row = 1, .rows = 1, .col = 3, .cols = 8, .skip = EXPR_NO_SKIP}, 1, 3, "Σ <a·>",
        "<0> + 0 + 0 + [3 more: 0] + 0 + 0"},
    {EXPR_SUM, {.row = 1, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 1, 3, "Σ <a·>",
        "4 + <[7 more: 0]>"},
    {EXPR_SUM, {.row = 1, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 1, 1, "Σ <a·>",
        "4 + <[7 more: 0]>"},
    {EXPR_SUM, {.row = 2, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 2, 0, "Σ <a·>",
        "<4> + 5 + 6 + [5 more: 0]"},
    {EXPR_SUM, {.row = 2, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 2, 7, "Σ <a·>",
        "4 + 5 + <6> + [5 more: 0]"},
    {EXPR_SUM, {.row = 2, .rows = 1, .cols = 8, .skip = EXPR_NO_SKIP}, 2, 6, "Σ <a·>",
        "4 + 5 + 6 + <[5 more: 0]>"},
    {EXPR_SUM, {.row = 2, .rows = 1, .cols = 9, .skip = EXPR_NO_SKIP}, 2, 5, "Σ <a·>",
        "4 + 0 + 0 + <[4 more: 5]> + 6 + 7"},
    {EXPR_SUM, {.rows = 1, .col = 1, .cols = 2, .skip = EXPR_NO_SKIP}, 0, 2, "Σ <a·>", "-2 + <3>"},
    {EXPR_SUM, {.rows = 1, .col = 1, .cols = 2, .skip = EXPR_NO_SKIP}, 0, 1, "Σ <a·>", "<-2> + 3"},
    /* so long a sum is looked through, and no longer one */
    {EXPR_SUM, {.row = 1, .rows = 1, .cols = 4096, .skip = EXPR_NO_SKIP}, 0, 0, "Σ a·",
        "4 + [4095 more: 0]"},
    {EXPR_SUM, {.row = 1, .rows = 1, .cols = 4097, .skip = EXPR_NO_SKIP}, 0, 0, "Σ a·",
        "0 + 0 + 4 + [4092 more: 0] + 0 + 0"},
    {EXPR_SUM, {.rows = 1, .cols = 0, .skip = EXPR_NO_SKIP}, 0, 0, "Σ a·", "0"},
};

static void check_marked(const struct str *text, const char *want)
{
    struct str plain;
    str_init(&plain);
    for (size_t i = 0; i < text->len; i++) {
        char c = text->data[i];
        str_addc(&plain, c == EXPR_MARK ? '<' : c == EXPR_UNMARK ? '>' : c);
    }
    ck_assert_str_eq(plain.data, want);
    str_release(&plain);
}

START_TEST(marks_exactly)
{
    arena_init(&arena);
    struct expr_place marked = {.row = MARKS[_i].row, .col = MARKS[_i].col};
    struct expr_source source = SOURCE;
    source.cell = sparse_cell;
    source.marked = &marked;
    const struct expr *expr = expr_range(&arena, MARKS[_i].kind, MARKS[_i].range);
    struct str out;
    str_init(&out);
    expr_print_symbols(expr, &source, &out);
    check_marked(&out, MARKS[_i].symbols);
    str_clear(&out);
    expr_print_numbers(expr, &source, 2, &out);
    check_marked(&out, MARKS[_i].numbers);
    marked.slot = 1; /* of another input */
    str_clear(&out);
    expr_print_numbers(expr, &source, 2, &out);
    ck_assert_ptr_null(strchr(out.data, EXPR_MARK));
    str_release(&out);
    arena_release(&arena);
}
END_TEST

/* The cells of a range, in the order of its terms, as pairs of a row and a column. */
static const struct {
    struct expr_range range;
    size_t count;
    size_t cells[8][2];
} RANGES[] = {
    {{.row = 2, .rows = 2, .col = 1, .cols = 3, .skip = EXPR_NO_SKIP}, 6,
        {{2, 1}, {2, 2}, {2, 3}, {3, 1}, {3, 2}, {3, 3}}},
    {{.row = 2, .rows = 2, .col = 1, .cols = 3, .skip = 2}, 4, {{2, 1}, {2, 3}, {3, 1}, {3, 3}}},
    {{.row = 2, .rows = 2, .col = 1, .cols = 3, .skip = 1}, 4, {{2, 2}, {2, 3}, {3, 2}, {3, 3}}},
    {{.row = 2, .rows = 2, .col = 1, .cols = 3, .skip = 3}, 4, {{2, 1}, {2, 2}, {3, 1}, {3, 2}}},
    /* of listed columns */
    {{.row = 1, .rows = 2, .cols = 3, .skip = EXPR_NO_SKIP, .list = (const size_t[]){5, 2, 4}}, 6,
        {{1, 5}, {1, 2}, {1, 4}, {2, 5}, {2, 2}, {2, 4}}},
    /* of listed runs of rows: of three rows each, and of one */
    {{.rows = 6,
         .col = 1,
         .cols = 1,
         .skip = EXPR_NO_SKIP,
         .list = (const size_t[]){2, 0},
         .run = 3},
        6, {{6, 1}, {7, 1}, {8, 1}, {0, 1}, {1, 1}, {2, 1}}},
    {{.rows = 2, .cols = 2, .skip = EXPR_NO_SKIP, .list = (const size_t[]){4, 1}, .run = 1}, 4,
        {{4, 0}, {4, 1}, {1, 0}, {1, 1}}},
};

START_TEST(terms_are_cells)
{
    enum { MOST = 12 };
    const struct expr_range *range = &RANGES[_i].range;
    size_t found[MOST][MOST];
    memset(found, 0xff, sizeof found);
    ck_assert_uint_eq(expr_term_count(range), RANGES[_i].count);
    for (size_t i = 0; i < RANGES[_i].count; i++) {
        size_t row = 0;
        size_t col = 0;
        expr_term_at(range, i, &row, &col);
        ck_assert_uint_eq(row, RANGES[_i].cells[i][0]);
        ck_assert_uint_eq(col, RANGES[_i].cells[i][1]);
        found[row][col] = i;
    }
    for (size_t row = 0; row < MOST; row++) {
        for (size_t col = 0; col < MOST; col++) { /* (size_t)-1: no term */
            ck_assert_uint_eq(expr_term_of(range, row, col), found[row][col]);
        }
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("expr");
    TCase *tests = tcase_create("expr");
    tcase_add_test(tests, prints);
    tcase_add_test(tests, prints_ranges);
    tcase_add_test(tests, adds_digits_until_it_multiplies_out);
    tcase_add_test(tests, reads_what_it_prints);
    tcase_add_test(tests, does_what_the_signs_say);
    tcase_add_test(tests, prints_forms);
    tcase_add_test(tests, puts_in_parentheses);
    tcase_add_test(tests, a_hair_is_no_difference);
    tcase_add_loop_test(tests, marks_exactly, 0, sizeof MARKS / sizeof *MARKS);
    tcase_add_test(tests, says_in_full_that_it_was_rounded);
    tcase_add_test(tests, lists_its_cells);
    tcase_add_test(tests, knows_each_of_its_cells);
    tcase_add_loop_test(tests, terms_are_cells, 0, sizeof RANGES / sizeof *RANGES);
    tcase_add_loop_test(tests, marks_a_cell, 0, 5);
    suite_add_tcase(suite, tests);
    return suite;
}
