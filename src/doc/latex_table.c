/* A stage as tables: as many columns side by side as the page is wide, as many rows one below the
 * other as it is high. The true class stands in a frame. A column stage lies on its side: its
 * samples are the columns. */
#include "i18n.h"
#include "latex.h"
#include "page_table.h"
#include "utf8.h"

#include <string.h>

enum {
    MEASURE_ROWS = 64, /* widths are taken from this many rows */
    LONGEST_ROW_NAME = 28,
    LONGEST_COL_NAME = 18,
    BLANK = 9, /* as wide as \blank, in digits */
    GAP = 2    /* between columns, in digits */
};

struct table {
    struct page_table grid;
    const struct latex_page *page;
};

/* ---- Widths ---------------------------------------------------------------------------------- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t name_width(const struct str *name, size_t most)
{
    return least(utf8_width(name->data), most);
}

static size_t col_width(const struct table *table, size_t col)
{
    struct str name;
    str_init(&name);
    page_table_col_name(&table->grid, col, &name);
    size_t width = name_width(&name, LONGEST_COL_NAME);
    for (size_t row = 0; row < least(table->grid.rows, MEASURE_ROWS); row++) {
        const struct view_cell cell = page_table_cell(&table->grid, row, col);
        size_t cells = cell.figure.to_fill ? BLANK : utf8_width(cell.text);
        width = cells > width ? cells : width;
    }
    str_release(&name);
    return width + GAP;
}

static size_t names_width(const struct table *table)
{
    size_t width = 0;
    struct str name;
    str_init(&name);
    for (size_t row = 0; row < least(table->grid.rows, MEASURE_ROWS); row++) {
        str_clear(&name);
        page_table_row_name(&table->grid, row, &name);
        size_t cells = name_width(&name, LONGEST_ROW_NAME);
        width = cells > width ? cells : width;
    }
    str_release(&name);
    return width + GAP;
}

/* ---- Printing -------------------------------------------------------------------------------- */

/* A name, cut where it would push everything aside. */
static void add_name(struct doc *doc, const struct str *name, size_t most, struct str *out)
{
    size_t fit = name->len;
    if (utf8_width(name->data) > most) {
        fit = utf8_fit(name->data, name->len, most - 1);
    }
    latex_text(doc->options, arena_strndup(&doc->arena, name->data, fit), out);
    str_add(out, fit < name->len ? "\\ldots{}" : "");
}

static void print_header(const struct table *table, size_t first, size_t end)
{
    struct str line;
    struct str name;
    str_init(&line);
    str_init(&name);
    for (size_t col = first; col < end; col++) {
        str_clear(&name);
        page_table_col_name(&table->grid, col, &name);
        str_add(&line, " & ");
        add_name(table->grid.doc, &name, LONGEST_COL_NAME, &line);
    }
    bool any = strspn(line.data, " &") < line.len;
    if (any) {
        out_addf(table->grid.doc->out, "%s \\\\\n\\midrule\n", line.data);
    }
    str_release(&name);
    str_release(&line);
}

/* A number, or the box of a blank. */
static void add_cell(struct doc *doc, const struct view_cell *cell, struct str *out)
{
    if (cell->figure.to_fill) {
        str_addf(out, "\\blank{%s}", cell->figure.blank > 0 ? cell->text : "");
    } else {
        latex_formula(doc->options, cell->text, out);
    }
}

static void print_row(const struct table *table, size_t row, size_t first, size_t end)
{
    struct str line;
    struct str name;
    str_init(&line);
    str_init(&name);
    page_table_row_name(&table->grid, row, &name);
    if (table->grid.on_side && table->grid.rows == 1) {
        latex_formula(table->grid.doc->options, name.data, &line); /* a symbol */
    } else {
        add_name(table->grid.doc, &name, LONGEST_ROW_NAME, &line);
    }
    for (size_t col = first; col < end; col++) {
        const struct view_cell cell = page_table_cell(&table->grid, row, col);
        bool marked = page_table_frames(&table->grid, &cell);
        str_add(&line, marked ? " & \\own{" : " & ");
        add_cell(table->grid.doc, &cell, &line);
        str_add(&line, marked ? "}" : "");
    }
    out_addf(table->grid.doc->out, "%s \\\\\n", line.data);
    str_release(&name);
    str_release(&line);
}

static void print_gap(const struct table *table, size_t row)
{
    if (page_table_has_gap(&table->grid, row)) {
        out_add(table->grid.doc->out, "\\ldots \\\\\n");
    }
}

static void print_part(
    const struct table *table, size_t first, size_t end, size_t from, size_t until)
{
    out_addf(table->grid.doc->out, "\\begin{numbers}{l*{%zu}{r}}\n", end - first);
    print_header(table, first, end);
    for (size_t row = from; row < until && !out_ended(table->grid.doc->out); row++) {
        print_gap(table, row);
        print_row(table, row, first, end);
    }
    if (until == table->grid.rows) {
        print_gap(table, until);
    }
    out_add(table->grid.doc->out, "\\end{numbers}\n");
}

static void print_left_out(struct doc *doc, const struct table *table)
{
    const char *rows = pick_told_rows(&table->grid.stage_rows, &doc->arena);
    const char *cols = pick_told_cols(&table->grid.stage_cols, &doc->arena);
    if (rows != NULL || cols != NULL) {
        out_add(doc->out, "\\leftout{");
        bool both = rows != NULL && cols != NULL;
        latex_say(doc, both           ? arena_printf(&doc->arena, "%s %s", rows, cols)
                       : rows != NULL ? rows
                                      : cols);
        out_add(doc->out, "}\n");
    }
}

/* Where the part ends that begins with this column. One that would be a little too wide is not
 * parted: the page makes it smaller. */
static size_t part_end(const struct table *table, size_t names, size_t first)
{
    size_t most = table->page->cells + table->page->cells / 8;
    size_t used = names;
    size_t fits = first;
    size_t col = first;
    for (; col < table->grid.cols && used <= most; col++) {
        used += col_width(table, col);
        fits = used <= table->page->cells ? col + 1 : fits;
    }
    return used <= most ? col : fits > first ? fits : first + 1;
}

static void print(const struct table *table)
{
    size_t names = names_width(table);
    for (size_t first = 0; first < table->grid.cols && !out_ended(table->grid.doc->out);) {
        size_t end = part_end(table, names, first);
        for (size_t row = 0; row < table->grid.rows; row += table->page->rows) {
            print_part(table, first, end, row, least(row + table->page->rows, table->grid.rows));
        }
        first = end;
    }
}

void latex_table(struct doc *doc, size_t index, struct trace *exact, const struct latex_page *page)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    if (stage->rows == 0) {
        out_add(doc->out, "\\leftout{");
        latex_say(doc, _("(no rows)"));
        out_add(doc->out, "}\n");
        return;
    }
    struct table table = {.grid = page_table_of(doc, index, exact), .page = page};
    print(&table);
    print_left_out(doc, &table);
}

void latex_blank(struct doc *doc, size_t index)
{
    const struct view view = view_stage(&doc->sight, index, doc->decimals, NULL);
    const struct view_cell cell = view_cell(&view, 0, 0);
    if (cell.figure.to_fill) {
        struct str line;
        str_init(&line);
        latex_formula(doc->options, trace_recipe(doc->trace)->stages[index].symbol, &line);
        str_add(&line, " $=$ ");
        add_cell(doc, &cell, &line);
        out_addf(doc->out, "\\worked{%s}\n", line.data);
        str_release(&line);
    }
}
