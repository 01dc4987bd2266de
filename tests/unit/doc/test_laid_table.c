/* Tables of prose: Markdown in, lines of a width out. */
#include "check_main.h"

#include "laid_table.h"
#include "sentence.h"
#include "utf8.h"

#include <string.h>

static struct arena arena;
static struct diag diag;

static void set_up(void)
{
    arena_init(&arena);
    diag_init(&diag);
}

static void tear_down(void)
{
    diag_release(&diag);
    arena_release(&arena);
}

static const struct prose *parse(const char *text)
{
    static const char *const sections[] = {NULL};
    const struct source source = {.name = "lesson.md", .text = text, .size = strlen(text)};
    const struct prose *prose = prose_parse(&arena, &source, 0, 1, sections, &diag);
    ck_assert_ptr_nonnull(prose);
    ck_assert_int_eq(prose->blocks->kind, BLOCK_TABLE);
    return prose;
}

static void lay(const char *markdown, const struct table_page *page, struct str *out)
{
    struct laid_table laid = lay_table(parse(markdown)->blocks->table, page, &arena);
    laid_table_text(&laid, 0, out);
}

#define SIDES "| left | mid | right |\n| :--- | :---: | ----: |\n"
#define LONG "| name | what it is |\n|---|---|\n| p | a number between 0 and 1 |\n"

static const struct {
    const char *markdown;
    struct table_page page;
    const char *lines;
} CASES[] = {
    {"| a |\n|---|\n", {40, false, false}, "a\n─\n"},
    {"| a | b |\n|---|---|\n| 1 | 2 |\n", {40, false, false}, "a  b\n─  ─\n1  2\n"},
    {"| a | b |\n|---|---|\n| 1 | 2 |\n", {40, true, false}, "a  b\n-  -\n1  2\n"},
    {SIDES "| a | b | c |\n", {40, false, false},
        "left  mid  right\n────  ───  ─────\na      b       c\n"},
    /* cells that are missing, and those that are too many */
    {"| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n", {40, false, false}, "a  b\n─  ─\n1\n1  2\n"},
    /* wide characters and marks without a width */
    {"| 概率 | b |\n|--:|---|\n| $\\hat p$ | 2 |\n", {40, false, false},
        "概率  b\n────  ─\n   p̂  2\n"},
    /* a formula among wide characters is not torn */
    {"| 步 | 说明 |\n|---|---|\n| 1 | 先乘以 1 - eps 再加 |\n| 2 | 所以是 0.5 / 3 = 0.17 |\n",
        {23, false, false},
        "步  说明\n──  ───────────────────\n1   先乘以 1 - eps 再加\n2   所以是\n    0.5 / 3 = "
        "0.17\n"},
    {"| $\\alpha$ | b |\n|---|---|\n| 1 | 2 |\n", {40, true, false},
        "alpha  b\n-----  -\n1      2\n"},
    /* spans */
    {"| a |\n|---|\n| `x` [y](https://z) *w* |\n", {40, false, true},
        "a\n───────────────────\n`x` y (https://z) w\n"},
    {"| a |\n|---|\n| `x` [y](https://z) *w* |\n", {40, false, false}, "a\n─────\nx y w\n"},
    {"| a |\n|---|\n| x**y** z |\n", {40, false, false}, "a\n────\nxy z\n"},
    /* what is too wide wraps, the widest column first */
    {LONG, {20, false, false},
        "name  what it is\n────  ──────────────\np     a number\n      between 0 and\n      1\n"},
    {"| 中文字 |\n|---|\n| 一二三四 |\n", {6, false, false}, "中文字\n──────\n一二三\n四\n"},
    /* where words do not fit, every row has lines of its own */
    {"| name | meaning |\n|---|---|\n| p | probability |\n| q | |\n", {15, false, false},
        "name: p\n  meaning:\n    probability\nname: q\n"},
    {"| bbbbbbbb | cccccccc |\n|---|---|\n", {10, false, false}, "bbbbbbbb\ncccccccc\n"},
    {"| a | |\n|---|---|\n| bbbbbbbb | cccccccc |\n", {10, false, false},
        "a:\n    bbbbbb\n    bb\n  cccccccc\n"},
};

START_TEST(tables_are_laid_out)
{
    struct str out;
    str_init(&out);
    lay(CASES[_i].markdown, &CASES[_i].page, &out);
    ck_assert_str_eq(out.data, CASES[_i].lines);
    str_release(&out);
}
END_TEST

static uint64_t state = 88172645463325252U;

static size_t draw(size_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % below);
}

static void add_row(struct str *text, size_t cols)
{
    static const char *const words[] = {"a ", "word ", "longer_word ", "`code` ", "$\\hat p_i$ ",
        "$x + \\frac{a}{b}$ ", "概率", "，", "e\u0301", "*x*", "", "", "0.25 ", "\\| "};
    for (size_t col = 0; col < cols; col++) {
        str_add(text, "|");
        for (size_t i = draw(6); i > 0; i--) {
            str_add(text, words[draw(sizeof words / sizeof *words)]);
        }
    }
    str_add(text, "|\n");
}

/* No line is wider than the page, and every letter of the cells is there. */
START_TEST(no_line_is_too_wide)
{
    for (size_t i = 0; i < 1000; i++) {
        size_t cols = 1 + draw(5);
        struct str text;
        struct str out;
        str_init(&text);
        str_init(&out);
        add_row(&text, cols);
        for (size_t col = 0; col < cols; col++) {
            str_add(&text, "|:-:");
        }
        str_add(&text, "|\n");
        for (size_t row = draw(5); row > 0; row--) {
            add_row(&text, cols);
        }
        struct table_page page = {20 + draw(60), draw(2) == 0, draw(2) == 0};
        lay(text.data, &page, &out);
        for (const char *at = out.data; *at != '\0';) {
            size_t size = strcspn(at, "\n");
            ck_assert_msg(utf8_width_n(at, size) <= page.width, "%zu: %.*s\n%s", page.width,
                (int)size, at, text.data);
            ck_assert_msg(size == 0 || at[size - 1] != ' ', "%.*s|", (int)size, at);
            at += size + 1;
        }
        str_release(&out);
        str_release(&text);
        arena_clear(&arena);
    }
}
END_TEST

START_TEST(rows_are_sentences)
{
    struct str out;
    str_init(&out);
    sentence_prose(parse("| name | | n |\n|---|---|---|\n| `p` | $\\alpha$ | |\n| q | | 2 |\n"), 40,
        true, &out);
    ck_assert_str_eq(out.data, "name: `p`; alpha\nname: q; n: 2\n");
    str_release(&out);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("laid_table");
    TCase *tests = tcase_create("tables");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, tables_are_laid_out, 0, sizeof CASES / sizeof *CASES);
    tcase_add_test(tests, no_line_is_too_wide);
    tcase_add_test(tests, rows_are_sentences);
    suite_add_tcase(suite, tests);
    return suite;
}
