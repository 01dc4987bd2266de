/* Files for tests: a folder of their own, and .npy files in it. Included once by each test. */
#ifndef LOSSWALK_TESTS_NPY_FILES_H
#define LOSSWALK_TESTS_NPY_FILES_H

#include "arena.h"
#include "check_main.h"
#include "tensor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How NumPy calls the order of this machine's bytes. */
enum { OWN_ORDER = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? '<' : '>' };

static struct arena arena;
static struct diag diag;
static char folder[] = "/tmp/losswalk-npy-XXXXXX";
static const char *folders[] = {folder, NULL};

static inline void set_up(void)
{
    arena_init(&arena);
    diag_init(&diag);
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static inline void tear_down(void)
{
    char command[128];
    ck_assert_int_gt(snprintf(command, sizeof command, "rm -r '%s'", folder), 0);
    ck_assert_int_eq(system(command), 0);
    diag_release(&diag);
    arena_release(&arena);
}

static inline const char *in_folder(const char *name)
{
    return arena_printf(&arena, "%s/%s", folder, name);
}

static inline void write_file(const char *name, const struct str *bytes)
{
    FILE *file = fopen(in_folder(name), "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes->data, 1, bytes->len, file), bytes->len);
    ck_assert_int_eq(fclose(file), 0);
}

/* Magic string, version, header length and header. */
static inline void add_header(struct str *out, int version, const char *header)
{
    size_t size = strlen(header);
    str_addn(out, "\x93NUMPY", 6);
    str_addc(out, (char)version);
    str_addc(out, 0);
    for (int i = 0; i < (version == 1 ? 2 : 4); i++) {
        str_addc(out, (char)(size >> (8 * i) & 0xff));
    }
    str_add(out, header);
}

static inline struct tensor *open_file(const char *name)
{
    static const struct source source = {.name = "lesson.md"};
    return tensor_open_npy(&arena, folders, name, (struct where){&source, 3, 9}, &diag);
}

static inline void make_file(const char *name, const char *header, const void *data, size_t size)
{
    struct str bytes;
    str_init(&bytes);
    add_header(&bytes, 1, header);
    str_addn(&bytes, data, size);
    write_file(name, &bytes);
    str_release(&bytes);
}

#endif
