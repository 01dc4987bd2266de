#include "rivals.h"

#include <math.h>
#include <string.h>

void rivals_init(struct rivals *rivals, const struct lesson *lesson)
{
    *rivals = (struct rivals){.count = 0};
    arena_init(&rivals->arena);
    for (size_t i = 0; i < RULES_COUNT; i++) {
        if (strcmp(rules_table[i].name, lesson->rules) != 0) {
            rivals->all[rivals->count++].rules = &rules_table[i];
        }
    }
}

void rivals_release(struct rivals *rivals)
{
    for (size_t i = 0; i < rivals->known; i++) {
        comparison_release(&rivals->all[i].comparison);
    }
    arena_release(&rivals->arena);
    *rivals = (struct rivals){.count = 0};
}

bool rivals_compare_next(struct rivals *rivals, struct trace *own)
{
    if (rivals->known == rivals->count) {
        return false;
    }
    struct rival *rival = &rivals->all[rivals->known];
    comparison_make(&rival->comparison, own, rival->rules->name, &rivals->arena);
    rivals->known++;
    return true;
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

enum verdict rival_verdict(const struct comparison *comparison, struct trace *own)
{
    if (comparison->trace == NULL) {
        return VERDICT_REFUSED;
    }
    size_t loss = trace_recipe(own)->loss;
    size_t other = trace_recipe(comparison->trace)->loss;
    bool reduced = loss != STAGE_NONE && other != STAGE_NONE;
    if (reduced &&
        same_number(trace_cell(own, loss, 0, 0), trace_cell(comparison->trace, other, 0, 0))) {
        return VERDICT_SAME;
    }
    if (comparison->why == DEPARTURE_none) {
        return VERDICT_SAME;
    }
    return comparison->why == DEPARTURE_rounding ? VERDICT_LAST_DIGITS : VERDICT_DIFFERENT;
}

size_t rival_stage(const struct recipe *recipe, const struct recipe *other, enum stage_id kind)
{
    size_t found = recipe_find(recipe, kind);
    size_t stage = recipe_find(other, kind);
    if (found != STAGE_NONE || stage == STAGE_NONE) {
        return found;
    }
    if (other->stages[stage].group == GROUP_normalize) {
        return recipe->probs; /* not tidied */
    }
    const size_t roles[][2] = {
        {other->target, recipe->target},
        {other->probs, recipe->probs},
        {other->log, recipe->log},
        {other->loss_entries, recipe->loss_entries},
        {other->per_sample, recipe->per_sample},
        {other->summed, recipe->summed},
    };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (roles[i][0] == stage && roles[i][1] != STAGE_NONE) {
            return roles[i][1];
        }
    }
    return STAGE_NONE;
}
