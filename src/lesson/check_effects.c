/* Nothing in a lesson is silently ignored: a key that asks for something it cannot have here is an
 * error that says why. Keys about cases that may not arise (out_of_range, empty_mean) are no such
 * request. */
#include "front_matter.h"

#include "i18n.h"

typedef bool condition(const struct draft *draft, const struct problem *problem);

static bool binary(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem_is_binary(problem);
}

static bool not_binary(const struct draft *draft, const struct problem *problem)
{
    return !binary(draft, problem);
}

static bool not_focal(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return !problem_loss(problem)->focal;
}

static bool no_logits(const struct draft *draft, const struct problem *problem)
{
    (void)problem;
    return !is_given(draft, KEY_logits);
}

static bool no_logits_at_all(const struct draft *draft, const struct problem *problem)
{
    return no_logits(draft, problem) && !is_given(draft, KEY_target_logits);
}

static bool from_probs(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem->score_kind == SCORES_PROBS;
}

static bool fused_focal(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem_loss(problem)->needs_probs && problem->route == ROUTE_FUSED;
}

static bool no_class_weights(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return !problem_loss(problem)->class_weights;
}

static bool no_log(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem_loss(problem)->no_log;
}

static bool raw_scores(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem_loss(problem)->raw_scores;
}

static bool log_probs(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem->score_kind == SCORES_LOG_PROBS;
}

static bool no_labels(const struct draft *draft, const struct problem *problem)
{
    return !is_given(draft, KEY_labels) &&
           (not_binary(draft, problem) || is_given(draft, KEY_target_logits));
}

static bool no_integer_labels(const struct draft *draft, const struct problem *problem)
{
    return !is_given(draft, KEY_labels) || binary(draft, problem);
}

static bool fused(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem->route == ROUTE_FUSED;
}

static bool averaged(const struct draft *draft, const struct problem *problem)
{
    return problem->average_last_axis && binary(draft, problem);
}

static bool no_sum(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem->reduction != REDUCTION_SUM;
}

/* Another reduction that is tried out on the lesson leaves its groups alone. */
static bool no_means(const struct draft *draft, const struct problem *problem)
{
    const struct source *own = draft->given[KEY_groups].key.source;
    bool tried = is_given(draft, KEY_reduction) && draft->given[KEY_reduction].key.source != own;
    return problem->reduction != REDUCTION_MEAN_OF_MEANS && !tried;
}

static bool no_mean(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem->reduction == REDUCTION_NONE ||
           (problem->reduction == REDUCTION_SUM && !problem->divides);
}

static bool of_elements(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem->elementwise;
}

static bool not_reduced(const struct draft *draft, const struct problem *problem)
{
    (void)draft;
    return problem->reduction == REDUCTION_NONE;
}

static bool log_floor(const struct draft *draft, const struct problem *problem)
{
    return is_given(draft, KEY_clip_mode) && !fused(draft, problem) &&
           problem->clip_mode == CLIP_LOG_FLOOR;
}

static bool no_eps(const struct draft *draft, const struct problem *problem)
{
    return problem->clip_eps == 0 && !no_log(draft, problem) && !fused(draft, problem) &&
           !log_floor(draft, problem) && !log_probs(draft, problem);
}

static const struct {
    enum key_id key;
    condition *when;
    const char *why;
} NO_EFFECT[] = {
    {KEY_route, no_logits, N_("there are no logits to take the softmax or sigmoid of")},
    {KEY_temperature, no_logits_at_all, N_("there are no logits to divide by it")},
    {KEY_gradient, from_probs,
        N_("the gradient is with respect to the logits, and there are none")},
    {KEY_route, fused_focal, N_("this loss needs probabilities, which route: fused has not")},
    {KEY_normalize, binary, N_("a binary loss has no class sum to divide by")},
    {KEY_ignore_label, no_labels, N_("it is about integer labels, and there are none")},
    {KEY_ignore_label, averaged,
        N_("after average_last_axis there are only whole rows to drop: use mask")},
    {KEY_shift_labels, no_integer_labels,
        N_("only integer labels shift: the class of the next position")},
    {KEY_average_last_axis, not_binary, N_("only binary losses have one loss per element")},
    {KEY_pos_weight, not_binary, N_("only binary losses have positive and negative targets")},
    {KEY_gamma, not_focal, N_("only focal losses use it")},
    {KEY_alpha, not_focal, N_("only focal losses use it")},
    {KEY_normalize, fused, N_("with route: fused there are no probabilities to divide")},
    {KEY_clip_eps, fused, N_("with route: fused there are no probabilities to clip")},
    {KEY_clip_mode, fused, N_("with route: fused there are no probabilities to clip")},
    {KEY_normalize, log_probs, N_("there are no probabilities to divide, only their logarithms")},
    {KEY_clip_eps, log_probs, N_("there are no probabilities to clip, only their logarithms")},
    {KEY_clip_mode, log_probs, N_("there are no probabilities to clip, only their logarithms")},
    {KEY_class_weights, no_class_weights, N_("this loss has no class weights")},
    {KEY_route, raw_scores, N_("this loss compares scores as they are, without softmax")},
    {KEY_divide_by, no_sum, N_("it is what a sum is divided by: reduction: sum")},
    {KEY_groups, no_means, N_("it says whose means are taken: reduction: mean_of_means")},
    {KEY_perplexity, no_mean, N_("a perplexity is made of a mean")},
    {KEY_perplexity, no_log, N_("this loss takes no logarithm")},
    {KEY_accuracy, of_elements,
        N_("this loss is one of single numbers, and a number is neither right nor wrong")},
    {KEY_loss_scale, not_reduced, N_("with reduction: none there is no loss of the batch")},
    {KEY_log_base, no_log, N_("this loss takes no logarithm")},
    {KEY_normalize, no_log, N_("this loss takes no logarithm")},
    {KEY_clip_eps, no_log, N_("this loss takes no logarithm")},
    {KEY_clip_mode, no_log, N_("this loss takes no logarithm")},
    {KEY_clip_mode, no_eps, N_("there is no clip_eps to clip with")},
    {KEY_clip_eps, log_floor,
        N_("clip_mode: log_floor cuts the logarithm at -100, whatever clip_eps is")},
};

/* A key that only says what would be so without it does no harm anywhere. */
static bool says_the_usual(const struct draft *draft, enum key_id key)
{
    switch (key) {
    case KEY_route:
        return draft->route == ROUTE_STABLE;
    case KEY_temperature:
        return draft->temperature == 1;
    case KEY_gradient:
        return draft->gradient != GRADIENT_LAST;
    case KEY_class_axis:
        return draft->class_axis == -1;
    case KEY_log_base:
        return draft->log_base == 0;
    case KEY_normalize:
        return draft->normalize == NORMALIZE_NONE;
    case KEY_shift_labels:
        return !draft->shift_labels;
    case KEY_perplexity:
        return !draft->perplexity;
    case KEY_accuracy:
        return !draft->accuracy;
    case KEY_loss_scale:
        return draft->loss_scale == 1;
    case KEY_average_last_axis:
        return !draft->average_last_axis;
    case KEY_clip_mode:
        return draft->clip_mode == CLIP_CLIP;
    default:
        return false;
    }
}

bool check_effects(const struct draft *draft, const struct problem *problem)
{
    bool ok = true;
    for (size_t i = 0; i < sizeof NO_EFFECT / sizeof *NO_EFFECT; i++) {
        enum key_id key = NO_EFFECT[i].key;
        if (is_given(draft, key) && !says_the_usual(draft, key) &&
            NO_EFFECT[i].when(draft, problem)) {
            key_error(
                draft, key, _("'%s' has no effect here: %s"), key_name(key), _(NO_EFFECT[i].why));
            ok = false;
        }
    }
    return ok;
}
