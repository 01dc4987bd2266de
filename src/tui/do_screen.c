/* Requests about the program: the list, what lies over a lesson, leaving. */
#include "bookmark.h"
#include "code.h"
#include "i18n.h"
#include "layers.h"
#include "requests.h"

void do_close(struct ui *ui)
{
    layer_top(ui)->close(ui);
    ui->overlay_top = 0;
}

void do_leave(struct ui *ui)
{
    if (ui->walk.lesson == NULL || !ui->from_list) {
        ui->done = true;
    } else {
        ui_close(ui);
    }
}

void do_quit(struct ui *ui)
{
    ui->done = true;
}

void do_redraw(struct ui *ui)
{
    ui->redraw = true;
}

void do_help(struct ui *ui)
{
    ui->help = true;
    ui->overlay_top = 0;
}

void do_code(struct ui *ui)
{
    code_write(&ui->code, ui->walk.trace);
    ui->overlay_top = 0;
    ui->find_mark = true;
}

void do_open(struct ui *ui)
{
    ui_open(ui);
}

void do_reset(struct ui *ui)
{
    if (can_reset(ui)) {
        bookmark_reset(ui->options.progress, &ui->quiz, &ui->shelf.books[ui->chosen]);
        str_add(&ui->remark, _("Forgotten: the lesson is new again."));
    } else {
        str_add(&ui->remark, _("Nothing is kept about this lesson."));
    }
}

void do_search(struct ui *ui)
{
    list_search(ui);
}

void do_search_clear(struct ui *ui)
{
    list_search_clear(ui);
}

void do_list(struct ui *ui)
{
    str_clear(&ui->messages);
    ui_close(ui);
    ui->from_list = true;
}

void do_reload(struct ui *ui)
{
    ui_reload(ui);
}

void do_language(struct ui *ui)
{
    ui_language(ui);
}
