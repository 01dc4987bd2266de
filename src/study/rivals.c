#include "rivals.h"

#include "numbers.h"

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

enum { MOST_LOSSES = 1000 }; /* that are looked through at each drawing */

/* Are the losses the same where nothing is reduced? */
static bool same_losses(struct trace *own, struct trace *other)
{
    const struct recipe *mine = trace_recipe(own);
    const struct recipe *theirs = trace_recipe(other);
    size_t width = mine->stages[mine->summed].width;
    size_t count = mine->rows * width;
    if (mine->loss != STAGE_NONE || theirs->loss != STAGE_NONE || count > MOST_LOSSES ||
        !shape_equal(&mine->stages[mine->summed].shape, &theirs->stages[theirs->summed].shape)) {
        return false;
    }
    size_t i = 0;
    while (i < count && same_number(trace_cell(own, mine->summed, i / width, i % width),
                            trace_cell(other, theirs->summed, i / width, i % width))) {
        i++;
    }
    return i == count;
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
    if (comparison->why == DEPARTURE_none || same_losses(own, comparison->trace)) {
        return VERDICT_SAME;
    }
    return comparison->why == DEPARTURE_rounding ? VERDICT_LAST_DIGITS : VERDICT_DIFFERENT;
}
