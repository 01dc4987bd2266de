#include "progress_line.h"

#include "i18n.h"
#include "utf8.h"

#include <stdio.h>
#include <unistd.h>

/* Is there a line to write in? Not where the output has begun to come out on the same screen. */
static bool has_place(const struct progress_line *line)
{
    return isatty(STDERR_FILENO) && !(line->out->begun && isatty(STDOUT_FILENO));
}

/* Puts the text in place of what stands there. */
static void show(struct progress_line *line, const char *text)
{
    size_t cells = utf8_width(text);
    size_t over = line->length > cells ? line->length - cells : 0;
    (void)fprintf(stderr, "\r%s%*s%s", text, (int)over, "", over > 0 || cells == 0 ? "\r" : "");
    (void)fflush(stderr);
    line->length = cells;
}

static void look(void *data, const struct trace_progress *progress)
{
    struct progress_line *line = data;
    const double first = 1;
    const double between = 0.2;
    double elapsed = pace_elapsed(&line->pace);
    if (elapsed < first || elapsed < line->shown + between || !has_place(line)) {
        return;
    }
    struct str text;
    struct str pace;
    str_init(&text);
    str_init(&pace);
    pace_text(&line->pace, progress->done, progress->rows, &pace);
    str_addf(&text, _("adding up: %zu of %zu samples"), progress->done, progress->rows);
    str_addf(&text, "%s%s", pace.len > 0 ? ", " : "", pace.data);
    line->shown = elapsed;
    show(line, text.data);
    str_release(&pace);
    str_release(&text);
}

void progress_line_begin(struct progress_line *line, struct trace *trace, const struct out *out)
{
    *line = (struct progress_line){.out = out, .pace = pace_begin()};
    trace_watch(trace, (struct trace_watcher){look, line});
}

void progress_line_end(struct progress_line *line)
{
    if (line->length > 0) {
        show(line, "");
    }
}
