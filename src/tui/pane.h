/* The panes that a screen is made of. Each draws into its own rectangle and knows nothing of the
 * others. */
#ifndef LOSSWALK_PANE_H
#define LOSSWALK_PANE_H

#include "grid.h"
#include "hits.h"
#include "input.h"
#include "scene.h"
#include "table.h"
#include "text.h"
#include "ui.h"

/* Where a pane draws, and scratch memory for the time of one drawing. */
struct pane {
    struct grid *grid;
    struct rect at;
    struct arena *arena;
    struct hits *hits; /* where it says what it drew */
};

/* Number, title, step and loss in one line. */
void header_draw(const struct pane *pane, const struct walk *walk);
/* The steps of the lesson, and the parts of this step, the current one in brackets. One line each.
 */
void step_rail_draw(const struct pane *pane, const struct walk *walk);
void part_rail_draw(const struct pane *pane, const struct walk *walk);
/* Losses of the samples, total and loss, in one line. */
void loss_line_draw(const struct pane *pane, const struct walk *walk);
/* The requests that would do something now, in one line. */
void key_bar_draw(const struct pane *pane, const struct ui *ui);
/* In place of the key bar, what must be said just now: the words searched for; that a lesson was
 * taken up where it was left. False: nothing is. */
bool search_draw(const struct pane *pane, const struct ui *ui);
bool resumed_draw(const struct pane *pane, const struct ui *ui);

/* Matrices and columns (see table.h). */
void table_draw(const struct pane *pane, const struct walk *walk, const struct table *table);
/* Bars beside the rows of the table: how much each adds to the total, or how likely its truth is;
 * nothing where there is neither, or little room. The pane begins at the table's first line.
 * Returns the columns that they take. */
size_t bars_draw(const struct pane *pane, const struct walk *walk, const struct table *table);
/* What text stands below the tables, and where. */
struct pictures_text {
    const struct text *head, *rest;
    size_t y;         /* its first line */
    bool rule;        /* there is one above it */
    struct rect bars; /* the place of bars that were drawn beside the tables */
};
/* The pictures of a step, where the tables, which are drawn, and the text, which is not, leave room
 * in the pane for them; notes in `seen` where. Returns the columns that are left to the text. */
size_t pictures_draw(const struct pane *pane, const struct picture_scene *scene,
    const struct pictures_text *text, struct ui_seen *seen);
/* Total, divisor and loss, one below the other, the focused one marked. */
void scalars_draw(const struct pane *pane, const struct walk *walk);

/* The focused cell: what the stage does, the worked line, its finding. */
void worked_text(struct text *text, struct grid *grid, const struct walk *walk, size_t cols);
/* name = symbols = numbers = value, continuing the line of text. */
void worked_line(struct text *text, const struct worked *worked);
/* Of these, what is remarkable about the cell, and what `d` shows. */
void finding_text(struct text *text, const struct walk *walk);
void difference_text(struct text *text, const struct walk *walk);
/* All there is to say about where the focused cell comes from, in lines of `cols` cells. */
void why_text(struct text *text, struct grid *grid, const struct walk *walk, size_t cols);
/* The signs around the number that Enter would follow. */
const char *chosen_mark(const struct grid *grid, bool opening);
/* All there is to say about the chosen line of the compare view. */
void compare_text(struct text *text, struct grid *grid, const struct walk *walk);
/* The prose of the step. */
void prose_text(struct text *text, const struct walk *walk, bool ascii);
/* That the lesson file's last save could not be read; nothing mostly. */
void notice_text(struct text *text, const struct ui *ui);
/* The open task, and what is changed and what became of the loss; nothing where nothing is.
 * `covered`: something stands in place of the step's text. */
void whatif_text(struct text *text, const struct walk *walk, bool covered);
/* The line to type into that is open, and the switches; `compact`: only the chosen one. */
void prompt_text(struct text *text, const struct walk *walk, const struct prompt *prompt);
void switches_text(
    struct text *text, const struct walk *walk, const struct switches *switches, bool compact);
/* The question that is open; `compact`: room for a few lines. */
void quiz_text(struct text *text, const struct walk *walk, const struct quiz *quiz, bool compact);
/* A line to type into, the caret as STYLE_CURSOR; continues the line of text. */
void input_text(struct text *text, const struct input_line *line);
/* Puts the hardware cursor where the pane's text has the input line or the marked choice. */
void quiz_set_cursor(const struct pane *pane);
/* Draws lines from `top` on and says where there is more and which key shows it; measures into
 * seen. */
void text_pane_draw(const struct pane *pane, const struct text *text, size_t top, const char *key,
    struct ui_seen *seen);

/* Whole screens without the key bar. */
void list_draw(const struct pane *pane, struct ui *ui);
void compare_draw(const struct pane *pane, struct ui *ui);
void help_text(struct text *text, struct grid *grid, const struct ui *ui);
void code_text(struct text *text, struct grid *grid, const struct ui *ui);
void messages_text(struct text *text, struct grid *grid, const struct ui *ui);

#endif
