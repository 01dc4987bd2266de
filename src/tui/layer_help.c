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

const struct screen_layer layer_help = {
    .id = ON_HELP,
    .is_open = is_open,
    .close = close_it,
    .move = layer_scroll,
    .page = layer_text_page,
    .text = help_text,
};
