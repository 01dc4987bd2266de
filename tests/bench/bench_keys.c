/* From the press of a key to the last byte of its painting, in the real program on a
 * pseudo-terminal, and how many bytes that takes.
 *
 * When is a painting over? Four things are asked: the terminal's input queue is empty, so the key
 * was read; the kernel says that the program sleeps, and has gone to sleep once more than before
 * the key, and the only place where it does is where it waits for the next one; and there is
 * nothing left to read from it. Then the last byte that came was the painting's last. The time is
 * taken when bytes arrive, so what the asking costs is not in it.
 *
 * The same is done with a program that only reads a key and writes a block as long as a usual
 * painting: what is left between the two is ours. On a machine where even that one waits for its
 * turn, the line `processor` says more: how long the program itself was at work for a key.
 */
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum { ROUNDS = 300, BASELINE_BYTES = 512 };

/* Each key is followed by the one that takes it back. */
static const struct {
    const char *name, *bytes;
} KEYS[] = {
    {"next", " "}, {"back", "\177"},         /* to the softmax and back */
    {"down", "\033OB"}, {"up", "\033OA"},    /* the cursor */
    {"right", "\033OC"}, {"left", "\033OD"}, /* */
    {"why", "\r"}, {"close why", "q"},       /* */
    {"digits +", "+"}, {"digits -", "-"},    /* */
    {"compare", "c"}, {"close it", "c"},     /* */
    {"help", "?"}, {"close help", "q"},      /* */
};

enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

struct program {
    pid_t child;
    int master, slave;
    char status[32]; /* its file in /proc */
};

/* One key, many times. */
struct samples {
    double ms[ROUNDS];
    double bytes[ROUNDS];
};

static struct samples seen[KEY_COUNT];
static double all_ms[KEY_COUNT * ROUNDS];
static double all_bytes[KEY_COUNT * ROUNDS];
static double base_ms[KEY_COUNT * ROUNDS];
static double all_busy[KEY_COUNT * ROUNDS]; /* of the program alone: what waiting for a processor
                                               costs is not in it */

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static _Noreturn void give_up(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* The least that a program can do with a key. */
static _Noreturn void be_baseline(void)
{
    static char block[BASELINE_BYTES];
    char key[16];
    memset(block, 'x', sizeof block);
    while (read(STDIN_FILENO, key, sizeof key) > 0) {
        if (write(STDOUT_FILENO, block, sizeof block) < 0) {
            break;
        }
    }
    _exit(0);
}

static void start(struct program *p, const char *lesson)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    if (openpty(&p->master, &p->slave, NULL, NULL, &size) != 0) {
        give_up("openpty");
    }
    if (lesson == NULL) { /* keys come one by one; the other program does this for itself */
        struct termios modes;
        (void)tcgetattr(p->slave, &modes);
        cfmakeraw(&modes);
        (void)tcsetattr(p->slave, TCSANOW, &modes);
    }
    p->child = fork();
    if (p->child == 0) {
        (void)close(p->master);
        (void)login_tty(p->slave);
        if (lesson == NULL) {
            be_baseline();
        }
        (void)setenv("TERM", "xterm-256color", 1);
        (void)setenv("LC_ALL", "C.UTF-8", 1);
        (void)setenv("XDG_STATE_HOME", "/dev/null", 1); /* nothing is kept */
        (void)execl(LOSSWALK_PROGRAM, LOSSWALK_PROGRAM, "--no-questions", lesson, (char *)NULL);
        _exit(127);
    }
    (void)fcntl(p->master, F_SETFL, O_NONBLOCK);
    (void)snprintf(p->status, sizeof p->status, "/proc/%d/status", (int)p->child);
}

/* How often the program has gone to sleep so far, or 0 while it runs. */
static unsigned long naps(const struct program *p)
{
    char text[4096] = {0};
    int fd = open(p->status, O_RDONLY);
    if (fd < 0 || read(fd, text, sizeof text - 1) <= 0) {
        give_up(p->status);
    }
    (void)close(fd);
    const char *state = strstr(text, "State:\t");
    const char *count = strstr(text, "\nvoluntary_ctxt_switches:");
    if (state == NULL || count == NULL || state[7] == 'Z') {
        give_up("the program ended");
    }
    return state[7] == 'S' ? strtoul(strchr(count, ':') + 1, NULL, 10) : 0;
}

/* Processor time that the program has taken so far, in ms, while it sleeps; 0 where the kernel does
 * not count it. */
static double busy_ms(const struct program *p)
{
    char path[40];
    char text[64] = {0};
    (void)snprintf(path, sizeof path, "/proc/%d/schedstat", (int)p->child);
    int fd = open(path, O_RDONLY);
    if (fd < 0 || read(fd, text, sizeof text - 1) <= 0) {
        text[0] = '\0';
    }
    (void)close(fd);
    return 1e-6 * strtod(text, NULL);
}

/* Takes in what there is; returns its bytes. */
static size_t take_in(const struct program *p)
{
    char buffer[65536];
    ssize_t size = read(p->master, buffer, sizeof buffer);
    return size > 0 ? (size_t)size : 0;
}

static bool has_read_its_keys(const struct program *p)
{
    int waiting = 0;
    return ioctl(p->slave, FIONREAD, &waiting) == 0 && waiting == 0;
}

/* Waits until the painting is over: the program has gone to sleep once more than `naps_before`.
 * Returns when its last byte came (`since` if none did), and the bytes. */
static double painted(
    const struct program *p, double since, unsigned long naps_before, size_t *bytes)
{
    double last = since;
    *bytes = 0;
    for (;;) {
        struct pollfd fd = {.fd = p->master, .events = POLLIN};
        if (poll(&fd, 1, 1) == 0 && has_read_its_keys(p) && naps(p) > naps_before &&
            poll(&fd, 1, 0) == 0) {
            return last;
        }
        size_t size = take_in(p);
        if (size > 0) {
            last = now_ms();
            *bytes += size;
        }
    }
}

static double press(const struct program *p, const char *key, size_t *bytes)
{
    unsigned long naps_before = naps(p);
    double start = now_ms();
    if (write(p->master, key, strlen(key)) != (ssize_t)strlen(key)) {
        give_up("write");
    }
    return painted(p, start, naps_before, bytes) - start;
}

/* Returns the processor time that the program took in all, in ms. */
static double stop(struct program *p)
{
    struct rusage used = {0};
    (void)kill(p->child, SIGTERM);
    (void)wait4(p->child, NULL, 0, &used);
    (void)close(p->master);
    (void)close(p->slave);
    return 1e3 * (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-3 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static int in_order(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return left < right ? -1 : left > right;
}

/* The value below which this share of them lies. */
static double quantile(double *values, size_t count, double share)
{
    qsort(values, count, sizeof *values, in_order);
    size_t at = (size_t)ceil(share * (double)count);
    return values[at > 0 ? at - 1 : 0];
}

static void print_line(const char *name, double *ms, double *bytes, size_t count)
{
    printf("%-12s %8.3f %8.3f %8.3f", name, quantile(ms, count, 0.5), quantile(ms, count, 0.99),
        quantile(ms, count, 1));
    if (bytes != NULL) {
        printf(" %8.0f %8.0f %8.0f", quantile(bytes, count, 0), quantile(bytes, count, 0.5),
            quantile(bytes, count, 1));
    }
    puts("");
}

int main(void)
{
    struct program program;
    struct program baseline;
    size_t bytes = 0;
    start(&program, TEST_SOURCE_DIR "/screen/three.md");
    while (bytes == 0) { /* the first picture */
        (void)painted(&program, 0, 0, &bytes);
    }
    start(&baseline, NULL);
    while (naps(&baseline) == 0) {
    }
    size_t all = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < KEY_COUNT; i++) {
            double busy_before = busy_ms(&program);
            double ms = press(&program, KEYS[i].bytes, &bytes);
            all_busy[all] = busy_ms(&program) - busy_before;
            seen[i].ms[round] = all_ms[all] = ms;
            seen[i].bytes[round] = all_bytes[all] = (double)bytes;
            base_ms[all] = press(&baseline, "x", &bytes);
            all++;
        }
    }
    double busy = stop(&program);
    double base_busy = stop(&baseline);
    printf("%zu keys; from the key to the last byte of its painting, and its bytes\n", all);
    printf("%-12s %8s %8s %8s %8s %8s %8s\n", "", "p50 ms", "p99 ms", "max ms", "least", "median",
        "most");
    for (size_t i = 0; i < KEY_COUNT; i++) {
        print_line(KEYS[i].name, seen[i].ms, seen[i].bytes, ROUNDS);
    }
    print_line("all", all_ms, all_bytes, all);
    print_line("baseline", base_ms, NULL, all);
    printf("%-12s %7.1fx %7.1fx\n", "ratio",
        quantile(all_ms, all, 0.5) / quantile(base_ms, all, 0.5),
        quantile(all_ms, all, 0.99) / quantile(base_ms, all, 0.99));
    print_line("processor", all_busy, NULL, all);
    printf("processor time per key, on average: %.3f ms, baseline %.3f ms\n", busy / (double)all,
        base_busy / (double)all);
    return EXIT_SUCCESS;
}
