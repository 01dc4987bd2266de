#include "ui.h"

#include "code.h"

#include <limits.h>

void ui_init(struct ui *ui, const struct catalogue *catalogue, const char *const *paths,
    const struct walk_options *options)
{
    *ui = (struct ui){.options = *options, .from_list = paths == NULL};
    str_init(&ui->code);
    ui->quiz.off = options->no_questions;
    quiz_close(&ui->quiz);
    str_init(&ui->messages);
    str_init(&ui->notice);
    str_init(&ui->remark);
    prompt_init(&ui->prompt);
    switches_init(&ui->switches);
    shelf_init(&ui->shelf, paths, catalogue);
    if (paths != NULL) {
        ui_open(ui);
    }
}

void ui_release(struct ui *ui)
{
    ui_close(ui);
    quiz_release(&ui->quiz);
    shelf_release(&ui->shelf);
    str_release(&ui->messages);
    str_release(&ui->code);
    str_release(&ui->notice);
    str_release(&ui->remark);
    prompt_release(&ui->prompt);
    switches_release(&ui->switches);
    hits_release(&ui->seen.hits);
}

static void close_top(struct ui *ui)
{
    if (ui->help) {
        ui->help = false;
    } else if (ui->code.len > 0) {
        str_clear(&ui->code);
    } else if (ui->messages.len > 0) {
        str_clear(&ui->messages);
    } else if (ui->switches.open) {
        switches_close(&ui->switches);
    } else if (ui->walk.comparing) {
        ui->walk.comparing = false;
    } else if (!walk_return(&ui->walk)) {
        ui->walk.why = false;
    }
    ui->overlay_top = 0;
}

static void leave(struct ui *ui)
{
    if (ui->walk.lesson == NULL || !ui->from_list) {
        ui->done = true;
    } else {
        ui_close(ui);
    }
}

/* at + delta, kept within [0, last]. */
static size_t slide(size_t at, long delta, size_t last)
{
    size_t next = delta < 0 ? (at > (size_t)-delta ? at - (size_t)-delta : 0) : at + (size_t)delta;
    return next < last ? next : last;
}

static size_t last_top(const struct ui *ui)
{
    return ui->seen.text_lines > ui->seen.text_rows ? ui->seen.text_lines - ui->seen.text_rows : 0;
}

/* Rows down in whatever is on top. */
static void move_down(struct ui *ui, long rows)
{
    enum layer layer = ui_layer(ui);
    if (layer == ON_LIST) {
        list_slide(ui, rows);
    } else if (layer == ON_HELP || layer == ON_MESSAGES) {
        ui->overlay_top = slide(ui->overlay_top, rows, last_top(ui));
    } else if (layer == ON_COMPARE) {
        ui->walk.rival = slide(ui->walk.rival, rows, ui->walk.rivals.count);
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

static void show_list(struct ui *ui)
{
    str_clear(&ui->messages);
    ui_close(ui);
    ui->from_list = true;
}

/* The text that scrolls beside what the arrows move in. */
static void scroll_text(struct ui *ui, long lines)
{
    size_t *top = ui->walk.comparing ? &ui->overlay_top : &ui->walk.text_top;
    *top = slide(*top, lines, last_top(ui));
}

static void toggle_compare(struct ui *ui)
{
    if (ui->walk.comparing) {
        ui->walk.comparing = false;
    } else {
        walk_compare(&ui->walk);
    }
    ui->overlay_top = 0;
}

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

/* Requests about the question that is open. */
static void handle_question(struct ui *ui, enum request request)
{
    ui->walk.text_top = 0;
    if (request == REQUEST_later) {
        bool done = quiz_is_done(&ui->quiz);
        quiz_close(&ui->quiz);
        if (done) {
            go_on(ui);
        }
    } else if (request == REQUEST_answer && quiz_is_done(&ui->quiz)) {
        go_on(ui);
    } else if (request == REQUEST_answer) {
        quiz_enter(&ui->quiz, &ui->walk);
    } else if (!quiz_is_done(&ui->quiz)) {
        quiz_hint(&ui->quiz, &ui->walk);
    }
}

/* Requests about the lesson that is open. */
static void handle_walk(struct ui *ui, enum request request, long count)
{
    struct walk *walk = &ui->walk;
    switch (request) {
    case REQUEST_next:
        go_on(ui);
        break;
    case REQUEST_back:
        walk_back(walk);
        break;
    case REQUEST_why:
        walk->why = true;
        break;
    case REQUEST_follow:
        walk_follow(walk);
        break;
    case REQUEST_operand_next:
    case REQUEST_operand_back:
        walk_choose(walk, request == REQUEST_operand_back);
        break;
    case REQUEST_part_back:
        walk_part(walk, -1);
        break;
    case REQUEST_part_next:
        walk_part(walk, 1);
        break;
    case REQUEST_left:
        walk_move(walk, 0, -count);
        break;
    case REQUEST_right:
        walk_move(walk, 0, count);
        break;
    case REQUEST_first_col:
        walk_move(walk, 0, -LONG_MAX);
        break;
    case REQUEST_last_col:
        walk_move(walk, 0, LONG_MAX);
        break;
    case REQUEST_text_down:
        scroll_text(ui, count);
        break;
    case REQUEST_text_up:
        scroll_text(ui, -count);
        break;
    case REQUEST_compare:
        toggle_compare(ui);
        break;
    case REQUEST_depart:
        walk_depart(walk);
        break;
    case REQUEST_difference:
        walk_show_difference(walk, !walk->difference);
        break;
    case REQUEST_more_digits:
        walk->decimals += walk->decimals < WALK_MAX_DECIMALS;
        break;
    case REQUEST_fewer_digits:
        walk->decimals -= walk->decimals > 0;
        break;
    default:
        break;
    }
}

/* First and last: a step of the lesson, a line of anything else. */
static void go(struct ui *ui, bool last)
{
    enum layer layer = ui_layer(ui);
    if (layer != ON_STEP && layer != ON_WHY) {
        move_down(ui, last ? LONG_MAX : -LONG_MAX);
        if (last && layer == ON_LIST && ui->count > 0) {
            ui->chosen = slide(ui->count - 1, 0, ui->shelf.count > 0 ? ui->shelf.count - 1 : 0);
            list_slide(ui, 0);
        }
        if (last && layer == ON_COMPARE && ui->count > 0) {
            ui->walk.rival = slide(ui->count - 1, 0, ui->walk.rivals.count);
        }
    } else if (last && ui->count > 0) {
        walk_go(&ui->walk, ui->count - 1);
    } else {
        walk_go(&ui->walk, last ? walk_steps(&ui->walk) - 1 : 0);
    }
}

/* Requests that move up and down in whatever is on top, then those of a lesson. */
static void handle_move(struct ui *ui, enum request request)
{
    long count = ui->count > 0 ? (long)ui->count : 1;
    switch (request) {
    case REQUEST_up:
        move_down(ui, -count);
        break;
    case REQUEST_down:
        move_down(ui, count);
        break;
    case REQUEST_page_down:
        move_down(ui, page_rows(ui));
        break;
    case REQUEST_page_up:
        move_down(ui, -page_rows(ui));
        break;
    case REQUEST_first_row:
        move_down(ui, -LONG_MAX);
        break;
    case REQUEST_last_row:
        move_down(ui, LONG_MAX);
        break;
    case REQUEST_first:
        go(ui, false);
        break;
    case REQUEST_last:
        go(ui, true);
        break;
    default:
        handle_walk(ui, request, count);
        break;
    }
}

static void handle(struct ui *ui, enum request request)
{
    switch (request) {
    case REQUEST_quit:
        ui->done = true;
        break;
    case REQUEST_leave:
        leave(ui);
        break;
    case REQUEST_close:
        close_top(ui);
        break;
    case REQUEST_help:
        ui->help = true;
        ui->overlay_top = 0;
        break;
    case REQUEST_code:
        code_write(&ui->code, ui->walk.trace);
        ui->overlay_top = 0;
        break;
    case REQUEST_open:
        ui_open(ui);
        break;
    case REQUEST_search:
        list_search(ui);
        break;
    case REQUEST_search_clear:
        list_search_clear(ui);
        break;
    case REQUEST_list:
        show_list(ui);
        break;
    case REQUEST_reload:
        ui_reload(ui);
        break;
    case REQUEST_answer:
    case REQUEST_hint:
    case REQUEST_later:
        handle_question(ui, request);
        break;
    case REQUEST_accept:
    case REQUEST_cancel:
    case REQUEST_more:
    case REQUEST_less:
    case REQUEST_turn_on:
    case REQUEST_turn_back:
    case REQUEST_type:
    case REQUEST_edit:
    case REQUEST_switches:
    case REQUEST_undo:
    case REQUEST_redo:
    case REQUEST_restore:
    case REQUEST_save:
        ui_change(ui, request);
        break;
    case REQUEST_questions:
        quiz_close(&ui->quiz);
        ui->quiz.off = !ui->quiz.off;
        break;
    case REQUEST_language:
        ui_language(ui);
        break;
    case REQUEST_redraw:
        ui->redraw = true;
        break;
    default:
        handle_move(ui, request);
        break;
    }
}

void ui_handle(struct ui *ui, enum request request)
{
    ui->seen.hits.count = 0;
    enum layer layer = ui_layer(ui);
    unsigned here = (unsigned)layer | (layer == ON_WHY ? (unsigned)ON_STEP : 0);
    if ((request_info(request)->layers & here) != 0 && !ui_must_ask(ui, request)) {
        handle(ui, request);
    }
    if (ui->walk.lesson != NULL) {
        walk_check_trail(&ui->walk);
    }
    ui->count = 0;
}

void ui_key(struct ui *ui, uint32_t key)
{
    static const size_t most = 1000000000;
    ui->resumed = false;
    ui->seen.hits.count = 0;
    str_clear(&ui->remark);
    if (ui_layer(ui) == ON_PROMPT && prompt_key(&ui->prompt, &ui->walk, key)) {
        return;
    }
    if (ui->confirm != REQUEST_none) {
        enum request asked = ui->confirm;
        if (key_request(key, ui_layer(ui)) == asked) {
            ui_handle(ui, asked);
        }
        ui->confirm = REQUEST_none;
        return;
    }
    if (ui_layer(ui) == ON_QUESTION && quiz_key(&ui->quiz, &ui->walk, key)) {
        return;
    }
    if (ui_layer(ui) == ON_LIST && list_search_key(ui, key)) {
        return;
    }
    int digit = key_digit(key);
    if (digit >= 0) {
        size_t count = ui->count * 10 + (size_t)digit;
        ui->count = count < most ? count : most;
        return;
    }
    enum request request = key_request(key, ui_layer(ui));
    /* A digit typed by mistake must be easy to take back. */
    if (ui->count > 0 && (key == 27 || key == PRESS_BACKSPACE || key == 127 || key == 8)) {
        request = REQUEST_none;
    }
    ui_handle(ui, request);
}

bool ui_idle(struct ui *ui)
{
    if (ui->walk.lesson == NULL) {
        return false;
    }
    if (!ui->walk.folded) {
        walk_fold(&ui->walk);
        return true;
    }
    return ui->walk.comparing && walk_compare_next(&ui->walk);
}
