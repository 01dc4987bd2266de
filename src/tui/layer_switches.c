/* Settings to turn, below the tables. */
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return ui->switches.open;
}

static void close_it(struct ui *ui)
{
    switches_close(&ui->switches);
}

static void move(struct ui *ui, long rows)
{
    switches_choose(&ui->switches, rows);
}

const struct screen_layer layer_switches = {
    .id = ON_SWITCHES,
    .is_open = is_open,
    .close = close_it,
    .move = move,
    .page = layer_table_page,
};
