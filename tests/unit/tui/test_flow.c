/* Text that flows on the screen: lines, marks on the words, and whatever is in a text. */
#include "check_main.h"

#include "text.h"
#include "utf8.h"

#include <string.h>

static struct arena arena;
static struct grid grid;
static struct text text;

static void start(size_t cols, size_t rows, bool ascii)
{
    arena_init(&arena);
    grid_init(&grid, ascii);
    grid_resize(&grid, cols, rows);
    text_init(&text, &arena);
}

static void stop(void)
{
    grid_release(&grid);
    arena_release(&arena);
}

/* The lines as they were drawn, without blanks at their ends. */
static void add_lines(struct str *out)
{
    for (size_t y = 0; y < grid.rows; y++) {
        for (size_t x = 0; x < grid.cols; x++) {
            str_add(out, grid_at(&grid, x, y)->text);
        }
        while (out->len > 0 && out->data[out->len - 1] == ' ') {
            out->data[--out->len] = '\0';
        }
        str_addc(out, '\n');
    }
    while (out->len > 1 && out->data[out->len - 2] == '\n') {
        out->data[--out->len] = '\0';
    }
}

static const struct {
    const char *text;
    size_t cols;
    bool ascii;
    size_t count;
    const char *lines;
} CASES[] = {
    {"a\tb", 20, false, 1, "a b\n"},
    {"one two three", 7, false, 2, "one two\nthree\n"},
    {"a\nb", 7, false, 2, "a\nb\n"},
    {"abcdefgh", 3, false, 3, "abc\ndef\ngh\n"},
    {"猫犬鳥", 4, false, 2, "猫犬\n鳥\n"},
    {"猫", 1, false, 1, "\n"},                          /* has no room at all */
    {"\u0394\u0394", 8, true, 2, "\\u0394\\u\n0394\n"}, /* nothing is lost in 7 bits */
    {"e\u0301e\u0301e\u0301", 2, false, 2, "e\u0301e\u0301\ne\u0301\n"},
    {"a\u00a0b c", 3, false, 2, "a\u00a0b\nc\n"},
    {"a\u200bb\u2060c", 20, false, 1, "abc\n"}, /* the invisible is not drawn */
    {"\u200b", 20, false, 1, "\n"},
    {"\u0301", 20, false, 1, "\n"},
    {"\v\f\x1b", 20, false, 1, "\ufffd\ufffd\ufffd\n"},
};

START_TEST(lines_are)
{
    struct str lines;
    str_init(&lines);
    start(CASES[_i].cols, 5, CASES[_i].ascii);
    text_add(&text, STYLE_PLAIN, CASES[_i].text);
    size_t count = text_flow(&text, &grid, (struct rect){0, 0, grid.cols, grid.rows}, 0);
    add_lines(&lines);
    ck_assert_str_eq(lines.data, CASES[_i].lines);
    ck_assert_uint_eq(count, CASES[_i].count);
    stop();
    str_release(&lines);
}
END_TEST

static const char *const WHITE[] = {" ", "\t", "\n", "\v", "\f", "\r", "\u00a0", "\u00ad", "\u0301",
    "\u034f", "\u115f", "\u1680", "\u180e", "\u2000", "\u2003", "\u2007", "\u200a", "\u200b",
    "\u200c", "\u200d", "\u200e", "\u2028", "\u202f", "\u2060", "\u3000", "\u3164", "\ufe0f",
    "\ufeff", "\U000e0061", "\x7f", "\xff", "\xe2\x82"};

/* Words with any of these within, before and behind are all there, in every width. */
START_TEST(white_space_is_laid_out)
{
    enum { TIMES = 2000 };
    for (size_t cols = 1; cols <= 200; cols = cols < 5 ? cols + 1 : cols * 5) {
        struct str lines;
        str_init(&lines);
        start(cols, 5, _i % 2 == 0);
        for (size_t times = 1; times <= TIMES; times += TIMES - 1) {
            struct str run;
            str_init(&run);
            for (size_t i = 0; i < times; i++) {
                str_add(&run, WHITE[_i]);
            }
            text_add(&text, STYLE_PLAIN, run.data);
            text_add(&text, STYLE_CODE, "x");
            text_word(&text, STYLE_PLAIN, run.data);
            text_add(&text, STYLE_PLAIN, "y\n");
            text_verbatim(&text, 2, STYLE_PLAIN, run.data);
            str_release(&run);
        }
        size_t rows = text_flow(&text, &grid, (struct rect){0, 0, cols, 0}, 0);
        grid_resize(&grid, cols, rows);
        ck_assert_uint_eq(text_flow(&text, &grid, (struct rect){0, 0, cols, rows}, 0), rows);
        add_lines(&lines);
        size_t letters = 0;
        for (const char *at = lines.data; *at != '\0'; at++) {
            letters += *at == 'x' || *at == 'y' ? 1 : 0;
        }
        ck_assert_uint_ge(letters, 4);
        stop();
        str_release(&lines);
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("flow");
    TCase *tcase = tcase_create("flow");
    tcase_add_loop_test(tcase, lines_are, 0, sizeof CASES / sizeof *CASES);
    tcase_add_loop_test(tcase, white_space_is_laid_out, 0, sizeof WHITE / sizeof *WHITE);
    suite_add_tcase(suite, tcase);
    return suite;
}
