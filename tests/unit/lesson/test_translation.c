/* Translations: what is taken from them, what stays, what is wrong with them. */
#include "change.h"
#include "check_main.h"
#include "translation.h"
#include "translations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct diag diag;
static struct lesson *lesson;
static char folder[] = "/tmp/losswalk-texts-XXXXXX";
static char own[64], other[64];

static const char LESSON[] = "---\n"
                             "format: 1\n"
                             "title: T\n"
                             "summary: S\n"
                             "section: C\n"
                             "loss: cross_entropy\n"
                             "logits: [[6, 2, 3], [2, 1, 4]]\n"
                             "labels: [0, 1]\n"
                             "reduction: mean\n"
                             "questions:\n"
                             "  - at: softmax\n"
                             "    ask: Which?\n"
                             "    choices: [a, b, c]\n"
                             "    answer: b\n"
                             "    hint: H\n"
                             "  - at: per_sample\n"
                             "    ask: How much?\n"
                             "    cell: [1]\n"
                             "---\n"
                             "The introduction.\n\n| x |\n| --- |\n| cell |\n\n"
                             "## softmax\n"
                             "About *softmax*.\n"
                             "## end\n"
                             "The end.\n";

static void save(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void set_up(void)
{
    diag_init(&diag);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(own, sizeof own, "%s/07-t.md", folder);
    (void)snprintf(other, sizeof other, "%s/07-t.zh.md", folder);
    save(own, LESSON);
}

static void tear_down(void)
{
    lesson_free(lesson);
    lesson = NULL;
    diag_release(&diag);
    (void)unlink(own);
    (void)unlink(other);
    (void)rmdir(folder);
    (void)snprintf(folder, sizeof folder, "/tmp/losswalk-texts-XXXXXX");
}

/* Reads the lesson, with that translation; NULL: none. */
static bool translate(const char *text, bool strict)
{
    lesson_free(lesson);
    diag_clear(&diag);
    (void)unlink(other);
    if (text != NULL) {
        save(other, text);
    }
    lesson = lesson_load(own, NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    return strict ? lesson_translate_check(lesson, "zh", &diag)
                  : lesson_translate(lesson, "zh", &diag);
}

static const char *prose(const char *at)
{
    return lesson_prose(lesson, at)->blocks->spans->text;
}

#define GOOD_QUESTIONS                                                                             \
    "questions:\n"                                                                                 \
    "  - at: softmax\n"                                                                            \
    "    ask: 哪个？\n"                                                                         \
    "    choices: [甲, 乙, 丙]\n"                                                               \
    "    hint: 提\n"                                                                              \
    "  - ask: 多少？\n"

START_TEST(everything_is_taken)
{
    ck_assert(translate("---\ntitle: 题\nsummary: 概\nsection: 节\n" GOOD_QUESTIONS
                        "---\n引言。\n## softmax\n关于。\n## end\n完。\n",
        false));
    ck_assert_uint_eq(diag.errors + diag.warnings, 0);
    ck_assert_str_eq(lesson->title, "题");
    ck_assert_str_eq(lesson->written_title, "T");
    ck_assert_str_eq(lesson->summary, "概");
    ck_assert_str_eq(lesson->section, "节");
    ck_assert_str_eq(lesson->written_section, "C");
    ck_assert_str_eq(lesson->language, "zh");
    const struct question *q = lesson->questions;
    ck_assert_str_eq(q->ask, "哪个？");
    ck_assert_str_eq(q->written_ask, "Which?");
    ck_assert_str_eq(q->choices[2], "丙");
    ck_assert_str_eq(q->answer, "乙");
    ck_assert_str_eq(q->hint, "提");
    ck_assert_str_eq(q->next->ask, "多少？");
    ck_assert_ptr_null(q->next->hint);
    ck_assert_str_eq(prose(""), "引言。");
    ck_assert_str_eq(prose("softmax"), "关于。");
    ck_assert_str_eq(prose("end"), "完。");
}
END_TEST

START_TEST(what_is_missing_stays)
{
    ck_assert(translate("---\ntitle: 题\nquestions:\n  - choices: [甲, 乙, 丙]\n---\n", false));
    ck_assert_uint_eq(diag.errors + diag.warnings, 0);
    ck_assert_str_eq(lesson->title, "题");
    ck_assert_str_eq(lesson->summary, "S");
    ck_assert_str_eq(lesson->questions->ask, "Which?");
    ck_assert_str_eq(lesson->questions->answer, "乙");
    ck_assert_str_eq(lesson->questions->hint, "H");
    ck_assert_str_eq(lesson->questions->next->ask, "How much?");
    ck_assert_str_eq(prose("softmax"), "About ");
    ck_assert(translate("---\n---\n## end\n完。\n", false));
    ck_assert_str_eq(lesson->title, "T");
    ck_assert_str_eq(prose("end"), "完。");
    ck_assert_str_eq(prose(""), "The introduction.");
}
END_TEST

START_TEST(tokens_are_taken)
{
    ck_assert(translate("---\ntokens: [甲, 乙]\n---\n", false));
    ck_assert_str_eq(lesson->tokens[0], "甲");
    ck_assert_str_eq(lesson->tokens[1], "乙");
    ck_assert(translate("---\ntokens: 甲乙\n---\n", false));
    ck_assert_str_eq(lesson->tokens[1], "乙");
    ck_assert(translate("---\ntitle: 题\n---\n", false)); /* none, as the lesson */
    ck_assert_ptr_null(lesson->tokens);
}
END_TEST

START_TEST(names_and_source_are_taken)
{
    ck_assert(
        translate("---\nclasses: [猫, 狗, 鸮]\nsamples: [一, 二]\nsource: 某文\n---\n", false));
    ck_assert_uint_eq(diag.errors, 0);
    ck_assert_str_eq(lesson->classes[1], "狗");
    ck_assert_str_eq(lesson->samples[1], "二");
    ck_assert_str_eq(lesson->source_note, "某文");
    ck_assert_str_eq(lesson->questions->written_choices[1], "b");
}
END_TEST

START_TEST(names_must_fit)
{
    ck_assert(!translate("---\nclasses: [猫, 狗]\n---\n", false));
    ck_assert(!translate("---\nclasses: [猫, 狗, 猫]\n---\n", false));
    ck_assert(!translate("---\nsamples: [一, 二, 三]\n---\n", false));
    ck_assert(lesson->classes == lesson->written_classes);
}
END_TEST

START_TEST(no_translation_is_no_error)
{
    ck_assert(translate(NULL, true));
    ck_assert_uint_eq(diag.errors + diag.warnings, 0);
    ck_assert_ptr_null(lesson->language);
    ck_assert_str_eq(lesson->title, "T");
}
END_TEST

/* The lesson stays good, and what was right in the translation is used. */
static const struct {
    const char *text, *message;
} WRONG[] = {
    {"no front matter\n", ".zh.md:1:1: error: a lesson starts with the line '---'"},
    {"---\ntitle: 题\n", ".zh.md:1:1: error: the front matter that starts here is not closed"},
    {"---\ntitle: 题\n---\n\xff\n", ".zh.md:4:1: error: the byte 0xff is not valid UTF-8 here"},
    {"---\ntitle: 题\nlogits: [1]\n---\n", ".zh.md:3:1: error: a translation has no key 'logits'"},
    {"---\ntitle: 题\ntitel: x\n---\n", "hint: did you mean 'title'?"},
    {"---\ntitle: 题\noriginal: 12\n---\n", ".zh.md:3:11: error: 'original' takes 8 digits"},
    {"---\ntitle: 题\nquestions: 3\n---\n", ".zh.md:3:12: error: 'questions' takes a list"},
    {"---\ntitle: 题\nquestions:\n  - at: log\n---\n",
        ".zh.md:4:9: error: the lesson's question here is at 'softmax'"},
    {"---\ntitle: 题\nquestions:\n  - choices: [甲, 乙]\n---\n",
        ".zh.md:4:14: error: the lesson's question has 3 choices, this translation 2"},
    {"---\ntitle: 题\nquestions:\n  - choices: [甲, 乙, 甲]\n---\n",
        ".zh.md:4:14: error: two choices are '甲'"},
    {"---\ntitle: 题\nquestions:\n  - ask: a\n  - ask: b\n  - ask: c\n---\n",
        ".zh.md:6:5: error: the lesson has only 2 questions"},
    {"---\ntitle: 题\nquestions:\n  - ask: a\n  - choices: [甲]\n---\n",
        ".zh.md:5:14: error: the lesson's question has 0 choices, this translation 1"},
    {"---\ntitle: 题\n---\n## log\n对数。\n", ".zh.md:4:4: error: the lesson has no section 'log'"},
    {"---\ntitle: 题\n---\n## logg\n对数。\n", ".zh.md:4:4: warning: no step is called 'logg'"},
};

START_TEST(mistakes_are_reported)
{
    struct str text;
    str_init(&text);
    bool good = translate(WRONG[_i].text, false);
    diag_print(&diag, &text);
    ck_assert_msg(
        strstr(text.data, WRONG[_i].message) != NULL, "%s: %s", WRONG[_i].message, text.data);
    ck_assert_int_eq(good, diag.errors == 0);
    bool readable = _i > 2;
    ck_assert_str_eq(lesson->title, readable ? "题" : "T");
    ck_assert_str_eq(lesson->questions->answer, "b");
    ck_assert_str_eq(prose("end"), "The end.");
    str_release(&text);
}
END_TEST

START_TEST(its_author_hears_what_is_missing)
{
    struct str text;
    str_init(&text);
    ck_assert(translate("---\nquestions:\n  - ask: 哪个？\n---\n## end\n完。\n", true));
    diag_print(&diag, &text);
    static const char *const said[] = {
        "'title' is not translated",
        "'summary' is not translated",
        "'section' is not translated",
        ":3:5: warning: 'choices' of this question is not translated",
        ":3:5: warning: 'hint' of this question is not translated",
        "question 2, at 'per_sample', is not translated",
        "the introduction is not translated",
        "the section 'softmax' is not translated",
        "does not say which state of the lesson it is of",
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        ck_assert_msg(strstr(text.data, said[i]) != NULL, "%s: %s", said[i], text.data);
    }
    ck_assert_uint_eq(diag.warnings, sizeof said / sizeof *said);
    str_release(&text);
}
END_TEST

static void checksum_of(const char *text, char out[LESSON_CHECKSUM_SIZE])
{
    diag_clear(&diag);
    struct lesson *read = lesson_parse("t.md", NULL, text, strlen(text), NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(read);
    lesson_checksum(read, out);
    lesson_free(read);
}

/* The lesson with the first `from` in it replaced; the caller frees. */
static char *edited(const char *from, const char *to)
{
    const char *at = strstr(LESSON, from);
    ck_assert_ptr_nonnull(at);
    char *text = NULL;
    ck_assert_int_gt(
        asprintf(&text, "%.*s%s%s", (int)(at - LESSON), LESSON, to, at + strlen(from)), 0);
    return text;
}

static const struct {
    const char *from, *to;
    bool counts;
} EDITS[] = {
    {"title: T", "title: U", true},
    {"summary: S\n", "", true},
    {"section: C", "section: D", true},
    {"Which?", "Who?", true},
    {"[a, b, c]", "[a, b, d]", true},
    {"hint: H", "hint: I", true},
    {"The introduction.", "An introduction.", true},
    {"*softmax*", "*Softmax*", true},
    {"## end", "## log", true},
    {"| x |", "| y |", true},
    {"| cell |", "| other |", true},
    {"The introduction.", "The\nintroduction.", false},
    {"[6, 2, 3]", "[6, 2, 4]", false},
    {"reduction: mean", "reduction: sum", false},
    {"cell: [1]", "cell: [0]", false},
};

START_TEST(the_checksum_is_of_what_is_translated)
{
    char before[LESSON_CHECKSUM_SIZE];
    char after[LESSON_CHECKSUM_SIZE];
    char *text = edited(EDITS[_i].from, EDITS[_i].to);
    checksum_of(LESSON, before);
    checksum_of(text, after);
    ck_assert_uint_eq(strspn(before, "0123456789abcdef"), 8);
    ck_assert_msg((strcmp(before, after) != 0) == EDITS[_i].counts, "%s", EDITS[_i].from);
    free(text);
}
END_TEST

START_TEST(a_changed_lesson_leaves_its_translation_behind)
{
    char sum[LESSON_CHECKSUM_SIZE];
    char text[512];
    checksum_of(LESSON, sum);
    (void)snprintf(text, sizeof text,
        "---\ntitle: 题\nsummary: 概\nsection: 节\noriginal: %s\n" GOOD_QUESTIONS
        "---\n引言。\n## softmax\n关于。\n## end\n完。\n",
        sum);
    ck_assert(translate(text, true));
    ck_assert_uint_eq(diag.warnings, 0);
    char *changed = edited("The end.", "Really the end.");
    save(own, changed);
    ck_assert(translate(text, true));
    ck_assert_uint_eq(diag.warnings, 1);
    ck_assert_ptr_nonnull(strstr(diag.first->text, "has fallen behind"));
    checksum_of(changed, sum);
    ck_assert(translate(text, true)); /* checksum_of() cleared the message */
    ck_assert_ptr_nonnull(strstr(diag.first->hint, sum));
    ck_assert(translate(text, false));
    ck_assert_uint_eq(diag.warnings, 0);
    ck_assert_str_eq(prose("end"), "完。");
    free(changed);
}
END_TEST

START_TEST(a_variant_keeps_the_language)
{
    ck_assert(translate("---\ntitle: 题\n---\n## end\n完。\n", false));
    const struct override set = {"reduction=sum"};
    struct lesson *variant = lesson_variant(lesson, &set, 1, &diag);
    ck_assert_ptr_nonnull(variant);
    lesson_free(lesson);
    lesson = variant;
    ck_assert_str_eq(lesson->title, "题");
    ck_assert_str_eq(lesson->language, "zh");
    ck_assert_str_eq(prose("end"), "完。");
    ck_assert_str_eq(prose(""), "The introduction.");
    ck_assert_int_eq(lesson->problem.reduction, REDUCTION_SUM);
}
END_TEST

START_TEST(the_path_of_a_translation)
{
    char *path = lesson_translation_path("a/07-x.md", "zh");
    ck_assert_str_eq(path, "a/07-x.zh.md");
    free(path);
    ck_assert_ptr_null(lesson_translation_path("-", "zh"));
    ck_assert_ptr_null(lesson_translation_path(".md", "zh"));
}
END_TEST

START_TEST(which_there_are)
{
    static const char *const names[] = {"07-t.pt-BR.md", "07-t.de.md", "07-t.DE.md", "07-t.old.md",
        "07-t.md.bak", "07-tt.fr.md", "7-t.fr.md", "07-t.sr-Latn.md"};
    struct arena arena;
    char path[128];
    arena_init(&arena);
    save(other, "---\n---\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        save(path, "");
    }
    struct translations *translations = translations_new();
    const char *const *found = translations_of(translations, own, &arena);
    static const char *const there[] = {"de", "pt-BR", "sr-Latn", "zh", NULL};
    for (size_t i = 0; there[i] != NULL; i++) {
        ck_assert_ptr_nonnull(found[i]);
        ck_assert_str_eq(found[i], there[i]);
        (void)snprintf(path, sizeof path, "%s/07-t.%s.md", folder, there[i]);
        ck_assert_str_eq(lesson_of_translation(path, &arena), own);
    }
    ck_assert_ptr_null(found[4]);
    ck_assert_ptr_null(translations_of(translations, "-", &arena)[0]);
    ck_assert_str_eq(translations_of(translations, own, &arena)[3], "zh"); /* asked again */
    translations_free(translations);
    ck_assert_ptr_null(lesson_of_translation(own, &arena));
    (void)snprintf(path, sizeof path, "%s/07-tt.fr.md", folder); /* there is no 07-tt.md */
    ck_assert_ptr_null(lesson_of_translation(path, &arena));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        ck_assert_int_eq(unlink(path), 0);
    }
    arena_release(&arena);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("translations");
    TCase *tcase = tcase_create("translation");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, everything_is_taken);
    tcase_add_test(tcase, what_is_missing_stays);
    tcase_add_test(tcase, tokens_are_taken);
    tcase_add_test(tcase, names_and_source_are_taken);
    tcase_add_test(tcase, names_must_fit);
    tcase_add_test(tcase, no_translation_is_no_error);
    tcase_add_loop_test(tcase, mistakes_are_reported, 0, (int)(sizeof WRONG / sizeof *WRONG));
    tcase_add_test(tcase, its_author_hears_what_is_missing);
    tcase_add_loop_test(
        tcase, the_checksum_is_of_what_is_translated, 0, (int)(sizeof EDITS / sizeof *EDITS));
    tcase_add_test(tcase, a_changed_lesson_leaves_its_translation_behind);
    tcase_add_test(tcase, a_variant_keeps_the_language);
    tcase_add_test(tcase, the_path_of_a_translation);
    tcase_add_test(tcase, which_there_are);
    suite_add_tcase(suite, tcase);
    return suite;
}
