/* Bars beside the rows of a table: which samples make the loss, and how likely the truth is. */
#include "heat.h"
#include "i18n.h"
#include "num.h"
#include "pane.h"
#include "picture.h"
#include "quiz.h"

#include <math.h>

enum {
    BARS_MIN = 30,         /* cells below which shares say too little */
    BARS_MAX = 44,         /* and above which they say no more */
    NOTE_CELLS = 16,       /* " 56 %  ← largest" */
    CHANCES_MIN = 10,      /* the same of probabilities, */
    CHANCES_MAX = 24,      /* which have no note */
    CHANCES_MIN_COLS = 80, /* of the screen */
};

static void draw_bar(const struct pane *pane, size_t y, size_t cells, double share,
    enum style style, const char *note)
{
    struct str bar;
    str_init(&bar);
    picture_bar(&bar, share, cells);
    size_t used = grid_put(pane->grid, pane->at.x, y, cells, style, bar.data);
    (void)grid_put(pane->grid, pane->at.x + used + (used > 0 ? 1 : 0), y, NOTE_CELLS, style, note);
    str_release(&bar);
}

/* ---- Shares of the total --------------------------------------------------------------------- */

/* What the reduction adds up, where it is one number for each row; STAGE_NONE otherwise. */
static size_t added_up(const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    bool column = recipe->stages[recipe->summed].form == FORM_COLUMN;
    return column && recipe->total != STAGE_NONE && walk->folded ? recipe->summed : STAGE_NONE;
}

/* Can a bar show each of the rows in sight? */
static bool can_show(
    const struct sight *sight, const struct walk *walk, const struct table *table, size_t stage)
{
    for (size_t i = 0; i < table->row_count; i++) {
        double value = sight_cell(sight, stage, table_row(walk, table, i), 0).value;
        if (!isfinite(value) || value < 0) {
            return false;
        }
    }
    return true;
}

static const char *share_text(const struct pane *pane, double share, bool marked)
{
    char buffer[NUM_SIZE];
    bool tiny = share > 0 && share < 0.005;
    return arena_printf(pane->arena, marked ? _("%s %%  ← largest") : _("%s %%"),
        tiny ? "< 1" : num_cell(buffer, round(100 * share), 0));
}

/* The largest of the whole batch is marked, or named where it is not in sight. */
static const char *shares_title(
    const struct pane *pane, const struct walk *walk, const struct table *table, size_t largest)
{
    size_t place = walk_place_of(walk, table->of, largest);
    bool seen = place >= table->row_first && place < table->row_first + table->row_count;
    if (seen) {
        return _("share of the total, rounded");
    }
    struct str name;
    str_init(&name);
    trace_row_title(walk->trace, table->of, largest, &name);
    const char *title = arena_printf(pane->arena, _("share of total; largest %s"), name.data);
    str_release(&name);
    return title;
}

static size_t draw_shares(
    const struct pane *pane, const struct walk *walk, const struct table *table)
{
    size_t stage = added_up(walk);
    size_t largest = stage == STAGE_NONE ? SIZE_MAX : trace_largest_row(walk->trace);
    if (largest == SIZE_MAX || pane->at.cols < BARS_MIN) {
        return 0;
    }
    const struct sight sight = quiz_sight(walk);
    double most = sight_cell(&sight, stage, largest, 0).value;
    double total = sight_cell(&sight, trace_recipe(walk->trace)->total, 0, 0).value;
    if (!can_show(&sight, walk, table, stage) || !(most > 0) || !(total >= most) ||
        !isfinite(total)) {
        return 0;
    }
    size_t room = pane->at.cols < BARS_MAX ? pane->at.cols : BARS_MAX;
    (void)grid_put(pane->grid, pane->at.x, pane->at.y, pane->at.cols, STYLE_PLAIN,
        shares_title(pane, walk, table, largest));
    for (size_t i = 0; i < table->row_count; i++) {
        size_t row = table_row(walk, table, i);
        double value = sight_cell(&sight, stage, row, 0).value;
        bool marked = row == largest && table->rows > 1;
        draw_bar(pane, pane->at.y + 1 + table->names + i, room - NOTE_CELLS, value / most,
            marked ? STYLE_LOSS : STYLE_PLAIN, share_text(pane, value / total, marked));
    }
    return room;
}

/* ---- Probabilities of the truth -------------------------------------------------------------- */

/* The probability that the row gives to its true class; of one column, that one. */
static double chance(const struct sight *sight, size_t stage, size_t row)
{
    const struct recipe *recipe = trace_recipe(sight->trace);
    bool single = recipe->stages[stage].width == 1;
    size_t col = single ? 0 : trace_true_class(sight->trace, row);
    return col < recipe->stages[stage].width ? sight_cell(sight, stage, row, col).value : NAN;
}

static size_t draw_chances(
    const struct pane *pane, const struct walk *walk, const struct table *table)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t stage = walk_stage(walk);
    bool single = recipe->stages[stage].width == 1;
    const char *title = single ? _("p, from 0 to 1") : _("p, true class");
    bool binary = problem_is_binary(&walk->lesson->problem);
    size_t room = pane->at.cols < CHANCES_MAX ? pane->at.cols : CHANCES_MAX;
    if ((binary && !single) || room < CHANCES_MIN || room < grid_width(pane->grid, title) ||
        pane->grid->cols < CHANCES_MIN_COLS) {
        return 0;
    }
    const struct sight sight = quiz_sight(walk);
    (void)grid_put(pane->grid, pane->at.x, pane->at.y, room, STYLE_PLAIN, title);
    for (size_t i = 0; i < table->row_count; i++) {
        double p = chance(&sight, stage, table_row(walk, table, i));
        size_t y = pane->at.y + 1 + table->names + i;
        draw_bar(pane, y, room - 1, p, STYLE_PLAIN, "");
        (void)grid_put(pane->grid, pane->at.x + room - 1, y, 1, STYLE_DIM, "│");
    }
    return room;
}

size_t bars_draw(const struct pane *pane, const struct walk *walk, const struct table *table)
{
    const struct stage *info = walk_stage_info(walk);
    const struct recipe *recipe = trace_recipe(walk->trace);
    if (table->count == 0 || table->names == 0) {
        return 0;
    }
    bool groups = recipe->stages[table->of].form == FORM_GROUPS;
    bool sum = info->form == FORM_SCALAR && info->group != GROUP_accuracy && !groups;
    if (sum || walk_stage(walk) == recipe->summed) {
        return draw_shares(pane, walk, table);
    }
    /* Of the complement there is no bar: it is the other end of p's. */
    bool chances = heat_is_probability(recipe, walk_stage(walk)) && info->kind != ID_complement;
    return chances ? draw_chances(pane, walk, table) : 0;
}
