/* Where finished text goes: collected, then handed on in pieces, so a handout of any size needs
 * little memory. */
#ifndef LOSSWALK_OUT_H
#define LOSSWALK_OUT_H

#include "str.h"
#include "watcher.h"

#include <stdbool.h>
#include <stddef.h>

struct out {
    struct str pending;
    bool (*write)(void *context, const char *data, size_t size); /* false: it cannot be written */
    void *context;
    size_t bytes;           /* handed on so far */
    size_t lines;           /* likewise, whole ones */
    struct watcher watcher; /* who is told of it, each time */
    bool failed;            /* a write failed; nothing more is written */
    const size_t *errors;   /* NULL: not guarded; see out_guard() */
    size_t errors_before;
};

void out_init(struct out *out, bool (*write)(void *, const char *, size_t), void *context);
void out_release(struct out *out);

/* From now on, once *errors counts another error, nothing is added any more: what is worked out
 * from data that could not be read is not printed. NULL ends it. */
void out_guard(struct out *out, const size_t *errors);
/* Is it of no use to add anything more? */
bool out_ended(const struct out *out);

/* Text as it is. */
void out_add(struct out *out, const char *text);
void out_addf(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A form feed: what follows begins a page. No other text can bring one. */
void out_page(struct out *out);
/* The mark by which spreadsheet programs know UTF-8; likewise. */
void out_byte_order_mark(struct out *out);
/* Hands on what is pending, with what could steer a terminal replaced: no control character but LF
 * and TAB leaves here, wherever the text is from. False when this or an earlier write failed. */
bool out_flush(struct out *out);

#endif
