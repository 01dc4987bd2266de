#include "text_table.h"

#include "i18n.h"
#include "pick.h"
#include "utf8.h"
#include "view.h"

#include <string.h>

enum {
    INDENT = 4,
    MEASURE_ROWS = 512, /* widths are taken from this many rows; a wider cell further down pushes
                           its line out */
    LONGEST_LABEL = 16
};

/* A grid of cells as this file prints it: what its rows and columns are depends on the stage. */
struct table {
    struct doc *doc;
    struct view view;
    struct doc_pick stage_rows, stage_cols; /* those shown */
    size_t rows, cols;
    bool on_side; /* a column stage: its rows are this table's columns */
    size_t label_cells, cell_cells;
    struct str line; /* the one that is being made */
};

/* Stage row and column of a table cell. A column stage of a batch with several dimensions, (2, 6)
 * say, becomes a table of 2 rows and 6 columns. */
static void cell_place(const struct table *table, size_t row, size_t col, size_t *r, size_t *c)
{
    *r = pick_at(&table->stage_rows, table->on_side ? row * table->cols + col : row);
    *c = table->on_side ? 0 : pick_at(&table->stage_cols, col);
}

/* Labels and cells are built in scratch memory that the caller clears line by line. */
static const char *row_label(const struct table *table, size_t row, struct arena *scratch)
{
    struct str text;
    str_init(&text);
    if (!table->on_side) {
        trace_row_title(
            table->doc->trace, table->view.stage, pick_at(&table->stage_rows, row), &text);
    } else if (table->rows > 1) {
        str_addf(&text, "%zu", row);
    } else {
        str_add(&text, trace_recipe(table->doc->trace)->stages[table->view.stage].symbol);
    }
    const char *label = doc_page_text(table->doc, text.data, scratch);
    str_release(&text);
    return label;
}

static const char *col_label(const struct table *table, size_t col, struct arena *scratch)
{
    struct str text;
    str_init(&text);
    if (!table->on_side) {
        trace_col_label(table->doc->trace, pick_at(&table->stage_cols, col), &text);
    } else if (table->rows > 1) {
        str_addf(&text, "%zu", col);
    } else {
        trace_row_title(
            table->doc->trace, table->view.stage, pick_at(&table->stage_rows, col), &text);
    }
    const char *label = doc_page_text(table->doc, text.data, scratch);
    str_release(&text);
    return label;
}

static struct view_cell cell_at(const struct table *table, size_t row, size_t col)
{
    size_t r = 0;
    size_t c = 0;
    cell_place(table, row, col, &r, &c);
    return view_cell(&table->view, r, c);
}

/* Room for brackets, which mark the true class, is on both sides of every cell. */
static size_t cell_width(const struct view_cell *cell)
{
    return utf8_width(cell->text) + 2;
}

static void add_cell(struct table *table, size_t row, size_t col)
{
    const struct view_cell cell = cell_at(table, row, col);
    bool marked = cell.truth && table->view.exact == NULL;
    if (marked) {
        doc_note_truth(table->doc);
    }
    size_t cells = cell_width(&cell);
    str_fill(&table->line, 1 + (cells < table->cell_cells ? table->cell_cells - cells : 0), ' ');
    str_addc(&table->line, marked ? '[' : ' ');
    str_add(&table->line, cell.text);
    str_addc(&table->line, marked ? ']' : ' ');
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void measure(struct table *table, struct arena *scratch)
{
    size_t rows = table->rows < MEASURE_ROWS ? table->rows : MEASURE_ROWS;
    size_t cols = table->cols < MEASURE_ROWS ? table->cols : MEASURE_ROWS;
    for (size_t col = 0; col < cols; col++) {
        size_t label = utf8_width(col_label(table, col, scratch));
        label = label < LONGEST_LABEL ? label : LONGEST_LABEL;
        table->cell_cells = larger(table->cell_cells, label + 1);
    }
    for (size_t row = 0; row < rows; row++) {
        size_t label = utf8_width(row_label(table, row, scratch));
        table->label_cells =
            larger(table->label_cells, label < LONGEST_LABEL ? label : LONGEST_LABEL);
        for (size_t col = 0; col < cols; col++) {
            const struct view_cell cell = cell_at(table, row, col);
            table->cell_cells = larger(table->cell_cells, cell_width(&cell));
        }
        arena_clear(scratch);
    }
    /* On a narrow page names are cut, numbers never. */
    size_t cell = INDENT + 1 + table->cell_cells;
    size_t width = table->doc->options->width;
    size_t room = width > cell ? width - cell : 0;
    table->label_cells = table->label_cells < room ? table->label_cells : room;
}

static const char *header_text(const struct table *table, size_t col, struct arena *scratch)
{
    struct str field; /* cut to what fits, and a space where cells have their bracket */
    str_init(&field);
    const char *label = col_label(table, col, scratch);
    size_t cells = utf8_width(label);
    size_t most = table->cell_cells - 1;
    utf8_add_field(&field, label, cells < most ? cells : most, true, table->doc->options->ascii);
    str_addc(&field, ' ');
    const char *text = arena_strndup(scratch, field.data, field.len);
    str_release(&field);
    return text;
}

/* One line: a label, then a text for each of the columns [first, end); `row` is the header when
 * STAGE_NONE. */
static void print_line(
    struct table *table, size_t row, size_t first, size_t end, struct arena *scratch)
{
    bool header = row == STAGE_NONE;
    struct str *line = &table->line;
    str_clear(line);
    str_fill(line, INDENT, ' ');
    utf8_add_field(line, header ? "" : row_label(table, row, scratch), table->label_cells, false,
        table->doc->options->ascii);
    for (size_t col = first; col < end; col++) {
        if (!header) {
            add_cell(table, row, col);
            continue;
        }
        const char *label = header_text(table, col, scratch);
        size_t cells = utf8_width(label);
        str_fill(line, 1 + (cells < table->cell_cells ? table->cell_cells - cells : 0), ' ');
        str_add(line, label);
    }
    while (line->len > 0 && line->data[line->len - 1] == ' ') {
        line->data[--line->len] = '\0';
    }
    str_addc(line, '\n');
    out_add(table->doc->out, line->data);
    arena_clear(scratch);
}

static bool has_header(const struct table *table, struct arena *scratch)
{
    return table->cols > 1 || col_label(table, 0, scratch)[0] != '\0';
}

/* "..." where rows are left out before this one. */
static void print_gap(const struct table *table, size_t row)
{
    if (!table->on_side && pick_gap(&table->stage_rows, row) > 0) {
        out_addf(table->doc->out, "%*s...\n", INDENT, "");
    }
}

/* What is left out, counted. */
static void print_left_out(const struct table *table)
{
    const struct doc_pick *rows = &table->stage_rows;
    const struct doc_pick *cols = &table->stage_cols;
    struct arena *arena = &table->doc->arena;
    if (!pick_is_whole(rows)) {
        const char *text =
            arena_printf(arena, _("(%zu of %zu rows are shown)"), rows->count, rows->all);
        out_addf(table->doc->out, "%*s%s\n", INDENT, "", doc_page_text(table->doc, text, arena));
    }
    if (!pick_is_whole(cols)) {
        const char *text =
            arena_printf(arena, _("(%zu of %zu columns are shown)"), cols->count, cols->all);
        out_addf(table->doc->out, "%*s%s\n", INDENT, "", doc_page_text(table->doc, text, arena));
    }
}

static void print(struct table *table, struct arena *scratch)
{
    size_t room = table->doc->options->width - INDENT - table->label_cells;
    size_t per_line = larger(1, room / (table->cell_cells + 1));
    for (size_t first = 0; first < table->cols && !out_ended(table->doc->out); first += per_line) {
        size_t end = first + per_line < table->cols ? first + per_line : table->cols;
        if (has_header(table, scratch)) {
            print_line(table, STAGE_NONE, first, end, scratch);
        }
        for (size_t row = 0; row < table->rows && !out_ended(table->doc->out); row++) {
            print_gap(table, row);
            print_line(table, row, first, end, scratch);
        }
        print_gap(table, table->rows);
    }
    print_left_out(table);
}

static void show(struct doc *doc, size_t index, struct trace *exact)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    const struct stage *stage = &recipe->stages[index];
    if (stage->rows == 0) {
        out_addf(doc->out, "    %s\n", doc_page_text(doc, _("(no rows)"), &doc->arena));
        return;
    }
    struct table table = {
        .doc = doc, .stage_rows = pick_rows(doc, index), .stage_cols = pick_cols(doc, index)};
    table.rows = table.stage_rows.count;
    table.cols = table.stage_cols.count;
    table.view = view_stage(&doc->sight, index, doc->decimals, exact);
    table.on_side = stage->form == FORM_COLUMN || stage->form == FORM_GROUPS;
    if (table.on_side) {
        size_t rank = stage->shape.rank;
        bool whole = pick_is_whole(&table.stage_rows);
        table.cols = !whole ? table.rows : rank == 0 ? 1 : stage->shape.dim[rank - 1];
        table.rows /= table.cols;
    }
    struct arena scratch;
    arena_init(&scratch);
    str_init(&table.line);
    measure(&table, &scratch);
    print(&table, &scratch);
    str_release(&table.line);
    arena_release(&scratch);
}

void text_table(struct doc *doc, size_t index)
{
    show(doc, index, NULL);
}

void text_table_ulps(struct doc *doc, size_t index)
{
    show(doc, index, doc->exact);
}
