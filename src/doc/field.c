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

/* Would a spreadsheet show a number, or a day, that is not what is written? "(3,)" becomes -3,
 * "1/2" the first of February, 007 is 7, and of many digits the last are lost. A number that is
 * written as they write it stays one. */
static bool may_be_changed(const char *text)
{
    enum { SURE_DIGITS = 15 };
    static const char DIGITS[] = "0123456789";
    if (strpbrk(text, DIGITS) == NULL || text[strspn(text, "0123456789()[].,:/+-eE $")] != '\0') {
        return false;
    }
    size_t whole = strspn(text, DIGITS);
    size_t places = text[whole] == '.' ? strspn(text + whole + 1, DIGITS) : 0;
    bool plain = text[whole] == '\0' || (places > 0 && text[whole + 1 + places] == '\0');
    bool leading = text[0] == '0' && whole > 1;
    return !plain || whole == 0 || leading || whole + places > SURE_DIGITS;
}

/* A cell of text from a lesson. An apostrophe before what could be a formula or another number
 * keeps it text; one before an apostrophe tells that from the lesson's own. Semicolons are quoted
 * because some spreadsheets part cells there, so that the rest could be a formula. */
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
    bool text_mark =
        page.data[0] == '\'' || may_be_formula(page.data) || (lines && may_be_changed(page.data));
    str_add(out, text_mark ? "'" : "");
    for (const char *at = page.data; *at != '\0'; at++) {
        str_add(out, *at == '"' ? "\"" : "");
        str_addc(out, *at);
    }
    str_add(out, quote);
    str_release(&page);
    str_release(&safe);
}
