#include "sides.h"

#include <math.h>
#include <string.h>

size_t sides_stage(const struct recipe *recipe, const struct recipe *other, enum stage_id kind)
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

static struct side side_of(
    const struct comparison *comparison, const struct sight *sight, size_t stage)
{
    struct side side = {.sight = *sight, .stage = stage};
    if (stage == STAGE_NONE) {
        return side;
    }
    const struct stage *info = &trace_recipe(sight->trace)->stages[stage];
    side.row = info->form == FORM_SCALAR ? 0 : comparison->row;
    side.col = comparison->col < info->width ? comparison->col : 0;
    return side;
}

/* What a reader takes it for in a worked line. */
static double reads_as(double value, int decimals, const struct sight *sight)
{
    char text[NUM_SIZE];
    double read = NAN;
    enum dtype dtype = trace_lesson(sight->trace)->problem.dtype;
    (void)num_show(text, value, decimals, dtype);
    (void)num_parse(text, strlen(text), &read);
    return read;
}

bool sides_find(const struct comparison *comparison, const struct sight *own,
    const struct sight *other, int decimals, struct sides *out)
{
    const struct recipe *mine = trace_recipe(own->trace);
    const struct recipe *theirs = trace_recipe(other->trace);
    size_t left = sides_stage(mine, theirs, comparison->stage);
    size_t right = sides_stage(theirs, mine, comparison->stage);
    bool both = left != STAGE_NONE && right != STAGE_NONE;
    if (both && mine->stages[left].form != theirs->stages[right].form) {
        /* A loss of one element is not to be read beside the loss of a sample. */
        left = recipe_find(mine, comparison->stage);
        right = recipe_find(theirs, comparison->stage);
        both = left != STAGE_NONE && right != STAGE_NONE;
    }
    *out = (struct sides){
        side_of(comparison, own, left), side_of(comparison, other, right), .decimals = decimals};
    struct figure a = {.hidden = false};
    struct figure b = {.hidden = false};
    if (left != STAGE_NONE) {
        a = sight_cell(own, left, out->own.row, out->own.col);
    }
    if (right != STAGE_NONE) {
        b = sight_cell(other, right, out->other.row, out->other.col);
    }
    out->hidden = a.hidden || b.hidden;
    if (!both || out->hidden) {
        return true;
    }
    bool alike = reads_as(a.value, decimals, own) == reads_as(b.value, decimals, other);
    out->decimals = alike ? EXPR_EXACT : decimals;
    return a.value != b.value;
}

struct worked sides_worked(
    const struct comparison *comparison, const struct side *side, int decimals, struct arena *arena)
{
    struct worked worked =
        sight_worked(&side->sight, side->stage, side->row, side->col, decimals, NULL, arena);
    worked.symbols = "";
    if (comparison->why == DEPARTURE_rounding) {
        worked.numbers = "";
    }
    return worked;
}
