/* A stage as a page lays it out: a grid whose rows and columns are those of the stage that are
 * shown; a column stage lies on its side, its samples are the columns. Only the drawing is a
 * format's. */
#ifndef LOSSWALK_PAGE_TABLE_H
#define LOSSWALK_PAGE_TABLE_H

#include "doc.h"
#include "pick.h"
#include "view.h"

struct page_table {
    struct doc *doc;
    struct view view;
    struct doc_pick stage_rows, stage_cols; /* those shown */
    size_t rows, cols;                      /* of the grid */
    bool on_side;                           /* a column stage: its rows are the grid's columns */
};

/* Of a stage that has rows; with `exact`, of the distances from that trace. */
struct page_table page_table_of(struct doc *doc, size_t stage, struct trace *exact);
/* Row and column of the stage for a place of the grid. A column stage of a batch with several
 * dimensions, (2, 6) say, is a grid of 2 rows and 6 columns. */
void page_table_place(
    const struct page_table *table, size_t row, size_t col, size_t *stage_row, size_t *stage_col);
struct view_cell page_table_cell(const struct page_table *table, size_t row, size_t col);
/* What stands before a row, and above a column: appended to out. */
void page_table_row_name(const struct page_table *table, size_t row, struct str *out);
void page_table_col_name(const struct page_table *table, size_t col, struct str *out);
/* Does the cell stand in the frame of the true class? Distances do not. Notes the sign if so. */
bool page_table_frames(const struct page_table *table, const struct view_cell *cell);
/* Are rows left out just before this one of the grid? */
bool page_table_has_gap(const struct page_table *table, size_t row);

#endif
