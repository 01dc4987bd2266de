/* The line that one types into: keys in, text and caret out. */
#include "check_main.h"

#include "input.h"
#include "press.h"
#include "utf8.h"

#include <string.h>

/* Presses keys: names of request.def in <>, anything else by the character. */
static void press(struct input_line *line, const char *keys, input_taken *taken)
{
    while (*keys != '\0') {
        size_t size = strlen(keys);
        uint32_t key = 0;
        size_t used = utf8_decode(keys, size, &key);
        const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
        if (end != NULL) {
            key = key_by_name(keys + 1, (size_t)(end - keys) - 1);
            ck_assert_uint_ne(key, PRESS_NONE);
            used = (size_t)(end - keys) + 1;
        }
        (void)input_key(line, key, taken);
        keys += used;
    }
}

static const struct {
    input_taken *taken;
    const char *start, *keys, *text; /* the caret in text is | */
} CASES[] = {
    {input_number, "", "0.25", "0.25|"},
    {input_number, "0.25", "<Left><Left>3", "0.3|25"},
    {input_number, "0.25", "<Home>-", "-|0.25"},
    {input_number, "0.25", "<Home><Left>-", "-|0.25"},
    {input_number, "0.25", "<Home><Right><Delete>", "0|25"},
    {input_number, "0.25", "<Left><Backspace>", "0.|5"},
    {input_number, "0.25", "<Home><Backspace>", "|0.25"},
    {input_number, "0.25", "<Delete><Right>", "0.25|"},
    {input_number, "0.25", "<Home><End>1", "0.251|"},
    {input_number, "", "１．５Ｅ−２", "1.5e-2|"},
    {input_number, "", "0。5", "0.5|"},
    {input_number, "", "1、3", "1/3|"},
    {input_number, "", "1，5", "1,5|"},
    {input_number, "", "x 1\t2", "12|"},
    {input_number, "", "Infinity", "infinity|"}, /* no t of a hint */
    {input_number, "", "-infinity", "-infinity|"},
    {input_number, "", "infinityy", "infinity|"},
    {input_number, "", "0.5ty", "0.5|"},
    {input_number, "", "infty", "inf|"},
    {input_number, "infini", "<Left><Left>t", "infi|ni"},
    {input_words, "", "a b", "a b|"},
    {input_words, "名前.md", "<Home><Right><Right>x", "名前x|.md"},
    {input_words, "名前.md", "<Home><Delete>", "|前.md"},
    {input_words, "e\xcc\x81t", "<Left><Left>x", "x|e\xcc\x81t"}, /* e with a combining accent */
    {input_words, "e\xcc\x81t", "<Left><Backspace>", "|t"},
    {input_words, "te\xcc\x81", "<Left><Delete>", "t|"},
    {input_words, "",
        "a\t\xc2\x9b\xe2\x80\xae"
        "b",
        "ab|"},
};

START_TEST(keys_edit_the_line)
{
    struct input_line line;
    input_set(&line, CASES[_i].start);
    press(&line, CASES[_i].keys, CASES[_i].taken);
    char text[INPUT_SIZE + 1];
    memcpy(text, line.text, line.caret);
    text[line.caret] = '|';
    memcpy(text + line.caret + 1, line.text + line.caret, strlen(line.text) - line.caret + 1);
    ck_assert_str_eq(text, CASES[_i].text);
}
END_TEST

START_TEST(an_empty_line_leaves_moves_to_others)
{
    static const uint32_t moves[] = {PRESS_LEFT, PRESS_RIGHT, PRESS_HOME, PRESS_END};
    struct input_line line;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        input_set(&line, "");
        ck_assert(!input_key(&line, moves[i], input_number));
        input_set(&line, "1");
        ck_assert(input_key(&line, moves[i], input_number));
    }
    ck_assert(!input_key(&line, PRESS_UP, input_words));
    ck_assert(!input_key(&line, '\r', input_words));
    ck_assert(!input_key(&line, 27, input_words));
}
END_TEST

static const struct {
    const char *start, *keys, *text;
} REFUSED[] = {
    {"1.2.3", "0.5", "0.5"},
    {"1.2.3", "<Backspace><Backspace>5", "1.25"},
    {"1.2.3", "<End>4", "1.2.34"},
    {"1.2.3", "x", "1.2.3"}, /* not taken, so nothing is begun */
    {"infini", "t", "infini"},
};

START_TEST(typing_after_a_refusal_begins_afresh)
{
    struct input_line line;
    input_set(&line, REFUSED[_i].start);
    input_refuse(&line);
    press(&line, REFUSED[_i].keys, input_number);
    ck_assert_str_eq(line.text, REFUSED[_i].text);
}
END_TEST

START_TEST(a_full_line_takes_no_more)
{
    struct input_line line;
    input_set(&line, "");
    for (int i = 0; i < 200; i++) {
        ck_assert(input_key(&line, 0x732b, input_words)); /* three bytes */
    }
    ck_assert_uint_eq(strlen(line.text), (INPUT_SIZE - 1) / 3 * 3);
    char many[2 * INPUT_SIZE];
    memset(many, 'x', sizeof many);
    many[sizeof many - 1] = '\0';
    memcpy(many + INPUT_SIZE - 2, "猫", strlen("猫"));
    input_set(&line, many);
    ck_assert_uint_eq(strlen(line.text), INPUT_SIZE - 2); /* not half a character */
    ck_assert_uint_eq(line.caret, INPUT_SIZE - 2);
}
END_TEST

/* Any keys: the text stays valid, and the caret between characters. */
START_TEST(any_keys_keep_the_text_whole)
{
    static const uint32_t keys[] = {PRESS_LEFT, PRESS_LEFT, PRESS_RIGHT, PRESS_HOME, PRESS_END,
        PRESS_BACKSPACE, PRESS_DELETE, 'a', 0x732b, 0xe9, 0x1f408, 0x301, 'b', 0x732b};
    struct input_line line;
    input_set(&line, "");
    uint32_t state = 1;
    for (int i = 0; i < 2000; i++) {
        state = state * 1664525U + 1013904223U;
        (void)input_key(&line, keys[(state >> 8) % (sizeof keys / sizeof *keys)], input_words);
        size_t size = strlen(line.text);
        ck_assert_uint_lt(size, INPUT_SIZE);
        bool caret = line.caret == size;
        for (size_t at = 0; at < size;) {
            uint32_t code = 0;
            size_t used = utf8_decode(line.text + at, size - at, &code);
            ck_assert_uint_gt(used, 0);
            caret = caret || at == line.caret;
            at += used;
        }
        ck_assert(caret);
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("input");
    TCase *tcase = tcase_create("keys");
    tcase_add_loop_test(tcase, keys_edit_the_line, 0, (int)(sizeof CASES / sizeof *CASES));
    tcase_add_loop_test(
        tcase, typing_after_a_refusal_begins_afresh, 0, (int)(sizeof REFUSED / sizeof *REFUSED));
    tcase_add_test(tcase, an_empty_line_leaves_moves_to_others);
    tcase_add_test(tcase, a_full_line_takes_no_more);
    tcase_add_test(tcase, any_keys_keep_the_text_whole);
    suite_add_tcase(suite, tcase);
    return suite;
}
