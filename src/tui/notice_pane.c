#include "i18n.h"
#include "pane.h"

static bool draw_search(const struct pane *pane, const struct ui *ui)
{
    struct grid *grid = pane->grid;
    size_t end = pane->at.x + pane->at.cols;
    size_t x = pane->at.x + 1;
    x += grid_put(grid, x, pane->at.y, end - x, STYLE_KEY, _("Search: "));
    const struct input_line *words = &ui->search.words;
    size_t caret = x + grid_width(grid, arena_strndup(pane->arena, words->text, words->caret));
    x += grid_put(grid, x, pane->at.y, end - x, STYLE_PLAIN, words->text);
    const char *keys = _("Enter open  Esc clear");
    size_t cells = grid_width(grid, keys);
    if (x + cells + 3 < end) {
        (void)grid_put(grid, end - cells - 1, pane->at.y, cells, STYLE_PLAIN, keys);
    }
    grid_set_cursor(grid, caret < end ? caret : end - 1, pane->at.y);
    return true;
}

static bool draw_resumed(const struct pane *pane, const struct ui *ui)
{
    struct grid *grid = pane->grid;
    const struct walk *walk = &ui->walk;
    const char *text = arena_printf(pane->arena,
        _("Back where you left, step %zu of %zu. Home goes to the start."), walk->step + 1,
        walk_steps(walk));
    if (grid_width(grid, text) + 1 > pane->at.cols) {
        text = arena_printf(pane->arena, _("Back at step %zu. Home: the start"), walk->step + 1);
    }
    (void)grid_put(grid, pane->at.x + 1, pane->at.y, pane->at.cols - 1, STYLE_KEY, text);
    return true;
}

bool notice_draw(const struct pane *pane, const struct ui *ui)
{
    enum layer layer = ui_layer(ui);
    if (layer == ON_LIST && ui->search.typing) {
        return draw_search(pane, ui);
    }
    return layer == ON_STEP && ui->resumed && draw_resumed(pane, ui);
}
