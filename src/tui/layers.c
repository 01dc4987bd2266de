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

enum { COUNT = sizeof LAYERS / sizeof *LAYERS };

const struct screen_layer *layer_below(const struct screen_layer *above, const struct ui *ui)
{
    bool passed = above == NULL;
    for (size_t i = 0; i < COUNT; i++) {
        if (passed && LAYERS[i]->is_open(ui)) {
            return LAYERS[i];
        }
        passed = passed || LAYERS[i] == above;
    }
    return NULL;
}

const struct screen_layer *layer_top(const struct ui *ui)
{
    return layer_below(NULL, ui);
}

enum request layer_request(const struct ui *ui, uint32_t key)
{
    const struct screen_layer *top = layer_top(ui);
    enum request request = key_request(key, top->id);
    return request == REQUEST_none ? key_request(key, top->also) : request;
}

unsigned layer_requests(const struct ui *ui)
{
    const struct screen_layer *top = layer_top(ui);
    return (unsigned)top->id | (unsigned)top->also;
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

size_t layer_table_rows(const struct ui *ui)
{
    return walk_stage_rows(&ui->walk, walk_stage(&ui->walk));
}

void layer_go_step(struct ui *ui, size_t line)
{
    size_t last = walk_steps(&ui->walk) - 1;
    walk_go(&ui->walk, line < last ? line : last);
}
