/* How far a long run is, on a terminal: what is written there, and that it goes again. */
#include "check_main.h"
#include "progress_line.h"

#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLUMNS = 72 };

static int terminal, was_error, was_output;
static struct lesson *lesson;
static struct trace *trace;
static struct out out;

static bool drop(void *context, const char *data, size_t size)
{
    (void)context;
    (void)data;
    (void)size;
    return true;
}

static void set_up(void)
{
    static const char TEXT[] =
        "---\nformat: 1\ntitle: T\nloss: cross_entropy\nlogits: [[1, 2]]\nlabels: [0]\n---\n";
    struct winsize size = {.ws_row = 24, .ws_col = COLUMNS};
    int slave = -1;
    struct diag diag;
    diag_init(&diag);
    lesson = lesson_parse("t.md", NULL, TEXT, strlen(TEXT), NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    diag_release(&diag);
    trace = trace_new(lesson);
    out_init(&out, drop, NULL);
    ck_assert_int_eq(openpty(&terminal, &slave, NULL, NULL, &size), 0);
    ck_assert_int_ge(fcntl(terminal, F_SETFL, O_NONBLOCK), 0);
    was_error = dup(STDERR_FILENO);
    was_output = dup(STDOUT_FILENO);
    (void)dup2(slave, STDERR_FILENO);
    (void)close(slave);
}

static void tear_down(void)
{
    (void)dup2(was_error, STDERR_FILENO);
    (void)dup2(was_output, STDOUT_FILENO);
    (void)close(was_error);
    (void)close(was_output);
    (void)close(terminal);
    out_release(&out);
    trace_free(trace);
    lesson_free(lesson);
}

/* What was written since the last time. */
static const char *written(void)
{
    static char text[1024];
    ssize_t size = read(terminal, text, sizeof text - 1);
    text[size > 0 ? size : 0] = '\0';
    return text;
}

/* A run that began ten seconds ago. */
static void begin(struct progress_line *line)
{
    progress_line_begin(line, trace, &out);
    line->pace.began -= 10;
    line->work.began -= 10;
}

static void look(enum work work, size_t done, size_t all)
{
    watcher_look(&out.watcher, work, "softmax", done, all);
}

START_TEST(says_how_far_it_is)
{
    struct progress_line line;
    begin(&line);
    /* 20 in 10 seconds: 80 more take 40, and a moment more */
    look(WORK_ADDING, 20, 100);
    ck_assert_str_eq(written(), "\radding up: 20 of 100 samples, 2 a second, 41 s left");
    look(WORK_ADDING, 21, 100); /* too soon */
    ck_assert_str_eq(written(), "");
    line.shown = 0;
    look(WORK_SEARCHING, 3, 4); /* another work: how fast it goes is not known yet */
    ck_assert_str_eq(written(), "\rlooking for findings in softmax: 3 of 4 rows       \r");
    line.shown = 0;
    look(WORK_PRINTING, 3400000, 0); /* nobody knows how much there will be */
    ck_assert_str_eq(written(), "\rprinting: 3 MB                              \r");
    line.shown = 0;
    line.done = 0;
    line.work.began -= 100;
    look(WORK_TRYING, 1, 20); /* 19 more, 100 seconds each */
    ck_assert_str_eq(written(), "\rtrying ways: 1 of 20, 0 a second, 32 min left");
    line.shown = 0;
    line.work.began -= 1000;
    look(WORK_TRYING, 1, 20);
    ck_assert_str_eq(written(), "\rtrying ways: 1 of 20, 0 a second, 6 h left   \r");
    progress_line_end(&line);
    ck_assert_str_eq(written(), "\r                                          \r");
    ck_assert(out.watcher.look == NULL);
}
END_TEST

START_TEST(is_cut_to_the_width)
{
    struct progress_line line;
    (void)ioctl(terminal, TIOCSWINSZ, &(struct winsize){.ws_row = 24, .ws_col = 12});
    begin(&line);
    look(WORK_ADDING, 20, 100);
    ck_assert_str_eq(written(), "\radding up: ");
    progress_line_end(&line);
}
END_TEST

START_TEST(says_nothing_at_first)
{
    struct progress_line line;
    progress_line_begin(&line, trace, &out);
    look(WORK_ADDING, 20, 100);
    progress_line_end(&line);
    ck_assert_str_eq(written(), "");
}
END_TEST

/* What is printed comes out on the same terminal: the two would mix. */
START_TEST(gives_way_to_what_is_printed)
{
    struct progress_line line;
    begin(&line);
    (void)dup2(STDERR_FILENO, STDOUT_FILENO);
    out.bytes = 1;
    look(WORK_ADDING, 20, 100);
    (void)dup2(was_output, STDOUT_FILENO);
    progress_line_end(&line);
    ck_assert_str_eq(written(), "");
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("progress line");
    TCase *tests = tcase_create("progress line");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, says_how_far_it_is);
    tcase_add_test(tests, is_cut_to_the_width);
    tcase_add_test(tests, says_nothing_at_first);
    tcase_add_test(tests, gives_way_to_what_is_printed);
    suite_add_tcase(suite, tests);
    return suite;
}
