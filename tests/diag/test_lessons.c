/* Every shipped lesson through --check: no error, and no warning. */
#include "catalogue.h"
#include "check_main.h"
#include "checking.h"

#include <string.h>

static struct catalogue catalogue;

/* What is accepted, and why. */
static const struct {
    const char *lesson, *id;
} ACCEPTED[] = {
    /* the scores of a published notebook, nine digits each, are what these are about: their ten
     * columns are worth scrolling */
    {"ten-classes", "too-wide"},
    {"hand-against-api", "too-wide"},
    /* its introduction names the number for which it asks */
    {"route-textbook", "told-by-intro"},
};

static bool is_accepted(const char *lesson, const struct diag_item *item)
{
    for (size_t i = 0; i < sizeof ACCEPTED / sizeof *ACCEPTED; i++) {
        if (strcmp(ACCEPTED[i].lesson, lesson) == 0 && strcmp(ACCEPTED[i].id, item->id) == 0) {
            return true;
        }
    }
    return false;
}

START_TEST(nothing_is_wrong_with_it)
{
    static const char *const DATA[] = {TEST_SOURCE_DIR "/../data", NULL};
    const struct catalogue_entry *entry = &catalogue.entries[_i];
    struct diag diag;
    struct str report;
    diag_init(&diag);
    str_init(&report);
    check_lesson(entry->path, NULL, 0, DATA, &diag);
    diag_print(&diag, &report);
    for (const struct diag_item *item = diag.first; item != NULL; item = item->next) {
        ck_assert_msg(item->severity == DIAG_WARNING && item->id != NULL, "%s", report.data);
        ck_assert_msg(is_accepted(entry->id, item), "%s", report.data);
    }
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
    int count = catalogue_open(&catalogue, FOLDERS, &diag) ? (int)catalogue.count : 0;
    tcase_add_test(tests, there_are_lessons);
    tcase_add_loop_test(tests, nothing_is_wrong_with_it, 0, count);
    suite_add_tcase(suite, tests);
    diag_release(&diag);
    return suite;
}
