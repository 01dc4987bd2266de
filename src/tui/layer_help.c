/* All keys, over whatever is below. */
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return ui->help;
}

static void close_it(struct ui *ui)
{
    ui->help = false;
}

static void draw(const struct pane *pane, struct ui *ui)
{
    struct text text;
    text_init(&text, pane->arena);
    help_text(&text, pane->grid, ui);
    overlay_draw(pane, ui, &text);
}

const struct screen_layer layer_help = {
    .id = ON_HELP,
    .is_open = is_open,
    .close = close_it,
    .move = layer_scroll,
    .page = layer_text_page,
    .draw = draw,
};
