#include "rules.h"

#include "i18n.h"

#include <string.h>

const struct rules rules_table[RULES_COUNT] = {
#define RULES(preset, ...) {.name = #preset, __VA_ARGS__},
#include "rules.def"
#undef RULES
};

static bool is_focal(const struct problem *problem)
{
    return problem->loss == LOSS_FOCAL || problem->loss == LOSS_BINARY_FOCAL;
}

static struct tidy tidy_of(
    const struct rules *rules, const struct problem *problem, bool has_labels)
{
    if (problem->loss == LOSS_FOCAL) {
        return rules->focal;
    }
    if (problem->loss == LOSS_BINARY_FOCAL) {
        return rules->binary_focal;
    }
    if (problem->score_kind != SCORES_PROBS) {
        return (struct tidy){0}; /* from logits nothing is clipped: there is no need to */
    }
    if (problem->loss == LOSS_KL_DIVERGENCE) {
        return rules->kl;
    }
    if (problem_is_binary(problem)) {
        return rules->binary;
    }
    return has_labels ? rules->sparse : rules->dense;
}

void rules_apply(const struct rules *rules, struct problem *problem, bool has_labels)
{
    struct tidy tidy = tidy_of(rules, problem, has_labels);
    bool by_class = has_labels && !problem_is_binary(problem);
    problem->normalize = tidy.normalize;
    problem->clip_eps = tidy.clip_eps;
    problem->clip_mode = tidy.clip_mode;
    problem->route = is_focal(problem) ? ROUTE_STABLE : rules->route;
    problem->out_of_range = rules->out_of_range;
    problem->nan_past_end = rules->nan_past_end;
    problem->average_last_axis = rules->average_last_axis && problem_is_binary(problem);
    problem->reduction = by_class ? rules->labels_reduction : rules->other_reduction;
    problem->empty_mean = rules->empty_mean;
    problem->has_ignore_label = rules->has_ignore_label && by_class;
    problem->ignore_label = rules->ignore_label;
    problem->smooth_by_class = rules->smooth_by_class && by_class;
    problem->smooth_second_axis = rules->smooth_second_axis;
    problem->mask_is_weight = rules->mask_is_weight;
    problem->elementwise = rules->elementwise_kl && problem->loss == LOSS_KL_DIVERGENCE;
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
