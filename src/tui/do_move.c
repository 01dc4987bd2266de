/* Requests that move up and down in whatever is on top. */
#include "requests.h"

#include <limits.h>

long ui_times(const struct ui *ui)
{
    return ui->count > 0 ? (long)ui->count : 1;
}

size_t ui_slide(size_t at, long delta, size_t last)
{
    size_t next = delta < 0 ? (at > (size_t)-delta ? at - (size_t)-delta : 0) : at + (size_t)delta;
    return next < last ? next : last;
}

void ui_scroll(const struct ui *ui, size_t *top, long lines)
{
    size_t all = ui->seen.text_lines;
    *top = ui_slide(*top, lines, all > ui->seen.text_rows ? all - ui->seen.text_rows : 0);
}

/* Rows down in whatever is on top. */
static void move_down(struct ui *ui, long rows)
{
    enum layer layer = ui_layer(ui);
    if (layer == ON_LIST) {
        list_slide(ui, rows);
    } else if (layer == ON_HELP || layer == ON_MESSAGES) {
        ui_scroll(ui, &ui->overlay_top, rows);
    } else if (layer == ON_COMPARE) {
        ui->walk.rival = ui_slide(ui->walk.rival, rows, ui->walk.rivals.count);
        ui->overlay_top = 0;
    } else if (layer == ON_SWITCHES) {
        switches_choose(&ui->switches, rows);
    } else if (layer == ON_QUESTION && ui->quiz.question->kind == ANSWER_CHOICE) {
        quiz_choose(&ui->quiz, rows);
    } else {
        walk_move(&ui->walk, rows, 0);
    }
}

/* Rows of a page, one of them kept in sight. */
static long page_rows(const struct ui *ui)
{
    enum layer layer = ui_layer(ui);
    bool overlay = layer == ON_HELP || layer == ON_MESSAGES;
    size_t rows = overlay ? ui->seen.text_rows : ui->seen.page_rows;
    return rows > 1 ? (long)rows - 1 : 1;
}

void do_up(struct ui *ui)
{
    move_down(ui, -ui_times(ui));
}

void do_down(struct ui *ui)
{
    move_down(ui, ui_times(ui));
}

void do_page_down(struct ui *ui)
{
    move_down(ui, page_rows(ui));
}

void do_page_up(struct ui *ui)
{
    move_down(ui, -page_rows(ui));
}

void do_first_row(struct ui *ui)
{
    move_down(ui, -LONG_MAX);
}

void do_last_row(struct ui *ui)
{
    move_down(ui, LONG_MAX);
}

/* First and last: a step of the lesson, a line of anything else. */
static void go(struct ui *ui, bool last)
{
    enum layer layer = ui_layer(ui);
    if (layer != ON_STEP && layer != ON_WHY) {
        move_down(ui, last ? LONG_MAX : -LONG_MAX);
        if (last && layer == ON_LIST && ui->count > 0) {
            ui->chosen = ui_slide(ui->count - 1, 0, ui->shelf.count > 0 ? ui->shelf.count - 1 : 0);
            list_slide(ui, 0);
        }
        if (last && layer == ON_COMPARE && ui->count > 0) {
            ui->walk.rival = ui_slide(ui->count - 1, 0, ui->walk.rivals.count);
        }
    } else if (last && ui->count > 0) {
        walk_go(&ui->walk, ui->count - 1);
    } else {
        walk_go(&ui->walk, last ? walk_steps(&ui->walk) - 1 : 0);
    }
}

void do_first(struct ui *ui)
{
    go(ui, false);
}

void do_last(struct ui *ui)
{
    go(ui, true);
}
