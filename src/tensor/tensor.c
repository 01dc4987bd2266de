#include "tensor.h"

#include "mem.h"
#include "npy.h"
#include "store.h"

#include <math.h>
#include <string.h>

size_t shape_size(const struct shape *shape)
{
    size_t size = 1;
    for (size_t i = 0; i < shape->rank; i++) {
        size *= shape->dim[i];
    }
    return size;
}

bool shape_equal(const struct shape *a, const struct shape *b)
{
    return a->rank == b->rank && memcmp(a->dim, b->dim, a->rank * sizeof *a->dim) == 0;
}

const char *shape_text(const struct shape *shape, struct arena *arena)
{
    struct str text;
    str_init(&text);
    str_addc(&text, '(');
    for (size_t i = 0; i < shape->rank; i++) {
        str_addf(&text, i == 0 ? "%zu" : ", %zu", shape->dim[i]);
    }
    str_add(&text, shape->rank == 1 ? ",)" : ")");
    const char *copy = arena_strndup(arena, text.data, text.len);
    str_release(&text);
    return copy;
}

struct shape shape_without(const struct shape *shape, size_t axis)
{
    struct shape rest = {0};
    for (size_t i = 0; i < shape->rank; i++) {
        if (i != axis) {
            rest.dim[rest.rank++] = shape->dim[i];
        }
    }
    return rest;
}

/* The stride of an axis when elements lie in C order without gaps. */
static size_t packed_stride(const struct shape *shape, size_t axis)
{
    size_t stride = 1;
    for (size_t i = axis + 1; i < shape->rank; i++) {
        stride *= shape->dim[i];
    }
    return stride;
}

struct tensor *tensor_literal(
    struct arena *arena, const struct shape *shape, const double *data, const struct pos *where)
{
    struct tensor *tensor = arena_alloc(arena, 1, sizeof *tensor);
    tensor->store = arena_alloc(arena, 1, sizeof *tensor->store);
    tensor->store->data = data;
    tensor->shape = *shape;
    tensor->where = where;
    for (size_t i = 0; i < shape->rank; i++) {
        tensor->stride[i] = packed_stride(shape, i);
    }
    return tensor;
}

static struct tensor *new_view(struct arena *arena, const struct tensor *tensor)
{
    struct tensor *view = arena_alloc(arena, 1, sizeof *view);
    *view = *tensor;
    return view;
}

struct tensor *tensor_move_axis_last(struct arena *arena, const struct tensor *tensor, size_t axis)
{
    struct tensor *view = new_view(arena, tensor);
    size_t last = tensor->shape.rank - 1;
    for (size_t i = axis; i < last; i++) {
        view->shape.dim[i] = tensor->shape.dim[i + 1];
        view->stride[i] = tensor->stride[i + 1];
    }
    view->shape.dim[last] = tensor->shape.dim[axis];
    view->stride[last] = tensor->stride[axis];
    return view;
}

struct tensor *tensor_broadcast(
    struct arena *arena, const struct tensor *tensor, const struct shape *shape, enum align align)
{
    struct tensor *view = new_view(arena, tensor);
    bool drops = align == ALIGN_FIRST && tensor->shape.rank == shape->rank + 1;
    /* axis i of the tensor is axis i + after - before of the shape */
    size_t after = align == ALIGN_LAST ? shape->rank : 0;
    size_t before = align == ALIGN_LAST ? tensor->shape.rank : 0;
    view->shape = *shape;
    for (size_t i = 0; i < shape->rank; i++) {
        view->stride[i] = 0;
    }
    for (size_t i = 0; i < tensor->shape.rank; i++) {
        size_t dim = tensor->shape.dim[i];
        bool outside = i + after < before || i + after - before >= shape->rank;
        bool repeats = dim == 1 && (!outside || align == ALIGN_LAST || drops);
        if (!repeats && (outside || shape->dim[i + after - before] != dim)) {
            return NULL;
        }
        if (!outside && dim == shape->dim[i + after - before]) {
            view->stride[i + after - before] = tensor->stride[i];
        }
    }
    return view;
}

struct tensor *tensor_drop_last_axis(struct arena *arena, const struct tensor *tensor)
{
    struct tensor *view = new_view(arena, tensor);
    view->shape.rank--;
    return view;
}

struct tensor *tensor_shift(
    struct arena *arena, const struct tensor *tensor, size_t axis, double past)
{
    struct tensor *view = new_view(arena, tensor);
    view->shifted = tensor;
    view->step = packed_stride(&tensor->shape, axis);
    view->places = tensor->shape.dim[axis];
    view->past = past;
    return view;
}

bool tensor_unshift(const struct tensor *tensor, size_t *element)
{
    bool inside =
        tensor->shifted == NULL || *element / tensor->step % tensor->places + 1 < tensor->places;
    *element += tensor->shifted != NULL && inside ? tensor->step : 0;
    return inside;
}

/* Where in the store the view's element is. */
static size_t store_index(const struct tensor *tensor, size_t element)
{
    size_t index = 0;
    for (size_t i = tensor->shape.rank; i-- > 0;) {
        index += element % tensor->shape.dim[i] * tensor->stride[i];
        element /= tensor->shape.dim[i];
    }
    return index;
}

struct pos tensor_where(const struct tensor *tensor, size_t element)
{
    if (tensor->where == NULL || !tensor_unshift(tensor, &element)) {
        return (struct pos){0};
    }
    return tensor->where[store_index(tensor, element)];
}

size_t store_read(
    struct store *store, struct run run, double *out, size_t out_step, struct diag *diag)
{
    if (store->npy != NULL) {
        return npy_read(store->npy, run, out, out_step, diag);
    }
    for (size_t i = 0; i < run.count; i++) {
        out[i * out_step] = store->data[run.first + i * run.step];
    }
    return run.count;
}

static bool is_packed(const struct tensor *tensor)
{
    for (size_t i = 0; i < tensor->shape.rank; i++) {
        if (tensor->stride[i] != packed_stride(&tensor->shape, i)) {
            return false;
        }
    }
    return true;
}

/* How many whole rows, and rows of the same last-but-one axis, start at this element; 0 unless
 * reading them column by column goes through the file in larger pieces than row by row. */
static size_t tile_rows(const struct tensor *tensor, size_t first, size_t count)
{
    size_t rank = tensor->shape.rank;
    if (rank < 2 || tensor->stride[rank - 2] >= tensor->stride[rank - 1]) {
        return 0;
    }
    size_t width = tensor->shape.dim[rank - 1];
    size_t height = tensor->shape.dim[rank - 2];
    if (width == 0 || height == 0 || first % width != 0) { /* no axis is empty */
        return 0;
    }
    size_t left = height - first / width % height;
    return count / width < left ? count / width : left;
}

/* Rows [first, first + rows * width) column by column. False when the file failed, which the
 * caller, reading in order, will find and report. */
static bool read_tile(const struct tensor *tensor, size_t first, size_t rows, double *out)
{
    size_t rank = tensor->shape.rank;
    size_t width = tensor->shape.dim[rank - 1];
    size_t start = store_index(tensor, first);
    for (size_t col = 0; col < width; col++) {
        struct run run = {start + col * tensor->stride[rank - 1], tensor->stride[rank - 2], rows};
        if (store_read(tensor->store, run, out + col, width, NULL) < rows) {
            return false;
        }
    }
    return true;
}

/* The rest of the row that `first` is in, or all of a packed tensor: equally spaced in the store.
 */
static struct run next_run(const struct tensor *tensor, size_t first, size_t count)
{
    size_t rank = tensor->shape.rank;
    struct run run = {store_index(tensor, first), 1, count};
    if (rank > 0 && !is_packed(tensor)) {
        size_t width = tensor->shape.dim[rank - 1];
        size_t left = width - first % width;
        run.step = tensor->stride[rank - 1];
        run.count = count < left ? count : left;
    }
    return run;
}

/* What stands `step` further, over it what is past the end. */
static bool read_shifted(
    const struct tensor *tensor, size_t first, size_t count, double *out, struct diag *diag)
{
    size_t left = shape_size(&tensor->shape) - first;
    size_t inside = left <= tensor->step ? 0 : left - tensor->step;
    inside = inside < count ? inside : count;
    bool good = tensor_read(tensor->shifted, first + tensor->step, inside, out, diag);
    for (size_t i = 0; i < count; i++) {
        size_t element = first + i;
        out[i] = tensor_unshift(tensor, &element) ? out[i] : tensor->past;
    }
    return good;
}

bool tensor_read(
    const struct tensor *tensor, size_t first, size_t count, double *out, struct diag *diag)
{
    if (tensor->shifted != NULL) {
        return read_shifted(tensor, first, count, out, diag);
    }
    while (count > 0) {
        size_t rows = tensor->store->npy == NULL ? 0 : tile_rows(tensor, first, count);
        size_t done = 0;
        if (rows > 1 && read_tile(tensor, first, rows, out)) {
            done = rows * tensor->shape.dim[tensor->shape.rank - 1];
        } else {
            struct run run = next_run(tensor, first, count);
            done = store_read(tensor->store, run, out, 1, diag);
            if (done < run.count) {
                for (size_t i = done; i < count; i++) {
                    out[i] = NAN;
                }
                return false;
            }
        }
        out += done;
        first += done;
        count -= done;
    }
    return true;
}
