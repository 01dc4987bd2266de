/* Numbers wherever they live: written in a lesson, or in a .npy file of any size.
 *
 * A tensor is a view: a shape, one stride per axis, and a store the elements come from. Moving an
 * axis or broadcasting makes another view of the same store and copies nothing. Elements are read
 * in C order (last axis fastest) by half-open span, as doubles, whatever their type on disk.
 *
 * A file's tensor and its views share a cache for each thread that reads them: a thread other than
 * the first says once which one it is (tensor_read_as()).
 */
#ifndef LOSSWALK_TENSOR_H
#define LOSSWALK_TENSOR_H

#include "arena.h"
#include "diag.h"
#include "num.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TENSOR_MAX_RANK = 6 };

/* rank 0 is a single number. */
struct shape {
    size_t rank;
    size_t dim[TENSOR_MAX_RANK];
};

struct store; /* where elements live: memory, or an open .npy file */

struct tensor {
    struct shape shape;
    size_t
        stride[TENSOR_MAX_RANK]; /* in elements of the store; 0 repeats one element (broadcast) */
    struct store *store;
    bool integer; /* every element is known to be an integer (an integer or bool file type) */
    const struct pos
        *where; /* literal tensors: the place of each element in store order, else NULL */
    /* Of tensor_shift(), else NULL: element i is element i + step of this, but for the last of
     * `places`, which is `past`. */
    const struct tensor *shifted;
    size_t step, places;
    double past;
};

/* Line and column of one element in the lesson's text. */
struct pos {
    unsigned line, col;
};

/* Number of elements; sizes were checked when the shape was made, so this cannot overflow. */
size_t shape_size(const struct shape *shape);
bool shape_equal(const struct shape *a, const struct shape *b);
/* "(2, 3)", "(4,)", "()", as Python writes it; lives in the arena. */
const char *shape_text(const struct shape *shape, struct arena *arena);
/* The shape without one axis. */
struct shape shape_without(const struct shape *shape, size_t axis);

/* A tensor over `data` (shape_size() doubles in C order), which must live as long as the tensor;
 * `where` as in the struct, or NULL. */
struct tensor *tensor_literal(
    struct arena *arena, const struct shape *shape, const double *data, const struct pos *where);

/* Opens NAME in the first of `folders` (NULL-ended) that has it. NAME is a plain file name: no
 * slash, no link, no device; or ARCHIVE.npz/MEMBER. `where` is the place in the lesson that errors
 * point at. The file stays open until tensor_close(). Returns NULL with at least one error in diag.
 */
struct tensor *tensor_open_npy(struct arena *arena, const char *const *folders, const char *name,
    struct where where, struct diag *diag);
/* NAME.npz/MEMBER is an array of an archive that np.savez() wrote; here are the names of its
 * members (NULL-ended, in the arena); NULL with an error in diag. */
const char *const *tensor_list_npz(struct arena *arena, const char *const *folders,
    const char *name, struct where where, struct diag *diag);
/* Closes what tensor_open_npy() opened, for the tensor and all its views; nothing for a literal,
 * for NULL, and the second time. */
void tensor_close(struct tensor *tensor);

/* Views. The result lives in the arena and uses the same store. */
struct tensor *tensor_move_axis_last(struct arena *arena, const struct tensor *tensor, size_t axis);
/* Where the axes of two shapes of unequal rank begin to be compared. */
enum align {
    ALIGN_FIRST, /* missing last axes are added, a last axis of 1 too many is dropped */
    ALIGN_LAST /* as in NumPy: missing first axes are added, first axes of 1 too many are dropped */
};

/* An axis of 1 repeats. NULL when the shapes do not agree. */
struct tensor *tensor_broadcast(
    struct arena *arena, const struct tensor *tensor, const struct shape *shape, enum align align);
/* The same elements, shape without its last axis, which must be 1. */
struct tensor *tensor_drop_last_axis(struct arena *arena, const struct tensor *tensor);

/* Each place along the axis has the element that stands one further, and the last has `past`. It is
 * read as it is: no view can be made of it. */
struct tensor *tensor_shift(
    struct arena *arena, const struct tensor *tensor, size_t axis, double past);
/* What number of the tensor that was shifted an element is; false: it is `past`. Of any other
 * tensor the element itself. */
bool tensor_unshift(const struct tensor *tensor, size_t *element);

/* Elements [first, first + count) of the view in C order into out. False, with an error in diag,
 * when a file cannot be read or became shorter; out then holds NaN from the first missing element
 * on. */
bool tensor_read(
    const struct tensor *tensor, size_t first, size_t count, double *out, struct diag *diag);

/* The hash of before, and in it what the tensor holds: shape and elements; of a file, its name as
 * the lesson has it and its type instead of the elements, whatever their number. A shifted tensor
 * counts as the one that was shifted. */
uint64_t tensor_hash(const struct tensor *tensor, uint64_t hash);

/* Is every element known to be a number of that type? */
bool tensor_holds(const struct tensor *tensor, enum dtype dtype);

/* Many rows at a time are held in memory, because they do not lie in one piece: to read it in
 * several threads would be to read it several times. */
bool tensor_is_scattered(const struct tensor *tensor);
enum { TENSOR_READERS = 64 };
/* From now on the calling thread is this reader, below TENSOR_READERS; no other may be the same
 * one. A thread that does not say is reader 0. */
void tensor_read_as(size_t reader);

/* Where the view's element came from, for messages: the line and column of a literal; line 0
 * otherwise. */
struct pos tensor_where(const struct tensor *tensor, size_t element);

#endif
