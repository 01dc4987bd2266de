/* Lines of a page: whatever is in a text, it is laid out, in lines that fit, with nothing lost. */
#include "check_main.h"

#include "utf8.h"
#include "wrap.h"

#include <string.h>

static const struct {
    const char *text;
    size_t width;
    const char *first, *rest, *lines;
} CASES[] = {
    {"a\tb", 40, "", "", "a b\n"},
    {"\t", 40, "", "", "\n"},
    {"one two three", 7, "", "", "one two\nthree\n"},
    {"one\ntwo", 40, "- ", "  ", "- one\n  two\n"},
    {"abcdefgh", 3, "", "", "abc\ndef\ngh\n"},
    {"x abcdefgh", 5, "> ", "  ", "> x\n  abc\n  def\n  gh\n"},
    {"猫犬鳥", 4, "", "", "猫犬\n鳥\n"},
    {"猫犬", 1, "", "", "猫\n犬\n"}, /* no line holds one: each has one */
    {"abc", 4, "          ", "        ",
        "          ab\n        c\n"},           /* nor beside such an indent */
    {"a\u00a0b c", 3, "", "", "a\u00a0b\nc\n"}, /* is not broken there */
    {"a\u200bb", 40, "", "", "a\u200bb\n"},
    {"e\u0301e\u0301e\u0301", 2, "", "", "e\u0301e\u0301\ne\u0301\n"},
    {"", 40, "- ", "", ""},
    /* between wide characters a formula is kept, */
    {"损失是 0.7048 / 6 = 0.1175。", 24, "", "", "损失是\n0.7048 / 6 = 0.1175。\n"},
    {"它们的 -log p 越大", 12, "", "", "它们的\n-log p 越大\n"},
    {"（1 - eps）", 4, "", "", "（1\n-\neps\n）\n"}, /* where a line has room for it, */
    {"中 a b c d e f g h i j k l 文", 22, "", "",
        "中 a b c d e f g h i j\nk l 文\n"}, /* and if it is short */
    {"is a b c d e f g h i j k l", 22, "", "", "is a b c d e f g h i j\nk l\n"},
};

START_TEST(lines_are)
{
    struct str out;
    str_init(&out);
    wrap_text(&out, CASES[_i].text, CASES[_i].width, CASES[_i].first, CASES[_i].rest);
    ck_assert_str_eq(out.data, CASES[_i].lines);
    str_release(&out);
}
END_TEST

/* White space of every kind, and what has no width: alone, between words, and in long runs. */
static const char *const WHITE[] = {" ", "\t", "\n", "\v", "\f", "\r", "\u00a0", "\u00ad", "\u0301",
    "\u034f", "\u115f", "\u1680", "\u180e", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
    "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u200b", "\u200c", "\u200d",
    "\u200e", "\u200f", "\u2028", "\u202f", "\u205f", "\u2060", "\u2064", "\u3000", "\u3164",
    "\ufe0f", "\ufeff", "\uffa0", "\U000e0061", "\x7f", "\xff", "\xe2\x82"};

static const char *const SHAPES[] = {
    "%", "a%b", "%a", "a%", "%%%", "a %b% c", "中%文", "（%）", "e\u0301%"};

enum { LONG_RUN = 3000 };

static void add_kept(struct str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr(" \t\n", *text) == NULL) {
            str_addc(out, *text);
        }
    }
}

/* The lines fit, and have what the text has but blanks, in its order. */
static void check_lines(const char *text, size_t width)
{
    struct str out;
    struct str before;
    struct str after;
    str_init(&out);
    str_init(&before);
    str_init(&after);
    wrap_text(&out, text, width, "", "");
    for (const char *at = out.data; *at != '\0';) {
        size_t size = strcspn(at, "\n");
        ck_assert_uint_le(utf8_width_n(at, size), width);
        ck_assert_int_eq(at[size], '\n');
        at += size + 1;
    }
    add_kept(&before, text);
    add_kept(&after, out.data);
    ck_assert_str_eq(before.data, after.data);
    str_release(&out);
    str_release(&before);
    str_release(&after);
}

START_TEST(white_space_is_laid_out)
{
    static const size_t widths[] = {2, 3, 7, 40, 1000};
    for (size_t shape = 0; shape < sizeof SHAPES / sizeof *SHAPES; shape++) {
        for (size_t times = 1; times <= LONG_RUN; times = times == 1 ? LONG_RUN : LONG_RUN + 1) {
            struct str text;
            str_init(&text);
            for (const char *at = SHAPES[shape]; *at != '\0'; at++) {
                for (size_t i = 0; *at == '%' && i < times; i++) {
                    str_add(&text, WHITE[_i]);
                }
                str_addn(&text, at, *at == '%' ? 0 : 1);
            }
            for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
                check_lines(text.data, widths[i]);
            }
            str_release(&text);
        }
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("wrap");
    TCase *tcase = tcase_create("wrap");
    tcase_add_loop_test(tcase, lines_are, 0, sizeof CASES / sizeof *CASES);
    tcase_add_loop_test(tcase, white_space_is_laid_out, 0, sizeof WHITE / sizeof *WHITE);
    suite_add_tcase(suite, tcase);
    return suite;
}
