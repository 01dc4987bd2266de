/* What is on top of the screen, and what would do something there: the key bar and the key map ask
 * this. */
#include "ui.h"

enum layer ui_layer(const struct ui *ui)
{
    if (ui->help || ui->code.len > 0) {
        return ON_HELP;
    }
    if (ui->messages.len > 0) {
        return ON_MESSAGES;
    }
    if (ui->walk.lesson == NULL) {
        return ON_LIST;
    }
    if (ui->prompt.kind != PROMPT_NONE) {
        return ON_PROMPT;
    }
    if (ui->switches.open) {
        return ON_SWITCHES;
    }
    if (quiz_asks(&ui->quiz, &ui->walk)) {
        return ON_QUESTION;
    }
    if (ui->walk.comparing) {
        return ON_COMPARE;
    }
    return ui->walk.why ? ON_WHY : ON_STEP;
}

static bool text_scrolls(const struct ui *ui)
{
    return ui->seen.text_lines > ui->seen.text_rows;
}

/* Of what was changed: is there anything to undo, to make again, to give up, to save? */
static bool can_change(const struct whatif *whatif, enum request request)
{
    switch (request) {
    case REQUEST_undo:
        return whatif->done > 0;
    case REQUEST_redo:
        return whatif->done < whatif->count;
    case REQUEST_restore:
        return whatif->done > 1;
    default:
        return whatif->done > 0 && whatif->saved != whatif->done;
    }
}

bool ui_can(const struct ui *ui, enum request request)
{
    enum layer layer = ui_layer(ui);
    unsigned here = (unsigned)layer | (layer == ON_WHY ? (unsigned)ON_STEP : 0);
    if ((request_info(request)->layers & here) == 0) {
        return false;
    }
    size_t stages[RECIPE_MAX_STAGES];
    struct operand operand;
    const struct walk *walk = &ui->walk;
    bool stepping = (here & ON_STEP) != 0;
    switch (request) {
    case REQUEST_next:
        return walk->step + 1 < walk_steps(walk) || quiz_waiting(&ui->quiz, walk) != NULL;
    case REQUEST_back:
        return walk->step > 0;
    case REQUEST_why:
    case REQUEST_leave:
        return layer != ON_WHY;
    case REQUEST_follow:
        return walk_operand(walk, &operand);
    case REQUEST_operand_next:
        return walk_operand(walk, &operand) && operand.count > 1;
    case REQUEST_part_back:
    case REQUEST_part_next:
        return walk_parts(walk, walk->step, stages) > 1;
    case REQUEST_edit:
        return walk_stage_info(walk)->op == NULL;
    case REQUEST_language:
        return !ui->options.ascii;
    case REQUEST_undo:
    case REQUEST_redo:
    case REQUEST_restore:
    case REQUEST_save:
        return can_change(&walk->whatif, request);
    case REQUEST_type:
        return ui->switches.line == SWITCH_OTHER;
    case REQUEST_turn_on:
        return ui->switches.line != SWITCH_OTHER;
    case REQUEST_hint:
    case REQUEST_later:
        return !quiz_is_done(&ui->quiz);
    case REQUEST_open:
        return ui->shelf.count > 0;
    case REQUEST_search_clear:
        return ui->search.words.text[0] != '\0';
    case REQUEST_compare:
        return stepping;
    case REQUEST_more_digits:
        return !stepping;
    case REQUEST_depart:
        return walk_comparison(walk) != NULL && walk_comparison(walk)->stage != ID_none;
    case REQUEST_difference:
        return walk->lesson->problem.dtype == DTYPE_FLOAT32;
    case REQUEST_down:
        return stepping || layer == ON_LIST || layer == ON_COMPARE || layer == ON_QUESTION ||
               layer == ON_SWITCHES || text_scrolls(ui);
    case REQUEST_page_down:
        return layer == ON_LIST
                   ? ui->search.words.text[0] == '\0' && ui->shelf.count > ui->seen.page_rows
               : layer == ON_COMPARE ? false
               : stepping            ? walk_stage_rows(walk, walk_stage(walk)) > ui->seen.page_rows
                                     : text_scrolls(ui);
    case REQUEST_text_down:
        return text_scrolls(ui);
    default:
        return true;
    }
}
