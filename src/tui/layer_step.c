/* A step of the lesson: what is left when nothing lies over it. */
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    (void)ui;
    return true;
}

const struct screen_layer layer_step = {
    .id = ON_STEP,
    .is_open = is_open,
    .move = layer_walk,
    .go = layer_go_step,
    .page = layer_table_page,
};
