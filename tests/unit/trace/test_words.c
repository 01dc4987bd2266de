/* Symbols and formulas in Chinese: no English word is left in any, in random lessons of every kind,
 * and none says what a key or a setting of the same English name does.
 */
#include "check_main.h"

#include "i18n.h"
#include "random_lesson.h"
#include "trace.h"

#include <ctype.h>
#include <string.h>

enum { LESSONS = 1500 };

/* What is written so in any language: functions, keys of lessons, and names that are no words. */
static const char *const SIGNS[] = {"argmax", "divide_by", "eps", "et", "exp", "is", "log", "max",
    "min", "mt", "pos", "ppl", "pt", "sigmoid", "softmax", "softplus", "sp", "st", "St", "ut", "zt",
    "zy"};

static bool is_sign(const char *word, size_t size)
{
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (strlen(SIGNS[i]) == size && memcmp(SIGNS[i], word, size) == 0) {
            return true;
        }
    }
    return size == 1;
}

static void check_text(const char *text)
{
    for (const char *at = text; *at != '\0';) {
        size_t size = 0;
        while (isalpha((unsigned char)at[size]) || at[size] == '_') {
            size++;
        }
        ck_assert_msg(size == 0 || is_sign(at, size), "'%.*s' in '%s'", (int)size, at, text);
        at += size > 0 ? size : 1;
    }
}

START_TEST(formulas_have_no_english)
{
    ck_assert(i18n_set_language("zh"));
    struct str text;
    str_init(&text);
    for (uint64_t seed = 0; seed < LESSONS; seed++) {
        struct random random = {seed * 7919 + 11};
        random_lesson(&random, &text);
        struct lesson *lesson = random_lesson_read(&text);
        struct trace *trace = trace_new(lesson);
        const struct recipe *recipe = trace_recipe(trace);
        for (size_t i = 0; i < recipe->count; i++) {
            const char *symbol = recipe->stages[i].symbol;
            ck_assert_msg(
                strcmp(symbol, _("next")) != 0 && strcmp(symbol, _("sum")) != 0, "%s", symbol);
            check_text(symbol);
            check_text(recipe->stages[i].formula);
        }
        trace_free(trace);
        lesson_free(lesson);
    }
    str_release(&text);
    ck_assert(i18n_set_language(i18n_languages()[0]));
}
END_TEST

Suite *make_suite(void)
{
    static const char *const FOLDERS[] = {TEST_LOCALE_DIR, NULL};
    i18n_open(FOLDERS);
    Suite *suite = suite_create("words");
    TCase *tests = tcase_create("words");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, formulas_have_no_english);
    suite_add_tcase(suite, tests);
    return suite;
}
