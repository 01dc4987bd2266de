#include "page_table.h"

struct page_table page_table_of(struct doc *doc, size_t stage, struct trace *exact)
{
    const struct stage *info = &trace_recipe(doc->trace)->stages[stage];
    struct page_table table = {.doc = doc,
        .view = view_stage(&doc->sight, stage, doc->decimals, exact),
        .stage_rows = pick_rows(doc, stage),
        .stage_cols = pick_cols(doc, stage),
        .on_side = info->form == FORM_COLUMN || info->form == FORM_GROUPS};
    table.rows = table.stage_rows.count;
    table.cols = table.stage_cols.count;
    if (table.on_side) {
        size_t rank = info->shape.rank;
        bool whole = pick_is_whole(&table.stage_rows);
        table.cols = !whole ? table.rows : rank == 0 ? 1 : info->shape.dim[rank - 1];
        table.rows /= table.cols;
    }
    return table;
}

void page_table_place(
    const struct page_table *table, size_t row, size_t col, size_t *stage_row, size_t *stage_col)
{
    *stage_row = pick_at(&table->stage_rows, table->on_side ? row * table->cols + col : row);
    *stage_col = table->on_side ? 0 : pick_at(&table->stage_cols, col);
}

struct view_cell page_table_cell(const struct page_table *table, size_t row, size_t col)
{
    size_t stage_row = 0;
    size_t stage_col = 0;
    page_table_place(table, row, col, &stage_row, &stage_col);
    return view_cell(&table->view, stage_row, stage_col);
}

void page_table_row_name(const struct page_table *table, size_t row, struct str *out)
{
    struct trace *trace = table->doc->trace;
    if (!table->on_side) {
        trace_row_title(trace, table->view.stage, pick_at(&table->stage_rows, row), out);
    } else if (table->rows > 1) {
        str_add_count(out, row);
    } else {
        str_add(out, trace_recipe(trace)->stages[table->view.stage].symbol);
    }
}

void page_table_col_name(const struct page_table *table, size_t col, struct str *out)
{
    struct trace *trace = table->doc->trace;
    if (!table->on_side) {
        trace_col_label(trace, pick_at(&table->stage_cols, col), out);
    } else if (table->rows > 1) {
        str_add_count(out, col);
    } else {
        trace_row_title(trace, table->view.stage, pick_at(&table->stage_rows, col), out);
    }
}

bool page_table_frames(const struct page_table *table, const struct view_cell *cell)
{
    bool framed = cell->truth && table->view.exact == NULL;
    if (framed) {
        doc_note_truth(table->doc);
    }
    return framed;
}

bool page_table_has_gap(const struct page_table *table, size_t row)
{
    return !table->on_side && pick_gap(&table->stage_rows, row) > 0;
}
