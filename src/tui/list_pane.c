#include "i18n.h"
#include "pane.h"

static const char *level_name(enum lesson_level level)
{
    static const char *const names[] = {
        [LEVEL_INTRO] = N_("intro"), [LEVEL_CORE] = N_("core"), [LEVEL_FURTHER] = N_("further")};
    return _(names[level]);
}

static void draw_book(const struct pane *pane, const struct book *book, bool here, size_t y)
{
    struct grid *grid = pane->grid;
    size_t x = pane->at.x;
    size_t cols = pane->at.cols;
    bool broken = book->state == BOOK_BROKEN;
    (void)grid_put(grid, x, y, 1, STYLE_HERE, here ? ">" : " ");
    if (book->number > 0) {
        const char *number = arena_printf(pane->arena, "%d", book->number);
        grid_field(grid, x + 2, y, 3, STYLE_DIM, number, true);
    }
    const char *level = broken ? _("broken") : level_name(book->level);
    size_t tail = cols >= 60 ? 11 : 0;
    size_t head = 6;
    if (broken && tail == 0) {
        head += grid_put(grid, x + head, y, cols - head, STYLE_ERROR, "! ");
    }
    size_t room = cols > head + tail ? cols - head - tail : 0;
    const char *title = broken ? arena_printf(pane->arena, "%s", book->title) : book->title;
    enum style style = broken ? STYLE_ERROR : here ? STYLE_HERE : STYLE_PLAIN;
    grid_field(grid, x + head, y, room, style, title, false);
    if (tail > 0) {
        grid_field(
            grid, x + cols - tail + 1, y, tail - 2, broken ? STYLE_ERROR : STYLE_DIM, level, true);
    }
    if (here) {
        grid_set_cursor(grid, x + head, y);
    }
}

/* Below the list: what the chosen lesson is about, or what is wrong with it. */
static void draw_summary(const struct pane *pane, const struct book *book)
{
    struct text text;
    text_init(&text, pane->arena);
    bool broken = book->state == BOOK_BROKEN;
    if (*book->section != '\0') {
        text_add(&text, STYLE_DIM, book->section);
        text_line(&text, 0, 0);
    }
    text_add(&text, broken ? STYLE_ERROR : STYLE_PLAIN, broken ? book->title : book->summary);
    if (broken) {
        text_line(&text, 0, 0);
        text_add(&text, STYLE_PLAIN, _("Enter shows every message about it."));
    }
    struct rect at = {pane->at.x + 2, pane->at.y, pane->at.cols - 3, pane->at.rows};
    (void)text_flow(&text, pane->grid, at, 0);
}

static void draw_nothing(const struct pane *pane)
{
    struct text text;
    text_init(&text, pane->arena);
    text_add(&text, STYLE_PLAIN,
        _("No lessons were found. Name a lesson file on the command line, or a folder of them "
          "with --lessons."));
    (void)text_flow(&text, pane->grid, pane->at, 0);
}

void list_draw(const struct pane *pane, struct ui *ui)
{
    struct grid *grid = pane->grid;
    struct rect at = pane->at;
    size_t count = ui->shelf.count;
    (void)grid_put(grid, at.x + 1, at.y, at.cols, STYLE_TITLE, "losswalk");
    const char *motto = _("a loss, one key press at a time");
    if (grid_width(grid, motto) + 12 <= at.cols) {
        (void)grid_put(grid, at.x + 11, at.y, at.cols - 12, STYLE_PLAIN, motto);
    }
    size_t head = at.rows >= 12 ? 2 : 1;
    size_t foot = at.rows >= 16 ? 5 : 0;
    if (head == 2) {
        grid_rule(grid, at.y + 1);
    }
    struct pane body = *pane;
    body.at.y += head;
    body.at.rows -= head + foot;
    if (count == 0) {
        draw_nothing(&body);
        return;
    }
    size_t shown = body.at.rows < count ? body.at.rows : count;
    size_t first = ui->chosen > shown / 2 ? ui->chosen - shown / 2 : 0;
    first = first + shown > count ? count - shown : first;
    for (size_t i = first; i < first + shown; i++) {
        draw_book(
            &body, shelf_book(&ui->shelf, i, &ui->options), i == ui->chosen, body.at.y + i - first);
    }
    ui->seen.page_rows = shown;
    if (shown < count) {
        const char *where =
            arena_printf(pane->arena, _("lessons %zu-%zu of %zu"), first + 1, first + shown, count);
        size_t cells = grid_width(grid, where);
        if (cells + 45 < at.cols) {
            (void)grid_put(grid, at.x + at.cols - cells - 1, at.y, cells, STYLE_KEY, where);
        }
    }
    if (foot > 0) {
        grid_rule(grid, at.y + at.rows - foot);
        struct pane summary = *pane;
        summary.at.y += at.rows - foot + 1;
        summary.at.rows = foot - 1;
        draw_summary(&summary, shelf_book(&ui->shelf, ui->chosen, &ui->options));
    }
}
