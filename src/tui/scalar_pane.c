#include "i18n.h"
#include "num.h"
#include "pane.h"
#include "quiz.h"
#include "whatif.h"

#include <math.h>

static const char *value_text(const struct pane *pane, const struct walk *walk, size_t stage)
{
    if (!walk->folded) {
        return "…";
    }
    const struct sight sight = quiz_sight(walk);
    const char *value = sight_worked(&sight, stage, 0, 0, walk->decimals, NULL, pane->arena).value;
    double ulps = walk->difference && walk->exact != NULL ? walk_ulps(walk, stage, 0, 0) : NAN;
    if (isnan(ulps)) {
        return value;
    }
    char buffer[NUM_SIZE];
    return arena_printf(pane->arena, _("%s  (%s ulp)"), value, view_ulps(buffer, ulps));
}

/* The signs of the tables: >this goes into the focused one<, and »this is what Enter follows«. */
static void draw_marks(const struct pane *pane, const struct walk *walk, size_t stage, size_t x,
    size_t y, const char *value)
{
    const struct stage *info = walk_stage_info(walk);
    struct operand chosen;
    if (!walk->folded || info->form != FORM_SCALAR || info->op == NULL ||
        !expr_has_cell(
            trace_explain(walk->trace, walk_stage(walk), 0, 0, pane->arena), info, stage, 0, 0)) {
        return;
    }
    bool follows = walk->why && walk_operand(walk, &chosen) && chosen.stage == stage;
    enum style style = follows ? STYLE_CHOSEN : STYLE_OPERAND;
    struct grid *grid = pane->grid;
    pane->hits->marks |= follows ? MARK_CHOSEN : MARK_OPERAND;
    (void)grid_put(grid, x - 1, y, 1, style, follows ? chosen_mark(grid, true) : ">");
    size_t cells = grid_put(grid, x, y, pane->at.cols, style, value);
    (void)grid_put(grid, x + cells, y, 1, style, follows ? chosen_mark(grid, false) : "<");
}

static size_t add_once(size_t *stages, size_t count, size_t stage)
{
    for (size_t i = 0; i < count; i++) {
        if (stages[i] == stage) {
            return count;
        }
    }
    stages[count] = stage;
    return count + 1;
}

/* The scalars of earlier steps that this one is made from: on the way back, the divisor. */
static size_t add_earlier(
    const struct recipe *recipe, const struct stage *info, size_t *stages, size_t count)
{
    for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
        const struct stage *in = info->in[i] == STAGE_NONE ? info : &recipe->stages[info->in[i]];
        if (in->group != info->group && in->form == FORM_SCALAR && !in->hidden) {
            count = add_once(stages, count, info->in[i]);
        }
    }
    return count;
}

/* What is not a scalar has a table of its own. */
static size_t find_scalars(const struct walk *walk, size_t *stages)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t parts[RECIPE_MAX_STAGES];
    size_t part_count = walk_parts(walk, walk->step, parts);
    size_t count = 0;
    for (size_t i = 0; i < part_count; i++) {
        const struct stage *info = &recipe->stages[parts[i]];
        if (info->form == FORM_SCALAR) {
            count = add_once(stages, add_earlier(recipe, info, stages, count), parts[i]);
        }
    }
    return count;
}

void scalars_draw(const struct pane *pane, const struct walk *walk)
{
    size_t stages[RECIPE_MAX_STAGES];
    size_t count = find_scalars(walk, stages);
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t name_cells = 0;
    for (size_t i = 0; i < count; i++) {
        size_t cells = grid_width(pane->grid, recipe->stages[stages[i]].symbol);
        name_cells = cells > name_cells ? cells : name_cells;
    }
    size_t y = pane->at.y;
    for (size_t i = 0; i < count && y < pane->at.y + pane->at.rows; i++) {
        const struct stage *info = &recipe->stages[stages[i]];
        bool here = stages[i] == walk_stage(walk) && walk->aside == 0;
        size_t x = pane->at.x;
        (void)grid_put(pane->grid, x, y, 1, STYLE_HERE, here ? ">" : " ");
        grid_field(
            pane->grid, x + 2, y, name_cells, here ? STYLE_HERE : STYLE_PLAIN, info->symbol, false);
        (void)grid_put(pane->grid, x + 3 + name_cells, y, 1, STYLE_DIM, "=");
        size_t cells = grid_put(pane->grid, x + 5 + name_cells, y, pane->at.cols - name_cells - 5,
            here ? STYLE_CURSOR : STYLE_PLAIN, value_text(pane, walk, stages[i]));
        draw_marks(pane, walk, stages[i], x + 5 + name_cells, y, value_text(pane, walk, stages[i]));
        if (walk->folded && whatif_moved(walk, stages[i], 0, 0, walk->decimals)) {
            (void)grid_put(pane->grid, x + 6 + name_cells + cells, y, 1, STYLE_CHANGED, "*");
        }
        hits_add(pane->hits, (struct rect){x, y, name_cells + 5 + cells + 1, 1},
            (struct target){.kind = TARGET_CELL, .index = stages[i]});
        if (here) {
            grid_set_cursor(pane->grid, x + 5 + name_cells, y);
        }
        y++;
    }
}
