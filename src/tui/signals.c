#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { RESTORE_SIZE = 256 };

static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};

enum { SIGNAL_COUNT = sizeof SIGNALS / sizeof *SIGNALS };

/* Handlers have no argument to carry this. */
static struct {
    struct sigaction old[SIGNAL_COUNT];
    int pipe[2];
    struct termios modes;
    char restore[RESTORE_SIZE];
    size_t restore_size;
} caught;

static volatile sig_atomic_t is_busy;
static volatile sig_atomic_t is_ending;

static _Noreturn void end_at_once(int number)
{
    ssize_t written = write(STDOUT_FILENO, caught.restore, caught.restore_size);
    (void)written;
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &caught.modes);
    _exit(128 + number);
}

static void on_signal(int number)
{
    int saved = errno;
    if (number != SIGWINCH) {
        if (is_busy || is_ending) {
            end_at_once(number);
        }
        is_ending = 1;
    }
    char byte = (char)number;
    ssize_t written = write(caught.pipe[1], &byte, 1);
    (void)written; /* a full pipe already says enough */
    errno = saved;
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

bool signals_start(const char *restore, size_t size)
{
    if (tcgetattr(STDIN_FILENO, &caught.modes) != 0 || !open_pipe()) {
        return false;
    }
    caught.restore_size = size <= RESTORE_SIZE ? size : 0;
    memcpy(caught.restore, restore, caught.restore_size);
    struct sigaction action = {.sa_handler = on_signal};
    (void)sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        (void)sigaction(SIGNALS[i], &action, &caught.old[i]);
    }
    return true;
}

void signals_stop(void)
{
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        (void)sigaction(SIGNALS[i], &caught.old[i], NULL);
    }
    (void)close(caught.pipe[0]);
    (void)close(caught.pipe[1]);
    is_ending = 0;
}

int signals_fd(void)
{
    return caught.pipe[0];
}

int signals_read(void)
{
    char number = 0;
    return read(caught.pipe[0], &number, 1) == 1 ? number : 0;
}

void signals_busy(bool busy)
{
    is_busy = busy;
}
