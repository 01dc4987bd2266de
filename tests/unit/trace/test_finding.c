/* Every kind of finding, provoked by a small batch; and figures judged by the digits they are
 * written with. */
#include "change.h"
#include "check_main.h"
#include "expect.h"
#include "trace_impl.h"

#include <string.h>

static struct trace *open_lesson(const char *front_matter, struct diag *diag)
{
    struct str text;
    str_init(&text);
    str_addf(&text, "---\nformat: 1\ntitle: t\n%s---\n", front_matter);
    struct lesson *lesson = lesson_parse("t.md", NULL, text.data, text.len, NULL, 0, NULL, diag);
    struct str report;
    str_init(&report);
    diag_print(diag, &report);
    ck_assert_msg(lesson != NULL, "%s", report.data);
    str_release(&report);
    str_release(&text);
    return trace_new(lesson);
}

static void close_lesson(struct trace *trace)
{
    const struct lesson *lesson = trace_lesson(trace);
    trace_free(trace);
    lesson_free((struct lesson *)(uintptr_t)lesson);
}

/* Two entries of the same loss, one of weight -1. */
#define WEIGHTS_CANCEL                                                                             \
    "logits: [[0, 0], [0, 0]]\nclass_weights: [-1, 1]\nreduction: weighted_mean\n"

#define SHIFTED_PAST_THE_END                                                                       \
    "logits: [[1, 2], [3, 1]]\nlabels: [7, 5]\nshift_labels: true\nout_of_range: nan\n"
#define PERPLEXITY                                                                                 \
    "logits: [[1, 2, 3], [1, 0, -2], [2, 0.5, 0.5]]\nlabels: [2, 0, 1]\nperplexity: true\n"

static const struct {
    const char *lesson, *stage;
    size_t row, col;
    enum finding_kind kind;
} FINDINGS[] = {
    {"probs: [[0, 1]]\nlabels: [0]\n", "log", 0, 0, FINDING_log_of_zero},
    {"probs: [[0, 1]]\nlabels: [0]\n", "log", 0, 1, FINDING_NONE},
    {"probs: [[-0.5, 1.5]]\nlabels: [0]\n", "log", 0, 0, FINDING_log_of_negative},
    {"probs: [[0, 1]]\ntargets: [[0, 1]]\n", "product", 0, 0, FINDING_zero_times_infinity},
    {"loss: focal\ngamma: 1.5\nprobs: [[0.5, 8.8]]\ntargets: [[0, 1]]\n", "product", 0, 1,
        FINDING_power_of_negative},
    {"loss: focal\ngamma: 1.5\nprobs: [[0.5, 1.5]]\ntargets: [[0, 1]]\n", "product", 0, 1,
        FINDING_power_of_negative},
    {"loss: focal\nprobs: [[0.5, 8.8]]\ntargets: [[0, 1]]\n", "product", 0, 1, FINDING_NONE},
    {"rules: pytorch\nloss: binary_cross_entropy\nprobs: [[0, 0.5]]\ntargets: [[0.5, 1]]\n",
        "per_element", 0, 0, FINDING_NONE},
    {"rules: keras\nprobs: [[inf, nan]]\nlabels: [0]\n", "normalized", 0, 0, FINDING_NONE},
    {"rules: keras\nprobs: [[inf, 1]]\nlabels: [0]\n", "normalized", 0, 0,
        FINDING_infinity_over_infinity},
    /* what is kept, but has no weight: alone, first or last, and in whichever column */
    {"logits: [[1, 2]]\nlabels: [0]\nsample_weights: [0]\nreduction: weighted_mean\n", "divisor", 0,
        0, FINDING_weights_cancel},
    {"logits: [[1, 2], [1, 2]]\nlabels: [0, 0]\nsample_weights: [0, 1]\nmask: [1, 0]\n"
     "reduction: weighted_mean\n",
        "divisor", 0, 0, FINDING_weights_cancel},
    {"logits: [[1, 2], [1, 2]]\nlabels: [0, 0]\nsample_weights: [1, 0]\nmask: [0, 1]\n"
     "reduction: weighted_mean\n",
        "divisor", 0, 0, FINDING_weights_cancel},
    {"loss: binary_cross_entropy\nlogits: [[1, 2]]\ntargets: [[0, 0]]\nsample_weights: [[1, 0]]\n"
     "mask: [[0, 1]]\nreduction: weighted_mean\n",
        "divisor", 0, 0, FINDING_weights_cancel},
    {"probs: [[1, 0], [0.5, 0.5]]\nlabels: [0, 1]\nreduction: mean_of_means\n", "group_mean", 0, 0,
        FINDING_NONE},
    {"logits: [[-inf]]\nlabels: [0]\n", "logits", 0, 0, FINDING_score_is_infinite},
    {"logits: [[0, 0.3, 0.7], [1, 0, 0]]\nlabels: [0, 0]\n", "logits", 0, 0, FINDING_NONE},
    {"probs: [[0.5, 0.5]]\ntargets: [[-0.5, 1.5]]\n", "targets", 0, 0, FINDING_target_outside},
    {"probs: [[0.75, 0.25]]\nlabels: [0]\nclip_mode: add\nclip_eps: 0.25\n", "per_sample", 0, 0,
        FINDING_NONE},
    {"probs: [[0, 1]]\nlabels: [1]\n", "product", 0, 0, FINDING_not_picked},
    {"logits: [[-inf, 1, 2]]\nlabels: [1]\n", "product", 0, 0, FINDING_not_picked},
    {"probs: [[0.5, 0.5]]\nlabels: [1]\n", "product", 0, 0, FINDING_NONE},
    {"loss: hinge\nlogits: [[-inf, 1, 2]]\nlabels: [1]\n", "product", 0, 0, FINDING_NONE},
    {"loss: binary_cross_entropy\nroute: textbook\nlogits: [100]\ntargets: [0]\n", "per_element", 0,
        0, FINDING_complement_lost},
    {"loss: binary_cross_entropy\nroute: textbook\nlogits: [800]\ntargets: [1]\n", "per_element", 0,
        0, FINDING_complement_lost},
    {"loss: binary_focal\nroute: textbook\nlogits: [100]\ntargets: [0]\n", "per_element", 0, 0,
        FINDING_complement_lost},
    {"loss: binary_cross_entropy\nlogits: [100]\ntargets: [0]\n", "per_element", 0, 0,
        FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [800]\ntargets: [0]\n", "complement", 0, 0,
        FINDING_probability_kept},
    {"loss: binary_cross_entropy\nlogits: [800]\ntargets: [0]\n", "log_complement", 0, 0,
        FINDING_log_from_score},
    {"loss: binary_cross_entropy\nlogits: [800]\ntargets: [0]\n", "log", 0, 0, FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [100]\ntargets: [0]\n", "log_complement", 0, 0,
        FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [-60]\ntargets: [0]\ndtype: float32\n", "log", 0, 0,
        FINDING_log_from_score},
    /* from the score where p <= 1e-150; in float32 and bfloat16 1e-19, in float16 1e-3 */
    {"loss: binary_cross_entropy\nlogits: [-345]\ntargets: [0]\ndtype: float64\n", "log", 0, 0,
        FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [-346]\ntargets: [0]\ndtype: float64\n", "log", 0, 0,
        FINDING_log_from_score},
    {"loss: binary_cross_entropy\nlogits: [-43.5]\ntargets: [0]\ndtype: float32\n", "log", 0, 0,
        FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [-44]\ntargets: [0]\ndtype: float32\n", "log", 0, 0,
        FINDING_log_from_score},
    {"loss: binary_cross_entropy\nlogits: [-43.5]\ntargets: [0]\ndtype: bfloat16\n", "log", 0, 0,
        FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [-44]\ntargets: [0]\ndtype: bfloat16\n", "log", 0, 0,
        FINDING_log_from_score},
    {"loss: binary_cross_entropy\nlogits: [-6.5]\ntargets: [0]\ndtype: float16\n", "log", 0, 0,
        FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [-7]\ntargets: [0]\ndtype: float16\n", "log", 0, 0,
        FINDING_log_from_score},
    {"probs: [[0, nan]]\nlabels: [0]\nnormalize: before_clip\n", "normalized", 0, 0, FINDING_NONE},
    {"probs: [[nan, 0]]\nlabels: [0]\nnormalize: before_clip\n", "normalized", 0, 1, FINDING_NONE},
    {"loss: focal\ngamma: 1.5\nprobs: [[0, 1]]\ntargets: [[0, 1]]\n", "product", 0, 0,
        FINDING_zero_times_infinity},
    {"logits: [[1, 2]]\nlabels: [0]\n", "row_max", 0, 0, FINDING_NONE}, /* is not looked at */
    {"loss: squared_error\nlogits: [[1]]\ntargets: [[0.5]]\n", "targets", 0, 0, FINDING_NONE},
    {"probs: [[0, 1]]\nlabels: [0]\nclip_mode: add\nclip_eps: 1e-7\n", "log", 0, 0, FINDING_NONE},
    {"loss: binary_cross_entropy\nprobs: [1e-9]\ntargets: [1]\ndtype: float32\n", "per_element", 0,
        0, FINDING_NONE},
    /* below 0 by more than rounding leaves; what adds an eps has no rounding to excuse it */
    {"logits: [[1, 1]]\nlabels: [0]\nsample_weights: [-1e-7]\ndtype: float32\n", "loss", 0, 0,
        FINDING_NONE},
    {"logits: [[1, 1]]\nlabels: [0]\nsample_weights: [-1e-5]\ndtype: float32\n", "loss", 0, 0,
        FINDING_negative_loss},
    {"logits: [[1, 1]]\nlabels: [0]\nsample_weights: [-1e-7]\n", "loss", 0, 0,
        FINDING_negative_loss},
    {"logits: [[1, 1]]\nlabels: [0]\nsample_weights: [-1e-13]\n", "loss", 0, 0, FINDING_NONE},
    {"probs: [[1, 0]]\nlabels: [0]\nclip_mode: add\nclip_eps: 1e-13\n", "per_sample", 0, 0,
        FINDING_negative_loss},
    {"probs: [[0.5, 0.5]]\nlabels: [0]\nclip_mode: add\nclip_eps: 1e-13\n", "per_sample", 0, 0,
        FINDING_NONE},
    /* a probability may be 0 or 1 */
    {"logits: [[0, 0.3, 0.7]]\nlabels: [0]\n", "logits", 0, 0, FINDING_scores_look_like_probs},
    {"logits: [[0, 0.3, 0.7]]\nlabels: [0]\n", "logits", 0, 1, FINDING_NONE},
    {"logits: [[0, 0.3, 0.8]]\nlabels: [0]\n", "logits", 0, 0, FINDING_NONE},
    {"logits: [[-0.1, 0.4, 0.7]]\nlabels: [0]\n", "logits", 0, 0, FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [0.2, 0.8, 0.1, 0.9, 0.7, 0.4, 0.3, 0.1, 1, 0]\n"
     "labels: [0, 1, 0, 1, 1, 0, 0, 0, 1, 0]\n",
        "logits", 0, 0, FINDING_scores_look_like_probs},
    {"loss: binary_cross_entropy\nlogits: [0.2, 0.8, 0.1, 0.9, 0.7, 0.4, 0.3, 0.1, 1.5]\n"
     "labels: [0, 1, 0, 1, 1, 0, 0, 0, 1]\n",
        "logits", 0, 0, FINDING_NONE},
    /* one mask for the row, or one for each element */
    {"logits: [[1, nan]]\nlabels: [0]\nmask: [0]\n", "logits", 0, 1, FINDING_NONE},
    {"logits: [[1, nan]]\nlabels: [0]\nmask: [1]\n", "logits", 0, 1, FINDING_score_is_nan},
    {"loss: binary_cross_entropy\nlogits: [[nan, nan]]\ntargets: [[0, 1]]\nmask: [[1, 0]]\n",
        "logits", 0, 0, FINDING_score_is_nan},
    {"loss: binary_cross_entropy\nlogits: [[nan, nan]]\ntargets: [[0, 1]]\nmask: [[1, 0]]\n",
        "logits", 0, 1, FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [-800]\ntargets: [0]\n", "sigmoid", 0, 0,
        FINDING_probability_kept},
    {"loss: binary_cross_entropy\nroute: textbook\nlogits: [-800]\ntargets: [0]\n", "sigmoid", 0, 0,
        FINDING_probability_underflow},
    {"loss: binary_cross_entropy\nprobs: [1]\ntargets: [0]\n", "per_element", 0, 0,
        FINDING_log_of_zero},
    {"loss: binary_cross_entropy\nprobs: [1]\ntargets: [1]\n", "per_element", 0, 0,
        FINDING_zero_times_infinity},
    {"loss: binary_cross_entropy\nrules: tf1\nlogits: [inf]\ntargets: [0.9]\n", "per_element", 0, 0,
        FINDING_infinite_score},
    {"loss: binary_cross_entropy\nlogits: [inf]\ntargets: [1]\n", "per_element", 0, 0,
        FINDING_infinite_score},
    {"loss: binary_cross_entropy\nlogits: [1e-9]\ntargets: [1]\n", "per_element", 0, 0,
        FINDING_NONE},
    {WEIGHTS_CANCEL "labels: [0, 1]\n", "divisor", 0, 0, FINDING_weights_cancel},
    {WEIGHTS_CANCEL "labels: [0, 1]\n", "loss", 0, 0, FINDING_weights_cancel}, /* 0 / 0 */
    {"logits: [[0, 0], [1, 0]]\nlabels: [0, 1]\nclass_weights: [-1, 1]\n"
     "reduction: weighted_mean\n",
        "loss", 0, 0, FINDING_weights_cancel}, /* x / 0 */
    {WEIGHTS_CANCEL "labels: [0, 1]\nmask: [1, 1]\n", "divisor", 0, 0, FINDING_weights_cancel},
    {WEIGHTS_CANCEL "labels: [0, 1]\nmask: [0, 0]\n", "divisor", 0, 0, FINDING_all_masked},
    {WEIGHTS_CANCEL "labels: [0, 1]\nmask: [0, 0]\n", "loss", 0, 0, FINDING_zero_over_zero},
    {"logits: [[0, 0], [1, 0]]\nlabels: [0, 1]\nsample_weights: [0, 0]\nempty_mean: zero\n"
     "reduction: weighted_mean\n",
        "loss", 0, 0, FINDING_NONE}, /* 0 by rule: the divisor says it */
    {"logits: [[1, 2]]\nlabels: [0]\nmask: [0]\nreduction: mean_unmasked\n", "loss", 0, 0,
        FINDING_zero_over_zero},
    {"logits: [[1, 2]]\nlabels: [0]\nmask: [0]\nreduction: mean_unmasked\n", "divisor", 0, 0,
        FINDING_all_masked},
    {"logits: [[1, 2]]\nlabels: [5]\nout_of_range: nan\n", "labels", 0, 0,
        FINDING_label_out_of_range},
    {"logits: [[1, 2]]\nlabels: [-1]\nout_of_range: wrap\n", "labels", 0, 0,
        FINDING_label_from_end},
    {"logits: [[1, 2]]\nlabels: [-2]\nout_of_range: wrap_nan\n", "labels", 0, 0,
        FINDING_label_from_end},
    {"logits: [[1, 2]]\nlabels: [-3]\nout_of_range: wrap_nan\n", "labels", 0, 0,
        FINDING_label_out_of_range},
    {"logits: [[1, 2]]\nlabels: [2]\nout_of_range: wrap_nan\n", "labels", 0, 0,
        FINDING_label_out_of_range},
    {"logits: [[1, 2]]\nlabels: [-1]\nout_of_range: nan\n", "labels", 0, 0,
        FINDING_label_out_of_range},
    {"logits: [[1, 2]]\nlabels: [-1]\nout_of_range: wrap\nignore_label: -1\n", "labels", 0, 0,
        FINDING_NONE},
    {"logits: [[1, 2]]\ntargets: [[nan, 1]]\n", "targets", 0, 0, FINDING_score_is_nan},
    {"logits: [[1, 2]]\ntargets: [[nan, 1]]\nmask: [0]\n", "targets", 0, 0, FINDING_NONE},
    {"logits: [[1, -inf]]\nlabels: [0]\n", "logits", 0, 1, FINDING_NONE},
    {"logits: [[1, -inf]]\nlabels: [1]\n", "logits", 0, 1, FINDING_class_without_probability},
    {"logits: [[1, -inf]]\nlabels: [0]\nlabel_smoothing: 0.1\n", "logits", 0, 1,
        FINDING_class_without_probability},
    {"logits: [[1, -inf]]\nlabels: [0]\nlabel_smoothing: 0.1\nmask: [0]\n", "logits", 0, 1,
        FINDING_NONE},
    {"logits: [[1, -inf]]\ntargets: [[0.5, 0.5]]\n", "logits", 0, 1,
        FINDING_class_without_probability},
    {"loss: nll\nlog_probs: [[0, -inf]]\nlabels: [1]\n", "log_probs", 0, 1,
        FINDING_class_without_probability},
    {"logits: [[1, 2]]\ntarget_logits: [[-inf, 1]]\n", "target_logits", 0, 0, FINDING_NONE},
    {"logits: [[1, 2]]\ntarget_logits: [[nan, 1]]\n", "target_logits", 0, 0, FINDING_score_is_nan},
    {"logits: [[1, 2]]\ntarget_logits: [[nan, 1]]\nmask: [0]\n", "target_logits", 0, 0,
        FINDING_NONE},
    {"logits: [[1, 2]]\ntarget_logits: [[inf, 1]]\n", "target_logits", 0, 0,
        FINDING_score_is_infinite},
    {"logits: [[nan, 2]]\ntarget_logits: [[-inf, 1]]\n", "target_logits", 0, 0, FINDING_NONE},
    {"logits: [[1, 2]]\ntarget_logits: [[-inf, -inf]]\n", "target_logits", 0, 0,
        FINDING_row_of_minus_infinity},
    {"logits: [[1, 2]]\ntarget_logits: [[0.25, 0.75]]\n", "target_logits", 0, 0,
        FINDING_scores_look_like_probs},
    {"loss: binary_cross_entropy\nlogits: [1, 2]\ntarget_logits: [-inf, inf]\n", "target_logits", 0,
        1, FINDING_NONE},
    {SHIFTED_PAST_THE_END, "labels", 1, 0, FINDING_NONE},
    {SHIFTED_PAST_THE_END, "shifted_labels", 0, 0, FINDING_label_out_of_range},
    {SHIFTED_PAST_THE_END, "shifted_labels", 1, 0, FINDING_NONE},
    {"logits: [[1, 2]]\nlabels: [5]\nout_of_range: zero\n", "labels", 0, 0,
        FINDING_zero_target_row},
    {"logits: [[1, 2]]\nlabels: [5]\nignore_label: 5\n", "labels", 0, 0, FINDING_NONE},
    {"probs: [[0.5, 0.9]]\nlabels: [0]\n", "probs", 0, 0, FINDING_row_sum_not_one},
    {"probs: [[0.5, 0.5]]\nlabels: [0]\n", "probs", 0, 0, FINDING_NONE},
    {"probs: [[0.5, 0.49997]]\nlabels: [0]\n", "probs", 0, 0, FINDING_row_sum_not_one},
    {"probs: [[0.5, 0.499997]]\nlabels: [0]\n", "probs", 0, 0, FINDING_NONE}, /* rounding */
    {"logits: [[1000, 0]]\nlabels: [0]\nroute: textbook\n", "exp", 0, 0, FINDING_exp_overflow},
    {"logits: [[100, 0]]\nlabels: [0]\nroute: textbook\ndtype: float32\n", "exp", 0, 0,
        FINDING_exp_overflow},
    {"logits: [[1000, 0]]\nlabels: [0]\n", "exp", 0, 1, FINDING_exp_underflow},
    {"logits: [[1000, 0]]\nlabels: [0]\n", "softmax", 0, 1, FINDING_probability_underflow},
    {"probs: [[1, 0]]\nlabels: [0]\n", "product", 0, 0, FINDING_negative_zero},
    {"loss: binary_cross_entropy\nlogits: [-18.6]\ntargets: [0]\ndtype: float32\n", "per_element",
        0, 0, FINDING_negative_zero},
    {"loss: binary_cross_entropy\nprobs: [1e-9]\ntargets: [0.5]\ndtype: float32\n", "per_element",
        0, 0, FINDING_cancellation},
    {"loss: binary_cross_entropy\nprobs: [1e-9]\ntargets: [0.5]\n", "per_element", 0, 0,
        FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [1]\ntargets: [1.5]\n", "targets", 0, 0,
        FINDING_target_outside},
    {"rules: keras\nloss: binary_cross_entropy\nprobs: [1]\ntargets: [0]\n", "clipped", 0, 0,
        FINDING_clipped},
    {"rules: keras\nprobs: [[0.5, 0.5]]\nlabels: [0]\n", "clipped", 0, 0, FINDING_NONE},
    {"rules: pytorch\nloss: binary_cross_entropy\nprobs: [0]\ntargets: [1]\n", "log", 0, 0,
        FINDING_log_floored},
    /* targets, in every loss that takes them */
    {"loss: kl_divergence\nprobs: [[0.2, 0.5, 0.3]]\ntargets: [[0.1, 0.1, 0.1]]\n", "targets", 0, 0,
        FINDING_target_sum_not_one},
    {"loss: kl_divergence\nprobs: [[0.2, 0.5, 0.3]]\ntargets: [[0.1, 0.1, 0.1]]\n", "probs", 0, 0,
        FINDING_NONE},
    {"loss: focal\nlogits: [[1, 2]]\ntargets: [[1, 1]]\n", "targets", 0, 0,
        FINDING_target_sum_not_one},
    {"loss: nll\nlog_probs: [[-0.69315, -0.69315]]\ntargets: [[1, 1]]\n", "targets", 0, 0,
        FINDING_target_sum_not_one},
    {"loss: squared_error\nlogits: [[1, 2]]\ntargets: [[1, 1]]\n", "targets", 0, 0,
        FINDING_target_sum_not_one},
    {"loss: squared_error\nprobs: [[1, 2]]\ntargets: [[3, 4]]\n", "targets", 0, 0,
        FINDING_NONE}, /* any numbers */
    {"loss: squared_error\nprobs: [[1, 2]]\ntargets: [[3, 4]]\n", "probs", 0, 0, FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [[1, 2]]\ntargets: [[1, 1]]\n", "targets", 0, 0,
        FINDING_NONE},
    {"logits: [[1, 2]]\ntargets: [[-0.5, 1.5]]\n", "targets", 0, 0, FINDING_target_outside},
    {"logits: [[1, 2]]\ntargets: [[0.3, 0.7]]\n", "targets", 0, 0, FINDING_NONE},
    /* the class axis is not the last */
    {"logits: [[1, 2], [3, 4]]\ntargets: [[0.3, 1], [0.7, 1]]\nclass_axis: 0\n", "targets", 1, 0,
        FINDING_target_sum_not_one},
    {"logits: [[1, 2], [3, 4]]\ntargets: [[0.3, 1], [0.7, 1]]\nclass_axis: 0\n", "targets", 0, 0,
        FINDING_NONE},
    {"loss: nll\nlog_probs: [[0.5, -1]]\nlabels: [0]\n", "log_probs", 0, 0,
        FINDING_log_prob_above_zero},
    {"loss: nll\nlog_probs: [[-1, -1]]\nlabels: [0]\n", "log_probs", 0, 0, FINDING_row_sum_not_one},
    {"loss: nll\nlog_probs: [[-0.6931, -0.6931]]\nlabels: [0]\n", "log_probs", 0, 0, FINDING_NONE},
    {"logits: [[0.2, 0.8], [0.5, 0.5]]\nlabels: [0, 1]\n", "logits", 0, 0,
        FINDING_scores_look_like_probs},
    {"logits: [[0.2, 0.8], [0.5, 0.5]]\nlabels: [0, 1]\n", "logits", 1, 0, FINDING_NONE},
    {"logits: [[0.2, 0.8], [0.5, 0.6]]\nlabels: [0, 1]\n", "logits", 0, 0, FINDING_NONE},
    {"logits: [[0, 1], [1, 0]]\nlabels: [0, 1]\n", "logits", 0, 0, FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [0.2, 0.8, 0.1, 0.9, 0.7, 0.4, 0.3, 0.1]\n"
     "labels: [0, 1, 0, 1, 1, 0, 0, 0]\n",
        "logits", 0, 0, FINDING_scores_look_like_probs},
    {"loss: binary_cross_entropy\nlogits: [0.2, 0.8, 0.1, 0.9, 0.7, 0.4, 0.3, 1]\n"
     "labels: [0, 1, 0, 1, 1, 0, 0, 0]\n",
        "logits", 0, 0, FINDING_NONE},
    {"loss: hinge\nlogits: [[0.2, 0.8]]\nlabels: [0]\n", "logits", 0, 0, FINDING_NONE},
    {"logits: [[1, 2]]\nlabels: [0]\nsample_weights: [-1]\n", "weights", 0, 0,
        FINDING_negative_weight},
    {"logits: [[1, 2]]\nlabels: [0]\nsample_weights: [-1]\n", "loss", 0, 0, FINDING_negative_loss},
    {"logits: [[1, 2]]\nlabels: [0]\nclass_weights: [-1, 1]\n", "per_sample", 0, 0,
        FINDING_negative_loss},
    {"loss: binary_cross_entropy\nlogits: [1]\ntargets: [1.5]\n", "per_element", 0, 0,
        FINDING_negative_loss},
    {"loss: binary_cross_entropy\nlogits: [1]\ntargets: [1.5]\nroute: fused\n", "per_element", 0, 0,
        FINDING_negative_loss},
    /* padding that is dropped */
    {"logits: [[1, 2], [nan, 0]]\ntargets: [[0, 1], [0, 0]]\nmask: [1, 0]\n", "targets", 1, 0,
        FINDING_NONE},
    {"logits: [[1, 2], [nan, 0]]\ntargets: [[0, 1], [0, 0]]\nmask: [1, 0]\n", "logits", 1, 0,
        FINDING_NONE},
    /* what is nan because of a score, and what is not */
    {"logits: [[nan, 2]]\nlabels: [1]\n", "logits", 0, 0, FINDING_score_is_nan},
    {"logits: [[inf, 2]]\nlabels: [1]\n", "logits", 0, 0, FINDING_score_is_infinite},
    {"logits: [[-inf, 2]]\nlabels: [1]\n", "logits", 0, 0, FINDING_NONE},
    {"logits: [[-inf, -inf]]\nlabels: [1]\n", "logits", 0, 0, FINDING_row_of_minus_infinity},
    {"logits: [[-inf, -inf]]\nlabels: [1]\n", "logits", 0, 1, FINDING_NONE},
    {"loss: hinge\nlogits: [[-inf, 2]]\nlabels: [1]\n", "logits", 0, 0, FINDING_NONE},
    {"loss: hinge\nlogits: [[2, -inf]]\nlabels: [1]\n", "logits", 0, 1, FINDING_NONE},
    {"loss: hinge\nlogits: [[2, inf]]\nlabels: [1]\n", "logits", 0, 1, FINDING_NONE},
    {"loss: hinge\nlogits: [[2, -inf]]\nlabels: [-2]\nout_of_range: wrap\nlabel_smoothing: 0.1\n",
        "logits", 0, 1, FINDING_score_is_infinite},
    {"logits: [[-inf, 2]]\ntargets: [[0, 1]]\n", "logits", 0, 0, FINDING_score_is_infinite},
    {"logits: [[-inf, inf]]\nlabels: [1]\n", "logits", 0, 0, FINDING_NONE},
    {"logits: [[-inf, 2]]\nlabels: [5]\nout_of_range: nan\n", "logits", 0, 0, FINDING_NONE},
    {"loss: binary_cross_entropy\nlogits: [nan, 1]\ntargets: [1, 1]\n", "logits", 0, 0,
        FINDING_score_is_nan},
    {"probs: [[nan, 0.5]]\nlabels: [0]\n", "probs", 0, 0, FINDING_score_is_nan},
    {"probs: [[0, 0]]\nlabels: [0]\nnormalize: before_clip\n", "normalized", 0, 1,
        FINDING_row_sum_zero},
    {"logits: [[-1000, -1000]]\nlabels: [0]\nroute: textbook\n", "softmax", 0, 0,
        FINDING_row_sum_zero},
    {"logits: [[1000, 0]]\nlabels: [0]\nroute: textbook\n", "softmax", 0, 0,
        FINDING_infinity_over_infinity},
    {"loss: binary_cross_entropy\nprobs: [0.999999999999999]\ntargets: [0]\ndtype: float32\n",
        "probs", 0, 0, FINDING_rounded_to_one},
    {"loss: binary_cross_entropy\nprobs: [0.999999999999999]\ntargets: [0]\n", "probs", 0, 0,
        FINDING_NONE},
    {"loss: binary_cross_entropy\nprobs: [1]\ntargets: [0]\ndtype: float32\n", "probs", 0, 0,
        FINDING_NONE},
    {PERPLEXITY, "perplexity", 0, 0, FINDING_exponential_of_mean},
    {PERPLEXITY "mask: [1, 0, 0]\n", "perplexity", 0, 0, FINDING_NONE},
    {PERPLEXITY "sample_weights: [1, 2, 3]\n", "perplexity", 0, 0, FINDING_NONE},
    {"logits: [[1, 2], [1, 2]]\nlabels: [1, 1]\nperplexity: true\n", "perplexity", 0, 0,
        FINDING_NONE},
    {"logits: [[1, 2], [2, 2]]\nlabels: [1, 1]\nreduction: mean_of_means\nmask: [1, 0]\n",
        "group_mean", 1, 0, FINDING_group_empty},
    {"logits: [[1, 2], [2, 2]]\nlabels: [1, 1]\nreduction: mean_of_means\nmask: [1, 0]\n",
        "group_mean", 0, 0, FINDING_NONE},
    {"logits: [[1, 2]]\nlabels: [1]\nmask: [0]\naccuracy: true\n", "accuracy", 0, 0,
        FINDING_zero_over_zero},
};

START_TEST(knows_where_to_look)
{
    struct diag diag;
    diag_init(&diag);
    struct trace *trace = open_lesson("logits: [[1, 2]]\nlabels: [0]\n", &diag);
    const struct recipe *recipe = trace_recipe(trace);
    ck_assert(trace_may_find(trace, recipe_named(recipe, "logits")));
    ck_assert(trace_may_find(trace, recipe_named(recipe, "log")));
    ck_assert(trace_may_find(trace, recipe_named(recipe, "loss")));
    ck_assert(!trace_may_find(trace, recipe_named(recipe, "row_max")));
    ck_assert(!trace_may_find(trace, recipe_named(recipe, "total")));
    close_lesson(trace);
    diag_release(&diag);
}
END_TEST

START_TEST(findings)
{
    struct diag diag;
    diag_init(&diag);
    struct trace *trace = open_lesson(FINDINGS[_i].lesson, &diag);
    size_t stage = recipe_named(trace_recipe(trace), FINDINGS[_i].stage);
    ck_assert_msg(
        stage != STAGE_NONE, "no stage %s in\n%s", FINDINGS[_i].stage, FINDINGS[_i].lesson);
    enum finding_kind kind = trace_finding(trace, stage, FINDINGS[_i].row, FINDINGS[_i].col);
    ck_assert_msg(kind == FINDINGS[_i].kind, "found %s in\n%s",
        kind == FINDING_NONE ? "nothing" : finding_ids[kind], FINDINGS[_i].lesson);
    if (kind != FINDING_NONE) {
        struct arena arena;
        arena_init(&arena);
        const char *text =
            trace_finding_text(trace, kind, stage, FINDINGS[_i].row, FINDINGS[_i].col, &arena);
        ck_assert_ptr_nonnull(strstr(text, ": "));
        ck_assert_ptr_null(strstr(text, "%s"));
        arena_release(&arena);
    }
    close_lesson(trace);
    diag_release(&diag);
}
END_TEST

/* What a sentence says, and what it must not say. */
static const struct {
    const char *lesson, *stage, *has, *lacks;
} SENTENCES[] = {
    {"loss: kl_divergence\nprobs: [[0.2, 0.5, 0.2999]]\ntargets: [[0.1, 0.1, 0.0999]]\n", "targets",
        "targets of this row sum to 0.2999, not", "probabilities"},
    {"loss: kl_divergence\nprobs: [[0.2, 0.5, 0.2999]]\ntargets: [[0.1, 0.1, 0.0999]]\n", "probs",
        "probabilities of this row sum to 0.9999, not", "targets"},
    {"loss: nll\nlog_probs: [[0, 0]]\nlabels: [0]\n", "log_probs", "sum to 2, not", NULL},
    {"probs: [[0, 1]]\ntargets: [[0, 1]]\n", "product", "one-hot row", NULL},
    {"loss: binary_cross_entropy\nprobs: [0]\ntargets: [0]\n", "per_element", "Both logarithms",
        "one-hot"},
    {"loss: binary_cross_entropy\nprobs: [1]\ntargets: [1]\n", "per_element", "Both logarithms",
        "one-hot"},
    /* in every base; of a mean of means, of the groups' means */
    {PERPLEXITY, "perplexity", "is 2.3994. The mean of the exponentials would be 3.1342:", NULL},
    {PERPLEXITY "log_base: 2\n", "perplexity",
        "is 2.3994. The mean of the exponentials would be 3.1342:", NULL},
    {PERPLEXITY "mask: [1, 0, 1]\nreduction: mean_unmasked\n", "perplexity",
        "would be 3.9925:", NULL},
    {"logits: [[[1, 2], [3, 0], [0, 1]], [[2, 1], [9, 9], [9, 9]]]\nlabels: [[1, 0, 0], [0, 1, "
     "1]]\n"
     "mask: [[1, 1, 1], [1, 0, 0]]\nreduction: mean_of_means\nperplexity: true\n",
        "perplexity", "would be 1.5579:", NULL},
};

/* As many rows of the same scores, and at the end `last`. */
static enum finding_kind find_among(
    size_t rows, const char *row, const char *last, const char *more, const char *stage)
{
    struct str text;
    struct str labels;
    struct diag diag;
    diag_init(&diag);
    str_init(&text);
    str_init(&labels);
    str_add(&text, "logits: [");
    for (size_t i = 0; i + 1 < rows; i++) {
        str_addf(&text, "%s, ", row);
        str_add(&labels, "0, ");
    }
    str_addf(&text, "%s]\nlabels: [%s0]\n%s", last, labels.data, more);
    struct trace *trace = open_lesson(text.data, &diag);
    enum finding_kind kind = trace_finding(trace, recipe_named(trace_recipe(trace), stage), 0, 0);
    close_lesson(trace);
    diag_release(&diag);
    str_release(&labels);
    str_release(&text);
    return kind;
}

/* The first 64 rows say what scores look like; up to 100,000 losses are added up for a remark. */
START_TEST(findings_among_many)
{
    ck_assert_int_eq(find_among(64, "[0.3, 0.7]", "[3, 7]", "", "logits"), FINDING_NONE);
    ck_assert_int_eq(
        find_among(65, "[0.3, 0.7]", "[3, 7]", "", "logits"), FINDING_scores_look_like_probs);
    ck_assert_int_eq(find_among(100000, "[1, 2]", "[2, 1]", "perplexity: true\n", "perplexity"),
        FINDING_exponential_of_mean);
    ck_assert_int_eq(
        find_among(10, "[1, 2]", "[1, 2]", "perplexity: true\n", "perplexity"), FINDING_NONE);
    ck_assert_int_eq(
        find_among(100001, "[1, 2]", "[2, 1]", "perplexity: true\n", "perplexity"), FINDING_NONE);
}
END_TEST

/* Of a batch with no rows nothing is kept, and nothing is left out. */
START_TEST(finds_nothing_in_no_rows)
{
    struct diag diag;
    diag_init(&diag);
    struct trace *full = open_lesson("logits: [[1, 2]]\nlabels: [0]\n", &diag);
    struct lesson lesson = *trace_lesson(full);
    struct tensor scores = *lesson.problem.scores;
    struct tensor labels = *lesson.problem.labels;
    scores.shape.dim[0] = labels.shape.dim[0] = 0;
    lesson.problem.scores = &scores;
    lesson.problem.labels = &labels;
    struct trace *empty = trace_new(&lesson);
    size_t divisor = recipe_named(trace_recipe(empty), "divisor");
    ck_assert_double_eq(trace_cell(empty, divisor, 0, 0), 0);
    ck_assert_int_eq(trace_finding(empty, divisor, 0, 0), FINDING_NONE);
    trace_free(empty);
    close_lesson(full);
    diag_release(&diag);
}
END_TEST

START_TEST(sentences)
{
    struct diag diag;
    struct arena arena;
    diag_init(&diag);
    arena_init(&arena);
    struct trace *trace = open_lesson(SENTENCES[_i].lesson, &diag);
    size_t stage = recipe_named(trace_recipe(trace), SENTENCES[_i].stage);
    enum finding_kind kind = trace_finding(trace, stage, 0, 0);
    ck_assert_int_ne(kind, FINDING_NONE);
    const char *text = trace_finding_text(trace, kind, stage, 0, 0, &arena);
    ck_assert_msg(strstr(text, SENTENCES[_i].has) != NULL, "%s", text);
    if (SENTENCES[_i].lacks != NULL) {
        ck_assert_msg(strstr(text, SENTENCES[_i].lacks) == NULL, "%s", text);
    }
    close_lesson(trace);
    arena_release(&arena);
    diag_release(&diag);
}
END_TEST

/* The loss of logits [0, 0] is log 2 = 0.6931471805599453. */
static const struct {
    const char *expect;
    bool ok;
    const char *says; /* of one that is not met; NULL: whatever */
} FIGURES[] = {
    {"loss: 0.693", true, NULL},
    {"loss: 0.69315", true, NULL},
    {"loss: 0.69314", false, NULL},
    {"loss: 0.6931471805599453", true, NULL},
    /* with more digits than two good computations share: 1e-9 is let pass */
    {"loss: 0.6931471813599453", true, NULL},
    {"loss: 0.6931471820599453", false, NULL},
    {"loss: 6.93e-1", true, NULL},
    {"loss: 6.94e-1", false, NULL},
    {"loss: 1", false, "they differ by 0.307; a whole number is meant exactly"},
    {"loss: 0.7, tolerance: 0.01", true, NULL},
    {"loss: 0.7, tolerance: 0.001", false, NULL},
    {"loss: 0.693, tolerance: 0", false, "they differ by 0.000147; the tolerance is 0\n"},
    {"row_max: [0], tolerance: 0", true, NULL},
    {"row_max: [0.25], tolerance: 0.25", true, NULL},
    {"per_sample: [0.6], tolerance: 0.1", true, NULL},
    {"loss: nan", false, NULL},
    {"per_sample: [0.69]", true, NULL},
    {"per_sample: [0.69, 0.69]", false, NULL},
    {"gradient: [[0.5, 0.5]]", false, NULL},
    {"row_max: [0]", true, NULL},
    /* three digits of a distance, from the first that is not 0 */
    {"row_max: [0.1234]", false, "they differ by 0.123;"},
    {"row_max: [0.0951]", false, "they differ by 0.0951;"},
    {"row_max: [9.999999999999999e-5], tolerance: 0", false, "they differ by 0.000100;"},
    {"row_max: [1.23e-16], tolerance: 0", false, "they differ by 0.00000000000000012;"},
};

/* Is it as the lesson expects? What is said of it if not. */
static bool check_figures(const char *front_matter, const char *set, struct str *report)
{
    struct diag diag;
    diag_init(&diag);
    struct trace *trace = open_lesson(front_matter, &diag);
    struct lesson *variant = NULL;
    if (set != NULL) {
        variant = lesson_variant(trace_lesson(trace), &(struct override){set}, 1, &diag);
        ck_assert_ptr_nonnull(variant);
    }
    struct trace *checked = variant != NULL ? trace_new(variant) : trace;
    bool ok = expect_check(checked, &diag);
    ck_assert_int_eq(diag.errors == 0, ok);
    diag_print(&diag, report);
    if (variant != NULL) {
        trace_free(checked);
        lesson_free(variant);
    }
    close_lesson(trace);
    diag_release(&diag);
    return ok;
}

START_TEST(figures)
{
    struct str text;
    struct str report;
    str_init(&text);
    str_init(&report);
    str_addf(&text, "logits: [[0, 0]]\nlabels: [0]\nexpect: {%s, source: mathematics}\n",
        FIGURES[_i].expect);
    ck_assert_msg(
        check_figures(text.data, NULL, &report) == FIGURES[_i].ok, "%s", FIGURES[_i].expect);
    ck_assert_msg(FIGURES[_i].says == NULL || strstr(report.data, FIGURES[_i].says) != NULL, "%s",
        report.data);
    str_release(&report);
    str_release(&text);
}
END_TEST

#define TWO_ROWS "logits: [[0, 0], [3, 0]]\nlabels: [0, 0]\n"

/* The cell that is off is named, in its row and column, with what it comes out as. */
START_TEST(figures_have_places)
{
    struct str report;
    str_init(&report);
    ck_assert(!check_figures(TWO_ROWS "expect: {logits: [[0, 0], [2, 0]]}\n", NULL, &report));
    ck_assert_msg(
        strstr(report.data, "t.md:6:28: error: logits: z[s1,c0] is expected to be 2, but comes out "
                            "as 3\n") != NULL,
        "%s", report.data);
    str_release(&report);
}
END_TEST

/* Of an override too the digits count as they are written. */
START_TEST(figures_are_set)
{
    struct str report;
    str_init(&report);
    ck_assert(check_figures(TWO_ROWS, "expect={row_max: [0, 2.96e0], tolerance: 0.1}", &report));
    ck_assert(check_figures(TWO_ROWS, "expect={row_max: [0.04, 3.0]}", &report) == false);
    ck_assert_msg(
        strstr(report.data, "the digits written allow 0.005\n") != NULL, "%s", report.data);
    ck_assert(check_figures(TWO_ROWS, "expect={row_max: [0.0, 3.0]}", &report));
    ck_assert(!check_figures(TWO_ROWS, "expect={row_max: [1, 3]}", &report));
    str_release(&report);
}
END_TEST

/* Nothing is as expected where data could not be read; that was said, and no more is. */
START_TEST(figures_of_nothing)
{
    struct diag diag;
    diag_init(&diag);
    struct trace *trace = open_lesson(TWO_ROWS "expect: {row_max: [0, 1]}\n", &diag);
    trace_fail(trace, "gone");
    ck_assert(!expect_check(trace, &diag));
    ck_assert_uint_eq(diag.errors, 0);
    ck_assert_uint_eq(trace_diag(trace)->errors, 1);
    close_lesson(trace);
    diag_release(&diag);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("findings and figures");
    TCase *tests = tcase_create("findings and figures");
    tcase_add_test(tests, knows_where_to_look);
    tcase_add_loop_test(tests, findings, 0, sizeof FINDINGS / sizeof *FINDINGS);
    tcase_add_test(tests, findings_among_many);
    tcase_add_test(tests, finds_nothing_in_no_rows);
    tcase_add_loop_test(tests, sentences, 0, sizeof SENTENCES / sizeof *SENTENCES);
    tcase_add_loop_test(tests, figures, 0, sizeof FIGURES / sizeof *FIGURES);
    tcase_add_test(tests, figures_have_places);
    tcase_add_test(tests, figures_are_set);
    tcase_add_test(tests, figures_of_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
