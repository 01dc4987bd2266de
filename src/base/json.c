#include "json.h"

#include "utf8.h"

#include <string.h>

/* \uXXXX, twice for what is beyond 16 bits. */
static void add_escaped(struct str *out, uint32_t code)
{
    if (code > 0xffff) {
        str_addf(out, "\\u%04x\\u%04x", 0xd800 + ((code - 0x10000) >> 10),
            0xdc00 + ((code - 0x10000) & 0x3ff));
    } else {
        str_addf(out, "\\u%04x", code);
    }
}

void json_add_string(struct str *out, const char *text, bool ascii)
{
    if (text == NULL) {
        str_add(out, "null");
        return;
    }
    str_addc(out, '"');
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        if (used == 0) {
            code = 0xfffd;
            used = 1;
        }
        if (code == '"' || code == '\\') {
            str_addf(out, "\\%c", (char)code);
        } else if (code == '\n') {
            str_add(out, "\\n");
        } else if (code == '\t' || !utf8_is_safe(code) || (ascii && code > 0x7f)) {
            add_escaped(out, code);
        } else {
            utf8_encode(out, code);
        }
        at += used;
    }
    str_addc(out, '"');
}
