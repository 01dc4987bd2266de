/* Strings, arenas, sums, UTF-8 and diagnostics. */
#include "check_main.h"
#include "diag.h"
#include "mem.h"
#include "sum.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

START_TEST(strings)
{
    struct str s;
    str_init(&s);
    ck_assert_str_eq(s.data, "");
    str_add(&s, "ab");
    str_addc(&s, 'c');
    str_addf(&s, "%d", 42);
    str_fill(&s, 2, '.');
    ck_assert_str_eq(s.data, "abc42..");
    ck_assert_uint_eq(s.len, 7);
    str_clear(&s);
    ck_assert_str_eq(s.data, "");
    str_release(&s);
    str_release(&s); /* once more does no harm */
}
END_TEST

START_TEST(arenas)
{
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 1; i < 2000; i++) {
        unsigned char *block = arena_alloc(&arena, i, 1);
        ck_assert_uint_eq((uintptr_t)block % _Alignof(max_align_t), 0);
        bool zeroed = true;
        for (size_t k = 0; k < i; k++) {
            zeroed = zeroed && block[k] == 0;
        }
        ck_assert(zeroed);
        memset(block, 255, i);
        if (i == 1000) {
            arena_clear(&arena); /* what was written must not show again */
        }
    }
    ck_assert_str_eq(arena_printf(&arena, "%s-%d", "x", 1), "x-1");
    arena_release(&arena);
}
END_TEST

START_TEST(sizes)
{
    size_t out = 5;
    ck_assert(size_mul(6, 7, &out) && out == 42);
    ck_assert(!size_mul(SIZE_MAX, 2, &out) && out == 42);
    ck_assert(!size_add(SIZE_MAX, 1, &out) && out == 42);
}
END_TEST

/* 1 + 1e100 + 1 - 1e100 is 2; plain addition says 0. */
START_TEST(sums_are_compensated)
{
    struct sum sum = {0};
    const double terms[] = {1, 1e100, 1, -1e100};
    for (size_t i = 0; i < 4; i++) {
        sum_add(&sum, terms[i]);
    }
    ck_assert_double_eq(sum_value(&sum), 2);
    sum_add(&sum, INFINITY);
    ck_assert(isinf(sum_value(&sum)));
    sum_add(&sum, -INFINITY);
    ck_assert(isnan(sum_value(&sum)));
}
END_TEST

static const struct {
    const char *bytes;
    size_t used;
} BAD_UTF8[] = {
    {"\x80", 0},             /* continuation alone */
    {"\xc0\x80", 0},         /* overlong NUL */
    {"\xe0\x80\xaf", 0},     /* overlong slash */
    {"\xed\xa0\x80", 0},     /* surrogate */
    {"\xf4\x90\x80\x80", 0}, /* past U+10FFFF */
    {"\xe2\x82", 0},         /* cut short */
    {"\xff", 0},
    {"a", 1},
    {"\xc3\xa9", 2},
    {"\xe7\x8c\xab", 3},
    {"\xf0\x9f\x90\xb1", 4},
};

START_TEST(utf8_decodes)
{
    uint32_t code = 0;
    ck_assert_uint_eq(
        utf8_decode(BAD_UTF8[_i].bytes, strlen(BAD_UTF8[_i].bytes), &code), BAD_UTF8[_i].used);
}
END_TEST

START_TEST(utf8_words)
{
    static const char ASCII[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    for (int c = 0; c < 256; c++) {
        bool in = c >= 128 || (c != 0 && strchr(ASCII, c) != NULL);
        ck_assert_msg(utf8_in_word((char)c) == in, "%d", c);
    }
}
END_TEST

START_TEST(utf8_widths)
{
    ck_assert_uint_eq(utf8_width("cat"), 3);
    ck_assert_uint_eq(utf8_width("猫犬"), 4);
    ck_assert_uint_eq(utf8_width("e\xcc\x81"), 1); /* e and a combining accent */
    ck_assert_uint_eq(utf8_width("Σ → ·"), 5);
    ck_assert_uint_eq(utf8_fit("猫犬", 6, 3), 3);
    ck_assert_uint_eq(utf8_fit("e\xcc\x81x", 4, 1), 3); /* the accent goes with its letter */
}
END_TEST

START_TEST(utf8_fields)
{
    struct str s;
    str_init(&s);
    utf8_add_field(&s, "cat", 5, true, false);
    utf8_add_field(&s, "elephant", 5, false, false);
    utf8_add_field(&s, "elephant", 5, false, true);
    utf8_add_field(&s, "猫犬鳥", 5, false, false);
    ck_assert_str_eq(s.data, "  catelep…el...猫犬…");
    str_release(&s);
}
END_TEST

/* Text, and where it may be broken: "|". */
static const struct {
    const char *text, *broken;
} PIECES[] = {
    {"two words", "two| |words"},
    {"\ttab", "\t|tab"},
    {"nbsp\u00a0zwsp\u200bzwj\u200d", "nbsp\u00a0zwsp\u200bzwj\u200d"},
    {"一\u3000二", "一|\u3000|二"},
    {"\u0301", "\u0301"},
    {"\v\f\r\n", "\v\f\r|\n"},
    {"\x80\xff", "\x80\xff"},
    {"概率是 p。", "概|率|是| |p。"},
    {"得分（logits）变", "得|分|（logits）|变"},
    {"归约 (reduction)，", "归|约| |(reduction)，"},
    {"“猫”，还有……", "“猫”，|还|有……"},
    {"《一》。）二", "《一》。）|二"},
    {"-log(p)变成1.5。", "-log(p)|变|成|1.5。"},
    {"。", "。"},
    {"(a", "(a"},
    {"（", "（"},
};

START_TEST(utf8_pieces)
{
    struct str out;
    str_init(&out);
    const char *at = PIECES[_i].text;
    while (*at != '\0') {
        size_t size = utf8_piece(at);
        str_add(&out, out.len > 0 ? "|" : "");
        str_addn(&out, at, size);
        at += size;
    }
    ck_assert_str_eq(out.data, PIECES[_i].broken);
    str_release(&out);
}
END_TEST

START_TEST(nothing_unsafe_passes)
{
    struct str s;
    str_init(&s);
    utf8_add_safe(&s, "a\x1b[2Jb\xc2\x9b"
                      "c\xe2\x80\xae"
                      "d\x7f\n\xff");
    ck_assert_str_eq(s.data, "a\xef\xbf\xbd[2Jb\xef\xbf\xbd"
                             "c\xef\xbf\xbd"
                             "d\xef\xbf\xbd \xef\xbf\xbd");
    str_clear(&s);
    utf8_add_ascii(&s, "Σ e → 猫");
    ck_assert_str_eq(s.data, "sum e -> \\u732b");
    str_release(&s);
}
END_TEST

static const char SOURCE_TEXT[] = "first: 1\n猫: oops here\n\tthird\r\n";

static const struct {
    size_t line, col;
    const char *text, *hint, *printed;
} DIAGS[] = {
    {1, 8, "bad", NULL, "f.md:1:8: error: bad\n    first: 1\n           ^\n"},
    {2, 4, "bad", "try", "f.md:2:4: error: bad\n    猫: oops here\n        ^\nhint: try\n"},
    {3, 2, "tab", NULL, "f.md:3:2: error: tab\n     third\n     ^\n"},
    {0, 0, "whole", NULL, "f.md: error: whole\n"},
    {99, 1, "past", NULL, "f.md:99:1: error: past\n"},
    {1, 1, "x\x1b]0;y", NULL, "f.md:1:1: error: x\xef\xbf\xbd]0;y\n    first: 1\n    ^\n"},
};

START_TEST(diags_print)
{
    struct diag diag;
    diag_init(&diag);
    struct source source = {.name = "f.md", .text = SOURCE_TEXT, .size = sizeof SOURCE_TEXT - 1};
    struct where where = {&source, DIAGS[_i].line, DIAGS[_i].col};
    diag_error(&diag, where, "%s", DIAGS[_i].text);
    if (DIAGS[_i].hint != NULL) {
        diag_hint(&diag, "%s", DIAGS[_i].hint);
    }
    struct str s;
    str_init(&s);
    diag_print(&diag, &s);
    ck_assert_str_eq(s.data, DIAGS[_i].printed);
    str_release(&s);
    diag_release(&diag);
}
END_TEST

START_TEST(diags_are_limited)
{
    struct diag diag;
    diag_init(&diag);
    struct where nowhere = {0};
    for (size_t i = 0; i < DIAG_KEEP + 5; i++) {
        diag_error(&diag, nowhere, "%zu", i);
    }
    struct str s;
    str_init(&s);
    diag_print(&diag, &s);
    ck_assert_uint_eq(diag.errors, DIAG_KEEP + 5);
    ck_assert_ptr_nonnull(strstr(s.data, "... and 5 more\n"));
    str_release(&s);
    diag_release(&diag);
}
END_TEST

START_TEST(did_you_mean)
{
    static const char *const WORDS[] = {"logits", "labels", "reduction", NULL};
    ck_assert_str_eq(diag_nearest("lables", WORDS), "labels");
    ck_assert_str_eq(diag_nearest("redution", WORDS), "reduction");
    ck_assert_ptr_null(diag_nearest("weather", WORDS));
    ck_assert_ptr_null(diag_nearest("", WORDS));
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *tests = tcase_create("text");
    tcase_add_test(tests, strings);
    tcase_add_test(tests, arenas);
    tcase_add_test(tests, sizes);
    tcase_add_test(tests, sums_are_compensated);
    tcase_add_loop_test(tests, utf8_decodes, 0, sizeof BAD_UTF8 / sizeof *BAD_UTF8);
    tcase_add_test(tests, utf8_words);
    tcase_add_test(tests, utf8_widths);
    tcase_add_test(tests, utf8_fields);
    tcase_add_loop_test(tests, utf8_pieces, 0, sizeof PIECES / sizeof *PIECES);
    tcase_add_test(tests, nothing_unsafe_passes);
    tcase_add_loop_test(tests, diags_print, 0, sizeof DIAGS / sizeof *DIAGS);
    tcase_add_test(tests, diags_are_limited);
    tcase_add_test(tests, did_you_mean);
    suite_add_tcase(suite, tests);
    return suite;
}
