#include "picture.h"

#include "picture_kinds.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

struct picture picture_new(size_t cols, size_t rows, bool ascii, struct arena *arena)
{
    return (struct picture){.cols = cols,
        .rows = rows,
        .cells = arena_alloc(arena, cols * rows + 1, sizeof(struct picture_cell)),
        .ascii = ascii,
        .arena = arena};
}

const struct picture_cell *picture_at(const struct picture *picture, size_t x, size_t y)
{
    return x < picture->cols && y < picture->rows ? &picture->cells[y * picture->cols + x] : NULL;
}

size_t picture_put(
    struct picture *picture, size_t x, size_t y, size_t cells, enum ink ink, const char *text)
{
    struct str page;
    str_init(&page);
    utf8_add_page(&page, text, picture->ascii);
    size_t room = y < picture->rows && x < picture->cols ? picture->cols - x : 0;
    room = cells < room ? cells : room;
    size_t used = 0;
    for (size_t at = 0; at < page.len;) {
        uint32_t code = 0;
        size_t size = utf8_decode(page.data + at, page.len - at, &code);
        size_t width = size == 0 ? 0 : (size_t)utf8_code_width(code);
        if (used + width > room) {
            break;
        }
        if (width > 0 && utf8_is_safe(code)) { /* (marks that combine have no place here) */
            struct picture_cell *cell = &picture->cells[y * picture->cols + x + used];
            *cell = (struct picture_cell){.ink = (unsigned char)ink, .held = 1};
            memcpy(cell->text, page.data + at, size);
            if (width == 2) {
                cell[1] = (struct picture_cell){.ink = (unsigned char)ink, .held = 1};
            }
            used += width;
        }
        at += size > 0 ? size : 1;
    }
    str_release(&page);
    return used;
}

void picture_lines(const struct picture *picture, size_t indent, struct str *out)
{
    for (size_t y = 0; y < picture->rows; y++) {
        size_t end = picture->cols;
        const struct picture_cell *line = picture->cells + y * picture->cols;
        while (end > 0 && (!line[end - 1].held || strcmp(line[end - 1].text, " ") == 0)) {
            end--;
        }
        str_fill(out, end > 0 ? indent : 0, ' ');
        for (size_t x = 0; x < end; x++) {
            str_add(out, line[x].held ? line[x].text : " ");
        }
        str_addc(out, '\n');
    }
}

void picture_bar(struct str *out, double share, size_t cells)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    double within = share > 0 ? fmin(share, 1) : 0; /* NaN is no length */
    size_t eighths = (size_t)(within * (double)cells * 8 + 0.5);
    for (size_t i = 0; i < eighths / 8; i++) {
        str_add(out, "█");
    }
    str_add(out, parts[eighths % 8]);
}

size_t picture_level(double nats)
{
    static const double begins[INK_LEVELS - 1] = {0.22, 0.51, 0.92, 1.61};
    size_t level = 0;
    while (level < INK_LEVELS - 1 && nats >= begins[level]) {
        level++;
    }
    return level;
}

static const struct picture_maker *const MAKERS[PICTURE_KINDS] = {
    [PICTURE_IMAGE] = &picture_image,
    [PICTURE_TOKENS] = &picture_tokens,
    [PICTURE_CURVE] = &picture_curve,
};

struct picture_need picture_need(const struct picture_scene *scene, enum picture_kind kind)
{
    return MAKERS[kind]->need(scene);
}

struct picture picture_draw(const struct picture_scene *scene, enum picture_kind kind, size_t cols,
    size_t rows, bool ascii, struct arena *arena)
{
    struct picture_need need = picture_need(scene, kind);
    struct picture picture = picture_new(cols < need.most_cols ? cols : need.most_cols,
        rows < need.most_rows ? rows : need.most_rows, ascii, arena);
    MAKERS[kind]->draw(scene, &picture);
    return picture;
}

void picture_say(const struct picture_scene *scene, enum picture_kind kind, struct str *out)
{
    MAKERS[kind]->say(scene, out);
}
