/*
 * Every run of a style is a text of its own, stretched or squeezed to the cells it takes, so that
 * columns stay columns whatever font there is. Lines and blocks are drawn, not written: in many
 * fonts they do not meet.
 */
#include "svg.h"

#include "utf8.h"

#include <string.h>

/* Units of the picture: a cell, the line that letters stand on, the rim. Shown at half. */
enum { CELL = 20, LINE = 40, BASE = 29, SIZE = 32, RIM = 24, ROUND = 16, STROKE = 3 };

struct picture {
    struct str *out;
    const struct grid *grid;
    enum theme theme;
};

static struct look look_of(const struct picture *picture, unsigned char style)
{
    struct look look = theme_look(picture->theme, 256, (enum style)style);
    if ((look.marks & LOOK_REVERSE) != 0) {
        short text = look.text;
        look.text = look.ground;
        look.ground = text;
    }
    return look;
}

static void add_color(struct str *out, const char *what, int color)
{
    struct rgb rgb = theme_rgb(color);
    str_addf(out, " %s=\"#%02x%02x%02x\"", what, rgb.red, rgb.green, rgb.blue);
}

static void add_rect(struct str *out, size_t x, size_t y, size_t width, size_t height, int color)
{
    str_addf(out, "<rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%zu\"", x, y, width, height);
    add_color(out, "fill", color);
    str_add(out, "/>\n");
}

static void add_escaped(struct str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        const char *escape = *text == '&'   ? "&amp;"
                             : *text == '<' ? "&lt;"
                             : *text == '>' ? "&gt;"
                             : *text == '"' ? "&quot;"
                                            : NULL;
        if (escape != NULL) {
            str_add(out, escape);
        } else {
            str_addf(out, "%c", *text);
        }
    }
}

static const struct grid_cell *cell_at(const struct picture *picture, size_t x, size_t y)
{
    return grid_at(picture->grid, x, y);
}

static bool is_blank(const struct grid_cell *cell)
{
    return strcmp(cell->text, " ") == 0;
}

static uint32_t sign(const struct grid_cell *cell)
{
    uint32_t code = 0;
    if (*cell->text != '\0') {
        (void)utf8_decode(cell->text, strlen(cell->text), &code);
    }
    return code;
}

/* Lines, and blocks that fill eighths of a cell from the left. */
static bool is_drawn(uint32_t code)
{
    return code == 0x2500 || code == 0x2502 || (code >= 0x2588 && code <= 0x258f);
}

/* The cells from x on that have the same sign, or the same ground, as the first. */
static size_t run_of(const struct picture *picture, size_t x, size_t y, bool signs)
{
    const struct grid_cell *first = cell_at(picture, x, y);
    size_t end = x + 1;
    for (; end < picture->grid->cols; end++) {
        const struct grid_cell *cell = cell_at(picture, end, y);
        bool same =
            signs ? sign(cell) == sign(first) && cell->style == first->style
                  : look_of(picture, cell->style).ground == look_of(picture, first->style).ground;
        if (!same) {
            break;
        }
    }
    return end - x;
}

static void add_grounds(const struct picture *picture, size_t y)
{
    int own = theme_look(picture->theme, 256, STYLE_PLAIN).ground;
    for (size_t x = 0, run = 0; x < picture->grid->cols; x += run) {
        run = run_of(picture, x, y, false);
        int ground = look_of(picture, cell_at(picture, x, y)->style).ground;
        if (ground != own) {
            add_rect(picture->out, RIM + x * CELL, RIM + y * LINE, run * CELL, LINE, ground);
        }
    }
}

static void add_lines(const struct picture *picture, size_t y)
{
    for (size_t x = 0, run = 0; x < picture->grid->cols; x += run) {
        const struct grid_cell *cell = cell_at(picture, x, y);
        uint32_t code = sign(cell);
        size_t left = RIM + x * CELL;
        size_t top = RIM + y * LINE;
        int color = look_of(picture, cell->style).text;
        run = run_of(picture, x, y, code != 0x2502 && is_drawn(code));
        if (code == 0x2500) {
            add_rect(picture->out, left, top + (LINE - STROKE) / 2, run * CELL, STROKE, color);
        } else if (code == 0x2502) {
            add_rect(picture->out, left + (CELL - STROKE) / 2, top, STROKE, LINE, color);
            run = 1;
        } else if (code == 0x2588) {
            add_rect(picture->out, left, top, run * CELL, LINE, color);
        } else if (is_drawn(code)) {
            add_rect(picture->out, left, top, CELL * (0x2590 - code) / 8, LINE, color);
            run = 1;
        } else {
            run = 1;
        }
    }
}

static void add_text(const struct picture *picture, size_t x, size_t end, size_t y)
{
    struct look look = look_of(picture, cell_at(picture, x, y)->style);
    struct str *out = picture->out;
    str_addf(out, "<text x=\"%zu\" y=\"%zu\" textLength=\"%zu\"", RIM + x * CELL,
        RIM + y * LINE + BASE, (end - x) * CELL);
    if (look.text != theme_look(picture->theme, 256, STYLE_PLAIN).text) {
        add_color(out, "fill", look.text);
    }
    str_add(out, (look.marks & LOOK_BOLD) != 0 ? " font-weight=\"bold\"" : "");
    str_add(out, (look.marks & LOOK_UNDERLINE) != 0 ? " text-decoration=\"underline\"" : "");
    str_add(out, ">");
    for (; x < end; x++) {
        add_escaped(out, cell_at(picture, x, y)->text);
    }
    str_add(out, "</text>\n");
}

/* A text ends where the style does, at a line, and where more than one blank is. */
static size_t text_end(const struct picture *picture, size_t x, size_t y)
{
    const struct grid_cell *first = cell_at(picture, x, y);
    size_t cols = picture->grid->cols;
    size_t end = x;
    while (end < cols && cell_at(picture, end, y)->style == first->style &&
           !is_drawn(sign(cell_at(picture, end, y))) &&
           !(is_blank(cell_at(picture, end, y)) &&
               (end + 1 == cols || is_blank(cell_at(picture, end + 1, y))))) {
        end++;
    }
    while (end > x + 1 && is_blank(cell_at(picture, end - 1, y))) {
        end--;
    }
    return end;
}

static void add_texts(const struct picture *picture, size_t y)
{
    for (size_t x = 0; x < picture->grid->cols;) {
        const struct grid_cell *cell = cell_at(picture, x, y);
        if (is_blank(cell) || cell->width == 0 || is_drawn(sign(cell))) {
            x++;
            continue;
        }
        size_t end = text_end(picture, x, y);
        add_text(picture, x, end, y);
        x = end;
    }
}

void svg_draw(struct str *out, const struct grid *grid, enum theme theme, const char *title,
    const char *description)
{
    const struct picture picture = {out, grid, theme};
    size_t width = 2 * RIM + grid->cols * CELL;
    size_t height = 2 * RIM + grid->rows * LINE;
    str_addf(out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" height=\"%zu\" "
        "viewBox=\"0 0 %zu %zu\" role=\"img\" aria-labelledby=\"title description\">\n",
        width / 2, height / 2, width, height);
    str_add(out, "<title id=\"title\">");
    add_escaped(out, title);
    str_add(out, "</title>\n<desc id=\"description\">");
    add_escaped(out, description);
    str_addf(out, "</desc>\n<rect x=\"1\" y=\"1\" width=\"%zu\" height=\"%zu\" rx=\"%d\"",
        width - 2, height - 2, ROUND);
    add_color(out, "fill", theme_look(theme, 256, STYLE_PLAIN).ground);
    add_color(out, "stroke", theme_look(theme, 256, STYLE_DIM).text);
    str_add(out, " stroke-width=\"2\"");
    str_addf(out,
        "/>\n<g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" "
        "font-size=\"%d\"",
        SIZE);
    add_color(out, "fill", theme_look(theme, 256, STYLE_PLAIN).text);
    str_add(out, ">\n");
    for (size_t y = 0; y < grid->rows; y++) {
        add_grounds(&picture, y);
        add_lines(&picture, y);
        add_texts(&picture, y);
    }
    str_add(out, "</g>\n</svg>\n");
}
