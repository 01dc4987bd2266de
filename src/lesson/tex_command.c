/* Commands that take something: words, fences, matrices, fractions, roots, accents. */
#include "tex_reader.h"

#include "utf8.h"

#include <string.h>

/* The text between braces, \{ and the like without their backslash; NULL where no brace opens. */
static const char *raw_text(struct tex_reader *r, const char *escapable)
{
    tex_skip(r);
    size_t start = r->at;
    if (tex_peek(r) != '{') {
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
            size_t size = tex_name_size(r);
            tex_tell(r, TEX_UNKNOWN, r->at, tex_cut(r, r->at + 1, size));
        } else if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            break;
        } else if (tex_is_white(c) || c == '~') {
            str_addc(&text, ' ');
        } else if (c != '}') {
            str_addc(&text, c);
        }
    }
    if (r->at < r->size) {
        r->at++;
    } else {
        tex_tell(r, TEX_UNCLOSED, start, "{");
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
static const char *row_word(struct tex_reader *r, const struct tex *tex)
{
    const struct tex *from = tex->kind == NODE_ROW ? tex->first : tex;
    struct str text;
    str_init(&text);
    bool word = from != NULL;
    for (const struct tex *child = from; child != NULL && word; child = child->next) {
        bool plain =
            child->kind == NODE_SIGN && child->ascii != NULL &&
            strcmp(child->text, child->ascii) == 0 &&
            (tex_is_letter(*child->text) || tex_is_digit(*child->text) || *child->text == '-');
        word = plain || child->kind == NODE_SPACE || child->kind == NODE_WORD;
        str_add(&text, child->text != NULL ? child->text : "");
    }
    const char *made = word ? arena_strndup(r->arena, text.data, text.len) : NULL;
    str_release(&text);
    return made;
}

static struct tex *words(struct tex_reader *r, const struct tex_command *command, size_t start)
{
    struct tex *tex = tex_node(r, NODE_WORD);
    tex->name = command->name;
    if (command->class == TEX_WORDS) {
        tex->text = raw_text(r, "{}%#&$_ ");
        if (tex->text == NULL) {
            tex_tell(r, TEX_MISSING, start, tex_cut(r, start, r->at - start));
            tex->text = "";
        }
        return tex;
    }
    if (command->class == TEX_NAME && tex_peek(r) == '*') {
        r->at++;
    }
    struct tex *body = tex_argument(r, start, 1 + strlen(command->name));
    tex->text = row_word(r, body);
    tex->class = command->class == TEX_NAME ? TEX_FUNCTION : TEX_LETTER;
    if (tex->text == NULL) {
        tex->kind = NODE_ROW;
        tex->first = body;
    }
    return tex;
}

/* The sign behind \left or \right; NULL for the dot that is none. */
static struct tex *fence(struct tex_reader *r, size_t start, size_t size)
{
    tex_skip(r);
    const struct tex_command *command = tex_command_here(r);
    bool bounds = command != NULL && (command->class == TEX_OPEN || command->class == TEX_CLOSE ||
                                         command->class == TEX_BAR);
    if (bounds) {
        tex_pass(r, command);
        return tex_command_sign(r, command);
    }
    if (tex_peek(r) == '.') {
        r->at++;
        return NULL;
    }
    if (tex_peek(r) != '\0' && strchr("()[]|/", tex_peek(r)) != NULL) {
        return tex_character(r);
    }
    tex_tell(r, TEX_MISSING, start, tex_cut(r, start, size));
    return NULL;
}

static struct tex *fenced(struct tex_reader *r, size_t start)
{
    struct tex *tex = tex_node(r, NODE_FENCE);
    tex->second = fence(r, start, r->at - start);
    tex->first = tex_row(r, CLOSES_FENCE);
    if (tex_closer_here(r) != CLOSES_FENCE) {
        tex_tell(r, TEX_UNCLOSED, start, "\\left");
        return tex;
    }
    size_t end = r->at;
    tex_pass(r, tex_command_here(r));
    tex->third = fence(r, end, r->at - end);
    return tex;
}

/* \begin{name} to \end{name}. */
static struct tex *grid(struct tex_reader *r, size_t start)
{
    struct tex *tex = tex_node(r, NODE_GRID);
    struct tex **row_end = &tex->first;
    tex_skip(r);
    size_t brace = r->at;
    tex->name = raw_text(r, "");
    if (tex->name == NULL) {
        tex_tell(r, TEX_MISSING, start, "\\begin");
        return tex;
    }
    if (tex_grid(tex->name) == NULL) {
        tex_tell(r, TEX_NO_GRID, start, tex->name);
        tex->name = "matrix";
    }
    const char *name = tex_cut(r, brace, r->at - brace);
    struct tex *line = NULL;
    struct tex **cell_end = NULL;
    while (true) {
        if (line == NULL) {
            line = *row_end = tex_node(r, NODE_ROW);
            row_end = &line->next;
            cell_end = &line->first;
        }
        *cell_end = tex_row(r, CLOSES_CELL);
        cell_end = &(*cell_end)->next;
        const struct tex_command *command = tex_command_here(r);
        if (tex_closer_here(r) != CLOSES_CELL) {
            tex_tell(r, TEX_UNCLOSED, start, "\\begin");
            return tex;
        }
        if (command == NULL) {
            r->at++; /* & */
            continue;
        }
        size_t end = r->at;
        tex_pass(r, command);
        line = NULL;
        if (command->class == TEX_END) {
            tex_skip(r);
            size_t close = r->at;
            if (raw_text(r, "") == NULL || strcmp(tex_cut(r, close, r->at - close), name) != 0) {
                tex_tell(r, TEX_STRAY, end, "\\end");
            }
            return tex;
        }
    }
}

struct tex *tex_read_command(struct tex_reader *r)
{
    size_t start = r->at;
    const struct tex_command *command = tex_command_here(r);
    if (command == NULL) {
        size_t size = tex_name_size(r);
        tex_tell(r, TEX_UNKNOWN, start, tex_cut(r, start + 1, size));
        r->at += 1 + size;
        return tex_node(r, NODE_ROW);
    }
    tex_pass(r, command);
    size_t size = r->at - start;
    struct tex *tex = NULL;
    switch (command->class) {
    case TEX_FRACTION:
        tex = tex_node(r, NODE_FRACTION);
        tex->first = tex_argument(r, start, size);
        tex->second = tex_argument(r, start, size);
        break;
    case TEX_ROOT:
        tex = tex_node(r, NODE_ROOT);
        tex_skip(r);
        tex->second = tex_peek(r) == '[' ? tex_closed_row(r, CLOSES_BRACKET) : NULL;
        tex->first = tex->second != NULL && r->text[r->at - 1] != ']' /* all was the degree */
                         ? tex_node(r, NODE_ROW)
                         : tex_argument(r, start, size);
        break;
    case TEX_ACCENT:
        tex = tex_node(r, NODE_ACCENT);
        tex->text = command->sign;
        tex->ascii = command->ascii;
        tex->first = tex_argument(r, start, size);
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
        return tex_command_sign(r, command);
    }
    tex->name = command->name;
    return tex;
}
