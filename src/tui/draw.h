/* The state as a picture.
 *
 *   header      1 Sparse labels                     step 4/6 log   loss 1.8811
 *   rails       input > softmax > target >[log]> loss > reduction
 *   tables      what goes in, and what comes out of it, side by side or one above the other
 *   worked      the cell under the cursor: name = symbols = numbers = value
 *   text        the lesson's prose, or the why of the cell
 *   loss line   per sample  0.0659  3.1698  2.4076   total 5.6433   mean = 5.6433 / 3 = 1.8811
 *   key bar     Space next: loss   Enter why ...
 *
 * Smaller screens shed: what goes in, then rules and rails, then prose, then the key bar.
 */
#ifndef LOSSWALK_DRAW_H
#define LOSSWALK_DRAW_H

#include "grid.h"
#include "ui.h"

enum {
    /* Below this a notice asks for more room. */
    DRAW_MIN_COLS = 28,
    DRAW_MIN_ROWS = 7
};

/* Draws the state into the whole grid and notes in ui->seen what there was room for. Titles of
 * lessons that come into sight are read, numbers that come into sight are computed; nothing else
 * is. */
void ui_draw(struct ui *ui, struct grid *grid);

#endif
