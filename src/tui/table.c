#include "table.h"

#include "ancestry.h"
#include "i18n.h"
#include "num.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

enum {
    LABEL_MAX = 14, /* longer row labels are cut */
    NAME_MAX = 9,   /* so are longer class names, unless the numbers are as wide */
    FIELD_MIN = 3,
    MARK_CELLS = 2,    /* "> " before the focused row's label */
    GAP_CELLS = 1,     /* a line between panels */
    PICTURE_CELLS = 36 /* that a picture beside the table would have are not for titles */
};

size_t panel_cells(const struct panel *panel)
{
    return panel->field * panel_width(panel) + panel->pad;
}

size_t table_cells(const struct table *table)
{
    size_t cells = table->label_cells;
    for (size_t i = 0; i < table->count; i++) {
        cells += panel_cells(&table->panels[i]) + (i > 0 ? GAP_CELLS : 0);
    }
    return cells;
}

size_t table_row(const struct walk *walk, const struct table *table, size_t i)
{
    return walk_row_at(walk, table->of, table->row_first + i);
}

static bool hides_something(const struct table *table)
{
    bool hides = table->row_count < table->rows;
    for (size_t i = 0; i < table->count; i++) {
        hides = hides || table->panels[i].col_count < table->panels[i].view.cols;
    }
    return hides;
}

size_t table_height(const struct table *table)
{
    if (table->count == 0) {
        return 0;
    }
    return 1 + table->names + table->row_count + (table->note ? 1 : 0);
}

size_t table_window(size_t focus, size_t shown, size_t count)
{
    size_t first = focus > shown / 2 ? focus - shown / 2 : 0;
    return first + shown > count ? count - shown : first;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t label_cells(
    const struct walk *walk, struct grid *grid, size_t of, size_t row_first, size_t row_count)
{
    size_t cells = 0;
    struct str label;
    str_init(&label);
    for (size_t place = row_first; place < row_first + row_count; place++) {
        str_clear(&label);
        trace_row_title(walk->trace, of, walk_row_at(walk, of, place), &label);
        cells = most(cells, grid_width(grid, label.data));
    }
    str_release(&label);
    return MARK_CELLS + least(cells, LABEL_MAX) + 1;
}

static size_t name_cells(const struct walk *walk, struct grid *grid, size_t col)
{
    struct str name;
    str_init(&name);
    trace_col_label(walk->trace, col, &name);
    size_t cells = grid_width(grid, name.data);
    str_release(&name);
    return least(cells, NAME_MAX);
}

/* Cells that a column of this panel needs within the given columns. */
static size_t field_cells(const struct walk *walk, struct grid *grid, const struct panel *panel,
    const struct table *table)
{
    const struct stage *info = &trace_recipe(walk->trace)->stages[panel->view.stage];
    bool matrix = info->form == FORM_MATRIX;
    size_t cells = matrix ? 1 : least(grid_width(grid, info->symbol), NAME_MAX) - 1;
    for (size_t i = 0; i < panel_width(panel); i++) {
        size_t col = panel_col(panel, i);
        cells = matrix ? most(cells, name_cells(walk, grid, col)) : cells;
        for (size_t row = 0; row < table->row_count; row++) {
            const struct view_cell cell = view_cell(&panel->view, table_row(walk, table, row), col);
            cells = most(cells, strlen(cell.text));
        }
    }
    return cells + 2 + (walk_is_changed(walk) ? 1 : 0);
}

/* What the windows of rows and columns are around: the focused cell; or, where a why asks for one
 * of many numbers in another place, that number. */
static size_t focus_row(const struct walk *walk)
{
    struct operand operand;
    bool elsewhere = walk->why && walk_stage_info(walk)->form == FORM_SCALAR;
    return elsewhere && walk_operand(walk, &operand) ? operand.row : walk->row;
}

/* A panel of a stage in at most `room` cells; columns around `focus` where not all fit. */
static struct panel measure(const struct walk *walk, struct grid *grid, const struct table *table,
    size_t stage, size_t room, size_t focus)
{
    const struct sight sight = quiz_sight(walk);
    struct trace *exact = walk_differs(walk, stage) ? walk->exact : NULL;
    struct panel panel = {.view = view_stage(&sight, stage, walk->decimals, exact)};
    focus = least(focus, panel.view.cols - (panel.view.cols > 0));
    panel_want(&panel, focus_row(walk));
    panel_choose(&panel, focus, room / FIELD_MIN + 1);
    panel.field = field_cells(walk, grid, &panel, table);
    panel_choose(&panel, focus, least(panel_width(&panel), most(room / panel.field, 1)));
    return panel;
}

/* Inserts a panel so that panels stay in the order of the computation. */
static void insert(struct table *table, const struct panel *panel)
{
    size_t at = table->count++;
    while (at > 0 && table->panels[at - 1].view.stage > panel->view.stage) {
        table->panels[at] = table->panels[at - 1];
        at--;
    }
    table->panels[at] = *panel;
}

/* Adds the stage if all its columns fit within cols. */
static bool add_whole(
    const struct walk *walk, struct grid *grid, struct table *table, size_t stage, size_t cols)
{
    size_t used = table_cells(table) + (table->count > 0 ? GAP_CELLS : 0);
    if (table->count == TABLE_MAX_PANELS || used >= cols) {
        return false;
    }
    struct panel panel = measure(walk, grid, table, stage, cols - used, 0);
    if (panel.col_count < panel.view.cols || used + panel_cells(&panel) > cols) {
        return false;
    }
    insert(table, &panel);
    return true;
}

static size_t focus_col(const struct walk *walk)
{
    struct operand operand;
    if (walk_stage_info(walk)->form == FORM_MATRIX) {
        return walk->col;
    }
    if (walk->why && walk_operand(walk, &operand)) {
        return operand.col;
    }
    /* Of a row that one number is made of, the term that counts must be in sight. */
    size_t truth = trace_true_class(walk->trace, walk_row(walk));
    return truth < trace_recipe(walk->trace)->cols ? truth : walk->col;
}

/* A table of no panels yet with as many rows as fit. */
static struct table with_rows(
    const struct walk *walk, struct grid *grid, size_t of, size_t count, size_t names)
{
    struct table table = {.of = of, .rows = walk_stage_rows(walk, of), .names = names};
    size_t row = least(focus_row(walk), table.rows - (table.rows > 0));
    table.row_count = least(table.rows, count);
    row = table.rows > 0 ? walk_place_of(walk, of, row) : row;
    table.row_first = table_window(row, table.row_count, table.rows);
    table.label_cells = label_cells(walk, grid, of, table.row_first, table.row_count);
    return table;
}

/* Cells for those of the operands that have one column only, and the lines before them. */
static size_t narrow_cells(const struct walk *walk, struct grid *grid, const struct table *table,
    const struct ancestry *ancestry, size_t cols)
{
    size_t cells = 0;
    for (size_t i = 1; i < ancestry->direct; i++) {
        if (walk_stage_cols(walk, ancestry->stages[i]) == 1) {
            struct panel panel = measure(walk, grid, table, ancestry->stages[i], cols, 0);
            cells += panel_cells(&panel) + GAP_CELLS;
        }
    }
    return cells;
}

/* Gives an operand above the stage shown the same columns, one exactly above the other. */
static void align(const struct walk *walk, struct panel *above, struct panel *current, size_t room)
{
    size_t field = most(above->field, current->field);
    panel_choose(current, walk_col(walk), least(panel_width(current), most(room / field, 1)));
    current->field = field;
    struct panel same = *current;
    same.view = above->view;
    *above = same;
}

/* The operands that the lower table lacks, above it, in the same columns where they have the same:
 * those that are not `placed` yet, and have room beside each other. */
static struct table plan_upper(const struct walk *walk, struct grid *grid, struct table *lower,
    const struct ancestry *ancestry, size_t cols, size_t row_count, bool *placed)
{
    struct table upper = with_rows(walk, grid, lower->of, row_count, row_count == 1 ? 0 : 1);
    struct panel *current = &lower->panels[lower->count - 1];
    upper.label_cells = lower->label_cells = most(upper.label_cells, lower->label_cells);
    size_t narrow = narrow_cells(walk, grid, &upper, ancestry, cols);
    for (size_t i = 1; i < ancestry->direct && upper.count < TABLE_MAX_PANELS; i++) {
        size_t used = table_cells(&upper) + (upper.count > 0 ? GAP_CELLS : 0);
        size_t room = cols > used ? cols - used : 0;
        bool wide = walk_stage_cols(walk, ancestry->stages[i]) > 1;
        room = wide && room > 2 * narrow ? room - narrow : room;
        if (placed[i] || room == 0) {
            continue;
        }
        struct panel panel =
            measure(walk, grid, &upper, ancestry->stages[i], room, focus_col(walk));
        if (wide && panel.view.cols == current->view.cols && upper.count == 0) {
            align(walk, &panel, current, room);
        }
        bool whole = panel.col_count == panel.view.cols;
        if (panel_cells(&panel) <= room && (whole || upper.count == 0 || !wide)) {
            upper.panels[upper.count++] = panel;
            placed[i] = true;
        }
    }
    return upper;
}

/* Operands that have columns. */
static size_t count_wide(const struct walk *walk, const struct ancestry *ancestry)
{
    size_t count = 0;
    for (size_t i = 1; i < ancestry->direct; i++) {
        count += walk_stage_cols(walk, ancestry->stages[i]) > 1;
    }
    return count;
}

/* Rows that a table of `rows` lines can show: all, or fewer and a line that says so. `note`: the
 * line is wanted in any case. */
static size_t rows_that_fit(size_t rows, size_t count, bool note)
{
    if (count + 2 + (note ? 1 : 0) <= rows) {
        return count;
    }
    return rows > 4 ? rows - 3 : 1;
}

static struct table plan_scalar(const struct walk *walk, struct grid *grid,
    const struct ancestry *ancestry, size_t cols, size_t rows)
{
    size_t of = ancestry->count > 1 ? ancestry->stages[1] : trace_recipe(walk->trace)->summed;
    size_t all = walk_stage_rows(walk, of);
    struct table table = with_rows(walk, grid, of, rows_that_fit(rows, all, false), 1);
    for (size_t i = 1; i < ancestry->count; i++) {
        (void)add_whole(walk, grid, &table, ancestry->stages[i], cols);
    }
    table.note = hides_something(&table) && table_height(&table) < rows;
    return table;
}

/* The stage shown, in a table of its own with room for `rows` lines. */
static struct table plan_alone(const struct walk *walk, struct grid *grid, size_t cols, size_t rows)
{
    bool differs = walk_differs(walk, walk_stage(walk));
    size_t count = rows_that_fit(rows, walk_stage_rows(walk, walk_stage(walk)), differs);
    struct table table = with_rows(walk, grid, walk_stage(walk), count, 1);
    size_t room = cols > table.label_cells ? cols - table.label_cells : 0;
    struct panel panel = measure(walk, grid, &table, walk_stage(walk), room, walk_col(walk));
    insert(&table, &panel);
    table.note = (differs || hides_something(&table)) && table_height(&table) < rows;
    return table;
}

enum {
    STRIP_ROWS = 2, /* lines of an upper table that shows the focused row alone */
    FEW_ROWS = 8,   /* lines of a table from which it can spare those */
    LEAST_LINES = 4 /* of which it keeps these where several are to be spared */
};

/* For when something the stage is made from found no room at its side: it goes above, all rows or
 * just the focused one. */
static void plan_stacked(const struct walk *walk, struct grid *grid, size_t cols, size_t rows,
    const struct ancestry *ancestry, struct tables *plan)
{
    struct table lower = plan_alone(walk, grid, cols, rows);
    size_t height = table_height(&lower);
    size_t uppers = least(most(count_wide(walk, ancestry), 1), TABLE_MAX_UPPER);
    size_t spared = least(height, LEAST_LINES);
    while (uppers > 1 && rows < spared + uppers * STRIP_ROWS) {
        uppers--;
    }
    bool all = lower.row_count == lower.rows && (uppers + 1) * height <= rows;
    if (!all && height + uppers * STRIP_ROWS > rows) {
        if (rows < FEW_ROWS) {
            return;
        }
        lower = plan_alone(walk, grid, cols, rows - uppers * STRIP_ROWS);
    }
    plan->lower = lower;
    bool placed[RECIPE_MAX_STAGES] = {false};
    for (size_t i = 0; i < uppers; i++) {
        plan->upper[i] =
            plan_upper(walk, grid, &plan->lower, ancestry, cols, all ? lower.row_count : 1, placed);
    }
}

/* Gives panels whose titles are cut what room is left, those nearest to the stage shown first. */
static void pad_titles(const struct walk *walk, struct grid *grid, struct table *table, size_t cols)
{
    size_t used = table_cells(table);
    cols -= cols >= used + PICTURE_CELLS ? PICTURE_CELLS : 0;
    for (size_t i = table->count; i-- > 0;) {
        struct panel *panel = &table->panels[i];
        const struct stage *info = &trace_recipe(walk->trace)->stages[panel->view.stage];
        size_t need = grid_width(grid, info->symbol) + 2 + grid_width(grid, _(info->title)) + 2;
        size_t cells = panel_cells(panel);
        bool cut =
            info->form == FORM_MATRIX && need > cells && panel->col_count == panel->view.cols;
        if (cut && used + need - cells <= cols) {
            panel->pad = need - cells;
            used += panel->pad;
        }
    }
}

struct tables tables_plan(
    const struct walk *walk, struct grid *grid, size_t cols, size_t rows, size_t beside)
{
    struct ancestry ancestry = ancestry_of(walk);
    struct tables plan = {.lower = {.count = 0}};
    if (walk_stage_info(walk)->form == FORM_SCALAR) {
        plan.lower = plan_scalar(walk, grid, &ancestry, cols > beside ? cols - beside : 0, rows);
        return plan;
    }
    plan.lower = plan_alone(walk, grid, cols, rows);
    bool whole = plan.lower.panels[0].col_count == plan.lower.panels[0].view.cols;
    size_t found = 1;
    for (size_t i = 1; whole && i < ancestry.count; i++) {
        if (i >= ancestry.direct && found < ancestry.direct) {
            break; /* what it is made of found no room: nothing else stands in its place */
        }
        bool added = add_whole(walk, grid, &plan.lower, ancestry.stages[i], cols);
        found += added && i < ancestry.direct ? 1 : 0;
    }
    if (found < ancestry.direct) {
        plan_stacked(walk, grid, cols, rows, &ancestry, &plan);
    }
    pad_titles(walk, grid, &plan.lower, cols);
    return plan;
}
