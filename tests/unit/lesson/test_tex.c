/* Formulas: TeX in, one line of text out. What a line must be was written from what the formula
 * means to a reader. */
#include "check_main.h"
#include "tex.h"
#include "utf8.h"

#include <string.h>

static struct arena arena;

static void set_up(void)
{
    arena_init(&arena);
}

static void tear_down(void)
{
    arena_release(&arena);
}

static const struct {
    const char *tex, *line, *ascii;
} lines[] = {
    {"", "", ""},
    {"x", "x", "x"},
    {"  x  ", "x", "x"},
    /* spaces follow from what signs are, not from blanks */
    {"a+b", "a + b", "a + b"},
    {"a = - b", "a = -b", "a = -b"},
    {"-x", "-x", "-x"},
    {"2x", "2x", "2x"},
    {"3.14 x", "3.14x", "3.14x"},
    {"ab", "ab", "ab"},
    {"f(-x, y)", "f(-x, y)", "f(-x, y)"},
    {"a \\cdot b \\times c", "a · b × c", "a * b x c"},
    {"a \\times -b", "a × -b", "a x -b"},
    {"x \\le y \\ge z \\ne w", "x ≤ y ≥ z ≠ w", "x <= y >= z != w"},
    {"x ≤ y", "x ≤ y", "x <= y"},
    {"p \\approx 0.09", "p ≈ 0.09", "p ~= 0.09"},
    {"x \\to \\infty", "x → ∞", "x -> inf"},
    {"x \\rightarrow 0", "x → 0", "x -> 0"},
    {"i \\in S", "i ∈ S", "i in S"},
    {"a/b", "a/b", "a/b"},
    {"1{,}000", "1,000", "1,000"},
    {"|x - y|", "|x - y|", "|x - y|"},
    {"|-x| + |y|", "|-x| + |y|", "|-x| + |y|"},
    {"p(y|x)", "p(y | x)", "p(y | x)"},
    {"p(y \\mid x)", "p(y | x)", "p(y | x)"},
    {"\\lvert x \\rvert", "|x|", "|x|"},
    {"\\lVert x \\rVert", "‖x‖", "||x||"},
    {"\\{0, 1\\}", "{0, 1}", "{0, 1}"},
    {"1, \\ldots, n", "1, …, n", "1, ..., n"},
    {"90\\%", "90%", "90%"},
    {"a \\, b \\quad c \\! d", "a b  cd", "a b  cd"},
    {"a~b", "a b", "a b"},
    /* Greek */
    {"\\alpha + \\Omega", "α + Ω", "alpha + Omega"},
    {"\\alpha x", "αx", "alpha x"},
    {"2\\pi", "2π", "2 pi"},
    {"\\gamma\\beta", "γβ", "gamma beta"},
    {"\\sigma(z)", "σ(z)", "sigma(z)"},
    {"α x", "αx", "alpha x"},
    /* scripts */
    {"x^2", "x²", "x^2"},
    {"x^10", "x¹0", "x^1 0"},
    {"x^{10}", "x¹⁰", "x^10"},
    {"x_i", "xᵢ", "x_i"},
    {"x_i y_j", "xᵢyⱼ", "x_i y_j"},
    {"p_i(x)", "pᵢ(x)", "p_i(x)"},
    {"x_i^2", "xᵢ²", "x_i^2"},
    {"x^2_i", "xᵢ²", "x_i^2"},
    {"x_{ij}", "xᵢⱼ", "x_ij"},
    {"x_{i,j}", "x_(i,j)", "x_(i,j)"},
    {"x_{i+1}", "xᵢ₊₁", "x_(i+1)"},
    {"e^{-z}", "e⁻ᶻ", "e^(-z)"},
    {"e^{z_i}", "e^(zᵢ)", "e^(z_i)"},
    {"e^{-z/T}", "e^(-z/T)", "e^(-z/T)"},
    {"e^{0.5}", "e^0.5", "e^0.5"},
    {"x^{y^2}", "x^(y²)", "x^(y^2)"},
    {"2^{2n}", "2²ⁿ", "2^(2n)"},
    {"x^q y", "x^q y", "x^q y"},
    {"x^\\alpha", "x^α", "x^alpha"},
    {"x^{a \\times b}", "x^(a×b)", "x^(a x b)"},
    {"z_{\\text{true}}", "z_true", "z_true"},
    {"z_{\\max}", "z_max", "z_max"},
    {"z_{\\mathrm{true}} - 1", "z_true - 1", "z_true - 1"},
    {"f'(x) + f''(x)", "f′(x) + f′′(x)", "f'(x) + f''(x)"},
    {"f'^2", "f′²", "f'^2"},
    {"f^{\\prime}", "f′", "f'"},
    {"f^{\\prime'}", "f′′", "f^('')"}, /* the second is the first's script */
    {"W^\\top x", "Wᵀx", "W^T x"},
    {"x^*", "x*", "x*"},
    {"(a+b)^2", "(a + b)²", "(a + b)^2"},
    {"{a+b}^2", "(a + b)²", "(a + b)^2"},
    {"{}^2", "²", "^2"},
    {"\\mathbf{x}_i", "xᵢ", "x_i"},
    {"\\mathbb{R}^n", "Rⁿ", "R^n"},
    {"\\log_2 x", "log₂ x", "log_2 x"},
    /* fractions */
    {"\\frac{a}{b}", "a/b", "a/b"},
    {"\\frac12", "1/2", "1/2"},
    {"\\frac a b", "a/b", "a/b"},
    {"\\dfrac{a+b}{c}", "(a + b)/c", "(a + b)/c"},
    {"\\frac{a}{b+c}", "a/(b + c)", "a/(b + c)"},
    {"\\frac{ab}{c}", "ab/c", "ab/c"},
    {"\\frac{a}{bc}", "a/(bc)", "a/(bc)"},
    {"\\frac{a}{x_i^2}", "a/xᵢ²", "a/x_i^2"},
    {"\\frac{(a+b)}{(c+d)}", "(a + b)/(c + d)", "(a + b)/(c + d)"},
    {"\\frac{\\frac{a}{b}}{c}", "(a/b)/c", "(a/b)/c"},
    {"\\frac{a}{\\frac{b}{c}}", "a/(b/c)", "a/(b/c)"},
    {"\\frac{1}{2} x", "(1/2)x", "(1/2)x"},
    {"x \\frac{1}{2}", "x (1/2)", "x (1/2)"},
    {"x + \\frac{1}{2}", "x + 1/2", "x + 1/2"},
    {"\\frac{a}{b} \\cdot c", "a/b · c", "a/b * c"},
    {"\\frac{a}{b}^2", "(a/b)²", "(a/b)^2"},
    {"-\\frac{1}{N} \\sum_i l_i", "-(1/N) Σᵢ lᵢ", "-(1/N) sum_i l_i"},
    {"\\frac{\\log p}{2}", "(log p)/2", "(log p)/2"},
    {"\\frac{e^{z_i}}{\\sum_j e^{z_j}}", "e^(zᵢ)/(Σⱼ e^(zⱼ))", "e^(z_i)/(sum_j e^(z_j))"},
    {"\\frac{\\exp(z_i)}{\\sum_j \\exp(z_j)}", "exp(zᵢ)/(Σⱼ exp(zⱼ))", "exp(z_i)/(sum_j exp(z_j))"},
    {"\\frac{1}{\\log(2)}", "1/log(2)", "1/log(2)"},
    {"\\frac{\\partial L}{\\partial z_i}", "∂L/∂zᵢ", "dL/dz_i"},
    {"\\frac{dL}{dz} = p - y", "dL/dz = p - y", "dL/dz = p - y"},
    {"\\frac{d}{N}", "d/N", "d/N"},
    {"\\frac{d}{dn}", "d/dn", "d/dn"},
    /* functions and sums */
    {"-y \\log p", "-y log p", "-y log p"},
    {"\\log(p)", "log(p)", "log(p)"},
    {"\\log \\frac{a}{b}", "log(a/b)", "log(a/b)"},
    {"\\log\\left(\\frac{a}{b}\\right)", "log(a/b)", "log(a/b)"},
    {"\\log -x", "log -x", "log -x"},
    {"2\\log p", "2 log p", "2 log p"},
    {"\\exp(z - m)", "exp(z - m)", "exp(z - m)"},
    {"m = \\max_j z_j", "m = maxⱼ zⱼ", "m = max_j z_j"},
    {"\\arg\\max_j z_j", "arg maxⱼ zⱼ", "arg max_j z_j"},
    {"\\operatorname*{arg\\,max}_j z_j", "arg maxⱼ zⱼ", "arg max_j z_j"},
    {"\\mathrm{softmax}(z)_i", "softmax(z)ᵢ", "softmax(z)_i"},
    {"\\operatorname{softmax}(z)", "softmax(z)", "softmax(z)"},
    {"\\sum_{i=1}^{n} x_i", "Σᵢ₌₁ⁿ xᵢ", "sum_(i=1)^n x_i"},
    {"\\sum\\limits_{i=1}^{N} (a - b)", "Σᵢ₌₁ᴺ (a - b)", "sum_(i=1)^N (a - b)"},
    {"\\sum_{i \\in S} x", "Σ_(i∈S) x", "sum_(i in S) x"},
    {"\\prod_k p_k", "Πₖ pₖ", "prod_k p_k"},
    {"-\\sum_k y_k \\log \\hat p_k", "-Σₖ yₖ log p̂ₖ", "-sum_k y_k log p_hat_k"},
    /* accents and roots */
    {"\\hat p", "p̂", "p_hat"},
    {"\\hat{y}", "ŷ", "y_hat"},
    {"\\hat{y}_i", "ŷᵢ", "y_hat_i"},
    {"\\hat{p_i}", "p̂ᵢ", "p_hat_i"},
    {"\\bar x \\tilde x", "x̄x̃", "x_bar x_tilde"},
    {"\\hat\\theta", "θ̂", "theta_hat"},
    {"\\overline{a+b}", "bar(a + b)", "bar(a + b)"},
    {"\\vec{v}", "v⃗", "v_vec"},
    {"\\nabla L", "∇L", "grad L"},
    {"\\sqrt{x}", "√x", "sqrt(x)"},
    {"\\sqrt{x+1}", "√(x + 1)", "sqrt(x + 1)"},
    {"\\sqrt{2x}", "√(2x)", "sqrt(2x)"},
    {"\\sqrt[3]{x}", "³√x", "x^(1/3)"},
    {"\\sqrt[n]{x+1}", "ⁿ√(x + 1)", "(x + 1)^(1/n)"},
    /* fences and words */
    {"\\left(a + b\\right)", "(a + b)", "(a + b)"},
    {"\\left[0, 1\\right)", "[0, 1)", "[0, 1)"},
    {"\\left.x\\right|_0", "x|₀", "x|_0"},
    {"\\left\\{x\\right\\}", "{x}", "{x}"},
    {"\\lfloor x \\rfloor", "⌊x⌋", "floor(x)"},
    {"\\bigl(x\\bigr)", "(x)", "(x)"},
    {"0 \\text{ if } x < 0", "0 if x < 0", "0 if x < 0"},
    {"x \\text{if} y", "x if y", "x if y"},
    {"\\text{loss} = 3\\,\\text{nats}", "loss = 3 nats", "loss = 3 nats"},
    {"\\text{a_b \\{c\\}}", "a_b {c}", "a_b {c}"},
    {"\\text{如果}", "如果", "\\u5982\\u679c"},
    /* matrices */
    {"\\begin{bmatrix} 1 & 2 \\\\ 3 & -4 \\end{bmatrix}", "[1, 2; 3, -4]", "[1, 2; 3, -4]"},
    {"A = \\begin{pmatrix} a \\\\ b \\\\ \\end{pmatrix}", "A = (a; b)", "A = (a; b)"},
    {"\\begin{cases} x & x > 0 \\\\ 0 & \\text{else} \\end{cases}", "{x, x > 0; 0, else}",
        "{x, x > 0; 0, else}"},
    {"\\begin{cases} x, & \\text{if } x > 0 \\\\ 0 \\end{cases}", "{x, if x > 0; 0}",
        "{x, if x > 0; 0}"},
    {"\\frac{|a - b|}{|c|}", "|a - b|/|c|", "|a - b|/|c|"},
    {"\\frac{\\partial^2 L}{\\partial z^2}", "∂²L/∂z²", "d^2L/dz^2"},
    {"\\left(\\frac{a}{b}\\right)^2", "(a/b)²", "(a/b)^2"},
    {"\\frac{a}{-b}", "a/(-b)", "a/(-b)"},
    {"2 \\lfloor x \\rfloor", "2⌊x⌋", "2 floor(x)"},
};

START_TEST(formulas_become_lines)
{
    struct tex_reading reading = tex_read(&arena, lines[_i].tex, strlen(lines[_i].tex));
    ck_assert_msg(reading.tree != NULL, "not read: %s", lines[_i].tex);
    struct str out;
    str_init(&out);
    tex_line(reading.tree, false, &out);
    ck_assert_msg(strcmp(out.data, lines[_i].line) == 0, "%s\n  gives %s\n  not   %s",
        lines[_i].tex, out.data, lines[_i].line);
    str_clear(&out);
    tex_line(reading.tree, true, &out);
    ck_assert_msg(strcmp(out.data, lines[_i].ascii) == 0, "%s\n  gives %s\n  not   %s",
        lines[_i].tex, out.data, lines[_i].ascii);
    str_release(&out);
}
END_TEST

/* One slip is one problem, at the place of the slip. */
static const struct {
    const char *tex;
    enum tex_fault fault;
    size_t at;
    const char *what, *near;
} slips[] = {
    {"a + \\aplha", TEX_UNKNOWN, 4, "aplha", "alpha"},
    {"\\foobarbaz x", TEX_UNKNOWN, 0, "foobarbaz", NULL},
    {"\\foo x", TEX_UNKNOWN, 0, "foo", NULL},
    {"\\Log p", TEX_UNKNOWN, 0, "Log", "log"},
    {"\\frac{a}{\\sqr b}", TEX_UNKNOWN, 9, "sqr", "sqrt"},
    {"\\text{a \\hat b}", TEX_UNKNOWN, 8, "hat", "hat"},
    {"x\\", TEX_UNKNOWN, 1, "", NULL},
    {"\\begin{pmatrx} a \\end{pmatrx}", TEX_NO_GRID, 0, "pmatrx", "pmatrix"},
    {"x^{2", TEX_UNCLOSED, 2, "{", NULL},
    {"\\left({a\\right)", TEX_UNCLOSED, 6, "{", NULL},
    {"\\left( a", TEX_UNCLOSED, 0, "\\left", NULL},
    {"{\\left( a}", TEX_UNCLOSED, 1, "\\left", NULL},
    {"\\sqrt[3", TEX_UNCLOSED, 5, "[", NULL},
    {"\\text{a", TEX_UNCLOSED, 5, "{", NULL},
    {"\\begin{cases} a & b", TEX_UNCLOSED, 0, "\\begin", NULL},
    {"a}", TEX_STRAY, 1, "}", NULL},
    {"a \\right) b", TEX_STRAY, 2, "\\right", NULL},
    {"\\end{cases}", TEX_STRAY, 0, "\\end", NULL},
    {"\\begin{cases} a \\end{matrix}", TEX_STRAY, 16, "\\end", NULL},
    {"a + \\frac{a}", TEX_MISSING, 4, "\\frac", NULL},
    {"{\\hat} x", TEX_MISSING, 1, "\\hat", NULL},
    {"x^", TEX_MISSING, 1, "^", NULL},
    {"x_^2", TEX_MISSING, 1, "_", NULL},
    {"\\text x", TEX_MISSING, 0, "\\text ", NULL},
    {"x^2^3", TEX_TWICE, 3, "^", NULL},
    {"x_i_j", TEX_TWICE, 3, "_", NULL},
    {"a & b", TEX_NO_CELL, 2, "&", NULL},
    {"a \\\\ b", TEX_NO_CELL, 2, "\\\\", NULL},
    {"90%", TEX_RESERVED, 2, "%", NULL},
    {"#1", TEX_RESERVED, 0, "#", NULL},
};

START_TEST(slips_have_a_place)
{
    struct tex_reading reading = tex_read(&arena, slips[_i].tex, strlen(slips[_i].tex));
    const struct tex_problem *problem = &reading.problems[0];
    ck_assert_ptr_null(reading.tree);
    ck_assert_msg(reading.problem_count >= 1, "%s", slips[_i].tex);
    ck_assert_msg(reading.problem_count == 1, "%s: then %s at %zu", slips[_i].tex,
        reading.problems[1].what, reading.problems[1].at);
    ck_assert_msg(problem->fault == slips[_i].fault && problem->at == slips[_i].at, "%s: %d at %zu",
        slips[_i].tex, problem->fault, problem->at);
    ck_assert_str_eq(problem->what, slips[_i].what);
    const char *near = tex_near(problem);
    ck_assert_msg(near == NULL || slips[_i].near != NULL, "%s: near %s", slips[_i].tex, near);
    ck_assert_msg(slips[_i].near == NULL || (near != NULL && strcmp(near, slips[_i].near) == 0),
        "%s: not near", slips[_i].tex);
}
END_TEST

START_TEST(problems_come_in_order)
{
    static const char text[] = "{ \\foooo \\baaar } } \\quxxx";
    struct tex_reading reading = tex_read(&arena, text, sizeof text - 1);
    static const size_t places[] = {2, 9, 18, 20};
    ck_assert_uint_eq(reading.problem_count, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_uint_eq(reading.problems[i].at, places[i]);
    }
}
END_TEST

/* As deep as is allowed is read; one deeper, and a great many, are told, once. */
static const char *const nests[] = {"{", "\\frac{1}{", "x^{", "\\hat{", "\\sqrt{", "\\left(",
    "\\mathbf{", "\\sqrt[", "\\begin{cases}", "x'_{"};

START_TEST(nesting_is_bounded)
{
    static const size_t times[] = {TEX_MOST_DEPTH + 1, 300};
    for (size_t t = 0; t < 2; t++) {
        struct str text;
        str_init(&text);
        for (size_t i = 0; i < times[t]; i++) {
            str_add(&text, nests[_i]);
        }
        struct tex_reading reading = tex_read(&arena, text.data, text.len);
        ck_assert_ptr_null(reading.tree);
        ck_assert_uint_ge(reading.problem_count, 1);
        ck_assert_uint_eq(reading.problems[0].fault, TEX_DEEP);
        str_release(&text);
    }
    static const char deep[] = "{{{{{{{{{{{{{{{{{{{{{{{x}}}}}}}}}}}}}}}}}}}}}}}"; /* 23 */
    ck_assert_ptr_nonnull(tex_read(&arena, deep, sizeof deep - 1).tree);
}
END_TEST

START_TEST(length_is_bounded)
{
    struct str text;
    str_init(&text);
    str_fill(&text, TEX_MOST_BYTES, '(');
    ck_assert_ptr_nonnull(tex_read(&arena, text.data, text.len).tree);
    str_fill(&text, 256 * 1024, '{');
    struct tex_reading reading = tex_read(&arena, text.data, text.len);
    ck_assert_ptr_null(reading.tree);
    ck_assert_uint_eq(reading.problem_count, 1);
    ck_assert_uint_eq(reading.problems[0].fault, TEX_LONG);
    str_release(&text);
}
END_TEST

static uint64_t state;

static size_t draw(size_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % below);
}

static void add_random(struct str *text)
{
    static const char *const parts[] = {"{", "}", "{", "}", "[", "]", "(", ")", "^", "_", "'", "&",
        "|", "+", "-", "*", "/", "=", ",", ".", "~", " ", "%", "\\\\", "\\", "a", "x", "d", "7",
        "42", "α", "中", "\xff", "\xcc\x82", "\\frac", "\\sqrt", "\\sqrt[", "\\hat", "\\left(",
        "\\right)", "\\left", "\\right", "\\begin{cases}", "\\end{cases}", "\\begin{pmatrix}",
        "\\end{pmatrix}", "\\begin", "\\text{", "\\mathrm", "\\operatorname", "\\sum", "\\log",
        "\\alpha", "\\times", "\\partial", "\\quad", "\\limits", "\\nope"};
    size_t count = 1 + draw(30);
    for (size_t i = 0; i < count; i++) {
        str_add(text, parts[draw(sizeof parts / sizeof *parts)]);
    }
}

static void expect_one_line(const struct tex *tree, bool ascii, const char *text)
{
    struct str out;
    str_init(&out);
    tex_line(tree, ascii, &out);
    size_t cells = 0;
    for (size_t at = 0; at < out.len;) {
        uint32_t code = 0;
        size_t used = utf8_decode(out.data + at, out.len - at, &code);
        ck_assert_msg(used > 0, "not UTF-8: %s", text);
        ck_assert_msg(code >= ' ' && utf8_is_safe(code), "U+%04x: %s", code, text);
        ck_assert_msg(!ascii || code < 0x80, "not in 7 bits: %s", text);
        cells += (size_t)utf8_code_width(code);
        at += used;
    }
    ck_assert_uint_eq(utf8_width(out.data), cells);
    ck_assert_msg(out.len == 0 || out.data[out.len - 1] != ' ', "a blank at the end of '%s': %s",
        out.data, text);
    str_release(&out);
}

/* Either there is a tree, and it prints, or there is a problem inside the text. */
START_TEST(anything_is_read_or_told)
{
    size_t read = 0;
    state = 88172645463325252U + (uint64_t)_i;
    for (size_t i = 0; i < 20000; i++) {
        struct str text;
        str_init(&text);
        add_random(&text);
        struct tex_reading reading = tex_read(&arena, text.data, text.len);
        ck_assert_msg((reading.tree != NULL) == (reading.problem_count == 0), "%s", text.data);
        for (size_t p = 0; p < reading.problem_count; p++) {
            ck_assert_msg(reading.problems[p].at < text.len, "%s", text.data);
        }
        if (reading.tree != NULL) {
            read++;
            expect_one_line(reading.tree, false, text.data);
            expect_one_line(reading.tree, true, text.data);
        }
        str_release(&text);
        arena_clear(&arena);
    }
    ck_assert_uint_gt(read, 200);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("tex");
    TCase *tc = tcase_create("formulas");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_loop_test(tc, formulas_become_lines, 0, sizeof lines / sizeof *lines);
    tcase_add_loop_test(tc, slips_have_a_place, 0, sizeof slips / sizeof *slips);
    tcase_add_test(tc, problems_come_in_order);
    tcase_add_loop_test(tc, nesting_is_bounded, 0, sizeof nests / sizeof *nests);
    tcase_add_test(tc, length_is_bounded);
    tcase_add_loop_test(tc, anything_is_read_or_told, 0, 4);
    suite_add_tcase(suite, tc);
    return suite;
}
