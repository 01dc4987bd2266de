#include "output.h"

#include "ending.h"
#include "file.h"
#include "i18n.h"
#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
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

/* The half-written file, for whoever ends the program meanwhile; there is one output at a time. */
static char unfinished[4096];

static void remove_unfinished(void)
{
    if (unfinished[0] != '\0') {
        (void)unlink(unfinished);
        unfinished[0] = '\0';
    }
}

/* unlink() and raise() may be called from a handler. The signal then does what it always does. */
static void on_signal(int number)
{
    remove_unfinished();
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

static void guard_temp(const char *temp)
{
    static bool guarded;
    if (strlen(temp) < sizeof unfinished) {
        memcpy(unfinished, temp, strlen(temp) + 1);
    }
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

/* The file beside the target, with the permissions a new file would have, or the target's own. */
static bool open_temp(struct output *output)
{
    struct stat info;
    mode_t mask = umask(0);
    (void)umask(mask);
    mode_t mode = stat(output->target, &info) == 0 ? info.st_mode & 0777 : 0666 & ~mask;
    size_t size = strlen(output->target) + sizeof ".XXXXXX";
    output->temp = mem_alloc(size, 1);
    (void)snprintf(output->temp, size, "%s.XXXXXX", output->target);
    output->fd = mkstemp(output->temp);
    if (output->fd < 0) {
        return false;
    }
    guard_temp(output->temp);
    return fchmod(output->fd, mode) == 0;
}

static bool open_path(struct output *output, const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
        output->fd = open(path, O_WRONLY | O_CLOEXEC);
        return output->fd >= 0;
    }
    output->target = realpath(path, NULL); /* through a link, so that the link stays */
    if (output->target == NULL) {
        output->target = strdup(path);
    }
    return output->target != NULL && open_temp(output);
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

static void drop_temp(struct output *output)
{
    if (output->temp != NULL && output->temp[0] != '\0') {
        (void)unlink(output->temp);
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
    drop_temp(output);
    report(output, error, diag);
    free(output->target);
    free(output->temp);
    out_release(&output->out);
    return false;
}

static bool finish(struct output *output, bool keep, struct diag *diag)
{
    bool file = output->temp != NULL;
    bool ok = (file && !keep) || out_flush(&output->out);
    int error = output->error;
    if (ok && file && keep && fsync(output->fd) != 0) {
        ok = false;
        error = errno;
    }
    if (output->path != NULL && close(output->fd) != 0 && ok) {
        ok = false;
        error = errno;
    }
    if (ok && file && keep && rename(output->temp, output->target) != 0) {
        ok = false;
        error = errno;
    }
    if (!ok || !keep) {
        drop_temp(output);
    }
    unfinished[0] = '\0';
    /* whoever closed the pipe has read enough and needs no message */
    if (!ok && error != EPIPE) {
        report(output, error, diag);
    }
    free(output->target);
    free(output->temp);
    out_release(&output->out);
    return ok;
}

bool output_close(struct output *output, struct diag *diag)
{
    return finish(output, true, diag);
}

void output_drop(struct output *output, struct diag *diag)
{
    (void)finish(output, false, diag);
}
