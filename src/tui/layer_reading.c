/* The text of a step, or a why, where the lesson's screen has no room for it. Space reads on, and
 * at the end leads back to the tables. */
#include "layers.h"

#include "i18n.h"

static bool is_open(const struct ui *ui)
{
    return ui->reading;
}

static void close_it(struct ui *ui)
{
    ui->reading = false;
    if (ui->walk.why) {
        ui->walk.cover_read = true;
    } else {
        ui->walk.text_read = ui->walk.head_read = true;
    }
}

static bool key(struct ui *ui, uint32_t pressed)
{
    bool end = ui->overlay_top + ui->seen.text_rows >= ui->seen.text_lines;
    pressed = key_normal(pressed);
    if (end && (pressed == ' ' || pressed == PRESS_PAGE_DOWN)) {
        close_it(ui);
        return true;
    }
    return false;
}

static void reading_text(struct text *text, struct grid *grid, const struct ui *ui)
{
    if (ui->walk.why) {
        why_text(text, grid, &ui->walk, grid->cols - 2);
    } else {
        worked_text(text, grid, &ui->walk, grid->cols - 2);
        prose_text(text, &ui->walk, grid->ascii);
    }
    text_gap(text);
    text_line(text, 0, 0);
    text_add(text, STYLE_DIM, _("Space goes back to the numbers."));
}

static const char *close_label(const struct ui *ui)
{
    (void)ui;
    return _("numbers");
}

const struct screen_layer layer_reading = {
    .id = ON_HELP,
    .is_open = is_open,
    .close = close_it,
    .close_label = close_label,
    .key = key,
    .move = layer_scroll,
    .page = layer_text_page,
    .text = reading_text,
};
