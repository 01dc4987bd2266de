/* Requests that change the open lesson in memory: what if? */
#include "i18n.h"
#include "ui.h"
#include "whatif.h"

/* Focuses on a number that is given, or says why there is none under the cursor. */
static void edit(struct ui *ui)
{
    if (!whatif_refusal(&ui->walk, &ui->remark)) {
        prompt_open(&ui->prompt, PROMPT_NUMBER, &ui->walk);
    }
}

static void accept(struct ui *ui)
{
    enum prompt_kind kind = ui->prompt.kind;
    bool typed = ui->prompt.line.text[0] != '\0';
    if (!prompt_enter(&ui->prompt, &ui->walk, ui->options.data_folders)) {
        return;
    }
    if (kind == PROMPT_SAVE && typed) {
        str_addf(&ui->remark, _("Saved as %s."), ui->prompt.line.text);
    }
}

void ui_change(struct ui *ui, enum request request)
{
    struct walk *walk = &ui->walk;
    walk->text_top = 0;
    switch (request) {
    case REQUEST_edit:
        edit(ui);
        break;
    case REQUEST_accept:
        accept(ui);
        break;
    case REQUEST_cancel:
        prompt_close(&ui->prompt);
        break;
    case REQUEST_more:
    case REQUEST_less:
        if (ui->prompt.kind == PROMPT_NUMBER) {
            prompt_step(&ui->prompt, walk, request == REQUEST_more ? 1 : -1);
        }
        break;
    case REQUEST_switches:
        if (ui->switches.open) {
            switches_close(&ui->switches);
        } else {
            switches_open(&ui->switches);
        }
        break;
    case REQUEST_turn_on:
    case REQUEST_turn_back:
        switches_turn(&ui->switches, walk, request == REQUEST_turn_on ? 1 : -1);
        break;
    case REQUEST_type:
        ui->switches.line = SWITCH_OTHER;
        prompt_open(&ui->prompt, PROMPT_SET, walk);
        break;
    case REQUEST_undo:
        (void)whatif_undo(walk);
        break;
    case REQUEST_redo:
        (void)whatif_redo(walk);
        break;
    case REQUEST_restore:
        whatif_restore(walk);
        break;
    case REQUEST_save:
        prompt_open(&ui->prompt, PROMPT_SAVE, walk);
        break;
    default:
        break;
    }
}

/* What giving up the changes is called in the question. */
static const char *question(enum request request)
{
    return request == REQUEST_restore
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
                (loses && whatif->done > 0 && whatif->saved != whatif->done);
    if (!asks || ui->confirm == request) {
        return false;
    }
    ui->confirm = request;
    str_add(&ui->remark, question(request));
    return true;
}
