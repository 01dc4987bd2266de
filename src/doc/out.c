#include "out.h"

#include "utf8.h"

#include <stdarg.h>
#include <string.h>

enum { FLUSH_BYTES = 65536 };

void out_init(struct out *out, bool (*write)(void *, const char *, size_t), void *context)
{
    *out = (struct out){.write = write, .context = context};
    str_init(&out->pending);
}

void out_release(struct out *out)
{
    str_release(&out->pending);
}

void out_guard(struct out *out, const size_t *errors)
{
    out->errors = errors;
    out->errors_before = errors != NULL ? *errors : 0;
}

bool out_ended(const struct out *out)
{
    return out->failed || (out->errors != NULL && *out->errors > out->errors_before);
}

static void flush_when_full(struct out *out)
{
    if (out->pending.len >= FLUSH_BYTES) {
        (void)out_flush(out);
    }
}

void out_add(struct out *out, const char *text)
{
    if (!out_ended(out)) {
        str_add(&out->pending, text);
        flush_when_full(out);
    }
}

void out_addf(struct out *out, const char *format, ...)
{
    if (out_ended(out)) {
        return;
    }
    va_list args;
    va_start(args, format);
    str_vaddf(&out->pending, format, args);
    va_end(args);
    flush_when_full(out);
}

static size_t count_lines(const struct str *text)
{
    size_t lines = 0;
    const char *end = text->data + text->len;
    const char *at = text->data;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        lines++;
    }
    return lines;
}

/* What no text may bring. */
static void add_unguarded(struct out *out, const char *bytes)
{
    if (!out_ended(out) && out_flush(out)) {
        out->failed = !out->write(out->context, bytes, strlen(bytes));
        out->bytes += strlen(bytes);
    }
}

void out_page(struct out *out)
{
    add_unguarded(out, "\f");
}

void out_byte_order_mark(struct out *out)
{
    add_unguarded(out, "\xEF\xBB\xBF");
}

bool out_flush(struct out *out)
{
    if (!out->failed && out->pending.len > 0) {
        struct str safe;
        str_init(&safe);
        utf8_add_safe_lines(&safe, out->pending.data, out->pending.len);
        out->failed = !out->write(out->context, safe.data, safe.len);
        out->bytes += safe.len;
        out->lines += count_lines(&safe);
        watcher_look(&out->watcher, WORK_PRINTING, NULL, out->bytes, 0);
        str_release(&safe);
    }
    str_clear(&out->pending);
    return !out->failed;
}
