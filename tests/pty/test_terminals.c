/*
 * The program in every kind of terminal that students have, and in old ones: what is shown can be
 * read, each control sequence is one that the terminal's description has, its arrow keys work, and
 * it is left as it was. LOSSWALK_PROGRAM is the program, TEST_SOURCE_DIR the folder above this one.
 */
#include "check_main.h"

#include "capability.h"
#include "session.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char LESSON[] = TEST_SOURCE_DIR "/screen/three.md";

/* Those that understand what libvterm does (ANSI). */
static const char *const TERMINALS[] = {"linux", "linux-16color", "xterm", "xterm-16color",
    "xterm-256color", "xterm-direct", "xterm-mono", "screen", "screen-256color",
    "screen.xterm-256color", "tmux", "tmux-256color", "tmux-direct", "vt100", "vt102", "vt220",
    "vt320", "vt420", "ansi", "rxvt", "rxvt-unicode-256color", "konsole", "konsole-256color",
    "konsole-direct", "alacritty", "gnome-256color", "vte-256color", "st-256color", "iterm2",
    "nsterm", "ms-terminal", "mintty", "putty-256color", "mlterm", "Eterm", "cygwin", "hurd",
    "cons25", "wsvt25"};

/* And of other families. */
static const char *const OTHERS[] = {
    "sun", "vt52", "h19", "adm3a", "wyse60", "tvi925", "hp2392", "ibm3151"};

/* The terminals that most systems have are everywhere. */
static bool is_here(const char *name)
{
    if (describe_terminal(name)) {
        return true;
    }
    (void)printf("there is no description of the terminal %s here\n", name);
    ck_assert_msg(getenv("CI") == NULL, "there is no description of the terminal %s", name);
    return false;
}

static void check_sequences(void)
{
    char around[128];
    size_t used = 0;
    size_t at = first_unknown(s.raw, s.raw_size);
    for (size_t i = at; i < s.raw_size && i < at + 16; i++) {
        used += (size_t)snprintf(around + used, sizeof around - used,
            (unsigned char)s.raw[i] < ' ' ? "\\%03o" : "%c", (unsigned char)s.raw[i]);
    }
    ck_assert_msg(at == s.raw_size, "it knows no %s", around);
}

static void check_delays(void)
{
    ck_assert_msg(memmem(s.raw, s.raw_size, "$<", 2) == NULL, "a delay was written as text");
}

static void type_sequence(const char *name)
{
    const char *keys = sequence_of(name);
    ck_assert_msg(keys != NULL, "it has no key %s", name);
    type(keys);
}

START_TEST(walks_through_a_lesson)
{
    if (!is_here(TERMINALS[_i])) {
        return;
    }
#ifdef __SANITIZE_ADDRESS__
    if (strncmp(TERMINALS[_i], "linux", 5) == 0) {
        return; /* for these ncurses loads libgpm, which keeps 10 bytes when it is unloaded */
    }
#endif
    start(TERMINALS[_i], LESSON, NULL);
    wait_for("step 1/6 input");
    type("n");
    wait_for("step 2/6 softmax");
    wait_for("[0.9362]");
    if (sequence_of("kcud1") != NULL) {
        type_sequence("kcud1");
        type_sequence("kcud1");
    } else {
        type("jj");
    }
    type("\r");
    wait_for("Why is p[s2,cat]");
    type("q4G");
    wait_for("step 4/6");
    type("s");
    wait_for("computed another way");
    type("qq");
    check_exit(0);
    check_restored();
    check_sequences();
    check_delays();
    finish();
}
END_TEST

/* Bytes that a terminal of another kind was sent: nothing here draws it, but its first painting has
 * words. */
static void wait_for_bytes(const char *words)
{
    long end = now_ms() + DEADLINE_MS;
    while (memmem(s.raw, s.raw_size, words, strlen(words)) == NULL) {
        ck_assert_msg(now_ms() < end, "never written: %s", words);
        take_in(50);
    }
}

START_TEST(speaks_to_others)
{
    if (!is_here(OTHERS[_i])) {
        return;
    }
    start(OTHERS[_i], LESSON, NULL);
    wait_for_bytes("logits");
    type("n");
    wait_for_bytes("softmax");
    type("\003");
    check_exit(128 + SIGINT);
    check_restored();
    check_sequences();
    check_delays();
    finish();
}
END_TEST

/* A signal that ends the program at once, behind the back of curses. */
static void is_killed(const char *term)
{
    if (!is_here(term)) {
        return;
    }
    start(term, LESSON, NULL);
    wait_for_bytes("logits");
    (void)kill(s.child, SIGABRT);
    wait_exit();
    check_restored();
    check_delays(); /* while one of its sequences may have been broken off */
    finish();
}

START_TEST(is_given_back_by_a_deadly_signal)
{
    is_killed(TERMINALS[_i]);
}
END_TEST

START_TEST(others_are_given_back_by_a_deadly_signal)
{
    is_killed(OTHERS[_i]);
}
END_TEST

Suite *make_suite(void)
{
    int terminals = sizeof TERMINALS / sizeof *TERMINALS;
    int others = sizeof OTHERS / sizeof *OTHERS;
    Suite *suite = suite_create("terminals");
    TCase *test = tcase_create("kinds of terminals");
    tcase_set_timeout(test, 120);
    tcase_add_loop_test(test, walks_through_a_lesson, 0, terminals);
    tcase_add_loop_test(test, speaks_to_others, 0, others);
    tcase_add_loop_test(test, is_given_back_by_a_deadly_signal, 0, terminals);
    tcase_add_loop_test(test, others_are_given_back_by_a_deadly_signal, 0, others);
    suite_add_tcase(suite, test);
    return suite;
}
