#include "progress_line.h"

#include "i18n.h"
#include "utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Is there a line to write in? Not where the output has begun to come out on the same screen. */
static bool has_place(const struct progress_line *line)
{
    return isatty(STDERR_FILENO) &&
           !(line->out != NULL && line->out->bytes > 0 && isatty(STDOUT_FILENO));
}

/* Puts the text in place of what stands there, cut to one line. */
static void show(struct progress_line *line, const char *text)
{
    struct winsize window = {0};
    bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 1;
    size_t size = utf8_fit(text, strlen(text), known ? window.ws_col - 1U : SIZE_MAX);
    size_t cells = utf8_width_n(text, size);
    size_t over = line->length > cells ? line->length - cells : 0;
    (void)fprintf(
        stderr, "\r%.*s%*s%s", (int)size, text, (int)over, "", over > 0 || cells == 0 ? "\r" : "");
    (void)fflush(stderr);
    line->length = cells;
}

/* Is it time for another one? */
static bool is_due(struct progress_line *line)
{
    const double first = 1;
    const double between = 0.2;
    double elapsed = pace_elapsed(&line->pace);
    if (elapsed < first || elapsed < line->shown + between || !has_place(line)) {
        return false;
    }
    line->shown = elapsed;
    return true;
}

static void look(void *data, enum work work, const char *name, size_t done, size_t all)
{
    struct progress_line *line = data;
    if (!is_due(line)) {
        return;
    }
    struct str text;
    str_init(&text);
    switch (work) {
    case WORK_ADDING:
        str_addf(&text, _("adding up: %zu of %zu samples"), done, all);
        break;
    case WORK_SEARCHING:
        str_addf(&text, _("looking for findings in %s: %zu of %zu rows"), name, done, all);
        break;
    case WORK_PRINTING:
        str_addf(&text, _("printing: %zu MB"), done / 1000000);
        break;
    case WORK_TRYING:
        str_addf(&text, _("trying ways: %zu of %zu"), done, all);
        break;
    }
    if (all > 0) { /* else there is no telling how long it takes */
        line->work = done < line->done ? pace_begin() : line->work; /* another one has begun */
        line->done = done;
        pace_text(&line->work, done, all, &text);
    }
    show(line, text.data);
    str_release(&text);
}

void progress_line_begin(struct progress_line *line, struct trace *trace, struct out *out)
{
    struct pace now = pace_begin();
    struct watcher watcher = {look, line};
    *line = (struct progress_line){.out = out, .pace = now, .work = now};
    trace_watch(trace, watcher);
    if (out != NULL) {
        out->watcher = watcher;
    }
}

void progress_line_end(struct progress_line *line)
{
    if (line->out != NULL) { /* which goes on */
        line->out->watcher = (struct watcher){NULL, NULL};
    }
    if (line->length > 0) {
        show(line, "");
    }
}
