/* A stage as tables: as many columns side by side as the page is wide, as many rows one below the
 * other as it is high. The true class stands in a frame. A column stage lies on its side: its
 * samples are the columns. */
#include "i18n.h"
#include "latex.h"
#include "pick.h"
#include "utf8.h"
#include "view.h"

#include <string.h>

enum {
    MEASURE_ROWS = 64, /* widths are taken from this many rows */
    LONGEST_ROW_NAME = 28,
    LONGEST_COL_NAME = 18,
    GAP = 2 /* between columns, in digits */
};

struct table {
    struct doc *doc;
    struct view view;
    struct doc_pick stage_rows, stage_cols; /* those shown */
    size_t rows, cols;
    bool on_side;
    const struct latex_page *page;
};

/* ---- What is where --------------------------------------------------------------------------- */

static void place(const struct table *table, size_t row, size_t col, size_t *r, size_t *c)
{
    *r = pick_at(&table->stage_rows, table->on_side ? row * table->cols + col : row);
    *c = table->on_side ? 0 : pick_at(&table->stage_cols, col);
}

static struct view_cell cell_at(const struct table *table, size_t row, size_t col)
{
    size_t r = 0;
    size_t c = 0;
    place(table, row, col, &r, &c);
    return view_cell(&table->view, r, c);
}

static void row_name(const struct table *table, size_t row, struct str *out)
{
    struct trace *trace = table->doc->trace;
    if (!table->on_side) {
        trace_row_title(trace, table->view.stage, pick_at(&table->stage_rows, row), out);
    } else if (table->rows > 1) {
        str_addf(out, "%zu", row);
    } else {
        str_add(out, trace_recipe(trace)->stages[table->view.stage].symbol);
    }
}

static void col_name(const struct table *table, size_t col, struct str *out)
{
    struct trace *trace = table->doc->trace;
    if (!table->on_side) {
        trace_col_label(trace, pick_at(&table->stage_cols, col), out);
    } else if (table->rows > 1) {
        str_addf(out, "%zu", col);
    } else {
        trace_row_title(trace, table->view.stage, pick_at(&table->stage_rows, col), out);
    }
}

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
    col_name(table, col, &name);
    size_t width = name_width(&name, LONGEST_COL_NAME);
    for (size_t row = 0; row < least(table->rows, MEASURE_ROWS); row++) {
        const struct view_cell cell = cell_at(table, row, col);
        size_t cells = utf8_width(cell.text);
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
    for (size_t row = 0; row < least(table->rows, MEASURE_ROWS); row++) {
        str_clear(&name);
        row_name(table, row, &name);
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
        col_name(table, col, &name);
        str_add(&line, " & ");
        add_name(table->doc, &name, LONGEST_COL_NAME, &line);
    }
    bool any = strspn(line.data, " &") < line.len;
    if (any) {
        out_addf(table->doc->out, "%s \\\\\n\\midrule\n", line.data);
    }
    str_release(&name);
    str_release(&line);
}

static void print_row(const struct table *table, size_t row, size_t first, size_t end)
{
    struct str line;
    struct str name;
    str_init(&line);
    str_init(&name);
    row_name(table, row, &name);
    if (table->on_side && table->rows == 1) {
        latex_formula(table->doc->options, name.data, &line); /* a symbol */
    } else {
        add_name(table->doc, &name, LONGEST_ROW_NAME, &line);
    }
    for (size_t col = first; col < end; col++) {
        const struct view_cell cell = cell_at(table, row, col);
        bool marked = cell.truth && table->view.exact == NULL;
        if (marked) {
            doc_note_truth(table->doc);
        }
        str_add(&line, marked ? " & \\own{" : " & ");
        latex_formula(table->doc->options, cell.text, &line);
        str_add(&line, marked ? "}" : "");
    }
    out_addf(table->doc->out, "%s \\\\\n", line.data);
    str_release(&name);
    str_release(&line);
}

static void print_gap(const struct table *table, size_t row)
{
    if (!table->on_side && pick_gap(&table->stage_rows, row) > 0) {
        out_add(table->doc->out, "\\ldots \\\\\n");
    }
}

static void print_part(
    const struct table *table, size_t first, size_t end, size_t from, size_t until)
{
    out_addf(table->doc->out, "\\begin{numbers}{l*{%zu}{r}}\n", end - first);
    print_header(table, first, end);
    for (size_t row = from; row < until && !out_ended(table->doc->out); row++) {
        print_gap(table, row);
        print_row(table, row, first, end);
    }
    if (until == table->rows) {
        print_gap(table, until);
    }
    out_add(table->doc->out, "\\end{numbers}\n");
}

static void print_left_out(struct doc *doc, const struct table *table)
{
    const struct doc_pick *rows = &table->stage_rows;
    const struct doc_pick *cols = &table->stage_cols;
    const char *text = "";
    if (!pick_is_whole(rows)) {
        text = arena_printf(&doc->arena, _("(%zu of %zu rows are shown)"), rows->count, rows->all);
    }
    if (!pick_is_whole(cols)) {
        const char *more =
            arena_printf(&doc->arena, _("(%zu of %zu columns are shown)"), cols->count, cols->all);
        text = *text == '\0' ? more : arena_printf(&doc->arena, "%s %s", text, more);
    }
    if (*text != '\0') {
        out_add(doc->out, "\\leftout{");
        latex_say(doc, text);
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
    for (; col < table->cols && used <= most; col++) {
        used += col_width(table, col);
        fits = used <= table->page->cells ? col + 1 : fits;
    }
    return used <= most ? col : fits > first ? fits : first + 1;
}

static void print(const struct table *table)
{
    size_t names = names_width(table);
    for (size_t first = 0; first < table->cols && !out_ended(table->doc->out);) {
        size_t end = part_end(table, names, first);
        for (size_t row = 0; row < table->rows; row += table->page->rows) {
            print_part(table, first, end, row, least(row + table->page->rows, table->rows));
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
    struct table table = {.doc = doc,
        .stage_rows = pick_rows(doc, index),
        .stage_cols = pick_cols(doc, index),
        .page = page};
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
    print(&table);
    print_left_out(doc, &table);
}
