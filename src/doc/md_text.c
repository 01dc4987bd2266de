#include "md_text.h"

#include "utf8.h"

#include <string.h>
#include <strings.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool begins_line(const struct str *out)
{
    return out->len == 0 || out->data[out->len - 1] == '\n';
}

/* ---- Text ------------------------------------------------------------------------------------ */

/* How many digits, at the beginning of a line, a full stop or parenthesis would make a list of. */
static size_t number_size(const char *at)
{
    size_t digits = strspn(at, "0123456789");
    return digits > 0 && (at[digits] == '.' || at[digits] == ')') ? digits : 0;
}

/* A web address would become a link by itself, and its escapes a part of it. */
static bool ends_scheme(const char *text, const char *at)
{
    bool www = at - text >= 3 && strncasecmp(at - 3, "www", 3) == 0;
    return (*at == ':' && at[1] == '/') || (*at == '.' && www);
}

static bool is_active(const char *text, const char *at)
{
    return strchr("\\`*_[]<&$|~#", *at) != NULL || ends_scheme(text, at);
}

/* Jupyter looks for mathematics before it looks for escapes: \\( would begin some. */
static void add_char(struct str *out, const char *text, const char *at, const struct md_page *page)
{
    bool first = begins_line(out);
    if (first && *at == ' ') { /* an indent would be code, or nothing */
        str_add(out, "&#32;");
    } else if (*at == '\\' && page->dollars) {
        str_add(out, "&#92;");
    } else {
        str_add(out, is_active(text, at) || (first && strchr("+-=>:", *at) != NULL) ? "\\" : "");
        str_addc(out, *at);
    }
}

/* A backslash does not keep GitHub from taking what is between two dollars for a formula: where
 * there is more than one, they are code. Returns how many were added. */
static size_t add_dollars(struct str *out, const char *at)
{
    size_t run = strspn(at, "$");
    if (run == 1 && strchr(out->data, '$') == NULL && strchr(at + 1, '$') == NULL) {
        return 0;
    }
    str_add(out, "`` ");
    str_addn(out, at, run);
    str_add(out, " ``");
    return run;
}

static void add_text(struct str *out, const char *text, const struct md_page *page)
{
    for (const char *at = text; *at != '\0'; at++) {
        size_t digits = begins_line(out) ? number_size(at) : 0;
        size_t dollars = *at == '$' ? add_dollars(out, at) : 0;
        if (dollars > 0) {
            at += dollars - 1;
        } else if (*at == '\n' && !page->line && !begins_line(out)) {
            str_add(out, "\\\n");
        } else if (*at == '\n' || *at == '\t') {
            str_addc(out, ' ');
        } else if (digits > 0) {
            str_addn(out, at, digits);
            str_addf(out, "\\%c", at[digits]);
            at += digits;
        } else {
            add_char(out, text, at, page);
        }
    }
}

/* Text in the page's alphabet, line by line: what 7 bits are is said before anything is escaped. */
static void page_text(struct str *out, const char *text, bool ascii)
{
    for (bool more = true; more;) {
        size_t size = strcspn(text, "\n");
        struct str line;
        str_init(&line);
        str_addn(&line, text, size);
        utf8_add_page(out, line.data, ascii);
        str_release(&line);
        more = text[size] == '\n';
        text += size + (more ? 1 : 0);
        str_add(out, more ? "\n" : "");
    }
}

void md_add_text(struct str *out, const char *text, const struct md_page *page)
{
    struct str shown;
    str_init(&shown);
    page_text(&shown, text, page->ascii);
    add_text(out, shown.data, page);
    str_release(&shown);
}

/* ---- Code ------------------------------------------------------------------------------------ */

/* The longest run of backticks. */
static size_t longest_run(const char *text)
{
    size_t longest = 0;
    for (const char *at = text; *at != '\0';) {
        size_t run = strspn(at, "`");
        longest = run > longest ? run : longest;
        at += run > 0 ? run : 1;
    }
    return longest;
}

static size_t run_at_end(const char *text)
{
    size_t size = strlen(text);
    size_t run = 0;
    while (run < size && text[size - 1 - run] == '`') {
        run++;
    }
    return run;
}

/* Between its backticks and those that it begins or ends with; and of blanks at both ends, one is
 * taken away. */
static bool needs_blanks(const char *text)
{
    size_t size = strlen(text);
    bool blanks = text[0] == ' ' && text[size - 1] == ' ' && strspn(text, " ") < size;
    return text[0] == '`' || run_at_end(text) > 0 || blanks;
}

/* In a table a bar is escaped even in code, but a backslash is not: both together cannot be code.
 * Nor can what follows other code at once: its backticks would be those of that. */
static bool may_be_code(const struct str *out, const char *text, const struct md_page *page)
{
    bool beside = out->len > 0 && out->data[out->len - 1] == '`';
    return *text != '\0' && !beside && !(page->cell && strstr(text, "\\|") != NULL);
}

void md_add_code(struct str *out, const char *text, const struct md_page *page)
{
    struct str shown;
    str_init(&shown);
    page_text(&shown, text, page->ascii);
    if (may_be_code(out, shown.data, page)) {
        size_t fence = longest_run(shown.data) + 1;
        const char *blank = needs_blanks(shown.data) ? " " : "";
        str_fill(out, fence, '`');
        str_add(out, blank);
        for (const char *at = shown.data; *at != '\0'; at++) {
            str_add(out, page->cell && *at == '|' ? "\\" : "");
            bool space = *at == '\n' || *at == '\t';
            str_addn(out, space ? " " : at, 1);
        }
        str_add(out, blank);
        str_fill(out, fence, '`');
    } else {
        add_text(out, shown.data, page);
    }
    str_release(&shown);
}

void md_add_fenced(struct str *out, const char *text, const char *language, bool ascii)
{
    struct str shown;
    str_init(&shown);
    page_text(&shown, text, ascii);
    size_t run = longest_run(shown.data);
    size_t fence = run < 3 ? 3 : run + 1;
    str_fill(out, fence, '`');
    str_addf(out, "%s\n%s", language, shown.data);
    str_add(out, shown.len > 0 && shown.data[shown.len - 1] != '\n' ? "\n" : "");
    str_fill(out, fence, '`');
    str_addc(out, '\n');
    str_release(&shown);
}

/* ---- Mathematics ----------------------------------------------------------------------------- */

/* May the TeX stand as it was written? What was read has no command that could do harm; but a sign
 * of TeX in words would mean something else there, and a backtick would end the formula. */
static bool is_plain_tex(const struct span *math, bool ascii)
{
    bool plain = math->tex != NULL;
    for (const char *at = math->text; *at != '\0' && plain; at++) {
        if (*at == '\\' && at[1] != '\0') {
            at++;
        } else {
            plain = strchr("`$%#", *at) == NULL;
        }
        plain = plain && *at != '`' && !(ascii && (unsigned char)*at >= 0x80);
    }
    return plain;
}

static void add_tex(struct str *out, const char *tex, const struct md_page *page)
{
    for (const char *at = tex; *at != '\0'; at++) {
        bool command = *at == '\\' && at[1] != '\0';
        const char *sign = command ? at + 1 : at;
        if (page->cell && *sign == '|') { /* a bar would end the cell */
            str_add(out, command ? "\\Vert " : "\\vert ");
        } else {
            str_addn(out, at, command ? 2 : 1);
        }
        if (page->line && out->data[out->len - 1] == '\n') {
            out->data[out->len - 1] = ' ';
        }
        at += command ? 1 : 0;
    }
}

static void add_inline(struct str *out, const struct span *math, const struct md_page *page)
{
    if (!is_plain_tex(math, page->ascii)) {
        md_add_code(out, math->text, page);
        return;
    }
    struct md_page line = *page;
    line.line = true;
    str_add(out, page->dollars ? "$" : "$`");
    add_tex(out, math->text, &line);
    str_add(out, page->dollars ? "$" : "`$");
}

void md_add_display(struct str *out, const struct span *math, const struct md_page *page)
{
    bool plain = is_plain_tex(math, page->ascii);
    const char *from = math->text + strspn(math->text, "\n");
    if (plain && page->dollars) {
        size_t size = strlen(from);
        str_addf(out, "$$\n%s%s$$\n", from, size > 0 && from[size - 1] == '\n' ? "" : "\n");
    } else {
        md_add_fenced(out, from, plain ? "math" : "tex", page->ascii && !plain);
    }
}

/* ---- Links ----------------------------------------------------------------------------------- */

/* Web, mail, or a place beside this page. */
static bool may_be_followed(const char *target)
{
    static const char *const SCHEMES[] = {"http:", "https:", "mailto:"};
    bool known = false;
    for (size_t i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++) {
        known = known || strncasecmp(target, SCHEMES[i], strlen(SCHEMES[i])) == 0;
    }
    return *target != '\0' && (known || target[strcspn(target, ":/?#")] != ':');
}

/* What is no sign of addresses, or one of Markdown, by its bytes. */
static void add_target(struct str *out, const char *target, const char *signs)
{
    for (const char *at = target; *at != '\0'; at++) {
        if (is_letter(*at) || is_digit(*at) || strchr(signs, *at) != NULL) {
            str_addc(out, *at);
        } else {
            str_addf(out, "%%%02X", (unsigned)(unsigned char)*at);
        }
    }
}

void md_add_link(struct str *out, const char *text, const char *target, const struct md_page *page)
{
    struct md_page line = *page;
    line.line = true;
    if (target == NULL || !may_be_followed(target)) {
        md_add_text(out, text, page);
        return;
    }
    str_addc(out, '[');
    md_add_text(out, text, &line);
    str_add(out, "](<");
    struct str safe;
    str_init(&safe);
    add_target(&safe, target, "-._~:/?#@!'()+,;=%&");
    for (const char *at = safe.data; *at != '\0'; at++) {
        str_add(out, *at == '&' ? "\\" : ""); /* an entity would be resolved */
        str_addc(out, *at);
    }
    str_release(&safe);
    str_add(out, ">)");
}

void md_add_file_target(struct str *out, const char *file)
{
    str_add(out, "./");
    add_target(out, file, "-._");
}

/* Is it a sign that an anchor leaves out? Of other alphabets, their punctuation. */
static bool is_sign(uint32_t code)
{
    return (code < 0x80 && !is_digit((char)code) && !is_letter((char)code)) ||
           (code >= 0x80 && code < 0xc0 && code != 0xaa && code != 0xb5 && code != 0xba) ||
           code == 0xd7 || code == 0xf7 ||
           (code >= 0x2000 && code < 0x2c00 && code != 0x2071 && code != 0x207f &&
               !(code >= 0x2090 && code < 0x209d)) ||
           (code >= 0x2e00 && code < 0x2e80) ||
           (code >= 0x3000 && code < 0x3040 && code != 0x3005) ||
           (code >= 0xe000 && code < 0xf900) || (code >= 0xfe10 && code < 0xfe70) ||
           (code >= 0xff00 && code < 0xff66) || code >= 0xfff0;
}

void md_add_anchor(struct str *out, const char *heading)
{
    str_addc(out, '#');
    for (size_t size = strlen(heading); size > 0;) {
        uint32_t code = 0;
        size_t used = utf8_decode(heading, size, &code);
        used = used == 0 ? 1 : used;
        if (code == ' ' || code == '-') {
            str_addc(out, '-');
        } else if (code == '_') {
            str_addc(out, '_');
        } else if (code >= 'A' && code <= 'Z') {
            str_addc(out, (char)(code - 'A' + 'a'));
        } else if (!is_sign(code)) {
            str_addn(out, heading, used);
        }
        heading += used;
        size -= used;
    }
}

/* ---- Styles ---------------------------------------------------------------------------------- */

/* What stands at the edge of a text, as the rules for * ask: white space, a sign, a letter. */
enum edge { EDGE_BLANK, EDGE_SIGN, EDGE_LETTER };

static enum edge edge_of(const char *at, const char *end)
{
    uint32_t code = 0;
    if (at == end || *at == ' ' || *at == '\n' || *at == '\t') {
        return EDGE_BLANK;
    }
    return utf8_decode(at, (size_t)(end - at), &code) == 0 || is_sign(code) ? EDGE_SIGN
                                                                            : EDGE_LETTER;
}

static enum edge edge_before(const char *text, size_t size)
{
    const char *at = text + size;
    while (at > text && ((unsigned char)*--at & 0xc0) == 0x80) {
    }
    return edge_of(at, text + size);
}

/* The edge that a span begins with. */
static enum edge edge_after(const struct span *next)
{
    return next == NULL                ? EDGE_BLANK
           : next->style != SPAN_PLAIN ? EDGE_SIGN
                                       : edge_of(next->text, next->text + strlen(next->text));
}

static bool is_marked(const struct span *span)
{
    return span != NULL && (span->style == SPAN_EMPHASIS || span->style == SPAN_STRONG);
}

/* Would * or ** around text[0..size) be what they are meant to be? They are not between a letter
 * and a sign: *"a"*s; nor beside each other. */
static bool may_be_marked(
    const struct str *out, const char *text, size_t size, const struct span *next)
{
    bool beside = (out->len > 0 && out->data[out->len - 1] == '*') || is_marked(next);
    enum edge before = out->len == 0 ? EDGE_BLANK : edge_before(out->data, out->len);
    enum edge first = edge_of(text, text + size);
    enum edge last = edge_before(text, size);
    return size > 0 && !beside && (first == EDGE_LETTER || before != EDGE_LETTER) &&
           (last == EDGE_LETTER || edge_after(next) != EDGE_LETTER);
}

/* Blanks at the ends of a marked text stand outside of its marks. */
static void add_marked(struct str *out, const struct span *span, const struct md_page *page)
{
    static const char BLANKS[] = " \t\n";
    const char *mark = span->style == SPAN_STRONG ? "**" : "*";
    size_t lead = strspn(span->text, BLANKS);
    size_t size = strlen(span->text + lead);
    while (size > 0 && strchr(BLANKS, span->text[lead + size - 1]) != NULL) {
        size--;
    }
    struct str part;
    str_init(&part);
    str_addn(&part, span->text, lead);
    md_add_text(out, part.data, page);
    str_clear(&part);
    str_addn(&part, span->text + lead, size);
    const struct span blank = {.style = SPAN_PLAIN, .text = span->text + lead + size};
    bool marked = may_be_marked(out, part.data, size, *blank.text != '\0' ? &blank : span->next);
    if (marked) {
        str_add(out, mark);
        md_add_text(out, part.data, page);
        str_add(out, mark);
    } else {
        md_add_text(out, part.data, page);
    }
    md_add_text(out, blank.text, page);
    str_release(&part);
}

void md_add_spans(struct str *out, const struct span *spans, const struct md_page *page)
{
    for (const struct span *span = spans; span != NULL; span = span->next) {
        switch (span->style) {
        case SPAN_PLAIN:
            md_add_text(out, span->text, page);
            break;
        case SPAN_EMPHASIS:
        case SPAN_STRONG:
            add_marked(out, span, page);
            break;
        case SPAN_CODE:
            md_add_code(out, span->text, page);
            break;
        case SPAN_MATH:
            add_inline(out, span, page);
            break;
        case SPAN_LINK:
            md_add_link(out, span->text, span->target, page);
            break;
        }
    }
}
