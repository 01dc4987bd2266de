#include "wrap.h"

#include "utf8.h"

#include <stdbool.h>
#include <string.h>

enum { WIDEST = 2 }; /* columns of a character */

struct line {
    struct str *out;
    const char *rest;
    size_t width, used;
    bool started; /* something other than the indent is on the line */
    bool gap;     /* a space is owed before the next piece */
};

static void break_line(struct line *line)
{
    str_addc(line->out, '\n');
    str_add(line->out, line->rest);
    line->used = utf8_width(line->rest);
    line->started = line->gap = false;
}

static const char *after_blanks(const char *text)
{
    while (utf8_is_blank(*text)) {
        text++;
    }
    return text;
}

/* How wide the piece is, with all that it is not to be torn from. */
static size_t unit_width(const char *text, size_t size, size_t most)
{
    size_t cells = utf8_width_n(text, size);
    size_t whole = cells;
    const char *next = after_blanks(text + size);
    while (whole <= most && next > text + size && utf8_joins(text, size, next)) {
        text = next;
        size = utf8_piece(text);
        whole += 1 + utf8_width_n(text, size);
        next = after_blanks(text + size);
    }
    return whole <= most ? whole : cells;
}

/* The piece begins what is `unit` columns wide. */
static void add_piece(struct line *line, const char *text, size_t size, size_t unit)
{
    size_t cells = utf8_width_n(text, size);
    size_t gap = line->gap && line->started ? 1 : 0;
    if (line->started && line->used + gap + unit > line->width) {
        break_line(line);
        gap = 0;
    }
    str_fill(line->out, gap, ' ');
    line->used += gap;
    while (line->used + cells > line->width) {
        size_t room = line->used < line->width ? line->width - line->used : 0;
        size_t fits = utf8_fit(text, size, room);
        fits = fits > 0 ? fits : utf8_fit(text, size, WIDEST); /* a line has one at least */
        if (fits == size) {
            break;
        }
        str_addn(line->out, text, fits);
        cells -= utf8_width_n(text, fits);
        text += fits;
        size -= fits;
        break_line(line);
    }
    str_addn(line->out, text, size);
    line->used += cells;
    line->started = true;
    line->gap = false;
}

void wrap_text(struct str *out, const char *text, size_t width, const char *first, const char *rest)
{
    if (*text == '\0') {
        return;
    }
    struct line line = {.out = out, .rest = rest, .width = width, .used = utf8_width(first)};
    bool joined = false; /* to the piece before: what both are part of was measured there */
    str_add(out, first);
    while (*text != '\0') {
        if (utf8_is_blank(*text)) {
            line.gap = true;
            text++;
        } else if (*text == '\n') {
            break_line(&line);
            text++;
        } else {
            size_t size = utf8_piece(text);
            const char *next = after_blanks(text + size);
            size_t most = joined ? 0 : utf8_kept(width);
            add_piece(&line, text, size, unit_width(text, size, most));
            joined = next > text + size && utf8_joins(text, size, next);
            text += size;
        }
    }
    str_addc(out, '\n');
}

void span_plain(const struct span *span, bool ascii, struct str *out)
{
    bool code = span->style == SPAN_CODE;
    str_add(out, code ? "`" : "");
    span_text(span, ascii, out);
    str_add(out, code ? "`" : "");
    if (span->style == SPAN_LINK && span->target != NULL && strcmp(span->text, span->target) != 0) {
        str_addf(out, " (%s)", span->target);
    }
}

void prose_plain(const struct block *block, bool ascii, struct str *out)
{
    for (const struct span *span = block->spans; span != NULL; span = span->next) {
        span_plain(span, ascii, out);
    }
}
