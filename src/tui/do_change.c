/* Requests that change the open lesson in memory: what if? */
#include "attempt.h"
#include "i18n.h"
#include "requests.h"
#include "sentence.h"
#include "whatif.h"

/* A number that is given, or why there is none under the cursor. */
void do_edit(struct ui *ui)
{
    ui->walk.text_top = 0;
    bool computed = walk_stage_info(&ui->walk)->op != NULL;
    if (computed && attempt_go(&ui->walk)) {
        str_add(
            &ui->remark, _("The task is about these numbers: e changes the one under the cursor."));
    } else if (!whatif_refusal(&ui->walk, &ui->remark)) {
        prompt_open(&ui->prompt, PROMPT_NUMBER, &ui->walk);
    }
}

void do_accept(struct ui *ui)
{
    ui->walk.text_top = 0;
    enum prompt_kind kind = ui->prompt.kind;
    bool typed = ui->prompt.line.text[0] != '\0';
    ui->overlay_top = 0;
    if (prompt_enter(&ui->prompt, &ui->walk, ui->options.data_folders) && kind == PROMPT_SAVE &&
        typed) {
        str_addf(&ui->remark, _("Saved as %s."), ui->prompt.line.text);
    }
}

void do_cancel(struct ui *ui)
{
    ui->walk.text_top = 0;
    prompt_close(&ui->prompt);
}

static void step(struct ui *ui, int by)
{
    ui->walk.text_top = 0;
    if (ui->prompt.kind == PROMPT_NUMBER) {
        prompt_step(&ui->prompt, &ui->walk, by);
    }
}

void do_more(struct ui *ui)
{
    step(ui, 1);
}

void do_less(struct ui *ui)
{
    step(ui, -1);
}

void do_switches(struct ui *ui)
{
    if (ui->switches.open) {
        ui->walk.text_top = ui->walk.covered_top;
        switches_close(&ui->switches);
    } else {
        ui_cover(ui);
        switches_open(&ui->switches, &ui->walk);
    }
}

void do_turn_on(struct ui *ui)
{
    ui->walk.text_top = 0;
    switches_turn(&ui->switches, &ui->walk, 1);
}

void do_turn_back(struct ui *ui)
{
    ui->walk.text_top = 0;
    switches_turn(&ui->switches, &ui->walk, -1);
}

void do_type(struct ui *ui)
{
    ui->walk.text_top = 0;
    ui->switches.line = SWITCH_OTHER;
    prompt_open(&ui->prompt, PROMPT_SET, &ui->walk);
}

void do_undo(struct ui *ui)
{
    ui->walk.text_top = 0;
    (void)whatif_undo(&ui->walk);
}

void do_redo(struct ui *ui)
{
    ui->walk.text_top = 0;
    (void)whatif_redo(&ui->walk);
}

void do_restore(struct ui *ui)
{
    ui->walk.text_top = 0;
    whatif_restore(&ui->walk);
}

void do_loss(struct ui *ui)
{
    ui->walk.text_top = 0;
    if (!can_loss(ui)) {
        str_add(&ui->remark, sentence_no_result());
        return;
    }
    prompt_open(&ui->prompt, PROMPT_LOSS, &ui->walk);
}

void do_save(struct ui *ui)
{
    ui->walk.text_top = 0;
    prompt_open(&ui->prompt, PROMPT_SAVE, &ui->walk);
}

static const char *question(enum request request)
{
    return request == REQUEST_reset
               ? _("Forget how far you are in this lesson, and which of its questions you solved? "
                   "X again does it; any other key does not.")
           : request == REQUEST_restore
               ? _("Back to the lesson as written? X again does it (and Ctrl-R brings a change "
                   "back); any other key does not.")
               : _("Your changes are not saved. The same key again leaves without them; any other "
                   "key stays, and then w saves a copy.");
}

bool ui_must_ask(struct ui *ui, enum request request)
{
    const struct whatif *whatif = &ui->walk.whatif;
    bool loses = request == REQUEST_leave || request == REQUEST_list;
    bool asks = (request == REQUEST_restore && whatif->done > 0) ||
                (request == REQUEST_reset && can_reset(ui)) ||
                (loses && whatif->done > 0 && whatif->saved != whatif->done);
    if (!asks || ui->confirm == request) {
        return false;
    }
    ui->confirm = request;
    str_add(&ui->remark, question(request));
    return true;
}
