/* Why two rules part, where it is about what a binary loss does with its two logarithms. */
#include "check_main.h"
#include "compare.h"

#include <string.h>

static const struct {
    const char *lesson, *rules;
    enum departure why;
    const char *begins; /* the sentence */
} CASES[] = {
    {"logits: [100]\ntargets: [0]\n", "pytorch", DEPARTURE_none, "PyTorch: The same"},
    {"logits: [-800]\ntargets: [1]\n", "tf1", DEPARTURE_none, "TensorFlow 1: The same"},
    {"logits: [inf]\ntargets: [0.9]\n", "pytorch", DEPARTURE_none, "PyTorch: The same"},
    {"logits: [inf]\ntargets: [0.9]\n", "tf1", DEPARTURE_infinite_score, "TensorFlow 1: An inf"},
    {"logits: [-inf]\ntargets: [0.9]\n", "pytorch", DEPARTURE_infinite_score, "PyTorch: An inf"},
    {"probs: [1]\ntargets: [0]\n", "pytorch", DEPARTURE_log_floor, "PyTorch lets"},
    {"probs: [1]\ntargets: [0]\n", "tf1", DEPARTURE_log_epsilon, "TensorFlow 1 adds"},
};

START_TEST(rules_part)
{
    struct diag diag;
    diag_init(&diag);
    struct arena arena;
    arena_init(&arena);
    const char *text = arena_printf(
        &arena, "---\nformat: 1\ntitle: t\nloss: binary_cross_entropy\n%s---\n", CASES[_i].lesson);
    struct lesson *lesson = lesson_parse("t.md", NULL, text, strlen(text), NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    struct trace *trace = trace_new(lesson);
    struct comparison comparison;
    comparison_make(&comparison, trace, CASES[_i].rules, &arena);
    ck_assert_msg(
        comparison.why == CASES[_i].why, "%s: %s", CASES[_i].lesson, departure_ids[comparison.why]);
    ck_assert_msg(strncmp(comparison.sentence, CASES[_i].begins, strlen(CASES[_i].begins)) == 0,
        "%s", comparison.sentence);
    comparison_release(&comparison);
    trace_free(trace);
    lesson_free(lesson);
    arena_release(&arena);
    diag_release(&diag);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("where rules part");
    TCase *tests = tcase_create("binary losses");
    tcase_add_loop_test(tests, rules_part, 0, sizeof CASES / sizeof *CASES);
    suite_add_tcase(suite, tests);
    return suite;
}
