/* Which numbers are on the screen: a choice of stages, rows and columns that fits a rectangle.
 *
 * A table shows panels side by side that share their rows and the row labels:
 *
 *           e  exponential          │ S      │ p  softmax
 *               cat     dog     owl │        │     cat     dog     owl
 *       s0  [1.0000] 0.0183  0.0498 │ 1.0681 │ [0.9362] 0.0171  0.0466
 *     > s1  >0.1353<>0.0498<>1.0000<│ ...
 *
 * The last panel of the lower table is the stage the student looks at. The window of rows and
 * columns follows from the focused cell and the room there is, so a resize needs no state: the
 * focused cell stays near the middle. Where not all columns fit, the true class and the largest
 * number of the focused row have theirs beside the window (table_columns.c). Of the cells, only
 * those shown are ever computed, and those of the focused row.
 */
#ifndef LOSSWALK_TABLE_H
#define LOSSWALK_TABLE_H

#include "grid.h"
#include "quiz.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

enum { TABLE_MAX_PANELS = 12, TABLE_MAX_UPPER = 3, PANEL_MAX_PINS = 2 };

/* One stage, as much of it as is shown. */
struct panel {
    struct view view; /* of the whole stage */
    size_t field;     /* cells per column: the number, one on either side for marks, and, while the
                         lesson is changed, one more for the star */
    size_t col_first, col_count;              /* the window of columns */
    size_t pins[PANEL_MAX_PINS], pin_count;   /* columns shown beside it, in order */
    size_t wants[PANEL_MAX_PINS], want_count; /* those that should be shown */
    size_t pad;                               /* cells behind them, so that the title fits */
};

struct table {
    struct panel panels[TABLE_MAX_PANELS];
    size_t count;                /* 0: nothing to draw */
    size_t of;                   /* a stage that has these rows */
    size_t label_cells;          /* cells of the row labels, with the mark before them */
    size_t row_first, row_count; /* rows shown: their places, see walk_row_at() */
    size_t rows;                 /* rows there are */
    size_t names;                /* 1: the columns' names have a line, else 0 */
    bool note; /* a last line says which rows and columns are hidden, or how far numbers are off */
};

/* What is shown: the stage of the walk with whatever it is made from, as far as there is room. */
struct tables {
    struct table upper[TABLE_MAX_UPPER]; /* operands that found no room beside it; may be empty */
    struct table lower;
};

/* Plans for at most cols x rows cells. Scalar stages have no table of their own: lower then holds
 * what they are made from, and `beside` cells on the right are kept free for them. */
struct tables tables_plan(
    const struct walk *walk, struct grid *grid, size_t cols, size_t rows, size_t beside);

/* The row of the batch in its line i. */
size_t table_row(const struct walk *walk, const struct table *table, size_t i);

/* Columns that a panel shows, the column at place i of them, and whether some are left out before
 * it. */
size_t panel_width(const struct panel *panel);
size_t panel_col(const struct panel *panel, size_t i);
bool panel_has_gap(const struct panel *panel, size_t i);
/* Wants the true class and the largest number of the row, where the panel may show them. */
void panel_want(struct panel *panel, size_t row);
/* Chooses `width` columns: `focus`, with those around it, and what is wanted. */
void panel_choose(struct panel *panel, size_t focus, size_t width);
/* First of `shown` things out of `count` such that `focus` is near the middle. */
size_t table_window(size_t focus, size_t shown, size_t count);

/* Lines a table takes: a title, the names, the rows, and one more that says what is hidden. */
size_t table_height(const struct table *table);
/* Cells of one panel, and of the whole table. */
size_t panel_cells(const struct panel *panel);
size_t table_cells(const struct table *table);

#endif
