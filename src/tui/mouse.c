#include "mouse.h"

#include "layers.h"

/* The request as often as `count` says. */
static void repeat(struct ui *ui, enum request request, size_t count)
{
    ui->count = count;
    ui_handle(ui, request);
}

/* Makes the stage the one that is shown; false where that is not to be, or not yet. */
static bool show_stage(struct ui *ui, size_t stage)
{
    struct walk *walk = &ui->walk;
    struct place place;
    if (stage == walk_stage(walk)) {
        return true;
    }
    if (!walk_find_part(walk, stage, &place) || !walk_has_seen(walk, place) ||
        (place.step != walk->step && layer_top(ui)->stays)) {
        return false;
    }
    walk_go_place(walk, place);
    return true;
}

static void put_cursor(struct ui *ui, const struct target *cell)
{
    struct walk *walk = &ui->walk;
    if (!show_stage(ui, cell->index)) {
        return;
    }
    const struct stage *info = walk_stage_info(walk);
    walk->row = info->form == FORM_SCALAR ? walk->row : cell->row;
    walk->col = info->form == FORM_MATRIX ? cell->col : walk->col;
    walk_check_trail(walk);
}

static void click_cell(struct ui *ui, const struct target *cell)
{
    const struct walk *walk = &ui->walk;
    bool focused = cell->index == walk_stage(walk) && cell->row == walk_row(walk) &&
                   cell->col == walk_col(walk);
    if (!layer_top(ui)->cell(ui, cell, focused)) {
        put_cursor(ui, cell);
    }
}

/* A step that has been seen; one further only as Space would, so a waiting question is asked. */
static void click_step(struct ui *ui, size_t step)
{
    struct walk *walk = &ui->walk;
    if (step == walk->step) {
        return;
    }
    if (step <= walk->furthest.step || step < walk->step) {
        quiz_close(&ui->quiz);
        walk_go(walk, step);
        walk_check_trail(walk);
    } else if (step == walk->step + 1) {
        ui_handle(ui, REQUEST_next); /* with a question open already, does nothing */
    }
}

/* A part that has been seen; others as going on would, so a waiting question is asked. */
static void click_part(struct ui *ui, size_t part)
{
    ui_go_to(ui, (struct place){ui->walk.step, part});
    walk_check_trail(&ui->walk);
}

static void click_choice(struct ui *ui, size_t choice)
{
    if (ui->quiz.choice == choice) {
        ui_handle(ui, REQUEST_answer);
    } else {
        quiz_mark_choice(&ui->quiz, choice);
    }
}

static void click_book(struct ui *ui, size_t book)
{
    ui->search.typing = false;
    if (ui->chosen == book) {
        ui_handle(ui, REQUEST_open);
    } else {
        ui->chosen = book;
    }
}

/* What any key does away with. */
static void forget_notices(struct ui *ui)
{
    ui->count = 0;
    ui->resumed = false;
    ui->confirm = REQUEST_none;
    str_clear(&ui->remark);
}

/* Are the tables and rails there to be used? A line to type into is about the focused cell. */
static bool is_open(const struct ui *ui)
{
    return layer_top(ui)->cell != NULL;
}

static void click_switch(struct ui *ui, enum switch_line line, size_t position)
{
    if (line == SWITCH_OTHER) {
        ui_handle(ui, REQUEST_type);
        return;
    }
    switches_put(&ui->switches, &ui->walk, line, position);
    walk_check_trail(&ui->walk);
    ui_judge(ui);
}

/* Asked for twice, a request that must be confirmed is done. */
static void click_request(struct ui *ui, enum request request, enum request asked)
{
    if (request == asked) {
        ui->confirm = asked;
        ui_handle(ui, request);
        ui->confirm = REQUEST_none;
    } else {
        ui_handle(ui, request);
    }
}

void ui_click(struct ui *ui, size_t x, size_t y)
{
    struct target target = hits_find(&ui->seen.hits, x, y);
    bool place =
        target.kind == TARGET_CELL || target.kind == TARGET_STEP || target.kind == TARGET_PART;
    ui->seen.hits.count = 0;
    enum request asked = ui->confirm;
    forget_notices(ui);
    if (place && !is_open(ui)) {
        return;
    }
    switch (target.kind) {
    case TARGET_CELL:
        click_cell(ui, &target);
        break;
    case TARGET_STEP:
        click_step(ui, target.index);
        break;
    case TARGET_PART:
        click_part(ui, target.index);
        break;
    case TARGET_REQUEST:
        click_request(ui, (enum request)target.index, asked);
        break;
    case TARGET_BOOK:
        click_book(ui, target.index);
        break;
    case TARGET_CHOICE:
        click_choice(ui, target.index);
        break;
    case TARGET_RIVAL:
        ui->walk.rival = target.index;
        ui->overlay_top = 0;
        break;
    case TARGET_SWITCH:
        click_switch(ui, (enum switch_line)target.index, target.row);
        break;
    case TARGET_NONE:
        break;
    }
}

/* Rows where some are out of sight, else the text; never the choice of a question. */
static void wheel_step(struct ui *ui, long lines)
{
    struct walk *walk = &ui->walk;
    if (walk_stage_rows(walk, walk_stage(walk)) > ui->seen.page_rows) {
        walk_move(walk, lines, 0);
        walk_check_trail(walk);
    } else {
        repeat(ui, lines < 0 ? REQUEST_text_up : REQUEST_text_down,
            (size_t)(lines < 0 ? -lines : lines));
    }
}

void ui_wheel(struct ui *ui, long lines)
{
    size_t count = (size_t)(lines < 0 ? -lines : lines);
    bool turns_text = layer_top(ui)->wheel_text;
    forget_notices(ui);
    if (is_open(ui)) {
        wheel_step(ui, lines);
    } else if (turns_text && ui_can(ui, REQUEST_text_down)) {
        repeat(ui, lines < 0 ? REQUEST_text_up : REQUEST_text_down, count);
    } else {
        repeat(ui, lines < 0 ? REQUEST_up : REQUEST_down, count);
    }
    ui->seen.hits.count = 0;
}
