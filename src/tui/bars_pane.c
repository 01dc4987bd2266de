/* Which samples make the loss: a bar for each row of the table beside it. */
#include "i18n.h"
#include "num.h"
#include "pane.h"
#include "quiz.h"

#include <math.h>

enum {
    BARS_MIN = 30,  /* cells below which bars say too little */
    BARS_MAX = 44,  /* and above which they say no more */
    NOTE_CELLS = 16 /* " 56 %  ← largest" */
};

/* What the reduction adds up, where it is one number for each row; STAGE_NONE otherwise. */
static size_t added_up(const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    bool column = recipe->stages[recipe->summed].form == FORM_COLUMN;
    return column && recipe->total != STAGE_NONE && walk->folded ? recipe->summed : STAGE_NONE;
}

/* The largest of the rows in sight; 0 where a bar cannot show one of them. */
static double largest(const struct sight *sight, const struct table *table, size_t stage)
{
    double most = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        double value = sight_cell(sight, stage, table->row_first + i, 0).value;
        if (!isfinite(value) || value < 0) {
            return 0;
        }
        most = value > most ? value : most;
    }
    return most;
}

static void draw_bar(
    const struct pane *pane, size_t y, size_t cells, double part, double share, bool marked)
{
    struct grid *grid = pane->grid;
    size_t full = (size_t)(part * (double)cells + 0.5);
    enum style style = marked ? STYLE_LOSS : STYLE_PLAIN;
    for (size_t i = 0; i < full; i++) {
        (void)grid_put(grid, pane->at.x + i, y, 1, style, "█");
    }
    char buffer[NUM_SIZE];
    bool tiny = share > 0 && share < 0.005;
    const char *percent = tiny ? "< 1" : num_cell(buffer, round(100 * share), 0);
    (void)grid_put(grid, pane->at.x + full + (full > 0 ? 1 : 0), y, NOTE_CELLS, style,
        arena_printf(pane->arena, marked ? _("%s %%  ← largest") : "%s %%", percent));
}

void bars_draw(const struct pane *pane, const struct walk *walk, const struct table *table)
{
    size_t stage = added_up(walk);
    if (stage == STAGE_NONE || pane->at.cols < BARS_MIN || table->count == 0 || table->names == 0) {
        return;
    }
    const struct sight sight = quiz_sight(walk);
    double most = largest(&sight, table, stage);
    double total = sight_cell(&sight, trace_recipe(walk->trace)->total, 0, 0).value;
    if (!(most > 0) || !(total >= most) || !isfinite(total)) {
        return;
    }
    size_t room = pane->at.cols < BARS_MAX ? pane->at.cols : BARS_MAX;
    (void)grid_put(pane->grid, pane->at.x, pane->at.y, room, STYLE_PLAIN,
        table->row_count < table->rows ? _("share of the total, rounded; rows in sight")
                                       : _("share of the total, rounded"));
    bool said = false;
    for (size_t i = 0; i < table->row_count; i++) {
        double value = sight_cell(&sight, stage, table->row_first + i, 0).value;
        bool marked = value == most && !said && table->row_count > 1;
        said = said || marked;
        draw_bar(pane, pane->at.y + 1 + table->names + i, room - NOTE_CELLS, value / most,
            value / total, marked);
    }
}
