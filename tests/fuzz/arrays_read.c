#include "arrays_read.h"

#include "fuzz.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ELEMENTS = 65536, PIECE = 7 };

struct tensor *arrays_open(const char *name, struct arena *arena)
{
    struct diag diag;
    const char *const folders[] = {fuzz_folder(), NULL};
    diag_init(&diag);
    struct tensor *tensor = tensor_open_npy(arena, folders, name, (struct where){0}, &diag);
    fuzz_check_diag(&diag, NULL, tensor == NULL);
    diag_release(&diag);
    return tensor;
}

static void same(const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fuzz_need((isnan(a[i]) && isnan(b[i])) || (a[i] == b[i] && signbit(a[i]) == signbit(b[i])),
            "whichever way it is read, an element is the same");
    }
}

/* Small files do not fail. */
static void read_all(const struct tensor *tensor, size_t first, size_t count, double *out)
{
    struct diag diag;
    diag_init(&diag);
    fuzz_need(tensor_read(tensor, first, count, out, &diag) && diag.errors == 0,
        "what could be opened can be read");
    diag_release(&diag);
}

static void check_axes(
    const struct tensor *tensor, const double *all, double *out, double *want, struct arena *arena)
{
    size_t count = shape_size(&tensor->shape);
    for (size_t axis = 0; axis < tensor->shape.rank; axis++) {
        size_t inner = 1; /* elements between two neighbours along the axis */
        for (size_t i = axis + 1; i < tensor->shape.rank; i++) {
            inner *= tensor->shape.dim[i];
        }
        size_t dim = tensor->shape.dim[axis];
        const struct tensor *moved = tensor_move_axis_last(arena, tensor, axis);
        for (size_t i = 0; i < count; i++) {
            size_t along = i / inner % dim;
            want[(i / inner / dim * inner + i % inner) * dim + along] = all[i];
        }
        read_all(moved, 0, count, out);
        same(want, out, count);
    }
}

/* The header that numpy.save() writes, and the elements as float64. */
static void write_again(const struct tensor *tensor, const double *all)
{
    struct str file;
    struct str header;
    str_init(&file);
    str_init(&header);
    str_add(&header, "{'descr': '<f8', 'fortran_order': False, 'shape': (");
    for (size_t i = 0; i < tensor->shape.rank; i++) {
        str_addf(&header, "%zu, ", tensor->shape.dim[i]);
    }
    str_add(&header, "), }\n");
    str_addn(&file, "\x93NUMPY\1\0", 8);
    str_addc(&file, (char)(header.len % 256));
    str_addc(&file, (char)(header.len / 256));
    str_addn(&file, header.data, header.len);
    str_addn(&file, (const char *)all, shape_size(&tensor->shape) * sizeof *all);
    (void)fuzz_put("again.npy", file.data, file.len);
    str_release(&file);
    str_release(&header);
}

void arrays_check(const struct tensor *tensor, struct arena *arena)
{
    size_t count = shape_size(&tensor->shape);
    if (count > MOST_ELEMENTS) {
        return; /* none of them, each of no bytes, or a file that is large */
    }
    double *all = malloc((count + 1) * sizeof *all);
    double *out = malloc((count + 1) * sizeof *out);
    double *want = malloc((count + 1) * sizeof *want);
    fuzz_need(all != NULL && out != NULL && want != NULL, "there is memory");
    read_all(tensor, 0, count, all);
    for (size_t i = 0; i < count; i += PIECE) {
        read_all(tensor, i, count - i < PIECE ? count - i : PIECE, out + i);
    }
    same(all, out, count);
    check_axes(tensor, all, out, want, arena);
    for (size_t i = 0; i < count && tensor->integer; i++) {
        fuzz_need(all[i] == floor(all[i]), "an integer type has integers");
    }
    (void)tensor_hash(tensor, 0);
    write_again(tensor, all);
    struct tensor *again = arrays_open("again.npy", arena);
    fuzz_need(again != NULL && shape_equal(&again->shape, &tensor->shape),
        "what is written as NumPy writes it can be read");
    read_all(again, 0, count, out);
    same(all, out, count);
    tensor_close(again);
    free(all);
    free(out);
    free(want);
}
