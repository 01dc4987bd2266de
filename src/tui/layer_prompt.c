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

static void below(const struct below *b, const struct ui *ui)
{
    prompt_text(b->rest, &ui->walk, &ui->prompt);
}

const struct screen_layer layer_prompt = {
    .id = ON_PROMPT,
    .is_open = is_open,
    .key = key,
    .move = layer_walk,
    .page = layer_table_page,
    .below = below,
    .asks = true,
};
