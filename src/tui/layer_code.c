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

/* The key that opened it closes it. */
static bool key(struct ui *ui, uint32_t pressed)
{
    bool again = key_request(pressed, ON_STEP) == REQUEST_code;
    if (again) {
        close_it(ui);
    }
    return again;
}

const struct screen_layer layer_code = {
    .id = ON_HELP,
    .is_open = is_open,
    .close = close_it,
    .key = key,
    .move = layer_scroll,
    .page = layer_text_page,
    .text = code_text,
};
