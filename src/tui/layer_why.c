/* Where the number under the cursor comes from: the trail goes back one number at a time, then
 * closes. */
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return ui->walk.why;
}

static void close_it(struct ui *ui)
{
    if (!walk_return(&ui->walk)) {
        ui->walk.why = false;
    }
}

const struct screen_layer layer_why = {
    .id = ON_WHY,
    .is_open = is_open,
    .close = close_it,
    .move = layer_walk,
    .go = layer_go_step,
    .page = layer_table_page,
};
