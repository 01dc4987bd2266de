/* Languages: names, what the environment asks for, and catalogues without an installed locale. */
#include "check_main.h"
#include "i18n.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const BUILT[] = {"/nowhere", TEST_LOCALE_DIR, NULL};
static const char *const NOWHERE[] = {"/nowhere", NULL};

static const struct {
    const char *name, *language;
} NAMES[] = {
    {"en", "en"},
    {"zh", "zh"},
    {"zh_CN", "zh"},
    {"zh-CN", "zh"},
    {"ZH_cn", "zh"},
    {"zh_CN.UTF-8", "zh"},
    {"zh_CN.GBK@x", "zh"},
    {"en_GB.UTF-8", "en"},
    {"en-us", "en"},
    {"zh_TW", "zh-TW"}, /* other characters: a language of its own */
    {"fr", "fr"},       /* of those below only lessons are */
    {"FR.UTF-8", "fr"},
    {"pt_br", "pt-BR"},
    {"SR-latn@x", "sr-Latn"},
    {"enx", NULL},
    {"f", NULL},
    {"f1", NULL},
    {"fr_", NULL},
    {"fr-1", NULL},
    {"fr-FRA", NULL},
    {"../fr", NULL},
    {"fr/..", NULL},
    {"", NULL},
    {".UTF-8", NULL},
    {"a_name_longer_than_any_language", NULL},
};

START_TEST(languages_by_name)
{
    const char *found = i18n_find(NAMES[_i].name);
    if (NAMES[_i].language == NULL) {
        ck_assert_msg(found == NULL, "%s is %s", NAMES[_i].name, found);
    } else {
        ck_assert_msg(found != NULL, "%s", NAMES[_i].name);
        ck_assert_str_eq(found, NAMES[_i].language);
    }
}
END_TEST

/* In the order LC_ALL, LC_MESSAGES, LANG, LANGUAGE; NULL: not set. */
static const struct {
    const char *all, *messages, *lang, *language, *wanted;
} ENVIRONMENTS[] = {
    {NULL, NULL, NULL, NULL, "en"},
    {NULL, NULL, "zh_CN.UTF-8", NULL, "zh"},
    {NULL, NULL, "de_DE.UTF-8", NULL, "en"},
    {NULL, "zh_CN.UTF-8", "de_DE.UTF-8", NULL, "zh"},
    {"en_US.UTF-8", "zh_CN.UTF-8", "zh_CN.UTF-8", NULL, "en"},
    {"", "", "zh_CN", "", "zh"},
    {NULL, NULL, "en_US.UTF-8", "zh_CN:en", "zh"},
    {NULL, NULL, "en_US.UTF-8", "fr:zh", "zh"},
    {NULL, NULL, "zh_CN.UTF-8", "en:zh", "en"},
    {NULL, NULL, "zh_CN.UTF-8", "fr", "en"},
    {"C", NULL, "zh_CN.UTF-8", "zh", "en"}, /* LANGUAGE says nothing in the locale C */
    {NULL, NULL, NULL, "zh", "en"},
    {"C.UTF-8", NULL, NULL, "zh", "zh"},
};

static void put(const char *name, const char *value)
{
    ck_assert_int_eq(value == NULL ? unsetenv(name) : setenv(name, value, 1), 0);
}

START_TEST(the_environment_asks)
{
    put("LC_ALL", ENVIRONMENTS[_i].all);
    put("LC_MESSAGES", ENVIRONMENTS[_i].messages);
    put("LANG", ENVIRONMENTS[_i].lang);
    put("LANGUAGE", ENVIRONMENTS[_i].language);
    ck_assert_str_eq(i18n_wanted(), ENVIRONMENTS[_i].wanted);
}
END_TEST

START_TEST(texts_change_at_run_time)
{
    i18n_open(BUILT);
    ck_assert_str_eq(_("hint"), "hint");
    for (int round = 0; round < 2; round++) {
        ck_assert(i18n_set_language("zh"));
        ck_assert_str_eq(i18n_language(), "zh");
        ck_assert_str_eq(_("hint"), "提示");
        ck_assert_str_eq(_(""), "");
        ck_assert_str_eq(_("no text of this program"), "no text of this program");
        ck_assert(i18n_set_language("en"));
        ck_assert_str_eq(i18n_language(), "en");
        ck_assert_str_eq(_("hint"), "hint");
    }
}
END_TEST

START_TEST(one_thing_or_several)
{
    i18n_open(BUILT);
    ck_assert(i18n_set_language("en"));
    ck_assert_str_eq(i18n_plural("%zu error, ", "%zu errors, ", 0), "%zu errors, ");
    ck_assert_str_eq(i18n_plural("%zu error, ", "%zu errors, ", 1), "%zu error, ");
    ck_assert_str_eq(i18n_plural("%zu error, ", "%zu errors, ", 2), "%zu errors, ");
    ck_assert(i18n_set_language("zh"));
    for (size_t n = 0; n < 3; n++) {
        ck_assert_str_eq(i18n_plural("%zu error, ", "%zu errors, ", n), "%zu 个错误，");
        ck_assert_str_eq(i18n_plural("%zu of none", "%zu of no text", n),
            n == 1 ? "%zu of none" : "%zu of no text");
    }
}
END_TEST

/* Whatever locale is asked for, in force, and whether or not it is installed. */
START_TEST(no_locale_is_needed)
{
    static const char *const locales[] = {
        "C", "zh_CN.UTF-8", "xx_XX.UTF-8", "de_DE.UTF-8", "C.UTF-8"};
    put("LC_ALL", locales[_i]);
    (void)setlocale(LC_MESSAGES, "");
    i18n_open(BUILT);
    ck_assert(i18n_set_language("zh"));
    ck_assert_str_eq(_("hint"), "提示");
    ck_assert_str_eq(setlocale(LC_NUMERIC, NULL), "C");
    char number[16];
    (void)snprintf(number, sizeof number, "%.1f", 0.5);
    ck_assert_str_eq(number, "0.5");
}
END_TEST

START_TEST(without_a_catalogue_it_is_english)
{
    i18n_open(NOWHERE);
    ck_assert(!i18n_set_language("zh"));
    ck_assert_str_eq(i18n_language(), "zh"); /* lessons may be */
    ck_assert_str_eq(_("hint"), "hint");
}
END_TEST

START_TEST(lessons_may_be_in_another_language)
{
    const char *german = i18n_find("de_DE.UTF-8");
    ck_assert_str_eq(german, "de-DE");
    ck_assert_ptr_eq(i18n_find("de-de"), german); /* the same pointer for the same language */
    ck_assert(!i18n_has_texts(german));
    ck_assert(i18n_has_texts("zh"));
    i18n_open(NOWHERE);
    ck_assert(!i18n_set_language(german));
    ck_assert_ptr_eq(i18n_language(), german);
    ck_assert_str_eq(_("hint"), "hint");
    ck_assert_str_eq(i18n_plural("one", "many", 2), "many");
    char code[] = "qa"; /* not without end: what is typed is kept */
    while (code[1] <= 'z' && i18n_find(code) != NULL) {
        code[1]++;
    }
    ck_assert_int_le(code[1], 'z');
    ck_assert_ptr_eq(i18n_find("de-DE"), german);
}
END_TEST

START_TEST(every_language_has_a_name)
{
    ck_assert_str_eq(i18n_languages()[0], "en");
    for (const char *const *at = i18n_languages(); *at != NULL; at++) {
        ck_assert_ptr_eq(i18n_find(*at), *at);
        ck_assert_str_ne(i18n_name(*at), "");
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("languages");
    TCase *tcase = tcase_create("i18n");
    tcase_add_loop_test(tcase, languages_by_name, 0, (int)(sizeof NAMES / sizeof *NAMES));
    tcase_add_loop_test(
        tcase, the_environment_asks, 0, (int)(sizeof ENVIRONMENTS / sizeof *ENVIRONMENTS));
    tcase_add_test(tcase, texts_change_at_run_time);
    tcase_add_loop_test(tcase, no_locale_is_needed, 0, 5);
    tcase_add_test(tcase, one_thing_or_several);
    tcase_add_test(tcase, without_a_catalogue_it_is_english);
    tcase_add_test(tcase, every_language_has_a_name);
    tcase_add_test(tcase, lessons_may_be_in_another_language);
    suite_add_tcase(suite, tcase);
    return suite;
}
