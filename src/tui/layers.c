#include "layers.h"

#include "requests.h"

#define LAYER(name) extern const struct screen_layer layer_##name;
#include "layer.def"
#undef LAYER

static const struct screen_layer *const LAYERS[] = {
#define LAYER(name) &layer_##name,
#include "layer.def"
#undef LAYER
};

const struct screen_layer *layer_top(const struct ui *ui)
{
    size_t i = 0;
    while (!LAYERS[i]->is_open(ui)) {
        i++;
    }
    return LAYERS[i];
}

enum layer ui_layer(const struct ui *ui)
{
    return layer_top(ui)->id;
}

void layer_scroll(struct ui *ui, long rows)
{
    ui_scroll(ui, &ui->overlay_top, rows);
}

size_t layer_text_page(const struct ui *ui)
{
    return ui->seen.text_rows;
}

void layer_walk(struct ui *ui, long rows)
{
    walk_move(&ui->walk, rows, 0);
}

size_t layer_table_page(const struct ui *ui)
{
    return ui->seen.page_rows;
}

void layer_go_step(struct ui *ui, size_t line)
{
    size_t last = walk_steps(&ui->walk) - 1;
    walk_go(&ui->walk, line < last ? line : last);
}
