/* Requests that move up and down in whatever is on top. */
#include "i18n.h"
#include "layers.h"
#include "order.h"
#include "requests.h"
#include "sentence.h"

#include <limits.h>

long ui_times(const struct ui *ui)
{
    return ui->count > 0 ? (long)ui->count : 1;
}

size_t ui_slide(size_t at, long delta, size_t last)
{
    size_t next = delta < 0 ? (at > (size_t)-delta ? at - (size_t)-delta : 0) : at + (size_t)delta;
    return next < last ? next : last;
}

void ui_scroll(const struct ui *ui, size_t *top, long lines)
{
    size_t all = ui->seen.text_lines;
    *top = ui_slide(*top, lines, all > ui->seen.text_rows ? all - ui->seen.text_rows : 0);
}

static void move_down(struct ui *ui, long rows)
{
    layer_top(ui)->move(ui, rows);
}

/* Rows of a page, one of them kept in sight. */
static long page_rows(const struct ui *ui)
{
    size_t rows = layer_top(ui)->page(ui);
    return rows > 1 ? (long)rows - 1 : 1;
}

void do_up(struct ui *ui)
{
    move_down(ui, -ui_times(ui));
}

void do_down(struct ui *ui)
{
    move_down(ui, ui_times(ui));
}

void do_page_down(struct ui *ui)
{
    move_down(ui, page_rows(ui));
}

void do_page_up(struct ui *ui)
{
    move_down(ui, -page_rows(ui));
}

void do_first_row(struct ui *ui)
{
    move_down(ui, -LONG_MAX);
}

void do_last_row(struct ui *ui)
{
    move_down(ui, LONG_MAX);
}

static void say_no_order(struct ui *ui)
{
    const struct trace *trace = ui->walk.trace;
    str_add(&ui->remark, trace_reads(trace, trace_recipe(trace)->summed)
                             ? _("The losses of the rows cannot be compared here yet.")
                             : sentence_no_result());
}

/* By the losses of the rows, whatever stage is shown. */
static void go_by_loss(struct ui *ui, long larger)
{
    struct walk *walk = &ui->walk;
    size_t row = walk->row;
    if (!order_move(walk, row, larger, &row)) {
        say_no_order(ui);
    } else if (row == walk->row) {
        str_add(&ui->remark,
            larger > 0 ? _("No row has a larger loss.") : _("No row has a smaller loss."));
    }
    walk->row = row;
}

void do_larger_loss(struct ui *ui)
{
    go_by_loss(ui, ui_times(ui));
}

void do_smaller_loss(struct ui *ui)
{
    go_by_loss(ui, -ui_times(ui));
}

void do_by_loss(struct ui *ui)
{
    struct walk *walk = &ui->walk;
    if (walk->by_loss != NULL) {
        walk_forget_order(walk);
    } else if (order_rows(walk)) {
        walk->row = walk->by_loss[0];
        str_add(&ui->remark, _("The rows by their losses, the largest first. S: as in the batch"));
    } else {
        say_no_order(ui);
    }
}

static void go(struct ui *ui, size_t line)
{
    const struct screen_layer *layer = layer_top(ui);
    if (layer->go != NULL) {
        layer->go(ui, line);
    } else {
        layer->move(ui, line == 0 ? -LONG_MAX : LONG_MAX);
    }
}

void do_first(struct ui *ui)
{
    go(ui, 0);
}

void do_last(struct ui *ui)
{
    go(ui, ui->count > 0 ? ui->count - 1 : SIZE_MAX);
}
