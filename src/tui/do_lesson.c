/* Requests about the open lesson: its steps, its numbers, the question that is asked. */
#include "requests.h"

#include <limits.h>

/* The cursor stands in the row and column that a question asks for. */
static void focus(
    struct walk *walk, const struct question *question, const struct question_cell *cell)
{
    if (question != NULL && question->kind == ANSWER_CELL &&
        trace_recipe(walk->trace)->stages[cell->stage].form != FORM_SCALAR) {
        walk->row = cell->row;
        walk->col = cell->col;
    }
}

/* Goes on: through the questions before the next step, then there, to the cell asked for last. */
static void go_on(struct ui *ui)
{
    struct walk *walk = &ui->walk;
    const struct question *asked = quiz_asks(&ui->quiz, walk) ? ui->quiz.question : NULL;
    struct question_cell cell = ui->quiz.cell;
    walk->text_top = 0;
    if (quiz_open(&ui->quiz, walk)) {
        switches_close(&ui->switches);
        focus(walk, ui->quiz.question, &ui->quiz.cell);
        return;
    }
    walk_next(walk);
    focus(walk, asked, &cell);
}

void do_next(struct ui *ui)
{
    go_on(ui);
}

void do_back(struct ui *ui)
{
    walk_back(&ui->walk);
}

void do_part_back(struct ui *ui)
{
    walk_part(&ui->walk, -1);
}

void do_part_next(struct ui *ui)
{
    walk_part(&ui->walk, 1);
}

void do_answer(struct ui *ui)
{
    ui->walk.text_top = 0;
    if (quiz_is_done(&ui->quiz)) {
        go_on(ui);
    } else {
        quiz_enter(&ui->quiz, &ui->walk);
    }
}

void do_hint(struct ui *ui)
{
    ui->walk.text_top = 0;
    if (!quiz_is_done(&ui->quiz)) {
        quiz_hint(&ui->quiz, &ui->walk);
    }
}

void do_later(struct ui *ui)
{
    ui->walk.text_top = 0;
    bool done = quiz_is_done(&ui->quiz);
    quiz_close(&ui->quiz);
    if (done) {
        go_on(ui);
    }
}

void do_questions(struct ui *ui)
{
    quiz_close(&ui->quiz);
    ui->quiz.off = !ui->quiz.off;
}

void do_why(struct ui *ui)
{
    ui->walk.why = true;
}

void do_follow(struct ui *ui)
{
    walk_follow(&ui->walk);
}

void do_operand_next(struct ui *ui)
{
    walk_choose(&ui->walk, false);
}

void do_operand_back(struct ui *ui)
{
    walk_choose(&ui->walk, true);
}

void do_left(struct ui *ui)
{
    walk_move(&ui->walk, 0, -ui_times(ui));
}

void do_right(struct ui *ui)
{
    walk_move(&ui->walk, 0, ui_times(ui));
}

void do_first_col(struct ui *ui)
{
    walk_move(&ui->walk, 0, -LONG_MAX);
}

void do_last_col(struct ui *ui)
{
    walk_move(&ui->walk, 0, LONG_MAX);
}

/* The text that scrolls beside what the arrows move in. */
static void scroll_text(struct ui *ui, long lines)
{
    ui_scroll(ui, ui->walk.comparing ? &ui->overlay_top : &ui->walk.text_top, lines);
}

void do_text_down(struct ui *ui)
{
    scroll_text(ui, ui_times(ui));
}

void do_text_up(struct ui *ui)
{
    scroll_text(ui, -ui_times(ui));
}

void do_compare(struct ui *ui)
{
    if (ui->walk.comparing) {
        ui->walk.comparing = false;
    } else {
        walk_compare(&ui->walk);
    }
    ui->overlay_top = 0;
}

void do_depart(struct ui *ui)
{
    walk_depart(&ui->walk);
}

void do_difference(struct ui *ui)
{
    walk_show_difference(&ui->walk, !ui->walk.difference);
}

void do_more_digits(struct ui *ui)
{
    ui->walk.decimals += ui->walk.decimals < WALK_MAX_DECIMALS;
}

void do_fewer_digits(struct ui *ui)
{
    ui->walk.decimals -= ui->walk.decimals > 0;
}
