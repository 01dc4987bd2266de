/* Every shipped lesson through --check: no error, and no warning. */
#include "catalogue.h"
#include "check_main.h"
#include "checking.h"

static struct catalogue catalogue;

START_TEST(nothing_is_wrong_with_it)
{
    static const char *const DATA[] = {TEST_SOURCE_DIR "/../data", NULL};
    const struct catalogue_entry *entry = &catalogue.entries[_i];
    struct diag diag;
    struct str report;
    diag_init(&diag);
    str_init(&report);
    struct beside beside;
    beside_open(&beside);
    check_lesson(entry->path, NULL, 0, &(struct folders){.data = DATA}, &beside, &diag);
    beside_close(&beside);
    diag_print(&diag, &report);
    ck_assert_msg(diag.errors == 0 && diag.warnings == 0, "%s", report.data);
    str_release(&report);
    diag_release(&diag);
}
END_TEST

START_TEST(there_are_lessons)
{
    ck_assert_uint_gt(catalogue.count, 20);
}
END_TEST

Suite *make_suite(void)
{
    static const char *const FOLDERS[] = {TEST_SOURCE_DIR "/../lessons", NULL};
    struct diag diag;
    diag_init(&diag);
    Suite *suite = suite_create("lessons");
    TCase *tests = tcase_create("checked");
    int count = catalogue_open(&catalogue, FOLDERS, 0, &diag) ? (int)catalogue.count : 0;
    tcase_add_test(tests, there_are_lessons);
    tcase_add_loop_test(tests, nothing_is_wrong_with_it, 0, count);
    suite_add_tcase(suite, tests);
    diag_release(&diag);
    return suite;
}
