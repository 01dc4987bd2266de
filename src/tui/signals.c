#include "signals.h"

#include "ending.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { RESTORE_SIZE = 256, MOST_SIGNALS = 128, STACK_SIZE = 1 << 16, MODE_TRIES = 3 };

/* Those that are waited for; any other that ends the program does so at once. */
static const int WAITED_FOR[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};

/* Handlers have no argument to carry this. */
static struct {
    struct sigaction old[MOST_SIGNALS];
    bool taken[MOST_SIGNALS]; /* has our handler */
    int pipe[2];
    struct termios modes;
    char restore[RESTORE_SIZE];
    size_t restore_size;
    stack_t old_stack;
    bool own_stack;
} caught;

/* A stack for the handlers: the program's own may be what has run out. */
static char handler_stack[STACK_SIZE];

static volatile sig_atomic_t is_busy;
static volatile sig_atomic_t ending; /* by this signal */

/* Gives the terminal back, unless it is somebody else's just now: a program in the background would
 * spoil the shell's. Calls only what a handler may call. */
static void restore_terminal(void)
{
    pid_t owner = tcgetpgrp(STDIN_FILENO); /* -1: it has no jobs */
    if (owner < 0 || owner == getpgrp()) {
        ssize_t written = write(STDOUT_FILENO, caught.restore, caught.restore_size);
        (void)written;
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &caught.modes);
    }
}

static _Noreturn void end_at_once(int number)
{
    restore_terminal();
    _exit(128 + number);
}

/* The first ends the program once all is saved. A second of the same kind is somebody who cannot
 * wait; where a terminal is closed, the shell's and the system's come together, and nobody waits.
 */
static void on_signal(int number)
{
    int saved = errno;
    if (number != SIGWINCH) {
        if (is_busy || (ending == number && number != SIGHUP)) {
            end_at_once(number);
        }
        ending = number;
        (void)alarm(1);
    }
    char byte = (char)number;
    ssize_t written = write(caught.pipe[1], &byte, 1);
    (void)written; /* a full pipe already says enough */
    errno = saved;
}

/* The program ends as it would have without us, with a core where the system makes one, or the
 * report of a checker of memory, but the terminal is back: the signal, blocked while its handler
 * runs, comes again when that returns. */
static void on_end(int number)
{
    restore_terminal();
    (void)sigaction(number, &caught.old[number], NULL);
    (void)raise(number);
}

/* A read for the rest of a click that was broken off is ended by a signal, but not by one that came
 * just before it: so another follows until the first is picked up. */
static void on_alarm(int number)
{
    if (ending != 0) {
        (void)alarm(1);
    } else {
        on_end(number); /* from somebody who means it */
    }
}

static bool open_pipe(void)
{
    if (pipe(caught.pipe) != 0) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        (void)fcntl(caught.pipe[i], F_SETFL, O_NONBLOCK);
        (void)fcntl(caught.pipe[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

static void take(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    (void)sigemptyset(&action.sa_mask);
    caught.taken[number] = sigaction(number, &action, &caught.old[number]) == 0;
}

static bool is_ignored(int number)
{
    struct sigaction now;
    return sigaction(number, NULL, &now) == 0 && (now.sa_flags & SA_SIGINFO) == 0 &&
           now.sa_handler == SIG_IGN;
}

/* Not where there is one already, such as that of a checker of memory. */
static void start_stack(void)
{
    const stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
    caught.own_stack = sigaltstack(NULL, &caught.old_stack) == 0 &&
                       (caught.old_stack.ss_flags & SS_DISABLE) != 0 &&
                       sigaltstack(&stack, NULL) == 0;
}

bool signals_start(const char *restore, size_t size)
{
    if (tcgetattr(STDIN_FILENO, &caught.modes) != 0 || !open_pipe()) {
        return false;
    }
    caught.restore_size = size <= RESTORE_SIZE ? size : 0;
    memcpy(caught.restore, restore, caught.restore_size);
    memset(caught.taken, 0, sizeof caught.taken);
    start_stack();
    bool all = true;
    for (size_t i = 0; i < sizeof WAITED_FOR / sizeof *WAITED_FOR; i++) {
        take(WAITED_FOR[i], on_signal);
        all = all && caught.taken[WAITED_FOR[i]];
    }
    for (int number = 1; number < ending_limit() && number < MOST_SIGNALS; number++) {
        if (!caught.taken[number] && ending_signal(number) && !is_ignored(number)) {
            take(number, number == SIGALRM ? on_alarm : on_end); /* some are the C library's own */
        }
    }
    if (!all) { /* it would end the program, and leave the terminal as it is */
        signals_stop();
    }
    return all;
}

void signals_stop(void)
{
    for (int i = 0; i < MODE_TRIES && tcsetattr(STDIN_FILENO, TCSADRAIN, &caught.modes) != 0; i++) {
    }
    for (int number = 1; number < MOST_SIGNALS; number++) {
        if (caught.taken[number]) {
            (void)sigaction(number, &caught.old[number], NULL);
            caught.taken[number] = false;
        }
    }
    (void)alarm(0);
    if (caught.own_stack) {
        (void)sigaltstack(&caught.old_stack, NULL);
    }
    (void)close(caught.pipe[0]);
    (void)close(caught.pipe[1]);
    ending = 0;
}

void signals_hold(bool held)
{
    sigset_t waited_for;
    (void)sigemptyset(&waited_for);
    for (size_t i = 0; i < sizeof WAITED_FOR / sizeof *WAITED_FOR; i++) {
        (void)sigaddset(&waited_for, WAITED_FOR[i]);
    }
    (void)sigprocmask(held ? SIG_BLOCK : SIG_UNBLOCK, &waited_for, NULL);
}

int signals_fd(void)
{
    return caught.pipe[0];
}

int signals_read(void)
{
    char number = 0;
    if (read(caught.pipe[0], &number, 1) != 1) {
        return 0;
    }
    (void)alarm(0);
    return number;
}

void signals_busy(bool busy)
{
    is_busy = busy;
}
