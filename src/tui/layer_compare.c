/* The loss under other rules, over the lesson. */
#include "i18n.h"
#include "layers.h"
#include "requests.h"

static bool is_open(const struct ui *ui)
{
    return ui->walk.comparing;
}

static void close_it(struct ui *ui)
{
    ui->walk.comparing = false;
}

static void move(struct ui *ui, long rows)
{
    ui->walk.rival = ui_slide(ui->walk.rival, rows, ui->walk.rivals.count);
    ui->overlay_top = 0;
}

static void go(struct ui *ui, size_t line)
{
    ui->walk.rival = ui_slide(line, 0, ui->walk.rivals.count);
    ui->overlay_top = 0;
}

/* The arrows go from line to line; the table has no pages. */
static size_t lines(const struct ui *ui)
{
    (void)ui;
    return 0;
}

const struct screen_layer layer_compare = {
    .id = ON_COMPARE,
    .is_open = is_open,
    .close = close_it,
    .move = move,
    .go = go,
    .page = layer_table_page,
    .body = compare_draw,
    .keys_title = N_("Keys in the compare view"),
    .lines = lines,
    .wheel_text = true,
};
