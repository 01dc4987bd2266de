#include "bookmark.h"
#include "i18n.h"
#include "pane.h"

static const char *level_name(enum lesson_level level)
{
    static const char *const names[] = {
        [LEVEL_INTRO] = N_("intro"), [LEVEL_CORE] = N_("core"), [LEVEL_FURTHER] = N_("further")};
    return _(names[level]);
}

/* At the end of the line, how far one is, and before that how many questions are solved. Returns
 * the cells taken. */
static size_t draw_tail(
    const struct pane *pane, const struct book *book, const struct progress *progress, size_t y)
{
    size_t cols = pane->at.cols;
    bool broken = book->state == BOOK_BROKEN;
    bool brief = cols < 60;
    if (brief && broken) {
        return 0;
    }
    size_t state = brief ? 5 : 14;
    size_t cells = state + 2;
    struct str text;
    str_init(&text);
    const struct lesson_key key = book_key(book);
    bookmark_state(progress, &key, brief, &text);
    grid_field(pane->grid, pane->at.x + cols - state - 1, y, state,
        broken ? STYLE_ERROR : STYLE_DIM, broken ? _("broken") : text.data, true);
    str_clear(&text);
    bookmark_solved(progress, book,
        brief        ? BOOKMARK_BRIEF
        : cols < 120 ? BOOKMARK_SHORT
                     : BOOKMARK_LONG,
        &text);
    if (text.len > 0) {
        size_t solved = grid_width(pane->grid, text.data);
        cells += solved + 1;
        (void)grid_put(pane->grid, pane->at.x + cols - cells + 1, y, solved, STYLE_DIM, text.data);
    }
    str_release(&text);
    return cells;
}

static void draw_book(const struct pane *pane, const struct book *book,
    const struct progress *progress, bool here, size_t y)
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
    size_t tail = draw_tail(pane, book, progress, y);
    size_t head = 6;
    if (broken && tail == 0) {
        head += grid_put(grid, x + head, y, cols - head, STYLE_ERROR, "! ");
    }
    size_t room = cols > head + tail ? cols - head - tail : 0;
    enum style style = broken ? STYLE_ERROR : here ? STYLE_HERE : STYLE_PLAIN;
    grid_field(grid, x + head, y, room, style, book->title, false);
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
        text_add(&text, STYLE_DIM, _(", "));
    }
    if (!broken) {
        text_add(&text, STYLE_DIM, level_name(book->level));
        if (book->questions > 0) {
            text_add(&text, STYLE_DIM,
                arena_printf(pane->arena,
                    i18n_plural(", %zu question", ", %zu questions", book->questions),
                    book->questions));
        }
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

/* In the place of the summary, or, where there is none, over the last lessons: what must be said
 * about the last key. Returns the rows it takes, with the rule above it; 0: nothing is to be said.
 */
static size_t draw_remark(const struct pane *pane, const struct ui *ui, size_t foot)
{
    if (ui->remark.len == 0 || pane->at.cols <= 3) {
        return 0;
    }
    struct text text;
    text_init(&text, pane->arena);
    text_add(&text, STYLE_FINDING, ui->remark.data);
    struct rect at = {pane->at.x + 2, 0, pane->at.cols - 3, 0};
    size_t rows = text_flow(&text, pane->grid, at, 0) + 1;
    rows = rows < foot ? foot : rows;
    if (rows + 2 > pane->at.rows) {
        return 0;
    }
    at.y = pane->at.y + pane->at.rows - rows + 1;
    at.rows = rows - 1;
    (void)text_flow(&text, pane->grid, at, 0);
    grid_rule(pane->grid, at.y - 1);
    return rows;
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

static const struct book *book_at(struct ui *ui, size_t index)
{
    return shelf_book(&ui->shelf, index, &ui->options);
}

/* Lines that a book takes: one, and one for the section it opens. */
static size_t lines_of(struct ui *ui, size_t index)
{
    return list_opens_section(ui, index) ? 2 : 1;
}

/* The first book to show, so that the chosen one is on the screen, in the middle if there is more
 * than fits. Only lessons near it are looked at. */
static size_t first_book(struct ui *ui, size_t room)
{
    size_t first = ui->chosen;
    size_t used = lines_of(ui, first);
    size_t before = list_next(ui, first, -1);
    while (before != LIST_NONE && used + lines_of(ui, before) <= room / 2) {
        first = before;
        used += lines_of(ui, first);
        before = list_next(ui, first, -1);
    }
    used = 0;
    for (size_t i = first; i != LIST_NONE && used < room; i = list_next(ui, i, 1)) {
        used += lines_of(ui, i);
    }
    while (before != LIST_NONE && used + lines_of(ui, before) <= room) {
        first = before;
        used += lines_of(ui, first);
        before = list_next(ui, first, -1);
    }
    return first;
}

/* Sections as headings, the lessons below them. The section of the first line is always said. */
static size_t draw_books(const struct pane *pane, struct ui *ui)
{
    struct grid *grid = pane->grid;
    bool headed = pane->at.rows >= 6;
    size_t end = pane->at.y + pane->at.rows;
    size_t y = pane->at.y;
    size_t count = 0;
    size_t first = first_book(ui, pane->at.rows > 1 ? pane->at.rows - 1 : 1);
    for (size_t i = first; i != LIST_NONE; i = list_next(ui, i, 1)) {
        const struct book *book = book_at(ui, i);
        bool heading =
            headed && *book->section != '\0' && (i == first || list_opens_section(ui, i));
        if (y + (heading ? 2 : 1) > end) {
            break;
        }
        if (heading) {
            (void)grid_put(grid, pane->at.x + 1, y++, pane->at.cols - 1, STYLE_DIM, book->section);
        }
        hits_add(pane->hits, (struct rect){pane->at.x, y, pane->at.cols, 1},
            (struct target){.kind = TARGET_BOOK, .index = i});
        draw_book(pane, book, ui->options.progress, i == ui->chosen, y++);
        count++;
    }
    return count;
}

/* The first line: the program, and what it does or which words are searched for. */
static void draw_title(const struct pane *pane, struct ui *ui)
{
    struct grid *grid = pane->grid;
    struct rect at = pane->at;
    const char *motto = _("a loss, one key press at a time");
    (void)grid_put(grid, at.x + 1, at.y, at.cols, STYLE_TITLE, "losswalk");
    if (ui->search.words.text[0] != '\0') {
        motto = arena_printf(pane->arena, _("\"%s\": %zu of %zu"), ui->search.words.text,
            list_count(ui), ui->shelf.count);
    } else if (grid_width(grid, motto) + 12 > at.cols) {
        return;
    }
    (void)grid_put(grid, at.x + 11, at.y, at.cols - 12, STYLE_PLAIN, motto);
}

void list_draw(const struct pane *pane, struct ui *ui)
{
    struct rect at = pane->at;
    draw_title(pane, ui);
    size_t head = at.rows >= 12 ? 2 : 1;
    size_t foot = at.rows >= 16 ? 5 : 0;
    if (head == 2) {
        grid_rule(pane->grid, at.y + 1);
    }
    size_t said = at.rows > head ? draw_remark(pane, ui, foot) : 0;
    struct pane body = *pane;
    body.at.y += head;
    body.at.rows -= head + (said > 0 ? said : foot);
    grid_set_cursor(pane->grid, at.x + 1, body.at.y); /* where a lesson has none to stand on */
    if (ui->shelf.count == 0) {
        draw_nothing(&body);
        return;
    }
    if (list_next(ui, LIST_NONE, 1) == LIST_NONE) {
        (void)grid_put(pane->grid, at.x + 1, body.at.y, at.cols - 1, STYLE_PLAIN,
            _("No lesson has these words. Esc shows all."));
        return;
    }
    ui->seen.page_rows = draw_books(&body, ui);
    if (foot > 0 && said == 0) {
        grid_rule(pane->grid, at.y + at.rows - foot);
        struct pane summary = *pane;
        summary.at.y += at.rows - foot + 1;
        summary.at.rows = foot - 1;
        draw_summary(&summary, book_at(ui, ui->chosen));
    }
}
