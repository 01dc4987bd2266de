/* Arrays in .npz archives, as np.savez() writes them; and archives that lie. */
#include "npy_files.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void add_number(struct str *out, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char byte = '\0';
        if (i < 8) {
            byte = (char)(value >> (8 * i) & 0xff);
        }
        str_addc(out, byte);
    }
}

/* What an archive says of its members, truly or not. */
struct member {
    const char *name;                   /* with .npy */
    uint64_t flags, method, extra_size; /* added to the size that it has */
    bool moved;                         /* its header is said to be at `header` */
    uint64_t header;
};

enum {
    LARGE_ENTRIES = 1, /* sizes and offsets in the extra field of the directory */
    LARGE_END = 2      /* and the end of the directory in 64 bits */
};

static const char NPY[] = "\x93NUMPY\x01\0\x36\0"
                          "{'descr':'|u1','fortran_order':False,'shape':(3,)}   \n";

/* CRC-32, bit by bit. */
static uint32_t crc_of(const char *bytes, size_t size)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < 8 * size; i++) {
        uint32_t bit = ((unsigned char)bytes[i / 8] >> i % 8 & 1) ^ (crc & 1);
        crc = crc >> 1 ^ (bit != 0 ? 0xedb88320 : 0);
    }
    return crc ^ 0xffffffff;
}

/* Each member is an array of 3 bytes: 1, 2, 3 in the first, 11, 12, 13 in the second. */
static void make_archive(struct str *out, const struct member *members, size_t count, int large)
{
    size_t headers[4];
    uint32_t crcs[4];
    size_t size = sizeof NPY - 1 + 3;
    str_clear(out);
    for (size_t i = 0; i < count; i++) {
        headers[i] = out->len;
        add_number(out, 0x04034b50, 4);
        add_number(out, 45, 2);
        add_number(out, members[i].flags, 2);
        add_number(out, members[i].method, 2);
        add_number(out, 0, 4 + 4);
        add_number(out, UINT64_MAX, 8); /* as NumPy has it: the extra field says */
        add_number(out, strlen(members[i].name), 2);
        add_number(out, 20, 2);
        str_add(out, members[i].name);
        add_number(out, 1, 2);
        add_number(out, 16, 2);
        add_number(out, size, 8);
        add_number(out, size, 8);
        str_addn(out, NPY, sizeof NPY - 1);
        add_number(out, 0x030201 + i * 0x0a0a0a, 3);
        crcs[i] = crc_of(out->data + out->len - size, size);
    }
    size_t start = out->len;
    for (size_t i = 0; i < count; i++) {
        uint64_t header = members[i].moved ? members[i].header : headers[i];
        uint64_t said = size + members[i].extra_size;
        add_number(out, 0x02014b50, 4);
        add_number(out, 45, 2 + 2);
        add_number(out, members[i].flags, 2);
        add_number(out, members[i].method, 2);
        add_number(out, 0, 4);
        add_number(out, crcs[i], 4);
        add_number(out, large != 0 ? UINT32_MAX : said, 4);
        add_number(out, large != 0 ? UINT32_MAX : said, 4);
        add_number(out, strlen(members[i].name), 2);
        add_number(out, large != 0 ? 28 : 0, 2);
        add_number(out, 0, 2 + 2 + 2 + 4);
        add_number(out, large != 0 ? UINT32_MAX : header, 4);
        str_add(out, members[i].name);
        if (large != 0) {
            add_number(out, 1, 2);
            add_number(out, 24, 2);
            add_number(out, said, 8);
            add_number(out, said, 8);
            add_number(out, header, 8);
        }
    }
    size_t end = out->len;
    bool end64 = (large & LARGE_END) != 0;
    if (end64) {
        add_number(out, 0x06064b50, 4);
        add_number(out, 44, 8);
        add_number(out, 45, 2 + 2 + 4 + 4);
        add_number(out, count, 8);
        add_number(out, count, 8);
        add_number(out, end - start, 8);
        add_number(out, start, 8);
        add_number(out, 0x07064b50, 4);
        add_number(out, 0, 4);
        add_number(out, end, 8);
        add_number(out, 1, 4);
    }
    add_number(out, 0x06054b50, 4);
    add_number(out, 0, 4);
    add_number(out, end64 ? UINT16_MAX : count, 2);
    add_number(out, end64 ? UINT16_MAX : count, 2);
    add_number(out, end64 ? UINT32_MAX : end - start, 4);
    add_number(out, end64 ? UINT32_MAX : start, 4);
    add_number(out, 0, 2);
}

static struct tensor *open_member(const char *name)
{
    diag_clear(&diag);
    return open_file(name);
}

/* Reads a member where it can be opened; false where it is refused, with an error then. */
static bool reads(const char *name, double *out)
{
    struct tensor *tensor = open_member(name);
    ck_assert_int_eq(tensor == NULL, diag.errors > 0);
    if (tensor == NULL) {
        return false;
    }
    size_t size = shape_size(&tensor->shape);
    for (size_t i = 0; i < size && i < 3; i++) {
        (void)tensor_read(tensor, i, 1, &out[i], &diag);
    }
    tensor_close(tensor);
    return diag.errors == 0;
}

static const struct member TWO[] = {{.name = "logits.npy"}, {.name = "labels.npy"}};

START_TEST(members_read_where_they_stand)
{
    struct str bytes;
    str_init(&bytes);
    static const int forms[] = {0, LARGE_ENTRIES, LARGE_ENTRIES | LARGE_END};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        double out[3] = {0};
        make_archive(&bytes, TWO, 2, forms[i]);
        write_file("a.npz", &bytes);
        ck_assert_msg(reads("a.npz/logits", out), "form %zu: %s", i, diag.first->text);
        ck_assert(out[0] == 1 && out[1] == 2 && out[2] == 3);
        ck_assert(reads("a.npz/labels", out));
        ck_assert(out[0] == 11 && out[1] == 12 && out[2] == 13);
        const char *const *names =
            tensor_list_npz(&arena, folders, "a.npz", (struct where){0}, &diag);
        ck_assert_str_eq(names[0], "logits");
        ck_assert_str_eq(names[1], "labels");
        ck_assert_ptr_null(names[2]);
        ck_assert(!reads("a.npz/mask", out));
        ck_assert_str_eq(diag.first->text, "a.npz: there is no array 'mask' in it");
    }
    str_release(&bytes);
}
END_TEST

#define BROKEN "a.npz: is no .npz archive, or a broken one"

static const struct {
    struct member members[3];
    size_t count;
    const char *message;
} LIES[] = {
    {{{.name = "logits.npy", .method = 8}}, 1,
        "a.npz: is compressed, and arrays are read where they stand"},
    {{{.name = "logits.npy", .flags = 1}}, 1, "a.npz: is encrypted"},
    {{{.name = "../logits.npy"}}, 1, "a.npz: has a member whose name is not plain"},
    {{{.name = "a\\logits.npy"}}, 1, "a.npz: has a member whose name is not plain"},
    {{{.name = "\x1b[2J.npy"}}, 1, "a.npz: has a member whose name is not plain"},
    {{{.name = "logits.txt"}}, 1, "a.npz: has a member whose name is not plain"},
    {{{.name = ".npy"}}, 1, "a.npz: has a member whose name is not plain"},
    {{{.name = "logits.npy"}, {.name = "logits.npy"}}, 2, BROKEN},
    /* a size into the directory, past the end, and around */
    {{{.name = "logits.npy", .extra_size = 1}}, 1, BROKEN},
    {{{.name = "logits.npy", .extra_size = 100000}}, 1, BROKEN},
    {{{.name = "logits.npy", .extra_size = UINT64_MAX - 200}}, 1, BROKEN},
    /* a size into the next member; one too small for its array */
    {{{.name = "logits.npy", .extra_size = 1}, {.name = "labels.npy"}}, 2, BROKEN},
    {{{.name = "logits.npy", .extra_size = UINT64_MAX}, {.name = "labels.npy"}}, 2,
        "a.npz: the array 'logits' is damaged: its checksum (CRC-32) is another"},
    /* both at one place; past the end; elsewhere */
    {{{.name = "logits.npy"}, {.name = "labels.npy", .moved = true}}, 2, BROKEN},
    {{{.name = "logits.npy", .moved = true, .header = 100000}}, 1, BROKEN},
    {{{.name = "logits.npy", .moved = true, .header = UINT64_MAX - 10}}, 1, BROKEN},
    {{{.name = "logits.npy", .moved = true, .header = 1}}, 1, BROKEN},
};

START_TEST(lies_are_refused)
{
    struct str bytes;
    double out[3] = {0};
    str_init(&bytes);
    make_archive(&bytes, LIES[_i].members, LIES[_i].count, LARGE_ENTRIES);
    write_file("a.npz", &bytes);
    ck_assert(!reads("a.npz/logits", out));
    ck_assert_str_eq(diag.first->text, LIES[_i].message);
    str_release(&bytes);
}
END_TEST

START_TEST(too_many_members_are_refused)
{
    struct str bytes;
    double out[3] = {0};
    str_init(&bytes);
    make_archive(&bytes, TWO, 2, LARGE_ENTRIES | LARGE_END);
    size_t count = bytes.len - 22 - 20 - 56 + 32;
    memcpy(bytes.data + count, "\0\0\1\0", 4); /* 65,536 */
    write_file("a.npz", &bytes);
    ck_assert(!reads("a.npz/logits", out));
    ck_assert_str_eq(diag.first->text, "a.npz: has too many members");
    str_release(&bytes);
}
END_TEST

/* Every byte in turn is another, and every length shorter: the arrays are read as they were, or
 * there is an error; nothing else. What was cut is an error. */
START_TEST(damage_does_no_harm)
{
    struct str bytes;
    str_init(&bytes);
    double out[3] = {0};
    make_archive(&bytes, TWO, 2, LARGE_ENTRIES | (_i != 0 ? LARGE_END : 0));
    for (size_t i = 0; i < bytes.len; i++) {
        static const unsigned char masks[] = {0xff, 0x01};
        for (size_t k = 0; k < sizeof masks; k++) {
            bytes.data[i] = (char)((unsigned char)bytes.data[i] ^ masks[k]);
            write_file("a.npz", &bytes);
            ck_assert(!reads("a.npz/logits", out) || (out[0] == 1 && out[1] == 2 && out[2] == 3));
            ck_assert(
                !reads("a.npz/labels", out) || (out[0] == 11 && out[1] == 12 && out[2] == 13));
            bytes.data[i] = (char)((unsigned char)bytes.data[i] ^ masks[k]);
        }
    }
    for (size_t size = bytes.len; size-- > 0;) {
        bytes.len = size;
        write_file("a.npz", &bytes);
        ck_assert(!reads("a.npz/logits", out));
    }
    str_release(&bytes);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("npz");
    TCase *tests = tcase_create("archives");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, members_read_where_they_stand);
    tcase_add_loop_test(tests, lies_are_refused, 0, (int)(sizeof LIES / sizeof *LIES));
    tcase_add_test(tests, too_many_members_are_refused);
    tcase_add_loop_test(tests, damage_does_no_harm, 0, 2);
    suite_add_tcase(suite, tests);
    return suite;
}
