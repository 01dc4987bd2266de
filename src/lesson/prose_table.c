/* Tables in prose, row by row as md4c gives them. */
#include "i18n.h"
#include "prose_impl.h"

#include <string.h>

void prose_table_enter(struct builder *b, const MD_BLOCK_TABLE_DETAIL *detail)
{
    size_t cols = detail->col_count;
    size_t rows = (size_t)detail->body_row_count + detail->head_row_count;
    b->too_large = cols == 0 || cols > TABLE_MOST_COLS || rows > TABLE_MOST_CELLS / cols;
    b->table = arena_alloc(b->arena, 1, sizeof *b->table);
    b->table->cols = cols <= TABLE_MOST_COLS && cols > 0 ? cols : 1;
    b->table->side = arena_alloc(b->arena, b->table->cols, sizeof *b->table->side);
    b->block->table = b->table;
    b->row_end = &b->table->rows;
    b->located = b->told_row = false;
}

void prose_table_row(struct builder *b)
{
    b->row = arena_alloc(b->arena, 1, sizeof *b->row);
    b->row->cells = arena_alloc(b->arena, b->table->cols, sizeof *b->row->cells);
    *b->row_end = b->row;
    b->row_end = &b->row->next;
    b->col = 0;
    b->fresh_row = true;
}

void prose_table_text(struct builder *b, const char *text)
{
    const char *start = text;
    const char *end = b->text + b->text_size;
    bool inside = text >= b->text && text < end;
    b->fresh_row = false;
    while (inside && start > b->text && start[-1] != '\n') {
        start--;
    }
    const char *line_end = inside ? memchr(text, '\n', (size_t)(end - text)) : NULL;
    end = line_end != NULL ? line_end : end;
    if (inside && !b->told_row && memchr(start, '|', (size_t)(end - start)) == NULL) {
        prose_locate(b, text);
        diag_warn(b->diag, b->here, _("the table goes on to the next empty line: this is a row"));
        diag_id(b->diag, "table-end");
        diag_hint(b->diag, _("put an empty line behind the table"));
        b->told_row = true;
    }
}

void prose_table_cell(struct builder *b, const MD_BLOCK_TD_DETAIL *detail)
{
    size_t col = b->col < b->table->cols ? b->col++ : b->table->cols - 1;
    b->span_end = &b->row->cells[col];
    b->table->side[col] = detail->align == MD_ALIGN_RIGHT    ? SIDE_RIGHT
                          : detail->align == MD_ALIGN_CENTER ? SIDE_CENTRE
                                                             : SIDE_LEFT;
}

bool prose_table_fits(struct builder *b)
{
    if (b->too_large && !b->told_large) {
        b->told_large = true;
        diag_error(b->diag, b->here, _("this table is larger than %d columns or %d cells"),
            TABLE_MOST_COLS, TABLE_MOST_CELLS);
    }
    return !b->too_large;
}
