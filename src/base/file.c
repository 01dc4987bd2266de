#include "file.h"

#include "fault.h"
#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of a call about that path; a fault ends the program. */
static bool answers(bool ok, const char *path)
{
    if (!ok) {
        fault_check(path);
    }
    return ok;
}

bool file_stat(const char *path, struct stat *info)
{
    return answers(stat(path, info) == 0, path);
}

bool file_lstat(const char *path, struct stat *info)
{
    return answers(lstat(path, info) == 0, path);
}

char *file_realpath(const char *path)
{
    char *real = realpath(path, NULL);
    (void)answers(real != NULL, path);
    return real;
}

DIR *file_opendir(const char *path)
{
    DIR *dir = opendir(path);
    (void)answers(dir != NULL, path);
    return dir;
}

const struct dirent *file_readdir(DIR *dir, const char *path)
{
    errno = 0;
    const struct dirent *file = readdir(dir);
    (void)answers(file != NULL, path);
    return file;
}

bool file_is_there(const char *path)
{
    struct stat info;
    return file_stat(path, &info);
}

bool file_read_all(int fd, size_t limit, struct str *bytes)
{
    char piece[16384];
    for (size_t total = 0; total <= limit;) {
        ssize_t got = read(fd, piece, sizeof piece);
        if (got == 0) {
            return true;
        }
        if (got < 0 && errno != EINTR) {
            return false;
        }
        if (got > 0) {
            str_addn(bytes, piece, (size_t)got);
            total += (size_t)got;
        }
    }
    errno = EFBIG;
    return false;
}

bool file_read(const char *path, size_t limit, struct str *bytes)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    struct stat info;
    bool ok = fstat(fd, &info) == 0;
    if (ok && !S_ISREG(info.st_mode)) {
        errno = S_ISDIR(info.st_mode) ? EISDIR : ESPIPE;
        ok = false;
    }
    ok = ok && file_read_all(fd, limit, bytes);
    int error = errno;
    (void)close(fd);
    errno = error;
    return ok;
}

bool file_write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t done = write(fd, data, size);
        if (done < 0 && errno != EINTR) {
            return false;
        }
        data += done > 0 ? done : 0;
        size -= done > 0 ? (size_t)done : 0;
    }
    return true;
}

bool file_write_new(const char *path, const char *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return false;
    }
    bool ok = file_write_all(fd, data, size) && fsync(fd) == 0;
    int error = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        error = errno;
    }
    if (!ok) {
        (void)unlink(path);
        errno = error;
    }
    return ok;
}

void file_make_folders(const char *path)
{
    char *folder = mem_text(path);
    for (char *slash = *folder == '\0' ? NULL : strchr(folder + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(folder, 0700);
        *slash = '/';
    }
    free(folder);
}

bool file_swap_begin(struct file_swap *swap, const char *path)
{
    char *real = file_realpath(path); /* what a link leads to is replaced, and the link stays */
    struct str temp;
    str_init(&temp);
    str_addf(&temp, "%s.XXXXXX", real != NULL ? real : path);
    *swap =
        (struct file_swap){-1, real != NULL ? real : mem_text(path), mem_text(temp.data), false};
    str_release(&temp);
    swap->fd = mkstemp(swap->temp);
    return swap->fd >= 0;
}

bool file_swap_seal(struct file_swap *swap)
{
    int error = fsync(swap->fd) != 0 ? errno : 0;
    if (close(swap->fd) != 0 && error == 0) {
        error = errno;
    }
    swap->sealed = true;
    errno = error;
    return error == 0;
}

bool file_swap_end(struct file_swap *swap, bool keep)
{
    bool made = swap->sealed || swap->fd >= 0;
    int error = made ? 0 : errno;
    if (made && !swap->sealed && keep && !file_swap_seal(swap)) {
        error = errno;
    }
    if (made && !swap->sealed && close(swap->fd) != 0) {
        error = errno;
    }
    if (error == 0 && keep && rename(swap->temp, swap->path) != 0) {
        error = errno;
    }
    if (made && (error != 0 || !keep)) {
        (void)unlink(swap->temp);
    }
    free(swap->path);
    free(swap->temp);
    errno = error;
    return error == 0;
}

/* Files as the system tells them from others, whatever they are called. */
struct source_file {
    dev_t device;
    ino_t inode;
};

static struct {
    struct source_file *all;
    size_t count, cap;
} sources;

static bool is_noted(const struct stat *info)
{
    for (size_t i = 0; i < sources.count; i++) {
        if (sources.all[i].device == info->st_dev && sources.all[i].inode == info->st_ino) {
            return true;
        }
    }
    return false;
}

static void note(const struct stat *info)
{
    if (S_ISREG(info->st_mode) && !is_noted(info)) {
        sources.all = mem_grow(sources.all, &sources.cap, sources.count + 1, sizeof *sources.all);
        sources.all[sources.count++] = (struct source_file){info->st_dev, info->st_ino};
    }
}

void file_note_source(int fd)
{
    struct stat info;
    if (fstat(fd, &info) == 0) {
        note(&info);
    }
}

void file_note_source_at(const char *path)
{
    struct stat info;
    if (file_stat(path, &info)) {
        note(&info);
    }
}

bool file_is_source(const char *path)
{
    struct stat info;
    return file_stat(path, &info) && is_noted(&info);
}
