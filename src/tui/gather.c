#include "gather.h"

#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_TRIES = 3 }; /* of what may fail once */

/* The one terminal has one of these. */
static struct {
    FILE *file;  /* curses writes here: the terminal, but while gathering */
    int memory;  /* -1: there is none, and nothing is gathered */
    char *bytes; /* that were sent last, and a 0 */
    size_t size, cap;
} gathered = {.memory = -1};

/* A file without a name, in memory where the system has such files. */
static int open_memory(void)
{
#ifdef MFD_CLOEXEC
    return memfd_create("losswalk", MFD_CLOEXEC);
#else
    FILE *file = tmpfile(); /* closed when the program ends */
    return file != NULL ? fileno(file) : -1;
#endif
}

FILE *gather_start(void)
{
    int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    gathered.file = out >= 0 ? fdopen(out, "w") : NULL;
    if (gathered.file == NULL) {
        return NULL;
    }
    if (gathered.memory < 0) {
        gathered.memory = open_memory();
    }
    return gathered.file;
}

void gather_stop(void)
{
    (void)fclose(gathered.file);
    gathered.file = NULL;
    free(gathered.bytes);
    gathered.bytes = NULL;
    gathered.size = gathered.cap = 0;
}

void gather_begin(void)
{
    if (gathered.memory >= 0) {
        (void)dup2(gathered.memory, fileno(gathered.file));
    }
}

void gather_send(const char *bytes, size_t size)
{
    for (int failed = 0; size > 0;) {
        ssize_t sent = write(STDOUT_FILENO, bytes, size);
        failed += sent < 0 && errno != EINTR && errno != EAGAIN ? 1 : 0;
        if (failed == MOST_TRIES) {
            return; /* the terminal is gone; whoever waits for keys will hear of it */
        }
        bytes += sent > 0 ? sent : 0;
        size -= sent > 0 ? (size_t)sent : 0;
    }
}

void gather_end(void)
{
    gathered.size = 0;
    if (gathered.memory < 0) {
        return;
    }
    for (int i = 0; i < MOST_TRIES && dup2(STDOUT_FILENO, fileno(gathered.file)) < 0; i++) {
    }
    off_t size = lseek(gathered.memory, 0, SEEK_CUR);
    if (size > 0) {
        gathered.bytes = mem_grow(gathered.bytes, &gathered.cap, (size_t)size + 1, 1);
        ssize_t got = pread(gathered.memory, gathered.bytes, (size_t)size, 0);
        gathered.size = got > 0 ? (size_t)got : 0;
        gathered.bytes[gathered.size] = '\0';
        (void)lseek(gathered.memory, 0, SEEK_SET);
        gather_send(gathered.bytes, gathered.size);
    }
}

bool gather_has(const char *text)
{
    return gathered.memory < 0 || (gathered.size > 0 && strstr(gathered.bytes, text) != NULL);
}
