#include "session.h"

#include "check_main.h"
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct session s;

/* Progress is kept here, and each session begins without any. */
static char state_folder[] = "/tmp/losswalk-pty-XXXXXX";
static unsigned sessions;
static bool reused;
static const char *locale = "C.UTF-8";

static void remove_state(void)
{
    char command[64];
    (void)snprintf(command, sizeof command, "rm -rf %s", state_folder);
    if (system(command) != 0) {
        (void)fprintf(stderr, "%s is still there\n", state_folder);
    }
}

const char *state_path(void)
{
    static char path[64];
    (void)snprintf(path, sizeof path, "%s/%u", state_folder, sessions);
    return path;
}

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

long now_ms(void)
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
    /* A shell's background jobs have these ignored, and pass that on. */
    (void)signal(SIGINT, SIG_DFL);
    (void)signal(SIGQUIT, SIG_DFL);
    (void)setsid();
    (void)ioctl(s.slave, TIOCSCTTY, 0);
    for (int fd = 0; fd <= 2; fd++) {
        (void)dup2(s.slave, fd);
    }
    (void)close(s.master);
    (void)close(s.slave);
    /* read only by a program built with the leak sanitizer */
    (void)setenv("LSAN_OPTIONS",
        "suppressions='" TEST_SOURCE_DIR "/pty/ncurses.supp':print_suppressions=0", 1);
    (void)setenv("LC_ALL", locale, 1);
    (void)unsetenv("LANGUAGE");
    (void)setenv("XDG_STATE_HOME", state_path(), 1);
    if (term != NULL) {
        (void)setenv("TERM", term, 1);
    } else {
        (void)unsetenv("TERM");
    }
    if (shell) {
        be_its_shell();
    }
    char *const *argv = NULL; /* execv() changes nothing, but its type does not say so */
    memcpy(&argv, &args, sizeof(argv));
    (void)execv(LOSSWALK_PROGRAM, argv);
    _exit(127);
}

void start_as(bool shell, const char *term, const char *const *args)
{
    if (sessions == 0) {
        ck_assert_ptr_nonnull(mkdtemp(state_folder));
        ck_assert_int_eq(atexit(remove_state), 0);
    }
    sessions += reused ? 0 : 1;
    reused = false;
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
void start(const char *term, const char *a, const char *b)
{
    const char *args[] = {LOSSWALK_PROGRAM, a, b, NULL};
    start_as(false, term, args);
}

void use_locale(const char *name)
{
    locale = name;
}

void reuse_state(void)
{
    reused = true;
}

void finish(void)
{
    (void)close(s.master);
    (void)close(s.slave);
    vterm_free(s.vterm);
}

/* Takes in what the program has written, waiting up to `ms` for it. */
void take_in(int ms)
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

void row_text(int row, char *text, size_t size)
{
    VTermRect rect = {.start_row = row, .end_row = row + 1, .start_col = 0, .end_col = s.cols};
    size_t used = vterm_screen_get_text(s.screen, text, size - 1, rect);
    text[used < size ? used : size - 1] = '\0';
}

bool row_has(int row, const char *words)
{
    char text[4 * MAX_COLS];
    row_text(row, text, sizeof text);
    return strstr(text, words) != NULL;
}

bool shows(const char *words)
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

void wait_for(const char *words)
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

void wait_exit(void)
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

void type(const char *keys)
{
    type_bytes(keys, strlen(keys));
}

/* A program that reads slowly fills the terminal's queue, and one that writes meanwhile must be
 * read. */
void type_bytes(const char *bytes, size_t size)
{
    long end = now_ms() + DEADLINE_MS;
    for (size_t at = 0; at < size; at++) {
        struct pollfd fd = {.fd = s.master, .events = POLLIN | POLLOUT};
        do {
            ck_assert_msg(now_ms() < end, "the program does not read");
            (void)poll(&fd, 1, 50);
            if ((fd.revents & POLLIN) != 0) {
                take_in(0);
            }
        } while ((fd.revents & POLLOUT) == 0);
        ck_assert_int_eq(write(s.master, bytes + at, 1), 1);
    }
}

/* Colours are 30 to 49 and 90 to 107 in a sequence that ends with m. */
bool wrote_color(void)
{
    for (size_t i = 0; i + 2 < s.raw_size; i++) {
        if (s.raw[i] != '\033' || s.raw[i + 1] != '[') {
            continue;
        }
        bool color = false;
        int number = 0;
        for (i += 2; i < s.raw_size && (s.raw[i] == ';' || (s.raw[i] >= '0' && s.raw[i] <= '9'));
             i++) {
            number = s.raw[i] == ';' ? 0 : 10 * number + s.raw[i] - '0';
            color = color || (number >= 30 && number <= 49) || (number >= 90 && number <= 107);
        }
        if (color && i < s.raw_size && s.raw[i] == 'm') {
            return true;
        }
    }
    return false;
}

bool wrote_8_bits(void)
{
    for (size_t i = 0; i < s.raw_size; i++) {
        if ((unsigned char)s.raw[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

void click(int button, int row, int col)
{
    char keys[64];
    const int place[] = {button, col + 1, row + 1};
    (void)snprintf(keys, sizeof keys, "\033[<%d;%d;%dM\033[<%d;%d;%dm", place[0], place[1],
        place[2], place[0], place[1], place[2]);
    type(keys);
}

bool mouse_is_on(void)
{
    static const char mode[] = "1000";
    bool on = false;
    const char *end = s.raw + s.raw_size;
    for (const char *at = s.raw; at < end; at++) {
        at = memmem(at, (size_t)(end - at), mode, strlen(mode));
        if (at == NULL) {
            break;
        }
        const char *last = at + strlen(mode);
        on = last < end && (*last == 'h' || *last == 'l') ? *last == 'h' : on;
    }
    return on;
}

void resize(int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    s.rows = rows;
    s.cols = cols;
    vterm_set_size(s.vterm, rows, cols);
    ck_assert_int_eq(ioctl(s.master, TIOCSWINSZ, &size), 0);
}

void check_restored(void)
{
    struct termios after;
    ck_assert_int_eq(tcgetattr(s.slave, &after), 0);
    ck_assert_uint_eq(after.c_iflag, s.before.c_iflag);
    ck_assert_uint_eq(after.c_oflag, s.before.c_oflag);
    ck_assert_uint_eq(after.c_lflag, s.before.c_lflag);
    ck_assert_msg(!s.alternate, "still on the alternate screen");
    ck_assert_msg(s.cursor_visible, "the cursor is hidden");
    ck_assert_msg(!mouse_is_on(), "the mouse is still used");
}

void check_exit(int status)
{
    wait_exit();
    ck_assert_msg(WIFEXITED(s.status), "ended by signal %d", WTERMSIG(s.status));
    ck_assert_int_eq(WEXITSTATUS(s.status), status);
}

void wait_for_cursor(int row, int col)
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
