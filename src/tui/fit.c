#include "fit.h"

#include "i18n.h"
#include "table.h"

enum {
    SCREEN_COLS = 80 - 1,
    TABLE_ROWS = 16
}; /* of 80x24: what draw.c leaves for tables at most */

/* Appends the ids of the stages that do not show all their columns; returns how many. */
static size_t list_wide(struct walk *walk, struct grid *grid, struct str *out)
{
    size_t count = 0;
    for (size_t step = 0; step < walk_steps(walk); step++) {
        size_t parts[RECIPE_MAX_STAGES];
        size_t part_count = walk_parts(walk, step, parts);
        walk_go(walk, step);
        for (size_t part = 0; part < part_count; part++) {
            walk->part = part;
            struct tables plan = tables_plan(walk, grid, SCREEN_COLS, TABLE_ROWS, 0);
            for (size_t i = 0; i < plan.lower.count; i++) {
                const struct panel *panel = &plan.lower.panels[i];
                if (panel->view.stage == parts[part] && panel->col_count < panel->view.cols) {
                    const struct recipe *recipe = trace_recipe(walk->trace);
                    str_addf(
                        out, "%s%s", count++ > 0 ? _(", ") : "", recipe->stages[parts[part]].id);
                }
            }
        }
    }
    return count;
}

static void warn(struct lesson *lesson, struct walk *walk, struct grid *grid, struct diag *diag)
{
    struct where where = {.source = &lesson->source};
    struct str stages;
    str_init(&stages);
    if (list_wide(walk, grid, &stages) > 0) {
        diag_warn(diag, where, _("80 columns cannot show a whole row, with %d decimals, of: %s"),
            walk->decimals, stages.data);
        diag_id(diag, "too-wide");
        diag_hint(diag, _("take fewer classes, shorter names, or a smaller 'precision'"));
    }
    str_release(&stages);
    size_t most = TABLE_ROWS - 2; /* a title and the names stand above */
    if (trace_recipe(walk->trace)->rows > most) {
        diag_warn(diag, where, _("the batch has %zu rows, and 24 lines show %zu at most"),
            trace_recipe(walk->trace)->rows, most);
        diag_id(diag, "too-tall");
        diag_hint(diag, _("take fewer samples; about four make one point"));
    }
}

void fit_check(struct lesson *lesson, struct trace *trace, struct diag *diag)
{
    if (tensor_where(lesson->problem.scores, 0).line == 0) {
        return;
    }
    struct walk walk = {.decimals = trace_default_decimals(trace)};
    struct grid grid;
    grid_init(&grid, false);
    walk_set_lesson(&walk, lesson, trace);
    warn(lesson, &walk, &grid, diag);
    grid_release(&grid);
}
