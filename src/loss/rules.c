#include "rules.h"

#include "i18n.h"

#include <math.h>
#include <string.h>

const struct rules rules_table[RULES_COUNT] = {
#define RULES(preset, ...) {.name = #preset, __VA_ARGS__},
#include "rules.def"
#undef RULES
};

static struct tidy tidy_of(
    const struct rules *rules, const struct problem *problem, bool has_labels)
{
    /* from logits nothing is clipped: there is no need to; but focal losses look at probabilities
     */
    bool clips = problem->score_kind == SCORES_PROBS || problem_loss(problem)->focal ||
                 rules->tidies_softmax;
    switch (clips ? problem_loss(problem)->family : FAMILY_PLAIN) {
    case FAMILY_CLASSES:
        return has_labels ? rules->sparse : rules->dense;
    case FAMILY_BINARY:
        return rules->binary;
    case FAMILY_KL:
        return rules->kl;
    case FAMILY_FOCAL:
        return rules->focal;
    case FAMILY_BINARY_FOCAL:
        return rules->binary_focal;
    default:
        return (struct tidy){0};
    }
}

void rules_apply(const struct rules *rules, struct problem *problem, bool has_labels)
{
    struct tidy tidy = tidy_of(rules, problem, has_labels);
    bool by_class = has_labels && !problem_is_binary(problem);
    problem->normalize = tidy.normalize;
    problem->clip_eps =
        tidy.clip_eps == DTYPE_EPS ? ldexp(1, 1 - num_formats[problem->dtype].bits) : tidy.clip_eps;
    problem->clip_mode = tidy.clip_mode;
    problem->route = problem_loss(problem)->needs_probs || problem_loss(problem)->raw_scores
                         ? ROUTE_STABLE
                         : rules->route;
    problem->out_of_range = rules->out_of_range;
    problem->average_last_axis = rules->average_last_axis && problem_is_binary(problem);
    problem->binary_form = rules->binary_form;
    problem->reduction = by_class ? rules->labels_reduction : rules->other_reduction;
    problem->empty_mean = rules->empty_mean;
    problem->ignored = by_class ? rules->ignored : (struct label_set){0};
    problem->smooth_by_class = rules->smooth_by_class && by_class;
    problem->smooth_second_axis = rules->smooth_second_axis;
    problem->mask_is_weight = rules->mask_is_weight;
    problem->elementwise = problem_loss(problem)->elementwise ||
                           (rules->elementwise_kl && problem_loss(problem)->family == FAMILY_KL);
}

size_t rules_class_axis(const struct rules *rules, const struct problem *problem, size_t rank)
{
    /* those losses alone that the framework has along an axis of classes */
    enum loss_family family = problem_loss(problem)->family;
    bool has_axis = family == FAMILY_CLASSES || family == FAMILY_FOCAL;
    return rules->classes_second && has_axis && rank > 2 ? 1 : rank - 1;
}

const struct rules *rules_named(const char *name)
{
    for (size_t i = 0; i < RULES_COUNT; i++) {
        if (strcmp(rules_table[i].name, name) == 0) {
            return &rules_table[i];
        }
    }
    return NULL;
}
