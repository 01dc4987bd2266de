/* The lesson file of what is on the screen: opened, left, read again when it was saved. */
#include "bookmark.h"
#include "code.h"
#include "i18n.h"
#include "ui.h"
#include "whatif.h"

static void show_messages(struct ui *ui, const struct diag *diag)
{
    str_clear(&ui->messages);
    diag_print(diag, &ui->messages);
    ui->overlay_top = 0;
}

void ui_open(struct ui *ui)
{
    if (ui->shelf.count == 0 || (ui->search.words.text[0] != '\0' && list_count(ui) == 0)) {
        return;
    }
    struct diag diag;
    diag_init(&diag);
    str_clear(&ui->notice);
    watch_start(&ui->watch, ui->shelf.books[ui->chosen].path);
    quiz_close(&ui->quiz);
    if (!walk_open(&ui->walk, ui->shelf.books[ui->chosen].path, &ui->options, &diag)) {
        show_messages(ui, &diag);
    } else {
        ui->walk.quiz = &ui->quiz;
        ui->resumed = bookmark_resume(ui->options.progress, &ui->walk);
    }
    diag_release(&diag);
}

/* Leaves the lesson, and remembers where. */
void ui_close(struct ui *ui)
{
    prompt_close(&ui->prompt);
    switches_close(&ui->switches);
    bookmark_keep(ui->options.progress, &ui->walk);
    walk_close(&ui->walk);
}

/* "line 7: a lesson has no key 'label' (and 2 more)" */
static void take_notice(struct ui *ui, const struct diag *diag)
{
    const struct diag_item *item = diag->first;
    while (item != NULL && item->severity != DIAG_ERROR) {
        item = item->next;
    }
    if (item != NULL && item->line > 0) {
        str_addf(&ui->notice, _("line %zu: "), item->line);
    }
    str_add(&ui->notice, item != NULL ? item->text : "");
    if (diag->errors > 1) {
        str_addf(&ui->notice, _(" (and %zu more)"), diag->errors - 1);
    }
}

/* Reads the open lesson again; where that fails it stays as it is, with a notice. */
static bool read_again(struct ui *ui, struct diag *diag)
{
    if (ui->shelf.count > 0) {
        shelf_forget(&ui->shelf, ui->chosen);
    }
    str_clear(&ui->notice);
    ui->seen.hits.count = 0;
    watch_start(&ui->watch, ui->walk.lesson->source.name);
    bool changed = walk_is_changed(&ui->walk);
    bool good = whatif_reload(&ui->walk, &ui->options, diag);
    if (!good) {
        take_notice(ui, diag);
    } else if (changed && !walk_is_changed(&ui->walk)) {
        str_add(
            &ui->remark, _("The file was saved anew, and your changes do not fit it any more."));
    }
    return good;
}

void ui_reload(struct ui *ui)
{
    struct diag diag;
    diag_init(&diag);
    quiz_close(&ui->quiz);
    str_clear(&ui->messages);
    if (ui->walk.lesson == NULL) {
        for (size_t i = 0; i < ui->shelf.count; i++) {
            shelf_forget(&ui->shelf, i);
        }
    } else if (!read_again(ui, &diag)) {
        show_messages(ui, &diag);
    }
    diag_release(&diag);
}

bool ui_watches(const struct ui *ui)
{
    return ui->walk.lesson != NULL;
}

bool ui_look(struct ui *ui)
{
    if (ui->walk.lesson == NULL || !watch_look(&ui->watch, ui->walk.lesson->source.name)) {
        return false;
    }
    struct diag diag;
    diag_init(&diag);
    if (read_again(ui, &diag)) {
        str_clear(&ui->messages);
        if (ui->code.len > 0) { /* it lies open */
            str_clear(&ui->code);
            code_write(&ui->code, ui->walk.trace);
        }
    } else if (ui->messages.len > 0) {
        show_messages(ui, &diag); /* they lie open: the new ones */
    }
    diag_release(&diag);
    return true;
}
