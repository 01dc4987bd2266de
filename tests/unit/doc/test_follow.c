/* How far an answer may be off, of batches that are followed by hand here.
 *
 * Logits 2, 1 and 4, and the label 1: the exponentials are 7.3891, 2.7183 and 54.5982, the row sum
 * 64.7055, the probabilities 0.1142, 0.0420 and 0.8438, the loss 3.16985. */
#include "check_main.h"
#include "follow.h"
#include "numbers.h"

#include <math.h>
#include <string.h>

static struct lesson *lesson;
static struct trace *trace;
static struct diag diag;
static struct arena arena;

static void read_text(const char *text)
{
    lesson = lesson_parse("t.md", NULL, text, strlen(text), NULL, 0, NULL, &diag);
    ck_assert(lesson != NULL);
    trace = trace_new(lesson);
}

static void set_up(void)
{
    diag_init(&diag);
    arena_init(&arena);
    lesson = NULL;
    trace = NULL;
}

static void tear_down(void)
{
    trace_free(trace);
    lesson_free(lesson);
    arena_release(&arena);
    diag_release(&diag);
}

#define FRONT "---\nformat: 1\ntitle: T\n"
#define SPARSE FRONT "logits: [[2, 1, 4]]\nlabels: [1]\nroute: textbook\n---\n"
#define BINARY                                                                                     \
    FRONT "loss: binary_cross_entropy\nlogits: [-9]\ntargets: [1]\nroute: textbook\n---\n"

static const struct {
    const char *text;
    enum stage_id first, asked; /* the first blank, and the cell that is asked for */
    size_t col;
    int decimals;
    bool rounds;
    double tolerance;
    bool carry;
} CASES[] = {
    /* only the log p is left out: log(0.0420) is -3.1701 for -3.1699, and half a digit of 0.0420
       makes 0.0012 */
    {SPARSE, ID_log, ID_log, 1, 4, true, 0.002, false},
    /* log(0.8438) = -0.1698; half a digit makes 0.00006 */
    {SPARSE, ID_log, ID_log, 2, 4, true, 0.0001, false},
    /* from the row sum on in full: the usual one */
    {SPARSE, ID_softmax, ID_softmax, 1, 4, true, 0.0001, false},
    /* and p rounded to 0.0420 on the way: 0.0003 off; not where nothing is rounded */
    {SPARSE, ID_softmax, ID_loss, 0, 4, true, 0.0005, false},
    {SPARSE, ID_softmax, ID_loss, 0, 4, false, 0.0001, false},
    /* log p is printed: L is read off */
    {SPARSE, ID_product, ID_loss, 0, 4, true, 0.0001, false},
    /* exp(4.00005) is 0.00273 more than exp(4), exp(1.00005) 0.00014 more than exp(1) */
    {SPARSE, ID_exp, ID_exp, 2, 4, true, 0.005, false},
    {SPARSE, ID_exp, ID_exp, 1, 4, true, 0.0002, false},
    /* with 2 decimals p is 0.04, and half a digit of it makes 0.13: log(0.035) = -3.35 */
    {SPARSE, ID_log, ID_log, 1, 2, true, 0.2, false},
    /* p is 0.000123: rounded to 0.0001, its logarithm is -9.21 for -9.00, which is more than 2 % */
    {BINARY, ID_sigmoid, ID_log, 0, 4, true, 0.0001, true},
    /* and printed so, it must be followed: from 0.00015 it is -8.80, from 0.00005 -9.90: by 0.69 */
    {BINARY, ID_log, ID_log, 0, 4, true, 1, false},
};

static size_t stage_at(enum stage_id id)
{
    size_t index = recipe_find(trace_recipe(trace), id);
    ck_assert_uint_ne(index, STAGE_NONE);
    return index;
}

START_TEST(tolerances_are_the_smallest)
{
    read_text(CASES[_i].text);
    const struct follow_page page = {
        CASES[_i].decimals, UINT64_MAX, stage_at(CASES[_i].first), CASES[_i].rounds};
    struct follow *follow = follow_new(trace, &page, &arena);
    const struct question_cell cell = {stage_at(CASES[_i].asked), 0, CASES[_i].col};
    follow_ask(follow, &cell);
    const struct follow_tolerance found = follow_tolerance(follow, &cell);
    ck_assert_msg(found.value == CASES[_i].tolerance && found.carry == CASES[_i].carry,
        "%d: %.17g, not %.17g", _i, found.value, CASES[_i].tolerance);
}
END_TEST

/* What is no number, or in a batch that nobody computes by hand, has the usual one. */
START_TEST(others_have_the_usual_one)
{
    read_text(FRONT "logits: [[-inf, 0]]\nlabels: [0]\nroute: textbook\n---\n");
    const struct follow_page page = {3, UINT64_MAX, stage_at(ID_log), true};
    struct follow *follow = follow_new(trace, &page, &arena);
    const struct question_cell cell = {stage_at(ID_log), 0, 0};
    follow_ask(follow, &cell);
    ck_assert(isinf(trace_cell(trace, cell.stage, 0, 0)));
    ck_assert(follow_tolerance(follow, &cell).value == 0.001);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("follow");
    TCase *tests = tcase_create("follow");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, tolerances_are_the_smallest, 0, sizeof CASES / sizeof *CASES);
    tcase_add_test(tests, others_have_the_usual_one);
    suite_add_tcase(suite, tests);
    return suite;
}
