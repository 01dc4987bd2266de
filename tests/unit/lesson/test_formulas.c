/* $...$ in titles, questions and the like: what is shown, and what is told of what cannot be. */
#include "change.h"
#include "check_main.h"
#include "folder.h"
#include "formulas.h"
#include "mention.h"
#include "translation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct diag diag;
static struct arena arena;
static char folder[] = "/tmp/losswalk-formulas-XXXXXX";

static void set_up(void)
{
    diag_init(&diag);
    arena_init(&arena);
    folder_make(folder);
}

static void tear_down(void)
{
    folder_remove(folder);
    arena_release(&arena);
    diag_release(&diag);
}

static const struct {
    const char *text, *wide, *ascii;
} SHOWN[] = {
    {"", "", ""},
    {"no formula", "no formula", "no formula"},
    {"$-\\log p_i$", "-log pᵢ", "-log p_i"},
    {"so $\\alpha$, and $$\\beta$$.", "so α, and β.", "so alpha, and beta."},
    {"$\\hat p$$x$", "$\\hat p$$x$", "$\\hat p$$x$"}, /* two dollars pair with two */
    {"from $5 to $6", "from $5 to $6", "from $5 to $6"},
    {"$5, or $6, for $x^2$", "$5, or $6, for x²", "$5, or $6, for x^2"},
    {"\\$5 for $x^2$, a $2 rise", "$5 for x², a $2 rise", "$5 for x^2, a $2 rise"},
    {"$ a $", "a", "a"},
    {"`echo $x$` is $x_1$", "echo $x$ is x₁", "echo $x$ is x_1"},
    {"is `mean` `sum`?", "is mean sum?", "is mean sum?"},
    {"one ` alone", "one ` alone", "one ` alone"},
    {"$\\llog p$ is not read", "\\llog p is not read", "\\llog p is not read"},
    {"one $ alone, one \\", "one $ alone, one \\", "one $ alone, one \\"},
    {"$$$", "$$$", "$$$"},
    {"$", "$", "$"},
    {"a | b in $P(a|b)$", "a | b in P(a | b)", "a | b in P(a | b)"},
};

START_TEST(is_shown)
{
    ck_assert_str_eq(formulas_text(&arena, SHOWN[_i].text, FORMULAS_UNICODE), SHOWN[_i].wide);
    ck_assert_str_eq(formulas_text(&arena, SHOWN[_i].text, FORMULAS_ASCII), SHOWN[_i].ascii);
    ck_assert_ptr_eq(formulas_text(&arena, SHOWN[_i].text, FORMULAS_AS_WRITTEN), SHOWN[_i].text);
}
END_TEST

static struct lesson *open_lesson(const char *name)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    struct lesson *lesson = lesson_load(path, NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    return lesson;
}

#define BATCH "logits: [[6, 2], [2, 1]]\nlabels: [0, 1]\n"
#define FRONT "---\nformat: 1\n"

/* Of every kind of text, in a lesson, in its translation, in its variants, and under its name. */
START_TEST(is_read_in_every_text)
{
    folder_save(folder, "01-a.md",
        FRONT "title: T $p_1$\nsummary: S $p_2$\nsection: C $p_3$\nsource: N $p_4$\n" BATCH
              "questions:\n  - at: loss\n    ask: A $p_5$\n"
              "    choices: [$p_6$, b]\n    answer: $p_6$\n    hint: H $p_7$\n"
              "---\n$p_8$ \\$a$ [[a]]\n");
    folder_save(folder, "01-a.zh.md", "---\ntitle: 题$q_1$\nquestions:\n  - ask: 问$q_5$\n---\n");
    struct lesson *lesson = open_lesson("01-a.md");
    ck_assert(lesson_translate(lesson, "zh", &diag));
    lesson_read_formulas(lesson, FORMULAS_UNICODE);
    lesson_name_others(lesson, NULL, "zh", true);
    struct lesson *variant = lesson_variant(lesson, NULL, 0, &diag);
    const struct lesson *both[] = {lesson, variant};
    for (size_t i = 0; i < 2; i++) {
        const struct question *question = both[i]->questions;
        ck_assert_str_eq(both[i]->title, "题q₁");
        ck_assert_str_eq(both[i]->written_title, "T $p_1$");
        ck_assert_str_eq(both[i]->summary, "S p₂");
        ck_assert_str_eq(both[i]->section, "C p₃");
        ck_assert_str_eq(both[i]->source_note, "N p₄");
        ck_assert_str_eq(question->ask, "问q₅");
        ck_assert_str_eq(question->written_ask, "A $p_5$");
        ck_assert_str_eq(question->choices[0], "p₆");
        ck_assert_str_eq(question->written_choices[0], "$p_6$");
        ck_assert_ptr_eq(question->answer, question->choices[0]);
        ck_assert_str_eq(question->hint, "H p₇");
        const struct span *span = both[i]->prose->blocks->spans;
        ck_assert_str_eq(span->text, "p_8");
        ck_assert_str_eq(span->next->text, " $a$ lesson 1, “题q₁”");
    }
    lesson_free(variant);
    lesson_free(lesson);
}
END_TEST

/* Where a text stands, between any quotes; a dollar of money is none of a formula. */
static const struct {
    const char *summary;
    size_t count, col; /* warnings, and where the first is: "summary: " has 9 characters */
} TOLD[] = {
    {"S $\\alpha$ from $5 to $6", 0, 0},
    {"S $\\alpa$", 1, 13},
    {"\"S $\\\\frac{a}{b} + \\\\alpa$\"", 1, 29},
    {"'it''s $f''(x) = \\alpa$'", 1, 27},
    {"S $\\foo + \\bar$", 2, 13},
    {"S $x_i", 1, 12},
    {"S $-\\log p", 1, 12},
    {"$a$ and b_i$.", 1, 21},
    {"$x is less than $5", 1, 10},
    {"$5 for $x_i$", 2, 17}, /* the first two pair, as money */
    {"US$ 5, $5, 5 $, A$5, $", 0, 0},
    {"costs $5 and $6 and $7", 0, 0},
    {"\\$x", 0, 0},
    {"S `$x`", 0, 0},
};

START_TEST(is_told)
{
    char text[256];
    (void)snprintf(
        text, sizeof text, FRONT "title: T\nsummary: %s\n" BATCH "---\n", TOLD[_i].summary);
    folder_save(folder, "02-b.md", text);
    struct lesson *lesson = open_lesson("02-b.md");
    lesson_check_formulas(lesson, &diag);
    ck_assert_uint_eq(diag.errors, 0);
    ck_assert_uint_eq(diag.warnings, TOLD[_i].count);
    if (TOLD[_i].count > 0) {
        ck_assert_uint_eq(diag.first->line, 4);
        ck_assert_uint_eq(diag.first->col, TOLD[_i].col);
    }
    lesson_free(lesson);
}
END_TEST

/* Of a translation its own texts are told, and what it leaves to the lesson is not told again. */
START_TEST(is_told_of_a_translation)
{
    folder_save(folder, "03-c.md", FRONT "title: T $\\foo$\nsummary: S $\\baz$\n" BATCH "---\n");
    folder_save(folder, "03-c.zh.md", "---\ntitle: 题 $\\fooo$\n---\n");
    struct lesson *lesson = open_lesson("03-c.md");
    ck_assert(lesson_translate(lesson, "zh", &diag));
    lesson_check_formulas(lesson, &diag);
    ck_assert_uint_eq(diag.warnings, 1);
    ck_assert_uint_eq(diag.first->line, 2);
    ck_assert_uint_eq(diag.first->col, 11);
    ck_assert_ptr_nonnull(strstr(diag.first->file, "03-c.zh.md"));
    lesson_free(lesson);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("formulas");
    TCase *texts = tcase_create("texts");
    tcase_add_checked_fixture(texts, set_up, tear_down);
    tcase_add_loop_test(texts, is_shown, 0, sizeof SHOWN / sizeof *SHOWN);
    tcase_add_test(texts, is_read_in_every_text);
    tcase_add_loop_test(texts, is_told, 0, sizeof TOLD / sizeof *TOLD);
    tcase_add_test(texts, is_told_of_a_translation);
    suite_add_tcase(suite, texts);
    return suite;
}
