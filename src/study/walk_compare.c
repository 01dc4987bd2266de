/* The open lesson under other rules, and beside the exact numbers. */
#include "exact.h"
#include "numbers.h"
#include "sides.h"
#include "walk.h"

void walk_compare(struct walk *walk)
{
    walk->comparing = true;
    if (walk->rivals.count == 0) {
        rivals_init(&walk->rivals, walk->lesson);
    }
    while (walk_is_quick(walk->trace) && walk_compare_next(walk)) {
    }
}

bool walk_compare_next(struct walk *walk)
{
    return rivals_compare_next(&walk->rivals, walk->trace);
}

const struct comparison *walk_comparison(const struct walk *walk)
{
    bool known = walk->rival > 0 && walk->rival <= walk->rivals.known;
    return known ? &walk->rivals.all[walk->rival - 1].comparison : NULL;
}

/* The group of that stage in whichever recipe has it. */
static enum group step_of(const struct recipe *own, const struct recipe *other, enum stage_id kind)
{
    size_t stage = recipe_find(own, kind);
    if (stage != STAGE_NONE) {
        return own->stages[stage].group;
    }
    stage = recipe_find(other, kind);
    return stage != STAGE_NONE ? other->stages[stage].group : GROUP_input;
}

void walk_depart(struct walk *walk)
{
    const struct comparison *comparison = walk_comparison(walk);
    walk->comparing = false;
    if (comparison == NULL || comparison->stage == ID_none) {
        return;
    }
    const struct recipe *own = trace_recipe(walk->trace);
    const struct recipe *other = trace_recipe(comparison->trace);
    walk_go_stage(
        walk, sides_stage(own, other, comparison->stage), step_of(own, other, comparison->stage));
    if (walk_stage_info(walk)->form != FORM_SCALAR) {
        walk->row = comparison->row;
        walk->col = comparison->col;
    }
}

void walk_show_difference(struct walk *walk, bool show)
{
    walk->difference = show;
    if (show && walk->exact == NULL) {
        walk->exact = trace_exact(walk->trace);
        /* The exact loss needs every row, too. */
        walk->folded = walk->folded && (walk->exact == NULL || walk_is_quick(walk->trace));
    }
}

bool walk_differs(const struct walk *walk, size_t stage)
{
    return walk->difference && walk->exact != NULL && stage == walk_stage(walk);
}

double walk_ulps(const struct walk *walk, size_t stage, size_t row, size_t col)
{
    return ulps_off(trace_cell(walk->trace, stage, row, col),
        trace_cell(walk->exact, stage, row, col), walk->lesson->problem.dtype);
}
