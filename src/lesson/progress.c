#include "progress.h"

#include "file.h"
#include "i18n.h"
#include "mem.h"
#include "progress_impl.h"
#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

struct progress {
    char *file;                  /* NULL: nothing is kept */
    struct progress_lines lines; /* as on disk when it was last read, and what was noted */
    struct progress_lines news;  /* what was noted since: this program's own, and nothing else */
    struct progress_lines reset; /* lessons that begin anew since */
    bool readable; /* the file may be written: it is there and understood, or not there */
    bool complained;
};

enum {
    MOST_BYTES = 4 << 20,   /* of a file that is read: far more than the lessons it may have */
    LOCK_TRIES = 100,       /* a second in the middle of a lesson, */
    LAST_LOCK_TRIES = 1000, /* ten at its end: what is not written then is lost */
    LOCK_PAUSE_NS = 10000000
};

static void complain(
    struct progress *progress, struct diag *diag, const char *what, const char *hint)
{
    const struct source source = {.name = progress->file};
    if (diag == NULL || progress->complained) {
        return;
    }
    diag_warn(diag, (struct where){.source = &source}, "%s", what);
    diag_hint(diag, "%s", hint);
    progress->complained = true;
}

/* The absolute path of a lesson; as it is when it is not there. The caller frees. */
static char *absolute(const char *path)
{
    char *real = file_realpath(path);
    return real != NULL ? real : mem_text(path);
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* Puts text in the place of the file: all of it or nothing. */
static bool replace_file(const char *path, const struct str *text)
{
    struct file_swap swap;
    bool ok = file_swap_begin(&swap, path) && file_write_all(swap.fd, text->data, text->len);
    int error = errno;
    bool kept = file_swap_end(&swap, ok);
    errno = ok ? errno : error;
    return ok && kept;
}

/* The lock is a file of its own, because the progress file is replaced. Its holder needs some
 * milliseconds, or, where the disk is busy, as long as that takes; and whoever asks again just then
 * gets it, not who waits longest. Returns -1 with errno set after so many tries. */
static int take_lock(const char *file, int tries)
{
    struct str name;
    str_init(&name);
    str_addf(&name, "%s.lock", file);
    int fd = open(name.data, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    str_release(&name);
    for (int i = 0; fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0; i++) {
        int error = errno;
        if ((error != EWOULDBLOCK && error != EINTR) || i == tries) {
            (void)close(fd);
            errno = error == EWOULDBLOCK ? EBUSY : error; /* somebody has it, and keeps it */
            return -1;
        }
        const struct timespec pause = {.tv_nsec = LOCK_PAUSE_NS};
        (void)nanosleep(&pause, NULL);
    }
    return fd;
}

/* Lines that could not be read, added to those of earlier times. */
static bool keep_damaged(const char *file, const struct str *damaged)
{
    if (damaged->len == 0) {
        return true;
    }
    struct str name;
    str_init(&name);
    str_addf(&name, "%s.damaged", file);
    int fd = open(name.data, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0600);
    bool ok = fd >= 0 && file_write_all(fd, damaged->data, damaged->len);
    int error = errno;
    if (fd >= 0) {
        (void)close(fd);
    }
    str_release(&name);
    errno = error;
    return ok;
}

/* What is on disk now. False with errno set when it must not be written over. */
static bool read_lines(const char *file, struct progress_lines *lines)
{
    struct str text;
    str_init(&text);
    progress_lines_init(lines);
    bool ok = file_read(file, MOST_BYTES, &text);
    int error = errno;
    if (ok) {
        progress_lines_parse(lines, text.data, text.len);
    }
    str_release(&text);
    errno = error;
    return ok || error == ENOENT || error == ENOTDIR;
}

/* ---- Progress -------------------------------------------------------------------------------- */

struct progress *progress_open(const char *file, struct diag *diag)
{
    struct progress *progress = mem_alloc(1, sizeof *progress);
    progress->file = file == NULL ? NULL : mem_text(file);
    progress_lines_init(&progress->news);
    progress_lines_init(&progress->reset);
    if (progress->file == NULL) {
        progress_lines_init(&progress->lines);
        return progress;
    }
    progress->readable = read_lines(file, &progress->lines);
    if (!progress->readable) {
        complain(progress, diag, _("progress cannot be read, and is not kept"), i18n_error(errno));
    } else if (progress->lines.newer) {
        complain(progress, diag, _("progress was written by a newer losswalk"),
            _("it is left as it is, and nothing is kept from this run"));
    } else if (progress->lines.damaged_count > 0) {
        const struct source source = {.name = file};
        diag_warn(diag, (struct where){.source = &source},
            i18n_plural("%zu line cannot be read; its lesson starts anew",
                "%zu lines cannot be read; the lessons they are about start anew",
                progress->lines.damaged_count),
            progress->lines.damaged_count);
        diag_hint(diag, _("the next save moves them to %s.damaged"), file);
    }
    return progress;
}

/* Without a mark of its byte order, and with LF at line ends, as a mail program may not leave it:
 * neither stands in a file as it was written. */
static void take_out_added(struct str *text)
{
    struct str own;
    str_init(&own);
    for (size_t i = utf8_mark(text->data, text->len); i < text->len; i++) {
        if (text->data[i] != '\r' || text->data[i + 1] != '\n') {
            str_addc(&own, text->data[i]);
        }
    }
    str_release(text);
    *text = own;
}

/* What is wrong with a file that was read. False: it is no progress file. */
static bool judge_read(
    const struct progress_lines *lines, const struct source *source, struct diag *diag)
{
    const struct where head = {source, 1, 1};
    if (lines->newer) {
        diag_error(diag, head, _("progress was written by a newer losswalk"));
    } else if (!lines->headed) {
        diag_error(diag, head, _("this is no progress file of losswalk"));
        diag_hint(diag, _("such a file begins with the line: losswalk progress 1"));
    } else if (lines->damaged_count > 0) {
        diag_warn(diag, (struct where){source, lines->damaged_line, 1},
            i18n_plural("%zu line cannot be read, and is left out",
                "%zu lines cannot be read, and are left out", lines->damaged_count),
            lines->damaged_count);
    }
    return lines->headed && !lines->newer;
}

struct progress *progress_read(const char *file, struct diag *diag)
{
    struct progress *progress = progress_open(NULL, diag);
    struct str text;
    struct source source = {.name = file};
    str_init(&text);
    bool good = file_read(file, MOST_BYTES, &text);
    if (good) {
        take_out_added(&text);
        progress_lines_parse(&progress->lines, text.data, text.len);
        source.text = text.data;
        source.size = text.len;
        good = judge_read(&progress->lines, &source, diag);
    } else {
        diag_error(
            diag, (struct where){.source = &source}, _("cannot read: %s"), i18n_error(errno));
    }
    str_release(&text);
    if (!good) {
        progress_free(progress);
        progress = NULL;
    }
    return progress;
}

size_t progress_count(const struct progress *progress)
{
    return progress->lines.count;
}

const struct progress_entry *progress_at(const struct progress *progress, size_t index)
{
    return &progress->lines.all[index].entry;
}

void progress_free(struct progress *progress)
{
    if (progress != NULL) {
        progress_lines_release(&progress->lines);
        progress_lines_release(&progress->news);
        progress_lines_release(&progress->reset);
        free(progress->file);
        free(progress);
    }
}

const struct progress_entry *progress_find(
    const struct progress *progress, const struct lesson_key *key)
{
    char *real = absolute(key->path);
    const struct lesson_key own = {key->id, real, key->fingerprint};
    const struct progress_line *line = progress_lines_find(&progress->lines, &own);
    if (line == NULL) { /* what a line says may lead elsewhere by now, by a link */
        line = progress_lines_find(&progress->lines, key);
    }
    free(real);
    return line == NULL ? NULL : &line->entry;
}

size_t progress_age(const struct progress *progress, const struct progress_entry *entry)
{
    size_t age = 0;
    while (&progress->lines.all[progress->lines.count - 1 - age].entry != entry) {
        age++;
    }
    return age;
}

bool progress_has_moved(const struct progress *progress)
{
    return progress_lines_have_moved(&progress->lines);
}

void progress_note(struct progress *progress, const struct progress_entry *entry)
{
    struct progress_entry own = *entry;
    char *real = absolute(entry->lesson.path);
    if (real != NULL && real[0] == '/') {
        own.lesson.path = real;
        progress_lines_merge(&progress->lines, &own);
        progress_lines_merge(&progress->news, &own);
    }
    free(real);
}

void progress_reset(struct progress *progress, const struct lesson_key *key)
{
    const struct progress_entry *entry = progress_find(progress, key);
    if (entry != NULL) {
        /* the line's own key: it is what finds it on the disk */
        const struct progress_entry anew = {.lesson = entry->lesson};
        progress_lines_merge(&progress->reset, &anew);
        progress_lines_drop(&progress->news, &anew.lesson);
        progress_lines_drop(&progress->lines, &anew.lesson);
    }
}

static void empty(struct progress_lines *lines)
{
    progress_lines_release(lines);
    progress_lines_init(lines);
}

/* Reads, merges, writes; the lock is held. False with errno set. */
static bool save_locked(struct progress *progress)
{
    struct progress_lines disk;
    bool ok = read_lines(progress->file, &disk);
    if (ok && !disk.newer) {
        for (size_t i = 0; i < progress->reset.count; i++) {
            progress_lines_drop(&disk, &progress->reset.all[i].entry.lesson);
        }
        for (size_t i = 0; i < progress->news.count; i++) {
            progress_lines_merge(&disk, &progress->news.all[i].entry);
        }
        struct str text;
        str_init(&text);
        progress_lines_print(&disk, &text);
        ok = keep_damaged(progress->file, &disk.damaged) && replace_file(progress->file, &text);
        str_release(&text);
    }
    if (!ok || disk.newer) {
        int error = errno;
        progress_lines_release(&disk);
        errno = error;
        return ok;
    }
    progress_lines_release(&progress->lines);
    progress->lines = disk;
    empty(&progress->news);
    empty(&progress->reset);
    return true;
}

bool progress_save(struct progress *progress, struct diag *diag)
{
    if (progress->file == NULL || progress->news.count + progress->reset.count == 0) {
        return true;
    }
    if (!progress->readable || progress->lines.newer) {
        return false;
    }
    file_make_folders(progress->file);
    int lock = take_lock(progress->file, diag == NULL ? LOCK_TRIES : LAST_LOCK_TRIES);
    bool ok = lock >= 0 && save_locked(progress);
    if (!ok) {
        complain(progress, diag, _("progress cannot be saved"), i18n_error(errno));
    }
    if (lock >= 0) {
        (void)close(lock);
    }
    return ok;
}
