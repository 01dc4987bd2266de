#include "ancestry.h"

static bool known(const struct ancestry *ancestry, size_t stage)
{
    for (size_t i = 0; i < ancestry->count; i++) {
        if (ancestry->stages[i] == stage) {
            return true;
        }
    }
    return false;
}

/* From further back only matrices are worth their room. */
static void add_one(
    struct ancestry *ancestry, const struct recipe *recipe, size_t stage, bool matrix_only)
{
    enum stage_form form = recipe->stages[stage].form;
    bool shown = form != FORM_SCALAR && (form == FORM_GROUPS) == ancestry->grouped &&
                 (!recipe->stages[stage].hidden || ancestry->helpers) &&
                 (form == FORM_MATRIX || !matrix_only);
    if (shown && !known(ancestry, stage)) {
        ancestry->stages[ancestry->count++] = stage;
    }
}

static void add_inputs(
    struct ancestry *ancestry, const struct recipe *recipe, size_t stage, bool matrix_only)
{
    const struct stage *info = &recipe->stages[stage];
    for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
        if (info->in[i] != STAGE_NONE) {
            add_one(ancestry, recipe, info->in[i], matrix_only);
        }
    }
}

/* Is a scalar made from rows? */
static bool adds_rows(const struct recipe *recipe, size_t stage)
{
    size_t in = recipe->stages[stage].in[0];
    enum stage_form form = in == STAGE_NONE ? FORM_SCALAR : recipe->stages[in].form;
    return form == FORM_MATRIX || form == FORM_COLUMN;
}

struct ancestry ancestry_of(const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    struct ancestry ancestry = {.stages = {walk_stage(walk)}, .count = 1, .helpers = walk->why};
    if (walk_stage_info(walk)->form == FORM_SCALAR) {
        bool accuracy = walk_stage_info(walk)->group == GROUP_accuracy;
        ancestry.grouped =
            recipe->groups != NULL && !accuracy && !adds_rows(recipe, ancestry.stages[0]);
        add_inputs(&ancestry, recipe, ancestry.stages[0], false);
        if (accuracy) {
            add_one(&ancestry, recipe, recipe->target, false);
        }
        enum stage_id beside = accuracy ? ID_predicted : ID_group_mean;
        add_one(&ancestry, recipe,
            accuracy || ancestry.grouped ? recipe_find(recipe, beside) : recipe->summed, false);
        return ancestry;
    }
    ancestry.grouped = walk_stage_info(walk)->form == FORM_GROUPS;
    add_inputs(&ancestry, recipe, ancestry.stages[0], false);
    ancestry.direct = ancestry.count;
    if (walk_stage_info(walk)->kind == ID_predicted) {
        add_one(&ancestry, recipe, recipe->target, false);
    }
    ancestry.helpers = false;
    /* What stands beside it without being part of it: the rest of the batch, or what the step
     * before gave. */
    size_t parts[RECIPE_MAX_STAGES];
    bool start = walk->step == 0;
    size_t count = walk_parts(walk, start ? 0 : walk->step - 1, parts);
    for (size_t i = count; i-- > 0 && (start || ancestry.count == ancestry.direct);) {
        add_one(&ancestry, recipe, parts[i], !start);
    }
    for (size_t i = 1; i < ancestry.count; i++) {
        add_inputs(&ancestry, recipe, ancestry.stages[i], true);
    }
    return ancestry;
}
