/* The lesson as NumPy code; the keys are those of the help. */
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return ui->code.len > 0;
}

static void close_it(struct ui *ui)
{
    str_clear(&ui->code);
}

const struct screen_layer layer_code = {
    .id = ON_HELP,
    .is_open = is_open,
    .close = close_it,
    .move = layer_scroll,
    .page = layer_text_page,
    .text = code_text,
};
