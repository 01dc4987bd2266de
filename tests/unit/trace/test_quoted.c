/* Numbers that texts quote: {{softmax[1, 2]}}. What --check says of wrong ones is in tests/diag. */
#include "check_main.h"

#include "cell_text.h"
#include "change.h"
#include "quoted.h"

#include <stdio.h>
#include <string.h>

/* exp(6) / (exp(6) + exp(2) + exp(3)) = 0.93624, exp(1) / (exp(2) + exp(1) + exp(4)) = 0.04201; the
 * losses are 0.06588 and 3.16985 */
#define FRONT                                                                                      \
    "---\nformat: 1\ntitle: T\nlogits: [[6, 2, 3], [2, 1, 4]]\nlabels: [0, 1]\nroute: textbook\n"

static struct arena arena;
static struct diag diag;
static struct lesson *lesson;
static struct trace *trace;

static void set_up(void)
{
    arena_init(&arena);
    diag_init(&diag);
    lesson = NULL;
    trace = NULL;
}

static void tear_down(void)
{
    trace_free(trace);
    lesson_free(lesson);
    diag_release(&diag);
    arena_release(&arena);
}

static void open_text(const char *text)
{
    lesson = lesson_parse("t.md", NULL, text, strlen(text), NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
}

/* What a text comes to in the prose. */
static const struct {
    const char *written, *shown;
} TEXTS[] = {
    {"p is {{softmax[0, 0]}}.", "p is 0.9362."},
    {"{{softmax[0,0]}} and {{ softmax[0,0]}}", "0.9362 and {{ softmax[0,0]}}"},
    {"{{per_sample[0]}}, {{per_sample[1]}}", "0.0659, 3.1698"},
    {"score {{logits[1, 2]}}, label {{labels[1]}}", "score 4, label 1"},
    {"{{loss}} or {{loss[]}}", "1.6179 or 1.6179"},
    {"{{softmax[2, 0]}} {{none[0]}} {{softmax[0]}}", "? {{none[0]}} ?"},
    {"{{softmax[0, 0}} {{softmax[-1, 0]}} {{x y}} {x} {{ }} {{1}}",
        "{{softmax[0, 0}} {{softmax[-1, 0]}} {{x y}} {x} {{ }} {{1}}"},
    {"{{{loss}}}", "{1.6179}"},
    {"{{loss", "{{loss"},
};

START_TEST(texts_are_filled)
{
    char text[512];
    (void)snprintf(text, sizeof text, FRONT "---\n%s\n", TEXTS[_i].written);
    open_text(text);
    trace = quoted_open(lesson);
    ck_assert_str_eq(lesson->prose->blocks->spans->text, TEXTS[_i].shown);
}
END_TEST

/* Everywhere that it is meant to, and nowhere else; the answer stays one of the choices, and the
 * question what it was known by. */
START_TEST(all_places)
{
    open_text(FRONT "summary: S {{loss}}.\nquestions:\n"
                    "  - at: loss\n    ask: Is it {{total}}?\n    choices: [\"{{loss}}\", other]\n"
                    "    answer: \"{{loss}}\"\n    hint: Half of {{total}}.\n---\n"
                    "| a |\n|---|\n| {{loss}} |\n\n`{{loss}}`\n");
    trace = quoted_open(lesson);
    const struct question *question = lesson->questions;
    ck_assert_str_eq(lesson->summary, "S {{loss}}.");
    ck_assert_str_eq(question->ask, "Is it 3.2357?");
    ck_assert_str_eq(question->written_ask, "Is it {{total}}?");
    ck_assert_str_eq(question->choices[0], "1.6179");
    ck_assert_str_eq(question->answer, "1.6179");
    ck_assert_str_eq(question->hint, "Half of 3.2357.");
    const struct block *table = lesson->prose->blocks;
    ck_assert_str_eq(table->table->rows->next->cells[0]->text, "1.6179");
    ck_assert_str_eq(table->next->spans->text, "{{loss}}");
}
END_TEST

/* A changed lesson quotes its own numbers: exp(3) / (exp(3) + exp(2) + exp(3)) = 0.42232. */
START_TEST(changes_are_followed)
{
    static const struct override set = {"logits=[[3, 2, 3], [2, 1, 4]]"};
    open_text(FRONT "---\np is {{softmax[0, 0]}}, L is {{per_sample[1]}}.\n");
    trace = quoted_open(lesson);
    struct lesson *changed = lesson_variant(lesson, &set, 1, &diag);
    struct trace *other = quoted_open(changed);
    ck_assert_str_eq(changed->prose->blocks->spans->text, "p is 0.4223, L is 3.1698.");
    trace_free(other);
    lesson_free(changed);
}
END_TEST

/* How a cell is quoted is how it is read. */
START_TEST(quotes_read_back)
{
    open_text("---\nformat: 1\ntitle: T\nclass_axis: 1\nlogits: [[[1, 2], [3, 4], [5, 6]], "
              "[[7, 8], [9, 10], [11, 12]]]\nlabels: [[0, 1], [2, 0]]\nreduction: sum\n---\n");
    trace = quoted_open(lesson);
    const struct recipe *recipe = trace_recipe(trace);
    for (size_t i = 0; i < recipe->count; i++) {
        const struct stage *stage = &recipe->stages[i];
        for (size_t k = 0; !stage->hidden && k < stage->rows * stage->width; k++) {
            const struct question_cell cell = {i, k / stage->width, k % stage->width};
            struct question_cell found;
            struct question quote = {.kind = ANSWER_CELL, .has_cell = true};
            struct str text;
            size_t size = 0;
            str_init(&text);
            quoted_add(trace, &cell, &text);
            ck_assert_ptr_eq(quoted_next(text.data, &size), text.data);
            ck_assert_uint_eq(size, text.len);
            ck_assert_ptr_nonnull(cell_text_read(text.data + 2, &arena, &quote));
            ck_assert(question_find(trace, &quote, &found));
            ck_assert(found.stage == cell.stage && found.row == cell.row && found.col == cell.col);
            str_release(&text);
        }
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("quoted");
    TCase *tests = tcase_create("quoted");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, texts_are_filled, 0, sizeof TEXTS / sizeof *TEXTS);
    tcase_add_test(tests, all_places);
    tcase_add_test(tests, changes_are_followed);
    tcase_add_test(tests, quotes_read_back);
    suite_add_tcase(suite, tests);
    return suite;
}
