/* Where the number under the cursor comes from: the trail goes back one number at a time, then
 * closes. */
#include "i18n.h"
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return ui->walk.why;
}

static void close_it(struct ui *ui)
{
    if (!walk_return(&ui->walk)) {
        ui->walk.text_top = ui->walk.covered_top;
        ui->walk.why = false;
    }
}

static const char *close_label(const struct ui *ui)
{
    return ui->walk.trail.count > 0 ? _("return") : _("close");
}

/* The number that Enter would follow is followed; another that goes into this one becomes that. */
static bool cell(struct ui *ui, const struct target *target, bool focused)
{
    struct walk *walk = &ui->walk;
    struct operand chosen;
    (void)focused;
    if (walk_operand(walk, &chosen) && chosen.stage == target->index && chosen.row == target->row &&
        chosen.col == target->col) {
        ui_handle(ui, REQUEST_follow);
        return true;
    }
    return walk_choose_cell(walk, target->index, target->row, target->col);
}

static void below(const struct below *b, const struct ui *ui)
{
    why_text(b->rest, b->grid, &ui->walk, b->cols);
}

const struct screen_layer layer_why = {
    .id = ON_WHY,
    .is_open = is_open,
    .close = close_it,
    .move = layer_walk,
    .go = layer_go_step,
    .page = layer_table_page,
    .also = ON_STEP,
    .lines = layer_table_rows,
    .close_label = close_label,
    .cell = cell,
    .turns_text = true,
    .covers_text = true,
    .below = below,
};
