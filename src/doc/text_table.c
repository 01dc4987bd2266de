#include "text_table.h"

#include "i18n.h"
#include "page_table.h"
#include "utf8.h"

#include <string.h>

enum {
    INDENT = 4,
    MEASURE_ROWS = 512, /* widths are taken from this many rows; a wider cell further down pushes
                           its line out */
    LONGEST_LABEL = 16
};

/* The grid as this file prints it. */
struct table {
    struct page_table grid;
    size_t label_cells, cell_cells;
    struct str line; /* the one that is being made */
};

/* Labels and cells are built in scratch memory that the caller clears line by line. */
static const char *row_label(const struct table *table, size_t row, struct arena *scratch)
{
    struct str text;
    str_init(&text);
    page_table_row_name(&table->grid, row, &text);
    const char *label = doc_page_text(table->grid.doc, text.data, scratch);
    str_release(&text);
    return label;
}

static const char *col_label(const struct table *table, size_t col, struct arena *scratch)
{
    struct str text;
    str_init(&text);
    page_table_col_name(&table->grid, col, &text);
    const char *label = doc_page_text(table->grid.doc, text.data, scratch);
    str_release(&text);
    return label;
}

/* Room for brackets, which mark the true class, is on both sides of every cell. */
static size_t cell_width(const struct view_cell *cell)
{
    return utf8_width(cell->text) + 2;
}

static void add_cell(struct table *table, size_t row, size_t col)
{
    const struct view_cell cell = page_table_cell(&table->grid, row, col);
    bool marked = page_table_frames(&table->grid, &cell);
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
    size_t rows = table->grid.rows < MEASURE_ROWS ? table->grid.rows : MEASURE_ROWS;
    size_t cols = table->grid.cols < MEASURE_ROWS ? table->grid.cols : MEASURE_ROWS;
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
            const struct view_cell cell = page_table_cell(&table->grid, row, col);
            table->cell_cells = larger(table->cell_cells, cell_width(&cell));
        }
        arena_clear(scratch);
    }
    /* On a narrow page names are cut, numbers never. */
    size_t cell = INDENT + 1 + table->cell_cells;
    size_t width = table->grid.doc->options->width;
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
    utf8_add_field(
        &field, label, cells < most ? cells : most, true, table->grid.doc->options->ascii);
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
        table->grid.doc->options->ascii);
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
    out_add(table->grid.doc->out, line->data);
    arena_clear(scratch);
}

static bool has_header(const struct table *table, struct arena *scratch)
{
    return table->grid.cols > 1 || col_label(table, 0, scratch)[0] != '\0';
}

/* "..." where rows are left out before this one. */
static void print_gap(const struct table *table, size_t row)
{
    if (page_table_has_gap(&table->grid, row)) {
        out_addf(table->grid.doc->out, "%*s...\n", INDENT, "");
    }
}

static void print_note(const struct table *table, const char *text)
{
    if (text != NULL) {
        text = doc_page_text(table->grid.doc, text, &table->grid.doc->arena);
        out_addf(table->grid.doc->out, "%*s%s\n", INDENT, "", text);
    }
}

static void print_left_out(const struct table *table)
{
    struct arena *arena = &table->grid.doc->arena;
    print_note(table, pick_told_rows(&table->grid.stage_rows, arena));
    print_note(table, pick_told_cols(&table->grid.stage_cols, arena));
}

static void print(struct table *table, struct arena *scratch)
{
    size_t room = table->grid.doc->options->width - INDENT - table->label_cells;
    size_t per_line = larger(1, room / (table->cell_cells + 1));
    for (size_t first = 0; first < table->grid.cols && !out_ended(table->grid.doc->out);
         first += per_line) {
        size_t end = first + per_line < table->grid.cols ? first + per_line : table->grid.cols;
        if (has_header(table, scratch)) {
            print_line(table, STAGE_NONE, first, end, scratch);
        }
        for (size_t row = 0; row < table->grid.rows && !out_ended(table->grid.doc->out); row++) {
            print_gap(table, row);
            print_line(table, row, first, end, scratch);
        }
        print_gap(table, table->grid.rows);
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
    struct table table = {.grid = page_table_of(doc, index, exact)};
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
