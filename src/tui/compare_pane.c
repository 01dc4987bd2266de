/* The compare view: a line per preset of rules, the lesson's own on top, and below it the text of
 * compare_text.c about the chosen line.
 *
 *       rules           loss            divisor  differs at     per sample
 *       this lesson   1.8811                  3                 0.0659  3.1698  2.4076
 *     > keras         1.8811 ≈ nearly         3  ≈ log_softmax  0.0659  3.1698  2.4076
 *       pytorch      refused !
 */
#include "i18n.h"
#include "num.h"
#include "pane.h"

#include <string.h>

enum {
    MARK_CELLS = 2, /* "> " before the chosen line */
    GAP = 2,
    MAX_LINES = RULES_COUNT + 1,
    FEW_LINES = 4, /* of the table, where the screen is so low that it and the text must scroll */
    LOW_ROWS = 16,
    MAX_ENTRIES = 64, /* losses of samples looked at; no screen has room for more */
    LEAST_ENTRIES = 3 /* so many should fit before the names of cells take their room */
};

/* One line of the table; texts are "" where there is nothing to say. */
struct line {
    const char *name, *loss, *sign, *word, *divisor, *place, *cell;
    struct trace *trace; /* NULL: refused, or not known yet */
};

struct sheet {
    const struct pane *pane;
    const struct walk *walk;
    struct line lines[MAX_LINES];
    size_t count;
    /* Cells of each column; 0: left out. */
    size_t name, loss, sign, word, divisor, place, cell;
    size_t entry[MAX_ENTRIES], entries; /* columns of losses shown */
};

static const struct {
    const char *sign, *word;
} MARKS[] = {
    [VERDICT_SAME] = {"=", N_("same")},
    [VERDICT_LAST_DIGITS] = {"≈", N_("nearly")},
    [VERDICT_DIFFERENT] = {"≠", N_("differs")},
    [VERDICT_REFUSED] = {"!", ""},
};

static const char *scalar_text(const struct sheet *sheet, struct trace *trace, size_t stage)
{
    char buffer[NUM_SIZE];
    if (stage == STAGE_NONE) {
        return _("none");
    }
    /* Divisors are counts mostly. */
    int decimals = sheet->walk->decimals;
    const struct sight sight = quiz_sight_of(sheet->walk, trace);
    struct figure figure = sight_cell(&sight, stage, 0, 0);
    bool divisor = stage == trace_recipe(trace)->divisor;
    return arena_strdup(
        sheet->pane->arena, divisor ? figure_show(buffer, figure, decimals, DTYPE_FLOAT64)
                                    : figure_cell(buffer, figure, decimals));
}

static void add_numbers(struct sheet *sheet, struct line *line, struct trace *trace)
{
    const struct recipe *recipe = trace_recipe(trace);
    line->trace = trace;
    line->loss = scalar_text(sheet, trace, recipe->loss);
    line->divisor = scalar_text(sheet, trace, recipe->divisor);
}

/* A trace that has the stage: the other's, or, where that one lacks it, the lesson's own. */
static struct trace *trace_with(const struct walk *walk, const struct comparison *comparison)
{
    bool other = recipe_find(trace_recipe(comparison->trace), comparison->stage) != STAGE_NONE;
    return other ? comparison->trace : walk->trace;
}

/* p[s0,dog]; "" for a scalar, whose stage says it all. */
static const char *cell_name(
    const struct sheet *sheet, struct trace *trace, const struct comparison *comparison)
{
    size_t stage = recipe_find(trace_recipe(trace), comparison->stage);
    const struct stage *info = &trace_recipe(trace)->stages[stage];
    if (info->form == FORM_SCALAR) {
        return "";
    }
    size_t col = comparison->col < info->width ? comparison->col : 0;
    return trace_name_cell(trace, stage, comparison->row, col, sheet->pane->arena);
}

static void add_comparison(
    struct sheet *sheet, struct line *line, const struct comparison *comparison)
{
    enum verdict verdict = rival_verdict(comparison, sheet->walk->trace);
    line->sign = MARKS[verdict].sign;
    line->word = *MARKS[verdict].word == '\0' ? "" : _(MARKS[verdict].word);
    if (verdict == VERDICT_REFUSED) {
        bool reduced = trace_recipe(sheet->walk->trace)->loss != STAGE_NONE;
        *(reduced ? &line->loss : &line->place) = _("refused");
        return;
    }
    add_numbers(sheet, line, comparison->trace);
    bool rounding = comparison->why == DEPARTURE_rounding;
    line->place = comparison->stage == ID_none ? _("nowhere")
                  : rounding
                      ? arena_printf(sheet->pane->arena, "≈ %s", stage_name(comparison->stage))
                      : stage_name(comparison->stage);
    if (comparison->stage != ID_none) {
        line->cell = cell_name(sheet, trace_with(sheet->walk, comparison), comparison);
    }
}

static void fill_lines(struct sheet *sheet)
{
    static const struct line nothing = {"", "", "", "", "", "", "", NULL};
    const struct walk *walk = sheet->walk;
    struct line *own = &sheet->lines[0];
    *own = nothing;
    own->name = sheet->pane->at.cols < 100
                    ? _("this lesson")
                    : arena_printf(sheet->pane->arena, _("this lesson: %s"), walk->lesson->rules);
    if (walk->folded) {
        add_numbers(sheet, own, walk->trace);
    }
    for (size_t i = 0; i < walk->rivals.count; i++) {
        struct line *line = &sheet->lines[i + 1];
        *line = nothing;
        line->name = walk->rivals.all[i].rules->name;
        line->loss = "…";
        if (i < walk->rivals.known) {
            add_comparison(sheet, line, &walk->rivals.all[i].comparison);
        }
    }
    sheet->count = walk->rivals.count + 1;
}

/* ---- Columns --------------------------------------------------------------------------------- */

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

static const char *entry_text(
    const struct sheet *sheet, const struct line *line, size_t entry, char *buffer)
{
    if (line->trace == NULL) {
        return "";
    }
    const struct recipe *recipe = trace_recipe(line->trace);
    size_t width = recipe->stages[recipe->summed].width;
    if (entry >= recipe->rows * width) {
        return "";
    }
    const struct sight sight = quiz_sight_of(sheet->walk, line->trace);
    return figure_cell(buffer, sight_cell(&sight, recipe->summed, entry / width, entry % width),
        sheet->walk->decimals);
}

static size_t entry_cells(const struct sheet *sheet, size_t entry)
{
    char buffer[NUM_SIZE];
    size_t cells = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        cells = most(cells, strlen(entry_text(sheet, &sheet->lines[i], entry, buffer)));
    }
    return cells;
}

/* Cells that a column of texts takes, its heading included. */
#define COLUMN_CELLS(sheet, column, heading)                                                       \
    column_cells(sheet, offsetof(struct line, column), heading)

static const char *text_of(const struct line *line, size_t offset)
{
    const char *text = NULL;
    memcpy(&text, (const char *)line + offset, sizeof(text));
    return text;
}

static size_t column_cells(const struct sheet *sheet, size_t offset, const char *heading)
{
    struct grid *grid = sheet->pane->grid;
    size_t cells = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        cells = most(cells, grid_width(grid, text_of(&sheet->lines[i], offset)));
    }
    return cells == 0 ? 0 : most(cells, grid_width(grid, heading));
}

/* Takes `cells` and a gap out of `room`, or leaves the column out. */
static size_t grant(size_t *room, size_t cells)
{
    if (cells == 0 || cells + GAP > *room) {
        return 0;
    }
    *room -= cells + GAP;
    return cells;
}

static void plan_entries(struct sheet *sheet, size_t room)
{
    for (size_t i = 0; i < MAX_ENTRIES; i++) {
        size_t cells = entry_cells(sheet, i);
        if (cells == 0 || cells + GAP > room) {
            return;
        }
        sheet->entry[sheet->entries++] = cells;
        room -= cells + GAP;
    }
}

static void plan_columns(struct sheet *sheet)
{
    size_t all = sheet->pane->at.cols;
    size_t room = all > MARK_CELLS + 1 ? all - MARK_CELLS - 1 + GAP : 0;
    bool reduced = trace_recipe(sheet->walk->trace)->loss != STAGE_NONE;
    sheet->name = grant(&room, COLUMN_CELLS(sheet, name, _("rules")));
    sheet->loss = grant(&room, reduced ? COLUMN_CELLS(sheet, loss, _("loss")) : 0);
    sheet->sign = grant(&room, COLUMN_CELLS(sheet, sign, ""));
    room += sheet->sign > 0 && sheet->loss > 0 ? 1 : 0; /* it stands close to the loss */
    sheet->place = grant(&room, COLUMN_CELLS(sheet, place, _("differs at")));
    if (sheet->sign > 0 && room >= 24) {
        sheet->word = COLUMN_CELLS(sheet, word, "");
        room -= sheet->word + 1;
    }
    sheet->divisor = grant(&room, reduced ? COLUMN_CELLS(sheet, divisor, _("divisor")) : 0);
    size_t cell = COLUMN_CELLS(sheet, cell, "");
    if (cell + GAP + LEAST_ENTRIES * (entry_cells(sheet, 0) + GAP) <= room) {
        sheet->cell = grant(&room, cell);
    }
    plan_entries(sheet, room);
}

/* ---- Drawing --------------------------------------------------------------------------------- */

struct pen {
    struct grid *grid;
    size_t x, y;
};

static void put(struct pen *pen, size_t cells, enum style style, const char *text, bool right)
{
    if (cells > 0) {
        grid_field(pen->grid, pen->x, pen->y, cells, style, text, right);
        pen->x += cells + GAP;
    }
}

static void draw_headings(const struct sheet *sheet, size_t y)
{
    struct pen pen = {sheet->pane->grid, sheet->pane->at.x + MARK_CELLS, y};
    put(&pen, sheet->name, STYLE_DIM, _("rules"), false);
    put(&pen, sheet->loss, STYLE_DIM, _("loss"), true);
    pen.x -= sheet->sign > 0 && sheet->loss > 0 ? 1 : 0;
    put(&pen, sheet->sign + (sheet->word > 0 ? sheet->word + 1 : 0), STYLE_DIM, "", false);
    put(&pen, sheet->divisor, STYLE_DIM, _("divisor"), true);
    put(&pen, sheet->place, STYLE_DIM, _("differs at"), false);
    put(&pen, sheet->cell, STYLE_DIM, "", false);
    size_t cells = 0;
    for (size_t i = 0; i < sheet->entries; i++) {
        cells += sheet->entry[i] + GAP;
    }
    const struct recipe *recipe = trace_recipe(sheet->walk->trace);
    size_t count = recipe->rows * recipe->stages[recipe->summed].width;
    const char *label = _("per sample");
    if (sheet->entries < count) {
        const char *first = arena_printf(
            sheet->pane->arena, _("per sample: the first %zu of %zu"), sheet->entries, count);
        label = grid_width(pen.grid, first) <= cells ? first : label;
    }
    size_t end = sheet->pane->at.x + sheet->pane->at.cols;
    if (cells > 0) {
        (void)grid_put(pen.grid, pen.x, y, end - pen.x, STYLE_DIM, label);
    }
}

static void draw_line(const struct sheet *sheet, size_t index, size_t y)
{
    const struct line *line = &sheet->lines[index];
    bool here = index == sheet->walk->rival;
    enum style style = here ? STYLE_HERE : STYLE_PLAIN;
    struct pen pen = {sheet->pane->grid, sheet->pane->at.x + MARK_CELLS, y};
    hits_add(sheet->pane->hits, (struct rect){sheet->pane->at.x, y, sheet->pane->at.cols, 1},
        (struct target){.kind = TARGET_RIVAL, .index = index});
    (void)grid_put(pen.grid, sheet->pane->at.x, y, 1, STYLE_HERE, here ? ">" : " ");
    if (here) {
        grid_set_cursor(pen.grid, pen.x, y);
    }
    put(&pen, sheet->name, style, line->name, false);
    put(&pen, sheet->loss, line->trace == NULL ? STYLE_DIM : STYLE_LOSS, line->loss, true);
    pen.x -= sheet->sign > 0 && sheet->loss > 0 ? 1 : 0;
    if (sheet->word > 0) {
        const char *both = arena_printf(sheet->pane->arena, "%s %s", line->sign, line->word);
        put(&pen, sheet->sign + 1 + sheet->word, style, both, false);
    } else {
        put(&pen, sheet->sign, style, line->sign, false);
    }
    put(&pen, sheet->divisor, STYLE_PLAIN, line->divisor, true);
    put(&pen, sheet->place, style, line->place, false);
    put(&pen, sheet->cell, style, line->cell, false);
    char buffer[NUM_SIZE];
    for (size_t i = 0; i < sheet->entries; i++) {
        put(&pen, sheet->entry[i], STYLE_PLAIN, entry_text(sheet, line, i, buffer), true);
    }
}

/* The lesson's own line, and below it as many of the others as fit, the chosen one among them. */
static void draw_lines(const struct sheet *sheet, size_t y, size_t rows)
{
    size_t others = sheet->count - 1;
    size_t shown = rows - 1 < others ? rows - 1 : others;
    size_t focus = sheet->walk->rival > 0 ? sheet->walk->rival - 1 : 0;
    size_t first = focus > shown / 2 ? focus - shown / 2 : 0;
    first = first + shown > others ? others - shown : first;
    draw_line(sheet, 0, y);
    for (size_t i = 0; i < shown; i++) {
        draw_line(sheet, 1 + first + i, y + 1 + i);
    }
    struct grid *grid = sheet->pane->grid;
    if (first > 0) {
        (void)grid_put(grid, sheet->pane->at.x + 1, y + 1, 1, STYLE_KEY, "↑");
    }
    if (first + shown < others) {
        (void)grid_put(grid, sheet->pane->at.x + 1, y + shown, 1, STYLE_KEY, "↓");
    }
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void draw_header(const struct pane *pane, const struct walk *walk)
{
    const char *own = arena_printf(pane->arena, _("this lesson: %s"), walk->lesson->rules);
    const char *title = arena_printf(pane->arena, _("Compare: %s"), walk->lesson->title);
    size_t right = grid_width(pane->grid, own);
    size_t room = pane->at.cols > right + 4 ? pane->at.cols - right - 4 : 0;
    grid_field(pane->grid, pane->at.x + 1, pane->at.y, room, STYLE_TITLE, title, false);
    (void)grid_put(pane->grid, pane->at.x + room + 3, pane->at.y, right, STYLE_PLAIN, own);
}

void compare_draw(const struct pane *pane, struct ui *ui)
{
    const struct walk *walk = &ui->walk;
    struct sheet sheet = {.pane = pane, .walk = walk};
    fill_lines(&sheet);
    plan_columns(&sheet);
    struct text text;
    text_init(&text, pane->arena);
    compare_text(&text, pane->grid, walk);
    bool rules = pane->at.rows >= 19;
    size_t cols = pane->at.cols - 2;
    size_t y = pane->at.y;
    size_t end = y + pane->at.rows;
    draw_header(pane, walk);
    y++;
    if (rules) {
        grid_rule(pane->grid, y++);
    }
    if (pane->at.rows >= 10) {
        draw_headings(&sheet, y++);
    }
    /* The table may have what the text leaves, and at least half. */
    size_t need = text_flow(&text, pane->grid, (struct rect){1, 0, cols, 0}, 0) + 1;
    size_t left = end - y;
    size_t least = pane->at.rows < LOW_ROWS ? FEW_LINES : sheet.count;
    least = least < (left + 1) / 2 ? least : (left + 1) / 2;
    size_t rows = left > need + least ? left - need : least;
    rows = rows < sheet.count ? rows : sheet.count;
    draw_lines(&sheet, y, rows);
    ui->seen.page_rows = rows;
    y += rows;
    if (pane->at.rows >= 10) {
        grid_rule(pane->grid, y++);
    }
    struct pane below = {pane->grid, {1, y, cols, end - y}, pane->arena, pane->hits};
    text_pane_draw(&below, &text, ui->overlay_top, "J", &ui->seen);
}
