/* Loaded before a program (LD_PRELOAD), makes one call of the system's fail.
 *
 * Calls are told apart by what they are and where they come from: a hash of the addresses on the
 * stack, which are the same in each run when addresses are not drawn (setarch -R).
 * LOSSWALK_FAULTS_LIST=FILE: nothing fails, FILE gets a line for each call, NAME:HASH.
 * LOSSWALK_FAULTS_AT=N: call N of all fails, from 0; for programs that make the same calls each
 * time. LOSSWALK_FAULTS_AT=NAME:HASH:N: call N of that name and hash fails; slower.
 *
 * A call that fails does nothing, but for close() and fclose(), which do close: their failure tells
 * of what was written before. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <glob.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

enum { DEPTH = 10, EARLY = 1 << 16, STREAM_FAILED = 0x20 /* glibc's _IO_ERR_SEEN */ };

static char wanted[128]; /* NAME:HASH; "": any */
static long wanted_number = -1;
static int list = -1;
static _Atomic long count; /* of calls as wanted */
static _Thread_local bool inside;

/* dlsym() itself allocates: from here, until it is done. */
static _Alignas(64) char early[EARLY];
static size_t early_used;

static bool is_early(const void *block)
{
    return (const char *)block >= early && (const char *)block < early + EARLY;
}

static void *early_block(size_t size)
{
    size_t at = (early_used + 63) / 64 * 64;
    if (at + size > EARLY) {
        abort();
    }
    early_used = at + size;
    return early + at;
}

__attribute__((constructor)) static void start(void)
{
    const char *at = getenv("LOSSWALK_FAULTS_AT");
    const char *name = getenv("LOSSWALK_FAULTS_LIST");
    if (at == NULL && name == NULL) {
        return;
    }
    inside = true;
    void *frames[DEPTH];
    (void)backtrace(frames, DEPTH); /* loads what it needs, now */
    if (name != NULL) {
        int opened = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        list = fcntl(opened, F_DUPFD_CLOEXEC, 200); /* out of the way */
        (void)close(opened);
    } else if (strlen(at) < sizeof wanted) {
        const char *number = strrchr(at, ':') != NULL ? strrchr(at, ':') + 1 : at;
        memcpy(wanted, at, number > at ? (size_t)(number - at) - 1 : 0);
        wanted_number = strtol(number, NULL, 10);
    }
    inside = false;
}

/* NAME:HASH of this call. */
static void describe(const char *name, char *text, size_t size)
{
    void *frames[DEPTH];
    int depth = backtrace(frames, DEPTH);
    uint64_t hash = 14695981039346656037U;
    for (int i = 2; i < depth; i++) {
        hash = (hash ^ (uint64_t)(uintptr_t)frames[i]) * 1099511628211U;
    }
    (void)snprintf(text, size, "%s:%016llx", name, (unsigned long long)hash);
}

static void note(const char *call)
{
    char line[128];
    int size = snprintf(line, sizeof line, "%s\n", call);
    ssize_t (*out)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (out(list, line, (size_t)size) != size) {
        abort();
    }
}

/* LOSSWALK_FAULTS_TRACE=FILE: where the call that fails came from, for addr2line. */
static void show_stack(void)
{
    const char *name = getenv("LOSSWALK_FAULTS_TRACE");
    int fd = name != NULL ? open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (fd >= 0) {
        void *frames[32];
        backtrace_symbols_fd(frames, backtrace(frames, 32), fd);
        (void)close(fd);
    }
}

/* Should this call fail? Keeps errno if not. */
static bool fails(const char *name, int error)
{
    if (inside || (wanted_number < 0 && list < 0) ||
        strncmp(wanted, name, strcspn(wanted, ":")) != 0) {
        return false;
    }
    int before = errno;
    inside = true;
    char call[128] = "";
    if (list >= 0 || wanted[0] != '\0') {
        describe(name, call, sizeof call);
    }
    if (list >= 0) {
        note(call);
    }
    bool now = (wanted[0] == '\0' || strcmp(call, wanted) == 0) && list < 0 &&
               atomic_fetch_add(&count, 1) == wanted_number;
    if (now) {
        show_stack();
    }
    inside = false;
    errno = now ? error : before;
    return now;
}

#define REAL(name)                                                                                 \
    static __typeof__(name) *real;                                                                 \
    if (real == NULL) {                                                                            \
        bool was = inside;                                                                         \
        inside = true;                                                                             \
        real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name);                                        \
        inside = was;                                                                              \
    }

/* ---- Memory ---------------------------------------------------------------------------------- */

/* In a call of the real function, which is one of libasan's where that checks: its first call sets
 * it up, and looks up names, which allocates. */
static _Thread_local bool allocating;

#define MEMORY(name, parameters, arguments, size)                                                  \
    static void *really_##name parameters                                                          \
    {                                                                                              \
        static __typeof__(name) *real;                                                             \
        if (allocating) {                                                                          \
            return early_block(size);                                                              \
        }                                                                                          \
        allocating = true;                                                                         \
        if (real == NULL) {                                                                        \
            real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name);                                    \
        }                                                                                          \
        void *block = real arguments;                                                              \
        allocating = false;                                                                        \
        return block;                                                                              \
    }                                                                                              \
    void *name parameters                                                                          \
    {                                                                                              \
        return fails(#name, ENOMEM) ? NULL : really_##name arguments;                              \
    }

MEMORY(malloc, (size_t size), (size), size)
MEMORY(calloc, (size_t number, size_t size), (number, size), number *size)
MEMORY(aligned_alloc, (size_t alignment, size_t size), (alignment, size), size)

void *realloc(void *block, size_t size)
{
    REAL(realloc)
    if (is_early(block)) {
        void *moved = malloc(size);
        size_t most = (size_t)(early + EARLY - (char *)block);
        return moved == NULL ? NULL : memcpy(moved, block, size < most ? size : most);
    }
    return fails("realloc", ENOMEM) ? NULL : real(block, size);
}

void free(void *block)
{
    static __typeof__(free) *real;
    static bool resolving; /* dlsym() frees the text of an error before */
    if (real == NULL && !resolving) {
        resolving = true;
        real = (__typeof__(free) *)dlsym(RTLD_NEXT, "free");
    }
    if (real != NULL && !is_early(block)) {
        real(block);
    }
}

/* ---- Files, directories, threads, the terminal ----------------------------------------------- */

/* CALL(what it returns, name, its parameters, its arguments, what it returns when it fails, errno)
 */
#define CALL(type, name, parameters, arguments, failed, error)                                     \
    type name parameters                                                                           \
    {                                                                                              \
        REAL(name)                                                                                 \
        return fails(#name, error) ? (failed) : real arguments;                                    \
    }

CALL(ssize_t, read, (int fd, void *to, size_t size), (fd, to, size), -1, EIO)
CALL(ssize_t, pread64, (int fd, void *to, size_t size, off64_t at), (fd, to, size, at), -1, EIO)
CALL(ssize_t, write, (int fd, const void *from, size_t size), (fd, from, size), -1, ENOSPC)
CALL(int, fsync, (int fd), (fd), -1, EIO)
CALL(int, rename, (const char *from, const char *to), (from, to), -1, EIO)
CALL(int, unlink, (const char *name), (name), -1, EIO)
CALL(int, rmdir, (const char *name), (name), -1, EIO)
CALL(int, mkdir, (const char *name, mode_t mode), (name, mode), -1, EIO)
CALL(int, mkstemp64, (char *name), (name), -1, EMFILE)
CALL(int, fchmod, (int fd, mode_t mode), (fd, mode), -1, EIO)
CALL(int, flock, (int fd, int how), (fd, how), -1, ENOLCK)
CALL(int, dup2, (int from, int to), (from, to), -1, EMFILE)
CALL(off64_t, lseek64, (int fd, off64_t at, int from), (fd, at, from), -1, ESPIPE)
CALL(int, fstat64, (int fd, struct stat64 *info), (fd, info), -1, EIO)
CALL(int, stat64, (const char *name, struct stat64 *info), (name, info), -1, EIO)
CALL(int, lstat64, (const char *name, struct stat64 *info), (name, info), -1, EIO)
CALL(int, access, (const char *name, int mode), (name, mode), -1, EIO)
CALL(char *, realpath, (const char *name, char *to), (name, to), NULL, EIO)
CALL(FILE *, fdopen, (int fd, const char *mode), (fd, mode), NULL, ENOMEM)
CALL(FILE *, fopen, (const char *name, const char *mode), (name, mode), NULL, EMFILE)
CALL(DIR *, opendir, (const char *name), (name), NULL, EIO)
CALL(struct dirent64 *, readdir64, (DIR * folder), (folder), NULL, EIO)
CALL(int, glob64,
    (const char *pattern, int flags, int (*failed)(const char *, int), glob64_t *found),
    (pattern, flags, failed, found), GLOB_NOSPACE, ENOMEM)
CALL(locale_t, newlocale, (int mask, const char *name, locale_t base), (mask, name, base),
    (locale_t)0, ENOMEM)
CALL(int, pipe, (int fds[2]), (fds), -1, EMFILE)
CALL(int, poll, (struct pollfd * of, nfds_t number, int time), (of, number, time), -1, ENOMEM)
CALL(int, ppoll,
    (struct pollfd * of, nfds_t number, const struct timespec *time, const sigset_t *mask),
    (of, number, time, mask), -1, ENOMEM)
CALL(int, sigaction, (int number, const struct sigaction *to, struct sigaction *old),
    (number, to, old), -1, EINVAL)
CALL(int, sigaltstack, (const stack_t *to, stack_t *old), (to, old), -1, ENOMEM)
CALL(int, tcgetattr, (int fd, struct termios *to), (fd, to), -1, EIO)
CALL(int, tcsetattr, (int fd, int when, const struct termios *to), (fd, when, to), -1, EIO)
CALL(int, isatty, (int fd), (fd), 0, ENOTTY)
CALL(int, pthread_create,
    (pthread_t * thread, const pthread_attr_t *how, void *(*run)(void *), void *with),
    (thread, how, run, with), EAGAIN, EAGAIN)

int close(int fd)
{
    REAL(close)
    int result = real(fd);
    return fails("close", EIO) ? -1 : result;
}

int fclose(FILE *stream)
{
    REAL(fclose)
    bool failed = fails("fclose", ENOSPC);
    int result = real(stream);
    errno = failed ? ENOSPC : errno;
    return failed ? EOF : result;
}

int fflush(FILE *stream)
{
    REAL(fflush)
    if (fails("fflush", ENOSPC)) {
        if (stream != NULL) {
            stream->_flags |= STREAM_FAILED;
        }
        return EOF;
    }
    return real(stream);
}

int fputs(const char *text, FILE *stream)
{
    REAL(fputs)
    if (fails("fputs", ENOSPC)) {
        stream->_flags |= STREAM_FAILED;
        return EOF;
    }
    return real(text, stream);
}

size_t fwrite(const void *from, size_t size, size_t number, FILE *stream)
{
    REAL(fwrite)
    if (fails("fwrite", ENOSPC)) {
        stream->_flags |= STREAM_FAILED;
        return 0;
    }
    return real(from, size, number, stream);
}

int open64(const char *name, int how, ...)
{
    REAL(open64)
    va_list rest;
    va_start(rest, how);
    mode_t mode = (how & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return fails("open64", EMFILE) ? -1 : real(name, how, mode);
}

int openat64(int folder, const char *name, int how, ...)
{
    REAL(openat64)
    va_list rest;
    va_start(rest, how);
    mode_t mode = (how & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return fails("openat64", EMFILE) ? -1 : real(folder, name, how, mode);
}

int fcntl64(int fd, int what, ...)
{
    REAL(fcntl64)
    va_list rest;
    va_start(rest, what);
    void *with = va_arg(rest, void *);
    va_end(rest);
    return fails("fcntl64", EINVAL) ? -1 : real(fd, what, with);
}

int ioctl(int fd, unsigned long what, ...)
{
    REAL(ioctl)
    va_list rest;
    va_start(rest, what);
    void *with = va_arg(rest, void *);
    va_end(rest);
    return fails("ioctl", EIO) ? -1 : real(fd, what, with);
}
