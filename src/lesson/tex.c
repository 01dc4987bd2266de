/* The reader of formulas: one pass, by recursive descent.
 *
 * A row ends at whatever closes something that is open: its own brace, or that of a row around it,
 * which then tells that its inner one was not closed. So one slip gives one problem.
 */
#include "tex_reader.h"

#include "utf8.h"

#include <string.h>

static struct tex *item(struct tex_reader *r);

/* ---- Characters and problems ----------------------------------------------------------------- */

void tex_tell(struct tex_reader *r, enum tex_fault fault, size_t at, const char *what)
{
    struct tex_reading *reading = r->reading;
    size_t place = reading->problem_count;
    if (place == TEX_MOST_PROBLEMS || r->over) {
        return;
    }
    for (; place > 0 && reading->problems[place - 1].at > at; place--) {
        reading->problems[place] = reading->problems[place - 1];
    }
    reading->problems[place] = (struct tex_problem){fault, at, what};
    reading->problem_count++;
}

bool tex_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool tex_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool tex_is_white(char c)
{
    return utf8_is_blank(c) || c == '\n' || c == '\r';
}

char tex_peek(const struct tex_reader *r)
{
    if (r->at >= r->size) {
        return '\0';
    }
    return r->text[r->at];
}

size_t tex_name_size(const struct tex_reader *r)
{
    size_t start = r->at + 1;
    size_t size = 0;
    while (start + size < r->size && tex_is_letter(r->text[start + size])) {
        size++;
    }
    if (size == 0 && start < r->size) {
        uint32_t code = 0;
        size = utf8_decode(r->text + start, r->size - start, &code);
        size = size == 0 ? 1 : size;
    }
    return size;
}

const struct tex_command *tex_command_here(const struct tex_reader *r)
{
    return tex_peek(r) == '\\' ? tex_command(r->text + r->at + 1, tex_name_size(r)) : NULL;
}

void tex_pass(struct tex_reader *r, const struct tex_command *command)
{
    r->at += 1 + strlen(command->name);
}

void tex_skip(struct tex_reader *r)
{
    while (r->at < r->size) {
        const struct tex_command *command = tex_command_here(r);
        if (command != NULL && command->class == TEX_IGNORED) {
            tex_pass(r, command);
        } else if (tex_is_white(tex_peek(r))) {
            r->at++;
        } else {
            return;
        }
    }
}

const char *tex_cut(const struct tex_reader *r, size_t from, size_t size)
{
    return arena_strndup(r->arena, r->text + from, size);
}

struct tex *tex_node(struct tex_reader *r, enum tex_kind kind)
{
    struct tex *tex = arena_alloc(r->arena, 1, sizeof *tex);
    tex->kind = kind;
    return tex;
}

static struct tex *sign(
    struct tex_reader *r, enum tex_class class, const char *text, const char *ascii)
{
    struct tex *tex = tex_node(r, class == TEX_SPACE ? NODE_SPACE : NODE_SIGN);
    tex->class = class;
    tex->text = text;
    tex->ascii = ascii;
    return tex;
}

struct tex *tex_command_sign(struct tex_reader *r, const struct tex_command *command)
{
    struct tex *tex = sign(r, command->class, command->sign, command->ascii);
    tex->name = command->name;
    return tex;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

enum tex_closer tex_closer_here(const struct tex_reader *r)
{
    const struct tex_command *command = tex_command_here(r);
    if (command != NULL) {
        if (command->class == TEX_END || command->class == TEX_NEW_ROW) {
            return CLOSES_CELL;
        }
        return command->class == TEX_RIGHT ? CLOSES_FENCE : CLOSES_NOTHING;
    }
    switch (tex_peek(r)) {
    case '}':
        return CLOSES_BRACE;
    case ']':
        return CLOSES_BRACKET;
    case '&':
        return CLOSES_CELL;
    default:
        return CLOSES_NOTHING;
    }
}

/* Something that closes what is not open: told, and passed over. */
static void stray(struct tex_reader *r, enum tex_closer closer)
{
    const struct tex_command *command = tex_command_here(r);
    bool end = command != NULL && command->class == TEX_END;
    const char *what = command != NULL ? arena_printf(r->arena, "\\%s", command->name) : NULL;
    tex_tell(r, closer == CLOSES_CELL && !end ? TEX_NO_CELL : TEX_STRAY, r->at,
        what != NULL ? what : tex_cut(r, r->at, 1));
    r->at += what != NULL ? strlen(what) : 1;
}

struct tex *tex_row(struct tex_reader *r, enum tex_closer own)
{
    struct tex *tex = tex_node(r, NODE_ROW);
    struct tex **end = &tex->first;
    r->open[own]++;
    for (tex_skip(r); r->at < r->size; tex_skip(r)) {
        enum tex_closer closer = tex_closer_here(r);
        bool bracket = closer == CLOSES_BRACKET && own != CLOSES_BRACKET;
        if (closer != CLOSES_NOTHING && !bracket && r->open[closer] > 0) {
            break;
        }
        if (closer != CLOSES_NOTHING && closer != CLOSES_BRACKET) {
            stray(r, closer);
            continue;
        }
        *end = item(r);
        end = &(*end)->next;
    }
    r->open[own]--;
    return tex;
}

struct tex *tex_closed_row(struct tex_reader *r, enum tex_closer own)
{
    size_t start = r->at++;
    struct tex *tex = tex_row(r, own);
    if (tex_closer_here(r) == own) {
        r->at++;
    } else {
        tex_tell(r, TEX_UNCLOSED, start, tex_cut(r, start, 1));
    }
    return tex;
}

/* ---- Atoms ----------------------------------------------------------------------------------- */

static struct tex *number(struct tex_reader *r, bool whole)
{
    size_t start = r->at++;
    while (whole && (tex_is_digit(tex_peek(r)) || (tex_peek(r) == '.' && r->at + 1 < r->size &&
                                                      tex_is_digit(r->text[r->at + 1])))) {
        r->at++;
    }
    const char *text = tex_cut(r, start, r->at - start);
    return sign(r, TEX_LETTER, text, text);
}

struct tex *tex_character(struct tex_reader *r)
{
    size_t start = r->at;
    uint32_t code = 0;
    size_t used = utf8_decode(r->text + start, r->size - start, &code);
    r->at += used == 0 ? 1 : used;
    const char *text = tex_cut(r, start, r->at - start);
    enum tex_class class = TEX_LETTER;
    if (tex_sign(*text, &class)) {
        text = class == TEX_SPACE ? " " : text;
        return sign(r, class, text, text);
    }
    const struct tex_command *command = code >= 0x80 ? tex_command_of(text) : NULL;
    if (command != NULL) {
        return tex_command_sign(r, command);
    }
    if (code < 0x80 || !utf8_is_safe(code)) {
        tex_tell(r, TEX_RESERVED, start, text);
    }
    return sign(r, TEX_LETTER, text, NULL);
}

static struct tex *atom(struct tex_reader *r, bool whole);

struct tex *tex_argument(struct tex_reader *r, size_t start, size_t size)
{
    tex_skip(r);
    bool script = tex_peek(r) == '_' || tex_peek(r) == '^';
    enum tex_closer closer = tex_closer_here(r);
    if (r->at >= r->size || script || (closer != CLOSES_NOTHING && closer != CLOSES_BRACKET)) {
        tex_tell(r, TEX_MISSING, start, tex_cut(r, start, size));
        return tex_node(r, NODE_ROW);
    }
    return atom(r, false);
}

/* One sign, or all of a group or command; of a number only the first digit unless `whole`. */
static struct tex *atom(struct tex_reader *r, bool whole)
{
    if (r->depth == TEX_MOST_DEPTH) {
        tex_tell(r, TEX_DEEP, r->at, tex_cut(r, r->at, 1));
        r->over = true;
        r->at = r->size;
        return tex_node(r, NODE_ROW);
    }
    r->depth++;
    char c = tex_peek(r);
    struct tex *tex = NULL;
    if (c == '{') {
        tex = tex_closed_row(r, CLOSES_BRACE);
    } else if (c == '\\') {
        tex = tex_read_command(r);
    } else if (tex_is_digit(c)) {
        tex = number(r, whole);
    } else if (tex_is_letter(c)) {
        const char *text = tex_cut(r, r->at++, 1);
        tex = sign(r, TEX_LETTER, text, text);
    } else if (c == '\'') {
        r->at++;
        tex = sign(r, TEX_RAISED, "′", "'");
    } else {
        tex = tex_character(r);
    }
    r->depth--;
    return tex;
}

/* Puts a script behind what is there already, as in f'^2. */
static void add_script(struct tex_reader *r, struct tex **place, struct tex *script)
{
    if (*place == NULL) {
        *place = tex_node(r, NODE_ROW);
    }
    struct tex **end = &(*place)->first;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = script->kind == NODE_ROW && script->name == NULL ? script->first : script;
}

/* An atom with its scripts. */
static struct tex *item(struct tex_reader *r)
{
    char c = tex_peek(r);
    bool bare = c == '_' || c == '^' || c == '\'';
    struct tex *base = bare ? tex_node(r, NODE_ROW) : atom(r, true);
    struct tex *script = NULL;
    bool had[2] = {false, false};
    for (tex_skip(r); (c = tex_peek(r)) == '_' || c == '^' || c == '\''; tex_skip(r)) {
        if (script == NULL) {
            script = tex_node(r, NODE_SCRIPT);
            script->first = base;
        }
        size_t start = r->at++;
        if (c == '\'') {
            add_script(r, &script->third, sign(r, TEX_RAISED, "′", "'"));
            continue;
        }
        bool up = c == '^';
        if (had[up]) {
            tex_tell(r, TEX_TWICE, start, tex_cut(r, start, 1));
        }
        had[up] = true;
        add_script(r, up ? &script->third : &script->second, tex_argument(r, start, 1));
    }
    return script != NULL ? script : base;
}

struct tex_reading tex_read(struct arena *arena, const char *text, size_t size)
{
    struct tex_reading reading = {.problem_count = 0};
    struct tex_reader r = {.arena = arena, .text = text, .size = size, .reading = &reading};
    if (size > TEX_MOST_BYTES) {
        tex_tell(&r, TEX_LONG, 0, "");
        return reading;
    }
    struct tex *tree = tex_row(&r, CLOSES_NOTHING);
    reading.tree = reading.problem_count == 0 ? tree : NULL;
    return reading;
}
