/* A stage as a table whose cells know where they come from.
 *
 * Each cell has an id, stage-row-column. Its worked line and the ids of the cells that it is made
 * of, as far as they are on the page, are attributes of it: text, which the script shows and never
 * reads as anything else. A stage of one number is one such cell.
 */
#include "html.h"

#include "i18n.h"
#include "page_table.h"

#include <math.h>
#include <string.h>

enum {
    MANY_COLS = 8,
    MOST_LINES = 4096,   /* cells of a stage with their lines: a page stays a page */
    MOST_OPERANDS = 4096 /* looked through for those on the page */
};

struct table {
    struct page_table grid;
    bool lines; /* cells say how they come about */
    bool bars;  /* they are shares of 1 */
};

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

/* A share of 1 as a bar, in hundredths. */
static void add_bar(const struct doc *doc, double share)
{
    size_t hundredths = share > 0 ? (size_t)(fmin(share, 1) * 100 + 0.5) : 0;
    html(doc,
        "<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" "
        "aria-hidden=\"true\"><rect width=\"%zu\" height=\"4\"/></svg>",
        hundredths);
}

/* A number, or the box of a blank. */
static void add_text(const struct doc *doc, const struct view_cell *cell)
{
    html(doc, cell->figure.to_fill ? "<span class=\"blank\">%s</span>" : "<span>%s</span>",
        cell->figure.to_fill && cell->figure.blank == 0 ? "" : cell->text);
}

static void add_cell(const struct table *table, size_t row, size_t col)
{
    struct doc *doc = table->grid.doc;
    size_t r = 0;
    size_t c = 0;
    page_table_place(&table->grid, row, col, &r, &c);
    const struct view_cell cell = view_cell(&table->grid.view, r, c);
    bool framed = page_table_frames(&table->grid, &cell);
    html(doc, framed ? "<td class=\"truth\"" : "<td");
    if (table->grid.view.exact == NULL) {
        html_cell_id(doc, table->grid.view.stage, r, c);
    }
    if (table->lines) {
        add_why(doc, table->grid.view.stage, r, c);
    }
    html(doc, ">");
    add_text(doc, &cell);
    if (framed) {
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
    page_table_col_name(&table->grid, 0, &label);
    bool any = table->grid.cols > 1 || label.len > 0;
    str_release(&label);
    return any;
}

/* Columns are left out before this one: a narrow one says so. */
static bool has_gap(const struct table *table, size_t col)
{
    return pick_gap(table->grid.on_side ? &table->grid.stage_rows : &table->grid.stage_cols, col) >
           0;
}

static void add_gap(const struct table *table, size_t col)
{
    html(table->grid.doc, has_gap(table, col) ? "<td class=\"gap\">…</td>" : "");
}

static void add_header(const struct table *table)
{
    html(table->grid.doc, "<thead><tr><td></td>");
    for (size_t col = 0; col < table->grid.cols; col++) {
        struct str label;
        str_init(&label);
        page_table_col_name(&table->grid, col, &label);
        add_gap(table, col);
        html(table->grid.doc, "<th scope=\"col\">%s</th>", label.data);
        str_release(&label);
    }
    add_gap(table, table->grid.cols);
    html(table->grid.doc, "</tr></thead>\n");
}

static void add_row(const struct table *table, size_t row)
{
    struct str label;
    str_init(&label);
    page_table_row_name(&table->grid, row, &label);
    html(table->grid.doc, "<tr><th scope=\"row\">%s</th>", label.data);
    str_release(&label);
    for (size_t col = 0; col < table->grid.cols && !out_ended(table->grid.doc->out); col++) {
        add_gap(table, col);
        add_cell(table, row, col);
    }
    add_gap(table, table->grid.cols);
    html(table->grid.doc, "</tr>\n");
}

/* "..." where rows are left out before this one. */
static void add_row_gap(const struct table *table, size_t row)
{
    if (page_table_has_gap(&table->grid, row)) {
        html(table->grid.doc, "<tr class=\"gap\"><td colspan=\"%zu\">…</td></tr>\n",
            table->grid.cols + 1);
    }
}

static void add_note(const struct doc *doc, const char *text)
{
    if (text != NULL) {
        html(doc, "<p class=\"left-out\">%s</p>\n", text);
    }
}

static void add_left_out(const struct table *table)
{
    struct doc *doc = table->grid.doc;
    add_note(doc, pick_told_rows(&table->grid.stage_rows, &doc->arena));
    add_note(doc, pick_told_cols(&table->grid.stage_cols, &doc->arena));
}

static void add_scalar(struct doc *doc, size_t stage, struct trace *exact)
{
    const struct view view = view_stage(&doc->sight, stage, doc->decimals, exact);
    const struct view_cell cell = view_cell(&view, 0, 0);
    html(doc, "<p class=\"scalar\"><span class=\"cell\"");
    html_cell_id(doc, stage, 0, 0);
    if (doc->options->sheet == SHEET_FULL) {
        add_why(doc, stage, 0, 0);
    }
    html(doc, ">");
    add_text(doc, &cell);
    html(doc, "</span></p>\n");
}

void html_table(struct doc *doc, size_t index, struct trace *exact)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    const struct stage *stage = &recipe->stages[index];
    if (stage->form == FORM_SCALAR) {
        add_scalar(doc, index, exact);
        return;
    }
    if (stage->rows == 0) {
        html(doc, "<p>%s</p>\n", _("(no rows)"));
        return;
    }
    struct table table = {.grid = page_table_of(doc, index, exact)};
    bool full = exact == NULL && doc->options->sheet == SHEET_FULL; /* blanks tell nothing */
    table.lines = full && table.grid.rows <= MOST_LINES / table.grid.cols;
    table.bars = full && index == recipe->probs && !table.grid.on_side;
    html(doc, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">",
        _(stage->title));
    html(doc, table.grid.cols > MANY_COLS ? "<table class=\"many\">" : "<table>");
    html(doc, "<caption class=\"unseen\">%s</caption>\n", _(stage->title));
    if (has_header(&table)) {
        add_header(&table);
    }
    html(doc, "<tbody>\n");
    for (size_t row = 0; row < table.grid.rows && !out_ended(doc->out); row++) {
        add_row_gap(&table, row);
        add_row(&table, row);
    }
    add_row_gap(&table, table.grid.rows);
    html(doc, "</tbody></table></div>\n");
    add_left_out(&table);
}

void html_worked(const struct doc *doc, const struct worked *worked, const char *after)
{
    const char *parts[WORKED_PARTS];
    size_t count = worked_parts(worked, parts);
    html(doc, "<span>%s</span>", worked->name);
    for (size_t i = 0; i < count; i++) {
        html(doc, " <span>= %s%s</span>", parts[i], i + 1 == count ? after : "");
    }
}
