#include "tensor.h"

#include "hash.h"
#include "mem.h"
#include "npy.h"
#include "panel.h"
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

size_t store_index(const struct tensor *tensor, size_t element)
{
    size_t index = 0;
    for (size_t i = tensor->shape.rank; i-- > 0;) {
        index += element % tensor->shape.dim[i] * tensor->stride[i];
        element /= tensor->shape.dim[i];
    }
    return index;
}

uint64_t tensor_hash(const struct tensor *tensor, uint64_t hash)
{
    const struct tensor *own = tensor->shifted != NULL ? tensor->shifted : tensor;
    struct shape once = own->shape; /* what repeats is taken once */
    hash = hash_number(hash, (double)own->shape.rank);
    for (size_t i = 0; i < own->shape.rank; i++) {
        hash = hash_number(hash, (double)own->shape.dim[i]);
        once.dim[i] = own->stride[i] == 0 && once.dim[i] > 0 ? 1 : once.dim[i];
    }
    const struct npy *npy = own->store->npy;
    if (npy != NULL) {
        hash = hash_text(hash, npy->name);
        hash = hash_number(hash, npy->header.kind);
        return hash_number(hash, (double)npy->header.item_bytes);
    }
    struct tensor view = *own;
    view.shape = once;
    for (size_t i = 0; i < shape_size(&once); i++) {
        hash = hash_number(hash, own->store->data[store_index(&view, i)]);
    }
    return hash;
}

bool tensor_holds(const struct tensor *tensor, enum dtype dtype)
{
    const struct npy *npy = tensor->store->npy;
    return dtype == DTYPE_FLOAT64 ||
           (dtype == DTYPE_FLOAT32 && npy != NULL && npy->header.kind == NPY_FLOAT &&
               npy->header.item_bytes <= sizeof(float));
}

struct pos tensor_where(const struct tensor *tensor, size_t element)
{
    if (tensor->where == NULL || !tensor_unshift(tensor, &element)) {
        return (struct pos){0};
    }
    return tensor->where[store_index(tensor, element)];
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

/* Does the view read elements that follow each other, many at a time? */
static bool has_long_runs(const struct tensor *tensor)
{
    enum { LONG = 256 };
    size_t rank = tensor->shape.rank;
    return is_packed(tensor) ||
           (tensor->stride[rank - 1] == 1 && tensor->shape.dim[rank - 1] >= LONG);
}

/* The rest of the row that `first` is in, or all of a packed tensor. */
static size_t run_length(const struct tensor *tensor, size_t first, size_t count)
{
    if (is_packed(tensor)) {
        return count;
    }
    size_t width = tensor->shape.dim[tensor->shape.rank - 1];
    size_t left = width - first % width;
    return count < left ? count : left;
}

static void read_memory(const struct tensor *tensor, size_t start, size_t count, double *out)
{
    size_t step = is_packed(tensor) ? 1 : tensor->stride[tensor->shape.rank - 1];
    for (size_t i = 0; i < count; i++) {
        out[i] = tensor->store->data[start + i * step];
    }
}

static size_t read_runs(
    const struct tensor *tensor, size_t first, size_t count, double *out, struct diag *diag)
{
    size_t done = 0;
    while (done < count) {
        size_t length = run_length(tensor, first + done, count - done);
        size_t start = store_index(tensor, first + done);
        size_t got = length;
        if (tensor->store->npy == NULL) {
            read_memory(tensor, start, length, out + done);
        } else {
            got = npy_read(tensor->store->npy, start, length, out + done, diag);
        }
        done += got;
        if (got < length) {
            break;
        }
    }
    return done;
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

bool tensor_is_scattered(const struct tensor *tensor)
{
    const struct tensor *read = tensor->shifted == NULL ? tensor : tensor->shifted;
    return read->store->npy != NULL && !has_long_runs(read);
}

bool tensor_read(
    const struct tensor *tensor, size_t first, size_t count, double *out, struct diag *diag)
{
    if (tensor->shifted != NULL) {
        return read_shifted(tensor, first, count, out, diag);
    }
    bool in_runs = tensor->store->npy == NULL || has_long_runs(tensor);
    size_t done = in_runs ? read_runs(tensor, first, count, out, diag)
                          : panel_read(tensor, first, count, out, diag);
    for (size_t i = done; i < count; i++) {
        out[i] = NAN;
    }
    return done == count;
}
