/* What prose has no use for, told at its place: HTML and pictures. */
#include "i18n.h"
#include "prose_impl.h"

#include <string.h>
#include <strings.h>

/* What an element says in Markdown. */
static const struct {
    const char *element, *markdown;
} INSTEAD[] = {
    {"b", "**x**"},
    {"strong", "**x**"},
    {"i", "*x*"},
    {"em", "*x*"},
    {"code", "`x`"},
    {"tt", "`x`"},
    {"sub", "$x_i$"},
    {"sup", "$x^2$"},
    {"math", "$x^2$"},
    {"a", "[text](address)"},
    {"ul", "- x"},
    {"ol", "1. x"},
    {"h3", "### x"},
    {"h4", "#### x"},
    {"blockquote", "> x"},
};

static bool is_among(const char *name, size_t size, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (strlen(*names) == size && strncasecmp(*names, name, size) == 0) {
            return true;
        }
    }
    return false;
}

static void hint_picture(struct diag *diag)
{
    diag_hint(diag,
        _("say in the text what it shows, in a table, or with characters between lines of ```"));
}

static void hint_html(struct diag *diag, const char *name, size_t size)
{
    static const char *const pictures[] = {"img", "svg", "picture", "figure", "canvas", NULL};
    for (size_t i = 0; i < sizeof INSTEAD / sizeof *INSTEAD; i++) {
        if (strlen(INSTEAD[i].element) == size &&
            strncasecmp(INSTEAD[i].element, name, size) == 0) {
            diag_hint(diag, _("write '%s'"), INSTEAD[i].markdown);
            return;
        }
    }
    if (size == 5 && strncasecmp(name, "table", 5) == 0) {
        diag_hint(diag, _("a table is lines such as '| a | b |', the second '| --- | --- |'"));
    } else if (is_among(name, size, pictures)) {
        hint_picture(diag);
    } else if (size == 2 && strncasecmp(name, "br", 2) == 0) {
        diag_hint(diag, _("a backslash at the end of a line breaks it"));
    } else if (*name == '!') {
        diag_hint(diag, _("a comment can stand in the front matter, behind '#'"));
    } else {
        diag_hint(diag, _("leave it out: prose is Markdown"));
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void prose_html(struct builder *b, const char *text, size_t size)
{
    static const char *const parts[] = {"thead", "tbody", "tr", "td", "th", "li", NULL};
    if (b->in_heading || size < 2 || text[0] != '<' || text[1] == '/') {
        return; /* further on in a tag, or the end of one that was told */
    }
    size_t name = 1;
    while (name < size && (is_letter(text[name]) || (text[name] >= '0' && text[name] <= '9'))) {
        name++;
    }
    if (is_among(text + 1, name - 1, parts)) {
        return; /* what it is a part of was told */
    }
    prose_locate(b, text);
    diag_warn(b->diag, b->here, _("HTML is not read: it is shown as it is written"));
    diag_id(b->diag, "html");
    hint_html(b->diag, text + 1, name - 1);
}

/* A comment with an empty line in it, which Markdown without HTML does not know. */
void prose_comment(struct builder *b, const char *text, size_t size)
{
    for (size_t at = 0; !b->in_heading && at + 4 <= size; at++) {
        if (memcmp(text + at, "<!--", 4) == 0) {
            prose_html(b, text + at, size - at);
        }
    }
}

/* Tells about the picture whose "![" is a little before `text`. */
static void tell_picture(struct builder *b, const char *text, const char *message)
{
    enum { FURTHEST = 8 }; /* signs of emphasis may be between */
    bool inside = text >= b->text && text < b->text + b->text_size;
    const char *start = text;
    while (inside && start > b->text && start > text - FURTHEST && memcmp(start, "![", 2) != 0) {
        start--;
    }
    prose_locate(b, inside && memcmp(start, "![", 2) == 0 ? start : text);
    diag_warn(b->diag, b->here, "%s", message);
    diag_id(b->diag, "picture");
    hint_picture(b->diag);
    b->picture = false;
}

void prose_picture_text(struct builder *b, const char *text)
{
    tell_picture(b, text, _("pictures are not shown, only their description is"));
}

void prose_picture_end(struct builder *b, const MD_SPAN_IMG_DETAIL *detail)
{
    if (b->picture) {
        tell_picture(b, prose_as_written(b, detail->src.text),
            _("pictures are not shown, and this one has no description"));
    }
}
