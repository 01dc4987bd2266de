/* Views of files of any order, against the same views of memory. */
#include "npy_files.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t draw(size_t below)
{
    return (size_t)rand() % below;
}

/* A file of random order, shape and type whose element i (in file order) is i modulo 251; and the
 * same array, in C order, in memory. */
static struct tensor *random_file(struct tensor **twin, size_t *item)
{
    static const size_t DIMS[] = {1, 2, 3, 5, 64, 700, 3001, 70001};
    static const char *const TYPES[] = {"|u1", "<i2", "<f4", ">f4", "<f8", ">i8"};
    static const size_t ITEMS[] = {1, 2, 4, 4, 8, 8};
    struct shape shape;
    do {
        shape.rank = 1 + draw(4);
        for (size_t i = 0; i < shape.rank; i++) {
            shape.dim[i] = DIMS[draw(sizeof DIMS / sizeof *DIMS)];
        }
    } while (shape_size(&shape) > 300000);
    size_t type = draw(sizeof TYPES / sizeof *TYPES);
    bool fortran = draw(2) == 1;
    size_t size = shape_size(&shape);
    double *data = arena_alloc(&arena, size, sizeof *data);
    struct str bytes;
    *item = ITEMS[type];
    str_init(&bytes);
    add_header(&bytes, 1,
        arena_printf(&arena, "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }", TYPES[type],
            fortran ? "True" : "False", shape_text(&shape, &arena)));
    for (size_t i = 0; i < size; i++) {
        unsigned char item_bytes[8] = {0};
        float single = (float)(i % 251);
        double twice = (double)(i % 251);
        size_t at = 0; /* of element i in C order */
        size_t rest = i;
        size_t stride = 1;
        for (size_t k = shape.rank; fortran && k-- > 0; stride *= shape.dim[k]) {
            size_t before = 1;
            for (size_t j = 0; j < k; j++) {
                before *= shape.dim[j];
            }
            at += rest / before * stride;
            rest %= before;
        }
        data[fortran ? at : i] = twice;
        if (TYPES[type][1] != 'f') {
            item_bytes[TYPES[type][0] == '>' ? *item - 1 : 0] = (unsigned char)(i % 251);
        } else if (*item == sizeof single) {
            memcpy(item_bytes, &single, sizeof single);
        } else {
            memcpy(item_bytes, &twice, sizeof twice);
        }
        for (size_t k = 0; k < *item; k++) {
            bool turned = TYPES[type][1] == 'f' && TYPES[type][0] != OWN_ORDER;
            str_addc(&bytes, (char)item_bytes[turned ? *item - 1 - k : k]);
        }
    }
    write_file("r.npy", &bytes);
    str_release(&bytes);
    *twin = tensor_literal(&arena, &shape, data, NULL);
    return open_file("r.npy");
}

/* A random view, made of both in the same way. */
static void random_view(struct tensor **file, struct tensor **twin)
{
    size_t axis = draw((*file)->shape.rank);
    *file = tensor_move_axis_last(&arena, *file, axis);
    *twin = tensor_move_axis_last(&arena, *twin, axis);
    struct shape shape = (*file)->shape;
    if (draw(3) == 0 && shape.rank < 4 && shape_size(&shape) < 20000) {
        enum align align = draw(2) == 0 ? ALIGN_FIRST : ALIGN_LAST;
        for (size_t i = shape.rank++; align == ALIGN_LAST && i > 0; i--) {
            shape.dim[i] = shape.dim[i - 1];
        }
        shape.dim[align == ALIGN_LAST ? 0 : shape.rank - 1] = 1 + draw(7);
        *file = tensor_broadcast(&arena, *file, &shape, align);
        *twin = tensor_broadcast(&arena, *twin, &shape, align);
        ck_assert(*file != NULL && *twin != NULL);
    }
}

/* The store's element is its own place in it, so a view of such a twin says where its elements are.
 */
static struct tensor *places_of(const struct tensor *file)
{
    size_t size = 1;
    for (size_t i = 0; i < file->shape.rank; i++) {
        size += (file->shape.dim[i] - 1) * file->stride[i];
    }
    double *places = arena_alloc(&arena, size, sizeof *places);
    for (size_t i = 0; i < size; i++) {
        places[i] = (double)i;
    }
    struct tensor *twin =
        tensor_literal(&arena, &(struct shape){.rank = 1, .dim = {size}}, places, NULL);
    twin->shape = file->shape;
    memcpy(twin->stride, file->stride, sizeof twin->stride);
    return twin;
}

static size_t first_missing(const struct tensor *file, size_t first, size_t count, size_t elements)
{
    double *places = arena_alloc(&arena, count, sizeof *places);
    size_t good = 0;
    ck_assert(tensor_read(places_of(file), first, count, places, NULL));
    while (good < count && places[good] < (double)elements) {
        good++;
    }
    return good;
}

/* Whole, and then cut short: each element is there or missing, and what is there is right. */
START_TEST(any_view_of_a_file_is_that_of_memory)
{
    srand((unsigned)_i);
    struct tensor *twin = NULL;
    size_t item = 0;
    struct tensor *opened = random_file(&twin, &item);
    ck_assert_ptr_nonnull(opened);
    struct tensor *file = opened;
    random_view(&file, &twin);
    size_t size = shape_size(&file->shape);
    double *got = arena_alloc(&arena, size, sizeof *got);
    double *want = arena_alloc(&arena, size, sizeof *want);
    for (int span = 0; span < 8; span++) {
        size_t first = span == 0 ? 0 : draw(size);
        size_t count = span == 0 ? size : 1 + draw(size - first);
        ck_assert(tensor_read(file, first, count, got, &diag));
        ck_assert(tensor_read(twin, first, count, want, NULL));
        ck_assert_mem_eq(got, want, count * sizeof *got);
    }
    tensor_close(opened);
    opened = open_file("r.npy");
    file = memcpy(arena_alloc(&arena, 1, sizeof *file), file, sizeof *file);
    file->store = opened->store;
    struct stat info;
    size_t elements = shape_size(&opened->shape);
    size_t left = draw(elements);
    ck_assert_int_eq(stat(in_folder("r.npy"), &info), 0);
    off_t cut = (off_t)((elements - left) * item - draw(item));
    ck_assert_int_eq(truncate(in_folder("r.npy"), info.st_size - cut), 0);
    for (int span = 0; span < 8; span++) {
        size_t first = draw(size);
        size_t count = 1 + draw(size - first);
        size_t good = first_missing(file, first, count, left);
        ck_assert(tensor_read(twin, first, count, want, NULL));
        ck_assert(tensor_read(file, first, count, got, NULL) == (good == count));
        ck_assert_mem_eq(got, want, good * sizeof *got);
        for (size_t i = good; i < count; i++) {
            ck_assert(isnan(got[i]));
        }
    }
    tensor_close(opened);
}
END_TEST

/* Two rows in Fortran order, each of more bytes than are held at once: no hole of the file is
 * written, so it takes no room. */
START_TEST(a_row_larger_than_any_buffer_is_taken_in_parts)
{
    enum { COLS = 40000000 };
    static const size_t MARKS[] = {0, 1, 33554431, 33554432, 33554433, COLS - 1};
    make_file("w.npy", "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 40000000), }", "", 0);
    struct stat info;
    ck_assert_int_eq(stat(in_folder("w.npy"), &info), 0);
    int fd = open(in_folder("w.npy"), O_WRONLY);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(ftruncate(fd, info.st_size + 2 * (off_t)COLS), 0);
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        unsigned char pair[] = {(unsigned char)(1 + i), (unsigned char)(101 + i)};
        ck_assert_int_eq(pwrite(fd, pair, 2, info.st_size + 2 * (off_t)MARKS[i]), 2);
    }
    ck_assert_int_eq(close(fd), 0);
    struct tensor *tensor = open_file("w.npy");
    for (size_t row = 0; row < 2; row++) {
        for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
            double got[2] = {0};
            size_t first = row * COLS + MARKS[i];
            ck_assert(tensor_read(tensor, first, first + 2 < 2 * (size_t)COLS ? 2 : 1, got, &diag));
            ck_assert_double_eq(got[0], (double)(row * 100 + 1 + i));
        }
    }
    tensor_close(tensor);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("panel");
    TCase *tests = tcase_create("views");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, any_view_of_a_file_is_that_of_memory, 0, 50);
    tcase_add_test(tests, a_row_larger_than_any_buffer_is_taken_in_parts);
    suite_add_tcase(suite, tests);
    return suite;
}
