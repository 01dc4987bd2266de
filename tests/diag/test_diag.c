/* Every message about a lesson: NAME.md is checked as --check does, which must say NAME.expected
 * to the byte.
 *
 * To add a case, write the lesson, write what its author should be told, and run the tests. A
 * lesson without problems has an empty .expected file. A lesson without an .expected file fails.
 * LOSSWALK_REWRITE_DIAG=1 writes all of them anew. */
#include "check_main.h"
#include "checking.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static glob_t cases; /* their names, in order */

/* NAME.expected as text; false when there is none. */
static bool read_expected(const char *name, struct str *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%.*s.expected", (int)strlen(name) - 3, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    char piece[4096];
    for (size_t got = 1; got > 0;) {
        got = fread(piece, 1, sizeof piece, file);
        str_addn(text, piece, got);
    }
    return fclose(file) == 0;
}

/* LOSSWALK_REWRITE_DIAG=1 takes what the program says, for its author to read. */
static void rewrite_expected(const char *name, const struct str *printed)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%.*s.expected", (int)strlen(name) - 3, name);
    if (getenv("LOSSWALK_REWRITE_DIAG") != NULL) {
        FILE *file = fopen(path, "wb");
        ck_assert_ptr_nonnull(file);
        ck_assert_uint_eq(fwrite(printed->data, 1, printed->len, file), printed->len);
        ck_assert_int_eq(fclose(file), 0);
    }
}

START_TEST(the_message_is_as_expected)
{
    const char *name = cases.gl_pathv[_i];
    struct str expected;
    struct str printed;
    struct diag diag;
    str_init(&expected);
    str_init(&printed);
    diag_init(&diag);
    struct beside beside;
    beside_open(&beside);
    check_lesson(name, NULL, 0, &(struct folders){.lessons = NULL}, &beside, &diag);
    beside_close(&beside);
    diag_print(&diag, &printed);
    rewrite_expected(name, &printed);
    ck_assert_msg(read_expected(name, &expected), "%s has no .expected file", name);
    ck_assert_msg(strcmp(printed.data, expected.data) == 0, "%s gives\n%s\nexpected is\n%s", name,
        printed.data, expected.data);
    diag_release(&diag);
    str_release(&printed);
    str_release(&expected);
}
END_TEST

START_TEST(there_are_cases)
{
    ck_assert_uint_gt(cases.gl_pathc, 90);
}
END_TEST

Suite *make_suite(void)
{
    if (chdir(TEST_SOURCE_DIR "/diag") == 0) {
        (void)glob("*.md", 0, NULL, &cases);
    }
    Suite *suite = suite_create("diag");
    TCase *tests = tcase_create("messages");
    tcase_add_test(tests, there_are_cases);
    tcase_add_loop_test(tests, the_message_is_as_expected, 0, (int)cases.gl_pathc);
    suite_add_tcase(suite, tests);
    return suite;
}
