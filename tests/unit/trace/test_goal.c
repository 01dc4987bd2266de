/* The goal of a task: when it is reached. */
#include "change.h"
#include "check_main.h"
#include "goal.h"

#include <stdio.h>
#include <string.h>

/* The losses are 2 and 0.5, exactly, as the logarithms are given; their mean is 1.25. */
static const char FRONT[] =
    "---\nformat: 1\ntitle: T\nloss: nll\nlog_probs: [[-2, -1], [-3, -0.5]]\n"
    "labels: [0, 1]\n";

static const struct {
    const char *goal;
    bool met;
} GOALS[] = {
    {"loss < 1.25", false}, {"loss < 1.250001", true}, {"loss > 1.25", false},
    {"loss > 1.249999", true}, {"loss = 1.25", true},
    {"loss = 1.2", true},                        /* 1.25 is 1.2 or 1.3: half a unit off is either */
    {"loss = 1.24", false}, {"loss = 1", false}, /* a whole number is meant exactly */
    {"loss = 1.", true}, /* with a point it is not */ {"total = 2.5", true}, {"total = 2", false},
    {"total = 2.50000000001", true}, /* no closer than 1e-9 */
    {"total = 25.0e-1", true}, {"per_sample[0] = 2", true}, {"per_sample[1] = 2", false},
    {"per_sample[1] = 0.5", true}, {"per_sample[1] < 1", true}, {"log_probs[1, 0] = -3", true},
    {"log_probs[1, 0] > -3", false}, {"loss > -inf", true}, {"loss < inf", true},
    {"loss = inf", false}, {"loss = -inf", false}, /* however far it may be from there */
    {"perplexity < 100", false},                   /* there is none */
};

START_TEST(test_goals)
{
    struct diag diag;
    char text[512];
    diag_init(&diag);
    int size = snprintf(
        text, sizeof text, "%stask: {goal: \"%s\", may: [labels]}\n---\n", FRONT, GOALS[_i].goal);
    struct lesson *lesson = lesson_parse("t.md", NULL, text, (size_t)size, NULL, 0, NULL, &diag);
    ck_assert_msg(lesson != NULL, "%s", GOALS[_i].goal);
    struct trace *trace = trace_new(lesson);
    ck_assert_int_eq(goal_met(trace, lesson->task), GOALS[_i].met);
    trace_free(trace);
    lesson_free(lesson);
    diag_release(&diag);
}
END_TEST

/* A lesson that is changed has the same task. */
START_TEST(test_changed)
{
    struct diag diag;
    char text[512];
    diag_init(&diag);
    int size = snprintf(text, sizeof text, "%stask: {goal: loss < 1, may: [labels]}\n---\n", FRONT);
    struct lesson *lesson = lesson_parse("t.md", NULL, text, (size_t)size, NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    const struct override set = {"labels=[1, 1]"};
    struct lesson *changed = lesson_variant(lesson, &set, 1, &diag);
    ck_assert_ptr_nonnull(changed);
    struct trace *before = trace_new(lesson);
    struct trace *after = trace_new(changed);
    ck_assert(!goal_met(before, lesson->task));
    ck_assert(goal_met(after, changed->task)); /* (1 + 0.5) / 2 */
    trace_free(before);
    trace_free(after);
    lesson_free(changed);
    lesson_free(lesson);
    diag_release(&diag);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("goal");
    TCase *goals = tcase_create("goals");
    tcase_add_loop_test(goals, test_goals, 0, sizeof GOALS / sizeof *GOALS);
    tcase_add_test(goals, test_changed);
    suite_add_tcase(suite, goals);
    return suite;
}
