/* Variants: what a draw keeps of a lesson, what is refused, and texts that name the old numbers. */
#include "check_main.h"
#include "numbers.h"
#include "variant_impl.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The first numbers of SplitMix64 from the state 1234567, as its description has them. */
START_TEST(numbers_are_those_of_splitmix)
{
    static const uint64_t known[] = {6457827717110365317U, 3203168211198807973U,
        9817491932198370423U, 4593380528125082431U, 16408922859458223821U};
    struct drawer drawer = {1234567};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        ck_assert(drawer_next(&drawer) == known[i]);
    }
}
END_TEST

/* Scores of two rows. */
static const struct {
    double own[8];
    size_t count, width, step;
    bool signs;
} ROWS[] = {
    {{6, 2, 3, 2, 1, 4}, 6, 3, 1, false},
    {{0, 0, 0, 5, 5, 5}, 6, 3, 1, false},
    {{1.5, 2, 0.3, -0.25, 1, -INFINITY}, 6, 3, 1, false},
    {{2, -1, 0.5, 0, -3, -3}, 6, 3, 1, true},
    {{1, 9, 2, 8, 3, 7}, 6, 3, 2, false},
    {{1, 2, 3, 1, 2, 3}, 6, 3, 1, false},
    {{1001, 1002, 1003, 1.25, 1.5, 1.75}, 6, 3, 1, false},
    {{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}, 8, 4, 1, false},
};

static int order(double a, double b)
{
    return (a > b) - (a < b);
}

/* Equal, smaller and larger scores of a row stay so, with the same decimals; infinities stay; equal
 * rows stay equal; signs do where a row has some below 0. */
START_TEST(a_draw_keeps_the_order)
{
    const size_t width = ROWS[_i].width;
    const size_t step = ROWS[_i].step;
    const double *own = ROWS[_i].own;
    const struct scores scores = {.own = own,
        .count = ROWS[_i].count,
        .width = width,
        .step = step,
        .keeps_signs = ROWS[_i].signs};
    struct drawer drawer = {(uint64_t)_i};
    size_t changed = 0;
    for (int draw = 0; draw < 300; draw++) {
        double drawn[8];
        ck_assert(variant_draw_scores(&scores, &drawer, drawn));
        changed += memcmp(drawn, own, scores.count * sizeof *own) != 0;
        for (size_t i = 0; i < scores.count; i++) {
            bool negative = scores.keeps_signs;
            for (size_t k = 0; k < scores.count; k++) {
                bool row = step == 1 ? i / width == k / width : i % step == k % step;
                if (row) {
                    ck_assert_int_eq(order(drawn[i], drawn[k]), order(own[i], own[k]));
                    negative = negative || (isfinite(own[k]) && own[k] < 0);
                }
            }
            ck_assert(!negative || order(drawn[i], 0) == order(own[i], 0));
            ck_assert(isfinite(own[i]) || drawn[i] == own[i]);
            ck_assert_int_eq(
                num_decimals(drawn[i], 17, DTYPE_FLOAT64), num_decimals(own[i], 17, DTYPE_FLOAT64));
        }
        bool equal = step == 1 && memcmp(own, own + width, width * sizeof *own) == 0;
        ck_assert(!equal || memcmp(drawn, drawn + width, width * sizeof *own) == 0);
    }
    ck_assert_uint_gt(changed, 250);
}
END_TEST

/* ---- Whole lessons --------------------------------------------------------------------------- */

#define FRONT                                                                                      \
    "---\nformat: 1\ntitle: T\nlogits: [[6, 2, 3], [2, 1, 4], [3, 2, 1]]\nlabels: [0, 1, 2]\n"     \
    "route: textbook\n"
#define ASKS "questions:\n  - {at: per_sample, ask: What is it?, cell: [1]}\n"

static struct arena arena;
static struct diag diag;
static struct lesson *lesson;

static void set_up(void)
{
    arena_init(&arena);
    diag_init(&diag);
    lesson = NULL;
}

static void tear_down(void)
{
    lesson_free(lesson);
    diag_release(&diag);
    arena_release(&arena);
}

static void read_lesson(const char *text)
{
    lesson = lesson_parse("t.md", NULL, text, strlen(text), NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    diag_clear(&diag);
}

static bool draw(size_t number, struct variant *out)
{
    struct variants *variants = variants_open(lesson, &diag);
    *out = (struct variant){.number = number};
    bool drawn = variants != NULL && variants_draw(variants, number, &arena, out, &diag);
    variants_close(variants);
    return drawn;
}

/* Which variant it is hangs on the numbers and the settings, and on no text. */
START_TEST(texts_change_no_variant)
{
    struct variant first;
    struct variant again;
    struct variant other;
    read_lesson(FRONT ASKS "---\n");
    ck_assert(draw(7, &first));
    ck_assert(draw(8, &other));
    ck_assert_str_ne(first.set, other.set);
    ck_assert_uint_ne(first.code, other.code);
    lesson_free(lesson);
    read_lesson(FRONT "summary: Another text.\n" ASKS "---\nAnd prose.\n");
    ck_assert(draw(7, &again));
    ck_assert_str_eq(first.set, again.set);
    ck_assert_uint_eq(first.code, again.code);
    lesson_free(lesson);
    read_lesson(FRONT "reduction: sum\n" ASKS "---\n");
    ck_assert(draw(7, &again));
    ck_assert_str_ne(first.set, again.set);
}
END_TEST

/* What has no variants, and why. */
static const struct {
    const char *text, *id, *says;
} NONE[] = {
    /* two equal shares of 1 are halves */
    {"---\nformat: 1\ntitle: T\nprobs: [[0.5, 0.5]]\nlabels: [0]\n---\n", "no-variant-found",
        "none of "},
    /* p of two equal scores is 0.5 in every variant */
    {"---\nformat: 1\ntitle: T\nlogits: [[2, 2]]\nlabels: [0]\nquestions:\n"
     "  - {at: softmax, ask: Which?, cell: [0, 0]}\n---\n",
        "no-variant-found", "none of "},
    /* far from 0.01 to 0.99 */
    {"---\nformat: 1\ntitle: T\nlogits: [[2, 3, 1000]]\nlabels: [0]\nquestions:\n"
     "  - {at: softmax, ask: Which?, cell: [0, 0]}\n---\n",
        "no-variant-found", "none of "},
    /* without decimals nearly all mistakes give the same */
    {FRONT "precision: 0\n" ASKS "---\n", "no-variant-found", "none of "},
};

START_TEST(some_have_none)
{
    struct variant variant;
    read_lesson(NONE[_i].text);
    ck_assert(!draw(1, &variant));
    ck_assert_uint_eq(diag.errors, 1);
    ck_assert_str_eq(diag.first->id, NONE[_i].id);
    ck_assert_ptr_nonnull(strstr(diag.first->text, NONE[_i].says));
    ck_assert_ptr_nonnull(diag.first->hint);
}
END_TEST

/* The answer of every variant is a good one, and no other loss is the largest. */
START_TEST(answers_are_good)
{
    read_lesson(FRONT ASKS "---\n");
    struct trace *own = trace_new(lesson);
    for (size_t n = 1; n <= 60; n++) {
        struct variant variant;
        ck_assert(draw(n, &variant));
        const struct override set = {variant.set};
        struct lesson *other = lesson_parse(
            "t.md", NULL, lesson->source.text, lesson->source.size, &set, 1, NULL, &diag);
        struct trace *trace = trace_new(other);
        const struct recipe *recipe = trace_recipe(trace);
        double loss = trace_cell(trace, recipe->per_sample, 1, 0);
        ck_assert(loss >= 0.01 && loss <= 7 && loss != 1);
        ck_assert_uint_eq(trace_example_row(trace), trace_example_row(own));
        for (size_t i = 0; i < 9; i++) {
            double score = trace_cell(trace, recipe->scores, i / 3, i % 3);
            ck_assert(fabs(score - loss) > 0.0001);
        }
        trace_free(trace);
        lesson_free(other);
    }
    trace_free(own);
}
END_TEST

#define ASKS_TWO                                                                                   \
    "questions:\n  - {at: per_sample, ask: What is it?, cell: [1]}\n"                              \
    "  - {at: per_sample, ask: And this?, cell: [2]}\n"
#define ASKS_CLASS                                                                                 \
    "classes: [cat, dog, owl]\nquestions:\n  - at: softmax\n    ask: Which class has the largest " \
    "probability in s1?\n    choices: [cat, dog, owl]\n    answer: owl\n"
#define ASKS_WORDS                                                                                 \
    "questions:\n  - {at: per_sample, ask: What is it?, cell: [1]}\n"                              \
    "  - at: softmax\n    ask: Has cat in s2 the score that owl in s0 has?\n"                      \
    "    choices: [\"yes\", \"no\"]\n    answer: \"yes\"\n"

#define PERPLEXITY                                                                                 \
    "---\nformat: 1\ntitle: T\nlogits: [[6, 2, 3]]\nlabels: [0]\nperplexity: true\nquestions:\n"   \
    "  - {at: perplexity, ask: What is it?, cell: []}\n"

/* Numbers, and what speaks against them; VARIANT_DEMANDS: nothing. The losses of the lesson are
 * 0.0659, 3.1698 and 2.4076; that of [3, 1, 4] is log(e^3 + e + e^4) - 1 = 3.34901. */
static const struct {
    const char *text, *set;
    enum variant_demand demand;
} JUDGED[] = {
    {FRONT ASKS, "logits=[[6, 2, 3], [3, 1, 4], [3, 2, 1]]", VARIANT_DEMANDS},
    {FRONT ASKS, "logits=[[1000, 2, 3], [3, 1, 4], [3, 2, 1]]", VARIANT_finding},
    {FRONT ASKS, "logits=[[6, 2, 3], [3, 1, 4], [6, 2, 1]]", VARIANT_order},
    {FRONT ASKS, "logits=[[2, 5, 3], [3, 1, 4], [1, 2, 3]]", VARIANT_order},
    {FRONT ASKS, "logits=[[7, 2, 3], [2, 1, 4], [3, 2, 1]]", VARIANT_alike},
    {FRONT ASKS, "logits=[[6, 2, 3], [4, 1, 9], [3, 2, 1]]", VARIANT_range},
    {FRONT ASKS, "logits=[[6, 2, 3.349], [3, 1, 4], [3, 2, 1]]", VARIANT_given},
    {FRONT ASKS_TWO, "logits=[[6, 2, 3], [3, 1, 4], [3, 4, 1]]", VARIANT_twice},
    {FRONT ASKS, "logits=[[14, 2, 3], [3, 1, 4], [3, 2, 1]]", VARIANT_blank},
    {FRONT ASKS, "logits=[[6, 2, 3], [3, 1, 4], [4, 3, 1]]", VARIANT_blank}, /* the same p */
    {FRONT ASKS_WORDS, "logits=[[6, 2, 3], [3, 1, 4], [4, 2, 1]]", VARIANT_words},
    {FRONT ASKS_CLASS, "logits=[[6, 2, 3], [5, 1, 4], [3, 2, 1]]", VARIANT_claim},
    {FRONT ASKS "task: {goal: 'loss < 1.8', may: [labels]}\n",
        "logits=[[9, 2, 3], [2.5, 1.5, 4], [3, 2.5, 1.2]]", VARIANT_claim},
    /* p of cat is 0.0009 as it is printed, and the perplexity 1 / p: 1111, not 1105 */
    {PERPLEXITY, "logits=[[1, 8, 3]]", VARIANT_unsteady},
    /* of 3.3186: by log10 it is 1.4412, and were cat the class, 1.4414 */
    {FRONT ASKS, "logits=[[6, 2, 3], [2.87718, 1, 4], [3, 2, 1]]", VARIANT_slip},
};

START_TEST(demands_are_made)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "%s---\n", JUDGED[_i].text);
    read_lesson(text);
    const struct override set = {JUDGED[_i].set};
    struct lesson *other = lesson_parse("t.md", NULL, text, strlen(text), &set, 1, NULL, &diag);
    struct judge *judge = judge_new(lesson, false, &diag);
    enum variant_demand demand = judge_variant(judge, other);
    ck_assert_msg(demand == JUDGED[_i].demand, "%s: %s", JUDGED[_i].set,
        demand < VARIANT_DEMANDS ? variant_demands[demand] : "none");
    judge_free(judge);
    lesson_free(other);
}
END_TEST

/* Where old numbers are found: line, column; line 0: nowhere. */
static const struct {
    const char *text;
    enum variant_texts texts;
    size_t line, col;
} NAMED[] = {
    /* p of s0, 6 is 0.9362; of s1, 1 it is 0.0420; the loss of s1 is 3.1698 (computed by hand) */
    {FRONT ASKS "---\nIt is 0.9362 here.\n", VARIANT_OF_SHEET, 10, 7},
    {FRONT ASKS "---\nIt is 0.94 here.\n", VARIANT_OF_SHEET, 10, 7},
    {FRONT ASKS "---\nIt is 93.6 % here.\n", VARIANT_OF_SHEET, 10, 7},
    {FRONT ASKS "---\nIt is 0.95, 12% and s0.9362 here.\n", VARIANT_OF_SHEET, 0, 0},
    {FRONT ASKS "---\nIt is $p = 0.9362$ here.\n", VARIANT_OF_SHEET, 10, 12},
    {FRONT ASKS "---\n\n## end\n```\nx = 3.1698\n```\n", VARIANT_OF_PAGE, 13, 5},
    {FRONT ASKS "---\n\n## end\nIt is 3.17.\n", VARIANT_OF_PAGE, 12, 7},
    {FRONT ASKS "---\n\n## end\nIt is 3.17.\n", VARIANT_OF_SHEET, 0, 0},
    {FRONT ASKS "---\n\n## end\nIt is 3.17.\n", VARIANT_OF_BANK, 0, 0},
    /* what is no cell may be what other settings give; constants and round numbers are not */
    {FRONT ASKS "---\nIt is 1.1281 here.\n", VARIANT_OF_SHEET, 10, 7},
    {FRONT ASKS "---\nIt is 0.0007 here.\n", VARIANT_OF_SHEET, 10, 7},
    {FRONT ASKS "---\nRates: 0.5, 0.0001, 1.0986, 0.1429, 1000.\n", VARIANT_OF_SHEET, 0, 0},
    /* what is quoted follows the numbers */
    {FRONT ASKS "---\nIt is {{softmax[0, 0]}} and {{logits[1, 2]}}.\n", VARIANT_OF_PAGE, 0, 0},
    /* whole numbers: scores where they are called so, or make a row */
    {FRONT ASKS "---\nThe score is 6 here.\n", VARIANT_OF_SHEET, 10, 14},
    {FRONT ASKS "---\nScores of 2, 1 and 4.\n", VARIANT_OF_SHEET, 10, 11},
    {FRONT ASKS "---\nGiven are 2, 1 and 4.\n", VARIANT_OF_SHEET, 10, 11},
    {FRONT ASKS "---\nIt is exp(6).\n", VARIANT_OF_SHEET, 10, 11},
    {FRONT ASKS "---\nThe 3 samples have 3 labels, from 1 to 4, 1 and 2.\n", VARIANT_OF_SHEET, 0,
        0},
    {FRONT ASKS "---\nThe shape of the scores, (3, 3).\n", VARIANT_OF_SHEET, 0, 0},
    /* questions: a hint is in a bank, not on a sheet */
    {FRONT "questions:\n  - {at: softmax, ask: Is it?, cell: [0, 0], hint: As 3.1698.}\n---\n",
        VARIANT_OF_BANK, 8, 55},
    {FRONT "questions:\n  - {at: softmax, ask: Is it?, cell: [0, 0], hint: As 3.1698.}\n---\n",
        VARIANT_OF_SHEET, 0, 0},
    /* the figures of `expect` are the lesson's own, and no text */
    {FRONT ASKS "expect: {loss: 1.881112}\n---\n", VARIANT_OF_PAGE, 0, 0},
    /* what no scores change may be named */
    {FRONT "logits: [[2, 2]]\n", VARIANT_OF_PAGE, 0, 0},
};

/* Questions behind ASKS, the first of which is bit 1: which is left out, and for what. */
#define ASKS_OF(ask, choices)                                                                      \
    FRONT ASKS "  - at: softmax\n    ask: " ask "\n    choices: [" choices "]\n"
#define YES "\"yes\", \"no\"]\n    answer: \"yes\" #"
static const struct {
    const char *text;
    uint64_t without;
    size_t line, col;
} LEFT_OUT[] = {
    {FRONT ASKS "  - {at: softmax, ask: Is it 0.042?, cell: [0, 0]}\n", 2, 9, 30},
    {ASKS_OF("Is it?", "a, '0.042']\n    answer: a #"), 2, 11, 19},
    {ASKS_OF("Of s1, from 2 to 4, does it grow?", YES), 2, 10, 22},
    {ASKS_OF("Of s1, from two to four, does it grow?", YES), 2, 10, 22},
    {ASKS_OF("If cat is 6, is it more?", YES), 2, 10, 20},
    {ASKS_OF("A score of two is small?", YES), 2, 10, 21},
    /* whatever counts, or names another thing */
    {ASKS_OF("Are the 3 classes of row 2, from 1 to 3 of them, 4 of all?", YES), 0, 0, 0},
    {ASKS_OF("Is a shape (3, 2) of T = 2, divided by 4, one of the two?", YES), 0, 0, 0},
    {ASKS_OF("Is it 2(p - y), or 1/3 of it, with the labels 1, 1, 2?", YES), 0, 0, 0},
    {ASKS_OF("How many are 0?", "'2', '3']\n    answer: '2' #"), 0, 0, 0},
    {ASKS_OF("By what is it divided?", "'2', '3']\n    answer: '2' #"), 2, 11, 16},
    {ASKS_OF("By what?", "'2, the rows', '3, the classes']\n    answer: '2, the rows' #"), 0, 0, 0},
    {ASKS_OF("What is it?", "'2', '3']\n    answer: '2'\n    cell: [1, 0] #"), 0, 0, 0},
    /* what is quoted follows the numbers, what it comes to does not */
    {ASKS_OF("\"From {{logits[1, 0]}} to {{logits[1, 2]}}, does it grow?\"", YES), 0, 0, 0},
    {ASKS_OF("\"{{logits[0, 0]}} and {{logits[0, 1]}}: are they 5 apart, or 8?\"", YES), 2, 10, 71},
};

START_TEST(questions_with_old_numbers_are_left_out)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "%s\n---\n", LEFT_OUT[_i].text);
    read_lesson(text);
    uint64_t without = variant_left_out(lesson, &diag);
    ck_assert_msg(without == LEFT_OUT[_i].without, "%s", text);
    ck_assert_uint_eq(diag.errors, without != 0 ? 1 : 0);
    if (without != 0) {
        ck_assert_msg(diag.first->line == LEFT_OUT[_i].line && diag.first->col == LEFT_OUT[_i].col,
            "%s: %zu:%zu", text, diag.first->line, diag.first->col);
    }
    diag_clear(&diag);
    struct variant variant;
    if (draw(1, &variant)) { /* some of these are refused: a choice with a cell is judged */
        ck_assert(variant.without == without);
        ck_assert(variant_check_texts(lesson, &variant, VARIANT_OF_BANK, &diag));
        variant_ask(lesson, variant.without);
        ck_assert_ptr_nonnull(lesson->questions);
        ck_assert((lesson->questions->next == NULL) == (without != 0));
    }
}
END_TEST

/* Of a lesson all of whose questions name numbers, each is told at its place. */
START_TEST(some_question_is_left)
{
    struct variant variant;
    read_lesson(FRONT "questions:\n  - {at: softmax, ask: Is it 0.042?, cell: [0, 0]}\n---\n");
    ck_assert(!draw(1, &variant));
    ck_assert_uint_eq(diag.errors, 2);
    ck_assert_uint_eq(diag.first->line, 8);
    ck_assert_uint_eq(diag.first->col, 30);
    ck_assert_str_eq(diag.last->id, "no-variants");
}
END_TEST

/* What a question in words compares is drawn so that it stays as it is. */
START_TEST(questions_in_words_stay_true)
{
    read_lesson(FRONT ASKS_WORDS "---\n");
    for (size_t n = 1; n <= 40; n++) {
        struct variant variant;
        ck_assert(draw(n, &variant));
        const struct override set = {variant.set};
        struct lesson *other = lesson_parse(
            "t.md", NULL, lesson->source.text, lesson->source.size, &set, 1, NULL, &diag);
        struct trace *trace = trace_new(other);
        size_t scores = trace_recipe(trace)->scores;
        ck_assert(trace_cell(trace, scores, 2, 0) == trace_cell(trace, scores, 0, 2));
        ck_assert(trace_cell(trace, scores, 2, 0) < trace_cell(trace, scores, 0, 0));
        trace_free(trace);
        lesson_free(other);
    }
}
END_TEST

/* Probabilities: what they add up to stays, and 0 and 1 do. */
START_TEST(a_draw_of_shares_keeps_their_sum)
{
    static const double own[] = {0.05, 0.9, 0.05, 0.25, 0.35, 0.4, 0, 1, 0, 0.5, 0.89, 0.6};
    const struct scores scores = {.own = own, .count = 12, .width = 3, .step = 1, .shares = true};
    struct drawer drawer = {(uint64_t)_i};
    double drawn[12];
    ck_assert(variant_draw_scores(&scores, &drawer, drawn));
    for (size_t i = 0; i < 12; i++) {
        ck_assert(drawn[i] >= 0 && drawn[i] <= 1);
        ck_assert((own[i] == 0) == (drawn[i] == 0) && (own[i] == 1) == (drawn[i] == 1));
        ck_assert_int_eq(
            num_decimals(drawn[i], 17, DTYPE_FLOAT64), num_decimals(own[i], 17, DTYPE_FLOAT64));
        for (size_t k = i / 3 * 3; k < i; k++) {
            ck_assert_int_eq(order(drawn[i], drawn[k]), order(own[i], own[k]));
        }
    }
    for (size_t row = 0; row < 3; row++) {
        ck_assert(fabs(drawn[3 * row] + drawn[3 * row + 1] + drawn[3 * row + 2] - 1) < 1e-12);
    }
}
END_TEST

/* A row that is another one but for a constant stays so: their probabilities are the same. */
START_TEST(rows_keep_their_distance)
{
    static const double own[] = {1, 2, 3, 1001, 1002, 1003, 5, 5, 5, 2, 2, 2, 0, 2, 3};
    const struct scores scores = {.own = own, .count = 15, .width = 3, .step = 1};
    struct drawer drawer = {(uint64_t)_i};
    double drawn[15];
    ck_assert(variant_draw_scores(&scores, &drawer, drawn));
    for (size_t i = 0; i < 3; i++) {
        ck_assert(drawn[3 + i] - drawn[i] == 1000);
        ck_assert(drawn[6 + i] == drawn[6] && drawn[9 + i] == drawn[9]);
    }
}
END_TEST

/* Where whole numbers are too few, scores have one decimal, and none of them is a whole one. */
START_TEST(few_scores_get_a_decimal)
{
    static const double own[] = {2, 0, 0};
    struct scores scores = {.own = own, .count = 3, .width = 3, .step = 1};
    ck_assert(variant_draws(&scores) < 20);
    scores.finer = 1;
    ck_assert(variant_draws(&scores) > 500);
    struct drawer drawer = {(uint64_t)_i};
    double drawn[3];
    ck_assert(variant_draw_scores(&scores, &drawer, drawn));
    ck_assert(drawn[0] > drawn[1] && drawn[1] == drawn[2]);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(num_decimals(drawn[i], 17, DTYPE_FLOAT64), 1);
    }
}
END_TEST

START_TEST(old_numbers_are_found)
{
    struct variant variant;
    const char *text = NAMED[_i].text;
    if (strstr(text, "[[2, 2]]") != NULL) {
        text = "---\nformat: 1\ntitle: T\nlogits: [[2, 2, 1], [3, 3, 3]]\nlabels: [0, 1]\n---\n"
               "Each is 0.3333, and the loss is 1.0986.\n";
    }
    read_lesson(text);
    ck_assert(draw(1, &variant));
    bool clean = variant_check_texts(lesson, &variant, NAMED[_i].texts, &diag);
    ck_assert_msg(clean == (NAMED[_i].line == 0), "%s", text);
    if (!clean) {
        ck_assert_uint_eq(diag.errors, 1);
        ck_assert_str_eq(diag.first->id, "names-old-number");
        ck_assert_msg(diag.first->line == NAMED[_i].line && diag.first->col == NAMED[_i].col,
            "%s: %zu:%zu", text, diag.first->line, diag.first->col);
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("variant");
    TCase *tests = tcase_create("variant");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, numbers_are_those_of_splitmix);
    tcase_add_loop_test(tests, a_draw_keeps_the_order, 0, sizeof ROWS / sizeof *ROWS);
    tcase_add_test(tests, texts_change_no_variant);
    tcase_add_loop_test(tests, some_have_none, 0, sizeof NONE / sizeof *NONE);
    tcase_add_test(tests, answers_are_good);
    tcase_add_loop_test(tests, demands_are_made, 0, sizeof JUDGED / sizeof *JUDGED);
    tcase_add_loop_test(
        tests, questions_with_old_numbers_are_left_out, 0, sizeof LEFT_OUT / sizeof *LEFT_OUT);
    tcase_add_test(tests, some_question_is_left);
    tcase_add_test(tests, questions_in_words_stay_true);
    tcase_add_loop_test(tests, a_draw_of_shares_keeps_their_sum, 0, 100);
    tcase_add_loop_test(tests, rows_keep_their_distance, 0, 20);
    tcase_add_loop_test(tests, few_scores_get_a_decimal, 0, 100);
    tcase_add_loop_test(tests, old_numbers_are_found, 0, sizeof NAMED / sizeof *NAMED);
    suite_add_tcase(suite, tests);
    return suite;
}
