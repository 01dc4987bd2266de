/* Formulas of the prose as MathML Core. */
#include "html.h"

#include "tex_shape.h"

#include <string.h>

/* How a formula is set. */
struct setting {
    const struct doc *doc;
    bool upright; /* a letter is no variable */
};

static void print(struct setting how, const struct tex *tex);

static void row(struct setting how, const struct tex *tex)
{
    html(how.doc, "<mrow>");
    if (tex != NULL) {
        print(how, tex);
    }
    html(how.doc, "</mrow>");
}

static bool is_letter(const char *text)
{
    unsigned char c = (unsigned char)*text;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xce;
}

static void letter(struct setting how, const char *text)
{
    bool digit = *text >= '0' && *text <= '9';
    bool greek_or_latin = is_letter(text) && (unsigned char)*text < 0xe2;
    if (digit) {
        html(how.doc, "<mn>%s</mn>", text);
    } else if (greek_or_latin && how.upright) {
        html(how.doc, "<mi mathvariant=\"normal\">%s</mi>", text);
    } else if (is_letter(text)) {
        html(how.doc, "<mi>%s</mi>", text);
    } else {
        html(how.doc, "<mo>%s</mo>", text);
    }
}

static void name(struct setting how, const char *text, bool limits)
{
    html(how.doc, limits ? "<mo movablelimits=\"true\">%s</mo>" : "<mi>%s</mi><mo>\u2061</mo>",
        text);
}

static void sign(struct setting how, const struct tex *tex)
{
    const char *text = tex->text;
    switch (tex->class) {
    case TEX_LETTER:
        letter(how, text);
        break;
    case TEX_RAISED:
        html(how.doc, "<mo lspace=\"0\">%s</mo>", text);
        break;
    case TEX_BIG:
        text = strcmp(text, "Σ") == 0 ? "∑" : strcmp(text, "Π") == 0 ? "∏" : text;
        html(how.doc, "<mo>%s</mo>", text);
        break;
    case TEX_LIMIT:
        name(how, text, true);
        break;
    case TEX_FUNCTION:
        name(how, text, false);
        break;
    case TEX_OPEN:
        html(how.doc, "<mo form=\"prefix\" stretchy=\"false\">%s</mo>", text);
        break;
    case TEX_CLOSE:
        html(how.doc, "<mo form=\"postfix\" stretchy=\"false\">%s</mo>", text);
        break;
    case TEX_BAR:
        html(how.doc, "<mo stretchy=\"false\">%s</mo>", text);
        break;
    case TEX_PREFIX:
        html(how.doc, "<mo form=\"prefix\">%s</mo>", text);
        break;
    default:
        html(how.doc, "<mo>%s</mo>", strcmp(text, "-") == 0 ? "\u2212" : text);
        break;
    }
}

/* "mathrm", "textbf", "operatorname": what a word or a row is set in. */
static bool is_bold(const struct tex *tex)
{
    return tex->name != NULL &&
           (strcmp(tex->name, "mathbf") == 0 || strcmp(tex->name, "boldsymbol") == 0 ||
               strcmp(tex->name, "textbf") == 0);
}

static void word(struct setting how, const struct tex *tex)
{
    if (tex->name != NULL && strcmp(tex->name, "operatorname") == 0) {
        name(how, tex->text, false);
    } else {
        html(how.doc, is_bold(tex) ? "<mtext class=\"bold\">%s</mtext>" : "<mtext>%s</mtext>",
            tex->text);
    }
}

/* Limits stand below and above where the line has room; there is none to know of here, so the
 * browser moves them. */
static void script(struct setting how, const struct tex *tex)
{
    enum tex_class class = tex_class_of(tex->first);
    bool limits = class == TEX_BIG || class == TEX_LIMIT;
    const char *tag = limits                ? tex->second == NULL  ? "mover"
                                              : tex->third == NULL ? "munder"
                                                                   : "munderover"
                      : tex->second == NULL ? "msup"
                      : tex->third == NULL  ? "msub"
                                            : "msubsup";
    html(how.doc, "<%s>", tag);
    if (class == TEX_FUNCTION) { /* without the sign of its application, which follows all of it */
        html(how.doc, "<mi>%s</mi>", tex->first->kind == NODE_SIGN ? tex->first->text : "");
    } else {
        row(how, tex->first);
    }
    if (tex->second != NULL) {
        row(how, tex->second);
    }
    if (tex->third != NULL) {
        row(how, tex->third);
    }
    html(how.doc, "</%s>", tag);
}

static void accent(struct setting how, const struct tex *tex)
{
    static const struct {
        const char *name, *sign;
    } signs[] = {{"hat", "^"}, {"bar", "\u00af"}, {"tilde", "~"}, {"vec", "→"}, {"dot", "\u02d9"}};
    const char *mark = "";
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        mark = strcmp(tex->ascii, signs[i].name) == 0 ? signs[i].sign : mark;
    }
    html(how.doc, "<mover accent=\"true\">");
    row(how, tex->first);
    html(how.doc, "<mo stretchy=\"false\">%s</mo></mover>", mark);
}

static void fence(struct setting how, const struct tex *tex)
{
    html(how.doc, "<mrow>");
    if (tex->second != NULL) {
        html(how.doc, "<mo form=\"prefix\">%s</mo>", tex->second->text);
    }
    row(how, tex->first);
    if (tex->third != NULL) {
        html(how.doc, "<mo form=\"postfix\">%s</mo>", tex->third->text);
    }
    html(how.doc, "</mrow>");
}

static void grid(struct setting how, const struct tex *tex)
{
    const struct tex_grid *kind = tex_grid(tex->name);
    bool cases = strcmp(tex->name, "cases") == 0;
    html(how.doc, "<mrow>");
    if (strcmp(tex->name, "matrix") != 0) {
        html(how.doc, "<mo form=\"prefix\">%s</mo>", kind->open);
    }
    html(how.doc, cases ? "<mtable class=\"cases\">" : "<mtable>");
    for (const struct tex *line = tex->first; line != NULL; line = line->next) {
        bool empty = line->first->first == NULL && line->first->next == NULL;
        if (empty && line->next == NULL) { /* behind a final \\ */
            break;
        }
        html(how.doc, "<mtr>");
        for (const struct tex *cell = line->first; cell != NULL; cell = cell->next) {
            html(how.doc, "<mtd>");
            print(how, cell);
            html(how.doc, "</mtd>");
        }
        html(how.doc, "</mtr>");
    }
    html(how.doc, "</mtable>");
    if (!cases && strcmp(tex->name, "matrix") != 0) {
        html(how.doc, "<mo form=\"postfix\">%s</mo>", kind->close);
    }
    html(how.doc, "</mrow>");
}

/* A name that takes what follows as its argument, with a script or without. */
static bool is_function(const struct tex *tex)
{
    const struct tex *base = tex->kind == NODE_SCRIPT ? tex->first : tex;
    bool named =
        base->kind == NODE_WORD && base->name != NULL && strcmp(base->name, "operatorname") == 0;
    return tex_is_name(tex_class_of(tex)) || named;
}

static void children(struct setting how, const struct tex *tex)
{
    bool bold = is_bold(tex);
    how.upright = how.upright || (tex->name != NULL && strcmp(tex->name, "mathrm") == 0);
    html(how.doc, bold ? "<mrow class=\"bold\">" : "");
    for (const struct tex *child = tex->first; child != NULL; child = child->next) {
        print(how, child);
        bool takes = is_function(child) && child->next != NULL && child->next->kind != NODE_FENCE &&
                     tex_class_of(child->next) != TEX_OPEN;
        html(how.doc, takes ? "<mspace width=\"0.17em\"></mspace>" : "");
    }
    html(how.doc, bold ? "</mrow>" : "");
}

static void print(struct setting how, const struct tex *tex)
{
    switch (tex->kind) {
    case NODE_ROW:
        children(how, tex);
        break;
    case NODE_SIGN:
        sign(how, tex);
        break;
    case NODE_WORD:
        word(how, tex);
        break;
    case NODE_SPACE: /* half an em for each blank; a single one is thin */
        html(how.doc, strlen(tex->text) == 0   ? ""
                      : strlen(tex->text) == 1 ? "<mspace width=\"0.2em\"></mspace>"
                      : strlen(tex->text) == 2 ? "<mspace width=\"1em\"></mspace>"
                                               : "<mspace width=\"2em\"></mspace>");
        break;
    case NODE_FRACTION:
        html(how.doc, "<mfrac>");
        row(how, tex->first);
        row(how, tex->second);
        html(how.doc, "</mfrac>");
        break;
    case NODE_SCRIPT:
        script(how, tex);
        break;
    case NODE_ACCENT:
        accent(how, tex);
        break;
    case NODE_ROOT:
        html(how.doc, tex->second == NULL ? "<msqrt>" : "<mroot>");
        row(how, tex->first);
        if (tex->second != NULL) {
            row(how, tex->second);
        }
        html(how.doc, tex->second == NULL ? "</msqrt>" : "</mroot>");
        break;
    case NODE_FENCE:
        fence(how, tex);
        break;
    case NODE_GRID:
        grid(how, tex);
        break;
    }
}

void html_math(const struct doc *doc, const struct span *span, bool display)
{
    if (span->tex == NULL) {
        html(doc, "<code>%s</code>", span->text);
        return;
    }
    html(doc, display ? "<math display=\"block\" alttext=\"%s\">" : "<math alttext=\"%s\">",
        span->text);
    row((struct setting){.doc = doc}, span->tex);
    html(doc, "</math>");
}
