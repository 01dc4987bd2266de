/* What libyaml says about broken YAML, said again for authors of lessons. */
#include "yaml_reader.h"

#include "i18n.h"
#include "meant.h"
#include "utf8.h"

#include <string.h>

enum place {
    AT_PROBLEM, /* where libyaml gave up */
    AT_CONTEXT, /* where the construct began that it was reading */
    AT_OPENING  /* the same, unless both are on one line */
};

#define KEY_EXPECTED N_("a key is expected here")
#define NO_COLON N_("there is no ': ' after this key")
#define NEVER_CLOSED N_("the quote that opens here is never closed")
#define OTHER_QUOTES                                                                               \
    N_("close it; a text that begins with a quote has quotes of the other kind around the whole")
#define CANNOT_BEGIN N_("a value cannot begin with this character")

/* Matched from the top: the first line whose problem is a part of libyaml's. */
static const struct {
    const char *problem;
    enum place place;
    const char *text;
    const char *hint;
} syntax[] = {
    {"mapping values are not allowed", AT_PROBLEM, N_("a ':' cannot stand here"),
        N_("put quotes around a text that has ': ' in it; is the indentation right?")},
    {"could not find expected ':'", AT_CONTEXT, NO_COLON,
        N_("a line of the front matter looks like 'key: value'")},
    {"did not find expected ',' or ']'", AT_OPENING, N_("this '[' is not closed"),
        N_("items are separated by ',' and the last is followed by ']'")},
    {"did not find expected ',' or '}'", AT_OPENING, N_("this '{' is not closed"),
        N_("items are separated by ',' and the last is followed by '}'")},
    {"did not find expected key", AT_PROBLEM, KEY_EXPECTED,
        N_("keys of one map start in the same column")},
    {"did not find expected '-'", AT_PROBLEM, N_("an item starting with '- ' is expected here"),
        N_("items of one list, and keys of one map, start in the same column")},
    {"found unexpected end of stream", AT_CONTEXT, NEVER_CLOSED, OTHER_QUOTES},
    {"found unexpected document indicator", AT_CONTEXT, NEVER_CLOSED, OTHER_QUOTES},
    {"found unknown escape", AT_PROBLEM, N_("this escape is not known in a text in double quotes"),
        N_("in single quotes a backslash is just a backslash")},
    {"block sequence entries are not allowed", AT_PROBLEM, N_("a list with '-' cannot begin here"),
        N_("begin it on a line of its own")},
    {"did not find expected <document start>", AT_PROBLEM, N_("a key is expected here"),
        N_("keys start in the same column, and no line '...' stands between them")},
    {"did not find expected node content", AT_PROBLEM, N_("a value is missing here"), NULL},
    {"expected alphabetic or numeric character", AT_CONTEXT, CANNOT_BEGIN,
        N_("put quotes around the text")},
    {"hexdecimal number", AT_PROBLEM, N_("this escape lacks hexadecimal digits"),
        N_("in single quotes a backslash is just a backslash")},
    {"found a tab character", AT_PROBLEM, N_("a tab cannot indent a line"), N_("use spaces")},
    {"cannot start any token", AT_PROBLEM, CANNOT_BEGIN, N_("put quotes around the text")},
};

/* Also signs that editors and word processors put in the place of those on the keyboard. */
static bool is_look_alike(uint32_t code)
{
    return code == 0x2212 || code == 0x2013 || code == 0x2014 ||
           (code >= 0x2018 && code <= 0x201d && code != 0x201a && code != 0x201b);
}

static bool is_full_width(uint32_t code)
{
    return (code >= 0xff01 && code <= 0xff5e) || (code >= 0x3001 && code <= 0x3015) ||
           code == 0x3000;
}

/* The ASCII character a full-width one stands for; 0 where there is none. */
static char narrow(uint32_t code)
{
    if (code >= 0xff01 && code <= 0xff5e) {
        return (char)(code - 0xff01 + '!');
    }
    switch (code) {
    case 0x2212:
    case 0x2013:
    case 0x2014:
        return '-';
    case 0x2018:
    case 0x2019:
        return '\'';
    case 0x201c:
    case 0x201d:
        return '"';
    case 0x3000:
        return ' ';
    case 0x3001:
        return ',';
    case 0x3002:
        return '.';
    case 0x3010:
    case 0x3014:
        return '[';
    case 0x3011:
    case 0x3015:
        return ']';
    default:
        return '\0';
    }
}

bool hint_full_width(struct diag *diag, const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        if (used > 0 && is_look_alike(code)) {
            diag_hint(diag, _("'%.*s' is not the sign on the keyboard; type %c"), (int)used,
                text + at, narrow(code));
            return true;
        }
        if (used > 0 && is_full_width(code) && narrow(code) != '\0') {
            diag_hint(diag, _("'%.*s' is a full-width character; type '%c'"), (int)used, text + at,
                narrow(code));
            return true;
        }
        at += used == 0 ? 1 : used;
    }
    return false;
}

/* The text of a source line, and its size. */
static const char *line_text(const struct source *source, size_t line, size_t *size)
{
    const char *at = source->text;
    const char *end = source->text + source->size;
    for (size_t n = 1; n < line; n++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (stop == NULL) {
            break;
        }
        at = stop + 1;
    }
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    *size = (size_t)((stop == NULL ? end : stop) - at);
    return at;
}

/* The sign at the place, said with why no text can begin with it; NULL for any other. */
static const char *reserved_text(const char *line, size_t size, size_t col)
{
    static const struct {
        char sign;
        const char *text;
    } signs[] = {
        {'@', N_("a text cannot begin with '@', which YAML keeps for later")},
        {'`', N_("a text cannot begin with '`', which YAML keeps for later")},
        {'%', N_("a text cannot begin with '%', which begins a directive in YAML")},
        {'&', N_("'&' begins an anchor in YAML, which lessons do not use")},
        {'*', N_("'*' begins an alias in YAML, which lessons do not use")},
        {'!', N_("'!' begins a tag in YAML, which lessons do not use")},
        {'\t', N_("a value cannot begin with a tab")},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (col > 0 && col <= size && line[col - 1] == signs[i].sign) {
            return _(signs[i].text);
        }
    }
    return NULL;
}

static void report(struct reader *reader, struct where where, const char *text, const char *hint)
{
    size_t size = 0;
    const char *line = line_text(reader->source, where.line, &size);
    const char *reserved = reserved_text(line, size, where.col);
    bool begins = strcmp(text, _(CANNOT_BEGIN)) == 0;
    text = begins && reserved != NULL ? reserved : text;
    hint = begins && where.col <= size && line[where.col - 1] == '\t' ? _("use spaces") : hint;
    const char *quote = memchr(line, '\'', where.col - 1 < size ? where.col - 1 : size);
    const char *whole =
        strcmp(text, _(KEY_EXPECTED)) == 0 ? meant_quotes(line, size, where.col, &text) : NULL;
    if (whole != NULL) {
        hint = whole;
    } else if (quote != NULL && strcmp(text, _(KEY_EXPECTED)) == 0) {
        text = _("the text in quotes has ended before this");
        hint = _("inside single quotes a quote is written twice, ''; or use double quotes");
    }
    if (where.col <= size && line[where.col - 1] == '\t' && strspn(line, " \t") >= where.col) {
        text = _("a tab cannot indent a line");
        hint = _("use spaces");
    }
    if (where.col <= size && line[where.col - 1] == '-' && strspn(line, " ") == where.col - 1) {
        hint = _("items of one list start in the same column");
    }
    diag_error(reader->diag, where, "%s", text);
    diag_id(reader->diag, "yaml");
    bool no_colon = strcmp(text, _(NO_COLON)) == 0;
    if (meant_fence(line, size)) {
        diag_hint(reader->diag, _("the line that ends the front matter is '---', three '-' alone"));
    } else if (!hint_full_width(reader->diag, line, size) &&
               !(no_colon && hint_space(reader->diag, line, size)) && hint != NULL) {
        diag_hint(reader->diag, "%s", hint);
    }
}

void reader_report_syntax(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem == NULL ? "" : parser->problem;
    yaml_mark_t mark = parser->problem_mark;
    struct where where = {reader->source, reader->first_line + mark.line, mark.column + 1};
    for (size_t i = 0; i < sizeof syntax / sizeof *syntax; i++) {
        if (strstr(problem, syntax[i].problem) == NULL) {
            continue;
        }
        const char *text = _(syntax[i].text);
        bool opening = syntax[i].place == AT_OPENING;
        if (opening && parser->context_mark.line == mark.line) {
            text = _("a ',' or a closing bracket is expected here");
        } else if (opening || syntax[i].place == AT_CONTEXT) {
            mark = parser->context_mark;
        }
        where.line = reader->first_line + mark.line;
        where.col = mark.column + 1;
        report(reader, where, text, syntax[i].hint == NULL ? NULL : _(syntax[i].hint));
        return;
    }
    diag_error(reader->diag, where, _("this is not valid YAML: %s"), problem);
}
