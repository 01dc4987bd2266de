/* A stage as a table whose cells know where they come from.
 *
 * Each cell has an id, stage-row-column. Its worked line and the ids of the cells that it is made
 * of, as far as they are on the page, are attributes of it: text, which the script shows and never
 * reads as anything else. A stage of one number is one such cell.
 */
#include "html.h"

#include "i18n.h"
#include "pick.h"
#include "view.h"

#include <math.h>
#include <string.h>

enum {
    MANY_COLS = 8,
    MOST_LINES = 4096,   /* cells of a stage with their lines: a page stays a page */
    MOST_OPERANDS = 4096 /* looked through for those on the page */
};

/* A grid of cells: what its rows and columns are depends on the stage. */
struct table {
    struct doc *doc;
    struct view view;
    const struct stage *stage;
    struct doc_pick stage_rows, stage_cols; /* those shown */
    size_t rows, cols;
    bool on_side; /* a column stage: its rows are this table's columns */
    bool lines;   /* cells say how they come about */
    bool bars;    /* they are shares of 1 */
};

/* Stage row and column of a table cell. */
static void cell_place(const struct table *table, size_t row, size_t col, size_t *r, size_t *c)
{
    *r = pick_at(&table->stage_rows, table->on_side ? row * table->cols + col : row);
    *c = table->on_side ? 0 : pick_at(&table->stage_cols, col);
}

static void add_row_label(const struct table *table, size_t row, struct str *out)
{
    if (!table->on_side) {
        trace_row_title(
            table->doc->trace, table->view.stage, pick_at(&table->stage_rows, row), out);
    } else if (table->rows > 1) {
        str_add_count(out, row);
    } else {
        str_add(out, table->stage->symbol);
    }
}

static void add_col_label(const struct table *table, size_t col, struct str *out)
{
    if (!table->on_side) {
        trace_col_label(table->doc->trace, pick_at(&table->stage_cols, col), out);
    } else if (table->rows > 1) {
        str_add_count(out, col);
    } else {
        trace_row_title(
            table->doc->trace, table->view.stage, pick_at(&table->stage_rows, col), out);
    }
}

/* ---- Cells ----------------------------------------------------------------------------------- */

void html_cell_id(const struct doc *doc, size_t stage, size_t row, size_t col)
{
    html(doc, " id=\"%s%s-%zu-%zu\"", html_state(doc)->prefix,
        trace_recipe(doc->trace)->stages[stage].id, row, col);
}

static bool is_picked(const struct doc_pick *pick, size_t index)
{
    for (size_t i = 0; pick->at != NULL && i < pick->count; i++) {
        if (pick->at[i] == index) {
            return true;
        }
    }
    return pick->at == NULL && index < pick->count;
}

static bool is_on_page(struct doc *doc, size_t stage, size_t row, size_t col)
{
    const struct doc_pick rows = pick_rows(doc, stage);
    const struct doc_pick cols = pick_cols(doc, stage);
    return doc_shows(doc, stage) && is_picked(&rows, row) && is_picked(&cols, col);
}

static void add_operands(struct doc *doc, size_t stage, size_t row, size_t col)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    struct arena arena;
    arena_init(&arena);
    const struct expr *expr = trace_explain(doc->trace, stage, row, col, &arena);
    size_t count = expr == NULL ? 0 : expr_cell_count(expr);
    bool any = false;
    for (size_t i = 0; i < count && i < MOST_OPERANDS; i++) {
        const struct expr_place place = expr_cell_at(expr, i);
        size_t in = recipe->stages[stage].in[place.slot];
        if (is_on_page(doc, in, place.row, place.col)) {
            html(doc, any ? " %s%s-%zu-%zu" : " data-of=\"%s%s-%zu-%zu", html_state(doc)->prefix,
                recipe->stages[in].id, place.row, place.col);
            any = true;
        }
    }
    html(doc, any ? "\"" : "");
    arena_release(&arena);
}

/* The line, what it is made of, and what there is to remark. */
static void add_why(struct doc *doc, size_t stage, size_t row, size_t col)
{
    struct arena arena;
    arena_init(&arena);
    const struct worked worked =
        sight_worked(&doc->sight, stage, row, col, doc->decimals, NULL, &arena);
    const char *parts[WORKED_PARTS];
    size_t count = worked_parts(&worked, parts);
    html(doc, " data-line=\"%s", worked.name);
    for (size_t i = 0; i < count; i++) {
        html(doc, " = %s", parts[i]);
    }
    html(doc, "\"");
    const char *note = sight_finding(&doc->sight, stage, row, col, &arena);
    if (note != NULL) {
        html(doc, " data-note=\"%s\"", note);
    }
    add_operands(doc, stage, row, col);
    arena_release(&arena);
}

static bool is_marked(const struct table *table, const struct view_cell *cell)
{
    return cell->truth && table->view.exact == NULL;
}

/* A share of 1 as a bar, in hundredths. */
static void add_bar(const struct doc *doc, double share)
{
    size_t hundredths = share > 0 ? (size_t)(fmin(share, 1) * 100 + 0.5) : 0;
    html(doc,
        "<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" "
        "aria-hidden=\"true\"><rect width=\"%zu\" height=\"4\"/></svg>",
        hundredths);
}

static void add_cell(const struct table *table, size_t row, size_t col)
{
    struct doc *doc = table->doc;
    size_t r = 0;
    size_t c = 0;
    cell_place(table, row, col, &r, &c);
    const struct view_cell cell = view_cell(&table->view, r, c);
    html(doc, is_marked(table, &cell) ? "<td class=\"truth\"" : "<td");
    if (table->view.exact == NULL) {
        html_cell_id(doc, table->view.stage, r, c);
    }
    if (table->lines) {
        add_why(doc, table->view.stage, r, c);
    }
    html(doc, "><span>%s</span>", cell.text);
    if (is_marked(table, &cell)) {
        doc_note_truth(doc);
        html(doc, "<span class=\"unseen\"> %s</span>",
            problem_is_binary(&trace_lesson(doc->trace)->problem) ? _("a target of 1")
                                                                  : _("true class"));
    }
    if (table->bars) {
        add_bar(doc, cell.figure.value);
    }
    html(doc, "</td>");
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static bool has_header(const struct table *table)
{
    struct str label;
    str_init(&label);
    add_col_label(table, 0, &label);
    bool any = table->cols > 1 || label.len > 0;
    str_release(&label);
    return any;
}

/* Columns are left out before this one: a narrow one says so. */
static bool has_gap(const struct table *table, size_t col)
{
    return pick_gap(table->on_side ? &table->stage_rows : &table->stage_cols, col) > 0;
}

static void add_gap(const struct table *table, size_t col)
{
    html(table->doc, has_gap(table, col) ? "<td class=\"gap\">…</td>" : "");
}

static void add_header(const struct table *table)
{
    html(table->doc, "<thead><tr><td></td>");
    for (size_t col = 0; col < table->cols; col++) {
        struct str label;
        str_init(&label);
        add_col_label(table, col, &label);
        add_gap(table, col);
        html(table->doc, "<th scope=\"col\">%s</th>", label.data);
        str_release(&label);
    }
    add_gap(table, table->cols);
    html(table->doc, "</tr></thead>\n");
}

static void add_row(const struct table *table, size_t row)
{
    struct str label;
    str_init(&label);
    add_row_label(table, row, &label);
    html(table->doc, "<tr><th scope=\"row\">%s</th>", label.data);
    str_release(&label);
    for (size_t col = 0; col < table->cols && !out_ended(table->doc->out); col++) {
        add_gap(table, col);
        add_cell(table, row, col);
    }
    add_gap(table, table->cols);
    html(table->doc, "</tr>\n");
}

/* "..." where rows are left out before this one. */
static void add_row_gap(const struct table *table, size_t row)
{
    if (!table->on_side && pick_gap(&table->stage_rows, row) > 0) {
        html(table->doc, "<tr class=\"gap\"><td colspan=\"%zu\">…</td></tr>\n", table->cols + 1);
    }
}

static void add_left_out(const struct table *table)
{
    const struct doc_pick *rows = &table->stage_rows;
    const struct doc_pick *cols = &table->stage_cols;
    struct arena *arena = &table->doc->arena;
    if (!pick_is_whole(rows)) {
        html(table->doc, "<p class=\"left-out\">%s</p>\n",
            arena_printf(arena, _("(%zu of %zu rows are shown)"), rows->count, rows->all));
    }
    if (!pick_is_whole(cols)) {
        html(table->doc, "<p class=\"left-out\">%s</p>\n",
            arena_printf(arena, _("(%zu of %zu columns are shown)"), cols->count, cols->all));
    }
}

static void add_scalar(struct doc *doc, const struct view *view)
{
    const struct view_cell cell = view_cell(view, 0, 0);
    html(doc, "<p class=\"scalar\"><span class=\"cell\"");
    html_cell_id(doc, view->stage, 0, 0);
    add_why(doc, view->stage, 0, 0);
    html(doc, "><span>%s</span></span></p>\n", cell.text);
}

static void lay_on_side(struct table *table)
{
    size_t rank = table->stage->shape.rank;
    bool whole = pick_is_whole(&table->stage_rows);
    table->cols = !whole ? table->rows : rank == 0 ? 1 : table->stage->shape.dim[rank - 1];
    table->rows /= table->cols;
}

void html_table(struct doc *doc, size_t index, struct trace *exact)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    struct table table = {.doc = doc,
        .view = view_stage(&doc->sight, index, doc->decimals, exact),
        .stage = &recipe->stages[index],
        .stage_rows = pick_rows(doc, index),
        .stage_cols = pick_cols(doc, index)};
    if (table.stage->form == FORM_SCALAR) {
        add_scalar(doc, &table.view);
        return;
    }
    if (table.stage->rows == 0) {
        html(doc, "<p>%s</p>\n", _("(no rows)"));
        return;
    }
    table.rows = table.stage_rows.count;
    table.cols = table.stage_cols.count;
    table.on_side = table.stage->form == FORM_COLUMN || table.stage->form == FORM_GROUPS;
    table.lines = exact == NULL && table.rows <= MOST_LINES / table.cols;
    table.bars = exact == NULL && index == recipe->probs && !table.on_side;
    if (table.on_side) {
        lay_on_side(&table);
    }
    html(doc, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">",
        _(table.stage->title));
    html(doc, table.cols > MANY_COLS ? "<table class=\"many\">" : "<table>");
    html(doc, "<caption class=\"unseen\">%s</caption>\n", _(table.stage->title));
    if (has_header(&table)) {
        add_header(&table);
    }
    html(doc, "<tbody>\n");
    for (size_t row = 0; row < table.rows && !out_ended(doc->out); row++) {
        add_row_gap(&table, row);
        add_row(&table, row);
    }
    add_row_gap(&table, table.rows);
    html(doc, "</tbody></table></div>\n");
    add_left_out(&table);
}

void html_worked(const struct doc *doc, const struct worked *worked)
{
    const char *parts[WORKED_PARTS];
    size_t count = worked_parts(worked, parts);
    html(doc, "<span>%s</span>", worked->name);
    for (size_t i = 0; i < count; i++) {
        html(doc, " <span>= %s</span>", parts[i]);
    }
}
