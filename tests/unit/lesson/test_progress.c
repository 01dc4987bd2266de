/* Progress between runs: what is kept, and what damage, other versions, other programs and full
 * disks do to it. */
#include "check_main.h"
#include "folder.h"

#include "progress.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/losswalk-progress-XXXXXX";
static char file[64];
static struct diag diag;

static void make_folder(void)
{
    folder_make(folder);
    (void)snprintf(file, sizeof file, "%s/a/b/progress", folder);
    diag_init(&diag);
}

static void remove_folder(void)
{
    folder_remove(folder);
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

static const struct progress_entry *find(const struct progress *progress, const char *path)
{
    return progress_find(progress, &(struct lesson_key){"some lesson", path, 0});
}

static void note(struct progress *progress, const char *path, size_t step)
{
    const struct progress_entry entry = {.lesson = {"some lesson", path, 0},
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
    const struct progress_entry *entry = find(progress, "/no/such/A b%.md");
    ck_assert_ptr_nonnull(entry);
    ck_assert_str_eq(entry->lesson.id, "some lesson");
    ck_assert_uint_eq(entry->steps, 6);
    ck_assert_uint_eq(entry->furthest, 3);
    ck_assert_uint_eq(entry->step, 3);
    ck_assert_uint_eq(entry->part, 1);
    ck_assert_uint_eq(entry->row, 2);
    ck_assert_uint_eq(entry->col, 3);
    ck_assert_uint_eq(entry->solved, 1);
    ck_assert(!entry->done);
    ck_assert_ptr_null(find(progress, "/no/such/B.md"));
    progress_free(progress);
    ck_assert_str_eq(get("progress"),
        "losswalk progress 1\n"
        "lesson=some%20lesson step=4 of=6 furthest=4 part=2 row=2 col=3 done=no solved=1 "
        "revealed=0 at_once=0 path=/no/such/A%20b%25.md\n");
    ck_assert_uint_eq(diag.errors + diag.warnings, 0);
    ck_assert_int_eq(files("progress\\.[^l]"), 0);
}
END_TEST

/* A task that was done stays done, and one that was not adds no word to a line. */
START_TEST(task_stays_done)
{
    struct progress *progress = progress_open(file, &diag);
    struct progress_entry entry = {.lesson = {"l", "/no/such/T.md", 0}, .steps = 2, .tasks = 1};
    progress_note(progress, &entry);
    ck_assert(progress_save(progress, &diag));
    progress_free(progress);
    progress = progress_open(file, &diag);
    ck_assert_uint_eq(find(progress, "/no/such/T.md")->tasks, 1);
    entry.tasks = 0;
    progress_note(progress, &entry);
    ck_assert(progress_save(progress, &diag));
    progress_free(progress);
    ck_assert_str_eq(get("progress"),
        "losswalk progress 1\n"
        "lesson=l step=1 of=2 furthest=1 part=1 row=0 col=0 done=no solved=0 "
        "revealed=0 at_once=0 tasks=1 path=/no/such/T.md\n");
}
END_TEST

START_TEST(what_was_reached_stays)
{
    save_one("/x", 5);
    save_one("/x", 1);
    struct progress *progress = progress_open(file, &diag);
    const struct progress_entry *entry = find(progress, "/x");
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
    "path=/y", "numbers=123 path=/z", "numbers=0123456789ABCDEF path=/z", "at_once=-1 path=/z",
    "\xff\xfe=\x1b[31m", "path=/z word"};

START_TEST(damage_is_kept_aside_and_told_once)
{
    char text[256];
    (void)snprintf(text, sizeof text, "losswalk progress 1\npath=/y step=3\n%s\n", DAMAGE[_i]);
    put("progress", text);
    struct progress *progress = progress_open(file, &diag);
    ck_assert_uint_eq(diag.warnings, 1);
    ck_assert_uint_eq(find(progress, "/y")->step, 2);
    note(progress, "/x", 1);
    ck_assert(progress_save(progress, &diag));
    progress_free(progress);
    (void)snprintf(text, sizeof text, "%s\n", DAMAGE[_i]);
    ck_assert_str_eq(get("progress.damaged"), text);
    progress = progress_open(file, &diag);
    ck_assert_uint_eq(diag.warnings, 1);
    ck_assert_ptr_nonnull(find(progress, "/x"));
    ck_assert_ptr_nonnull(find(progress, "/y"));
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
    ck_assert_ptr_nonnull(find(progress, "/x"));
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

/* ---- What a lesson is known by ---- */

enum { ONE = 1, OTHER = 2 }; /* numbers of lessons */

/* A file of a course in the folder: its path, in one of a few static texts. */
static const char *course(const char *name)
{
    static char paths[8][96];
    static size_t next;
    char *path = paths[next++ % 8];
    (void)snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void run(const char *format, ...)
{
    char command[512] = "";
    size_t size = (size_t)snprintf(command, sizeof command, "cd %s && ", folder);
    va_list args;
    va_start(args, format);
    (void)vsnprintf(command + size, sizeof command - size, format, args);
    va_end(args);
    ck_assert_int_eq(system(command), 0);
}

static void leave(const char *id, const char *name, uint64_t numbers, size_t step)
{
    struct progress *progress = progress_open(file, &diag);
    const struct progress_entry entry = {
        .lesson = {id, course(name), numbers}, .steps = 6, .step = step, .furthest = step};
    progress_note(progress, &entry);
    ck_assert(progress_save(progress, &diag));
    progress_free(progress);
}

/* At which step it was left; SIZE_MAX: it is new. */
static size_t left_at(const char *id, const char *name, uint64_t numbers)
{
    struct progress *progress = progress_open(file, &diag);
    const struct progress_entry *entry =
        progress_find(progress, &(struct lesson_key){id, course(name), numbers});
    size_t step = entry == NULL ? SIZE_MAX : entry->step;
    progress_free(progress);
    return step;
}

static int line_count(void)
{
    int count = 0;
    for (const char *at = get("progress"); (at = strstr(at, " path=")) != NULL; at++) {
        count++;
    }
    return count;
}

START_TEST(a_lesson_keeps_its_progress)
{
    run("mkdir c && touch c/01-x.md");
    leave("x", "c/01-x.md", ONE, 3);
    ck_assert_uint_eq(left_at("x", "c/01-x.md", ONE), 3);
    ck_assert_uint_eq(left_at("x", "c/01-x.md", OTHER), 3); /* its numbers were edited */
    ck_assert_uint_eq(left_at("x", "c/01-x.md", 0), 3);
    run("mv c/01-x.md c/07-x.md");
    ck_assert_uint_eq(left_at("x", "c/07-x.md", ONE), 3); /* renumbered */
    ck_assert_uint_eq(left_at("x", "c/07-x.md", OTHER), SIZE_MAX);
    run("mv c/07-x.md c/07-y.md");
    ck_assert_uint_eq(left_at("y", "c/07-y.md", ONE), 3); /* renamed */
    run("mv c d");
    ck_assert_uint_eq(left_at("y", "d/07-y.md", ONE), 3); /* and the folder was moved */
    leave("y", "d/07-y.md", ONE, 4);
    ck_assert_int_eq(line_count(), 1);
    ck_assert_uint_eq(left_at("y", "d/07-y.md", ONE), 4);
}
END_TEST

/* The numbers that a line has stay where a run does not know them; new ones take their place. */
START_TEST(numbers_are_kept)
{
    run("touch x.md");
    leave("x", "x.md", ONE, 3);
    leave("x", "x.md", 0, 2);
    run("mv x.md y.md");
    ck_assert_uint_eq(left_at("x", "y.md", ONE), 2);
    run("mv y.md x.md");
    leave("x", "x.md", OTHER, 1);
    run("mv x.md y.md");
    ck_assert_uint_eq(left_at("x", "y.md", OTHER), 1);
    ck_assert_uint_eq(left_at("x", "y.md", ONE), SIZE_MAX);
}
END_TEST

START_TEST(two_courses_stay_apart)
{
    run("mkdir a1 a2 && touch a1/01-x.md a2/01-x.md");
    leave("x", "a1/01-x.md", ONE, 3);
    ck_assert_uint_eq(left_at("x", "a2/01-x.md", OTHER), SIZE_MAX);
    ck_assert_uint_eq(left_at("x", "a2/01-x.md", ONE), SIZE_MAX); /* a copy is another lesson */
    leave("x", "a2/01-x.md", ONE, 5);
    ck_assert_uint_eq(left_at("x", "a1/01-x.md", ONE), 3);
    ck_assert_uint_eq(left_at("x", "a2/01-x.md", ONE), 5);
    run("mv a2 a3");
    ck_assert_uint_eq(left_at("x", "a3/01-x.md", ONE), 5);
    ck_assert_uint_eq(left_at("x", "a1/01-x.md", ONE), 3);
}
END_TEST

/* Lessons of one course that have the same numbers. */
START_TEST(same_numbers_go_by_name)
{
    run("mkdir c && touch c/01-x.md c/02-y.md c/03-z.md");
    leave("y", "c/02-y.md", ONE, 2);
    leave("x", "c/01-x.md", ONE, 3);
    run("mv c d");
    ck_assert_uint_eq(left_at("y", "d/02-y.md", ONE), 2);
    ck_assert_uint_eq(left_at("x", "d/01-x.md", ONE), 3);
    ck_assert_uint_eq(left_at("z", "d/03-z.md", ONE), SIZE_MAX); /* was never opened */
}
END_TEST

/* Each file is called as the next one was. */
START_TEST(lessons_that_change_places)
{
    run("touch 1.md 2.md");
    leave("1", "1.md", ONE, 3);
    leave("2", "2.md", OTHER, 5);
    run("mv 2.md 3.md && mv 1.md 2.md");
    leave("2", "2.md", ONE, 4);
    ck_assert_uint_eq(left_at("2", "2.md", ONE), 4);
    ck_assert_uint_eq(left_at("3", "3.md", OTHER), 5);
    ck_assert_int_eq(line_count(), 2);
    leave("3", "3.md", OTHER, 1);
    ck_assert_int_eq(line_count(), 2);
    ck_assert_ptr_null(strstr(get("progress"), "before"));
}
END_TEST

/* Byte for byte what the losswalk before wrote. */
START_TEST(an_old_file_is_read_by_path)
{
    char text[512];
    run("touch x.md y.md");
    (void)snprintf(text, sizeof text,
        "losswalk progress 1\n"
        "lesson=x step=4 of=6 furthest=5 part=2 row=1 col=2 done=no solved=2 revealed=1 path=%s\n"
        "lesson=y step=6 of=6 furthest=6 part=1 row=0 col=0 done=yes solved=0 revealed=0 path=%s\n",
        course("x.md"), course("y.md"));
    put("progress", text);
    ck_assert_uint_eq(left_at("x", "x.md", ONE), 3);
    leave("x", "x.md", ONE, 2);
    ck_assert_ptr_nonnull(strstr(get("progress"),
        "lesson=x step=3 of=6 furthest=5 part=1 row=0 col=0 done=no solved=2 revealed=1 at_once=0 "
        "numbers=0000000000000001 path="));
    ck_assert_ptr_nonnull(strstr(get("progress"), "\n"
                                                  "lesson=y step=6 of=6 furthest=6 part=1 row=0 "
                                                  "col=0 done=yes solved=0 revealed=0 path="));
    run("mv x.md z.md");
    ck_assert_uint_eq(left_at("x", "z.md", ONE), 2);
    ck_assert_uint_eq(diag.warnings, 0);
}
END_TEST

/* The order of the last use, also of what is there and was used by another program. */
START_TEST(the_last_one_is_known)
{
    save_one("/a", 1);
    save_one("/b", 1);
    save_one("/a", 2);
    struct progress *progress = progress_open(file, &diag);
    ck_assert_uint_eq(progress_age(progress, find(progress, "/a")), 0);
    ck_assert_uint_eq(progress_age(progress, find(progress, "/b")), 1);
    save_one("/b", 2);
    note(progress, "/c", 1);
    ck_assert(progress_save(progress, &diag));
    ck_assert_uint_eq(progress_age(progress, find(progress, "/c")), 0);
    ck_assert_uint_eq(progress_age(progress, find(progress, "/b")), 1);
    ck_assert_uint_eq(progress_age(progress, find(progress, "/a")), 2);
    progress_free(progress);
}
END_TEST

/* ---- Beginning anew ---- */

static void reset(struct progress *progress, const char *path)
{
    progress_reset(progress, &(struct lesson_key){"some lesson", path, 0});
}

START_TEST(a_reset_lesson_is_new)
{
    save_one("/x", 5);
    save_one("/y", 2);
    struct progress *progress = progress_open(file, &diag);
    reset(progress, "/x");
    reset(progress, "/never-opened");
    ck_assert_ptr_null(find(progress, "/x"));
    ck_assert(progress_save(progress, &diag));
    ck_assert_ptr_null(strstr(get("progress"), "path=/x\n"));
    ck_assert_ptr_nonnull(strstr(get("progress"), "path=/y\n"));
    note(progress, "/x", 1);
    ck_assert(progress_save(progress, &diag));
    ck_assert(!find(progress, "/x")->done);
    ck_assert_uint_eq(find(progress, "/x")->furthest, 1);
    progress_free(progress);
}
END_TEST

/* Neither brings the other's lines back, nor loses them. */
START_TEST(a_reset_beside_another_program)
{
    save_one("/x", 5);
    save_one("/y", 2);
    struct progress *one = progress_open(file, &diag);
    struct progress *other = progress_open(file, &diag);
    note(other, "/mine", 3);
    reset(one, "/x");
    ck_assert(progress_save(one, &diag));
    ck_assert(progress_save(other, &diag)); /* it had read /x */
    ck_assert_ptr_null(strstr(get("progress"), "path=/x\n"));
    ck_assert_ptr_nonnull(strstr(get("progress"), "path=/mine\n"));
    reset(one, "/y");
    note(other, "/mine", 4);
    ck_assert(progress_save(other, &diag));
    ck_assert(progress_save(one, &diag));
    ck_assert_ptr_null(strstr(get("progress"), "path=/y\n"));
    ck_assert_ptr_nonnull(strstr(get("progress"), "step=5"));
    progress_free(one);
    progress_free(other);
}
END_TEST

/* The other one is in that lesson: it goes on from what it has done itself. */
START_TEST(a_reset_is_not_undone_by_what_was_read)
{
    save_one("/x", 5);
    struct progress *one = progress_open(file, &diag);
    struct progress *other = progress_open(file, &diag);
    reset(one, "/x");
    ck_assert(progress_save(one, &diag));
    note(other, "/x", 1);
    ck_assert(progress_save(other, &diag));
    progress_free(one);
    progress_free(other);
    struct progress *progress = progress_open(file, &diag);
    ck_assert_uint_eq(find(progress, "/x")->furthest, 1);
    ck_assert(!find(progress, "/x")->done);
    progress_free(progress);
}
END_TEST

/* What could not be written is not forgotten. */
START_TEST(a_reset_is_saved_later)
{
    save_one("/x", 5);
    struct progress *progress = progress_open(file, &diag);
    reset(progress, "/x");
    run("mv a/b a/c && touch a/b");
    ck_assert(!progress_save(progress, NULL));
    run("rm a/b && mv a/c a/b");
    ck_assert(progress_save(progress, NULL));
    ck_assert_ptr_null(strstr(get("progress"), "path=/x\n"));
    progress_free(progress);
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
        ck_assert_msg(find(progress, path) != NULL, "%s was lost", path);
    }
    progress_free(progress);
}
END_TEST

/* Another program writes for longer than a second, on a busy disk. In the middle of a lesson that
 * is not waited for; at the end it is. */
START_TEST(a_slow_writer_is_waited_for)
{
    save_one("/old", 1);
    char lock[80];
    (void)snprintf(lock, sizeof lock, "%s.lock", file);
    int fd = open(lock, O_RDWR | O_CLOEXEC);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(flock(fd, LOCK_EX), 0);
    struct progress *progress = progress_open(file, &diag);
    note(progress, "/x", 1);
    ck_assert(!progress_save(progress, NULL));
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) { /* holds it, too, by its copy of the descriptor */
        (void)usleep(1500000);
        _exit(0);
    }
    ck_assert_int_eq(close(fd), 0);
    ck_assert(progress_save(progress, &diag));
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    ck_assert_uint_eq(diag.warnings, 0);
    ck_assert_ptr_nonnull(strstr(get("progress"), "path=/x\n"));
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
    ck_assert_uint_eq(find(progress, "/x")->step, 4);
    progress_free(progress);
}
END_TEST

START_TEST(works_without_a_file)
{
    struct progress *progress = progress_open(NULL, &diag);
    note(progress, "/x", 4);
    ck_assert(progress_save(progress, &diag));
    ck_assert_ptr_nonnull(find(progress, "/x"));
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
    tcase_add_test(tests, task_stays_done);
    tcase_add_test(tests, untouched_lines_go_back_byte_for_byte);
    tcase_add_loop_test(
        tests, damage_is_kept_aside_and_told_once, 0, (int)(sizeof DAMAGE / sizeof *DAMAGE));
    tcase_add_test(tests, a_newer_format_is_left_alone);
    tcase_add_test(tests, a_format_that_turned_newer_is_left_alone);
    tcase_add_test(tests, a_lesson_keeps_its_progress);
    tcase_add_test(tests, numbers_are_kept);
    tcase_add_test(tests, two_courses_stay_apart);
    tcase_add_test(tests, same_numbers_go_by_name);
    tcase_add_test(tests, lessons_that_change_places);
    tcase_add_test(tests, an_old_file_is_read_by_path);
    tcase_add_test(tests, the_last_one_is_known);
    tcase_add_test(tests, a_reset_lesson_is_new);
    tcase_add_test(tests, a_reset_beside_another_program);
    tcase_add_test(tests, a_reset_is_not_undone_by_what_was_read);
    tcase_add_test(tests, a_reset_is_saved_later);
    tcase_add_test(tests, no_writer_loses_what_another_wrote);
    tcase_add_test(tests, a_slow_writer_is_waited_for);
    tcase_add_loop_test(tests, works_without_a_folder, 0, (int)(sizeof NOWHERE / sizeof *NOWHERE));
    tcase_add_test(tests, works_without_a_file);
    tcase_add_test(tests, a_pipe_in_its_place_is_left_alone);
    tcase_add_test(tests, a_full_disk_leaves_the_old_file);
    suite_add_tcase(suite, tests);
    return suite;
}
