/* Compiled catalogues: the one that the build made, the same in the other byte order, and what is
 * damaged. */
#include "check_main.h"
#include "file.h"
#include "mo.h"
#include "str.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char BUILT[] = TEST_LOCALE_DIR "/zh_CN/LC_MESSAGES/losswalk.mo";

static struct mo *open_bytes(const char *bytes, size_t size)
{
    char path[] = "/tmp/losswalk-mo-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert(file_write_all(fd, bytes, size));
    (void)close(fd);
    struct mo *mo = mo_open(path);
    (void)unlink(path);
    return mo;
}

static struct str built(void)
{
    struct str bytes;
    str_init(&bytes);
    ck_assert(file_read(BUILT, 16 << 20, &bytes));
    ck_assert_uint_gt(bytes.len, 10000);
    return bytes;
}

static void look_up(const struct mo *mo)
{
    ck_assert_str_eq(mo_find(mo, "hint", 0), "提示");
    ck_assert_str_eq(mo_find(mo, "%zu error, ", 0), "%zu 个错误，");
    ck_assert_ptr_null(mo_find(mo, "%zu error, ", 1)); /* Chinese has one form */
    ck_assert_ptr_null(mo_find(mo, "hin", 0));
    ck_assert_ptr_null(mo_find(mo, "hints of no text", 0));
    ck_assert_ptr_null(mo_find(mo, "\xff", 0));
}

START_TEST(texts_are_found)
{
    struct mo *mo = mo_open(BUILT);
    ck_assert_ptr_nonnull(mo);
    look_up(mo);
    mo_free(mo);
}
END_TEST

static void swap(char *at)
{
    const char word[4] = {at[3], at[2], at[1], at[0]};
    memcpy(at, word, 4);
}

/* In the order of the file, whatever this machine's is. */
static uint32_t word(const struct str *bytes, size_t at)
{
    bool big_endian = (unsigned char)bytes->data[0] == 0x95;
    uint32_t value = 0;
    for (size_t i = 0; i < 4; i++) {
        value = value << 8 | (unsigned char)bytes->data[at + (big_endian ? i : 3 - i)];
    }
    return value;
}

START_TEST(either_byte_order)
{
    struct str bytes = built();
    size_t count = word(&bytes, 8);
    for (size_t table = 12; table <= 16; table += 4) {
        size_t start = word(&bytes, table);
        for (size_t i = 0; i < 2 * count; i++) {
            swap(bytes.data + start + 4 * i);
        }
    }
    for (size_t at = 0; at < 20; at += 4) {
        swap(bytes.data + at);
    }
    struct mo *mo = open_bytes(bytes.data, bytes.len);
    ck_assert_ptr_nonnull(mo);
    look_up(mo);
    mo_free(mo);
    str_release(&bytes);
}
END_TEST

/* Two forms of a plural, and a text that is its last; made by hand from the format's description.
 */
static const char by_hand[] = "\xde\x12\x04\x95"
                              "\0\0\0\0"
                              "\2\0\0\0"
                              "\34\0\0\0"
                              "\54\0\0\0"
                              "\0\0\0\0"
                              "\0\0\0\0"
                              "\11\0\0\0"
                              "\74\0\0\0"
                              "\1\0\0\0"
                              "\106\0\0\0"
                              "\6\0\0\0"
                              "\110\0\0\0"
                              "\0\0\0\0"
                              "\117\0\0\0"
                              "%d a\0%d b"
                              "\0"
                              "x\0"
                              "ei\0zwe"
                              "\0"
                              "\0";

START_TEST(plural_forms)
{
    struct mo *mo = open_bytes(by_hand, sizeof by_hand - 1);
    ck_assert_ptr_nonnull(mo);
    ck_assert_str_eq(mo_find(mo, "%d a", 0), "ei");
    ck_assert_str_eq(mo_find(mo, "%d a", 1), "zwe");
    ck_assert_ptr_null(mo_find(mo, "%d a", 2));
    ck_assert_ptr_null(mo_find(mo, "x", 0)); /* an empty translation is none */
    mo_free(mo);
}
END_TEST

/* One more than its length is 0 where sizes have 32 bits. */
START_TEST(a_text_of_4_gigabytes_is_refused)
{
    enum { SECOND_LENGTH = 36 };
    char bytes[sizeof by_hand];
    memcpy(bytes, by_hand, sizeof by_hand);
    memset(bytes + SECOND_LENGTH, 0xff, 4);
    ck_assert_ptr_null(open_bytes(bytes, sizeof bytes - 1));
}
END_TEST

START_TEST(nothing_there)
{
    ck_assert_ptr_null(mo_open("/nowhere/losswalk.mo"));
    ck_assert_ptr_null(mo_open("/"));
    ck_assert_ptr_null(open_bytes("", 0));
    ck_assert_ptr_null(open_bytes("msgid \"\"\n", 9));
}
END_TEST

/* Cut anywhere in its head and tables it is refused; with any byte of them changed it is refused,
 * or every text in it is whole: the sanitizers watch. */
START_TEST(damaged)
{
    struct str bytes = built();
    size_t tables = word(&bytes, 16) + 8 * (size_t)word(&bytes, 8);
    size_t step = tables / 400 + 1;
    for (size_t size = 0; size < tables; size += size < 40 ? 1 : step) {
        ck_assert_msg(open_bytes(bytes.data, size) == NULL, "%zu bytes", size);
    }
    ck_assert_ptr_null(open_bytes(bytes.data, bytes.len - 1));
    for (size_t at = 0; at < tables; at += at < 40 ? 1 : step) {
        for (size_t flip = 1; flip < 256; flip *= 4) {
            bytes.data[at] ^= (char)flip;
            struct mo *mo = open_bytes(bytes.data, bytes.len);
            if (mo != NULL) {
                (void)mo_find(mo, "hint", 0);
                (void)mo_find(mo, "zzz", 3);
                mo_free(mo);
            }
            bytes.data[at] ^= (char)flip;
        }
    }
    str_release(&bytes);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("catalogues of texts");
    TCase *tcase = tcase_create("mo");
    tcase_add_test(tcase, texts_are_found);
    tcase_add_test(tcase, either_byte_order);
    tcase_add_test(tcase, plural_forms);
    tcase_add_test(tcase, a_text_of_4_gigabytes_is_refused);
    tcase_add_test(tcase, nothing_there);
    tcase_add_test(tcase, damaged);
    suite_add_tcase(suite, tcase);
    return suite;
}
