#include "output.h"

#include "ending.h"
#include "file.h"
#include "i18n.h"
#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct where NOWHERE = {0};

static bool write_piece(void *context, const char *data, size_t size)
{
    struct output *output = context;
    bool ok = file_write_all(output->fd, data, size);
    output->error = ok ? output->error : errno;
    return ok;
}

/* The files that are not in their places yet, for whoever ends the program meanwhile. */
static struct {
    char **all;
    size_t count, cap;
} unfinished;

static void remove_unfinished(void)
{
    for (size_t i = 0; i < unfinished.count; i++) {
        (void)unlink(unfinished.all[i]);
    }
}

/* unlink() and raise() may be called from a handler. The signal then does what it always does. */
static void on_signal(int number)
{
    remove_unfinished();
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* Before there is a file, for want of memory ends the program. */
static void make_room(void)
{
    unfinished.all =
        mem_grow(unfinished.all, &unfinished.cap, unfinished.count + 1, sizeof *unfinished.all);
}

/* With signals blocked: a handler reads the list, in which there is room. */
static void guard_temp(char *temp)
{
    static bool guarded;
    unfinished.all[unfinished.count++] = temp;
    if (!guarded) {
        guarded = true;
        (void)atexit(remove_unfinished);
        for (int number = 1; number < ending_limit(); number++) {
            if (ending_signal(number) && ending_is_default(number)) {
                (void)signal(number, on_signal);
            }
        }
    }
}

/* Ends the swap, after which nothing is left to remove. */
static bool end_swap(struct file_swap *swap, bool keep)
{
    const char *temp = swap->temp;
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    (void)sigprocmask(SIG_BLOCK, &all, &before);
    for (size_t i = 0; i < unfinished.count; i++) {
        if (unfinished.all[i] == temp) {
            unfinished.all[i] = unfinished.all[--unfinished.count];
            break;
        }
    }
    bool ok = file_swap_end(swap, keep);
    int error = errno;
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return ok;
}

/* The permissions a new file would have, or those of the one that is replaced. */
static mode_t mode_of(const char *path)
{
    struct stat info;
    mode_t mask = umask(0);
    (void)umask(mask);
    return file_stat(path, &info) ? info.st_mode & 0777 : 0666 & ~mask;
}

static bool open_path(struct output *output, const char *path)
{
    struct stat info;
    bool there = file_stat(path, &info);
    if (there && !S_ISREG(info.st_mode)) {
        output->fd = open(path, O_WRONLY | O_CLOEXEC);
        return output->fd >= 0;
    }
    /* To replace a file one must only write to its folder; but who may not write to it, or follow
     * the link, did not mean that. */
    if (there && access(path, W_OK) != 0) {
        return false;
    }
    if (!there && file_lstat(path, &info)) {
        errno = ENOENT;
        return false;
    }
    output->swaps = true;
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all); /* no signal between the file and the note that it is to be removed */
    (void)sigprocmask(SIG_BLOCK, &all, &before);
    make_room();
    bool ok = file_swap_begin(&output->swap, path);
    int begun = errno;
    if (ok) {
        guard_temp(output->swap.temp);
    }
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    errno = begun;
    output->fd = output->swap.fd;
    return ok && fchmod(output->fd, mode_of(output->swap.path)) == 0;
}

static void report(const struct output *output, int error, struct diag *diag)
{
    const struct source source = {.name = output->path};
    if (output->path == NULL) {
        diag_error(diag, NOWHERE, _("cannot write to standard output: %s"), i18n_error(error));
    } else {
        diag_error(
            diag, (struct where){.source = &source}, _("cannot write: %s"), i18n_error(error));
    }
}

bool output_open(struct output *output, const char *path, struct diag *diag)
{
    *output = (struct output){.fd = STDOUT_FILENO, .path = path};
    out_init(&output->out, write_piece, output);
    if (path == NULL || open_path(output, path)) {
        return true;
    }
    int error = errno;
    if (output->swaps) {
        (void)end_swap(&output->swap, false);
    }
    report(output, error, diag);
    out_release(&output->out);
    return false;
}

static bool finish(struct output *output, bool keep, struct diag *diag)
{
    bool drops = output->swaps && !keep;
    bool ok = drops || output->sealed || out_flush(&output->out);
    int error = output->error;
    if (output->swaps) {
        bool swapped = end_swap(&output->swap, ok && keep);
        error = ok && !swapped ? errno : error;
        ok = ok && swapped;
    } else if (output->path != NULL && close(output->fd) != 0 && ok) {
        error = errno;
        ok = false;
    }
    /* whoever closed the pipe has read enough and needs no message */
    if (!ok && error != EPIPE) {
        report(output, error, diag);
    }
    out_release(&output->out);
    return ok;
}

bool output_seal(struct output *output, struct diag *diag)
{
    output->sealed = out_flush(&output->out);
    int error = output->error;
    if (output->sealed && output->swaps && !file_swap_seal(&output->swap)) {
        error = errno;
        output->sealed = false;
    }
    if (!output->sealed && error != EPIPE) {
        report(output, error, diag);
    }
    return output->sealed;
}

bool output_close(struct output *output, struct diag *diag)
{
    return finish(output, true, diag);
}

void output_drop(struct output *output, struct diag *diag)
{
    (void)finish(output, false, diag);
}
