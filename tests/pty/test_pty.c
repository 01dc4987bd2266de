/*
 * The real program in a pseudo-terminal, with libvterm as the screen a student would see. Every
 * wait is for a condition, with a deadline; nothing sleeps.
 *
 * LOSSWALK_PROGRAM is the program, TEST_SOURCE_DIR the folder above this one.
 */
#include "check_main.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

enum {
    COLS = 80,
    ROWS = 24,
    MAX_ROWS = 60,
    MAX_COLS = 200,
    DEADLINE_MS = 10000,
    RAW_SIZE = 1 << 16
};

/* A program in a terminal. */
struct session {
    pid_t child;
    int master, slave; /* the slave stays open here, so that its modes can be read afterwards */
    struct termios before;
    VTerm *vterm;
    VTermScreen *screen;
    int rows, cols;
    bool cursor_visible, alternate;
    bool was_left;      /* the alternate screen was left at least once */
    char raw[RAW_SIZE]; /* everything it wrote */
    size_t raw_size;
    int status; /* of waitpid() */
    bool exited;
};

static struct session s;

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    (void)user;
    if (property == VTERM_PROP_CURSORVISIBLE) {
        s.cursor_visible = value->boolean != 0;
    } else if (property == VTERM_PROP_ALTSCREEN) {
        s.alternate = value->boolean != 0;
        s.was_left = s.was_left || !s.alternate;
    }
    return 1;
}

static const VTermScreenCallbacks CALLBACKS = {.settermprop = on_property};

static long now_ms(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* What a shell does for the program in front: gives it the terminal, waits, and wakes it when it
 * was stopped. */
static void be_its_shell(void)
{
    pid_t program = fork();
    if (program == 0) {
        (void)setpgid(0, 0);
        (void)signal(SIGTTOU, SIG_IGN);
        (void)tcsetpgrp(0, getpgrp());
        (void)signal(SIGTTOU, SIG_DFL);
        return;
    }
    int status = 0;
    do {
        (void)waitpid(program, &status, WUNTRACED);
        if (WIFSTOPPED(status)) {
            (void)kill(-program, SIGCONT);
        }
    } while (WIFSTOPPED(status));
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 99);
}

static _Noreturn void run_child(const char *term, const char *const *args, bool shell)
{
    (void)setsid();
    (void)ioctl(s.slave, TIOCSCTTY, 0);
    for (int fd = 0; fd <= 2; fd++) {
        (void)dup2(s.slave, fd);
    }
    (void)close(s.master);
    (void)close(s.slave);
    (void)setenv("LC_ALL", "C.UTF-8", 1);
    if (term != NULL) {
        (void)setenv("TERM", term, 1);
    } else {
        (void)unsetenv("TERM");
    }
    if (shell) {
        be_its_shell();
    }
    (void)execv(LOSSWALK_PROGRAM, (char *const *)(uintptr_t)args);
    _exit(127);
}

static void start_as(bool shell, const char *term, const char *const *args)
{
    s = (struct session){.rows = ROWS, .cols = COLS, .cursor_visible = true};
    struct winsize size = {.ws_row = ROWS, .ws_col = COLS};
    ck_assert_int_eq(openpty(&s.master, &s.slave, NULL, NULL, &size), 0);
    ck_assert_int_eq(tcgetattr(s.slave, &s.before), 0);
    s.vterm = vterm_new(ROWS, COLS);
    vterm_set_utf8(s.vterm, 1);
    s.screen = vterm_obtain_screen(s.vterm);
    vterm_screen_set_callbacks(s.screen, &CALLBACKS, NULL);
    vterm_screen_enable_altscreen(s.screen, 1);
    vterm_screen_reset(s.screen, 1);
    s.child = fork();
    ck_assert_int_ge(s.child, 0);
    if (s.child == 0) {
        run_child(term, args, shell);
    }
}

/* Starts the program with up to two arguments. */
static void start(const char *term, const char *a, const char *b)
{
    const char *args[] = {LOSSWALK_PROGRAM, a, b, NULL};
    start_as(false, term, args);
}

static void open_first(void)
{
    start("xterm-256color", TEST_SOURCE_DIR "/screen/three.md", NULL);
}

static void finish(void)
{
    (void)close(s.master);
    (void)close(s.slave);
    vterm_free(s.vterm);
}

/* Takes in what the program has written, waiting up to `ms` for it. */
static void take_in(int ms)
{
    struct pollfd fd = {.fd = s.master, .events = POLLIN};
    if (poll(&fd, 1, ms) <= 0) {
        return;
    }
    char buffer[4096];
    ssize_t size = read(s.master, buffer, sizeof buffer);
    if (size <= 0) {
        return;
    }
    (void)vterm_input_write(s.vterm, buffer, (size_t)size);
    size_t room = RAW_SIZE - s.raw_size;
    size_t keep = (size_t)size < room ? (size_t)size : room;
    memcpy(s.raw + s.raw_size, buffer, keep);
    s.raw_size += keep;
}

static void row_text(int row, char *text, size_t size)
{
    VTermRect rect = {.start_row = row, .end_row = row + 1, .start_col = 0, .end_col = s.cols};
    size_t used = vterm_screen_get_text(s.screen, text, size - 1, rect);
    text[used < size ? used : size - 1] = '\0';
}

static bool row_has(int row, const char *words)
{
    char text[4 * MAX_COLS];
    row_text(row, text, sizeof text);
    return strstr(text, words) != NULL;
}

static bool shows(const char *words)
{
    for (int row = 0; row < s.rows; row++) {
        if (row_has(row, words)) {
            return true;
        }
    }
    return false;
}

static void print_screen(void)
{
    char text[4 * MAX_COLS];
    for (int row = 0; row < s.rows; row++) {
        row_text(row, text, sizeof text);
        (void)fprintf(stderr, "|%s\n", text);
    }
}

static void wait_for(const char *words)
{
    long end = now_ms() + DEADLINE_MS;
    while (!shows(words)) {
        if (now_ms() > end) {
            print_screen();
            ck_abort_msg("never on the screen: %s", words);
        }
        take_in(50);
    }
}

static void wait_exit(void)
{
    long end = now_ms() + DEADLINE_MS;
    while (!s.exited) {
        if (now_ms() > end) {
            (void)kill(s.child, SIGKILL);
            print_screen();
            ck_abort_msg("the program does not end");
        }
        take_in(10);
        s.exited = waitpid(s.child, &s.status, WNOHANG) == s.child;
    }
    take_in(0);
}

static void type(const char *keys)
{
    ck_assert_int_eq(write(s.master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

static void resize(int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    s.rows = rows;
    s.cols = cols;
    vterm_set_size(s.vterm, rows, cols);
    ck_assert_int_eq(ioctl(s.master, TIOCSWINSZ, &size), 0);
}

static void check_restored(void)
{
    struct termios after;
    ck_assert_int_eq(tcgetattr(s.slave, &after), 0);
    ck_assert_uint_eq(after.c_iflag, s.before.c_iflag);
    ck_assert_uint_eq(after.c_oflag, s.before.c_oflag);
    ck_assert_uint_eq(after.c_lflag, s.before.c_lflag);
    ck_assert_msg(!s.alternate, "still on the alternate screen");
    ck_assert_msg(s.cursor_visible, "the cursor is hidden");
}

static void check_exit(int status)
{
    wait_exit();
    ck_assert_msg(WIFEXITED(s.status), "ended by signal %d", WTERMSIG(s.status));
    ck_assert_int_eq(WEXITSTATUS(s.status), status);
}

START_TEST(walks_through_a_lesson)
{
    open_first();
    wait_for("step 1/6 input");
    ck_assert(s.alternate);
    type(" ");
    wait_for("step 2/6 softmax");
    wait_for("[0.9362]");
    type("\177");
    wait_for("step 1/6 input");
    type("\r");
    wait_for("Why is");
    type("\033");
    wait_for("Enter why");
    type("G");
    wait_for("step 6/6 reduction");
    wait_for("5.6433 / 3 = 1.8811");
    type("q");
    check_exit(0);
    check_restored();
    finish();
}
END_TEST

static void wait_for_cursor(int row, int col)
{
    VTermPos at = {0};
    long end = now_ms() + DEADLINE_MS;
    while (at.row != row || at.col != col) {
        ck_assert_msg(
            now_ms() < end, "the cursor is at %d,%d, not at %d,%d", at.row, at.col, row, col);
        take_in(50);
        vterm_state_get_cursorpos(vterm_obtain_state(s.vterm), &at);
    }
}

START_TEST(arrow_keys_move_the_hardware_cursor)
{
    open_first();
    wait_for_cursor(6, 9);
    type("\033OB");
    wait_for_cursor(7, 9);
    type("\033[C\033OC");
    wait_for_cursor(7, 19);
    type("q");
    check_exit(0);
    finish();
}
END_TEST

START_TEST(ctrl_c_leaves)
{
    open_first();
    wait_for("step 1/6");
    type("?");
    wait_for("Keys in a lesson");
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    finish();
}
END_TEST

static const int SIGNALS[] = {SIGTERM, SIGHUP, SIGINT};

START_TEST(signals_leave_cleanly)
{
    open_first();
    wait_for("step 1/6");
    ck_assert_int_eq(kill(s.child, SIGNALS[_i]), 0);
    check_exit(128 + SIGNALS[_i]);
    check_restored();
    finish();
}
END_TEST

START_TEST(resizing_keeps_the_place)
{
    open_first();
    wait_for("step 1/6");
    type("4G");
    wait_for("step 4/6 log");
    resize(12, 40);
    wait_for("step 4/6   loss");
    resize(2, 10);
    wait_for("losswalk");
    resize(48, 160);
    wait_for("step 4/6 log");
    wait_for("? help  q quit");
    ck_assert(row_has(47, "? help  q quit"));
    type("q");
    check_exit(0);
    check_restored();
    finish();
}
END_TEST

START_TEST(a_resize_storm_ends_in_the_last_size)
{
    open_first();
    wait_for("step 1/6");
    for (int i = 1; i < 60; i++) {
        resize(i, 1 + 3 * i % MAX_COLS);
    }
    resize(ROWS, COLS);
    type(" ");
    wait_for("step 2/6 softmax");
    wait_for("? help  q quit");
    type("q");
    check_exit(0);
    check_restored();
    finish();
}
END_TEST

START_TEST(stops_and_continues)
{
    const char *args[] = {LOSSWALK_PROGRAM, TEST_SOURCE_DIR "/screen/three.md", NULL};
    start_as(true, "xterm-256color", args);
    wait_for("step 1/6");
    type(" ");
    wait_for("step 2/6");
    s.was_left = false;
    type("\032");
    long end = now_ms() + DEADLINE_MS;
    while ((!s.was_left || !s.alternate) && now_ms() < end) {
        take_in(50);
    }
    ck_assert_msg(s.was_left, "Ctrl-Z did not give the screen back");
    type(" ");
    wait_for("step 3/6 target");
    ck_assert(s.alternate);
    type("q");
    check_exit(0);
    finish();
}
END_TEST

START_TEST(garbage_is_survived)
{
    open_first();
    wait_for("step 1/6");
    type("\377\376\xe4\xb8\033[200~\033[999;999H\033]0;x\007\xc3");
    type("\033[31~");
    type("\xef\xbd\x87"); /* a full-width g */
    wait_for("step 1/6");
    type("\xe3\x80\x80"); /* a full-width blank */
    wait_for("step 2/6");
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    finish();
}
END_TEST

START_TEST(a_vanished_terminal_ends_the_program)
{
    open_first();
    wait_for("step 1/6");
    (void)close(s.slave);
    (void)close(s.master);
    int status = 0;
    ck_assert_int_eq(waitpid(s.child, &status, 0), s.child);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 128 + SIGHUP);
    vterm_free(s.vterm);
}
END_TEST

static const char *const UNFIT[] = {"dumb", "no-such-terminal", "", NULL};

START_TEST(an_unfit_terminal_gets_a_message)
{
    start(UNFIT[_i], TEST_SOURCE_DIR "/screen/three.md", NULL);
    wait_exit();
    ck_assert(WIFEXITED(s.status));
    ck_assert_int_ne(WEXITSTATUS(s.status), 0);
    ck_assert(shows("TERM"));
    ck_assert(shows("--batch"));
    ck_assert_msg(memchr(s.raw, 27, s.raw_size) == NULL, "an escape sequence was written");
    check_restored();
    finish();
}
END_TEST

START_TEST(no_color_sends_none)
{
    start("xterm-256color", "--color=never", TEST_SOURCE_DIR "/screen/three.md");
    wait_for("step 1/6");
    type(" ");
    wait_for("step 2/6");
    type("q");
    check_exit(0);
    ck_assert_ptr_null(memmem(s.raw, s.raw_size, "\033[36m", 5));
    ck_assert_ptr_null(memmem(s.raw, s.raw_size, "\033[1;36m", 7));
    finish();
}
END_TEST

START_TEST(the_list_opens_the_shipped_lessons)
{
    start("xterm-256color", "--lessons", TEST_SOURCE_DIR "/../lessons");
    wait_for("Enter open");
    type("\r");
    wait_for("step 1/");
    type("q");
    wait_for("Enter open");
    type("q");
    check_exit(0);
    check_restored();
    finish();
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("pty");
    TCase *tcase = tcase_create("program");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, walks_through_a_lesson);
    tcase_add_test(tcase, arrow_keys_move_the_hardware_cursor);
    tcase_add_test(tcase, ctrl_c_leaves);
    tcase_add_loop_test(tcase, signals_leave_cleanly, 0, (int)(sizeof SIGNALS / sizeof *SIGNALS));
    tcase_add_test(tcase, resizing_keeps_the_place);
    tcase_add_test(tcase, a_resize_storm_ends_in_the_last_size);
    tcase_add_test(tcase, stops_and_continues);
    tcase_add_test(tcase, garbage_is_survived);
    tcase_add_test(tcase, a_vanished_terminal_ends_the_program);
    tcase_add_loop_test(
        tcase, an_unfit_terminal_gets_a_message, 0, (int)(sizeof UNFIT / sizeof *UNFIT));
    tcase_add_test(tcase, no_color_sends_none);
    tcase_add_test(tcase, the_list_opens_the_shipped_lessons);
    suite_add_tcase(suite, tcase);
    return suite;
}
