/* What would do something on the layer on top: the key bar and the key map ask this. */
#include "attempt.h"
#include "bookmark.h"
#include "layers.h"
#include "requests.h"

bool ui_applies(const struct ui *ui, enum request request)
{
    return (request_info(request)->layers & layer_requests(ui)) != 0;
}

bool can_always(const struct ui *ui)
{
    (void)ui;
    return true;
}

static bool is_stepping(const struct ui *ui)
{
    return (layer_requests(ui) & ON_STEP) != 0;
}

bool can_loss(const struct ui *ui)
{
    return trace_reads_result(ui->walk.trace);
}

bool can_compare(const struct ui *ui)
{
    return is_stepping(ui) && can_loss(ui);
}

bool can_off_step(const struct ui *ui)
{
    return !is_stepping(ui);
}

bool can_outside_why(const struct ui *ui)
{
    return !ui->walk.why;
}

bool can_next(const struct ui *ui)
{
    struct place to;
    if (quiz_asks(&ui->quiz, &ui->walk)) {
        return false; /* it goes on as Space does, which the bar says */
    }
    return walk_next_step(&ui->walk, &to) || quiz_waiting(&ui->quiz, &ui->walk, to) != NULL;
}

bool can_back(const struct ui *ui)
{
    return ui->walk.step > 0 || ui->walk.part > 0;
}

bool can_part(const struct ui *ui)
{
    return walk_part_count(&ui->walk, ui->walk.step) > 1;
}

bool can_follow(const struct ui *ui)
{
    struct operand operand;
    return walk_operand(&ui->walk, &operand);
}

bool can_choose_operand(const struct ui *ui)
{
    struct operand operand;
    return walk_operand(&ui->walk, &operand) && operand.count > 1;
}

bool can_edit(const struct ui *ui)
{
    return walk_stage_info(&ui->walk)->op == NULL || attempt_stage(&ui->walk) != STAGE_NONE;
}

bool can_language(const struct ui *ui)
{
    return !ui->options.ascii;
}

bool can_undo(const struct ui *ui)
{
    return ui->walk.whatif.done > 0;
}

bool can_redo(const struct ui *ui)
{
    return ui->walk.whatif.done < ui->walk.whatif.count;
}

bool can_restore(const struct ui *ui)
{
    return ui->walk.whatif.done > 1;
}

bool can_save(const struct ui *ui)
{
    return ui->walk.whatif.done > 0 && ui->walk.whatif.saved != ui->walk.whatif.done;
}

bool can_type(const struct ui *ui)
{
    return ui->switches.line == SWITCH_OTHER;
}

bool can_turn(const struct ui *ui)
{
    return ui->switches.line != SWITCH_OTHER;
}

bool can_hint(const struct ui *ui)
{
    return !quiz_is_done(&ui->quiz);
}

bool can_open(const struct ui *ui)
{
    return ui->shelf.count > 0;
}

bool can_reset(const struct ui *ui)
{
    return ui->shelf.count > 0 && bookmark_has(ui->options.progress, &ui->shelf.books[ui->chosen]);
}

bool can_search_clear(const struct ui *ui)
{
    return ui->search.words.text[0] != '\0';
}

bool can_depart(const struct ui *ui)
{
    const struct comparison *comparison = walk_comparison(&ui->walk);
    return comparison != NULL && comparison->stage != ID_none;
}

bool can_difference(const struct ui *ui)
{
    return ui->walk.lesson->problem.dtype != DTYPE_FLOAT64;
}

bool can_text_scroll(const struct ui *ui)
{
    return ui->seen.text_lines > ui->seen.text_rows;
}

bool can_down(const struct ui *ui)
{
    return layer_top(ui)->text == NULL || can_text_scroll(ui);
}

bool can_page_down(const struct ui *ui)
{
    const struct screen_layer *top = layer_top(ui);
    return top->lines != NULL ? top->lines(ui) > top->page(ui) : can_text_scroll(ui);
}

bool ui_can(const struct ui *ui, enum request request)
{
    static bool (*const CAN[REQUEST_COUNT])(const struct ui *ui) = {
#define REQUEST(id, keys, bar_key, bar_label, layers, can, help) [REQUEST_##id] = can_##can,
#include "request.def"
#undef REQUEST
    };
    return ui_applies(ui, request) && CAN[request](ui);
}
