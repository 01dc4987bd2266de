#include "heat.h"
#include "i18n.h"
#include "num.h"
#include "pane.h"
#include "summary.h"
#include "whatif.h"

#include <math.h>
#include <string.h>

enum {
    TITLE_MIN = 12 /* cells below which a title says less than the symbol alone */
};

/* What the focused cell is made from, for asking of any cell on the screen whether it is part of
 * it. */
struct operands {
    const struct expr *expr; /* NULL: a given number */
    const struct stage *stage;
    bool follows; /* a why is open, and Enter would follow: */
    struct operand chosen;
};

/* A table being drawn. */
struct drawing {
    const struct pane *pane;
    const struct walk *walk;
    const struct table *table;
    struct operands operands;
    size_t current, row, col; /* the stage shown and its focused cell */
};

/* What stands before and behind a number. */
static const char *const MARKS[][2] = {
    [MARK_TRUTH] = {"[", "]"}, [MARK_OPERAND] = {">", "<"}, [MARK_BOTH] = {"{", "}"}};

/* One number with its marks: [true class], >operand<, {both}, and the cursor in reverse. */
static void draw_cell(
    const struct drawing *d, const struct panel *panel, size_t x, size_t y, size_t row, size_t col)
{
    struct grid *grid = d->pane->grid;
    const struct view_cell cell = view_cell(&panel->view, row, col);
    const char *text = cell.text;
    bool truth = cell.truth;
    bool operand = expr_has_cell(d->operands.expr, d->operands.stage, panel->view.stage, row, col);
    const struct operand *chosen = &d->operands.chosen;
    bool follows = d->operands.follows && panel->view.stage == chosen->stage &&
                   row == chosen->row && col == chosen->col;
    bool focused = panel->view.stage == d->current && row == d->row && col == d->col;
    enum style style = focused   ? STYLE_CURSOR
                       : follows ? STYLE_CHOSEN
                       : operand ? STYLE_OPERAND
                       : truth   ? STYLE_TRUE_CLASS
                                 : STYLE_PLAIN;
    bool changeable = walk_is_changed(d->walk);
    size_t start = x + panel->field - (changeable ? 2 : 1) - strlen(text);
    (void)grid_put(grid, start, y, strlen(text), style, text);
    enum style shade =
        panel->view.exact != NULL
            ? STYLE_PLAIN
            : heat_style(heat_of(trace_recipe(d->walk->trace), panel->view.stage, grid),
                  cell.figure.value);
    if (shade != STYLE_PLAIN && (style == STYLE_PLAIN || style == STYLE_TRUE_CLASS)) {
        (void)grid_put(grid, start, y, strlen(text), shade, text);
    }
    enum style mark = style == STYLE_CURSOR ? STYLE_PLAIN : style;
    enum mark kind = follows            ? MARK_CHOSEN
                     : truth && operand ? MARK_BOTH
                     : truth            ? MARK_TRUTH
                     : operand          ? MARK_OPERAND
                                        : 0;
    if (kind != 0) {
        const char *before = follows ? chosen_mark(grid, true) : MARKS[kind][0];
        const char *behind = follows ? chosen_mark(grid, false) : MARKS[kind][1];
        (void)grid_put(grid, start - 1, y, 1, mark, before);
        (void)grid_put(grid, start + strlen(text), y, 1, mark, behind);
        d->pane->hits->marks |= kind;
    }
    if (cell.figure.value == 0 && signbit(cell.figure.value)) {
        d->pane->hits->marks |= MARK_NEGATIVE_ZERO;
    }
    if (changeable && whatif_moved(d->walk, panel->view.stage, row, col, panel->view.decimals)) {
        bool marked = follows || truth || operand;
        (void)grid_put(grid, start + strlen(text) + (marked ? 1 : 0), y, 1, STYLE_CHANGED, "*");
        d->pane->hits->marks |= MARK_CHANGED;
    }
    hits_add(d->pane->hits, (struct rect){x, y, panel->field, 1},
        (struct target){TARGET_CELL, panel->view.stage, row, col});
    if (focused) {
        grid_set_cursor(grid, start, y);
    }
}

static void draw_title(const struct drawing *d, const struct panel *panel, size_t x, size_t y)
{
    struct grid *grid = d->pane->grid;
    const struct stage *info = &trace_recipe(d->walk->trace)->stages[panel->view.stage];
    size_t cells = panel_cells(panel) - 1;
    bool differs = panel->view.exact != NULL;
    const char *title = differs ? _("off by, in ulp") : _(info->title);
    bool twins = strcmp(info->symbol, title) == 0 || cells < TITLE_MIN;
    enum style style = panel->view.stage == d->current ? STYLE_TITLE : STYLE_PLAIN;
    const char *both =
        twins ? info->symbol : arena_printf(d->pane->arena, "%s  %s", info->symbol, title);
    grid_field(grid, x + 1, y, cells, style, both, false);
}

static void draw_names(const struct drawing *d, const struct panel *panel, size_t x, size_t y)
{
    const struct stage *info = &trace_recipe(d->walk->trace)->stages[panel->view.stage];
    struct str name;
    str_init(&name);
    for (size_t i = 0; info->form == FORM_MATRIX && i < panel_width(panel); i++) {
        size_t col = panel_col(panel, i);
        bool here = panel->view.stage == d->current && col == d->col;
        str_clear(&name);
        trace_col_label(d->walk->trace, col, &name);
        grid_field(d->pane->grid, x + i * panel->field + 1, y,
            panel->field - (walk_is_changed(d->walk) ? 3 : 2), here ? STYLE_HERE : STYLE_DIM,
            name.data, true);
    }
    str_release(&name);
}

/* A mark where columns are left out: between the names, or, where there are none, behind the title.
 */
static void draw_gaps(const struct drawing *d, const struct panel *panel, size_t x, size_t y)
{
    struct grid *grid = d->pane->grid;
    for (size_t i = 1; i < panel_width(panel); i++) {
        size_t at = x + i * panel->field;
        if (panel_has_gap(panel, i) && at < grid->cols && grid_at(grid, at, y)->text[0] == ' ') {
            (void)grid_put(grid, at, y, 1, STYLE_KEY, grid->ascii ? ":" : "…");
        }
    }
}

static void draw_panel(const struct drawing *d, const struct panel *panel, size_t x)
{
    const struct table *table = d->table;
    size_t y = d->pane->at.y;
    draw_title(d, panel, x, y);
    if (table->names > 0) {
        draw_names(d, panel, x, y + 1);
    }
    draw_gaps(d, panel, x, y + table->names);
    for (size_t i = 0; i < table->row_count; i++) {
        for (size_t j = 0; j < panel_width(panel); j++) {
            draw_cell(d, panel, x + j * panel->field, y + 1 + table->names + i,
                table_row(d->walk, table, i), panel_col(panel, j));
        }
    }
}

static void draw_labels(const struct drawing *d)
{
    const struct table *table = d->table;
    struct str label;
    str_init(&label);
    for (size_t i = 0; i < table->row_count; i++) {
        size_t row = table_row(d->walk, table, i);
        size_t y = d->pane->at.y + 1 + table->names + i;
        bool here = row == d->row;
        str_clear(&label);
        trace_row_title(d->walk->trace, table->of, row, &label);
        (void)grid_put(d->pane->grid, d->pane->at.x, y, 1, STYLE_HERE, here ? ">" : " ");
        grid_field(d->pane->grid, d->pane->at.x + 2, y, table->label_cells - 3,
            here ? STYLE_HERE : STYLE_DIM, label.data, false);
    }
    str_release(&label);
}

/* "rows 4-9 of 64 ↑ ↓", or "row 4 of 64 ↑ ↓", the arrows pointing to where there is more. */
static const char *extent(struct arena *arena, const char *one, const char *several, size_t first,
    size_t count, size_t all, const char *arrows[2])
{
    const char *before = first > 0 ? arrows[0] : "";
    const char *behind = first + count < all ? arrows[1] : "";
    return count == 1
               ? arena_printf(arena, _("%s %zu of %zu%s%s   "), one, first + 1, all, before, behind)
               : arena_printf(arena, _("%s %zu-%zu of %zu%s%s   "), several, first + 1,
                     first + count, all, before, behind);
}

/* "largest -3.4 ulp: p[s7,dog]   ": of the numbers in sight, the one furthest from the exact one.
 */
static const char *largest_text(const struct drawing *d, const struct panel *panel)
{
    struct arena *arena = d->pane->arena;
    double largest = 0;
    size_t at_row = 0;
    size_t at_col = 0;
    for (size_t i = 0; i < d->table->row_count; i++) {
        for (size_t j = 0; j < panel_width(panel); j++) {
            size_t row = table_row(d->walk, d->table, i);
            size_t col = panel_col(panel, j);
            double ulps = walk_ulps(d->walk, panel->view.stage, row, col);
            if (fabs(ulps) > fabs(largest)) {
                largest = ulps;
                at_row = row;
                at_col = col;
            }
        }
    }
    if (largest == 0) {
        return _("every number in sight is exact   ");
    }
    char buffer[NUM_SIZE];
    return arena_printf(arena, _("largest in sight: %s ulp, %s   "), view_ulps(buffer, largest),
        trace_name_cell(d->walk->trace, panel->view.stage, at_row, at_col, arena));
}

static const char *column_text(const struct drawing *d, size_t stage, size_t col)
{
    const struct sight sight = quiz_sight(d->walk);
    struct str name;
    char number[NUM_SIZE];
    str_init(&name);
    trace_col_label(d->walk->trace, col, &name);
    const char *text = arena_printf(d->pane->arena, "%s %s", name.data,
        figure_cell(number, sight_cell(&sight, stage, d->row, col), d->walk->decimals));
    str_release(&name);
    return text;
}

/* "[true] s 4.355, largest e 5.120   ": what the columns out of sight may hide of the cursor's
 * row. */
static const char *row_text(const struct drawing *d, const struct panel *panel)
{
    enum { MOST_COLS = 4096 }; /* that a drawing has time to look through */
    struct arena *arena = d->pane->arena;
    size_t stage = panel->view.stage;
    if (d->row == STAGE_NONE || stage != d->current || panel->view.exact != NULL ||
        problem_is_binary(&d->walk->lesson->problem)) {
        return "";
    }
    const struct sight sight = quiz_sight(d->walk);
    size_t truth = trace_true_class(d->walk->trace, d->row);
    size_t largest = 0;
    double most = -INFINITY;
    for (size_t col = 0; col < panel->view.cols && panel->view.cols <= MOST_COLS; col++) {
        double value = sight_cell(&sight, stage, d->row, col).value;
        largest = value > most ? col : largest;
        most = value > most ? value : most;
    }
    const char *own = truth < panel->view.cols ? column_text(d, stage, truth) : NULL;
    const char *other = most > -INFINITY ? column_text(d, stage, largest) : NULL;
    if (own == NULL) {
        return other == NULL ? "" : arena_printf(arena, _("largest %s   "), other);
    }
    return other == NULL      ? arena_printf(arena, _("[true] %s   "), own)
           : truth == largest ? arena_printf(arena, _("[true] %s, the largest   "), own)
                              : arena_printf(arena, _("[true] %s, largest %s   "), own, other);
}

/* As many parts of a list as fit into so many cells: no number is cut in two. */
static const char *parts_that_fit(const struct pane *pane, const char *list, size_t cells)
{
    size_t size = strlen(list);
    const char *text = list;
    while (size > 0 && grid_width(pane->grid, text) > cells) {
        do {
            size--;
        } while (size > 0 && list[size] != ',' && strncmp(list + size, "，", strlen("，")) != 0);
        text = arena_strndup(pane->arena, list, size);
    }
    return text;
}

static void draw_note(const struct drawing *d)
{
    const struct table *table = d->table;
    const struct panel *last = &table->panels[table->count - 1];
    const struct pane *pane = d->pane;
    const char *largest = last->view.exact != NULL ? largest_text(d, last) : "";
    const char *rows = "";
    const char *cols = "";
    if (table->row_count < table->rows) {
        rows = extent(pane->arena, _("row"), _("rows"), table->row_first, table->row_count,
            table->rows, (const char *[]){" ↑", " ↓"});
    }
    if (last->col_count < last->view.cols) {
        cols = extent(pane->arena, _("column"), _("columns"), last->col_first, last->col_count,
            last->view.cols, (const char *[]){" ←", " →"});
    }
    size_t y = pane->at.y + table_height(table) - 1;
    size_t x = pane->at.x + 2;
    x += grid_put(pane->grid, x, y, pane->at.cols - 2, STYLE_KEY,
        arena_printf(pane->arena, "%s%s%s", largest, rows, cols));
    const char *row = *cols != '\0' ? row_text(d, last) : "";
    size_t gap = 3; /* behind it, which may fall off */
    if (*row != '\0' && x + grid_width(pane->grid, row) - gap <= pane->at.x + pane->at.cols) {
        x += grid_put(pane->grid, x, y, pane->at.cols, STYLE_PLAIN, row);
    }
    size_t end = pane->at.x + pane->at.cols;
    if (d->walk->summarized.said && last->view.exact == NULL && last->view.stage == d->current) {
        struct str text;
        str_init(&text);
        summary_text(&d->walk->summarized.summary, d->walk->decimals, &text);
        size_t cells = end > x ? end - x : 0;
        (void)grid_put(pane->grid, x, y, cells, STYLE_DIM, parts_that_fit(pane, text.data, cells));
        str_release(&text);
    }
}

/* Arrows at the edges where there is more: before the first and last labels, above the first and
 * last column. */
static void draw_arrows(const struct drawing *d, size_t end)
{
    const struct table *table = d->table;
    const struct panel *last = &table->panels[table->count - 1];
    struct grid *grid = d->pane->grid;
    size_t x = d->pane->at.x;
    size_t y = d->pane->at.y;
    size_t top = y + 1 + table->names;
    if (table->names > 0 && table->row_first > 0) {
        (void)grid_put(grid, x + 1, top, 1, STYLE_KEY, "↑");
    }
    if (table->names > 0 && table->row_first + table->row_count < table->rows) {
        (void)grid_put(grid, x + 1, top + table->row_count - 1, 1, STYLE_KEY, "↓");
    }
    if (last->col_first > 0) {
        (void)grid_put(grid, x + table->label_cells - 1, y, 1, STYLE_KEY, "←");
    }
    if (last->col_first + last->col_count < last->view.cols) {
        (void)grid_put(grid, end - 1, y, 1, STYLE_KEY, "→");
    }
}

void table_draw(const struct pane *pane, const struct walk *walk, const struct table *table)
{
    if (table->count == 0 || table->row_count == 0) {
        return;
    }
    struct drawing d = {.pane = pane, .walk = walk, .table = table};
    d.current = walk_stage(walk);
    d.row = walk_stage_info(walk)->form == FORM_SCALAR ? STAGE_NONE : walk_row(walk);
    d.col = walk_col(walk);
    d.operands.stage = walk_stage_info(walk);
    if (d.operands.stage->op != NULL && (d.row != STAGE_NONE || walk->folded)) {
        d.operands.expr = trace_explain(walk->trace, d.current, walk_row(walk), d.col, pane->arena);
    }
    d.operands.follows = walk->why && walk_operand(walk, &d.operands.chosen);
    draw_labels(&d);
    size_t x = pane->at.x + table->label_cells;
    for (size_t i = 0; i < table->count; i++) {
        if (i > 0) {
            for (size_t y = 0; y < 1 + table->names + table->row_count; y++) {
                (void)grid_put(pane->grid, x, pane->at.y + y, 1, STYLE_DIM, "│");
            }
            x++;
        }
        draw_panel(&d, &table->panels[i], x);
        x += panel_cells(&table->panels[i]);
    }
    draw_arrows(&d, x);
    if (table->note) {
        draw_note(&d);
    }
}
