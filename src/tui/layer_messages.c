/* What is wrong with a lesson file. */
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return ui->messages.len > 0;
}

static void close_it(struct ui *ui)
{
    str_clear(&ui->messages);
}

const struct screen_layer layer_messages = {
    .id = ON_MESSAGES,
    .is_open = is_open,
    .close = close_it,
    .move = layer_scroll,
    .page = layer_text_page,
    .text = messages_text,
};
