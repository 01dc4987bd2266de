/* A grid of character cells: what a screen shows, before anyone knows which kind of screen.
 *
 * Panes write text with a meaning (this is a title, this is the cursor); screen_curses.c turns
 * meanings into colours and sends the cells to the terminal, and the tests compare them with the
 * expected picture.
 *
 * Invariants: a cell holds one character with its combining marks, or nothing when it is the right
 * half of a wide character; a wide character is never cut in half, whatever is written over it; no
 * control character and no direction override ever gets in (U+FFFD stands for each). With `ascii`
 * every cell is 7-bit. Writing outside the grid is allowed and does nothing.
 */
#ifndef LOSSWALK_GRID_H
#define LOSSWALK_GRID_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* What a piece of text is. Nothing may rest on the style alone: a mono terminal shows most of them
 * alike. */
enum style {
    STYLE_PLAIN,
    STYLE_TITLE,
    STYLE_DIM,        /* rules, what is further away */
    STYLE_HERE,       /* the place in a rail, the chosen line of a list */
    STYLE_CURSOR,     /* the focused cell */
    STYLE_OPERAND,    /* a cell that the focused one is made from */
    STYLE_CHOSEN,     /* of those, the one that Enter follows */
    STYLE_TRUE_CLASS, /* the entry of the true class */
    STYLE_LOSS,
    STYLE_ERROR,
    STYLE_KEY,
    STYLE_FINDING,
    STYLE_EMPHASIS,
    STYLE_CHANGED, /* the star at a number that a change moved */
    STYLE_CODE,
    STYLE_HEAT_0, /* shades of numbers, the lowest first (heat.h); the last styles */
    STYLE_HEAT_1,
    STYLE_HEAT_2,
    STYLE_HEAT_3,
    STYLE_HEAT_4,
    STYLE_COUNT
};

enum {
    GRID_CELL_BYTES = 24 /* one character and a few combining marks; more marks are dropped */
};

struct grid_cell {
    char text[GRID_CELL_BYTES]; /* zero-ended UTF-8; "" in the right half of a wide character */
    unsigned char width;        /* 1 or 2; 0: right half */
    unsigned char style;        /* enum style */
};

/* A rectangle of cells. */
struct rect {
    size_t x, y, cols, rows;
};

struct grid {
    struct grid_cell *cells; /* rows * cols, row by row */
    size_t cols, rows, cap;
    bool ascii;
    bool shades;     /* the screen can show STYLE_HEAT_* apart */
    bool has_cursor; /* the hardware cursor stands at cursor_x, cursor_y */
    size_t cursor_x, cursor_y;
    struct str scratch;
};

void grid_init(struct grid *grid, bool ascii);
void grid_release(struct grid *grid);
/* Gives the grid a size and blanks it. A side of 0 is allowed: nothing can be seen then. */
void grid_resize(struct grid *grid, size_t cols, size_t rows);

/* The cell at (x, y), or NULL outside the grid. */
const struct grid_cell *grid_at(const struct grid *grid, size_t x, size_t y);

/* Appends the text as this grid shows it: without what is unsafe or invisible, 7-bit if need be. */
void grid_shown(struct grid *grid, const char *text, struct str *out);
/* How many cells the text takes in this grid: 7-bit forms are often wider than the signs. */
size_t grid_width(struct grid *grid, const char *text);

/* Writes text at (x, y) into at most `cells` cells, cut where it ends; returns the cells used.
 * grid_put(grid, 0, 0, 10, STYLE_TITLE, "softmax") uses 7. */
size_t grid_put(
    struct grid *grid, size_t x, size_t y, size_t cells, enum style style, const char *text);
/* The same for exactly `cells` cells: padded, or cut with an ellipsis. */
void grid_field(struct grid *grid, size_t x, size_t y, size_t cells, enum style style,
    const char *text, bool right_aligned);
/* Blanks a rectangle. */
void grid_fill(struct grid *grid, struct rect at, enum style style);
/* A horizontal rule over the whole width. */
void grid_rule(struct grid *grid, size_t y);
/* Puts the hardware cursor somewhere; ignored outside the grid. */
void grid_set_cursor(struct grid *grid, size_t x, size_t y);

#endif
