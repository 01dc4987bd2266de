/* The reader of formulas: one pass, by recursive descent.
 *
 * A row ends at whatever closes something that is open: its own brace, or that of a row around it,
 * which then tells that its inner one was not closed. So one slip gives one problem.
 */
#include "tex.h"

#include "tex_list.h"
#include "utf8.h"

#include <string.h>

enum closer { CLOSES_NOTHING, CLOSES_BRACE, CLOSES_BRACKET, CLOSES_FENCE, CLOSES_CELL, CLOSERS };

struct reader {
    struct arena *arena;
    const char *text;
    size_t size, at;
    size_t depth;
    size_t open[CLOSERS]; /* how many rows wait for each */
    bool over;            /* given up: what is still open is no fault of the author's */
    struct tex_reading *reading;
};

static struct tex *item(struct reader *r);

/* ---- Characters and problems ----------------------------------------------------------------- */

static void problem(struct reader *r, enum tex_fault fault, size_t at, const char *what)
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

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_white(char c)
{
    return utf8_is_blank(c) || c == '\n' || c == '\r';
}

/* The character at hand; 0 at the end. */
static char peek(const struct reader *r)
{
    return r->at < r->size ? r->text[r->at] : '\0';
}

/* The bytes of the command name at a backslash: letters, or one character. */
static size_t name_size(const struct reader *r)
{
    size_t start = r->at + 1;
    size_t size = 0;
    while (start + size < r->size && is_letter(r->text[start + size])) {
        size++;
    }
    if (size == 0 && start < r->size) {
        uint32_t code = 0;
        size = utf8_decode(r->text + start, r->size - start, &code);
        size = size == 0 ? 1 : size;
    }
    return size;
}

/* The command at hand; NULL where there is none, or none of the list. */
static const struct tex_command *command_here(const struct reader *r)
{
    return peek(r) == '\\' ? tex_command(r->text + r->at + 1, name_size(r)) : NULL;
}

static void pass(struct reader *r, const struct tex_command *command)
{
    r->at += 1 + strlen(command->name);
}

/* Passes over what means nothing. */
static void skip(struct reader *r)
{
    while (r->at < r->size) {
        const struct tex_command *command = command_here(r);
        if (command != NULL && command->class == TEX_IGNORED) {
            pass(r, command);
        } else if (is_white(peek(r))) {
            r->at++;
        } else {
            return;
        }
    }
}

static const char *cut(const struct reader *r, size_t from, size_t size)
{
    return arena_strndup(r->arena, r->text + from, size);
}

static struct tex *node(struct reader *r, enum tex_kind kind)
{
    struct tex *tex = arena_alloc(r->arena, 1, sizeof *tex);
    tex->kind = kind;
    return tex;
}

static struct tex *sign(struct reader *r, enum tex_class class, const char *text, const char *ascii)
{
    struct tex *tex = node(r, class == TEX_SPACE ? NODE_SPACE : NODE_SIGN);
    tex->class = class;
    tex->text = text;
    tex->ascii = ascii;
    return tex;
}

static struct tex *command_sign(struct reader *r, const struct tex_command *command)
{
    struct tex *tex = sign(r, command->class, command->sign, command->ascii);
    tex->name = command->name;
    return tex;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* What the thing at hand closes. */
static enum closer closer_here(const struct reader *r)
{
    const struct tex_command *command = command_here(r);
    if (command != NULL) {
        if (command->class == TEX_END || command->class == TEX_NEW_ROW) {
            return CLOSES_CELL;
        }
        return command->class == TEX_RIGHT ? CLOSES_FENCE : CLOSES_NOTHING;
    }
    switch (peek(r)) {
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
static void stray(struct reader *r, enum closer closer)
{
    const struct tex_command *command = command_here(r);
    bool end = command != NULL && command->class == TEX_END;
    const char *what = command != NULL ? arena_printf(r->arena, "\\%s", command->name) : NULL;
    problem(r, closer == CLOSES_CELL && !end ? TEX_NO_CELL : TEX_STRAY, r->at,
        what != NULL ? what : cut(r, r->at, 1));
    r->at += what != NULL ? strlen(what) : 1;
}

/* Reads up to the end, or to what closes this row or one around it, which is left where it is. */
static struct tex *row(struct reader *r, enum closer own)
{
    struct tex *tex = node(r, NODE_ROW);
    struct tex **end = &tex->first;
    r->open[own]++;
    for (skip(r); r->at < r->size; skip(r)) {
        enum closer closer = closer_here(r);
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

/* The rest of a row that a bracket or brace opened at `start`. */
static struct tex *closed_row(struct reader *r, enum closer own)
{
    size_t start = r->at++;
    struct tex *tex = row(r, own);
    if (closer_here(r) == own) {
        r->at++;
    } else {
        problem(r, TEX_UNCLOSED, start, cut(r, start, 1));
    }
    return tex;
}

/* ---- Atoms ----------------------------------------------------------------------------------- */

static struct tex *number(struct reader *r, bool whole)
{
    size_t start = r->at++;
    while (whole && (is_digit(peek(r)) ||
                        (peek(r) == '.' && r->at + 1 < r->size && is_digit(r->text[r->at + 1])))) {
        r->at++;
    }
    const char *text = cut(r, start, r->at - start);
    return sign(r, TEX_LETTER, text, text);
}

/* A character that is neither letter, digit, brace nor backslash. */
static struct tex *character(struct reader *r)
{
    size_t start = r->at;
    uint32_t code = 0;
    size_t used = utf8_decode(r->text + start, r->size - start, &code);
    r->at += used == 0 ? 1 : used;
    const char *text = cut(r, start, r->at - start);
    enum tex_class class = TEX_LETTER;
    if (tex_sign(*text, &class)) {
        text = class == TEX_SPACE ? " " : text;
        return sign(r, class, text, text);
    }
    const struct tex_command *command = code >= 0x80 ? tex_command_of(text) : NULL;
    if (command != NULL) {
        return command_sign(r, command);
    }
    if (code < 0x80 || !utf8_is_safe(code)) {
        problem(r, TEX_RESERVED, start, text);
    }
    return sign(r, TEX_LETTER, text, NULL);
}

static struct tex *atom(struct reader *r, bool whole);

/* What stands behind `start` as its argument: something in braces, or one sign. */
static struct tex *argument(struct reader *r, size_t start, size_t size)
{
    skip(r);
    bool script = peek(r) == '_' || peek(r) == '^';
    enum closer closer = closer_here(r);
    if (r->at >= r->size || script || (closer != CLOSES_NOTHING && closer != CLOSES_BRACKET)) {
        problem(r, TEX_MISSING, start, cut(r, start, size));
        return node(r, NODE_ROW);
    }
    return atom(r, false);
}

/* The text between braces, \{ and the like without their backslash; NULL where no brace opens. */
static const char *raw_text(struct reader *r, const char *escapable)
{
    skip(r);
    size_t start = r->at;
    if (peek(r) != '{') {
        return NULL;
    }
    struct str text;
    str_init(&text);
    size_t depth = 0;
    for (; r->at < r->size; r->at++) {
        char c = r->text[r->at];
        bool escape = c == '\\' && r->at + 1 < r->size && r->text[r->at + 1] != '\0' &&
                      strchr(escapable, r->text[r->at + 1]) != NULL;
        if (escape) {
            r->at++;
            str_addc(&text, r->text[r->at]);
        } else if (c == '\\') {
            size_t size = name_size(r);
            problem(r, TEX_UNKNOWN, r->at, cut(r, r->at + 1, size));
        } else if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            break;
        } else if (c != '}') {
            str_addc(&text, is_white(c) || c == '~' ? ' ' : c);
        }
    }
    if (r->at < r->size) {
        r->at++;
    } else {
        problem(r, TEX_UNCLOSED, start, "{");
    }
    struct str safe;
    str_init(&safe);
    utf8_add_safe(&safe, text.data);
    const char *made = arena_strndup(r->arena, safe.data, safe.len);
    str_release(&safe);
    str_release(&text);
    return made;
}

/* The letters of a row that has only such; NULL for any other. */
static const char *row_word(struct reader *r, const struct tex *tex)
{
    const struct tex *from = tex->kind == NODE_ROW ? tex->first : tex;
    struct str text;
    str_init(&text);
    bool word = from != NULL;
    for (const struct tex *child = from; child != NULL && word; child = child->next) {
        bool plain = child->kind == NODE_SIGN && child->ascii != NULL &&
                     strcmp(child->text, child->ascii) == 0 &&
                     (is_letter(*child->text) || is_digit(*child->text) || *child->text == '-');
        word = plain || child->kind == NODE_SPACE || child->kind == NODE_WORD;
        str_add(&text, child->text != NULL ? child->text : "");
    }
    const char *made = word ? arena_strndup(r->arena, text.data, text.len) : NULL;
    str_release(&text);
    return made;
}

static struct tex *words(struct reader *r, const struct tex_command *command, size_t start)
{
    struct tex *tex = node(r, NODE_WORD);
    tex->name = command->name;
    if (command->class == TEX_WORDS) {
        tex->text = raw_text(r, "{}%#&$_ ");
        if (tex->text == NULL) {
            problem(r, TEX_MISSING, start, cut(r, start, r->at - start));
            tex->text = "";
        }
        return tex;
    }
    if (command->class == TEX_NAME && peek(r) == '*') {
        r->at++;
    }
    struct tex *body = argument(r, start, 1 + strlen(command->name));
    tex->text = row_word(r, body);
    tex->class = command->class == TEX_NAME ? TEX_FUNCTION : TEX_LETTER;
    if (tex->text == NULL) {
        tex->kind = NODE_ROW;
        tex->first = body;
    }
    return tex;
}

/* The sign behind \left or \right; NULL for the dot that is none. */
static struct tex *fence(struct reader *r, size_t start, size_t size)
{
    skip(r);
    const struct tex_command *command = command_here(r);
    bool bounds = command != NULL && (command->class == TEX_OPEN || command->class == TEX_CLOSE ||
                                         command->class == TEX_BAR);
    if (bounds) {
        pass(r, command);
        return command_sign(r, command);
    }
    if (peek(r) == '.') {
        r->at++;
        return NULL;
    }
    if (peek(r) != '\0' && strchr("()[]|/", peek(r)) != NULL) {
        return character(r);
    }
    problem(r, TEX_MISSING, start, cut(r, start, size));
    return NULL;
}

static struct tex *fenced(struct reader *r, size_t start)
{
    struct tex *tex = node(r, NODE_FENCE);
    tex->second = fence(r, start, r->at - start);
    tex->first = row(r, CLOSES_FENCE);
    if (closer_here(r) != CLOSES_FENCE) {
        problem(r, TEX_UNCLOSED, start, "\\left");
        return tex;
    }
    size_t end = r->at;
    pass(r, command_here(r));
    tex->third = fence(r, end, r->at - end);
    return tex;
}

/* \begin{name} to \end{name}. */
static struct tex *grid(struct reader *r, size_t start)
{
    struct tex *tex = node(r, NODE_GRID);
    struct tex **row_end = &tex->first;
    skip(r);
    size_t brace = r->at;
    tex->name = raw_text(r, "");
    if (tex->name == NULL) {
        problem(r, TEX_MISSING, start, "\\begin");
        return tex;
    }
    if (tex_grid(tex->name) == NULL) {
        problem(r, TEX_NO_GRID, start, tex->name);
        tex->name = "matrix";
    }
    const char *name = cut(r, brace, r->at - brace);
    struct tex *line = NULL;
    struct tex **cell_end = NULL;
    while (true) {
        if (line == NULL) {
            line = *row_end = node(r, NODE_ROW);
            row_end = &line->next;
            cell_end = &line->first;
        }
        *cell_end = row(r, CLOSES_CELL);
        cell_end = &(*cell_end)->next;
        const struct tex_command *command = command_here(r);
        if (closer_here(r) != CLOSES_CELL) {
            problem(r, TEX_UNCLOSED, start, "\\begin");
            return tex;
        }
        if (command == NULL) {
            r->at++; /* & */
            continue;
        }
        size_t end = r->at;
        pass(r, command);
        line = NULL;
        if (command->class == TEX_END) {
            skip(r);
            size_t close = r->at;
            if (raw_text(r, "") == NULL || strcmp(cut(r, close, r->at - close), name) != 0) {
                problem(r, TEX_STRAY, end, "\\end");
            }
            return tex;
        }
    }
}

static struct tex *command(struct reader *r)
{
    size_t start = r->at;
    const struct tex_command *command = command_here(r);
    if (command == NULL) {
        size_t size = name_size(r);
        problem(r, TEX_UNKNOWN, start, cut(r, start + 1, size));
        r->at += 1 + size;
        return node(r, NODE_ROW);
    }
    pass(r, command);
    size_t size = r->at - start;
    struct tex *tex = NULL;
    switch (command->class) {
    case TEX_FRACTION:
        tex = node(r, NODE_FRACTION);
        tex->first = argument(r, start, size);
        tex->second = argument(r, start, size);
        break;
    case TEX_ROOT:
        tex = node(r, NODE_ROOT);
        skip(r);
        tex->second = peek(r) == '[' ? closed_row(r, CLOSES_BRACKET) : NULL;
        tex->first = tex->second != NULL && r->text[r->at - 1] != ']' /* all was the degree */
                         ? node(r, NODE_ROW)
                         : argument(r, start, size);
        break;
    case TEX_ACCENT:
        tex = node(r, NODE_ACCENT);
        tex->text = command->sign;
        tex->ascii = command->ascii;
        tex->first = argument(r, start, size);
        break;
    case TEX_LEFT:
        return fenced(r, start);
    case TEX_BEGIN:
        return grid(r, start);
    case TEX_WORDS:
    case TEX_FONT:
    case TEX_NAME:
        return words(r, command, start);
    default:
        return command_sign(r, command);
    }
    tex->name = command->name;
    return tex;
}

/* One sign, or all of a group or command; of a number only the first digit unless `whole`. */
static struct tex *atom(struct reader *r, bool whole)
{
    if (r->depth == TEX_MOST_DEPTH) {
        problem(r, TEX_DEEP, r->at, cut(r, r->at, 1));
        r->over = true;
        r->at = r->size;
        return node(r, NODE_ROW);
    }
    r->depth++;
    char c = peek(r);
    struct tex *tex = NULL;
    if (c == '{') {
        tex = closed_row(r, CLOSES_BRACE);
    } else if (c == '\\') {
        tex = command(r);
    } else if (is_digit(c)) {
        tex = number(r, whole);
    } else if (is_letter(c)) {
        const char *text = cut(r, r->at++, 1);
        tex = sign(r, TEX_LETTER, text, text);
    } else if (c == '\'') {
        r->at++;
        tex = sign(r, TEX_RAISED, "′", "'");
    } else {
        tex = character(r);
    }
    r->depth--;
    return tex;
}

/* Puts a script behind what is there already, as in f'^2. */
static void add_script(struct reader *r, struct tex **place, struct tex *script)
{
    if (*place == NULL) {
        *place = node(r, NODE_ROW);
    }
    struct tex **end = &(*place)->first;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = script->kind == NODE_ROW && script->name == NULL ? script->first : script;
}

/* An atom with its scripts. */
static struct tex *item(struct reader *r)
{
    char c = peek(r);
    bool bare = c == '_' || c == '^' || c == '\'';
    struct tex *base = bare ? node(r, NODE_ROW) : atom(r, true);
    struct tex *script = NULL;
    bool had[2] = {false, false};
    for (skip(r); (c = peek(r)) == '_' || c == '^' || c == '\''; skip(r)) {
        if (script == NULL) {
            script = node(r, NODE_SCRIPT);
            script->first = base;
        }
        size_t start = r->at++;
        if (c == '\'') {
            add_script(r, &script->third, sign(r, TEX_RAISED, "′", "'"));
            continue;
        }
        bool up = c == '^';
        if (had[up]) {
            problem(r, TEX_TWICE, start, cut(r, start, 1));
        }
        had[up] = true;
        add_script(r, up ? &script->third : &script->second, argument(r, start, 1));
    }
    return script != NULL ? script : base;
}

struct tex_reading tex_read(struct arena *arena, const char *text, size_t size)
{
    struct tex_reading reading = {.problem_count = 0};
    struct reader r = {.arena = arena, .text = text, .size = size, .reading = &reading};
    if (size > TEX_MOST_BYTES) {
        problem(&r, TEX_LONG, 0, "");
        return reading;
    }
    struct tex *tree = row(&r, CLOSES_NOTHING);
    reading.tree = reading.problem_count == 0 ? tree : NULL;
    return reading;
}
