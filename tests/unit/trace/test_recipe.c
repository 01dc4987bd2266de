/* What recipes are made of, for each setting of a lesson: the formulas that its stages show, which
 * of them have whole numbers, and numbers that a setting alone decides, all had by hand.
 */
#include "check_main.h"
#include "groups.h"
#include "lesson.h"
#include "numbers.h"
#include "rules.h"
#include "trace.h"

#include <math.h>
#include <string.h>

static struct trace *open_lesson(const char *front_matter)
{
    struct str text;
    str_init(&text);
    str_addf(&text, "---\nformat: 1\ntitle: t\n%s---\n", front_matter);
    struct diag diag;
    diag_init(&diag);
    struct lesson *lesson = lesson_parse("t.md", NULL, text.data, text.len, NULL, 0, NULL, &diag);
    struct str report;
    str_init(&report);
    diag_print(&diag, &report);
    ck_assert_msg(lesson != NULL, "%s%s", text.data, report.data);
    str_release(&report);
    str_release(&text);
    diag_release(&diag);
    return trace_new(lesson);
}

static void close_lesson(struct trace *trace)
{
    const struct lesson *lesson = trace_lesson(trace);
    trace_free(trace);
    lesson_free((struct lesson *)(uintptr_t)lesson);
}

/* Also of those that are no step. */
static size_t find_stage(const struct recipe *recipe, const char *id)
{
    size_t found = STAGE_NONE;
    for (size_t i = 0; i < recipe->count; i++) {
        found = found == STAGE_NONE && strcmp(recipe->stages[i].id, id) == 0 ? i : found;
    }
    return found;
}

#define CLASSES "logits: [[1, 2], [3, 1]]\n"
#define LABELS CLASSES "labels: [0, 1]\n"
#define TARGETS CLASSES "targets: [[0, 1], [0.5, 0.5]]\n"
#define MASK "mask: [1, 0]\n"
#define WEIGHTS "sample_weights: [1, 2]\n"
#define CLASS_WEIGHTS "class_weights: [1, 2]\n"
#define BINARY "loss: binary_cross_entropy\nlogits: [[1, -2]]\ntargets: [[0, 1]]\n"
#define BINARY_PROBS "loss: binary_cross_entropy\nprobs: [[0.5, 0.25]]\ntargets: [[0, 1]]\n"
#define GRADIENT LABELS "reduction: none\ngradient: true\n"
#define MEANS LABELS "reduction: mean_of_means\n"
#define WEIGHTED LABELS "reduction: weighted_mean\n"
#define NONZERO LABELS "reduction: sum_by_nonzero_weights\n"

static const struct {
    const char *lesson, *stage, *formula;
} FORMULAS[] = {
    {LABELS "accuracy: true\n", "predicted", "says = argmax z"},
    {LABELS "accuracy: true\n", "right", "right = is(says = label)"},
    {LABELS "accuracy: true\n", "counted", "counted = number of predictions"},
    {LABELS MASK "accuracy: true\n", "right", "right = keep × is(says = label)"},
    {LABELS MASK "accuracy: true\n", "counted", "counted = Σ keep"},
    {TARGETS "accuracy: true\n", "target_class", "true = argmax y"},
    {TARGETS "accuracy: true\n", "right", "right = is(says = true)"},
    {BINARY "accuracy: true\n", "predicted", "says = [z > 0]"},
    {BINARY "accuracy: true\n", "target_class", "true = [y > 0.5]"},
    {BINARY_PROBS "accuracy: true\n", "predicted", "says = [p > 0.5]"},

    {BINARY, "per_element", "l = -(y log p + (1 - y) log q)"},
    {BINARY "pos_weight: [1, 2]\n", "per_element", "l = -(pos y log p + (1 - y) log q)"},
    {BINARY "label_smoothing: 0.5\n", "per_element", "l = -(t log p + (1 - t) log q)"},
    {BINARY_PROBS, "per_element", "l = -(y log p + (1 - y) log(1 - p))"},
    {BINARY_PROBS "log_base: 2\n", "per_element", "l = -(y log p + (1 - y) log2(1 - p))"},
    {BINARY_PROBS "clip_eps: 0.125\n", "per_element", "l = -(y log p + (1 - y) log(1 - c))"},
    {BINARY_PROBS "clip_eps: 0.125\nclip_mode: add\n", "per_element",
        "l = -(y log p + (1 - y) log(1 - p + eps))"},
    {BINARY_PROBS "clip_mode: log_floor\n", "per_element",
        "l = -(y log p + (1 - y) max(log(1 - p), -100))"},
    {BINARY "route: fused\n", "per_element", "l = (1 - y) softplus - y log p"},
    {BINARY "route: fused\npos_weight: [1, 2]\n", "per_element",
        "l = (1 - y) softplus - pos y log p"},
    {BINARY "route: fused\nlog_base: 2\n", "per_element",
        "l = ((1 - y) softplus - y log p) / log base"},
    {BINARY "route: fused\nlog_base: 10\n", "per_element",
        "l = ((1 - y) softplus - y log p) / log base"},
    {BINARY "average_last_axis: true\n", "per_sample", "L = Σ l / columns"},
    {BINARY, "sigmoid", "p = 1 / (1 + exp(-z)); where z < 0, exp(z) / (1 + exp(z))"},
    {BINARY, "complement", "q = 1 / (1 + exp(z)); where z > 0, exp(-z) / (1 + exp(-z))"},
    {BINARY "route: textbook\n", "sigmoid", "p = 1 / (1 + exp(-z))"},
    {BINARY "temperature: 2\n", "sigmoid",
        "p = 1 / (1 + exp(-u)); where u < 0, exp(u) / (1 + exp(u))"},
    {BINARY, "log_complement", "log q = log(q)"},
    {BINARY "log_base: 2\n", "log_complement", "log q = log2(q)"},
    {BINARY "log_base: 10\n", "log", "log p = log10(p)"},
    {"loss: binary_focal\nlogits: [[1, -2]]\ntargets: [[0, 1]]\n", "cross_entropy_term",
        "h = -(y log p + (1 - y) log q)"},
    {"loss: binary_focal\nlogits: [[1, -2]]\ntargets: [[0, 1]]\n", "per_element",
        "l = (1 - pt)^γ h, 1 - pt = y q + (1 - y) p"},
    {"loss: binary_focal\nprobs: [[0.5, 0.25]]\ntargets: [[0, 1]]\n", "per_element",
        "l = (1 - pt)^γ h, pt = y p + (1 - y)(1 - p)"},
    {"loss: binary_focal\nprobs: [[0.5, 0.25]]\ntargets: [[0, 1]]\nalpha: 0.25\n", "per_element",
        "l = (1 - pt)^γ h (y α + (1 - y)(1 - α)), pt = y p + (1 - y)(1 - p)"},

    {LABELS, "product", "l = -y × log p (0 where y = 0)"},
    {LABELS "label_smoothing: 0.5\n", "product", "l = -t × log p"},
    {LABELS CLASS_WEIGHTS, "product", "l = -y × log p × class weight (0 where y = 0)"},
    {TARGETS, "product", "l = -y × log p"},
    {TARGETS CLASS_WEIGHTS, "product", "l = -y × log p × class weight"},
    {"loss: focal\n" LABELS, "product", "l = -y × log p × α (1 - p)^γ (0 where y = 0)"},
    {"loss: kl_divergence\n" TARGETS, "product", "l = y × (log y - log p) (0 where y = 0)"},
    {"loss: kl_divergence\nprobs: [[0.5, 0.5]]\ntargets: [[0, 1]]\nclip_eps: 0.125\n", "product",
        "l = c × (log c - log p), c = min(max(y, eps), 1)"},
    {"loss: kl_divergence\nprobs: [[0.5, 0.5]]\ntargets: [[0, 1]]\nclip_eps: 0.125\n", "clipped",
        "c = min(max(p, eps), 1)"},
    {"probs: [[0.5, 0.5]]\nlabels: [0]\nclip_eps: 0.125\n", "clipped",
        "c = min(max(p, eps), 1 - eps)"},
    {"loss: hinge\n" LABELS, "product", "l = (1 - y) × max(0, z - zy + 1)"},
    {"loss: hinge\n" LABELS, "true_score", "zy = Σ k, k = y × z"},
    {"loss: squared_error\n" TARGETS, "product", "l = (p - y)²"},
    {LABELS "log_base: 2\n", "log", "log p = log2(p)"},
    {"probs: [[0.5, 0.5]]\nlabels: [0]\nclip_mode: add\nclip_eps: 0.125\n", "log",
        "log p = log(p + eps)"},
    {"probs: [[0.5, 0.5]]\nlabels: [0]\nclip_mode: clip_then_add\nclip_eps: 0.125\n", "log",
        "log p = log(c + eps)"},
    {LABELS "route: fused\nlog_base: 2\n", "log", "log2 p = log p / log 2"},
    {LABELS "route: fused\nlog_base: 10\n", "log", "log10 p = log p / log 10"},
    {LABELS "route: fused\n", "exp", "e = exp(z - m)"},
    {LABELS "route: fused\ndtype: float32\n", "exp", "e = exp(s)"},
    {LABELS "route: textbook\n", "exp", "e = exp(z)"},
    {LABELS "temperature: 2\n", "shifted", "s = u - m"},
    {CLASSES "target_logits: [[1, 2], [0, 1]]\n", "soft_targets",
        "y = et / Σ et, et = exp(zt - max)"},
    {CLASSES "target_logits: [[1, 2], [0, 1]]\ntemperature: 2\n", "soft_targets",
        "y = et / Σ et, et = exp(zt / T - max)"},
    {"loss: binary_cross_entropy\nlogits: [1]\ntarget_logits: [2]\n", "soft_targets",
        "y = 1 / (1 + exp(-zt))"},
    {"loss: binary_cross_entropy\nlogits: [1]\ntarget_logits: [2]\ntemperature: 2\n",
        "soft_targets", "y = 1 / (1 + exp(-ut)), ut = zt / T"},

    /* the sum of a target row need not be 1, so it is written out */
    {GRADIENT, "gradient", "g = d loss / d z = p Σ y - y"},
    {GRADIENT MASK, "gradient", "g = d loss / d z = keep × (p Σ y - y)"},
    {GRADIENT WEIGHTS, "gradient", "g = d loss / d z = (p Σ y - y) × w"},
    {GRADIENT "log_base: 2\n", "gradient", "g = d loss / d z = (p Σ y - y) / log base"},
    {GRADIENT "temperature: 2\n", "gradient", "g = d loss / d z = (p Σ y - y) / T"},
    {GRADIENT CLASS_WEIGHTS, "gradient", "g = d loss / d z = p Σ v - v"},
    {LABELS "gradient: true\n", "gradient", "g = d loss / d z = (p Σ y - y) / divisor"},
    {LABELS MASK WEIGHTS CLASS_WEIGHTS "log_base: 10\ntemperature: 2\ngradient: true\n", "gradient",
        "g = d loss / d z = keep × (p Σ v - v) / log base / T × w / divisor"},

    /* the way back: exp is its own derivative; a sum gives what it gets; a mean a share */
    {LABELS "gradient: steps\n", "d_loss", "d loss = d loss / d loss = 1"},
    {LABELS "gradient: steps\n", "d_total", "d total = d loss / d total = d loss / divisor"},
    {LABELS "gradient: steps\n", "d_shifted", "d s = d loss / d s = d e × e"},
    {LABELS "gradient: steps\n", "d_exp", "d e = d loss / d e = d e by p + d S"},
    {LABELS "gradient: steps\n", "d_product", "d l = d loss / d l = d L"},

    {LABELS "ignore_label: 1\n", "mask", "keep = 1 - is(label = ignored)"},
    {LABELS MASK "ignore_label: 1\n", "mask", "keep = given × (1 - is(label = ignored))"},
    {LABELS, "divisor", "divisor = number of entries"},
    {LABELS "reduction: sum\n", "divisor", "divisor = 1 (a sum is not divided)"},
    {LABELS "reduction: sum\ndivide_by: 4\n", "divisor", "divisor = divide_by"},
    {LABELS "reduction: batch_mean\n", "divisor", "divisor = first dimension"},
    {LABELS "reduction: mean_unmasked\n", "divisor", "divisor = number of entries"},
    {LABELS MASK "reduction: mean_unmasked\n", "divisor", "divisor = Σ keep"},
    {WEIGHTED, "divisor", "divisor = number of entries"},
    {WEIGHTED WEIGHTS, "divisor", "divisor = Σ w"},
    {WEIGHTED MASK, "divisor", "divisor = Σ keep"},
    {WEIGHTED MASK WEIGHTS, "divisor", "divisor = Σ kept, kept = keep × w"},
    {WEIGHTED CLASS_WEIGHTS, "divisor", "divisor = Σ kept, kept = class weight"},
    {WEIGHTED MASK CLASS_WEIGHTS, "divisor", "divisor = Σ kept, kept = keep × class weight"},
    {WEIGHTED WEIGHTS CLASS_WEIGHTS, "divisor", "divisor = Σ kept, kept = class weight × w"},
    {WEIGHTED MASK WEIGHTS CLASS_WEIGHTS, "divisor",
        "divisor = Σ kept, kept = keep × class weight × w"},
    {LABELS WEIGHTS MASK CLASS_WEIGHTS "reduction: class_weighted_mean\n", "divisor",
        "divisor = Σ kept, kept = keep × class weight"},
    {TARGETS CLASS_WEIGHTS "reduction: weighted_mean\n", "divisor", "divisor = number of entries"},
    {BINARY "class_weights: [1, 2]\nreduction: weighted_mean\n", "divisor",
        "divisor = Σ kept, kept = class weight"},
    {BINARY "class_weights: [1, 2]\naverage_last_axis: true\nreduction: weighted_mean\n", "divisor",
        "divisor = number of entries"},
    {NONZERO, "divisor", "divisor = number of entries"},
    {NONZERO WEIGHTS, "divisor", "divisor = count of w ≠ 0"},
    {NONZERO WEIGHTS MASK, "divisor", "divisor = count of w ≠ 0"},
    {NONZERO MASK, "divisor", "divisor = number of entries"},
    {NONZERO "rules: tf1\n" MASK, "divisor", "divisor = count of keep ≠ 0"},
    {NONZERO "rules: tf1\n" MASK WEIGHTS, "divisor", "divisor = count of kept ≠ 0"},
    {MEANS, "divisor", "divisor = number of groups that have any"},
    {MEANS, "group_weight", "n = number of entries of the group"},
    {MEANS MASK, "group_weight", "n = Σ keep"},
    {MEANS WEIGHTS MASK, "group_weight", "n = Σ kept"},
    {LABELS "perplexity: true\n", "perplexity", "ppl = exp(loss)"},
    {LABELS "perplexity: true\nlog_base: 2\n", "perplexity", "ppl = 2^loss"},
    {LABELS "perplexity: true\nlog_base: 10\n", "perplexity", "ppl = 10^loss"},
};

START_TEST(says_its_formula)
{
    struct trace *trace = open_lesson(FORMULAS[_i].lesson);
    const struct recipe *recipe = trace_recipe(trace);
    size_t stage = find_stage(recipe, FORMULAS[_i].stage);
    ck_assert_msg(stage != STAGE_NONE, "%s%s", FORMULAS[_i].lesson, FORMULAS[_i].stage);
    ck_assert_str_eq(recipe->stages[stage].formula, FORMULAS[_i].formula);
    close_lesson(trace);
}
END_TEST

/* Stages whose numbers are whole, whatever the scores are; all others are not. */
static const struct {
    const char *lesson, *whole[6];
} WHOLE[] = {
    {LABELS MASK "accuracy: true\n",
        {"labels", "one_hot", "mask", "divisor", "predicted", "right"}},
    {TARGETS "accuracy: true\n", {"divisor", "predicted", "target_class", "right"}},
    {BINARY "reduction: none\naccuracy: true\n", {"predicted", "target_class", "right"}},
    {LABELS MASK "ignore_label: 1\nreduction: none\n", {"labels", "one_hot", "given_mask", "mask"}},
    {LABELS "reduction: sum\n", {"labels", "one_hot", "divisor"}},
    {LABELS "reduction: sum\ndivide_by: 4\n", {"labels", "one_hot", "divisor"}},
    {LABELS "reduction: sum\ndivide_by: 4.5\n", {"labels", "one_hot"}},
    {LABELS "shift_labels: true\nignore_label: -1\nreduction: none\n",
        {"labels", "one_hot", "shifted_labels", "mask"}},
};

START_TEST(knows_what_is_whole)
{
    struct trace *trace = open_lesson(WHOLE[_i].lesson);
    const struct recipe *recipe = trace_recipe(trace);
    for (size_t i = 0; i < recipe->count; i++) {
        bool whole = false;
        for (size_t w = 0; w < 6 && WHOLE[_i].whole[w] != NULL; w++) {
            whole = whole || strcmp(WHOLE[_i].whole[w], recipe->stages[i].id) == 0;
        }
        ck_assert_msg(
            recipe->stages[i].whole == whole, "%s%s", WHOLE[_i].lesson, recipe->stages[i].id);
    }
    close_lesson(trace);
}
END_TEST

#define SMOOTHED "label_smoothing: 0.5\n"
#define PAIRS "logits: [[[1, 2, 3], [3, 2, 1]]]\nlabels: [[0, 1]]\n"

#define SHIFTED "logits: [[[1, 2], [3, 2], [0, 0]]]\nlabels: [[0, 1, 1]]\nshift_labels: true\n"
#define ELEMENTS                                                                                   \
    "loss: squared_error\nlogits: [[1, 2], [3, 1], [0, 0]]\nlabels: [0, 1, 0]\nshift_labels: "     \
    "true\n"

static const struct {
    const char *lesson, *stage;
    size_t row, col;
    double value;
} NUMBERS[] = {
    /* half of the target is spread: over the classes, over yes and no, or, in TensorFlow 1, over
     * as many as the second axis has */
    {"logits: [[1, 2, 3, 4]]\nlabels: [0]\n" SMOOTHED, "smoothed", 0, 0, 0.625},
    {"logits: [1, 2, 3, 4]\nlabels: 0\n" SMOOTHED, "smoothed", 0, 0, 0.625},
    {"rules: tf1\nlogits: [1, 2, 3, 4]\nlabels: 0\n" SMOOTHED, "smoothed", 0, 0, 0.625},
    {"rules: tf1\nlogits: [[1, 2, 3, 4]]\nlabels: [0]\n" SMOOTHED, "smoothed", 0, 0, 0.625},
    {"rules: tf1\n" PAIRS SMOOTHED, "smoothed", 0, 0, 0.75},
    {"rules: tf1\nclass_axis: 0\nlogits: [[1], [2], [3], [4]]\nlabels: [0]\n" SMOOTHED, "smoothed",
        0, 0, 1},
    {"rules: tf_keras\nlogits: [[[1, 2, 3, 4], [3, 2, 1, 4]]]\ntargets: [[[1, 0, 0, 0], [0, 1, 0, "
     "0]]]\n" SMOOTHED,
        "smoothed", 0, 0, 0.625},
    {BINARY SMOOTHED, "smoothed", 0, 1, 0.75},
    {BINARY "route: fused\n" SMOOTHED, "smoothed", 0, 1, 0.75},
    {BINARY_PROBS SMOOTHED, "smoothed", 0, 0, 0.25},
    {LABELS "reduction: sum\n", "divisor", 0, 0, 1},
    {LABELS "reduction: sum\ndivide_by: 4.5\n", "divisor", 0, 0, 4.5},
    {PAIRS, "divisor", 0, 0, 2},
    {PAIRS "reduction: batch_mean\n", "divisor", 0, 0, 1},
    {PAIRS "reduction: mean_of_means\n", "divisor", 0, 0, 1},
    {PAIRS "shift_labels: true\nignore_label: -1\n", "divisor", 0, 0, 1},
    /* the last position predicts nothing, whichever axis positions are on */
    {"loss: squared_error\nlogits: [[1, 2], [3, 1], [0, 0]]\nlabels: [0, 1, 0]\nshift_labels: "
     "true\n",
        "divisor", 0, 0, 2 * 2},
    {"loss: squared_error\nclass_axis: 0\nlogits: [[1, 2, 3], [3, 1, 2]]\nlabels: [0, 1, "
     "0]\nshift_labels: true\n",
        "divisor", 0, 0, 2 * 2},
    {"class_axis: 1\nlogits: [[[1, 2, 3], [3, 1, 2]]]\nlabels: [[0, 1, 0]]\nshift_labels: true\n",
        "divisor", 0, 0, 2},
    /* what stands beside the labels moves with them, and the last position has none */
    {SHIFTED "mask: [[0, 1, 1]]\n", "mask", 0, 0, 1},
    {SHIFTED "mask: [[1, 0, 1]]\n", "mask", 0, 0, 0},
    {SHIFTED "mask: [[1, 0, 1]]\n", "mask", 1, 0, 1},
    {SHIFTED "mask: [[1, 1, 1]]\n", "mask", 2, 0, 0},
    {SHIFTED "sample_weights: [[3, 5, 7]]\n", "weights", 0, 0, 5},
    {SHIFTED "sample_weights: [[3, 5, 7]]\n", "weights", 1, 0, 7},
    {SHIFTED "sample_weights: [[3, 5, 7]]\n", "weights", 2, 0, 0},
    {ELEMENTS "mask: [[1, 1], [0, 1], [1, 0]]\n", "mask", 0, 0, 0},
    {ELEMENTS "mask: [[1, 1], [0, 1], [1, 0]]\n", "mask", 0, 1, 1},
    {ELEMENTS "mask: [[1, 1], [0, 1], [1, 0]]\n", "mask", 1, 0, 1},
    {ELEMENTS "mask: [[1, 1], [0, 1], [1, 0]]\n", "mask", 1, 1, 0},
    {ELEMENTS "mask: [[1, 1], [0, 1], [1, 0]]\n", "mask", 2, 1, 0},
    /* groups are of the first axis: rows, columns where it is theirs, or the batch without one */
    {"loss: binary_cross_entropy\nlogits: [1, 2, 4]\ntargets: [0, 1, 0]\nreduction: mean_of_means\n"
     "groups: [1, 0, 1]\n",
        "group_weight", 1, 0, 2},
    {"loss: binary_cross_entropy\nlogits: [1, 2, 4]\ntargets: [0, 1, 0]\nreduction: mean_of_means\n"
     "groups: [1, 0, 1]\n",
        "group_weight", 0, 0, 1},
    {"loss: binary_cross_entropy\nlogits: [1, 2, 4]\ntargets: [0, 1, 0]\nreduction: "
     "mean_of_means\n",
        "divisor", 0, 0, 3},
    {"loss: binary_cross_entropy\nlogits: [[1, 2], [3, 4], [5, 6]]\ntargets: [[0, 1], [0, 1], [0, "
     "1]]\nreduction: mean_of_means\n",
        "group_weight", 2, 0, 2},
    {"loss: binary_cross_entropy\nlogits: [[1, 2], [3, 4], [5, 6]]\ntargets: [[0, 1], [0, 1], [0, "
     "1]]\nreduction: mean_of_means\n",
        "divisor", 0, 0, 3},
    {"class_axis: 0\nlogits: [[1, 2, 3], [3, 1, 2]]\nlabels: [0, 1, 0]\nreduction: mean_of_means\n",
        "divisor", 0, 0, 3},
    {"class_axis: 0\nlogits: [[1, 2, 3], [3, 1, 2]]\nlabels: [0, 1, 0]\nreduction: mean_of_means\n",
        "group_weight", 2, 0, 1},
    {"loss: squared_error\nclass_axis: 0\nlogits: [[1, 2, 3], [3, 1, 2]]\nlabels: [0, 1, 0]\n"
     "reduction: mean_of_means\n",
        "divisor", 0, 0, 2},
    {"loss: squared_error\nclass_axis: 0\nlogits: [[1, 2, 3], [3, 1, 2]]\nlabels: [0, 1, 0]\n"
     "reduction: mean_of_means\n",
        "group_weight", 1, 0, 3},
    {"loss: squared_error\nlogits: [[1, 2], [3, 1], [0, 0]]\nlabels: [0, 1, 0]\nreduction: "
     "mean_of_means\n",
        "divisor", 0, 0, 3},
    {"loss: squared_error\nlogits: [[1, 2], [3, 1], [0, 0]]\nlabels: [0, 1, 0]\nreduction: "
     "mean_of_means\n",
        "group_weight", 2, 0, 2},
    {"logits: [1, 2, 3]\nlabels: 0\nreduction: mean_of_means\n", "divisor", 0, 0, 1},
    {"logits: [1, 2, 3]\nlabels: 0\nreduction: mean_of_means\n", "group_weight", 0, 0, 1},
    {"logits: [[[1, 1], [2, 1]], [[4, 3], [0, 3]]]\nlabels: [[0, 0], [0, 1]]\nreduction: "
     "mean_of_means\n",
        "group_weight", 1, 0, 2},
    {"logits: [1, 2, 3]\nlabels: 0\nreduction: batch_mean\n", "divisor", 0, 0, 1},
    {"logits: [1, 2, 3]\nlabels: 0\n", "divisor", 0, 0, 1},
    /* scikit-learn clips by what its format can tell 1 from */
    {"rules: sklearn\nprobs: [[0, 1]]\nlabels: [1]\n", "clipped", 0, 0, 0x1p-52},
    {"rules: sklearn\nprobs: [[0, 1]]\nlabels: [1]\n", "clipped", 0, 1, 1 - 0x1p-52},
    {"rules: sklearn\ndtype: float32\nprobs: [[0, 1]]\nlabels: [1]\n", "clipped", 0, 0, 0x1p-23},
    {"rules: sklearn\ndtype: float16\nprobs: [[0, 1]]\nlabels: [1]\n", "clipped", 0, 0, 0x1p-10},
    {"rules: keras\nprobs: [[0, 1]]\nlabels: [1]\n", "clipped", 0, 0, 1e-7},
    /* weights of columns weigh elements, and no row that was averaged, nor rows of targets */
    {BINARY "class_weights: [3, 2]\naverage_last_axis: true\nreduction: weighted_mean\nmask: [1]\n"
            "sample_weights: [5]\n",
        "kept_weight", 0, 0, 5},
    {BINARY "class_weights: [3, 2]\nreduction: weighted_mean\nmask: [[1, 1]]\n"
            "sample_weights: [[5, 7]]\n",
        "kept_weight", 0, 0, 15},
    {BINARY "class_weights: [3, 2]\nreduction: weighted_mean\nmask: [[1, 1]]\n"
            "sample_weights: [[5, 7]]\n",
        "kept_weight", 0, 1, 14},
    {TARGETS "class_weights: [3, 2]\nreduction: weighted_mean\nmask: [1, 1]\n"
             "sample_weights: [5, 7]\n",
        "kept_weight", 0, 0, 5},
    {MEANS "groups: [1, 0]\n", "divisor", 0, 0, 2},
    {MEANS "groups: [1, 1]\n", "divisor", 0, 0, 1},
    {"logits: [[1, 1], [2, 2], [3, 3]]\nlabels: [0, 0, 0]\nreduction: mean_of_means\n"
     "groups: [2, 0, 2]\n",
        "group_weight", 2, 0, 2},
    {"logits: [[1, 1], [2, 2], [3, 3]]\nlabels: [0, 0, 0]\nreduction: mean_of_means\n"
     "groups: [2, 0, 2]\n",
        "group_weight", 1, 0, 0},
    {"logits: [[1, 1], [2, 2], [3, 3]]\nlabels: [0, 0, 0]\nreduction: mean_of_means\n"
     "groups: [2, 0, 2]\n",
        "divisor", 0, 0, 2},
    {PAIRS "accuracy: true\n", "counted", 0, 0, 2},
    {BINARY "accuracy: true\n", "counted", 0, 0, 2},
    {BINARY "accuracy: true\naverage_last_axis: true\nmask: [0]\n", "counted", 0, 0, 0},
    {BINARY "accuracy: true\naverage_last_axis: true\nmask: [1]\n", "counted", 0, 0, 2},
    {NONZERO "rules: tf1\n" MASK "sample_weights: [0.5, 2]\n", "divisor", 0, 0, 1},
    {NONZERO "rules: tf1\n" CLASS_WEIGHTS MASK "sample_weights: [0.5, 2]\n", "kept_weight", 0, 0,
        0.5},
    {WEIGHTED CLASS_WEIGHTS WEIGHTS, "divisor", 0, 0, 1 + 2 * 2},
    /* exp(-740), which 1 / (1 + exp(740)) loses */
    {"loss: binary_cross_entropy\nlogits: [1]\ntarget_logits: [-740]\n", "soft_targets", 0, 0,
        0x0.0000000000055p-1022},
    {"loss: kl_divergence\nprobs: [[1.5, 0.5]]\ntargets: [[0, 1]]\nclip_eps: 0.125\n", "clipped", 0,
        0, 1},
    /* 1 (log2 1 - log2 1/2) + 1/4 (log2 1/4 - log2 1/2): no class is left out, as clipping leaves
     * no target at 0 */
    {"loss: kl_divergence\nprobs: [[0.5, 0.5]]\nlabels: [0]\nclip_eps: 0.25\nlog_base: 2\n",
        "per_sample", 0, 0, 0.75},
};

START_TEST(has_its_numbers)
{
    struct trace *trace = open_lesson(NUMBERS[_i].lesson);
    size_t stage = find_stage(trace_recipe(trace), NUMBERS[_i].stage);
    ck_assert_msg(stage != STAGE_NONE, "%s%s", NUMBERS[_i].lesson, NUMBERS[_i].stage);
    double value = trace_cell(trace, stage, NUMBERS[_i].row, NUMBERS[_i].col);
    ck_assert_msg(
        value == NUMBERS[_i].value, "%s%s is %g", NUMBERS[_i].lesson, NUMBERS[_i].stage, value);
    close_lesson(trace);
}
END_TEST

/* p - y is the gradient of plain cross-entropy alone: any change to p before the logarithm, or to
 * the loss after it, needs the way back. */
static const struct {
    const char *lesson;
    bool goes_back;
} WAYS[] = {
    {LABELS "gradient: true\n", false},
    {LABELS "gradient: steps\n", true},
    {LABELS "gradient: true\nroute: fused\n", false},
    {LABELS "gradient: true\nroute: textbook\n", false},
    {LABELS "gradient: true\nclip_eps: 0.125\n", true},
    {LABELS "gradient: true\nclip_eps: 0.125\nclip_mode: add\n", true},
    {LABELS "gradient: true\nclip_mode: log_floor\n", true},
    {LABELS "gradient: true\nnormalize: before_clip\n", true},
    {LABELS "gradient: true\nloss_scale: 2\n", true},
    {MEANS "gradient: true\n", true},
    {"loss: focal\n" LABELS "gradient: true\n", true},
    {BINARY "gradient: true\n", true},
};

START_TEST(goes_the_short_way_where_it_can)
{
    struct trace *trace = open_lesson(WAYS[_i].lesson);
    size_t back = find_stage(trace_recipe(trace), "d_loss");
    ck_assert_msg((back != STAGE_NONE) == WAYS[_i].goes_back, "%s", WAYS[_i].lesson);
    close_lesson(trace);
}
END_TEST

struct explained {
    struct trace *trace;
    const struct stage *stage;
};

static double explaining_cell(void *context, size_t slot, size_t row, size_t col)
{
    const struct explained *explained = context;
    size_t in = explained->stage->in[slot];
    ck_assert_uint_ne(in, STAGE_NONE);
    const struct stage *from = &trace_recipe(explained->trace)->stages[in];
    ck_assert_msg(row < from->rows && col < from->width, "%s has no %zu,%zu of %s",
        explained->stage->id, row, col, from->id);
    return trace_cell(explained->trace, in, row, col);
}

static void check_explanation(struct trace *trace, size_t index, size_t row, size_t col)
{
    const struct recipe *recipe = trace_recipe(trace);
    struct explained explained = {trace, &recipe->stages[index]};
    struct arena arena;
    arena_init(&arena);
    const struct expr *expr = trace_explain(trace, index, row, col, &arena);
    if (expr != NULL) {
        enum dtype dtype = explained.stage->args.dtype;
        struct expr_source source = {
            .context = &explained, .cell = explaining_cell, .dtype = dtype};
        double value = num_store(expr_value(expr, &source), dtype);
        double cell = trace_cell(trace, index, row, col);
        ck_assert_msg(value == cell || (isnan(value) && isnan(cell)), "%s %zu,%zu: %a, not %a",
            explained.stage->id, row, col, value, cell);
    }
    arena_release(&arena);
}

/* Each cell of each stage comes of cells that there are, and comes out. */
static void check_explanations(const char *lesson)
{
    struct trace *trace = open_lesson(lesson);
    const struct recipe *recipe = trace_recipe(trace);
    for (size_t i = 0; i < recipe->count; i++) {
        const struct stage *stage = &recipe->stages[i];
        for (size_t cell = 0; cell < stage->rows * stage->width; cell++) {
            check_explanation(trace, i, cell / stage->width, cell % stage->width);
        }
    }
    close_lesson(trace);
}

START_TEST(comes_of_its_inputs)
{
    check_explanations(FORMULAS[_i].lesson);
}
END_TEST

static const char *const EXPLAINED[] = {
    LABELS "gradient: steps\n",
    MEANS WEIGHTS MASK "gradient: steps\n",
    "logits: [[1, 1], [2, 1], [4, 3], [0, 3]]\nlabels: [0, 0, 0, 1]\nreduction: mean_of_means\n"
    "groups: [2, 0, 2, 1]\ngradient: steps\n",
    "logits: [[[1, 1], [2, 1]], [[4, 3], [0, 3]], [[2, 3], [1, 3]]]\nlabels: [[0, 0], [0, 1], [0, "
    "1]]\n"
    "reduction: mean_of_means\ngroups: [1, 0, 1]\nsample_weights: [[1, 2], [3, 4], [5, 6]]\n",
    "loss: binary_cross_entropy\nlogits: [1, 2, 4]\ntargets: [0, 1, 0]\nreduction: mean_of_means\n"
    "groups: [1, 0, 1]\ngradient: steps\n",
    BINARY "gradient: steps\n",
    BINARY "route: fused\ngradient: steps\n",
    SHIFTED "sample_weights: [[3, 5, 7]]\n",
    ELEMENTS "mask: [[1, 1], [0, 1], [1, 0]]\n",
    "class_axis: 1\nlogits: [[[1, 2, 3], [3, 1, 2]]]\nlabels: [[0, 1, 0]]\ngradient: true\n",
    LABELS MASK WEIGHTS CLASS_WEIGHTS "reduction: weighted_mean\ngradient: true\n",
    "logits: [[1, 1], [2, 1], [4, 3], [0, 3]]\nlabels: [0, 0, 0, 1]\nreduction: mean_of_means\n"
    "groups: [0, 1, 0, 1]\n",
    "logits: [[1, 1], [2, 1], [4, 3], [0, 3]]\nlabels: [0, 0, 0, 1]\nreduction: mean_of_means\n"
    "groups: [0, 0, 2, 0]\n",
};

START_TEST(comes_of_its_inputs_everywhere)
{
    check_explanations(EXPLAINED[_i]);
}
END_TEST

START_TEST(has_a_title_for_its_target)
{
    struct trace *labels = open_lesson(LABELS);
    struct trace *targets = open_lesson(TARGETS);
    const struct problem *of_labels = &trace_lesson(labels)->problem;
    const struct problem *of_targets = &trace_lesson(targets)->problem;
    ck_assert_str_eq(group_title(of_targets, GROUP_target), "the targets");
    for (int group = 0; group < GROUP_COUNT; group++) {
        ck_assert_str_ne(group_title(of_labels, (enum group)group), "the targets");
        ck_assert((strcmp(group_title(of_targets, (enum group)group), "the targets") == 0) ==
                  (group == GROUP_target));
    }
    close_lesson(targets);
    close_lesson(labels);
}
END_TEST

/* What frameworks do to probabilities before the logarithm, by their sources (rules.def): of
 * classes by label and by target, of yes and no, of a divergence, and of both focal losses. */
static const struct {
    const char *rules;
    struct tidy sparse, dense, binary, kl, focal, binary_focal;
} TIDIES[] = {
    {.rules = "plain"},
    {.rules = "onnx"},
    {.rules = "optax"},
    {.rules = "tf1", .binary = {NORMALIZE_NONE, 1e-7, CLIP_ADD}},
    {.rules = "pytorch", .binary = {NORMALIZE_NONE, 0, CLIP_LOG_FLOOR}},
    {.rules = "sklearn",
        .sparse = {NORMALIZE_AFTER_CLIP, 0x1p-52, CLIP_CLIP},
        .dense = {NORMALIZE_AFTER_CLIP, 0x1p-52, CLIP_CLIP},
        .binary = {NORMALIZE_NONE, 0x1p-52, CLIP_CLIP}},
    {.rules = "keras",
        .sparse = {NORMALIZE_BEFORE_CLIP, 1e-7, CLIP_CLIP},
        .dense = {NORMALIZE_BEFORE_CLIP, 1e-7, CLIP_CLIP},
        .binary = {NORMALIZE_NONE, 1e-7, CLIP_CLIP},
        .kl = {NORMALIZE_NONE, 1e-7, CLIP_CLIP},
        .focal = {NORMALIZE_BEFORE_CLIP, 1e-7, CLIP_CLIP},
        .binary_focal = {NORMALIZE_NONE, 1e-7, CLIP_CLIP}},
    {.rules = "tf_keras",
        .sparse = {NORMALIZE_AFTER_CLIP, 1e-7, CLIP_CLIP},
        .dense = {NORMALIZE_BEFORE_CLIP, 1e-7, CLIP_CLIP},
        .binary = {NORMALIZE_NONE, 1e-7, CLIP_CLIP_THEN_ADD},
        .kl = {NORMALIZE_NONE, 1e-7, CLIP_CLIP},
        .focal = {NORMALIZE_BEFORE_CLIP, 1e-7, CLIP_CLIP},
        .binary_focal = {NORMALIZE_NONE, 1e-7, CLIP_CLIP_THEN_ADD}},
};

static void check_tidy(const char *rules, enum loss_kind loss, bool has_labels, struct tidy want)
{
    struct problem problem;
    problem_init(&problem);
    problem.loss = loss;
    problem.score_kind = SCORES_PROBS;
    rules_apply(rules_named(rules), &problem, has_labels);
    ck_assert_msg(problem.normalize == want.normalize && problem.clip_eps == want.clip_eps &&
                      problem.clip_mode == want.clip_mode,
        "%s of %s: %d %g %d", rules, problem_loss(&problem)->name, (int)problem.normalize,
        problem.clip_eps, (int)problem.clip_mode);
}

START_TEST(tidies_as_frameworks_do)
{
    const char *rules = TIDIES[_i].rules;
    check_tidy(rules, LOSS_CROSS_ENTROPY, true, TIDIES[_i].sparse);
    check_tidy(rules, LOSS_CROSS_ENTROPY, false, TIDIES[_i].dense);
    check_tidy(rules, LOSS_BINARY_CROSS_ENTROPY, false, TIDIES[_i].binary);
    check_tidy(rules, LOSS_KL_DIVERGENCE, false, TIDIES[_i].kl);
    check_tidy(rules, LOSS_FOCAL, false, TIDIES[_i].focal);
    check_tidy(rules, LOSS_BINARY_FOCAL, false, TIDIES[_i].binary_focal);
    check_tidy(rules, LOSS_SQUARED_ERROR, false, (struct tidy){0});
    check_tidy(rules, LOSS_HINGE, true, (struct tidy){0});
}
END_TEST

/* What a preset adds, and to what. */
START_TEST(has_its_stages)
{
    static const struct {
        const char *lesson, *stage;
        bool has;
    } all[] = {
        {"rules: pytorch\n" CLASSES "labels: [0, -100]\n", "mask", true}, /* -100 is ignored, */
        {"rules: pytorch\n" TARGETS, "mask", false}, /* of labels of classes alone */
        {"rules: pytorch\nloss: binary_cross_entropy\nlogits: [1, 2]\nlabels: [0, 1]\n", "mask",
            false},
        {LABELS, "mask", false},
        {"rules: keras\nprobs: [[0.5, 0.5]]\nlabels: [0]\n", "normalized", true},
        {"rules: keras\n" LABELS, "normalized", false},
        {"rules: sklearn\n" LABELS, "clipped", true},
        {"rules: keras\n" BINARY, "per_sample", true},
        {"rules: pytorch\n" BINARY, "per_sample", false},
        {"rules: keras\n" LABELS, "per_sample", true},
        {"rules: pytorch\nloss: kl_divergence\n" TARGETS, "per_sample", false},
        {"rules: keras\nloss: kl_divergence\n" TARGETS, "per_sample", true},
        {LABELS, "softmax", true},
        {"rules: pytorch\n" LABELS, "log_softmax", true},
        {"rules: sklearn\n" LABELS, "softmax", true},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct trace *trace = open_lesson(all[i].lesson);
        bool has = find_stage(trace_recipe(trace), all[i].stage) != STAGE_NONE;
        ck_assert_msg(has == all[i].has, "%s%s", all[i].lesson, all[i].stage);
        close_lesson(trace);
    }
}
END_TEST

/* A sum, or a count, that is wider than all it is made of is told its shape, and no other is. */
static void check_shapes(const char *lesson)
{
    struct trace *trace = open_lesson(lesson);
    const struct recipe *recipe = trace_recipe(trace);
    for (size_t i = 0; i < recipe->count; i++) {
        const struct stage *stage = &recipe->stages[i];
        bool as_wide = stage->form == FORM_SCALAR;
        for (size_t slot = 0; slot < OP_BACK; slot++) {
            size_t in = stage->in[slot];
            as_wide = as_wide || (in != STAGE_NONE && recipe->stages[in].form == stage->form);
        }
        if (stage->op == &op_add || stage->op == &op_count) {
            ck_assert_msg((stage->in[OP_OUT] == STAGE_NONE) == as_wide, "%s%s", lesson, stage->id);
        }
    }
    close_lesson(trace);
}

START_TEST(tells_shapes)
{
    static const char *const all[] = {LABELS "gradient: steps\n", BINARY "gradient: steps\n",
        GRADIENT, LABELS "reduction: none\ngradient: steps\n", MEANS "gradient: steps\n",
        BINARY "accuracy: true\naverage_last_axis: true\nmask: [1]\n",
        "loss: hinge\n" LABELS "gradient: steps\n", "loss: focal\n" LABELS "gradient: steps\n",
        TARGETS "gradient: steps\n",
        BINARY "average_last_axis: true\ngradient: steps\nreduction: none\n"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        check_shapes(all[i]);
    }
}
END_TEST

/* Of the lesson, with its rows taken away. */
static void build_empty(const char *lesson, struct recipe *recipe, struct arena *arena)
{
    struct trace *trace = open_lesson(lesson);
    struct problem problem = trace_lesson(trace)->problem;
    struct tensor scores = *problem.scores;
    struct tensor labels = *problem.labels;
    scores.shape.dim[0] = labels.shape.dim[0] = 0;
    problem.scores = &scores;
    problem.labels = &labels;
    recipe_build(recipe, &problem, arena);
    close_lesson(trace);
}

/* No row divides by none: the divisor is 0, and not a product; a group would be of single rows. */
START_TEST(counts_no_rows)
{
    struct arena arena;
    struct recipe recipe;
    arena_init(&arena);
    build_empty(LABELS, &recipe, &arena);
    const struct op_args *args = &recipe.stages[find_stage(&recipe, "divisor")].args;
    ck_assert_double_eq(args->of.count.first, 0);
    ck_assert_double_eq(args->of.count.rest, 1);
    build_empty(MEANS, &recipe, &arena);
    ck_assert_uint_eq(recipe.groups->rows, 0);
    ck_assert_uint_eq(recipe.groups->run, 1);
    arena_release(&arena);
}
END_TEST

START_TEST(finds_stages_and_rules)
{
    struct trace *trace = open_lesson(MEANS);
    const struct recipe *recipe = trace_recipe(trace);
    ck_assert_uint_eq(recipe_find(recipe, ID_logits), 0);
    ck_assert_uint_eq(recipe_find(recipe, ID_none), STAGE_NONE);
    ck_assert_uint_eq(recipe_find(recipe, ID_gradient), STAGE_NONE);
    ck_assert_uint_eq(
        recipe_find(recipe, recipe->stages[recipe->count - 1].kind), recipe->count - 1);
    ck_assert_uint_eq(recipe_named(recipe, "logits"), 0);
    ck_assert(recipe_is_group("input") && recipe_is_group("accuracy"));
    ck_assert(!recipe_is_group("logits") && !recipe_is_group("nothing"));
    ck_assert(
        recipe_is_stage("logits") && recipe_is_stage("accuracy") && recipe_is_stage("d_logits"));
    ck_assert_ptr_eq(rules_named("pytorch"), &rules_table[RULES_pytorch]);
    ck_assert_ptr_null(rules_named("nothing"));
    ck_assert(!recipe_is_stage("nothing") && !recipe_is_stage("group_total"));
    ck_assert(recipe_shows(recipe, recipe->count, "logits"));
    ck_assert(recipe_shows(recipe, recipe->count, "reduction"));
    ck_assert(recipe_shows(recipe, 1, "input") && !recipe_shows(recipe, 1, "labels"));
    ck_assert(!recipe_shows(recipe, recipe->count, "group_total"));
    ck_assert_uint_eq(recipe_named(recipe, "group_total"), STAGE_NONE); /* a helper */
    ck_assert_ptr_null(rules_named("nothing"));
    ck_assert_ptr_eq(rules_named("plain"), &rules_table[0]);
    ck_assert_uint_eq(recipe->groups->count, 2);
    struct str text;
    str_init(&text);
    const struct stage *mean = &recipe->stages[find_stage(recipe, "group_mean")];
    mean->op->numpy(&mean->args, &text);
    ck_assert_str_eq(text.data, "np.where({1} != 0, {0} / {1}, 0)");
    str_release(&text);
    close_lesson(trace);
}
END_TEST

/* A batch without an axis is one group. */
START_TEST(has_one_group)
{
    struct trace *trace = open_lesson("logits: [1, 2, 3]\nlabels: 0\nreduction: mean_of_means\n");
    const struct recipe *recipe = trace_recipe(trace);
    ck_assert_uint_eq(recipe->groups->count, 1);
    ck_assert_uint_eq(recipe->stages[find_stage(recipe, "group_mean")].rows, 1);
    close_lesson(trace);
}
END_TEST

/* The count of a batch is in proportion to its rows; 1, and a batch without an axis, are not. */
START_TEST(counts_in_proportion)
{
    static const struct {
        const char *lesson;
        bool of_batch;
    } all[] = {
        {LABELS, true},
        {PAIRS, true},
        {LABELS "reduction: batch_mean\n", true},
        {LABELS "reduction: sum\n", false},
        {"logits: [1, 2, 3]\nlabels: 0\n", false},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct trace *trace = open_lesson(all[i].lesson);
        const struct recipe *recipe = trace_recipe(trace);
        bool of_batch = recipe->stages[recipe->divisor].args.of.count.of_batch;
        ck_assert_msg(of_batch == all[i].of_batch, "%s", all[i].lesson);
        close_lesson(trace);
    }
}
END_TEST

/* Of the way back, steps are what is a step on the way there; without `steps`, its end alone. */
START_TEST(shows_steps_of_the_way_back)
{
    static const struct {
        const char *lesson;
        bool steps;
    } all[] = {
        {LABELS "gradient: steps\n", true},
        {MEANS "gradient: steps\n", true},
        {BINARY "pos_weight: [1, 2]\ngradient: steps\n", true},
        {LABELS "clip_eps: 0.125\ngradient: true\n", false},
        {MEANS "gradient: true\n", false},
    };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        struct trace *trace = open_lesson(all[k].lesson);
        const struct recipe *recipe = trace_recipe(trace);
        for (size_t i = 0; i < recipe->count; i++) {
            const struct stage *stage = &recipe->stages[i];
            if (strncmp(stage->id, "d_", 2) == 0 && stage->kind != ID_d_part) {
                size_t there = find_stage(recipe, stage->id + 2);
                ck_assert_msg(stage->hidden == (!all[k].steps || recipe->stages[there].hidden),
                    "%s%s", all[k].lesson, stage->id);
            }
            ck_assert(i != recipe->gradient || !stage->hidden);
            ck_assert(stage->kind != ID_d_part || stage->hidden);
        }
        ck_assert_uint_ne(recipe->gradient, STAGE_NONE);
        close_lesson(trace);
    }
}
END_TEST

/* What no lesson says is plain mathematics: nothing scaled, clipped, smoothed or left out. */
START_TEST(begins_plain)
{
    struct problem problem;
    problem_init(&problem);
    ck_assert(problem.loss == LOSS_CROSS_ENTROPY && problem.score_kind == SCORES_LOGITS);
    ck_assert(problem.dtype == DTYPE_FLOAT64 && problem.route == ROUTE_STABLE);
    ck_assert(problem.temperature == 1 && problem.loss_scale == 1 && problem.focal.gamma == 2);
    ck_assert(problem.clip_eps == 0 && problem.label_smoothing == 0 && problem.ignored.count == 0);
    ck_assert(problem.reduction == REDUCTION_MEAN && problem.empty_mean == EMPTY_NAN);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("recipe");
    TCase *tests = tcase_create("recipe");
    tcase_add_loop_test(tests, says_its_formula, 0, (int)(sizeof FORMULAS / sizeof *FORMULAS));
    tcase_add_loop_test(tests, knows_what_is_whole, 0, (int)(sizeof WHOLE / sizeof *WHOLE));
    tcase_add_loop_test(tests, has_its_numbers, 0, (int)(sizeof NUMBERS / sizeof *NUMBERS));
    tcase_add_loop_test(
        tests, goes_the_short_way_where_it_can, 0, (int)(sizeof WAYS / sizeof *WAYS));
    tcase_add_test(tests, begins_plain);
    tcase_add_test(tests, finds_stages_and_rules);
    tcase_add_test(tests, counts_in_proportion);
    tcase_add_test(tests, has_one_group);
    tcase_add_loop_test(tests, tidies_as_frameworks_do, 0, (int)(sizeof TIDIES / sizeof *TIDIES));
    tcase_add_test(tests, has_its_stages);
    tcase_add_test(tests, tells_shapes);
    tcase_add_test(tests, counts_no_rows);
    tcase_add_test(tests, shows_steps_of_the_way_back);
    tcase_add_test(tests, has_a_title_for_its_target);
    tcase_add_loop_test(tests, comes_of_its_inputs, 0, (int)(sizeof FORMULAS / sizeof *FORMULAS));
    tcase_add_loop_test(
        tests, comes_of_its_inputs_everywhere, 0, (int)(sizeof EXPLAINED / sizeof *EXPLAINED));
    suite_add_tcase(suite, tests);
    return suite;
}
