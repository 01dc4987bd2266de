#include "html.h"

#include "utf8.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

/* One character as a page has it. In a format, what is markup stays markup. */
static void add_code(struct str *out, uint32_t code, bool escape, bool ascii)
{
    if (!utf8_is_safe(code)) {
        code = 0xfffd;
    }
    if (escape && (code == '&' || code == '<' || code == '>' || code == '"' || code == '\'')) {
        str_addf(out, "&#%u;", (unsigned)code);
    } else if (escape && code == '\n') { /* where lines mean nothing */
        str_addc(out, ' ');
    } else if (code == '\t') {
        str_add(out, "    ");
    } else if (ascii && code > 0x7f) {
        str_addf(out, "&#x%x;", (unsigned)code);
    } else {
        utf8_encode(out, code);
    }
}

static void add(struct str *out, const char *text, size_t size, bool escape, bool ascii)
{
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        add_code(out, used == 0 ? 0xfffd : code, escape, ascii);
        at += used == 0 ? 1 : used;
    }
}

void html(const struct doc *doc, const char *format, ...)
{
    bool ascii = doc->options->ascii;
    struct str out;
    va_list args;
    str_init(&out);
    va_start(args, format);
    for (const char *at = format; *at != '\0';) {
        size_t size = strcspn(at, "%");
        add(&out, at, size, false, ascii);
        at += size;
        if (strncmp(at, "%s", 2) == 0) {
            const char *text = va_arg(args, const char *);
            add(&out, text, strlen(text), true, ascii);
            at += 2;
        } else if (strncmp(at, "%zu", 3) == 0) {
            str_add_count(&out, va_arg(args, size_t));
            at += 3;
        } else if (*at == '%') { /* %% */
            str_addc(&out, '%');
            at += 2;
        }
    }
    va_end(args);
    out_add(doc->out, out.data);
    str_release(&out);
}

void html_lines(const struct doc *doc, const char *text, const char *between)
{
    struct str out;
    str_init(&out);
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        add(&out, text, size, true, doc->options->ascii);
        str_add(&out, text[size] == '\n' ? between : "");
        text += size + (text[size] == '\n' ? 1 : 0);
    }
    out_add(doc->out, out.data);
    str_release(&out);
}

struct html_state *html_state(const struct doc *doc)
{
    return doc->state;
}
