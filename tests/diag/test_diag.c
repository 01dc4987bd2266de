/* Every message about a lesson: NAME.md is read, and diag_print() must give NAME.expected to the
 * byte.
 *
 * To add a case, write the lesson, write what its author should be told, and run the tests. A
 * lesson without problems has an empty .expected file. A lesson without an .expected file fails.
 */
#include "check_main.h"
#include "lesson.h"

#include <glob.h>
#include <stdio.h>
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

START_TEST(the_message_is_as_expected)
{
    const char *name = cases.gl_pathv[_i];
    struct str expected;
    struct str printed;
    struct diag diag;
    str_init(&expected);
    str_init(&printed);
    diag_init(&diag);
    ck_assert_msg(read_expected(name, &expected), "%s has no .expected file", name);
    struct lesson *lesson = lesson_load(name, NULL, 0, NULL, &diag);
    diag_print(&diag, &printed);
    ck_assert_msg(strcmp(printed.data, expected.data) == 0, "%s gives\n%s\nexpected is\n%s", name,
        printed.data, expected.data);
    ck_assert_msg((lesson == NULL) == (diag.errors > 0), "%s: errors and result disagree", name);
    lesson_free(lesson);
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
