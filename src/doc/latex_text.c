/* Text as LaTeX shows it: the one place where characters are escaped. */
#include "i18n.h"
#include "latex.h"
#include "utf8.h"

#include <string.h>

/* Blanks are where lines break; a longer word may be parted anywhere. */
enum { LONGEST_WORD = 36 };

enum setting { IN_TEXT, IN_CODE, IN_FORMULA };

struct writer {
    const struct doc_options *options;
    enum setting setting;
    struct str *out;
    size_t word;   /* characters since the last blank */
    uint32_t last; /* the character before; 0: none */
    bool names;    /* between the brackets of p[s1,dog] */
};

/* ---- Characters ------------------------------------------------------------------------------ */

/* What TeX would take for more than itself, and what fonts would join or bend. */
static const char *escape_ascii(char c, bool code)
{
    switch (c) {
    case '\\':
        return "\\textbackslash{}";
    case '{':
        return "\\{";
    case '}':
        return "\\}";
    case '$':
        return "\\$";
    case '&':
        return "\\&";
    case '#':
        return "\\#";
    case '_':
        return "\\_";
    case '%':
        return "\\%";
    case '^':
        return "\\textasciicircum{}";
    case '~':
        return "\\textasciitilde{}";
    case '|':
        return "\\textbar{}";
    case '<':
        return "\\textless{}";
    case '>':
        return "\\textgreater{}";
    case '"':
        return "\\textquotedbl{}";
    case '`':
        return "\\textasciigrave{}";
    case '\'':
        return code ? "\\textquotesingle{}" : "'{}";
    default:
        return NULL;
    }
}

/* Characters outside of ASCII that formulas have no command for, but texts have. */
static const char *escape_other(uint32_t code)
{
    static const struct {
        uint32_t code;
        const char *tex;
    } OTHER[] = {
        {0x00A0, "~"},
        {0x00A7, "\\S{}"},
        {0x00B0, "\\ensuremath{^{\\circ}}"},
        {0x00B2, "\\ensuremath{^{2}}"},
        {0x00B3, "\\ensuremath{^{3}}"},
        {0x00B9, "\\ensuremath{^{1}}"},
        {0x1D62, "\\ensuremath{_{i}}"},
        {0x2013, "\\textendash{}"},
        {0x2014, "\\textemdash{}"},
        {0x2018, "\\textquoteleft{}"},
        {0x2019, "\\textquoteright{}"},
        {0x201C, "\\textquotedblleft{}"},
        {0x201D, "\\textquotedblright{}"},
        {0x2022, "\\textbullet{}"},
        {0x2026, "\\ldots{}"},
        {0x207B, "\\ensuremath{^{-}}"},
        {0x207F, "\\ensuremath{^{n}}"},
        {0x2090, "\\ensuremath{_{a}}"},
        {0x2099, "\\ensuremath{_{n}}"},
        {0x20AC, "\\texteuro{}"},
        {0x2190, "\\ensuremath{\\leftarrow}"},
        {0x2191, "\\ensuremath{\\uparrow}"},
        {0x2193, "\\ensuremath{\\downarrow}"},
        {0x2212, "\\ensuremath{-}"},
        {0x221A, "\\ensuremath{\\surd}"},
        {0x2C7C, "\\ensuremath{_{j}}"},
    };
    for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++) {
        if (OTHER[i].code == code) {
            return OTHER[i].tex;
        }
    }
    return NULL;
}

/* Letters that pdfLaTeX's usual encoding has, as they are. */
static bool is_latin(uint32_t code)
{
    static const uint32_t NOT[] = {0xD7, 0xF7, 0x108, 0x109, 0x10A, 0x10B, 0x126, 0x127, 0x13F,
        0x140, 0x138, 0x149, 0x166, 0x167, 0x17F};
    for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++) {
        if (NOT[i] == code) {
            return false;
        }
    }
    return code >= 0xC0 && code < 0x17F;
}

/* Chinese, with its punctuation. */
static bool is_chinese(uint32_t code)
{
    return (code >= 0x3001 && code <= 0x3011) || (code >= 0x3400 && code <= 0x4DBF) ||
           (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0xFF01 && code <= 0xFF5E);
}

static bool is_as_it_is(const struct writer *w, uint32_t code)
{
    bool chinese = strcmp(i18n_language(), "zh") == 0;
    bool quote = code == 0x2018 || code == 0x2019 || code == 0x201C || code == 0x201D;
    return !w->options->ascii &&
           (is_latin(code) || (chinese && (is_chinese(code) || (quote && w->setting == IN_TEXT))));
}

static void put_other(struct writer *w, const char *text, size_t size, uint32_t code)
{
    static const char *const SUPER[] = {"0", "", "", "", "4", "5", "6", "7", "8", "9", "+"};
    const char *tex = escape_other(code);
    if (is_as_it_is(w, code)) {
        str_addn(w->out, text, size);
    } else if (tex != NULL) {
        str_add(w->out, tex);
    } else if (code >= 0x2080 && code <= 0x2089) {
        str_addf(w->out, "\\ensuremath{_{%c}}", (char)('0' + (code - 0x2080)));
    } else if (code >= 0x2070 && code <= 0x207A && SUPER[code - 0x2070][0] != '\0') {
        str_addf(w->out, "\\ensuremath{^{%s}}", SUPER[code - 0x2070]);
    } else if (!latex_sign(text, size, w->out)) {
        str_addf(w->out, "\\uni{%04X}", (unsigned)(utf8_is_safe(code) ? code : 0xFFFD));
    }
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(uint32_t c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c >= 0x80;
}

/* What a formula has of its own; false: nothing, here. */
static bool put_formula(struct writer *w, const char *text)
{
    bool starts = !is_word(w->last) && !w->names;
    w->names = text[0] == '[' ? is_word(w->last) : w->names && text[0] != ']';
    bool article = text[0] == 'a' && text[1] == ' ' && is_letter((unsigned char)text[2]) &&
                   is_letter((unsigned char)text[3]); /* "a sum" */
    if (is_letter((unsigned char)text[0]) && starts && !article &&
        !is_word((unsigned char)text[1])) {
        str_addf(w->out, "$%c$", text[0]);
    } else if (text[0] == '-' && (text[1] == ' ' ? w->last == ' ' : starts && w->last != '-')) {
        str_add(w->out, "$-$");
    } else {
        return false;
    }
    return true;
}

/* Blanks: one is one; more of them, and all of code, are as wide as they are. */
static void put_blank(struct writer *w)
{
    bool kept = w->setting == IN_CODE || w->last == ' ' || w->last == 0;
    str_add(w->out, kept ? "\\ " : " ");
}

static void put_ascii(struct writer *w, const char *text)
{
    const char *escaped = escape_ascii(*text, w->setting == IN_CODE);
    bool first = w->last == 0 && (*text == '[' || *text == '*'); /* an argument of what is before */
    bool joined = (*text == '-' || *text == ',') && text[1] == *text; /* a dash, a quote */
    if (w->setting == IN_FORMULA && put_formula(w, text)) {
        return;
    }
    if (escaped != NULL) {
        str_add(w->out, escaped);
    } else {
        str_addf(w->out, first ? "{%c}" : joined ? "%c{}" : "%c", *text);
    }
}

static void put(struct writer *w, const char *text)
{
    while (*text != '\0') {
        uint32_t code = 0;
        size_t size = utf8_decode(text, strnlen(text, UTF8_MOST_BYTES), &code);
        bool blank = *text == ' ' || *text == '\t' || *text == '\n';
        if (w->word == LONGEST_WORD) {
            str_add(w->out, "\\allowbreak{}");
            w->word = 0;
        }
        if (size == 0) {
            code = 0xFFFD;
            size = 1;
            str_add(w->out, "\\uni{FFFD}");
        } else if (blank) {
            put_blank(w);
            code = ' ';
        } else if (code < 0x20 || code == 0x7F) {
            str_add(w->out, "\\uni{FFFD}");
        } else if (code < 0x80) {
            put_ascii(w, text);
        } else {
            put_other(w, text, size, code);
        }
        w->word = blank ? 0 : w->word + 1;
        w->last = code;
        text += size;
    }
}

void latex_text(const struct doc_options *options, const char *text, struct str *out)
{
    struct writer w = {options, IN_TEXT, out, 0, 0, false};
    put(&w, text);
}

void latex_code(const struct doc_options *options, const char *text, struct str *out)
{
    struct writer w = {options, IN_CODE, out, 0, 0, false};
    put(&w, text);
}

void latex_formula(const struct doc_options *options, const char *text, struct str *out)
{
    struct writer w = {options, IN_FORMULA, out, 0, 0, false};
    put(&w, text);
}
