#include "plain_input.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP};

enum { SIGNAL_COUNT = sizeof SIGNALS / sizeof *SIGNALS };

/* Handlers have no argument to carry this. */
static volatile sig_atomic_t came;

enum { GRACE_SECONDS = 2 };

/* The first ends the program at the next look for input, when all is saved. If that look does not
 * come, because something is computed or nobody reads the answer, time is up all the same; whoever
 * cannot wait sends another of the kind. Where a terminal is closed, the shell's and the system's
 * come together, and nobody waits. */
static void on_signal(int number)
{
    if (came == number && number != SIGHUP) {
        _exit(128 + number);
    }
    if (came == 0) {
        came = number;
        (void)alarm(GRACE_SECONDS);
    }
}

static void on_alarm(int number)
{
    _exit(128 +
          (came != 0 ? came : number)); /* nobody sends this one but us, or somebody who means it */
}

void plain_input_start(struct plain_input *input)
{
    *input = (struct plain_input){.size = 0};
    struct sigaction action = {.sa_handler = on_signal};
    (void)sigemptyset(&action.sa_mask);
    struct sigaction limit = {.sa_handler = on_alarm};
    sigset_t alarms;
    (void)sigemptyset(&alarms);
    (void)sigaddset(&alarms, SIGALRM);
    (void)sigaction(SIGALRM, &limit, NULL);
    (void)sigprocmask(SIG_UNBLOCK, &alarms, NULL); /* whoever started us may have blocked it */
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        struct sigaction old;
        if (sigaction(SIGNALS[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
            (void)sigaction(SIGNALS[i], &action, NULL);
        }
    }
}

/* Waits until there is something to read. Signals are blocked but during the waiting itself, so
 * none comes between a look and the wait. */
static bool wait_for_input(struct plain_input *input)
{
    sigset_t ours;
    sigset_t before;
    (void)sigemptyset(&ours);
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        (void)sigaddset(&ours, SIGNALS[i]);
    }
    (void)sigprocmask(SIG_BLOCK, &ours, &before);
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    while (came == 0 && ppoll(&fd, 1, NULL, &before) < 0 && errno == EINTR) {
    }
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    input->signal = came;
    return came == 0;
}

static bool fill(struct plain_input *input)
{
    ssize_t size = -1;
    int error = 0;
    do {
        if (!wait_for_input(input)) {
            input->ended = true;
            return false;
        }
        size = read(STDIN_FILENO, input->buffer, sizeof input->buffer);
        error = size < 0 ? errno : 0;
    } while (error == EINTR || error == EAGAIN);
    input->error =
        size < 0 && isatty(STDIN_FILENO) == 0 ? error : 0; /* a terminal only went away */
    input->at = 0;
    input->size = size > 0 ? (size_t)size : 0;
    input->ended = size <= 0;
    return size > 0;
}

bool plain_input_line(struct plain_input *input, char *line)
{
    size_t used = 0;
    bool any = false;
    while (input->at < input->size || (!input->ended && fill(input))) {
        char c = input->buffer[input->at++];
        any = true;
        if (c == '\n') {
            break;
        }
        if (c != '\r' && c != '\0' && used + 1 < PLAIN_LINE) {
            line[used++] = c;
        }
    }
    line[used] = '\0';
    return any && input->signal == 0;
}
