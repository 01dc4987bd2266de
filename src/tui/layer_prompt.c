/* A line to type into, below the tables. */
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return ui->prompt.kind != PROMPT_NONE;
}

static bool key(struct ui *ui, uint32_t pressed)
{
    return prompt_key(&ui->prompt, &ui->walk, pressed);
}

const struct screen_layer layer_prompt = {
    .id = ON_PROMPT,
    .is_open = is_open,
    .key = key,
    .move = layer_walk,
    .page = layer_table_page,
};
