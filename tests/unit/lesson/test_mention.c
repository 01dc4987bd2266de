/* [[id]]: what it becomes, where it is looked for, what stays. */
#include "change.h"
#include "check_main.h"
#include "folder.h"
#include "mention.h"
#include "texts.h"
#include "translation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct diag diag;
static char folder[] = "/tmp/losswalk-names-XXXXXX";
static char shelf[64];

static void set_up(void)
{
    diag_init(&diag);
    folder_make(folder);
    (void)snprintf(shelf, sizeof shelf, "%s/shelf.d", folder);
    char command[128];
    (void)snprintf(command, sizeof command, "mkdir %s", shelf);
    ck_assert_int_eq(system(command), 0); /* NOLINT(cert-env33-c): a folder of the test's own */
    folder_save(folder, "02-near.md", "---\ntitle: Near & [[far]]\nlogits: [[1, 2]]\n---\n");
    folder_save(folder, "02-near.zh.md", "---\ntitle: 近\n---\n");
    folder_save(folder, "loose.md", "---\ntitle: Loose\n---\n");
    folder_save(folder, "09-broken.md", "no lesson at all");
    folder_save(shelf, "02-near.md", "---\ntitle: Another\n---\n");
    folder_save(shelf, "31-far.md", "---\ntitle: Far\n---\n");
}

static void tear_down(void)
{
    folder_remove(folder);
    diag_release(&diag);
}

/* A lesson with that hint and that paragraph, in the folder. */
static struct lesson *lesson_of(const char *hint, const char *paragraph)
{
    char text[2048];
    char path[64];
    (void)snprintf(path, sizeof path, "%s/05-own.md", folder);
    int size = snprintf(text, sizeof text,
        "---\nformat: 1\ntitle: T\nlogits: [[6, 2], [2, 1]]\nlabels: [0, 1]\nquestions:\n"
        "  - at: loss\n    ask: A\n    choices: [\"%s\", b]\n    answer: \"%s\"\n    hint: \"%s\"\n"
        "---\n%s\n",
        hint, hint, hint, paragraph);
    ck_assert_int_lt(size, sizeof text);
    struct lesson *lesson = lesson_parse(path, folder, text, (size_t)size, NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    return lesson;
}

static const struct {
    const char *text, *shown;
} CASES[] = {
    {"see [[near]].", "see lesson 2, “Near & [[far]]”."},
    {"[[far]], [[near]]", "lesson 31, “Far”, lesson 2, “Near & [[far]]”"},
    {"[[loose]]!", "the lesson “Loose”!"},
    {"[[broken]]", "lesson 9, “broken”"},
    {"[[own]]", "[[own]]"}, /* there is no such file */
    {"[[nowhere]] stays", "[[nowhere]] stays"},
    {"[[[near]]]", "[lesson 2, “Near & [[far]]”]"},
    {"[[near]", "[[near]"},
    {"[[", "[["},
    {"[[near [[near]]", "[[near lesson 2, “Near & [[far]]”"},
    {"[[2]] [[0, 1]] [[]] [[ near ]]", "[[2]] [[0, 1]] [[]] [[ near ]]"},
    {"[[../shelf.d/31-far]] [[near.md]]", "[[../shelf.d/31-far]] [[near.md]]"},
};

START_TEST(test_shown)
{
    const char *const shelves[] = {"/nowhere", shelf, NULL};
    struct lesson *lesson = lesson_of(CASES[_i].text, CASES[_i].text);
    lesson_name_others(lesson, shelves, "en", true);
    const struct question *question = lesson->questions;
    ck_assert_str_eq(question->hint, CASES[_i].shown);
    ck_assert_str_eq(question->choices[0], CASES[_i].shown);
    ck_assert_str_eq(question->answer, CASES[_i].shown);
    struct str prose;
    str_init(&prose);
    for (const struct span *span = lesson->prose->blocks->spans; span != NULL; span = span->next) {
        str_add(&prose, span->text);
    }
    ck_assert_str_eq(prose.data, CASES[_i].shown);
    /* a variant is named the same, though the shelf is gone */
    struct lesson *variant = lesson_variant(lesson, NULL, 0, &diag);
    ck_assert_ptr_nonnull(variant);
    ck_assert_str_eq(variant->questions->hint, CASES[_i].shown);
    lesson_free(variant);
    lesson_free(lesson);
    str_release(&prose);
    ck_assert_uint_eq(diag.errors + diag.warnings, 0);
}
END_TEST

START_TEST(test_title_of_the_language)
{
    struct lesson *lesson = lesson_of("[[near]] [[loose]]", "`[[near]]` [[near]]");
    lesson_name_others(lesson, NULL, "zh", true); /* no catalogue is open: the words are English */
    ck_assert_str_eq(lesson->questions->hint, "lesson 2, “近” the lesson “Loose”");
    const struct span *code = lesson->prose->blocks->spans;
    ck_assert_str_eq(code->text, "[[near]]");
    ck_assert_str_eq(code->next->text, " lesson 2, “近”");
    lesson_free(lesson);
}
END_TEST

START_TEST(test_checksum_is_of_the_texts_as_written)
{
    char before[LESSON_CHECKSUM_SIZE];
    char after[LESSON_CHECKSUM_SIZE];
    struct lesson *lesson = lesson_of("[[near]]", "[[near]]");
    lesson_checksum(lesson, before);
    struct lesson *named = lesson_of("[[near]]", "[[near]]");
    folder_save(folder, "02-near.md", "---\ntitle: Renamed\n---\n");
    lesson_name_others(named, NULL, "en", true);
    ck_assert_str_eq(named->questions->hint, "lesson 2, “Renamed”");
    struct lesson *again = lesson_of("[[near]]", "[[near]]");
    lesson_checksum(again, after);
    ck_assert_str_eq(before, after);
    lesson_free(lesson);
    lesson_free(named);
    lesson_free(again);
}
END_TEST

/* Where a text stands in its file, whatever parts its lines there. */
static const struct {
    const char *file, *text;
    size_t offset, line, col;
} PLACES[] = {
    {"a: x\nb: one two\n", "one two", 4, 2, 8},
    {"b: one\n   two\n", "one two", 4, 2, 4},
    {"> one\n> two\n", "one two", 4, 2, 3},
    {"é: 一二\n", "一二", 3, 1, 5},
    {"on one oned\n", "oned", 3, 1, 11},
    {"\"a\\tb\"\n", "a\tb", 2, 1, 1}, /* an escape: not found */
    {"", "x", 0, 1, 1},
};

START_TEST(test_places)
{
    const struct source source = {
        .name = "f", .text = PLACES[_i].file, .size = strlen(PLACES[_i].file)};
    struct where where =
        texts_place(PLACES[_i].text, PLACES[_i].offset, (struct where){&source, 1, 1});
    ck_assert_uint_eq(where.line, PLACES[_i].line);
    ck_assert_uint_eq(where.col, PLACES[_i].col);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("mention");
    TCase *names = tcase_create("names");
    tcase_add_checked_fixture(names, set_up, tear_down);
    tcase_add_loop_test(names, test_shown, 0, sizeof CASES / sizeof *CASES);
    tcase_add_test(names, test_title_of_the_language);
    tcase_add_test(names, test_checksum_is_of_the_texts_as_written);
    suite_add_tcase(suite, names);
    TCase *places = tcase_create("places");
    tcase_add_loop_test(places, test_places, 0, sizeof PLACES / sizeof *PLACES);
    suite_add_tcase(suite, places);
    return suite;
}
