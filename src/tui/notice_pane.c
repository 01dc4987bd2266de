#include "i18n.h"
#include "pane.h"

bool search_draw(const struct pane *pane, const struct ui *ui)
{
    if (!ui->search.typing) {
        return false;
    }
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

bool resumed_draw(const struct pane *pane, const struct ui *ui)
{
    if (!ui->resumed) {
        return false;
    }
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
