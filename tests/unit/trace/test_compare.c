/* Why two rules part: what a binary loss does with its two logarithms, and what nan comes to. */
#include "check_main.h"
#include "compare.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    {.lesson = "logits: [[0, 0]]\nlabels: [0]\nmask: [0]\nreduction: weighted_mean\n",
        "pytorch",
        DEPARTURE_none, /* nan for both */
        "PyTorch: The same"},
    {.lesson = "logits: [[0, 0]]\nlabels: [0]\nmask: [0]\nreduction: mean_unmasked\n",
        "keras",
        DEPARTURE_empty_mean,
        "Keras 3: Nothing counts",
        ID_loss},
    {.lesson = "probs: [[0.5, 0.5], [0.5, 0.25]]\nlabels: [0, 0]\n",
        "keras",
        DEPARTURE_renormalisation,
        "Keras 3 divides the probabilities by their sum; this lesson does not.",
        ID_normalized,
        1},
    /* by more than 1e-5, and by no more than the rounding of a sum */
    {.lesson = "probs: [[0.500015, 0.5]]\nlabels: [0]\n",
        "keras",
        DEPARTURE_renormalisation,
        "Keras 3 divides",
        ID_normalized},
    {.lesson = "probs: [[0.7, 0.2, 0.1]]\nlabels: [0]\n",
        "keras",
        DEPARTURE_none,
        "Keras 3: The same"},
    /* the sum is nan, and makes nan of a probability that was none */
    {.lesson = "logits: [[2, 1000]]\nlabels: [0]\nroute: textbook\n",
        "sklearn",
        DEPARTURE_renormalisation,
        "scikit-learn divides",
        ID_normalized},
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
    /* both clip 1, one to 1 - 2^-52, the other to 1 - 1e-7 */
    {.lesson = "rules: sklearn\nprobs: [[1, 0]]\nlabels: [0]\n",
        "keras",
        DEPARTURE_clip,
        "Keras 3 clips",
        ID_clipped},
    {.lesson = "rules: keras\nprobs: [[1, 0]]\nlabels: [0]\n",
        "sklearn",
        DEPARTURE_clip,
        "scikit-learn: This lesson clips",
        ID_clipped},
    /* both clip by the same amount, but for the rounding of a sum in the second */
    {.lesson = "probs: [[0, 1]]\nlabels: [0]\nclip_eps: 1e-7\n",
        "keras",
        DEPARTURE_none,
        "Keras 3: The same"},
    {.lesson = "probs: [[5e-8, 0.999999950000001]]\nlabels: [0]\nclip_eps: 1e-7\n",
        "keras",
        DEPARTURE_none,
        "Keras 3: The same"},
    /* the clip makes the sum 1 + 1e-7, by which it is then divided: it began with the clip */
    {.lesson = "probs: [[0, 1]]\nlabels: [0]\n",
        "tf_keras",
        DEPARTURE_clip,
        "tf-keras (TensorFlow 2) clips",
        ID_clipped},
    /* a target of 0 is clipped, where no probability is: 0 log 0 is not 1e-7 log 1e-7 */
    {.lesson = "loss: kl_divergence\nprobs: [[0.5, 0.5]]\ntargets: [[0, 1]]\n",
        "keras",
        DEPARTURE_clip,
        "Keras 3 clips",
        ID_product},
    {.lesson = "rules: keras\nloss: kl_divergence\nprobs: [[0.5, 0.5]]\ntargets: [[0, 1]]\n",
        "plain",
        DEPARTURE_clip,
        "plain mathematics: This lesson clips",
        ID_product},
    /* smoothed labels: PyTorch weighs each class term by its own class, others all by the label's
     */
    {.lesson = "logits: [[0, 1]]\nlabels: [0]\nlabel_smoothing: 0.1\nclass_weights: [1, 2]\n",
        "pytorch",
        DEPARTURE_class_weights,
        "PyTorch: The class weights",
        ID_product,
        0,
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
    /* the same where they come to another divisor too: 1 + 2 + 2, or 1 + 1 + 2 */
    {.lesson = "logits: [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]\nlabels: [[0, 1], [1, 0]]\n"
               "sample_weights: [1, 2]\nmask: [[1, 0], [1, 1]]\nreduction: weighted_mean\n",
        "pytorch",
        DEPARTURE_sample_weights,
        "PyTorch: The weights",
        ID_weights,
        1},
    {.lesson = BINARY "logits: [[0, 0], [0, 0]]\ntargets: [[0, 1], [1, 0]]\n"
                      "sample_weights: [1, 2]\n",
        "pytorch",
        DEPARTURE_sample_weights,
        "PyTorch: The weights",
        ID_weights,
        0,
        1},
    /* log(e / S) and s - log S part in the last bit of 10.2, which is larger than that of 1 */
    {.lesson = "logits: [[10.2, 0]]\nlabels: [1]\n",
        "pytorch",
        DEPARTURE_rounding,
        "PyTorch: The same formula",
        ID_log_softmax,
        0,
        1},
    {.lesson = "logits: [[10.2, 0]]\nlabels: [1]\n",
        "route=fused",
        DEPARTURE_rounding,
        "route=fused: The same formula",
        ID_product,
        0,
        1},
    /* a setting that gives other numbers to the last cell, or another shape, as long or not */
    {.lesson = "logits: [[0, 1], [3, 2]]\nlabels: [0, 1]\n",
        "logits=[[0, 1], [3, 5]]",
        DEPARTURE_setting,
        "logits=[[0, 1], [3, 5]]: It",
        ID_logits,
        1,
        1},
    {.lesson = "logits: [[0, 1], [3, 2]]\nlabels: [0, 1]\n",
        "logits=[[0, 1, 5], [3, 2, 5]]",
        DEPARTURE_setting,
        "logits=[[0, 1, 5], [3, 2, 5]]: It",
        ID_logits},
    {.lesson = "logits: [[0, 1, 2], [3, 4, 5]]\ntargets: [[1, 0, 0], [0, 0, 1]]\n",
        "class_axis=0",
        DEPARTURE_setting,
        "class_axis=0: It",
        ID_logits},
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
    ck_assert(!trace_failed(c.trace)); /* rules that refuse a lesson leave it as it is */
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

/* Of a large stage the first 100,000 cells are looked at: what differs behind them shows in what is
 * made of all. */
START_TEST(large_stages_are_cut)
{
    static const struct {
        size_t before; /* zeros before the 1 */
        enum stage_id stage;
    } LARGE[] = {{99999, ID_sigmoid}, {100000, ID_total}};
    for (size_t i = 0; i < sizeof LARGE / sizeof *LARGE; i++) {
        struct str text;
        str_init(&text);
        str_add(&text, BINARY "route: stable\nlogits: [");
        for (size_t k = 0; k < LARGE[i].before; k++) {
            str_add(&text, "0,");
        }
        str_add(&text, "1]\ntargets: [");
        for (size_t k = 0; k < LARGE[i].before; k++) {
            str_add(&text, "0,");
        }
        str_add(&text, "0]\n");
        struct compared c;
        begin_compared(&c, text.data, "temperature=2");
        ck_assert_msg(c.comparison.stage == LARGE[i].stage, "%s", stage_name(c.comparison.stage));
        ck_assert(comparison_first_stage(c.trace, c.comparison.trace) == LARGE[i].stage);
        end_compared(&c);
        str_release(&text);
    }
}
END_TEST

/* Data that is gone is no word of the rules: the lesson's own trace has failed. */
START_TEST(lost_data_is_no_refusal)
{
    char folder[] = "/tmp/losswalk-compare-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    char path[sizeof folder + 8];
    (void)snprintf(path, sizeof path, "%s/z.npy", folder);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    static const double NUMBERS[] = {1, 2};
    ck_assert(fwrite("\x93NUMPY\1\0v\0", 10, 1, file) == 1);
    (void)fprintf(file, "%-117s\n", "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }");
    ck_assert(fwrite(NUMBERS, sizeof NUMBERS, 1, file) == 1);
    ck_assert_int_eq(fclose(file), 0);
    static const char TEXT[] =
        "---\nformat: 1\ntitle: t\nlogits: {file: z.npy}\nlabels: [0]\n---\n";
    struct diag diag;
    struct compared c;
    diag_init(&diag);
    arena_init(&c.arena);
    c.lesson = lesson_parse("t.md", folder, TEXT, strlen(TEXT), NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(c.lesson);
    c.trace = trace_new(c.lesson);
    ck_assert_int_eq(unlink(path), 0);
    comparison_make(&c.comparison, c.trace, "pytorch", &c.arena);
    ck_assert(c.comparison.why == DEPARTURE_refused);
    ck_assert(trace_failed(c.trace));
    end_compared(&c);
    ck_assert_int_eq(rmdir(folder), 0);
    diag_release(&diag);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("where rules part");
    TCase *tests = tcase_create("losses");
    tcase_add_loop_test(tests, rules_part, 0, sizeof CASES / sizeof *CASES);
    tcase_add_loop_test(tests, frameworks_want_axes, 0, sizeof AXES / sizeof *AXES);
    tcase_add_test(tests, numbers_are_the_same);
    tcase_add_test(tests, large_stages_are_cut);
    tcase_add_test(tests, lost_data_is_no_refusal);
    suite_add_tcase(suite, tests);
    return suite;
}
