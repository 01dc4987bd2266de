/* tf.losses, which are those of TensorFlow 1: one-hot rows or targets, classes on the last axis. */
#include "i18n.h"
#include "own_calls.h"

#include <math.h>

static const struct own_stage STAGES[] = {
    {ID_softmax, ID_none, "tf.softmax($)"},
    {ID_log_softmax, ID_none, "tf.logSoftmax($)"},
    {ID_log_sum_exp, ID_shifted, "tf.logSumExp($, -1)"},
    {ID_sigmoid, ID_none, "tf.sigmoid($)"},
    {ID_log_sigmoid, ID_none, "tf.logSigmoid($)"},
    {ID_none, ID_none, NULL},
};

static const char *id(const struct own_call *call, size_t stage)
{
    return call->recipe->stages[stage].id;
}

/* Weights and, but for the last argument, whatever stands between them and the reduction: of one.
 */
static void add_reduction(struct own_call *call, const char *before)
{
    static const char *const NAMES[] = {
        [OWN_MEAN] = "MEAN", [OWN_SUM] = "SUM", [OWN_EACH] = "NONE"};
    const struct problem *p = call->problem;
    bool counts = p->reduction == REDUCTION_MEAN || p->reduction == REDUCTION_MEAN_UNMASKED ||
                  p->reduction == REDUCTION_SUM_BY_NONZERO_WEIGHTS ||
                  p->reduction == REDUCTION_WEIGHTED_MEAN ||
                  p->reduction == REDUCTION_CLASS_WEIGHTED_MEAN;
    if (p->ignored.count > 0) {
        call->simple = false;
    }
    enum own_reduction how = own_reduction(call, counts && !p->average_last_axis);
    call->reason = p->ignored.count > 0 ? NULL : call->reason;
    str_addf(&call->text, ", undefined, %s, tf.Reduction.%s)", before, NAMES[how]);
}

/* Are the scores so small that the logarithm of their sum, which it rounds to float32 before it
 * takes a score from it, keeps the digits of the loss? */
static bool are_small(const struct own_call *call)
{
    enum { SMALL = 16 };
    const struct stage *scores = &call->recipe->stages[call->scores];
    const struct sight *sight = &call->script->doc->sight;
    for (size_t row = 0; row < scores->rows; row++) {
        for (size_t col = 0; col < scores->width; col++) {
            if (!(fabs(sight_cell(sight, call->scores, row, col).value) <= SMALL)) {
                return false;
            }
        }
    }
    return true;
}

static void of_classes(struct own_call *call)
{
    const struct problem *p = call->problem;
    char number[NUM_SIZE];
    bool second = call->recipe->stages[call->scores].shape.rank == 2;
    if (p->score_kind != SCORES_LOGITS) {
        call->reason = _("there is none of probabilities");
        return;
    }
    call->same.route = ROUTE_FUSED;
    /* Its gradient takes for granted that each row of targets adds up to 1. */
    call->no_gradient = p->labels == NULL || p->out_of_range != OUT_OF_RANGE_ERROR;
    /* It smooths by the size of the second axis. */
    size_t target = own_targets(call, !second);
    str_addf(&call->text, "tf.losses.softmaxCrossEntropy(%s, $", id(call, target));
    bool smooths = second && p->label_smoothing != 0;
    add_reduction(call, num_shortest(number, smooths ? p->label_smoothing : 0, DTYPE_FLOAT64));
}

static void binary(struct own_call *call)
{
    const struct problem *p = call->problem;
    char number[NUM_SIZE];
    size_t target = own_targets(call, true);
    if (target == STAGE_NONE || p->pos_weight != NULL) {
        call->reason = _("it has no pos_weight");
        return;
    }
    if (p->score_kind == SCORES_LOGITS) {
        call->same.route = ROUTE_FUSED;
        call->same.binary_form = BINARY_LESS_SCORE;
        str_addf(&call->text, "tf.losses.sigmoidCrossEntropy(%s, $", id(call, target));
        add_reduction(call, "0");
    } else { /* its epsilon stands inside of the logarithm */
        call->same.clip_mode = CLIP_ADD;
        call->same.clip_eps = p->clip_mode == CLIP_ADD ? p->clip_eps : 0;
        str_addf(&call->text, "tf.losses.logLoss(%s, $", id(call, target));
        add_reduction(call, num_shortest(number, call->same.clip_eps, DTYPE_FLOAT64));
    }
}

static void squared(struct own_call *call)
{
    call->scores = call->recipe->probs;
    str_addf(&call->text, "tf.losses.meanSquaredError(%s, $, undefined",
        id(call, own_targets(call, true)));
    if (!call->simple || call->problem->reduction == REDUCTION_NONE) {
        str_add(&call->text, ", tf.Reduction.NONE)");
        call->expected = recipe_find(call->recipe, ID_product);
        return;
    }
    enum own_reduction how = own_reduction(call, call->problem->reduction == REDUCTION_MEAN);
    str_addf(&call->text, ", tf.Reduction.%s)", how == OWN_MEAN ? "MEAN" : "SUM");
}

static void loss(struct own_call *call)
{
    if (call->problem->class_weights.count > 0) {
        call->reason = _("it has no weights of classes");
        return;
    }
    if (call->recipe->stages[call->scores].rows == 0) {
        call->reason = _("of no samples at all it makes 0");
        return;
    }
    if (!are_small(call)) {
        call->reason = _("of scores so far from 0 it loses digits");
        return;
    }
    switch (call->problem->loss) {
    case LOSS_CROSS_ENTROPY:
        of_classes(call);
        break;
    case LOSS_BINARY_CROSS_ENTROPY:
        binary(call);
        break;
    case LOSS_SQUARED_ERROR:
        squared(call);
        break;
    default:
        call->reason = _("there is none for this loss");
    }
}

const struct own_library own_tfjs = {
    .stages = STAGES,
    .loss = loss,
    .gradient = "tf.grad((z) => #)(logits)",
    .variable = "z",
    .temperature = "z.div(#)",
};
