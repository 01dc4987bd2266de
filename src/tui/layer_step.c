/* A step of the lesson: what is left when nothing lies over it. */
#include "i18n.h"
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return ui->walk.lesson != NULL;
}

static bool cell(struct ui *ui, const struct target *target, bool focused)
{
    (void)target;
    if (focused) {
        ui_handle(ui, REQUEST_why);
    }
    return focused;
}

static void below(const struct below *b, const struct ui *ui)
{
    worked_text(b->head, b->grid, &ui->walk, b->cols);
    prose_text(b->rest, &ui->walk, b->grid->ascii);
}

const struct screen_layer layer_step = {
    .id = ON_STEP,
    .is_open = is_open,
    .move = layer_walk,
    .go = layer_go_step,
    .page = layer_table_page,
    .keys_title = N_("Keys in a lesson"),
    .lines = layer_table_rows,
    .notice = resumed_draw,
    .cell = cell,
    .turns_text = true,
    .below = below,
    .pictures = true,
};
