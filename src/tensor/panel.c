#include "panel.h"

#include "mem.h"
#include "npy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_BYTES = 32 << 20, /* of a panel; and of the rows, so that what is kept per row is less */
    MOST_ROWS = 65536,
    NEAR_BYTES = 4096, /* reading over so much takes no longer than another call */
    WIDE_BYTES = 4096,
    LINE_BYTES = 64
};

/* Where the first of a row's columns is in the store, and the place of the row in the panel. */
struct place {
    size_t at, row;
};

struct panel {
    struct tensor view; /* whose rows: shape and strides */
    size_t row, rows, most_rows;
    size_t col, cols, most_cols; /* of columns that repeat (stride 0), one */
    size_t pitch;                /* bytes from row to row */
    unsigned char *bytes;
    size_t *good; /* how many columns of each row the file had */
    int problem;  /* why not all; as npy_report_missing() */
    struct place *places;
};

static size_t last_dim(const struct tensor *view)
{
    return view->shape.dim[view->shape.rank - 1];
}

static size_t last_stride(const struct tensor *view)
{
    return view->stride[view->shape.rank - 1];
}

void panel_free(struct panel *panel)
{
    if (panel != NULL) {
        free(panel->bytes);
        free(panel->good);
        free(panel->places);
        free(panel);
    }
}

static struct panel *panel_new(const struct tensor *view)
{
    struct panel *panel = mem_alloc(1, sizeof *panel);
    size_t item = view->store->npy->header.item_bytes;
    size_t cols = last_stride(view) == 0 ? 1 : last_dim(view);
    size_t rows = shape_size(&view->shape) / last_dim(view);
    panel->view = *view;
    panel->most_cols = cols < MOST_BYTES / item ? cols : MOST_BYTES / item;
    panel->pitch = panel->most_cols * item;
    if (panel->pitch >= WIDE_BYTES) { /* an odd number of cache lines: rows do not meet in a set */
        panel->pitch = ((panel->pitch + LINE_BYTES - 1) / LINE_BYTES | 1) * LINE_BYTES;
    }
    size_t most = MOST_BYTES / panel->pitch;
    most = most < MOST_ROWS ? most : MOST_ROWS;
    most = most < rows ? most : rows;
    panel->most_rows = most > 0 ? most : 1;
    panel->bytes = mem_alloc(panel->most_rows, panel->pitch);
    panel->good = mem_alloc(panel->most_rows, sizeof *panel->good);
    panel->places = mem_alloc(panel->most_rows, sizeof *panel->places);
    return panel;
}

static bool is_of(const struct panel *panel, const struct tensor *view)
{
    size_t size = view->shape.rank * sizeof *view->stride;
    return shape_equal(&panel->view.shape, &view->shape) &&
           memcmp(panel->view.stride, view->stride, size) == 0;
}

static int by_place(const void *a, const void *b)
{
    const struct place *one = a;
    const struct place *other = b;
    return (one->at > other->at) - (one->at < other->at);
}

static void find_places(struct panel *panel)
{
    bool sorted = true;
    for (size_t i = 0; i < panel->rows; i++) {
        size_t element = (panel->row + i) * last_dim(&panel->view) + panel->col;
        panel->places[i] = (struct place){store_index(&panel->view, element), i};
        sorted = sorted && (i == 0 || panel->places[i - 1].at <= panel->places[i].at);
    }
    if (!sorted) {
        qsort(panel->places, panel->rows, sizeof *panel->places, by_place);
    }
}

/* The size as a constant, so that a copy is one move. */
static inline void copy_item(unsigned char *to, const unsigned char *from, size_t item)
{
    switch (item) {
    case 8:
        memcpy(to, from, 8);
        break;
    case 4:
        memcpy(to, from, 4);
        break;
    case 2:
        memcpy(to, from, 2);
        break;
    default:
        *to = *from;
        break;
    }
}

/* One column of the rows at places [first, end); `last`: how far on in the file it is worth
 * reading. Returns the place of the first row whose element the file has not. */
static size_t fill_column(
    struct panel *panel, struct npy *npy, size_t first, size_t end, size_t col, size_t last)
{
    size_t item = npy->header.item_bytes;
    const struct npy_window *window = &npy_reader(npy)->window;
    size_t along = col * last_stride(&panel->view);
    unsigned char *column = panel->bytes + col * item;
    for (size_t i = first; i < end;) {
        size_t offset = (panel->places[i].at + along) * item;
        if (!npy_sees(npy, window, offset) && !npy_look_at(npy, offset, last - offset)) {
            return i;
        }
        size_t seen = window->start + window->used - item;
        do {
            copy_item(column + panel->places[i].row * panel->pitch,
                window->bytes + (offset - window->start), item);
            i++;
            offset = i < end ? (panel->places[i].at + along) * item : SIZE_MAX;
        } while (offset <= seen);
    }
    return end;
}

/* n items, `step` bytes from each other, to where they are neighbours. */
static inline void copy_items(
    unsigned char *to, const unsigned char *from, size_t n, size_t step, size_t item)
{
    for (size_t i = 0; i < n; i++) {
        copy_item(to + i * item, from + i * step, item);
    }
}

/* Several columns of the rows at places [first, end) at once: each row then is written where it
 * goes on, not a cache line for every item. Returns how many, as far as the window sees them; 0:
 * not even one. */
static size_t fill_tile(
    struct panel *panel, struct npy *npy, size_t first, size_t end, size_t col, size_t last)
{
    enum { TILE_BYTES = 64 };
    const struct npy_window *window = &npy_reader(npy)->window;
    size_t item = npy->header.item_bytes;
    size_t step = last_stride(&panel->view) * item;
    size_t begin = panel->places[first].at * item + col * step;
    size_t size = (panel->places[end - 1].at - panel->places[first].at + 1) * item;
    if (!npy_sees(npy, window, begin) && !npy_look_at(npy, begin, last - begin)) {
        return 0;
    }
    size_t seen = window->start + window->used - begin;
    size_t count = seen < size ? 0 : step == 0 ? 1 : (seen - size) / step + 1;
    count = count < panel->cols - col ? count : panel->cols - col;
    count = count < TILE_BYTES / item ? count : TILE_BYTES / item;
    for (size_t i = first; i < end && count > 0; i++) {
        const struct place *place = &panel->places[i];
        unsigned char *to = panel->bytes + place->row * panel->pitch + col * item;
        const unsigned char *from = window->bytes + (place->at * item + col * step - window->start);
        if (item == sizeof(float)) { /* a constant, as most are */
            copy_items(to, from, count, step, sizeof(float));
        } else {
            copy_items(to, from, count, step, item);
        }
    }
    return count;
}

/* The places from `first` on whose columns follow each other in the file: all of one column are
 * near each other, and before all of the next. */
static size_t group_end(const struct panel *panel, size_t first, size_t near)
{
    const struct place *places = panel->places;
    size_t room = panel->cols > 1 ? last_stride(&panel->view) : SIZE_MAX;
    size_t end = first + 1;
    while (end < panel->rows && places[end].at - places[end - 1].at <= near &&
           places[end].at - places[first].at < room) {
        end++;
    }
    return end;
}

static void fill_group(struct panel *panel, struct npy *npy, size_t first, size_t end, size_t near)
{
    const struct place *places = panel->places;
    size_t stride = last_stride(&panel->view);
    size_t all = (panel->cols - 1) * stride;
    bool through = stride - (places[end - 1].at - places[first].at) <= near;
    bool beyond = end < panel->rows && places[end].at - (places[end - 1].at + all) <= near;
    size_t good = 0;
    size_t stop = end;
    while (good < panel->cols && stop == end) {
        size_t last = !through ? places[end - 1].at + good * stride
                      : beyond ? places[panel->rows - 1].at + all
                               : places[end - 1].at + all;
        last = (last + 1) * npy->header.item_bytes;
        size_t filled = fill_tile(panel, npy, first, end, good, last);
        if (filled == 0) {
            stop = fill_column(panel, npy, first, end, good, last);
            filled = stop == end ? 1 : 0;
        }
        good += filled;
    }
    if (stop < end) {
        panel->problem = errno;
    }
    for (size_t i = first; i < end; i++) {
        panel->good[places[i].row] = good + (i < stop && stop < end ? 1 : 0);
    }
}

/* The rows that `row` is among, and of their columns those that `col` is. */
static void fill(struct panel *panel, size_t row, size_t col)
{
    struct npy *npy = panel->view.store->npy;
    size_t near = NEAR_BYTES / npy->header.item_bytes;
    size_t cols = last_stride(&panel->view) == 0 ? 1 : last_dim(&panel->view);
    size_t rows = shape_size(&panel->view.shape) / last_dim(&panel->view);
    panel->row = row / panel->most_rows * panel->most_rows;
    panel->col = col / panel->most_cols * panel->most_cols;
    panel->rows = rows - panel->row < panel->most_rows ? rows - panel->row : panel->most_rows;
    panel->cols = cols - panel->col < panel->most_cols ? cols - panel->col : panel->most_cols;
    panel->problem = 0;
    find_places(panel);
    for (size_t first = 0, end = 0; first < panel->rows; first = end) {
        end = group_end(panel, first, near);
        fill_group(panel, npy, first, end, near);
    }
    if (npy_is_another(npy)) {
        npy_reader(npy)->window.used = 0;
        panel->problem = ESTALE;
        memset(panel->good, 0, panel->rows * sizeof *panel->good);
    }
}

/* The view's panel, with this row and column in it. */
static const struct panel *panel_at(const struct tensor *view, size_t row, size_t col)
{
    struct npy *npy = view->store->npy;
    struct npy_reader *reader = npy_reader(npy);
    if (reader->panel == NULL || !is_of(reader->panel, view)) {
        panel_free(reader->panel);
        reader->panel = panel_new(view);
    }
    struct panel *panel = reader->panel;
    if (row - panel->row >= panel->rows || col - panel->col >= panel->cols) {
        fill(panel, row, col);
    }
    return panel;
}

size_t panel_read(
    const struct tensor *view, size_t first, size_t count, double *out, struct diag *diag)
{
    const struct npy_header *header = &view->store->npy->header;
    size_t width = last_dim(view);
    bool repeats = last_stride(view) == 0;
    size_t done = 0;
    while (done < count) {
        size_t row = (first + done) / width;
        size_t col = (first + done) % width;
        const struct panel *panel = panel_at(view, row, repeats ? 0 : col);
        size_t within = repeats ? 0 : col - panel->col;
        size_t want = width - col < count - done ? width - col : count - done;
        want = repeats || want < panel->cols - within ? want : panel->cols - within;
        size_t good = panel->good[row - panel->row];
        size_t have = good <= within ? 0 : repeats || good - within > want ? want : good - within;
        npy_decode(header,
            panel->bytes + (row - panel->row) * panel->pitch + within * header->item_bytes,
            repeats && have > 0 ? 1 : have, out + done);
        for (size_t i = 1; repeats && i < have; i++) {
            out[done + i] = out[done];
        }
        done += have;
        if (have < want) {
            npy_report_missing(
                view->store->npy, store_index(view, first + done), panel->problem, diag);
            break;
        }
    }
    return done;
}
