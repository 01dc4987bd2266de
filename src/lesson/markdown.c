#include "markdown.h"

#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    int low = c | 0x20;
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The number of &#955; or &#x3bb;, text without the & # and ; around it. */
static uint32_t numeric_code(const char *text, size_t size)
{
    bool hex = size > 0 && (*text == 'x' || *text == 'X');
    uint32_t code = 0;
    for (size_t i = hex ? 1 : 0; i < size && code <= 0x10ffff; i++) {
        code = code * (hex ? 16U : 10U) + (uint32_t)digit_value(text[i]);
    }
    return code;
}

static void add_code(struct str *out, uint32_t code)
{
    bool surrogate = code >= 0xd800 && code < 0xe000;
    bool text = code > 0 && code <= 0x10ffff && !surrogate && code != '\n' && code != '\t';
    utf8_encode(out, text && utf8_is_safe(code) ? code : 0xfffd);
}

void markdown_add_entity(struct str *out, const char *text, size_t size)
{
    static const struct {
        const char *name, *text;
    } known[] = {
        {"&amp;", "&"},
        {"&lt;", "<"},
        {"&gt;", ">"},
        {"&quot;", "\""},
        {"&apos;", "'"},
        {"&nbsp;", "\u00a0"},
        {"&ndash;", "–"},
        {"&mdash;", "—"},
        {"&hellip;", "…"},
        {"&times;", "×"},
        {"&middot;", "·"},
        {"&minus;", "−"},
        {"&le;", "≤"},
        {"&ge;", "≥"},
        {"&ne;", "≠"},
        {"&asymp;", "≈"},
        {"&infin;", "∞"},
        {"&sum;", "∑"},
        {"&rarr;", "→"},
    };
    if (size > 3 && text[1] == '#') {
        add_code(out, numeric_code(text + 2, size - 3));
        return;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strlen(known[i].name) == size && memcmp(known[i].name, text, size) == 0) {
            str_add(out, known[i].text);
            return;
        }
    }
    str_addn(out, text, size);
}

static bool starts_with(const char *text, const char *start)
{
    return strncasecmp(text, start, strlen(start)) == 0;
}

/* Browsers leave out blanks and control characters, and take a backslash for a slash. */
static bool is_safe_link(const char *target)
{
    for (const char *at = target; *at != '\0'; at++) {
        if ((unsigned char)*at <= ' ' || *at == 0x7f || *at == '\\') {
            return false;
        }
    }
    if (starts_with(target, "https:") || starts_with(target, "http:") ||
        starts_with(target, "mailto:")) {
        return true;
    }
    /* Any other scheme has its colon before the first slash; a slash at the start leads to another
     * host, or to the root of this one, and points lead up. What is left lies beside the page. */
    const char *colon = strchr(target, ':');
    const char *slash = strpbrk(target, "/?#");
    bool relative = colon == NULL || (slash != NULL && slash < colon);
    bool climbs = strstr(target, "..") != NULL;
    for (const char *at = target; (at = strchr(at, '%')) != NULL; at++) {
        climbs = climbs || starts_with(at, "%2e");
    }
    return target[0] != '\0' && target[0] != '/' && relative && !climbs;
}

const char *markdown_link(struct arena *arena, const MD_ATTRIBUTE *href)
{
    struct str text;
    str_init(&text);
    for (size_t i = 0; href->text != NULL && href->substr_offsets[i] < href->size; i++) {
        const char *part = href->text + href->substr_offsets[i];
        size_t size = href->substr_offsets[i + 1] - href->substr_offsets[i];
        if (href->substr_types[i] == MD_TEXT_ENTITY) {
            markdown_add_entity(&text, part, size);
        } else {
            str_addn(&text, part, size);
        }
    }
    const char *target = is_safe_link(text.data) ? arena_strndup(arena, text.data, text.len) : NULL;
    str_release(&text);
    return target;
}

void markdown_expand_tabs(struct str *code)
{
    enum { TAB_STOP = 4 };
    struct str out;
    str_init(&out);
    size_t col = 0;
    for (const char *at = code->data; *at != '\0';) {
        size_t size = strcspn(at, "\t\n");
        str_addn(&out, at, size);
        col += utf8_width_n(at, size);
        at += size;
        if (*at == '\t') {
            str_fill(&out, TAB_STOP - col % TAB_STOP, ' ');
            col += TAB_STOP - col % TAB_STOP;
        } else if (*at == '\n') {
            str_addc(&out, '\n');
            col = 0;
        }
        at += *at != '\0' ? 1 : 0;
    }
    str_release(code);
    *code = out;
}
