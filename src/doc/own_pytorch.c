/* The losses of torch.nn.functional. */
#include "i18n.h"
#include "own_calls.h"

#include <string.h>

static const struct own_stage STAGES[] = {
    {ID_softmax, ID_none, "torch.softmax($, dim=-1)"},
    {ID_log_softmax, ID_none, "torch.log_softmax($, dim=-1)"},
    {ID_log_sum_exp, ID_shifted, "torch.logsumexp($, dim=-1)"},
    {ID_sigmoid, ID_none, "torch.sigmoid($)"},
    {ID_log_sigmoid, ID_none, "F.logsigmoid($)"},
    {ID_none, ID_none, NULL},
};

static const char *id(const struct own_call *call, size_t stage)
{
    return call->recipe->stages[stage].id;
}

static void add_reduction(struct own_call *call, bool mean_is_same, const char *mean)
{
    enum own_reduction how = own_reduction(call, mean_is_same);
    const char *name = how == OWN_MEAN ? mean : how == OWN_SUM ? "sum" : "none";
    if (strcmp(name, "mean") != 0) {
        str_addf(&call->text, ", reduction=\"%s\"", name);
    }
    str_addc(&call->text, ')');
}

static void add_weights(struct own_call *call)
{
    const struct weights *weights = &call->problem->class_weights;
    char number[NUM_SIZE];
    for (size_t i = 0; i < weights->count; i++) {
        str_addf(&call->text, "%s%s", i == 0 ? ", weight=torch.tensor([" : ", ",
            num_shortest(number, weights->at[i], DTYPE_FLOAT64));
    }
    if (weights->count > 0) {
        str_addf(&call->text, "], dtype=torch.%s)",
            call->script->dtype == DTYPE_FLOAT32 ? "float32" : "float64");
    }
}

/* Does a label name no class, and is not the one to ignore? */
static bool has_strange_label(const struct own_call *call)
{
    const struct problem *p = call->problem;
    const struct sight *sight = &call->script->doc->sight;
    const struct stage *labels = &call->recipe->stages[call->recipe->target];
    for (size_t row = 0; row < labels->rows; row++) {
        double label = sight_cell(sight, call->recipe->target, row, 0).value;
        bool ignored = p->ignored.count == 1 ? label == p->ignored.at[0] : false;
        if (!ignored && !(label >= 0 && label < (double)problem_classes(p))) {
            return true;
        }
    }
    return false;
}

/* Classes on the second axis, where there are more. */
static const char *second(const struct own_call *call)
{
    return call->recipe->stages[call->scores].shape.rank > 2 ? ".movedim(-1, 1)" : "";
}

static bool means_the_same(const struct own_call *call)
{
    const struct problem *p = call->problem;
    bool weighs = p->class_weights.count > 0 && p->labels != NULL;
    bool drops = p->ignored.count > 0;
    switch (p->reduction) {
    case REDUCTION_MEAN:
    case REDUCTION_SUM_BY_NONZERO_WEIGHTS:
        return !weighs && !drops;
    case REDUCTION_MEAN_UNMASKED:
        return !weighs;
    case REDUCTION_CLASS_WEIGHTED_MEAN:
    case REDUCTION_WEIGHTED_MEAN:
        return p->labels != NULL || !drops;
    default:
        return false;
    }
}

static void classes(struct own_call *call)
{
    const struct problem *p = call->problem;
    char number[NUM_SIZE];
    bool logits = p->score_kind == SCORES_LOGITS;
    call->same.route = logits ? ROUTE_FUSED : p->route;
    call->same.smooth_second_axis = false;
    call->same.smooth_by_class = p->labels != NULL;
    if (!logits && (p->labels == NULL || p->label_smoothing != 0)) {
        call->reason = _("of probabilities it takes no targets and smooths nothing");
        return;
    }
    if (p->ignored.count > 1 || (p->labels != NULL && has_strange_label(call))) {
        call->reason = _("a label that names no class is an error there");
        return;
    }
    str_addf(&call->text, "%s%s%s, ",
        logits                              ? "F.cross_entropy($"
        : p->score_kind == SCORES_LOG_PROBS ? "F.nll_loss($"
                                            : "F.nll_loss(torch.log($)",
        second(call), "");
    size_t target = p->labels != NULL ? call->recipe->target : own_targets(call, false);
    str_addf(&call->text, "%s%s", id(call, target), p->labels != NULL ? "" : second(call));
    add_weights(call);
    if (p->ignored.count > 0 && p->ignored.at[0] != -100) {
        str_addf(&call->text, ", ignore_index=%s",
            num_shortest(number, p->ignored.at[0], DTYPE_FLOAT64));
    }
    if (p->label_smoothing != 0) {
        str_addf(&call->text, ", label_smoothing=%s",
            num_shortest(number, p->label_smoothing, DTYPE_FLOAT64));
    }
    add_reduction(call, means_the_same(call), "mean");
}

static bool are_probabilities(const struct own_call *call)
{
    const struct stage *scores = &call->recipe->stages[call->scores];
    const struct sight *sight = &call->script->doc->sight;
    for (size_t row = 0; row < scores->rows; row++) {
        for (size_t col = 0; col < scores->width; col++) {
            double value = sight_cell(sight, call->scores, row, col).value;
            if (!(value >= 0 && value <= 1)) {
                return false;
            }
        }
    }
    return true;
}

static void binary(struct own_call *call)
{
    const struct problem *p = call->problem;
    size_t target = own_targets(call, true);
    size_t pos = recipe_find(call->recipe, ID_pos_weight);
    bool logits = p->score_kind == SCORES_LOGITS;
    if (p->ignored.count > 0 || target == STAGE_NONE) {
        call->reason = _("it has no label to ignore");
        return;
    }
    if (logits) {
        call->same.route = ROUTE_FUSED;
        call->same.binary_form = BINARY_PLUS_SCORE;
    } else if (are_probabilities(call)) {
        call->same.clip_mode = CLIP_LOG_FLOOR;
    } else {
        call->reason = _("a probability below 0 or above 1 is an error there");
    }
    str_addf(&call->text, "F.binary_cross_entropy%s($, %s", logits ? "_with_logits" : "",
        id(call, target));
    add_weights(call);
    if (pos != STAGE_NONE && logits) {
        str_addf(&call->text, ", pos_weight=%s", id(call, pos));
    } else if (pos != STAGE_NONE) {
        call->reason = _("of probabilities it has no pos_weight");
    }
    add_reduction(call, p->reduction == REDUCTION_MEAN && !p->average_last_axis, "mean");
}

static void divergence(struct own_call *call)
{
    const struct problem *p = call->problem;
    size_t target = own_targets(call, true);
    if (call->recipe->log == STAGE_NONE || target == STAGE_NONE) {
        call->reason = _("it takes log-probabilities and targets");
        return;
    }
    call->scores = call->recipe->log;
    str_addf(&call->text, "F.kl_div($, %s", id(call, target));
    if (!p->elementwise && p->reduction != REDUCTION_SUM && p->reduction != REDUCTION_BATCH_MEAN) {
        str_add(&call->text, ", reduction=\"none\").sum(dim=-1)");
        call->note = _("what comes after this is the lesson's own");
        call->expected = call->recipe->per_sample;
        return;
    }
    bool batch = p->reduction == REDUCTION_BATCH_MEAN;
    add_reduction(call, p->reduction == REDUCTION_MEAN || batch, batch ? "batchmean" : "mean");
}

static void squared(struct own_call *call)
{
    size_t target = own_targets(call, true);
    call->scores = call->recipe->probs;
    str_addf(&call->text, "F.mse_loss($, %s", id(call, target));
    if (!call->simple || call->problem->reduction == REDUCTION_NONE) {
        str_add(&call->text, ", reduction=\"none\")");
        call->expected = recipe_find(call->recipe, ID_product);
        return;
    }
    add_reduction(call, call->problem->reduction == REDUCTION_MEAN, "mean");
}

static void hinge(struct own_call *call)
{
    size_t rank = call->recipe->stages[call->scores].shape.rank;
    if (rank > 2 || has_strange_label(call)) {
        call->reason = _("it takes rows of scores, and labels that name a class");
        return;
    }
    call->note = _("it divides each row's sum by the number of classes");
    call->expected = call->recipe->per_sample;
    str_addf(&call->text, "%zu * F.multi_margin_loss($, %s, reduction=\"none\")",
        problem_classes(call->problem), id(call, call->recipe->target));
}

static void loss(struct own_call *call)
{
    call->same.empty_mean = EMPTY_NAN;
    switch (call->problem->loss) {
    case LOSS_CROSS_ENTROPY:
    case LOSS_NLL:
        classes(call);
        break;
    case LOSS_BINARY_CROSS_ENTROPY:
        binary(call);
        break;
    case LOSS_KL_DIVERGENCE:
        divergence(call);
        break;
    case LOSS_SQUARED_ERROR:
        squared(call);
        break;
    case LOSS_HINGE:
        hinge(call);
        break;
    default:
        call->reason = _("there is none for this loss");
    }
}

const struct own_library own_pytorch = {
    .stages = STAGES,
    .loss = loss,
    .gradient = "torch.autograd.functional.jacobian(lambda z: #, logits)",
    .variable = "z",
    .temperature = "(z / #)",
};
