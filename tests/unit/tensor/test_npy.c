/* Reading .npy files: every type, both orders, and everything that can be wrong with one. */
#include "npy_files.h"

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

START_TEST(every_type_reads_as_doubles)
{
    static const struct {
        const char *descr, *bytes;
        size_t size;
        double want[2];
        bool integer;
    } cases[] = {
        {"<f8", "\0\0\0\0\0\0\xf8\x3f\0\0\0\0\0\0\0\xc0", 16, {1.5, -2}, false},
        {">f8", "\x3f\xf8\0\0\0\0\0\0\xc0\0\0\0\0\0\0\0", 16, {1.5, -2}, false},
        {"<f4", "\0\0\xc0\x3f\0\0\0\xc0", 8, {1.5, -2}, false},
        {">f4", "\x3f\xc0\0\0\xc0\0\0\0", 8, {1.5, -2}, false},
        {"<f2", "\0\x3e\0\xc0", 4, {1.5, -2}, false},
        {"<f2", "\0\x7c\x01\0", 4, {INFINITY, 0x1p-24}, false},
        {">f2", "\x7b\xff\xfc\0", 4, {65504, -INFINITY}, false},
        {"<i8", "\xfe\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0\0\x80", 16, {-2, -0x1p63}, true},
        {"<i4", "\xfe\xff\xff\xff\x07\0\0\0", 8, {-2, 7}, true},
        {">i4", "\xff\xff\xff\xfe\0\0\0\x07", 8, {-2, 7}, true},
        {"<i2", "\xfe\xff\x00\x01", 4, {-2, 256}, true},
        {"|i1", "\xfe\x7f", 2, {-2, 127}, true},
        {"<i1", "\xfe\x7f", 2, {-2, 127}, true},
        {"|u1", "\xfe\x7f", 2, {254, 127}, true},
        {"<u2", "\xfe\xff\x00\x01", 4, {65534, 256}, true},
        {">u4", "\xff\xff\xff\xff\0\0\0\x01", 8, {4294967295.0, 1}, true},
        {"<u8", "\0\0\0\0\0\0\0\x80\x01\0\0\0\0\0\0\0", 16, {0x1p63, 1}, true},
        {"|b1", "\x01\0", 2, {1, 0}, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *header = arena_printf(
            &arena, "{'descr': '%s', 'fortran_order': False, 'shape': (2,), }  \n", cases[i].descr);
        make_file("a.npy", header, cases[i].bytes, cases[i].size);
        struct tensor *tensor = open_file("a.npy");
        ck_assert_msg(tensor != NULL, "case %zu", i);
        double out[2];
        ck_assert(tensor_read(tensor, 0, 2, out, &diag));
        ck_assert_msg(out[0] == cases[i].want[0] && out[1] == cases[i].want[1], "case %zu: %g %g",
            i, out[0], out[1]);
        ck_assert_int_eq(tensor->integer, cases[i].integer);
        tensor_close(tensor);
    }
}
END_TEST

START_TEST(versions_two_and_three_have_a_longer_length)
{
    for (int version = 1; version <= 3; version++) {
        struct str bytes;
        str_init(&bytes);
        add_header(&bytes, version, "{\"shape\":(),'fortran_order':True,'descr':'|u1'}\n");
        str_addc(&bytes, 7);
        write_file("a.npy", &bytes);
        str_release(&bytes);
        struct tensor *tensor = open_file("a.npy");
        ck_assert_ptr_nonnull(tensor);
        double out = 0;
        ck_assert(tensor_read(tensor, 0, 1, &out, &diag));
        ck_assert_double_eq(out, 7);
        tensor_close(tensor);
    }
}
END_TEST

/* The shapes are large enough for many windows of the file. */
static void check_large(const struct tensor *tensor, size_t rows, size_t cols)
{
    size_t steps[] = {1, 7, cols, 3 * cols + 5, rows * cols};
    double *out = calloc(rows * cols, sizeof *out);
    size_t wrong = 0; /* counted, because an assertion per element takes seconds */
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
        for (size_t first = 0; first < rows * cols; first += steps[s]) {
            size_t left = rows * cols - first;
            size_t count = steps[s] < left ? steps[s] : left;
            wrong += tensor_read(tensor, first, count, out, &diag) ? 0 : 1;
            for (size_t i = 0; i < count; i++) {
                wrong += out[i] == (double)(first + i) ? 0 : 1;
            }
        }
    }
    ck_assert_uint_eq(wrong, 0);
    free(out);
}

START_TEST(both_orders_read_in_c_order)
{
    enum { ROWS = 3000, COLS = 40 };
    double *data = calloc((size_t)ROWS * COLS, sizeof *data);
    for (size_t i = 0; i < (size_t)ROWS * COLS; i++) {
        data[i] = (double)i;
    }
    size_t bytes = (size_t)ROWS * COLS * sizeof *data;
    make_file("c.npy",
        arena_printf(
            &arena, "{'descr': '%cf8', 'fortran_order': False, 'shape': (3000, 40), }", OWN_ORDER),
        data, bytes);
    for (size_t i = 0; i < (size_t)ROWS * COLS; i++) {
        data[i] = (double)(i % ROWS * COLS + i / ROWS);
    }
    make_file("f.npy",
        arena_printf(
            &arena, "{'descr': '%cf8', 'fortran_order': True, 'shape': (3000, 40), }", OWN_ORDER),
        data, bytes);
    free(data);
    struct tensor *tensor = open_file("c.npy");
    check_large(tensor, ROWS, COLS);
    tensor_close(tensor);
    tensor = open_file("f.npy");
    check_large(tensor, ROWS, COLS);
    tensor_close(tensor);
}
END_TEST

START_TEST(a_view_of_a_file_reads_as_one_of_a_literal)
{
    make_file(
        "a.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", "\0\1\2\3\4\5", 6);
    struct tensor *tensor = open_file("a.npy");
    struct tensor *view = tensor_move_axis_last(&arena, tensor, 0);
    const double want[] = {0, 3, 1, 4, 2, 5};
    for (size_t first = 0; first < 6; first++) {
        double out[6];
        ck_assert(tensor_read(view, first, 6 - first, out, &diag));
        ck_assert_mem_eq(out, want + first, (6 - first) * sizeof *out);
    }
    tensor_close(tensor);
}
END_TEST

#define HEADER(fields) "{" fields "}\n"
#define F8 "'descr': '<f8', "
#define C_ORDER "'fortran_order': False, "

static const struct {
    const char *header, *message;
} bad_headers[] = {
    {"", "a.npy: the header is not what NumPy writes"},
    {"{", "a.npy: the header is not what NumPy writes"},
    {HEADER(F8 C_ORDER), "a.npy: the header is not what NumPy writes"},
    {HEADER(F8 F8 C_ORDER "'shape': (1,)"), "a.npy: the header is not what NumPy writes"},
    {HEADER(F8 C_ORDER "'shape': (1,), 'more': 1"), "a.npy: the header is not what NumPy writes"},
    {HEADER(F8 C_ORDER "'shape': (1,)") "x", "a.npy: the header is not what NumPy writes"},
    {HEADER(F8 C_ORDER "'sh\xc3\xa4pe': (1,)"), "a.npy: the header is not what NumPy writes"},
    {HEADER("'descr': '<f8\\x27', " C_ORDER "'shape': (1,)"),
        "a.npy: the header is not what NumPy writes"},
    {HEADER("'descr': '|O', " C_ORDER "'shape': (1,)"),
        "a.npy: header field 'descr': an object array holds Python objects, not numbers"},
    {HEADER("'descr': [('x', '<f8')], " C_ORDER "'shape': (1,)"),
        "a.npy: header field 'descr': a structured type has several fields per element"},
    {HEADER("'descr': '<c16', " C_ORDER "'shape': (1,)"),
        "a.npy: header field 'descr': elements of this type cannot be read; these can: "
        "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1"},
    {HEADER("'descr': '|f8', " C_ORDER "'shape': (1,)"),
        "a.npy: header field 'descr': elements of this type cannot be read; these can: "
        "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1"},
    {HEADER(F8 "'fortran_order': 0, 'shape': (1,)"),
        "a.npy: header field 'fortran_order': must be True or False"},
    {HEADER(F8 C_ORDER "'shape': 1"),
        "a.npy: header field 'shape': must be a tuple of whole numbers"},
    {HEADER(F8 C_ORDER "'shape': (1)"),
        "a.npy: header field 'shape': must be a tuple of whole numbers"},
    {HEADER(F8 C_ORDER "'shape': (-1,)"),
        "a.npy: header field 'shape': must be a tuple of whole numbers"},
    {HEADER(F8 C_ORDER "'shape': (1 2)"),
        "a.npy: header field 'shape': must be a tuple of whole numbers"},
    {HEADER(F8 C_ORDER "'shape': (1,"),
        "a.npy: header field 'shape': must be a tuple of whole numbers"},
    {HEADER(F8 C_ORDER "'shape': (2, 0)"), "a.npy: header field 'shape': has an axis of size 0, "
                                           "which only the first can be: there are "
                                           "no rows"},
    {HEADER(F8 C_ORDER "'shape': (0, 4294967296)"),
        "a.npy: header field 'shape': is larger than any file"},
    {HEADER(F8 C_ORDER "'shape': (1, 1, 1, 1, 1, 1, 1)"),
        "a.npy: header field 'shape': has more than 6 axes"},
    {HEADER(F8 C_ORDER "'shape': (4294967296, 4294967296)"),
        "a.npy: header field 'shape': is larger than any file"},
    /* 2^32 elements do not wrap to 0 where sizes have 32 bits. */
    {HEADER("'descr': '|i1', " C_ORDER "'shape': (65536, 65536)"),
        SIZE_MAX > UINT32_MAX ? "a.npy: header field 'shape': promises 4294967296 bytes of data, "
                                "the file has 8"
                              : "a.npy: header field 'shape': is larger than any file"},
    {HEADER(F8 C_ORDER "'shape': (99999999999999999999999,)"),
        "a.npy: header field 'shape': is larger than any file"},
    {HEADER(F8 C_ORDER "'shape': (2,)"),
        "a.npy: header field 'shape': promises 16 bytes of data, the file has 8"},
    {HEADER(F8 C_ORDER "'shape': ()"), NULL},
    {HEADER("'descr': '<f4', " C_ORDER "'shape': ()"),
        "a.npy: header field 'shape': promises 4 bytes of data, the file has 8"},
};

START_TEST(a_bad_header_is_refused)
{
    make_file("a.npy", bad_headers[_i].header, "\0\0\0\0\0\0\0\0", 8);
    struct tensor *tensor = open_file("a.npy");
    if (bad_headers[_i].message == NULL) {
        ck_assert_ptr_nonnull(tensor);
        tensor_close(tensor);
        return;
    }
    ck_assert_ptr_null(tensor);
    ck_assert_uint_eq(diag.errors, 1);
    ck_assert_str_eq(diag.first->text, bad_headers[_i].message);
    ck_assert_str_eq(diag.first->file, "lesson.md");
    ck_assert_uint_eq(diag.first->line, 3);
}
END_TEST

static void expect_refusal(const char *name, const char *message)
{
    diag_clear(&diag);
    ck_assert_ptr_null(open_file(name));
    ck_assert_uint_eq(diag.errors, 1);
    ck_assert_str_eq(diag.first->text, message);
}

static void write_bytes(const char *bytes, size_t size)
{
    struct str text;
    str_init(&text);
    str_addn(&text, bytes, size);
    write_file("a.npy", &text);
    str_release(&text);
}

START_TEST(other_files_are_refused)
{
    write_bytes("", 0);
    expect_refusal("a.npy", "a.npy: is not a .npy file");
    write_bytes("0.1 0.2 0.3 0.4", 15);
    expect_refusal("a.npy", "a.npy: is not a .npy file");
    write_bytes("PK\x03\x04xxxxxxxxxxxxx", 17);
    expect_refusal("a.npy", "a.npy: is a .npz archive, which holds several arrays");
    write_bytes("\x93NUMPY\x01\0\x40\0{ }", 13);
    expect_refusal("a.npy", "a.npy: ends within its header");
    write_bytes("\x93NUMPY\x09\0\x40\0{ }", 13);
    expect_refusal("a.npy", "a.npy: version 9.0 of the format is not known; 1.0 to 3.0 are");
    write_bytes("\x93NUMPY\x02\0\xff\xff\xff\xff{ }", 15);
    expect_refusal("a.npy", "a.npy: a header of 4294967295 bytes is too long (limit 65536)");
}
END_TEST

START_TEST(names_cannot_leave_the_folder)
{
    static const char *const names[] = {"", ".", "..", "../a.npy", "/etc/passwd", "x/a.npy", "a/"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        expect_refusal(names[i],
            arena_printf(&arena,
                "'%s' is not a plain file name: data files stand beside the lesson", names[i]));
    }
    expect_refusal("a.npy", "'a.npy' was not found");
    ck_assert_str_eq(diag.first->hint, arena_printf(&arena, "looked in: %s", folder));
}
END_TEST

START_TEST(links_pipes_and_folders_are_refused)
{
    static const char irregular[] =
        ": is not a file with data in it (a folder, a pipe or a device)";
    ck_assert_int_eq(symlink("/dev/zero", in_folder("link")), 0);
    expect_refusal("link", "link: is a link; data files must be the files themselves");
    ck_assert_int_eq(mkfifo(in_folder("pipe"), 0600), 0);
    expect_refusal("pipe", arena_printf(&arena, "pipe%s", irregular));
    ck_assert_int_eq(mkdir(in_folder("dir"), 0700), 0);
    expect_refusal("dir", arena_printf(&arena, "dir%s", irregular));
}
END_TEST

START_TEST(the_first_folder_that_has_the_file_wins)
{
    const char *both[] = {"/nonexistent", folder, NULL};
    make_file("a.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (), }", "\5", 1);
    struct tensor *tensor = tensor_open_npy(&arena, both, "a.npy", (struct where){0}, &diag);
    ck_assert_ptr_nonnull(tensor);
    tensor_close(tensor);
    ck_assert_uint_eq(diag.errors, 0);
}
END_TEST

START_TEST(a_file_cut_short_while_open_gives_an_error)
{
    enum { COUNT = 100000 };
    double *data = calloc(COUNT, sizeof *data);
    make_file("a.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (50000, 2), }", data,
        COUNT * sizeof *data);
    struct tensor *tensor = open_file("a.npy");
    ck_assert_ptr_nonnull(tensor);
    ck_assert_int_eq(truncate(in_folder("a.npy"), 400000), 0);
    ck_assert(!tensor_read(tensor, 0, COUNT, data, &diag));
    ck_assert_uint_eq(diag.errors, 1);
    ck_assert_ptr_nonnull(strstr(diag.first->text, "is missing: the file became shorter"));
    ck_assert_double_eq(data[40000], 0);
    ck_assert_double_nan(data[COUNT - 1]);
    /* The same column by column. */
    struct tensor *view = tensor_move_axis_last(&arena, tensor, 0);
    ck_assert(!tensor_read(view, 0, COUNT, data, &diag));
    ck_assert_double_eq(data[20000], 0);
    ck_assert_double_nan(data[COUNT - 1]);
    tensor_close(tensor);
    free(data);
}
END_TEST

/* Row by row as column by column: nothing of another file is given out. */
START_TEST(a_file_written_to_while_open_gives_an_error)
{
    double data[600] = {0};
    make_file("a.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 300), }", data,
        sizeof data);
    struct tensor *tensor = open_file("a.npy");
    ck_assert_ptr_nonnull(tensor);
    const struct timespec times[] = {{1, 0}, {1, 0}};
    ck_assert_int_eq(utimensat(AT_FDCWD, in_folder("a.npy"), times, 0), 0);
    const struct tensor *views[] = {tensor, tensor_move_axis_last(&arena, tensor, 0)};
    for (size_t i = 0; i < 2; i++) {
        for (size_t again = 0; again < 2; again++) {
            diag.errors = 0;
            data[0] = 0;
            ck_assert(!tensor_read(views[i], 0, 600, data, &diag));
            ck_assert_uint_eq(diag.errors, 1);
            ck_assert_ptr_nonnull(strstr(diag.last->text, "a.npy: was changed, replaced"));
            ck_assert_double_nan(data[0]);
        }
    }
    tensor_close(tensor);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("npy");
    TCase *tests = tcase_create("files");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, every_type_reads_as_doubles);
    tcase_add_test(tests, versions_two_and_three_have_a_longer_length);
    tcase_add_test(tests, both_orders_read_in_c_order);
    tcase_add_test(tests, a_view_of_a_file_reads_as_one_of_a_literal);
    tcase_add_loop_test(
        tests, a_bad_header_is_refused, 0, (int)(sizeof bad_headers / sizeof *bad_headers));
    tcase_add_test(tests, other_files_are_refused);
    tcase_add_test(tests, names_cannot_leave_the_folder);
    tcase_add_test(tests, links_pipes_and_folders_are_refused);
    tcase_add_test(tests, the_first_folder_that_has_the_file_wins);
    tcase_add_test(tests, a_file_cut_short_while_open_gives_an_error);
    tcase_add_test(tests, a_file_written_to_while_open_gives_an_error);
    suite_add_tcase(suite, tests);
    return suite;
}
