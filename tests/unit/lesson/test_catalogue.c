/* Which files of a folder are lessons, in which order, and by which names they are found. */
#include "catalogue.h"
#include "check_main.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/losswalk-catalogue-XXXXXX";
static struct catalogue catalogue;
static struct diag diag;

static const char *const files[] = {"02-binary.md", "10-focal.md", "01-sparse-labels.md",
    "extra.md", "another.md", "README.md", "01-sparse-labels.zh.md", ".hidden.md", "02-binary.md~",
    "notes.txt", "03.md", "bad\x1bname.md", "bad\xff.md"};

static const char *path_of(const char *name)
{
    static char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void set_up(void)
{
    diag_init(&diag);
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        FILE *file = fopen(path_of(files[i]), "w");
        ck_assert_ptr_nonnull(file);
        ck_assert_int_eq(fclose(file), 0);
    }
    ck_assert_int_eq(mkdir(path_of("04-folder.md"), 0700), 0);
}

static void tear_down(void)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        ck_assert_int_eq(unlink(path_of(files[i])), 0);
    }
    ck_assert_int_eq(rmdir(path_of("04-folder.md")), 0);
    ck_assert_int_eq(rmdir(folder), 0);
    catalogue_release(&catalogue);
    diag_release(&diag);
}

START_TEST(lessons_are_listed_by_number_then_id)
{
    static const struct {
        const char *id;
        int number;
    } want[] = {{"sparse-labels", 1}, {"binary", 2}, {"focal", 10}, {"03", 0}, {"another", 0},
        {"extra", 0}};
    const char *const folders[] = {"/nonexistent", folder, "/tmp", NULL};
    ck_assert(catalogue_open(&catalogue, folders, 0, &diag));
    ck_assert_uint_eq(catalogue.count, sizeof want / sizeof *want);
    for (size_t i = 0; i < catalogue.count; i++) {
        ck_assert_str_eq(catalogue.entries[i].id, want[i].id);
        ck_assert_int_eq(catalogue.entries[i].number, want[i].number);
    }
    ck_assert_str_eq(catalogue.entries[0].path, path_of("01-sparse-labels.md"));
}
END_TEST

START_TEST(lessons_are_found_by_id_and_number)
{
    static const struct {
        const char *name, *id;
    } want[] = {{"sparse-labels", "sparse-labels"}, {"2", "binary"}, {"02", "binary"},
        {"10", "focal"}, {"0", NULL}, {"3", NULL}, {"sparse", NULL}, {"", NULL},
        {"extra", "extra"}};
    const char *const folders[] = {folder, NULL};
    ck_assert(catalogue_open(&catalogue, folders, 0, &diag));
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const struct catalogue_entry *entry = catalogue_find(&catalogue, want[i].name);
        ck_assert_pstr_eq(entry == NULL ? NULL : entry->id, want[i].id);
    }
    ck_assert_str_eq(catalogue_nearest(&catalogue, "binery"), "binary");
    ck_assert_ptr_null(catalogue_nearest(&catalogue, "xyz"));
}
END_TEST

START_TEST(no_lessons_at_all_is_an_error)
{
    const char *const folders[] = {"/nonexistent", "/also/none", NULL};
    ck_assert(!catalogue_open(&catalogue, folders, 0, &diag));
    ck_assert_str_eq(diag.first->text, "there are no lessons");
    ck_assert_str_eq(diag.first->hint, "looked in: /nonexistent, /also/none");
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("catalogue");
    TCase *tests = tcase_create("folder");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, lessons_are_listed_by_number_then_id);
    tcase_add_test(tests, lessons_are_found_by_id_and_number);
    tcase_add_test(tests, no_lessons_at_all_is_an_error);
    suite_add_tcase(suite, tests);
    return suite;
}
