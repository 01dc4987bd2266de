/* The price of a probability: the curve of -log p, and where the samples of the batch are on it.
 *
 * The axes are the same in all of a lesson: p from 0 to 1, the loss from 0 to a top that only the
 * base of its logarithm chooses. What is above the top stands at the edge, with an arrow and its
 * number. What there is to draw is worked out in price.c.
 */
#include "i18n.h"
#include "picture_kinds.h"
#include "price.h"
#include "sentence.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

enum {
    LABELS = 2,      /* columns of the numbers at the left, */
    LEFT = 3,        /* and with the axis */
    BELOW = 2,       /* lines below the plot: the axis, its numbers */
    LEAST_COLS = 34, /* of the whole picture */
    LEAST_ROWS = 8,
    MOST_COLS = 76,
    MOST_ROWS = 20,
    PLOT_COLS = 45, /* from here on, the key stands beside the plot */
    KEY_COLS = 24
};

static struct picture_need need(const struct picture_scene *scene)
{
    if (price_kind(scene) == PRICE_NONE) {
        return (struct picture_need){0};
    }
    return (struct picture_need){LEAST_COLS, LEAST_ROWS, MOST_COLS, MOST_ROWS};
}

/* Where things are: the plot has its lower left corner at the loss 0 of p = 0. */
struct plot {
    struct picture *picture;
    struct price price;
    size_t top;        /* line of the highest loss */
    size_t cols, rows; /* of the plot alone */
    bool beside;       /* the key stands beside it, not within */
};

static size_t col_of(const struct plot *plot, double p)
{
    return LEFT + (size_t)(p * (double)(plot->cols - 1) + 0.5);
}

/* Above the top: the top. */
static size_t line_of(const struct plot *plot, double loss)
{
    double part = loss < plot->price.top ? loss / plot->price.top : 1;
    double up = (part > 0 ? part : 0) * (double)(plot->rows - 1);
    return plot->top + plot->rows - 1 - (size_t)(up + 0.5);
}

/* ---- Axes and curves ------------------------------------------------------------------------- */

static void put_number(struct plot *plot, double p, const char *text)
{
    size_t wide = strlen(text);
    size_t at = col_of(plot, p);
    size_t half = p < 1 ? wide / 2 : wide - 1;
    (void)picture_put(
        plot->picture, at - (p > 0 ? half : 0), plot->top + plot->rows + 1, wide, INK_AXIS, text);
}

static void draw_axes(struct plot *plot)
{
    struct picture *picture = plot->picture;
    size_t foot = plot->top + plot->rows;
    size_t last = SIZE_MAX;
    for (size_t y = plot->top; y < foot; y++) {
        (void)picture_put(picture, LABELS, y, 1, INK_AXIS, "│");
    }
    (void)picture_put(picture, LABELS, foot, 1, INK_AXIS, "└");
    for (size_t x = 0; x < plot->cols; x++) {
        (void)picture_put(picture, LEFT + x, foot, 1, INK_AXIS, "─");
    }
    for (int loss = 0; loss <= plot->price.top; loss++) {
        size_t y = line_of(plot, loss);
        char digit[2] = {(char)('0' + loss), '\0'};
        if (y != last) {
            (void)picture_put(picture, 0, y, 1, INK_AXIS, digit);
        }
        last = y;
    }
    if (plot->price.branches > 1) {
        const char *no = _("target 0");
        (void)picture_put(
            picture, col_of(plot, 0.1), plot->top, plot->cols, INK_AXIS, _("target 1"));
        (void)picture_put(
            picture, col_of(plot, 0.9) - utf8_width(no), plot->top, plot->cols, INK_AXIS, no);
    }
    put_number(plot, 0, "0");
    put_number(plot, 0.5, "0.5");
    put_number(plot, 1, "1");
    if (plot->cols >= PLOT_COLS) {
        put_number(plot, 0.25, "0.25");
        put_number(plot, 0.75, "0.75");
    }
}

/* One branch, column by column; where it is steep, a line of signs. */
static void draw_branch(struct plot *plot, enum price_curve curve, bool yes)
{
    const char *sign = curve == PRICE_OWN ? "+" : plot->picture->ascii ? "." : "·";
    enum ink ink = curve == PRICE_PLAIN ? INK_CURVE : INK_OWN;
    size_t before = SIZE_MAX;
    for (size_t x = 0; x < plot->cols; x++) {
        double loss = price_at(&plot->price, curve, yes, (double)x / (double)(plot->cols - 1));
        bool seen = loss <= plot->price.top; /* (not where it is NaN) */
        size_t y = seen ? line_of(plot, loss) : plot->top;
        /* from where it left the picture, or from the line beside that of the column before */
        size_t from = !seen && before == SIZE_MAX ? SIZE_MAX
                      : before == SIZE_MAX        ? x > 0 ? plot->top : y
                      : y > before                ? before + 1
                      : y < before                ? before - 1
                                                  : y;
        for (size_t at = from; from != SIZE_MAX; at = at < y ? at + 1 : at - 1) {
            (void)picture_put(plot->picture, LEFT + x, at, 1, ink, sign);
            if (at == y) {
                break;
            }
        }
        before = seen ? y : SIZE_MAX;
    }
}

/* ---- Marks ----------------------------------------------------------------------------------- */

/* Samples at one place of the picture share a mark. */
struct mark {
    size_t x, y;
    bool here, above; /* the cursor's is one of them; their loss is above the top */
    struct str names;
};

struct marks {
    struct mark all[PRICE_POINTS];
    size_t count;
};

static void add_point(struct plot *plot, struct marks *marks, const struct price_point *point)
{
    size_t x = col_of(plot, point->p);
    size_t y = line_of(plot, point->loss);
    bool above = point->loss > plot->price.top;
    size_t i = 0;
    while (i < marks->count &&
           (marks->all[i].x != x || marks->all[i].y != y || marks->all[i].above != above)) {
        i++;
    }
    struct mark *mark = &marks->all[i];
    if (i == marks->count) {
        *mark = (struct mark){.x = x, .y = y, .above = above};
        str_init(&mark->names);
        marks->count++;
    }
    struct str names;
    str_init(&names);
    price_name(&plot->price, point, &names);
    if (above) {
        char number[NUM_SIZE];
        str_addf(&names, " ↑ %s", num_cell(number, point->loss, plot->price.scene->decimals));
    }
    const char *other =
        mark->names.len > 0 ? arena_strdup(plot->picture->arena, mark->names.data) : NULL;
    bool before = point->here && other != NULL; /* the cursor's is named first */
    str_clear(&mark->names);
    str_add(&mark->names, before || other == NULL ? names.data : other);
    if (other != NULL) {
        str_addf(&mark->names, ", %s", before ? other : names.data);
    }
    mark->here = mark->here || point->here;
    str_release(&names);
}

/* a, b, c; the cursor's is a capital. */
static const char *letter(size_t index, bool here, char out[2])
{
    out[0] = (char)((here ? 'A' : 'a') + (int)index);
    out[1] = '\0';
    return out;
}

static void draw_mark(struct plot *plot, const struct mark *mark, size_t index)
{
    char text[2];
    enum ink ink = mark->here ? INK_HERE : INK_MARK;
    (void)picture_put(plot->picture, mark->x, mark->y, 1, ink, letter(index, mark->here, text));
    if (mark->above) {
        bool last = mark->x + 1 == LEFT + plot->cols;
        (void)picture_put(plot->picture, last ? mark->x - 1 : mark->x + 1, mark->y, 1, ink, "↑");
    }
}

/* ---- The key --------------------------------------------------------------------------------- */

/* Where lines of the key go: beside the plot, or into what it leaves free. */
struct key {
    size_t x, y, cols, end;
};

static bool is_free(const struct picture *picture, size_t x, size_t y, size_t cols)
{
    for (size_t i = 0; i < cols; i++) {
        if (picture_at(picture, x + i, y)->held) {
            return false;
        }
    }
    return true;
}

/* The next line that is free; false: there is none. */
static bool next_line(const struct plot *plot, struct key *key)
{
    while (key->y < key->end && !is_free(plot->picture, key->x, key->y, key->cols)) {
        key->y++;
    }
    return key->y < key->end;
}

static void add_line(struct plot *plot, struct key *key, enum ink ink, const char *text)
{
    if (next_line(plot, key)) {
        (void)picture_put(plot->picture, key->x, key->y, key->cols, ink, text);
        key->y++;
    }
}

static size_t free_lines(const struct plot *plot, struct key key)
{
    size_t count = 0;
    while (next_line(plot, &key)) {
        count++;
        key.y++;
    }
    return count;
}

static struct key place_key(const struct plot *plot, bool beside)
{
    struct key key = {.y = plot->top, .end = plot->top + plot->rows};
    if (beside) {
        key.x = LEFT + plot->cols + 1;
        key.cols = plot->picture->cols - key.x;
        key.end = plot->picture->rows;
        key.y = 0;
    } else { /* the curve is low there; of two branches it is between them */
        size_t margin = plot->cols / 5;
        key.x = LEFT + margin;
        key.cols = plot->cols - margin - (plot->price.branches > 1 ? margin : 0);
        key.end -= 1;
    }
    return key;
}

/* A line of the key: marks [first, end). */
struct key_line {
    size_t first, end;
    bool here;
    struct str text;
};

/* Entries of marks, as many in a line as fit; beside the plot, one. */
static size_t pack(const struct plot *plot, const struct marks *marks, size_t cols,
    struct key_line lines[PRICE_POINTS])
{
    size_t count = 0;
    for (size_t i = 0; i < marks->count; i++) {
        char sign[2];
        const struct mark *mark = &marks->all[i];
        const char *entry = arena_printf(
            plot->picture->arena, "%s %s", letter(i, mark->here, sign), mark->names.data);
        struct key_line *line = count > 0 ? &lines[count - 1] : NULL;
        if (line == NULL || plot->beside ||
            utf8_width(line->text.data) + 2 + utf8_width(entry) > cols) {
            line = &lines[count++];
            *line = (struct key_line){.first = i};
            str_init(&line->text);
        }
        str_addf(&line->text, "%s%s", line->text.len > 0 ? "  " : "", entry);
        line->end = i + 1;
        line->here = line->here || mark->here;
    }
    return count;
}

/* Where not all lines have room, the cursor's is among those that have. */
static void draw_key(struct plot *plot, const struct marks *marks)
{
    struct arena *arena = plot->picture->arena;
    struct key key = place_key(plot, plot->beside);
    struct key_line lines[PRICE_POINTS];
    size_t count = pack(plot, marks, key.cols, lines);
    if (plot->price.hidden > 0) {
        add_line(plot, &key, INK_TEXT, arena_printf(arena, "? %s", _("not told yet")));
    }
    if (plot->price.own != NULL) {
        add_line(plot, &key, INK_OWN, arena_printf(arena, "+ %s", plot->price.own));
    }
    size_t room = free_lines(plot, key);
    size_t shown = count <= room ? count : room - (room > 0);
    size_t first = 0;
    for (size_t i = 0; i < count && shown > 0; i++) {
        first = lines[i].here && i >= shown ? i + 1 - shown : first;
    }
    size_t named = 0;
    for (size_t i = 0; i < count; i++) {
        if (i >= first && i < first + shown) {
            add_line(plot, &key, lines[i].here ? INK_HERE : INK_MARK, lines[i].text.data);
            named += lines[i].end - lines[i].first;
        }
        str_release(&lines[i].text);
    }
    if (named < marks->count) {
        add_line(plot, &key, INK_TEXT, arena_printf(arena, _("… %zu more"), marks->count - named));
    }
}

static void draw(const struct picture_scene *scene, struct picture *out)
{
    struct plot plot = {.picture = out, .price = price_of(scene, out->arena), .top = 1};
    plot.beside = out->cols >= PLOT_COLS + LEFT;
    size_t key = KEY_COLS < out->cols / 3 ? KEY_COLS : out->cols / 3;
    plot.cols = out->cols - LEFT - (plot.beside ? key : 0);
    plot.rows = out->rows - 1 - BELOW;
    (void)picture_put(out, 0, 0, out->cols, INK_TITLE, plot.price.title);
    draw_axes(&plot);
    for (size_t i = 0; i < plot.price.branches; i++) {
        draw_branch(&plot, PRICE_PLAIN, i == 0);
    }
    for (size_t i = 0; plot.price.has_own_curve && i < plot.price.branches; i++) {
        draw_branch(&plot, PRICE_OWN, i == 0);
    }
    if (plot.price.unscaled >= 0) {
        (void)picture_put(out, col_of(&plot, plot.price.unscaled_p),
            line_of(&plot, plot.price.unscaled), 1, INK_OWN, "+");
    }
    struct marks marks = {.count = 0};
    for (size_t i = 0; i < plot.price.count; i++) {
        add_point(&plot, &marks, &plot.price.points[i]);
    }
    for (size_t i = marks.count; i-- > 0;) { /* the first lie on top, the cursor's above all */
        draw_mark(&plot, &marks.all[i], i);
    }
    for (size_t i = 0; i < marks.count; i++) {
        if (marks.all[i].here) {
            draw_mark(&plot, &marks.all[i], i);
        }
    }
    draw_key(&plot, &marks);
    for (size_t i = 0; i < marks.count; i++) {
        str_release(&marks.all[i].names);
    }
}

/* ---- In words -------------------------------------------------------------------------------- */

static void say(const struct picture_scene *scene, struct str *out)
{
    struct arena arena;
    arena_init(&arena);
    const struct price price = price_of(scene, &arena);
    str_addf(out,
        _("Picture: %s. The curve is 0 where p is 1, and rises without end towards p = 0."),
        price.title);
    if (price.branches > 1) {
        str_addf(out, " %s", _("That of a target of 0 is its mirror image: 0 where p is 0."));
    }
    if (price.own != NULL) {
        str_addf(out, " %s", arena_printf(&arena, _("Beside it: %s."), price.own));
    }
    if (price.hidden > 0) {
        str_addf(out, " %s", _("While a question waits, not every point is told."));
    }
    str_addc(out, '\n');
    for (size_t i = 0; i < price.count; i++) {
        const struct price_point *point = &price.points[i];
        struct str name;
        str_init(&name);
        price_name(&price, point, &name);
        str_addf(out, _("%s%s: "), name.data, point->here ? _(", where you are") : "");
        str_add(out, "p ");
        sentence_number(out, point->p, scene->decimals);
        str_addf(out, _(", %s "), price.height);
        sentence_number(out, point->loss, scene->decimals);
        str_add(out, ".\n");
        str_release(&name);
    }
    arena_release(&arena);
}

const struct picture_maker picture_curve = {need, draw, say};
