#include "text_check.h"

#include "i18n.h"
#include "utf8.h"

#include <string.h>

enum {
    ENOUGH = 10 /* a file with this many bad characters is no lesson; the rest says nothing new */
};

static bool is_utf16(const struct source *source)
{
    return source->size >= 2 &&
           (memcmp(source->text, "\xff\xfe", 2) == 0 || memcmp(source->text, "\xfe\xff", 2) == 0);
}

static void report_character(struct diag *diag, struct where where, uint32_t code)
{
    if (code == '\r') {
        diag_error(diag, where, _("a carriage return that no line feed follows"));
        diag_hint(diag, _("lines end in LF or CR LF"));
    } else {
        diag_error(diag, where,
            _("the character U+%04X is not allowed: it can steer a terminal or hide text"),
            (unsigned)code);
        diag_hint(diag, _("delete it"));
    }
}

/* True when the character at `at` is fine; *used is its size in bytes. */
static bool check_character(
    const struct source *source, size_t at, struct where where, size_t *used, struct diag *diag)
{
    const char *text = source->text + at;
    uint32_t code = 0;
    *used = utf8_decode(text, source->size - at, &code);
    if (*used == 0) {
        *used = 1;
        diag_error(diag, where, _("the byte 0x%02x is not valid UTF-8 here"), (unsigned char)*text);
        diag_hint(diag, _("save the file as UTF-8"));
        return false;
    }
    bool line_end = code == '\r' && at + 1 < source->size && text[1] == '\n';
    if (!line_end && !utf8_is_safe(code)) {
        report_character(diag, where, code);
        return false;
    }
    return true;
}

bool text_check(const struct source *source, struct diag *diag)
{
    struct where where = {source, 1, 1};
    size_t bad = 0;
    if (is_utf16(source)) {
        diag_error(diag, (struct where){source, 1, 1}, _("the file is UTF-16"));
        diag_hint(diag, _("save it as UTF-8"));
        return false;
    }
    for (size_t at = 0; at < source->size && bad < ENOUGH;) {
        size_t used = 0;
        if (source->text[at] >= ' ' && source->text[at] <= '~') { /* nearly all there is */
            where.col++;
            at++;
            continue;
        }
        if (!check_character(source, at, where, &used, diag)) {
            bad++;
        }
        where.col++;
        if (source->text[at] == '\n') {
            where.line++;
            where.col = 1;
        }
        at += used;
    }
    return bad == 0;
}
