/* Terms: what is one of them in a text, and which lesson uses one too early. */
#include "change.h"
#include "check_main.h"
#include "folder.h"
#include "terms.h"
#include "translation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *text, *term;
    long at;
    size_t size;
} FOUND[] = {
    {"the softmax of it", "softmax", 4, 7},
    {"Softmax!", "softmax", 0, 7},
    {"a softmaxed row", "softmax", -1, 0},
    {"logsoftmax", "softmax", -1, 0},
    {"log-softmax", "softmax", -1, 0},
    {"softmax-like", "softmax", -1, 0},
    {"softmax - and", "softmax", 0, 7},
    {"softmax_2", "softmax", -1, 0},
    {"log-softmax", "log-softmax", 0, 11},
    {"two means", "mean", 4, 5},
    {"meaning", "mean", -1, 0},
    {"Probabilities", "probability", 0, 13},
    {"a logit", "logits", 2, 5},
    {"los", "loss", -1, 0},
    {"losses", "loss", 0, 6},
    {"batches", "batch", 0, 7},
    {"the learning rates", "learning rate", 4, 14},
    {"learning\nrate", "learning rate", -1, 0}, /* line breaks of prose are blanks before */
    {"用softmax把", "softmax", 3, 7},
    {"概率和掩码", "掩码", 9, 6},
    {"掩码", "掩", 0, 3},
    {"see [[softmax]]", "softmax", -1, 0},
    {"see [[softmax]] softmax", "softmax", 16, 7},
    {"[softmax]", "softmax", 1, 7},
    {"", "softmax", -1, 0},
    {"softmax", "", -1, 0},
    {"nats", "nats", 0, 4},
    {"nat", "nats", 0, 3},
    {"gas", "gass", -1, 0},
    {"y", "y", 0, 1},
    {"ies", "y", -1, 0},
};

START_TEST(test_found)
{
    size_t size = 0;
    ck_assert_int_eq(terms_find(FOUND[_i].text, FOUND[_i].term, &size), FOUND[_i].at);
    if (FOUND[_i].at >= 0) {
        ck_assert_uint_eq(size, FOUND[_i].size);
    }
}
END_TEST

static char folder[] = "/tmp/losswalk-terms-XXXXXX";

static void set_up(void)
{
    folder_make(folder);
    folder_save(folder, "01-first.md", "---\nterms: [error, score]\n---\n");
    folder_save(folder, "03-third.md", "---\nterms: [squared error, Mask, score, nat]\n---\n");
    folder_save(folder, "03-third.zh.md", "---\nterms: [掩码]\n---\n");
    folder_save(folder, "07-last.md", "---\nterms: [mask, hinge, soft label]\n---\n");
    folder_save(folder, "draft.md", "---\nterms: [unnumbered]\n---\n");
}

static void tear_down(void)
{
    folder_remove(folder);
}

/* What is said of a lesson of that name with that text, in its prose. */
static const struct {
    const char *name, *prose;
    const char *said; /* the messages, one after the other */
    const char *hint; /* of the first */
    size_t line, col; /* of the first */
} TOLD[] = {
    {"02-own.md", "Words.\n\nAn error, a score.", "", NULL, 0, 0},
    {"02-own.md", "One\nsquared\nerror here.", "'squared error' is used before it is introduced;",
        "lesson 3, third, introduces 'squared error': say it in other words, or move it there", 9,
        1},
    {"02-own.md", "Masks, masks and a Hinge.",
        "'Masks' is used before it is introduced;'Hinge' is used before it is introduced;",
        "lesson 3, third, introduces 'Mask': say it in other words, or move it there", 8, 1},
    {"02-own.md", "`mask`, $mask$, [[hinge]].\n\n    mask\n", "", NULL, 0, 0},
    {"02-own.md", "unnumbered", "", NULL, 0, 0},
    {"05-own.md", "A mask, nats. *Soft labels* and **hinge**.",
        "'Soft labels' is used before it is introduced;'hinge' is used before it is introduced;",
        "lesson 7, last, introduces 'soft label': say it in other words, or move it there", 8, 16},
    {"09-own.md", "mask hinge soft label", "", NULL, 0, 0},
    {"own.md", "mask hinge soft label", "", NULL, 0, 0},
};

static void said_of(const char *name, const char *prose, struct diag *diag, struct str *said)
{
    char text[1024];
    char path[128];
    int size = snprintf(text, sizeof text,
        "---\nformat: 1\ntitle: T\nlogits: [[6, 2], [2, 1]]\nlabels: [0, 1]\nmask: [1, 1]\n---\n%s",
        prose);
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    folder_save(folder, name, text);
    struct lesson *lesson = lesson_parse(path, folder, text, (size_t)size, NULL, 0, NULL, diag);
    ck_assert_ptr_nonnull(lesson);
    struct terms *terms = terms_new();
    terms_check(terms, lesson, NULL, diag);
    terms_free(terms);
    for (const struct diag_item *item = diag->first; item != NULL; item = item->next) {
        ck_assert_str_eq(item->id, "term-too-early");
        str_addf(said, "%s;", item->text);
    }
    lesson_free(lesson);
}

START_TEST(test_told)
{
    struct diag diag;
    struct str said;
    diag_init(&diag);
    str_init(&said);
    said_of(TOLD[_i].name, TOLD[_i].prose, &diag, &said);
    ck_assert_str_eq(said.data, TOLD[_i].said);
    if (TOLD[_i].hint != NULL) {
        ck_assert_str_eq(diag.first->hint, TOLD[_i].hint);
        ck_assert_uint_eq(diag.first->line, TOLD[_i].line);
        ck_assert_uint_eq(diag.first->col, TOLD[_i].col);
    }
    str_release(&said);
    diag_release(&diag);
}
END_TEST

/* The texts of a question, a summary and a title are looked at; and, translated, by the terms of
 * the translation. */
START_TEST(test_translated)
{
    static const char text[] =
        "---\nformat: 1\ntitle: T\nsummary: a hinge\nlogits: [[6, 2], [2, 1]]\nlabels: [0, 1]\n"
        "questions:\n  - at: loss\n    ask: A?\n    choices: [a, masks]\n    answer: a\n    hint: "
        "H\n"
        "---\nprose\n";
    char path[128];
    struct diag diag;
    diag_init(&diag);
    folder_save(folder, "02-own.md", text);
    folder_save(folder, "02-own.zh.md",
        "---\nsummary: 一个掩码\nquestions:\n  - ask: 问\n    hint: mask hinge\n---\n");
    (void)snprintf(path, sizeof path, "%s/02-own.md", folder);
    struct lesson *lesson = lesson_load(path, NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    struct terms *terms = terms_new();
    terms_check(terms, lesson, NULL, &diag);
    ck_assert_uint_eq(diag.warnings, 2);
    ck_assert_uint_eq(diag.first->line, 4);
    ck_assert_uint_eq(diag.first->col, 12);
    ck_assert_uint_eq(diag.first->next->line, 10);
    diag_clear(&diag);
    ck_assert(lesson_translate(lesson, "zh", &diag));
    terms_check(terms, lesson, "zh", &diag);
    terms_free(terms);
    ck_assert_uint_eq(
        diag.warnings, 3); /* 掩码, and of lesson 7, which has only English ones, two */
    ck_assert_uint_eq(diag.first->line, 2);
    ck_assert_uint_eq(diag.first->col, 12);
    lesson_free(lesson);
    diag_release(&diag);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("terms");
    TCase *found = tcase_create("found");
    tcase_add_loop_test(found, test_found, 0, sizeof FOUND / sizeof *FOUND);
    suite_add_tcase(suite, found);
    TCase *told = tcase_create("told");
    tcase_add_checked_fixture(told, set_up, tear_down);
    tcase_add_loop_test(told, test_told, 0, sizeof TOLD / sizeof *TOLD);
    tcase_add_test(told, test_translated);
    suite_add_tcase(suite, told);
    return suite;
}
