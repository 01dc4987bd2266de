#include "field.h"

#include "utf8.h"

#include <string.h>

/* The first sign of what spreadsheets take for a formula, in ASCII or in full width. */
static bool may_be_formula(const char *text)
{
    static const char *const SIGNS[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    text += strspn(text, " ");
    if (text[0] != '\0' && text[1] == '\0') {
        return false; /* one sign alone, such as the - of standard input, is none */
    }
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (strncmp(text, SIGNS[i], strlen(SIGNS[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* A cell of text from a lesson. An apostrophe before what could be a formula keeps it text; one
 * before an apostrophe tells that from the lesson's own. Semicolons are quoted because some
 * spreadsheets part cells there, so that the rest could be a formula. */
void field_add(struct str *out, const char *text, bool ascii, bool lines)
{
    struct str safe;
    struct str page;
    str_init(&safe);
    str_init(&page);
    if (lines) {
        utf8_add_safe_lines(&safe, text, strlen(text));
    } else {
        utf8_add_safe(&safe, text);
    }
    utf8_add_page(&page, safe.data, ascii);
    const char *quote = strpbrk(page.data, " ,;\"\n") != NULL ? "\"" : "";
    str_add(out, quote);
    str_add(out, page.data[0] == '\'' || may_be_formula(page.data) ? "'" : "");
    for (const char *at = page.data; *at != '\0'; at++) {
        str_add(out, *at == '"' ? "\"" : "");
        str_addc(out, *at);
    }
    str_add(out, quote);
    str_release(&page);
    str_release(&safe);
}
