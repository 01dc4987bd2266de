#include "grid.h"

#include "mem.h"
#include "utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void grid_init(struct grid *grid, bool ascii)
{
    *grid = (struct grid){.ascii = ascii};
    str_init(&grid->scratch);
}

void grid_release(struct grid *grid)
{
    free(grid->cells);
    str_release(&grid->scratch);
    grid_init(grid, grid->ascii);
}

static void blank(struct grid_cell *cell, enum style style)
{
    *cell = (struct grid_cell){.text = " ", .width = 1, .style = (unsigned char)style};
}

void grid_resize(struct grid *grid, size_t cols, size_t rows)
{
    size_t count = cols * rows;
    grid->cells = mem_grow(grid->cells, &grid->cap, count + 1, sizeof *grid->cells);
    grid->cols = cols;
    grid->rows = rows;
    grid->has_cursor = false;
    for (size_t i = 0; i < count; i++) {
        blank(&grid->cells[i], STYLE_PLAIN);
    }
}

static struct grid_cell *cell_at(struct grid *grid, size_t x, size_t y)
{
    return x < grid->cols && y < grid->rows ? &grid->cells[y * grid->cols + x] : NULL;
}

const struct grid_cell *grid_at(const struct grid *grid, size_t x, size_t y)
{
    return x < grid->cols && y < grid->rows ? &grid->cells[y * grid->cols + x] : NULL;
}

/* Makes the cell free for new text. What was half of a wide character leaves a blank in its other
 * half. */
static void clear_cell(struct grid *grid, size_t x, size_t y, enum style style)
{
    struct grid_cell *cell = cell_at(grid, x, y);
    if (cell->width == 0 && x > 0) {
        blank(cell_at(grid, x - 1, y), (enum style)cell_at(grid, x - 1, y)->style);
    }
    struct grid_cell *right = cell_at(grid, x + 1, y);
    if (cell->width == 2 && right != NULL) {
        blank(right, (enum style)right->style);
    }
    blank(cell, style);
}

/* Joiners, variation selectors and tags: invisible, and terminals disagree about what they do to
 * widths. */
static bool is_invisible(uint32_t code)
{
    return code == 0xad || (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x2060 && code <= 0x206f) || (code >= 0xfe00 && code <= 0xfe0f) ||
           (code >= 0xe0000 && code <= 0xe0fff);
}

/* One character in the form the grid keeps: safe, and 7-bit where asked for. */
static void add_shown(const struct grid *grid, struct str *out, const char *text, size_t size)
{
    uint32_t code = 0;
    size_t used = utf8_decode(text, size, &code);
    if (used == 0 || !utf8_is_safe(code)) {
        str_add(out, grid->ascii ? "?" : "\xef\xbf\xbd");
    } else if (code == '\n' || code == '\t') {
        str_addc(out, ' ');
    } else if (is_invisible(code)) {
        return;
    } else if (grid->ascii && code >= 0x80) {
        char one[8] = {0};
        memcpy(one, text, used);
        utf8_add_ascii(out, one);
    } else {
        str_addn(out, text, used);
    }
}

/* Bytes that the grid shows as they are, one cell each. */
static size_t plain_size(const char *text)
{
    size_t size = 0;
    while (text[size] >= ' ' && text[size] < 0x7f) {
        size++;
    }
    return size;
}

/* The text as the grid shows it; valid until the next call. */
static const char *shown(struct grid *grid, const char *text)
{
    str_clear(&grid->scratch);
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t plain = plain_size(text + at);
        if (plain > 0) {
            str_addn(&grid->scratch, text + at, plain);
            at += plain;
            continue;
        }
        size_t used = utf8_decode(text + at, size - at, &code);
        add_shown(grid, &grid->scratch, text + at, size - at);
        at += used == 0 ? 1 : used;
    }
    return grid->scratch.data;
}

void grid_shown(struct grid *grid, const char *text, struct str *out)
{
    str_add(out, shown(grid, text));
}

size_t grid_width(struct grid *grid, const char *text)
{
    size_t plain = plain_size(text);
    return text[plain] == '\0' ? plain : utf8_width(shown(grid, text));
}

/* Adds a combining mark to the character before (x, y), where there is one and room for it. */
static void combine(struct grid *grid, size_t x, size_t y, const char *mark, size_t size)
{
    struct grid_cell *cell = x > 0 ? cell_at(grid, x - 1, y) : NULL;
    if (cell != NULL && cell->width == 0 && x > 1) {
        cell = cell_at(grid, x - 2, y);
    }
    if (cell == NULL) {
        return;
    }
    size_t have = strlen(cell->text);
    if (have + size < GRID_CELL_BYTES) {
        memcpy(cell->text + have, mark, size);
        cell->text[have + size] = '\0';
    }
}

static void place(struct grid *grid, size_t x, size_t y, enum style style, const char *text,
    size_t size, size_t width)
{
    for (size_t i = 0; i < width; i++) {
        clear_cell(grid, x + i, y, style);
    }
    struct grid_cell *cell = cell_at(grid, x, y);
    memcpy(cell->text, text, size);
    cell->text[size] = '\0';
    cell->width = (unsigned char)width;
    if (width == 2) {
        struct grid_cell *right = cell_at(grid, x + 1, y);
        right->text[0] = '\0';
        right->width = 0;
    }
}

/* Text that shown() made: every byte of it is valid. */
static size_t put_shown(
    struct grid *grid, size_t x, size_t y, size_t cells, enum style style, const char *text)
{
    size_t room = x < grid->cols && y < grid->rows ? grid->cols - x : 0;
    size_t limit = cells < room ? cells : room;
    size_t used = 0;
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text + at, size - at, &code);
        size_t width = (size_t)utf8_code_width(code);
        if (width == 0 && used > 0) {
            combine(grid, x + used, y, text + at, bytes);
        } else if (used + width > limit) {
            break;
        } else if (width > 0) {
            place(grid, x + used, y, style, text + at, bytes, width);
            used += width;
        }
        at += bytes;
    }
    return used;
}

size_t grid_put(
    struct grid *grid, size_t x, size_t y, size_t cells, enum style style, const char *text)
{
    return put_shown(grid, x, y, cells, style, shown(grid, text));
}

void grid_field(struct grid *grid, size_t x, size_t y, size_t cells, enum style style,
    const char *text, bool right_aligned)
{
    struct str field;
    str_init(&field);
    utf8_add_field(&field, shown(grid, text), cells, right_aligned, grid->ascii);
    (void)put_shown(grid, x, y, cells, style, field.data);
    str_release(&field);
}

void grid_fill(struct grid *grid, struct rect at, enum style style)
{
    for (size_t y = at.y; y < at.y + at.rows && y < grid->rows; y++) {
        for (size_t x = at.x; x < at.x + at.cols && x < grid->cols; x++) {
            clear_cell(grid, x, y, style);
        }
    }
}

void grid_rule(struct grid *grid, size_t y)
{
    const char *line = grid->ascii ? "-" : "─";
    for (size_t x = 0; x < grid->cols && y < grid->rows; x++) {
        place(grid, x, y, STYLE_DIM, line, strlen(line), 1);
    }
}

void grid_set_cursor(struct grid *grid, size_t x, size_t y)
{
    if (x < grid->cols && y < grid->rows) {
        grid->has_cursor = true;
        grid->cursor_x = x;
        grid->cursor_y = y;
    }
}
