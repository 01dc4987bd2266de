/* Settings to turn, below the tables. */
#include "i18n.h"
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return ui->switches.open;
}

static void close_it(struct ui *ui)
{
    ui->walk.text_top = ui->walk.covered_top;
    switches_close(&ui->switches);
}

static void move(struct ui *ui, long rows)
{
    switches_choose(&ui->switches, rows);
}

static void below(const struct below *b, const struct ui *ui)
{
    switches_text(b->rest, &ui->walk, &ui->switches, b->low);
}

const struct screen_layer layer_switches = {
    .id = ON_SWITCHES,
    .is_open = is_open,
    .close = close_it,
    .move = move,
    .page = layer_table_page,
    .keys_title = N_("Keys at the switches"),
    .covers_text = true,
    .below = below,
    .asks = true,
};
