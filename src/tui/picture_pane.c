/* Where pictures go: into what tables and text leave free. Numbers never give way to them; the text
 * beside one has shorter lines, and, but for the curve where there is no other place, all of it
 * stays on the screen. */
#include "pane.h"
#include "picture.h"
#include "scene.h"

#include <string.h>

enum {
    MARGIN = 2, /* blank columns before a picture */
    EASY_COLS = 60,
    FEW_LINES = 10, /* of the text that may have to be scrolled to, beside a curve */
    MOST_LINES = 200
};

/* The free part of the body, line by line: columns [from, to). */
struct space {
    struct pane pane; /* the body */
    struct pictures_text text;
    size_t from[MOST_LINES], to[MOST_LINES];
    size_t lines;     /* of the body */
    size_t text_line; /* the first that is the text's */
    size_t text_cols; /* that the text has now */
};

static struct space measure(const struct pane *pane, const struct pictures_text *text)
{
    struct space space = {.pane = *pane, .text = *text};
    space.lines = pane->at.rows < MOST_LINES ? pane->at.rows : MOST_LINES;
    space.text_line = text->y - pane->at.y < space.lines ? text->y - pane->at.y : space.lines;
    space.text_cols = pane->at.cols - 2;
    for (size_t y = 0; y < space.lines; y++) {
        space.to[y] = pane->at.cols;
        bool rule = text->rule && y + 1 == space.text_line;
        for (size_t x = 0; x < pane->at.cols && y < space.text_line && !rule; x++) {
            const struct grid_cell *cell = grid_at(pane->grid, x, pane->at.y + y);
            bool blank = cell == NULL || strcmp(cell->text, " ") == 0;
            space.from[y] = blank ? space.from[y] : x + 1;
        }
        size_t line = pane->at.y + y;
        bool bars = line >= text->bars.y && line < text->bars.y + text->bars.rows;
        if (bars && space.from[y] < text->bars.x + text->bars.cols - pane->at.x) {
            space.from[y] = text->bars.x + text->bars.cols - pane->at.x;
        }
    }
    return space;
}

/* Columns [*left, *right) that are free in all of the lines. */
static void between(
    const struct space *space, size_t first, size_t end, size_t *left, size_t *right)
{
    *left = 0;
    *right = SIZE_MAX;
    for (size_t y = first; y < end; y++) {
        *left = space->from[y] > *left ? space->from[y] : *left;
        *right = space->to[y] < *right ? space->to[y] : *right;
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* What a picture would have of a place; nothing where that is too small. */
static struct rect clamp(const struct picture_need *need, struct rect place)
{
    if (place.cols < need->cols || place.rows < need->rows) {
        return (struct rect){0};
    }
    place.cols = least(place.cols, need->most_cols);
    place.rows = least(place.rows, need->most_rows);
    return place;
}

static bool is_larger(struct rect a, struct rect b)
{
    return a.cols * a.rows > b.cols * b.rows;
}

/* The largest place to the right of the tables. */
static struct rect beside_tables(const struct space *space, const struct picture_need *need)
{
    struct rect best = {0};
    for (size_t first = 0; first < space->text_line; first++) {
        for (size_t end = first + need->rows; end <= space->text_line; end++) {
            size_t left = 0;
            size_t right = 0;
            between(space, first, end, &left, &right);
            left += MARGIN;
            size_t cols = right > left ? right - left : 0;
            struct rect place = clamp(need, (struct rect){left, first, cols, end - first});
            best = is_larger(place, best) ? place : best;
        }
    }
    return best;
}

/* Would text of `cols` columns be seen whole? `scrolls`: it may be longer than its room. */
static bool text_fits(const struct space *space, size_t cols, bool scrolls)
{
    struct rect count = {1, 0, cols, 0};
    struct grid *grid = space->pane.grid;
    size_t room = space->lines - space->text_line;
    size_t head = text_flow(space->text.head, grid, count, 0);
    size_t rest = text_flow(space->text.rest, grid, count, 0);
    if (scrolls) {
        return head + rest <= room + FEW_LINES;
    }
    return head + (room > head + 4 ? 1 : 0) + rest <= room;
}

/* The most columns, from `least_cols` to `most`, that leave the text enough; 0: not even the least.
 */
static size_t widest(
    const struct space *space, size_t right, size_t least_cols, size_t most, bool scrolls)
{
    if (least_cols > most || !text_fits(space, right - least_cols - MARGIN - 1, scrolls)) {
        return 0;
    }
    while (least_cols < most) {
        size_t middle = least_cols + (most - least_cols + 1) / 2;
        if (text_fits(space, right - middle - MARGIN - 1, scrolls)) {
            least_cols = middle;
        } else {
            most = middle - 1;
        }
    }
    return least_cols;
}

/* A place of so many columns to the right of the text, and, as far as that is free, of the tables
 * above it. The last line is left to the legend. */
static struct rect place_of(
    const struct space *space, const struct picture_need *need, size_t right, size_t cols)
{
    size_t x = right - cols;
    size_t first = space->text_line;
    size_t end = space->lines - (space->lines > space->text_line ? 1 : 0);
    while (first > 0 && space->from[first - 1] + MARGIN <= x && space->to[first - 1] >= right) {
        first--;
    }
    return clamp(need, (struct rect){x, first, cols, end - first});
}

/* The largest of them: the widest, or one that is narrower, and higher. */
static struct rect beside_text(
    const struct space *space, const struct picture_need *need, bool scrolls)
{
    size_t left = 0;
    size_t right = 0;
    between(space, space->text_line, space->lines, &left, &right);
    if (right <= 2 * need->cols || right > space->pane.at.cols) {
        return (struct rect){0};
    }
    size_t beside = least(EASY_COLS, right / 2); /* that text is read in with ease */
    size_t most = least(need->most_cols, right - beside - 1);
    most = widest(space, right, need->cols, most > need->cols ? most : need->cols, scrolls);
    if (most == 0) {
        return (struct rect){0};
    }
    struct rect best = place_of(space, need, right, most);
    for (size_t y = 0; y < space->text_line; y++) {
        size_t x = space->from[y] + MARGIN;
        if (x < right && right - x >= need->cols && right - x < most) {
            struct rect place = place_of(space, need, right, right - x);
            best = is_larger(place, best) ? place : best;
        }
    }
    return best;
}

static enum style style_of(const struct grid *grid, unsigned ink)
{
    static const enum style styles[] = {[INK_TEXT] = STYLE_PLAIN,
        [INK_TITLE] = STYLE_PLAIN,
        [INK_AXIS] = STYLE_DIM,
        [INK_CURVE] = STYLE_PLAIN,
        [INK_OWN] = STYLE_EMPHASIS,
        [INK_MARK] = STYLE_KEY,
        [INK_HERE] = STYLE_HERE};
    if (ink < INK_LEVEL) {
        return styles[ink];
    }
    return grid->shades ? (enum style)(STYLE_HEAT_0 + (ink - INK_LEVEL)) : STYLE_PLAIN;
}

/* Returns where it is on the screen. */
static struct rect copy(const struct pane *pane, const struct picture *picture, struct rect at)
{
    at = (struct rect){pane->at.x + at.x, pane->at.y + at.y, picture->cols, picture->rows};
    size_t margin = at.x > 0 ? 1 : 0;
    grid_fill(
        pane->grid, (struct rect){at.x - margin, at.y, at.cols + margin, at.rows}, STYLE_PLAIN);
    for (size_t y = 0; y < picture->rows; y++) {
        for (size_t x = 0; x < picture->cols; x++) {
            const struct picture_cell *cell = picture_at(picture, x, y);
            if (cell->held && cell->text[0] != '\0') {
                (void)grid_put(pane->grid, at.x + x, at.y + y, at.cols - x,
                    style_of(pane->grid, cell->ink), cell->text);
            }
        }
    }
    return at;
}

/* Nobody draws there any more; text keeps clear of it. */
static void take(struct space *space, struct rect at)
{
    bool by_text = at.y + at.rows > space->text_line;
    for (size_t y = at.y; y < at.y + at.rows; y++) {
        if (by_text) { /* at the right end */
            space->to[y] = at.x > MARGIN ? at.x - MARGIN : 0;
        } else {
            space->from[y] = at.x + at.cols;
        }
    }
    if (by_text) {
        space->text_cols = least(space->text_cols, at.x - MARGIN - 1);
    }
}

size_t pictures_draw(const struct pane *pane, const struct picture_scene *scene,
    const struct pictures_text *text, struct ui_seen *seen)
{
    struct space space = measure(pane, text);
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        if (!scene_has(scene, (enum picture_kind)kind)) {
            continue;
        }
        struct picture_need need = picture_need(scene, (enum picture_kind)kind);
        struct rect at = beside_text(&space, &need, false);
        struct rect other = beside_tables(&space, &need);
        at = is_larger(at, other) ? at : other;
        if (at.cols == 0 && kind == PICTURE_CURVE) {
            need.most_cols = need.cols; /* the text is longer than its room as it is */
            at = beside_text(&space, &need, true);
        }
        if (at.cols > 0) {
            struct picture picture = picture_draw(
                scene, (enum picture_kind)kind, at.cols, at.rows, pane->grid->ascii, pane->arena);
            seen->pictures[kind] = copy(pane, &picture, at);
            take(&space, at);
        }
    }
    return space.text_cols;
}
