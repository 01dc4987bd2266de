/* Progress between runs: what is kept, and what damage, other versions, other programs and full
 * disks do to it. */
#include "check_main.h"

#include "progress.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[32];
static char file[64];
static struct diag diag;

static void make_folder(void)
{
    (void)strcpy(folder, "/tmp/losswalk-progress-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(file, sizeof file, "%s/a/b/progress", folder);
    diag_init(&diag);
}

static void remove_folder(void)
{
    char command[64];
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
    diag_release(&diag);
}

static void put(const char *name, const char *text)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/a", folder);
    (void)mkdir(path, 0700);
    (void)snprintf(path, sizeof path, "%s/a/b", folder);
    (void)mkdir(path, 0700);
    (void)snprintf(path, sizeof path, "%s/a/b/%s", folder, name);
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_ge(fputs(text, out), 0);
    ck_assert_int_eq(fclose(out), 0);
}

static const char *get(const char *name)
{
    static char text[1 << 16];
    char path[128];
    (void)snprintf(path, sizeof path, "%s/a/b/%s", folder, name);
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        return NULL;
    }
    text[fread(text, 1, sizeof text - 1, in)] = '\0';
    ck_assert_int_eq(fclose(in), 0);
    return text;
}

/* How many files there are whose names begin so. */
static int files(const char *start)
{
    char command[128];
    (void)snprintf(command, sizeof command, "exit $(ls %s/a/b | grep -c '^%s')", folder, start);
    int status = system(command);
    return WEXITSTATUS(status);
}

static void note(struct progress *progress, const char *path, size_t step)
{
    const struct progress_entry entry = {.id = "some lesson",
        .path = path,
        .steps = 6,
        .furthest = step,
        .step = step,
        .part = 1,
        .row = 2,
        .col = 3,
        .done = step == 5,
        .solved = 1};
    progress_note(progress, &entry);
}

static void save_one(const char *path, size_t step)
{
    struct progress *progress = progress_open(file, &diag);
    note(progress, path, step);
    ck_assert(progress_save(progress, &diag));
    progress_free(progress);
}

START_TEST(comes_back)
{
    save_one("/no/such/A b%.md", 3);
    struct progress *progress = progress_open(file, &diag);
    const struct progress_entry *entry = progress_find(progress, "/no/such/A b%.md");
    ck_assert_ptr_nonnull(entry);
    ck_assert_str_eq(entry->id, "some lesson");
    ck_assert_uint_eq(entry->steps, 6);
    ck_assert_uint_eq(entry->furthest, 3);
    ck_assert_uint_eq(entry->step, 3);
    ck_assert_uint_eq(entry->part, 1);
    ck_assert_uint_eq(entry->row, 2);
    ck_assert_uint_eq(entry->col, 3);
    ck_assert_uint_eq(entry->solved, 1);
    ck_assert(!entry->done);
    ck_assert_ptr_null(progress_find(progress, "/no/such/B.md"));
    progress_free(progress);
    ck_assert_str_eq(get("progress"),
        "losswalk progress 1\n"
        "lesson=some%20lesson step=4 of=6 furthest=4 part=2 row=2 col=3 done=no solved=1 "
        "revealed=0 path=/no/such/A%20b%25.md\n");
    ck_assert_uint_eq(diag.errors + diag.warnings, 0);
    ck_assert_int_eq(files("progress\\.[^l]"), 0);
}
END_TEST

START_TEST(what_was_reached_stays)
{
    save_one("/x", 5);
    save_one("/x", 1);
    struct progress *progress = progress_open(file, &diag);
    const struct progress_entry *entry = progress_find(progress, "/x");
    ck_assert_uint_eq(entry->furthest, 5);
    ck_assert_uint_eq(entry->step, 1);
    ck_assert(entry->done);
    progress_free(progress);
}
END_TEST

START_TEST(untouched_lines_go_back_byte_for_byte)
{
    put("progress", "losswalk progress 1\nlesson=y  future=7 step=2 path=/y\n");
    save_one("/x", 0);
    ck_assert_ptr_nonnull(strstr(get("progress"), "\nlesson=y  future=7 step=2 path=/y\n"));
}
END_TEST

static const char *const DAMAGE[] = {"garbage", "lesson=z", "step=0 path=/z", "step=x path=/z",
    "step=-3 path=/z", "step=99999999999999999999 path=/z", "path=z", "done=perhaps path=/z",
    "path=/y", "\xff\xfe=\x1b[31m", "path=/z word"};

START_TEST(damage_is_kept_aside_and_told_once)
{
    char text[256];
    (void)snprintf(text, sizeof text, "losswalk progress 1\npath=/y step=3\n%s\n", DAMAGE[_i]);
    put("progress", text);
    struct progress *progress = progress_open(file, &diag);
    ck_assert_uint_eq(diag.warnings, 1);
    ck_assert_uint_eq(progress_find(progress, "/y")->step, 2);
    note(progress, "/x", 1);
    ck_assert(progress_save(progress, &diag));
    progress_free(progress);
    (void)snprintf(text, sizeof text, "%s\n", DAMAGE[_i]);
    ck_assert_str_eq(get("progress.damaged"), text);
    progress = progress_open(file, &diag);
    ck_assert_uint_eq(diag.warnings, 1);
    ck_assert_ptr_nonnull(progress_find(progress, "/x"));
    ck_assert_ptr_nonnull(progress_find(progress, "/y"));
    progress_free(progress);
}
END_TEST

START_TEST(a_newer_format_is_left_alone)
{
    static const char text[] = "losswalk progress 2\n{something: else}\n";
    put("progress", text);
    struct progress *progress = progress_open(file, &diag);
    ck_assert_uint_eq(diag.warnings, 1);
    note(progress, "/x", 1);
    ck_assert_ptr_nonnull(progress_find(progress, "/x"));
    ck_assert(!progress_save(progress, &diag));
    progress_free(progress);
    ck_assert_str_eq(get("progress"), text);
    ck_assert_int_eq(files("progress"), 1);
    ck_assert_uint_eq(diag.warnings, 1);
}
END_TEST

/* It became newer while this program ran. */
START_TEST(a_format_that_turned_newer_is_left_alone)
{
    static const char text[] = "losswalk progress 3\n";
    struct progress *progress = progress_open(file, &diag);
    note(progress, "/x", 1);
    put("progress", text);
    (void)progress_save(progress, &diag);
    progress_free(progress);
    ck_assert_str_eq(get("progress"), text);
}
END_TEST

/* Programs that all read the file before any of them writes. */
START_TEST(no_writer_loses_what_another_wrote)
{
    enum { WRITERS = 8, ROUNDS = 5 };
    int gate[2];
    ck_assert_int_eq(pipe(gate), 0);
    for (int i = 0; i < WRITERS; i++) {
        pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0) {
            struct progress *progress = progress_open(file, &diag);
            char byte = 0;
            (void)close(gate[1]);
            bool ok = read(gate[0], &byte, 1) == 0;
            for (int round = 0; round < ROUNDS; round++) {
                char path[32];
                (void)snprintf(path, sizeof path, "/%d/%d", i, round);
                note(progress, path, (size_t)i);
                ok = progress_save(progress, &diag) && ok;
            }
            progress_free(progress);
            _exit(ok ? 0 : 1);
        }
    }
    (void)close(gate[0]);
    (void)close(gate[1]);
    for (int i = 0; i < WRITERS; i++) {
        int status = 0;
        ck_assert_int_gt(wait(&status), 0);
        ck_assert_int_eq(status, 0);
    }
    struct progress *progress = progress_open(file, &diag);
    for (int i = 0; i < WRITERS * ROUNDS; i++) {
        char path[32];
        (void)snprintf(path, sizeof path, "/%d/%d", i / ROUNDS, i % ROUNDS);
        ck_assert_msg(progress_find(progress, path) != NULL, "%s was lost", path);
    }
    progress_free(progress);
}
END_TEST

/* A place where nothing can be made, whoever asks. */
static const char *const NOWHERE[] = {"/proc/no/such/progress", "/dev/null/progress"};

START_TEST(works_without_a_folder)
{
    struct progress *progress = progress_open(NOWHERE[_i], &diag);
    ck_assert_uint_eq(diag.warnings, 0);
    note(progress, "/x", 4);
    ck_assert(!progress_save(progress, &diag));
    ck_assert(!progress_save(progress, &diag));
    ck_assert_uint_eq(diag.warnings, 1);
    ck_assert_uint_eq(diag.errors, 0);
    ck_assert_uint_eq(progress_find(progress, "/x")->step, 4);
    progress_free(progress);
}
END_TEST

START_TEST(works_without_a_file)
{
    struct progress *progress = progress_open(NULL, &diag);
    note(progress, "/x", 4);
    ck_assert(progress_save(progress, &diag));
    ck_assert_ptr_nonnull(progress_find(progress, "/x"));
    progress_free(progress);
}
END_TEST

/* Something else in its place is neither waited for nor written over. */
START_TEST(a_pipe_in_its_place_is_left_alone)
{
    put("x", "");
    ck_assert_int_eq(mkfifo(file, 0600), 0);
    struct progress *progress = progress_open(file, &diag);
    note(progress, "/x", 1);
    ck_assert(!progress_save(progress, &diag));
    progress_free(progress);
    struct stat info;
    ck_assert_int_eq(lstat(file, &info), 0);
    ck_assert(S_ISFIFO(info.st_mode));
    ck_assert_uint_eq(diag.warnings, 1);
}
END_TEST

/* The disk is full in the middle of it (a limit on file sizes fails alike). */
START_TEST(a_full_disk_leaves_the_old_file)
{
    save_one("/old", 1);
    struct progress *progress = progress_open(file, &diag);
    note(progress, "/new", 1);
    (void)signal(SIGXFSZ, SIG_IGN);
    struct rlimit before;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit tight = {.rlim_cur = 30, .rlim_max = before.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &tight), 0);
    bool saved = progress_save(progress, &diag);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    ck_assert(!saved);
    ck_assert_uint_eq(diag.warnings, 1);
    ck_assert_ptr_nonnull(strstr(get("progress"), "path=/old\n"));
    ck_assert_int_eq(files("progress"), 2); /* and the lock */
    ck_assert(progress_save(progress, &diag));
    ck_assert_ptr_nonnull(strstr(get("progress"), "path=/new\n"));
    progress_free(progress);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("progress");
    TCase *tests = tcase_create("progress");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, comes_back);
    tcase_add_test(tests, what_was_reached_stays);
    tcase_add_test(tests, untouched_lines_go_back_byte_for_byte);
    tcase_add_loop_test(
        tests, damage_is_kept_aside_and_told_once, 0, (int)(sizeof DAMAGE / sizeof *DAMAGE));
    tcase_add_test(tests, a_newer_format_is_left_alone);
    tcase_add_test(tests, a_format_that_turned_newer_is_left_alone);
    tcase_add_test(tests, no_writer_loses_what_another_wrote);
    tcase_add_loop_test(tests, works_without_a_folder, 0, (int)(sizeof NOWHERE / sizeof *NOWHERE));
    tcase_add_test(tests, works_without_a_file);
    tcase_add_test(tests, a_pipe_in_its_place_is_left_alone);
    tcase_add_test(tests, a_full_disk_leaves_the_old_file);
    suite_add_tcase(suite, tests);
    return suite;
}
