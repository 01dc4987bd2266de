/* Why two rules part: what a binary loss does with its two logarithms, and what nan comes to. */
#include "check_main.h"
#include "compare.h"

#include <math.h>
#include <string.h>

#define BINARY "loss: binary_cross_entropy\n"

static const struct {
    const char *lesson, *rules;
    enum departure why;
    const char *begins;  /* the sentence */
    enum stage_id stage; /* where, in which cell */
    size_t row, col;
} CASES[] = {
    {.lesson = BINARY "logits: [100]\ntargets: [0]\n",
        "pytorch",
        DEPARTURE_none,
        "PyTorch: The same"},
    {.lesson = BINARY "logits: [-800]\ntargets: [1]\n",
        "tf1",
        DEPARTURE_none,
        "TensorFlow 1: The same"},
    {.lesson = BINARY "logits: [inf]\ntargets: [0.9]\n",
        "pytorch",
        DEPARTURE_none,
        "PyTorch: The same"},
    {.lesson = BINARY "logits: [inf]\ntargets: [0.9]\n",
        "tf1",
        DEPARTURE_infinite_score,
        "TensorFlow 1: An inf"},
    {.lesson = BINARY "logits: [-inf]\ntargets: [0.9]\n",
        "pytorch",
        DEPARTURE_infinite_score,
        "PyTorch: An inf"},
    {.lesson = BINARY "probs: [1]\ntargets: [0]\n", "pytorch", DEPARTURE_log_floor, "PyTorch lets"},
    {.lesson = BINARY "probs: [1]\ntargets: [0]\n",
        "tf1",
        DEPARTURE_log_epsilon,
        "TensorFlow 1 adds"},
    /* inf / inf is nan for both, whatever is made of it then */
    {.lesson = "logits: [[0, 1], [1000, 2]]\nlabels: [0, 0]\nroute: textbook\n",
        "sklearn",
        DEPARTURE_none,
        "scikit-learn: The same"},
    {.lesson = "logits: [[0, 1], [1000, 2]]\nlabels: [0, 0]\nroute: textbook\n",
        "tf_keras",
        DEPARTURE_none,
        "tf-keras"},
    {.lesson = "logits: [[0, 1], [1, 2]]\nlabels: [0, -100]\nout_of_range: zero\n",
        "pytorch",
        DEPARTURE_mask,
        "PyTorch drops",
        ID_mask,
        1},
    {.lesson = "rules: pytorch\nlogits: [[0, 1], [1, 2]]\nlabels: [-100, 0]\nout_of_range: zero\n",
        "plain",
        DEPARTURE_mask,
        "plain mathematics: This lesson drops",
        ID_mask},
    {.lesson = "loss: kl_divergence\nlogits: [[0, 1]]\ntargets: [[0.5, 0.5]]\n",
        "pytorch",
        DEPARTURE_elementwise,
        "PyTorch keeps",
        ID_product},
    {.lesson = "rules: pytorch\nloss: kl_divergence\nlogits: [[0, 1]]\ntargets: [[0.5, 0.5]]\n",
        "plain",
        DEPARTURE_elementwise,
        "plain mathematics: This lesson keeps",
        ID_per_sample},
    {.lesson = BINARY "logits: [[0, 1]]\ntargets: [[0, 1]]\n",
        "keras",
        DEPARTURE_last_axis_mean,
        "Keras 3 averages",
        ID_per_sample},
    {.lesson = BINARY "logits: [[0], [1]]\ntargets: [[0], [1]]\n",
        "keras",
        DEPARTURE_rounding,
        "Keras 3"},
    {.lesson = "logits: [[0, 0], [0, 0]]\nlabels: [0, 1]\nclass_weights: [1, 2]\n",
        "pytorch",
        DEPARTURE_divisor,
        "PyTorch: The total",
        ID_divisor},
    {.lesson = "logits: [[0, 0]]\nlabels: [0]\nmask: [0]\nreduction: mean_unmasked\n",
        "keras",
        DEPARTURE_empty_mean,
        "Keras 3: Nothing counts",
        ID_loss},
    {.lesson = "probs: [[0.5, 0.5], [0.5, 0.25]]\nlabels: [0, 0]\n",
        "keras",
        DEPARTURE_renormalisation,
        "Keras 3 divides",
        ID_normalized,
        1},
    {.lesson = "probs: [[0.5, 0.5], [1, 0]]\nlabels: [0, 1]\n",
        "keras",
        DEPARTURE_clip,
        "Keras 3 clips",
        ID_clipped,
        1,
        1},
    {.lesson = "rules: keras\nprobs: [[0.5, 0.5], [1, 0]]\nlabels: [0, 1]\n",
        "plain",
        DEPARTURE_clip,
        "plain mathematics: This lesson clips",
        ID_clipped,
        1,
        1},
    {.lesson = "rules: tf1\nlogits: [[0, 1], [1, 2]]\nlabels: [0, -1]\n",
        "optax",
        DEPARTURE_targets,
        "optax: A label",
        ID_one_hot,
        1},
    {.lesson = "rules: tf1\nlogits: [[0, 1], [1, 2]]\nlabels: [0, 5]\n",
        "plain",
        DEPARTURE_refused,
        "plain mathematics: These"},
    {.lesson = "logits: [[0, 1], [3, 2]]\nlabels: [0, 1]\n",
        "temperature=2",
        DEPARTURE_setting,
        "temperature=2: It",
        ID_row_max},
    {.lesson = "logits: [[-1, 0], [3, 2]]\nlabels: [0, 1]\n",
        "temperature=2",
        DEPARTURE_setting,
        "temperature=2: It",
        ID_row_max,
        1},
    {.lesson = "logits: [[0, 1], [3, 2]]\nlabels: [0, 1]\n",
        "temperature=1",
        DEPARTURE_none,
        "temperature=1: The same"},
    {.lesson = "logits: [[0, 1], [3, 2]]\nlabels: [0, 1]\n",
        "reduction=sum",
        DEPARTURE_setting,
        "reduction=sum: It",
        ID_divisor},
    {.lesson = BINARY "logits: [[1], [0]]\ntargets: [[1], [0]]\n",
        "keras",
        DEPARTURE_rounding,
        "Keras 3",
        ID_log_sigmoid,
        0},
    /* two samples of two positions: weights of samples, or of positions */
    {.lesson = "logits: [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]\nlabels: [[0, 1], [1, 0]]\n"
               "sample_weights: [1, 2]\n",
        "pytorch",
        DEPARTURE_sample_weights,
        "PyTorch: The weights",
        ID_weights,
        1},
};

/* Where a framework wants its classes, if not where they are; it is said behind the sentence. */
static const struct {
    const char *lesson, *rules, *axes;
} AXES[] = {
    {"logits: [[[1, 2], [3, 4]]]\nlabels: [[0, 1]]\n", "pytorch", " PyTorch wants (N, C, T)."},
    {"logits: [[[[1, 2], [3, 4]]]]\nlabels: [[[0, 1]]]\n", "pytorch",
        " PyTorch wants (N, C, d1, d2)."},
    {"class_axis: 1\nlogits: [[[1, 2], [3, 4]]]\nlabels: [[0, 1]]\n", "keras",
        " Keras 3 wants (N, T, C)."},
    {"class_axis: 1\nlogits: [[[[1, 2]], [[3, 4]]]]\nlabels: [[[0, 1]]]\n", "keras",
        " Keras 3 wants (N, d1, d2, C)."},
    {"logits: [[[1, 2], [3, 4]]]\nlabels: [[0, 1]]\n", "keras", NULL},
    {"class_axis: 1\nlogits: [[[1, 2], [3, 4]]]\nlabels: [[0, 1]]\n", "pytorch", NULL},
    {"class_axis: 1\nlogits: [[[1, 2], [3, 4]]]\nlabels: [[0, 1]]\n", "plain", NULL},
    {"logits: [[[1, 2], [3, 4]]]\nlabels: [[0, 1]]\n", "temperature=2", NULL},
    {"loss: binary_cross_entropy\nlogits: [[[1, 2], [3, 4]]]\ntargets: [[[0, 1], [0, 1]]]\n",
        "pytorch", NULL},
};

/* Opens the lesson and compares it. */
struct compared {
    struct arena arena;
    struct lesson *lesson;
    struct trace *trace;
    struct comparison comparison;
};

static void begin_compared(struct compared *c, const char *front_matter, const char *rules)
{
    struct diag diag;
    diag_init(&diag);
    arena_init(&c->arena);
    const char *text = arena_printf(&c->arena, "---\nformat: 1\ntitle: t\n%s---\n", front_matter);
    c->lesson = lesson_parse("t.md", NULL, text, strlen(text), NULL, 0, NULL, &diag);
    struct str report;
    str_init(&report);
    diag_print(&diag, &report);
    ck_assert_msg(c->lesson != NULL, "%s", report.data);
    str_release(&report);
    diag_release(&diag);
    c->trace = trace_new(c->lesson);
    comparison_make(&c->comparison, c->trace, rules, &c->arena);
}

static void end_compared(struct compared *c)
{
    comparison_release(&c->comparison);
    trace_free(c->trace);
    lesson_free(c->lesson);
    arena_release(&c->arena);
}

START_TEST(rules_part)
{
    struct compared c;
    begin_compared(&c, CASES[_i].lesson, CASES[_i].rules);
    const struct comparison *found = &c.comparison;
    ck_assert_msg(
        found->why == CASES[_i].why, "%s: %s", CASES[_i].lesson, departure_ids[found->why]);
    ck_assert_msg(strncmp(found->sentence, CASES[_i].begins, strlen(CASES[_i].begins)) == 0, "%s",
        found->sentence);
    if (CASES[_i].stage != ID_none) {
        ck_assert_msg(found->stage == CASES[_i].stage && found->row == CASES[_i].row &&
                          found->col == CASES[_i].col,
            "%s: %s %zu,%zu", CASES[_i].lesson, stage_name(found->stage), found->row, found->col);
    }
    ck_assert((found->why == DEPARTURE_refused) == (found->refusal != NULL));
    end_compared(&c);
}
END_TEST

START_TEST(frameworks_want_axes)
{
    struct compared c;
    begin_compared(&c, AXES[_i].lesson, AXES[_i].rules);
    const char *wants = strstr(c.comparison.sentence, " wants (");
    const char *said = AXES[_i].axes == NULL ? NULL : strstr(c.comparison.sentence, AXES[_i].axes);
    ck_assert_msg((wants != NULL) == (AXES[_i].axes != NULL), "%s", c.comparison.sentence);
    ck_assert_msg(AXES[_i].axes == NULL || said != NULL, "%s", c.comparison.sentence);
    end_compared(&c);
}
END_TEST

/* But for rounding in float64. */
START_TEST(numbers_are_the_same)
{
    ck_assert(comparison_same(1, 1) && comparison_same(0, 0) && comparison_same(-3, -3));
    ck_assert(comparison_same(1, 1 + 5e-14) && comparison_same(1e300, 1e300 * (1 - 5e-14)));
    ck_assert(!comparison_same(1, 1 + 1.5e-13) && !comparison_same(1, 1 - 1.5e-13));
    ck_assert(!comparison_same(1, -1) && !comparison_same(0, 1e-300) && !comparison_same(1, 2));
    ck_assert(comparison_same(NAN, NAN) && !comparison_same(NAN, 1) && !comparison_same(1, NAN));
    ck_assert(comparison_same(INFINITY, INFINITY) && !comparison_same(INFINITY, -INFINITY));
    ck_assert(!comparison_same(INFINITY, 1) && !comparison_same(1, INFINITY));
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("where rules part");
    TCase *tests = tcase_create("losses");
    tcase_add_loop_test(tests, rules_part, 0, sizeof CASES / sizeof *CASES);
    tcase_add_loop_test(tests, frameworks_want_axes, 0, sizeof AXES / sizeof *AXES);
    tcase_add_test(tests, numbers_are_the_same);
    suite_add_tcase(suite, tests);
    return suite;
}
