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

/* "adding up: 4203 of 50000 samples, 4200 a second, 11 s left"; releases the text. */
static void show_share(struct progress_line *line, struct str *text, size_t done, size_t all)
{
    struct str pace;
    str_init(&pace);
    if (done < line->done) { /* another work has begun */
        line->work = pace_begin();
    }
    line->done = done;
    pace_text(&line->work, done, all, &pace);
    str_add(text, pace.data);
    show(line, text->data);
    str_release(&pace);
    str_release(text);
}

static void look_at_sum(void *data, const struct trace_progress *progress)
{
    struct progress_line *line = data;
    if (is_due(line)) {
        struct str text;
        str_init(&text);
        str_addf(&text, _("adding up: %zu of %zu samples"), progress->done, progress->rows);
        show_share(line, &text, progress->done, progress->rows);
    }
}

static void look_at_search(void *data, const char *stage, size_t done, size_t all)
{
    struct progress_line *line = data;
    if (is_due(line)) {
        struct str text;
        str_init(&text);
        str_addf(&text, _("looking for findings in %s: %zu of %zu rows"), stage, done, all);
        show_share(line, &text, done, all);
    }
}

static void look_at_output(void *data, size_t bytes)
{
    struct progress_line *line = data;
    if (is_due(line)) {
        struct str text;
        str_init(&text);
        str_addf(&text, _("printing: %zu MB"), bytes / 1000000);
        show(line, text.data);
        str_release(&text);
    }
}

void progress_line_look_at_ways(void *data, size_t done, size_t all)
{
    struct progress_line *line = data;
    if (is_due(line)) {
        struct str text;
        str_init(&text);
        str_addf(&text, _("trying ways: %zu of %zu"), done, all);
        show_share(line, &text, done, all);
    }
}

void progress_line_begin(
    struct progress_line *line, struct trace *trace, struct doc_options *options, struct out *out)
{
    *line = (struct progress_line){.options = options, .out = out, .pace = pace_begin()};
    line->work = line->pace;
    if (out == NULL) {
        return;
    }
    trace_watch(trace, (struct trace_watcher){look_at_sum, line});
    options->watcher = (struct doc_watcher){look_at_search, line};
    out->look = look_at_output;
    out->look_data = line;
}

void progress_line_end(struct progress_line *line)
{
    if (line->out != NULL) {
        line->options->watcher = (struct doc_watcher){0};
        line->out->look = NULL;
    }
    if (line->length > 0) {
        show(line, "");
    }
}
