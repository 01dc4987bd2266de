/* Why two rules part: what a binary loss does with its two logarithms, and what nan comes to. */
#include "check_main.h"
#include "compare.h"

#include <string.h>

#define BINARY "loss: binary_cross_entropy\n"

static const struct {
    const char *lesson, *rules;
    enum departure why;
    const char *begins; /* the sentence */
} CASES[] = {
    {BINARY "logits: [100]\ntargets: [0]\n", "pytorch", DEPARTURE_none, "PyTorch: The same"},
    {BINARY "logits: [-800]\ntargets: [1]\n", "tf1", DEPARTURE_none, "TensorFlow 1: The same"},
    {BINARY "logits: [inf]\ntargets: [0.9]\n", "pytorch", DEPARTURE_none, "PyTorch: The same"},
    {BINARY "logits: [inf]\ntargets: [0.9]\n", "tf1", DEPARTURE_infinite_score,
        "TensorFlow 1: An inf"},
    {BINARY "logits: [-inf]\ntargets: [0.9]\n", "pytorch", DEPARTURE_infinite_score,
        "PyTorch: An inf"},
    {BINARY "probs: [1]\ntargets: [0]\n", "pytorch", DEPARTURE_log_floor, "PyTorch lets"},
    {BINARY "probs: [1]\ntargets: [0]\n", "tf1", DEPARTURE_log_epsilon, "TensorFlow 1 adds"},
    /* inf / inf is nan for both, whatever is made of it then */
    {"logits: [[0, 1], [1000, 2]]\nlabels: [0, 0]\nroute: textbook\n", "sklearn", DEPARTURE_none,
        "scikit-learn: The same"},
    {"logits: [[0, 1], [1000, 2]]\nlabels: [0, 0]\nroute: textbook\n", "tf_keras", DEPARTURE_none,
        "tf-keras"},
};

START_TEST(rules_part)
{
    struct diag diag;
    diag_init(&diag);
    struct arena arena;
    arena_init(&arena);
    const char *text = arena_printf(&arena, "---\nformat: 1\ntitle: t\n%s---\n", CASES[_i].lesson);
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
    TCase *tests = tcase_create("losses");
    tcase_add_loop_test(tests, rules_part, 0, sizeof CASES / sizeof *CASES);
    suite_add_tcase(suite, tests);
    return suite;
}
