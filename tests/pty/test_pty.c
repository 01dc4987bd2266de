/*
 * The real program in a terminal. LOSSWALK_PROGRAM is the program, TEST_SOURCE_DIR the folder above
 * this one.
 */
#include "check_main.h"

#include "session.h"
#include <limits.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void open_first(void)
{
    start("xterm-256color", TEST_SOURCE_DIR "/screen/three.md", NULL);
}

/* The next session begins where the last one ended. */
static void check_comes_back_to(const char *place)
{
    reuse_state();
    open_first();
    wait_for(place);
    type("q");
    check_exit(0);
    finish();
}

START_TEST(walks_through_a_lesson)
{
    open_first();
    wait_for("step 1/6 input");
    ck_assert(s.alternate);
    type("n");
    wait_for("step 2/6 softmax");
    wait_for("[0.9362]");
    type("\177"); /* one part back */
    wait_for(">[row_sum]>");
    type("p");
    wait_for("step 1/6 input");
    type(" ");
    wait_for("labels: the true class");
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

START_TEST(switches_the_language)
{
    open_first();
    wait_for("step 1/6 input");
    type("3G");
    wait_for("step 3/6");
    type("L");
    wait_for("稀疏标签只选出一个概率");
    wait_for("第 3/6 步");
    type("L");
    wait_for("step 3/6");
    wait_for("Sparse labels pick");
    type("q");
    check_exit(0);
    check_restored();
    finish();
    start("xterm-256color", "--lang=zh", TEST_SOURCE_DIR "/screen/three.md");
    wait_for("第 1/6 步");
    type("q");
    check_exit(0);
    finish();
}
END_TEST

START_TEST(compares_the_rules)
{
    start("xterm-256color", TEST_SOURCE_DIR "/screen/untidy.md", NULL);
    wait_for("step 1/5 input");
    type("G");
    wait_for("step 5/5");
    type("c");
    wait_for("this lesson: plain");
    wait_for("differs at");
    type("\033OB");
    wait_for("Keras 3 clips");
    type("\r");
    wait_for("step 1/5 input");
    wait_for_cursor(6, 7);
    type("c");
    wait_for("Keras 3 clips");
    type("\033");
    wait_for("step 1/5 input");
    type("q");
    check_exit(0);
    check_restored();
    finish();
}
END_TEST

START_TEST(follows_a_why_and_returns)
{
    open_first();
    wait_for("step 1/6 input");
    type("3G");
    wait_for("step 3/6");
    type("G\r");
    wait_for("Why is loss");
    type("\t");
    wait_for("2 of 2, Tab");
    type("\033[Z");
    wait_for("1 of 2, Tab");
    type("\r");
    wait_for("Why is total");
    type("\033");
    wait_for("Why is loss");
    type("qq");
    check_exit(0);
    finish();
}
END_TEST

static void save(const char *path, const char *labels)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_gt(fprintf(file,
                         "---\nformat: 1\ntitle: Live\nloss: cross_entropy\n"
                         "logits: [[1, 2], [2, 1]]\nlabels: %s\n---\n",
                         labels),
        0);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(a_saved_lesson_is_read_again)
{
    char folder[] = "/tmp/losswalk-pty-XXXXXX";
    char path[64];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/live.md", folder);
    save(path, "[0, 0]");
    start("xterm-256color", path, NULL);
    wait_for("step 1/6 input");
    type("n");
    wait_for("step 2/6 softmax");
    save(path, "[0, 1, 1]");
    wait_for("saved with a mistake");
    save(path, "[ 1, 0 ]");
    wait_for("loss 0.3133");
    ck_assert(shows("step 2/6 softmax"));
    type("q");
    check_exit(0);
    finish();
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

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

/* Those that nobody waits for, and the two real-time ones at the ends (0: the first, -1: the last).
 */
static const int DEADLY[] = {SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGUSR1, SIGSEGV,
    SIGUSR2, SIGALRM, SIGXCPU, SIGVTALRM, SIGPROF, SIGSYS, SIGIO, 0, -1};

/* Was it ended by that signal? A checker of memory reports some of them and leaves by itself. */
static void check_killed(int number)
{
    wait_exit();
#ifdef __SANITIZE_ADDRESS__
    if (WIFEXITED(s.status)) {
        return;
    }
#endif
    ck_assert_msg(WIFSIGNALED(s.status), "ended with status %d", WEXITSTATUS(s.status));
    ck_assert_int_eq(WTERMSIG(s.status), number);
}

/* At rest, in the middle of a walk, and in a view over it. */
START_TEST(every_deadly_signal_gives_the_terminal_back)
{
    static const char *const keys[] = {"", "nnnnnGkkjjVhlnnbnnvvnncc?", "4G\r"};
    const struct rlimit no_core = {0};
    (void)setrlimit(RLIMIT_CORE, &no_core);
    int number = DEADLY[_i];
    number = number == 0 ? SIGRTMIN : number < 0 ? SIGRTMAX : number;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        open_first();
        wait_for("step 1/6");
        ck_assert_msg(mouse_is_on(), "no mouse to give back");
        type(keys[i]);
        ck_assert_int_eq(kill(s.child, number), 0);
        check_killed(number);
        check_restored();
        finish();
    }
}
END_TEST

/* Ctrl and a backslash are SIGQUIT, from the terminal itself. */
START_TEST(ctrl_backslash_leaves)
{
    open_first();
    wait_for("step 1/6");
    type("\034");
    check_killed(SIGQUIT);
    check_restored();
    finish();
}
END_TEST

/* As when a terminal is closed: the system's and the shell's come together. */
static const int CROWDS[][2] = {{SIGTERM, SIGHUP}, {SIGINT, SIGHUP}, {SIGINT, SIGTERM}};

START_TEST(signals_in_crowds_leave_cleanly_and_lose_nothing)
{
    open_first();
    wait_for("step 1/6");
    type("4G");
    wait_for("step 4/6 log");
    ck_assert_int_eq(kill(s.child, SIGSTOP), 0);
    ck_assert_int_eq(waitpid(s.child, &s.status, WUNTRACED), s.child);
    ck_assert(WIFSTOPPED(s.status));
    ck_assert_int_eq(kill(s.child, CROWDS[_i][0]), 0);
    ck_assert_int_eq(kill(s.child, CROWDS[_i][1]), 0);
    ck_assert_int_eq(kill(s.child, SIGCONT), 0);
    wait_exit();
    ck_assert(WIFEXITED(s.status));
    ck_assert(WEXITSTATUS(s.status) == 128 + CROWDS[_i][0] ||
              WEXITSTATUS(s.status) == 128 + CROWDS[_i][1]);
    check_restored();
    finish();
    check_comes_back_to("step 4/6 log");
}
END_TEST

START_TEST(ctrl_s_stops_nothing)
{
    open_first();
    wait_for("step 1/6");
    type("\023n");
    wait_for("step 2/6 softmax");
    ck_assert_int_eq(kill(s.child, SIGTERM), 0);
    check_exit(128 + SIGTERM);
    check_restored();
    finish();
}
END_TEST

/* What nobody can catch: what was reached is saved while no key comes. */
START_TEST(killed_it_has_saved_what_was_reached)
{
    open_first();
    wait_for("step 1/6");
    type("4G");
    wait_for("step 4/6 log");
    char file[PATH_MAX];
    (void)snprintf(file, sizeof file, "%s/losswalk/progress", state_path());
    long deadline = now_ms() + DEADLINE_MS;
    bool saved = false;
    while (!saved && now_ms() < deadline) {
        take_in(50);
        char text[4096] = "";
        FILE *in = fopen(file, "r");
        if (in != NULL) {
            text[fread(text, 1, sizeof text - 1, in)] = '\0';
            (void)fclose(in);
        }
        saved = strstr(text, "furthest=4") != NULL;
    }
    ck_assert(saved);
    ck_assert_int_eq(kill(s.child, SIGKILL), 0);
    wait_exit();
    finish();
    check_comes_back_to("step 4/6 log");
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
    type("n");
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
    type("n");
    wait_for("step 2/6");
    s.was_left = false;
    type("\032");
    long end = now_ms() + DEADLINE_MS;
    while ((!s.was_left || !s.alternate) && now_ms() < end) {
        take_in(50);
    }
    ck_assert_msg(s.was_left, "Ctrl-Z did not give the screen back");
    ck_assert_ptr_nonnull(memmem(s.raw, s.raw_size, "1000l", 5));
    type("n");
    wait_for("step 3/6 target");
    ck_assert(s.alternate);
    ck_assert(mouse_is_on());
    type("q");
    check_exit(0);
    ck_assert(!mouse_is_on());
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
    wait_for("labels: the true class");
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    finish();
}
END_TEST

/* A lesson about 12 GB of zeros, which take no room on a disk, and much time to add up. */
static const char *endless_lesson(void)
{
    enum { LINE = 128, HEADER = 118 };
    static const char SHAPE[] =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3000000, 1000), }";
    static const char LABELS[] = "{'descr': '|i1', 'fortran_order': False, 'shape': (3000000,), }";
    static char path[LINE];
    char folder[] = "/tmp/losswalk-endless-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (int i = 0; i < 2; i++) {
        (void)snprintf(path, sizeof path, "%s/%s.npy", folder, i == 0 ? "z" : "y");
        FILE *file = fopen(path, "w");
        ck_assert_ptr_nonnull(file);
        ck_assert_uint_eq(fwrite("\x93NUMPY\1\0v\0", 1, LINE - HEADER, file), LINE - HEADER);
        (void)fprintf(file, "%-*s\n", HEADER - 1, i == 0 ? SHAPE : LABELS);
        ck_assert_int_eq(fflush(file), 0);
        ck_assert_int_eq(ftruncate(fileno(file), LINE + (i == 0 ? 12000000000 : 3000000)), 0);
        ck_assert_int_eq(fclose(file), 0);
    }
    (void)snprintf(path, sizeof path, "%s/big.md", folder);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    (void)fputs(
        "---\nformat: 1\ntitle: Endless\nlogits: {file: z.npy}\nlabels: {file: y.npy}\n---\n",
        file);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

static void remove_lesson(const char *path)
{
    static const char *const NAMES[] = {"z.npy", "y.npy", "big.md", ""};
    char name[256];
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        (void)snprintf(
            name, sizeof name, "%.*s/%s", (int)(strrchr(path, '/') - path), path, NAMES[i]);
        (void)remove(name);
    }
}

/* While it is added up, the screen says how far it is and goes on; leaving ends it. log 1000 is
 * what every sample costs, so far and at the end. */
START_TEST(a_long_sum_says_how_far_it_is)
{
    const char *path = endless_lesson();
    start("xterm-256color", path, NULL);
    wait_for("adding up 3000000 samples");
    wait_for(" left; so far 6.9078"); /* seconds, or of a slow build minutes */
    type("nnn");
    wait_for("step 4/6");
    ck_assert(shows("adding up 3000000 samples"));
    type("=6.9\r"); /* would take an hour, and does not stand in the way */
    wait_for("too many to try every way");
    type("\033");
    wait_for("Space next");
    type("q");
    check_exit(0);
    check_restored();
    finish();
    remove_lesson(path);
}
END_TEST

START_TEST(a_long_batch_says_how_far_it_is)
{
    const char *path = endless_lesson();
    const char *const args[] = {LOSSWALK_PROGRAM, "--batch", path, "--stages", "loss", NULL};
    start_as(false, "xterm-256color", args);
    wait_for("adding up: ");
    wait_for(" of 3000000 samples, ");
    wait_for(" left");
    type("\003");
    wait_exit();
    ck_assert(WIFSIGNALED(s.status) && WTERMSIG(s.status) == SIGINT);
    finish();
    remove_lesson(path);
}
END_TEST

/* Each click waits for what the one before has led to. */
START_TEST(a_mouse_walks_through_a_lesson)
{
    open_first();
    wait_for("step 1/6 input");
    ck_assert(mouse_is_on());
    click(0, 1, 11); /* softmax in the rail: one further */
    wait_for("step 2/6 softmax");
    click(0, 7, 57); /* p[s1,cat] */
    wait_for_cursor(7, 57);
    click(0, 7, 57);
    wait_for("Why is p[s1,cat]");
    click(0, 7, 48); /* S[s1], which it is made from */
    wait_for("2 of 2, Tab");
    click(0, 7, 48);
    wait_for("Why is S[s1]");
    click(0, 1, 2);
    wait_for("step 1/6 input");
    type("qq"); /* the why, the lesson */
    check_exit(0);
    check_restored();
    finish();
}
END_TEST

START_TEST(a_wheel_scrolls)
{
    start("xterm-256color", TEST_SOURCE_DIR "/screen/three.md", NULL);
    wait_for("step 1/6 input");
    type("?");
    wait_for("Keys in a lesson");
    click(65, 5, 5);
    wait_for("reveal the whole of the next step");
    while (shows("Keys in a lesson")) {
        take_in(50);
    }
    click(64, 5, 5);
    wait_for("Keys in a lesson");
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    finish();
}
END_TEST

START_TEST(a_mouse_left_alone_is_left_alone)
{
    start("xterm-256color", "--no-mouse", TEST_SOURCE_DIR "/screen/three.md");
    wait_for("step 1/6 input");
    ck_assert(!mouse_is_on());
    click(0, 1, 11);
    type("\r"); /* comes after the click, so it has been read */
    wait_for("Why is z[s0,cat]");
    ck_assert(shows("step 1/6 input"));
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    finish();
}
END_TEST

static const struct {
    const char *term, *bytes;
} NO_CLICKS[] = {
    {"xterm-256color", "\033[<1;12;2M"}, /* other buttons, on a step of the rail */
    {"xterm-256color", "\033[<2;12;2M"},
    {"xterm-256color", "\033[<66;12;2M"},
    {"xterm-256color", "\033[<35;12;2M"}, /* moving */
    {"xterm-256color", "\033[<0;12;2m"},  /* letting go */
    {"xterm-256color", "\033[<0;999;999M"},
    {"xterm-256color", "\033[<0;0;0M"},
    {"xterm-256color", "\033[<0;99999999999999999999;2M"},
    {"xterm-256color", "\033[<;;;M"},
    {"xterm-256color", "\033[<0;12M"},
    {"xterm-256color", "\033[M !!"}, /* the oldest form, in which a blank is a button */
    {"tmux-256color", "\033[<0;12;2M"},
    {"tmux-256color", "\033[M!!!"},
};

START_TEST(what_is_no_click_does_nothing)
{
    start(NO_CLICKS[_i].term, TEST_SOURCE_DIR "/screen/three.md", NULL);
    wait_for("step 1/6 input");
    type(NO_CLICKS[_i].bytes);
    type("\r");
    wait_for("Why is z[s0,cat]");
    ck_assert(shows("step 1/6 input"));
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    finish();
}
END_TEST

START_TEST(a_click_broken_off_does_not_hold_the_program)
{
    open_first();
    wait_for("step 1/6 input");
    type("\033[<0;12;");
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

/* A terminal that cannot place its cursor used to get an error; it gets the lesson as sentences. */
START_TEST(an_unfit_terminal_gets_sentences)
{
    start(UNFIT[_i], TEST_SOURCE_DIR "/screen/three.md", NULL);
    wait_for("this is --plain.");
    ck_assert(shows("TERM"));
    wait_for("Enter reads the first.");
    type("\n");
    wait_for("Row s1: cat 2, dog 1, the true class, owl 4.");
    type("why s1 dog\n");
    wait_for("It is 1, given by the lesson.");
    type("quit\n");
    check_exit(0);
    ck_assert_msg(memchr(s.raw, 27, s.raw_size) == NULL, "an escape sequence was written");
    check_restored();
    finish();
}
END_TEST

/* Ctrl-C and Ctrl-D leave, and where one was is remembered. */
START_TEST(plain_is_left_by_signal_and_end)
{
    start("dumb", TEST_SOURCE_DIR "/screen/three.md", NULL);
    wait_for("Enter reads the first.");
    type("go 4\n");
    wait_for("Step 4 of 6");
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    finish();
    reuse_state();
    start("xterm-256color", TEST_SOURCE_DIR "/screen/three.md", NULL);
    wait_for("Back where you left, step 4 of 6.");
    type("G");
    wait_for("step 6/6");
    type("q");
    check_exit(0);
    finish();
    reuse_state();
    start("xterm-256color", "--plain", TEST_SOURCE_DIR "/screen/three.md");
    wait_for("You left this lesson at step 6 of 6.");
    type("\004");
    check_exit(0);
    check_restored();
    finish();
}
END_TEST

/* ---- Kinds of terminals ---------------------------------------------------------------------- */

/* Opens a lesson and walks through some of what has colours. */
static void look_around(const char *term, const char *option)
{
    const char *lesson = TEST_SOURCE_DIR "/screen/three.md";
    start(term, option != NULL ? option : lesson, option != NULL ? lesson : NULL);
    wait_for("step 1/6");
    type("n");
    wait_for("step 2/6");
    type("\r");
    wait_for("Why is");
    type("c");
    wait_for("this lesson: plain");
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    finish();
}

static const struct {
    const char *term, *option, *no_color;
    bool color;
    const char *forced, *wanted; /* CLICOLOR_FORCE, CLICOLOR */
} COLORS[] = {
    {"xterm-256color", NULL, NULL, true, NULL, NULL},
    {"xterm-256color", "--color=never", NULL, false, NULL, NULL},
    {"xterm-256color", "--color=always", NULL, true, NULL, NULL},
    {"xterm-256color", NULL, "1", false, NULL, NULL},
    {"xterm-256color", NULL, "", true, NULL,
        NULL}, /* set, but to nothing: as no-color.org has it */
    {"xterm-256color", "--color=auto", "1", false, NULL, NULL},
    {"xterm-256color", "--color=always", "1", true, NULL, NULL},
    {"xterm-256color", NULL, NULL, false, NULL, "0"},
    {"xterm-256color", NULL, NULL, true, "1", "0"},
    {"xterm-256color", NULL, NULL, false, "0", "0"},
    {"xterm-256color", NULL, "1", false, "1", NULL},
    {"xterm-256color", "--color=never", NULL, false, "1", NULL},
    {"xterm-256color", "--theme=light", "1", false, NULL, NULL},
    {"vt100", NULL, NULL, false, NULL, NULL}, /* knows none */
    {"vt100", "--theme=light", NULL, false, NULL, NULL},
    {"vt100", "--color=always", NULL, false, NULL, NULL},
};

static void set_variable(const char *name, const char *value)
{
    if (value != NULL) {
        (void)setenv(name, value, 1);
    } else {
        (void)unsetenv(name);
    }
}

START_TEST(colors_are_sent_where_they_are_wanted)
{
    set_variable("NO_COLOR", COLORS[_i].no_color);
    set_variable("CLICOLOR_FORCE", COLORS[_i].forced);
    set_variable("CLICOLOR", COLORS[_i].wanted);
    look_around(COLORS[_i].term, COLORS[_i].option);
    set_variable("NO_COLOR", NULL);
    set_variable("CLICOLOR_FORCE", NULL);
    set_variable("CLICOLOR", NULL);
    ck_assert_uint_gt(s.raw_size, 2000);
    ck_assert_uint_lt(s.raw_size, RAW_SIZE);
    ck_assert_int_eq(wrote_color(), COLORS[_i].color);
}
END_TEST

/* What the theme paints behind everything: a colour's number, or with `direct` red, green, blue;
 * -1 the terminal's own. */
static const struct {
    const char *term, *option, *ground; /* COLORFGBG */
    int painted;
    bool direct;
} THEMES[] = {
    {"xterm-256color", NULL, NULL, -1, false},
    {"xterm-256color", NULL, "default;default", -1, false},
    {"xterm-256color", "--theme=own", "15;0", -1, false},
    {"xterm-256color", NULL, "15;0", 16, false},
    {"xterm-256color", NULL, "0;default;15", 231, false},
    {"xterm-256color", "--theme=auto", "0;15", 231, false},
    {"xterm-256color", "--theme=dark", "0;15", 16, false},
    {"xterm-256color", "--theme=light", "15;0", 231, false},
    {"xterm-256color", "--theme=projector", NULL, 231, false},
    {"xterm-256color", "--theme=mono", NULL, -1, false},
    {"xterm-256color", "--color=never", "0;15", -1, false},
    {"xterm", "--theme=light", NULL, 7, false},
    {"xterm", NULL, NULL, -1, false},
    {"xterm", NULL, "15;0", 0, false},
    /* Not 0 and 231, which are the terminal's black and a dark blue there. */
    {"losswalk-direct", NULL, NULL, -1, true},
    {"losswalk-direct", "--theme=dark", NULL, 0x000100, true},
    {"losswalk-direct", "--theme=light", NULL, 0xffffff, true},
};

static bool has_ground(int row, int col, int painted, bool direct)
{
    VTermScreenCell cell;
    ck_assert(vterm_screen_get_cell(s.screen, (VTermPos){row, col}, &cell) != 0);
    if (painted < 0) {
        return VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
    }
    if (direct) {
        return VTERM_COLOR_IS_RGB(&cell.bg) && !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg) &&
               (cell.bg.rgb.red << 16 | cell.bg.rgb.green << 8 | cell.bg.rgb.blue) == painted;
    }
    return VTERM_COLOR_IS_INDEXED(&cell.bg) && cell.bg.indexed.idx == painted;
}

static bool all_has_ground(int painted, bool direct)
{
    for (int row = 0; row < s.rows; row++) {
        for (int col = 0; col < s.cols; col++) {
            if (!has_ground(row, col, painted, direct)) {
                return false;
            }
        }
    }
    return true;
}

/* No corner is left out; 80 columns have no shades, which have grounds of their own. */
static void wait_for_ground(int painted, bool direct)
{
    for (long end = now_ms() + DEADLINE_MS; !all_has_ground(painted, direct); take_in(50)) {
        ck_assert_int_lt(now_ms(), end);
    }
}

/* A terminal whose colours are mixtures, made here: not every machine has one on its list. */
static void make_terminal(char folder[])
{
    char command[256];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(
        command, sizeof command, "tic -x -o %s '%s/pty/direct.terminfo'", folder, TEST_SOURCE_DIR);
    ck_assert_int_eq(system(command), 0);
    set_variable("TERMINFO", folder);
}

static void drop_terminal(const char *folder)
{
    char command[64];
    (void)snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
    set_variable("TERMINFO", NULL);
}

START_TEST(a_theme_paints_the_whole_screen)
{
    const char *lesson = TEST_SOURCE_DIR "/screen/three.md";
    const char *option = THEMES[_i].option;
    char folder[] = "/tmp/losswalk-terminfo-XXXXXX";
    if (THEMES[_i].direct) {
        make_terminal(folder);
    }
    set_variable("COLORFGBG", THEMES[_i].ground);
    start(THEMES[_i].term, option != NULL ? option : lesson, option != NULL ? lesson : NULL);
    wait_for("step 1/6");
    type("n");
    wait_for("step 2/6");
    wait_for_ground(THEMES[_i].painted, THEMES[_i].direct);
    type("q");
    check_exit(0);
    check_restored();
    finish();
    set_variable("COLORFGBG", NULL);
    if (THEMES[_i].direct) {
        drop_terminal(folder);
    }
}
END_TEST

START_TEST(a_theme_is_put_while_running)
{
    start("xterm-256color", "--theme=dark", TEST_SOURCE_DIR "/screen/three.md");
    wait_for("step 1/6");
    type("s");
    wait_for("[dark] light projector own mono");
    type("jjjjjj\033[C");
    wait_for("dark [light] projector own mono");
    wait_for_ground(231, false);
    type("s");
    wait_for("next: labels");
    type("q");
    check_exit(0); /* nothing of the lesson was changed: it does not ask */
    check_restored();
    finish();
}
END_TEST

static const struct {
    const char *term, *option, *locale;
    bool ascii;
} CHARSETS[] = {
    {"xterm-256color", NULL, "C.UTF-8", false},
    {"xterm-256color", "--ascii", "C.UTF-8", true},
    {"xterm-256color", NULL, "C", true}, /* cannot show UTF-8 */
    {"xterm-256color", NULL, "POSIX", true},
    {"xterm-256color", NULL, "no_SUCH.locale", true},
    {"vt100", "--ascii", "C.UTF-8", true},
};

START_TEST(bytes_are_those_the_terminal_can_show)
{
    use_locale(CHARSETS[_i].locale);
    look_around(CHARSETS[_i].term, CHARSETS[_i].option);
    use_locale("C.UTF-8");
    ck_assert_uint_lt(s.raw_size, RAW_SIZE);
    ck_assert_int_eq(wrote_8_bits(), !CHARSETS[_i].ascii);
}
END_TEST

/* Without colours the marks say it all. */
START_TEST(a_terminal_without_colors_shows_every_mark)
{
    start("vt100", TEST_SOURCE_DIR "/screen/three.md", NULL);
    wait_for("step 1/6");
    type("4Gjl");
    wait_for("{0.0420}");
    ck_assert(shows("[-0.0659]"));
    type("\r");
    wait_for("»0.0420«");
    type("qq");
    check_exit(0);
    check_restored();
    finish();
}
END_TEST

/* ---- Sizes ----------------------------------------------------------------------------------- */

static const struct {
    int rows, cols;
    const char *text; /* what shows that it was painted; NULL: no room for anything */
} EXTREMES[] = {
    {1, 1, NULL}, {1, 500, "losswalk needs"}, {200, 1, NULL}, {200, 500, "? help  q quit"}};

START_TEST(any_size_gives_the_same_picture_back)
{
    static char before[ROWS][4 * MAX_COLS];
    static char after[ROWS][4 * MAX_COLS];
    open_first();
    wait_for("step 1/6");
    type("4Gjl");
    wait_for("{0.0420}");
    wait_for_cursor(7, 61);
    for (int row = 0; row < ROWS; row++) {
        row_text(row, before[row], sizeof before[row]);
    }
    resize(EXTREMES[_i].rows, EXTREMES[_i].cols);
    if (EXTREMES[_i].text != NULL) {
        wait_for(EXTREMES[_i].text);
    } else {
        take_in(200);
    }
    resize(ROWS, COLS);
    wait_for("? help  q quit");
    wait_for_cursor(7, 61);
    /* What is waited for may be there from before: the picture itself is what comes at last. */
    long deadline = now_ms() + DEADLINE_MS;
    int same = 0;
    while (same < ROWS && now_ms() < deadline) {
        for (same = 0; same < ROWS; same++) {
            row_text(same, after[same], sizeof after[same]);
            if (strcmp(after[same], before[same]) != 0) {
                take_in(50);
                break;
            }
        }
    }
    ck_assert_msg(same == ROWS, "row %d: %s", same, after[same]);
    type("q");
    check_exit(0);
    check_restored();
    finish();
}
END_TEST

/* ---- Garbage --------------------------------------------------------------------------------- */

/* Whatever came, it lives: Esc closes all that may be open, and help opens from what is left. */
static void check_alive(void)
{
    type("\033\033\033\033\033\033\033\033?");
    wait_for("Keys in");
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    finish();
}

/* Every byte but those with which the terminal itself or the student ends or stops the program;
 * Ctrl-Q comes after Ctrl-S. */
START_TEST(every_byte_can_be_pasted)
{
    char bytes[256];
    size_t size = 0;
    for (int byte = 255; byte >= 0; byte--) {
        if (byte != 3 && byte != 26 && byte != 28 && byte != 'q') {
            bytes[size++] = (char)byte;
        }
    }
    open_first();
    wait_for("step 1/6");
    type_bytes(bytes, size);
    type_bytes(bytes, size);
    check_alive();
}
END_TEST

static void paste_long(const char *head, char filler, size_t size, const char *tail)
{
    char *text = malloc(size);
    ck_assert_ptr_nonnull(text);
    memset(text, filler, size);
    type(head);
    type_bytes(text, size);
    type(tail);
    free(text);
}

static const struct {
    const char *head;
    char filler;
    size_t size;
    const char *tail;
} PASTES[] = {
    {"\033[", '1', 3000, "~"},                          /* a key with a very long number */
    {"\033[", ';', 3000, "H"},                          /* */
    {"\033]0;", 'x', 3000, "\007"},                     /* a title */
    {"\033P", 'x', 3000, "\033\\"},                     /* a device's string */
    {"\033[200~", ' ', 3000, "\033[201~"},              /* a bracketed paste */
    {"", '\033', 500, ""},                              /* */
    {"", '\377', 3000, ""},                             /* no UTF-8 */
    {"\xf0\x9f", '\x80', 3000, "\xc0\xaf\xed\xa0\x80"}, /* */
    {"", '\0', 3000, ""},                               /* */
    {"9", '9', 3000, "G"},                              /* a number that no one can count to */
};

START_TEST(long_garbage_can_be_pasted)
{
    open_first();
    wait_for("step 1/6");
    paste_long(PASTES[_i].head, PASTES[_i].filler, PASTES[_i].size, PASTES[_i].tail);
    check_alive();
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
    tcase_add_test(tcase, walks_through_a_lesson);
    tcase_add_test(tcase, switches_the_language);
    tcase_add_test(tcase, compares_the_rules);
    tcase_add_test(tcase, follows_a_why_and_returns);
    tcase_add_test(tcase, a_saved_lesson_is_read_again);
    tcase_add_test(tcase, arrow_keys_move_the_hardware_cursor);
    tcase_add_test(tcase, ctrl_c_leaves);
    tcase_add_loop_test(tcase, signals_leave_cleanly, 0, (int)(sizeof SIGNALS / sizeof *SIGNALS));
    tcase_add_loop_test(tcase, every_deadly_signal_gives_the_terminal_back, 0,
        (int)(sizeof DEADLY / sizeof *DEADLY));
    tcase_add_test(tcase, ctrl_backslash_leaves);
    tcase_add_loop_test(tcase, signals_in_crowds_leave_cleanly_and_lose_nothing, 0,
        (int)(sizeof CROWDS / sizeof *CROWDS));
    tcase_add_test(tcase, ctrl_s_stops_nothing);
    tcase_add_test(tcase, killed_it_has_saved_what_was_reached);
    tcase_add_test(tcase, resizing_keeps_the_place);
    tcase_add_test(tcase, a_resize_storm_ends_in_the_last_size);
    tcase_add_test(tcase, stops_and_continues);
    tcase_add_test(tcase, garbage_is_survived);
    tcase_add_test(tcase, a_long_sum_says_how_far_it_is);
    tcase_add_test(tcase, a_long_batch_says_how_far_it_is);
    tcase_add_test(tcase, a_mouse_walks_through_a_lesson);
    tcase_add_test(tcase, a_wheel_scrolls);
    tcase_add_test(tcase, a_mouse_left_alone_is_left_alone);
    tcase_add_loop_test(
        tcase, what_is_no_click_does_nothing, 0, (int)(sizeof NO_CLICKS / sizeof *NO_CLICKS));
    tcase_add_test(tcase, a_click_broken_off_does_not_hold_the_program);
    tcase_add_test(tcase, a_vanished_terminal_ends_the_program);
    tcase_add_loop_test(
        tcase, an_unfit_terminal_gets_sentences, 0, (int)(sizeof UNFIT / sizeof *UNFIT));
    tcase_add_test(tcase, plain_is_left_by_signal_and_end);
    tcase_add_loop_test(
        tcase, colors_are_sent_where_they_are_wanted, 0, (int)(sizeof COLORS / sizeof *COLORS));
    tcase_add_loop_test(
        tcase, bytes_are_those_the_terminal_can_show, 0, (int)(sizeof CHARSETS / sizeof *CHARSETS));
    tcase_add_loop_test(
        tcase, a_theme_paints_the_whole_screen, 0, (int)(sizeof THEMES / sizeof *THEMES));
    tcase_add_test(tcase, a_theme_is_put_while_running);
    tcase_add_test(tcase, a_terminal_without_colors_shows_every_mark);
    tcase_add_loop_test(
        tcase, any_size_gives_the_same_picture_back, 0, (int)(sizeof EXTREMES / sizeof *EXTREMES));
    tcase_add_test(tcase, every_byte_can_be_pasted);
    tcase_add_loop_test(
        tcase, long_garbage_can_be_pasted, 0, (int)(sizeof PASTES / sizeof *PASTES));
    tcase_add_test(tcase, the_list_opens_the_shipped_lessons);
    suite_add_tcase(suite, tcase);
    return suite;
}
