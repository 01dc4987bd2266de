#include "tex_shape.h"

#include "utf8.h"

#include <string.h>

/* ---- Characters that have a raised or lowered form ------------------------------------------- */

/* Each character that has such a form, and that form. */
static const char RAISED[] =
    "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ"
    "AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂβᵝγᵞδᵟθᶿφᵠχᵡ′′ᵀᵀ**";
static const char LOWERED[] =
    "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ";

static uint32_t next_code(const char **text)
{
    uint32_t code = 0;
    *text += utf8_decode(*text, strnlen(*text, UTF8_MOST_BYTES), &code);
    return code;
}

/* The form of a character; 0 where it has none. */
static uint32_t moved_form(uint32_t code, bool up)
{
    for (const char *at = up ? RAISED : LOWERED; *at != '\0';) {
        uint32_t plain = next_code(&at);
        uint32_t form = next_code(&at);
        if (plain == code) {
            return form;
        }
    }
    return 0;
}

bool tex_add_moved(const char *text, bool up, struct str *out)
{
    struct str moved;
    str_init(&moved);
    bool all = *text != '\0';
    while (*text != '\0' && all) {
        uint32_t form = moved_form(next_code(&text), up);
        all = form != 0;
        utf8_encode(&moved, form);
    }
    str_add(out, all ? moved.data : "");
    str_release(&moved);
    return all;
}

/* ---- What a formula is ----------------------------------------------------------------------- */

enum tex_class tex_class_of(const struct tex *tex)
{
    switch (tex->kind) {
    case NODE_SIGN:
    case NODE_WORD:
        return tex->class;
    case NODE_SPACE:
        return TEX_SPACE;
    case NODE_FRACTION:
        return TEX_FRACTION;
    case NODE_SCRIPT:
        return tex_class_of(tex->first);
    default:
        return TEX_LETTER;
    }
}

bool tex_is_name(enum tex_class class)
{
    return class == TEX_LIMIT || class == TEX_FUNCTION;
}

bool tex_is_word(const struct tex *tex)
{
    tex = tex->kind == NODE_SCRIPT ? tex->first : tex;
    return tex->kind == NODE_WORD && tex->text[0] != '\0' && tex->text[1] != '\0';
}

/* Behind the bracket that closes the one at `open`, or NULL. */
static const struct tex *behind_bracket(const struct tex *open)
{
    size_t depth = 0;
    for (const struct tex *tex = open; tex != NULL; tex = tex->next) {
        enum tex_class class = tex_class_of(tex);
        depth += class == TEX_OPEN ? 1 : 0;
        if (class == TEX_CLOSE && --depth == 0) {
            return tex->next;
        }
    }
    return NULL;
}

/* Behind the next bar, or NULL. */
static const struct tex *behind_bar(const struct tex *tex)
{
    while (tex != NULL && tex_class_of(tex) != TEX_BAR) {
        tex = tex->next;
    }
    return tex != NULL ? tex->next : NULL;
}

static enum tex_strength row_strength(const struct tex *row)
{
    enum tex_strength most = TEX_ATOM;
    size_t factors = 0;
    const struct tex *next = NULL;
    for (const struct tex *tex = row->first; tex != NULL; tex = next) {
        enum tex_class class = tex_class_of(tex);
        next = tex->next;
        bool name = tex_is_name(class) || tex_is_word(tex);
        bool call =
            name && next != NULL && (tex_class_of(next) == TEX_OPEN || next->kind == NODE_FENCE);
        enum tex_strength own = tex_strength(tex);
        if (call) {
            next = next->kind == NODE_FENCE ? next->next : behind_bracket(next);
        } else if (class == TEX_OPEN) {
            next = behind_bracket(tex);
        } else if (class == TEX_BAR) {
            next = behind_bar(next);
        } else if (tex_is_name(class) || class == TEX_BIG || class == TEX_RELATION ||
                   class == TEX_PUNCTUATION || (class == TEX_BINARY && factors > 0)) {
            own = TEX_SUM;
        } else if (class == TEX_SLASH) {
            own = TEX_QUOTIENT;
        }
        factors += class != TEX_SPACE ? 1 : 0;
        most = own > most ? own : most;
    }
    return factors > 1 && most == TEX_ATOM ? TEX_PRODUCT : most;
}

enum tex_strength tex_strength(const struct tex *tex)
{
    switch (tex->kind) {
    case NODE_ROW:
        return row_strength(tex);
    case NODE_WORD:
        return strchr(tex->text, ' ') != NULL ? TEX_SUM : TEX_ATOM;
    case NODE_FRACTION:
        return TEX_QUOTIENT;
    default:
        return TEX_ATOM;
    }
}

bool tex_is_bracketed(const struct tex *tex)
{
    const struct tex *first = tex->kind == NODE_ROW ? tex->first : tex;
    if (first == NULL) {
        return false;
    }
    bool fence = first->kind == NODE_FENCE && first->next == NULL;
    return fence || (tex_class_of(first) == TEX_OPEN && first->kind == NODE_SIGN &&
                        behind_bracket(first) == NULL);
}

const struct tex *tex_inmost(const struct tex *tex)
{
    while (tex->kind == NODE_ROW && tex->first != NULL && tex->first->next == NULL) {
        tex = tex->first;
    }
    return tex;
}

bool tex_is_differential(const struct tex *tex)
{
    const struct tex *first = tex->kind == NODE_ROW ? tex->first : tex;
    first = first != NULL && first->kind == NODE_SCRIPT ? first->first : first;
    return first != NULL && first->kind == NODE_SIGN &&
           (first->class == TEX_PREFIX || strcmp(first->text, "d") == 0);
}
