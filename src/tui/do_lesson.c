/* Requests about the open lesson: its steps, its numbers, the question that is asked. */
#include "attempt.h"
#include "bookmark.h"
#include "i18n.h"
#include "layers.h"
#include "requests.h"
#include "sentence.h"

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

/* Does the screen, as it was last drawn, end before what stands below the tables does? */
static bool has_more(const struct ui *ui)
{
    const struct walk *walk = &ui->walk;
    const struct ui_seen *seen = &ui->seen;
    const struct screen_layer *top = layer_top(ui);
    bool read = top->covers_text ? walk->cover_read : walk->text_read;
    return top->turns_text && ((seen->head_cut && !walk->head_read) ||
                                  (!read && seen->text_lines > seen->text_rows &&
                                      walk->text_top < seen->text_lines - seen->text_rows));
}

/* Is the text of the step read to its end? */
static bool is_text_read(const struct ui *ui)
{
    return ui->walk.text_read || (layer_top(ui)->id == ON_STEP && !has_more(ui));
}

/* Does a why, or do the switches, stand in place of a text that is not read to its end? */
static bool hides_text(const struct ui *ui)
{
    const struct prose *sections[WALK_MAX_PROSE];
    const struct walk *walk = &ui->walk;
    return layer_top(ui)->covers_text && !quiz_asks(&ui->quiz, walk) && !walk->text_read &&
           (walk_is_at_end(walk) || walk_prose(walk, sections) > 0);
}

static void uncover(struct ui *ui)
{
    ui->walk.why = false;
    switches_close(&ui->switches);
    ui->walk.text_top = ui->walk.covered_top;
}

static void cover(struct walk *walk, bool read)
{
    walk->text_read = read;
    walk->cover_read = false;
    walk->covered_top = walk->text_top;
    walk->text_top = 0;
}

void ui_cover(struct ui *ui)
{
    cover(&ui->walk, is_text_read(ui));
}

/* Opens the question that waits before that place. */
static bool ask_before(struct ui *ui, struct place place)
{
    struct walk *walk = &ui->walk;
    bool read = is_text_read(ui);
    if (!quiz_open(&ui->quiz, walk, place)) {
        return false;
    }
    cover(walk, read);
    walk->why = false;
    switches_close(&ui->switches);
    focus(walk, ui->quiz.question, &ui->quiz.cell);
    return true;
}

/* Goes through the questions before that place, then there, to the cell asked for last. What
 * covers a text that is new there gives way to it. */
void ui_go_to(struct ui *ui, struct place place)
{
    struct walk *walk = &ui->walk;
    const struct question *asked = quiz_asks(&ui->quiz, walk) ? ui->quiz.question : NULL;
    struct question_cell cell = ui->quiz.cell;
    bool read = is_text_read(ui);
    if (!ask_before(ui, place)) {
        walk->text_read = read;
        walk_go_place(walk, place);
        focus(walk, asked, &cell);
        if (hides_text(ui)) {
            uncover(ui);
        }
    }
}

/* ---- The end of a lesson --------------------------------------------------------------------- */

void ui_offer(struct ui *ui, struct str *out)
{
    size_t next = shelf_next(&ui->shelf, ui->chosen, &ui->options);
    if (next == ui->shelf.count) {
        str_add(out, _("This was the last lesson. Space shows the list."));
        return;
    }
    const struct book *book = shelf_book(&ui->shelf, next, &ui->options);
    if (book->number > 0) {
        str_addf(out, _("Space opens the next lesson: %d %s."), book->number, book->title);
    } else {
        str_addf(out, _("Space opens the next lesson: %s."), book->title);
    }
}

/* "Questions solved: 2 of 3, 1 at the first try. Space opens the next lesson: 2 Shift." */
static void say_offer(struct ui *ui)
{
    const struct quiz_score score = quiz_score(&ui->quiz, ui->walk.lesson);
    if (ui->quiz.asking != QUIZ_NONE && score.all > 0) {
        str_addf(&ui->remark, _("Questions solved: %zu of %zu, %zu at the first try. "),
            score.solved, score.all, score.at_once);
    }
    if (attempt_open(&ui->walk) != NULL) {
        str_add(&ui->remark, _("The task is still open. "));
    } else if (attempt_is_done(&ui->walk)) {
        str_add(&ui->remark, _("The task is done. "));
    }
    ui_offer(ui, &ui->remark);
}

/* The next lesson, or behind the last one the list. */
static void open_next(struct ui *ui)
{
    size_t next = shelf_next(&ui->shelf, ui->chosen, &ui->options);
    do_list(ui);
    if (next < ui->shelf.count) {
        ui->chosen = next;
        ui_open(ui);
    } else {
        ui->chosen = bookmark_start(ui->options.progress, &ui->shelf, &ui->options);
    }
}

/* Behind the last part: offers the next lesson, and, asked again, opens it. */
static void go_past_the_end(struct ui *ui)
{
    if (ui->confirm != REQUEST_on) {
        ui->confirm = REQUEST_on;
        say_offer(ui);
        if (can_save(ui)) {
            str_add(&ui->remark, _(" Your changes are not saved; w saves a copy."));
        }
        return;
    }
    open_next(ui);
}

/* ---- Going on -------------------------------------------------------------------------------- */

struct place ui_ahead(const struct ui *ui)
{
    struct place to;
    (void)walk_following(&ui->walk, &to);
    return quiz_asks(&ui->quiz, &ui->walk) ? ui->quiz.before : to;
}

static void go_on_to(struct ui *ui, struct place to)
{
    if (to.step < walk_steps(&ui->walk)) {
        ui_go_to(ui, to);
    } else if (!ask_before(ui, to)) {
        quiz_close(&ui->quiz);
        go_past_the_end(ui);
    }
}

bool ui_has_unread(const struct ui *ui)
{
    if (ui->confirm == REQUEST_on) {
        return false; /* what is offered takes room from a text that was read */
    }
    return has_more(ui) || hides_text(ui);
}

enum { FEW_LINES = 3 }; /* too few to read a text in */

/* More of the text; where there is no room for it, over the whole screen; then what is under it. */
static void read_on(struct ui *ui)
{
    if (!has_more(ui)) {
        uncover(ui);
        return;
    }
    size_t rows = ui->seen.text_rows;
    bool cut = ui->seen.head_cut && !ui->walk.head_read;
    if ((cut || rows < FEW_LINES) && !quiz_asks(&ui->quiz, &ui->walk)) {
        ui->reading = true;
        ui->overlay_top = 0;
    } else {
        ui_scroll(ui, &ui->walk.text_top, rows > 1 ? (long)rows - 1 : 1);
    }
}

/* The question that is open, if it is not answered. */
static void pass_by(struct ui *ui)
{
    if (quiz_asks(&ui->quiz, &ui->walk) && !quiz_is_done(&ui->quiz)) {
        str_add(&ui->remark, walk_is_at_end(&ui->walk)
                                 ? _("Left open; T asks it again. ")
                                 : _("Passed by for now; it is asked again at the end. "));
        quiz_pass(&ui->quiz, &ui->walk);
    }
}

/* More of what is wrong with a lesson; behind the end, the lesson before, or the next one where
 * there is none. */
static void go_on_in_messages(struct ui *ui)
{
    size_t top = ui->overlay_top;
    do_page_down(ui);
    if (ui->overlay_top != top) {
        return;
    }
    if (ui->walk.lesson != NULL) {
        str_clear(&ui->messages);
    } else {
        open_next(ui);
    }
}

void do_on(struct ui *ui)
{
    if (layer_top(ui)->id == ON_MESSAGES) {
        go_on_in_messages(ui);
        return;
    }
    if (ui_has_unread(ui)) {
        read_on(ui);
        return;
    }
    struct place to = ui_ahead(ui);
    pass_by(ui);
    go_on_to(ui, to);
}

void do_on_back(struct ui *ui)
{
    walk_part_before(&ui->walk);
}

void do_next(struct ui *ui)
{
    struct place to;
    bool more = walk_next_step(&ui->walk, &to);
    pass_by(ui);
    if (more) {
        ui_go_to(ui, to);
    } else {
        (void)ask_before(ui, to);
    }
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
    struct place to = {ui->walk.step, ui->walk.part + 1};
    if (to.part < walk_part_count(&ui->walk, to.step)) {
        ui_go_to(ui, to);
    }
}

void do_answer(struct ui *ui)
{
    ui->walk.text_top = 0;
    if (quiz_is_done(&ui->quiz)) {
        go_on_to(ui, ui_ahead(ui));
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
    struct place to = ui_ahead(ui);
    quiz_close(&ui->quiz);
    if (done) {
        go_on_to(ui, to);
    }
}

void do_questions(struct ui *ui)
{
    static const char *const said[] = {
        [QUIZ_AGAIN] =
            N_("Questions that are not solved are asked again from here on. T: all of them"),
        [QUIZ_ALL] = N_("All questions are asked again from here on. T: none"),
        [QUIZ_NONE] = N_("No questions are asked. T: those not solved so far"),
    };
    quiz_turn(&ui->quiz, &ui->walk);
    str_add(&ui->remark, _(said[ui->quiz.asking]));
    if (ui->walk.lesson != NULL && walk_is_changed(&ui->walk)) {
        str_add(&ui->remark, _(" (None while something is changed: u takes a change back.)"));
    }
}

void do_why(struct ui *ui)
{
    ui_cover(ui);
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
    } else if (!can_loss(ui)) {
        str_add(&ui->remark, sentence_no_result());
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
