/* What libFuzzer does, as far as a test needs it: replays the files of a folder, and then random
 * inputs, LOSSWALK_FUZZ_RUNS of them (3000), from LOSSWALK_FUZZ_FROM (0) on, of LOSSWALK_FUZZ_SEED
 * (1). Input N of a seed is the same on every machine; what fails says which it was. Each input has
 * ten seconds of computing: what more does on a busy machine proves nothing. */
#include "fuzz.h"
#include "num.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { MOST_BYTES = 4096, USUAL_BYTES = 400, DEFAULT_RUNS = 3000, LIMIT_SECONDS = 10 };

static char current[256]; /* the input at hand, for whoever has to find it again */

static void on_abort(int number)
{
    (void)signal(number, SIG_DFL);
    ssize_t ignored = write(STDERR_FILENO, current, strlen(current));
    (void)ignored;
    (void)raise(number);
}

static void on_time_up(int number)
{
    (void)number;
    static const char text[] = "not so: it ends within the time limit\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    abort();
}

static void run(const uint8_t *data, size_t size)
{
    struct itimerval time = {.it_value = {.tv_sec = LIMIT_SECONDS}};
    (void)setitimer(ITIMER_VIRTUAL, &time, NULL); /* SIGALRM is the program's */
    (void)LLVMFuzzerTestOneInput(data, size);
    time.it_value.tv_sec = 0;
    (void)setitimer(ITIMER_VIRTUAL, &time, NULL);
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return *state >> 33;
}

static size_t random_input(uint64_t seed, uint64_t number, uint8_t *data)
{
    uint64_t state = (seed << 40) + number;
    for (int i = 0; i < 4; i++) {
        (void)next_random(&state); /* neighbours part */
    }
    uint64_t drawn = next_random(&state);
    size_t size = drawn % (next_random(&state) % 64 == 0 ? MOST_BYTES : USUAL_BYTES);
    for (size_t i = 0; i < size; i++) {
        data[i] = (uint8_t)next_random(&state);
    }
    return size;
}

static size_t replay(const char *folder, uint8_t *data)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] != '.') {
            /* beneath the folder, wherever the harness has gone by now */
            FILE *file = fdopen(openat(dirfd(dir), entry->d_name, O_RDONLY | O_CLOEXEC), "rb");
            if (file == NULL) {
                perror(entry->d_name);
                exit(EXIT_FAILURE);
            }
            (void)snprintf(current, sizeof current, "input: %.200s\n", entry->d_name);
            run(data, fread(data, 1, MOST_BYTES, file));
            (void)fclose(file);
            count++;
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    return count;
}

static uint64_t setting(const char *name, uint64_t usual)
{
    const char *text = getenv(name);
    long long value = 0;
    return text != NULL && num_parse_integer(text, strlen(text), &value) && value >= 0
               ? (uint64_t)value
               : usual;
}

int main(int argc, char **argv)
{
    static uint8_t data[MOST_BYTES];
    (void)signal(SIGABRT, on_abort);
    (void)signal(SIGSEGV, on_abort);
    (void)signal(SIGVTALRM, on_time_up);
    size_t files = argc > 1 ? replay(argv[1], data) : 0;
    uint64_t runs = setting("LOSSWALK_FUZZ_RUNS", DEFAULT_RUNS);
    uint64_t seed = setting("LOSSWALK_FUZZ_SEED", 1);
    uint64_t from = setting("LOSSWALK_FUZZ_FROM", 0);
    struct timespec began;
    struct timespec ended;
    (void)clock_gettime(CLOCK_MONOTONIC, &began);
    for (uint64_t i = from; i < from + runs; i++) {
        size_t size = random_input(seed, i, data);
        (void)snprintf(current, sizeof current, "input: seed %llu, number %llu\n",
            (unsigned long long)seed, (unsigned long long)i);
        run(data, size);
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &ended);
    (void)fprintf(stderr, "%zu files and %llu random inputs in %lld s\n", files,
        (unsigned long long)runs, (long long)(ended.tv_sec - began.tv_sec));
    return argc > 1 && files == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
