#include "text.h"

#include "laid_table.h"
#include "utf8.h"

#include <string.h>

void text_init(struct text *text, struct arena *arena)
{
    *text = (struct text){.arena = arena, .line = true};
}

bool text_is_empty(const struct text *text)
{
    return text->first == NULL;
}

static void add_word(
    struct text *text, enum style style, const char *start, size_t size, bool glued)
{
    struct word *word = arena_alloc(text->arena, 1, sizeof *word);
    *word = (struct word){.text = arena_strndup(text->arena, start, size),
        .style = style,
        .line = text->line,
        .blank = text->blank,
        .glued = glued && !text->line && !text->blank && text->last != NULL,
        .joined = text->blank && !text->line && text->last != NULL &&
                  utf8_joins(text->last->text, strlen(text->last->text), start),
        .indent = text->indent,
        .hang = text->hang,
        .target = text->target};
    if (text->last == NULL) {
        text->first = word;
    } else {
        text->last->next = word;
    }
    text->last = word;
    text->line = text->blank = false;
}

void text_add(struct text *text, enum style style, const char *words)
{
    bool glued = true; /* the first word continues what was there before */
    while (*words != '\0') {
        if (*words == '\n') {
            text_line(text, text->hang, text->hang);
            words++;
        } else if (utf8_is_blank(*words)) {
            text->blank = true;
            words++;
        } else {
            size_t size = utf8_piece(words);
            add_word(text, style, words, size, glued && !utf8_may_begin_line(words));
            glued = false;
            words += size;
        }
    }
}

void text_word(struct text *text, enum style style, const char *word)
{
    add_word(text, style, word, strlen(word), true);
}

void text_line(struct text *text, size_t indent, size_t hang)
{
    text->line = true;
    text->blank = false;
    text->indent = indent;
    text->hang = hang;
}

void text_gap(struct text *text)
{
    if (text->last != NULL) {
        text_verbatim(text, 0, STYLE_PLAIN, "");
    }
}

void text_verbatim(struct text *text, size_t indent, enum style style, const char *line)
{
    text_line(text, indent, indent);
    add_word(text, style, line, strlen(line), false);
    text_line(text, 0, 0);
}

void text_prose_table(
    struct text *text, const struct prose_table *table, enum style (*look)(enum span_style))
{
    text_line(text, 0, 0);
    add_word(text, STYLE_PLAIN, "", 0, false);
    text->last->table = table;
    text->last->look = look;
    text_line(text, 0, 0);
}

/* Where the flow stands. */
struct flow {
    struct grid *grid;
    struct hits *hits;
    struct arena *arena;
    struct rect at;
    size_t skip;
    size_t line; /* lines before the one being filled */
    size_t x;    /* cells used in it */
    size_t hang;
};

static void put(struct flow *flow, const struct word *word, const char *piece)
{
    size_t row = flow->line - flow->skip;
    if (flow->line >= flow->skip && row < flow->at.rows) {
        struct rect at = {flow->at.x + flow->x, flow->at.y + row, 0, 1};
        at.cols = grid_put(flow->grid, at.x, at.y, flow->at.cols - flow->x, word->style, piece);
        if (flow->hits != NULL && word->target.kind != TARGET_NONE) {
            hits_add(flow->hits, at, word->target);
        }
    }
}

static void new_line(struct flow *flow, size_t indent)
{
    flow->line++;
    flow->x = indent < flow->at.cols / 2 ? indent : 0;
}

/* Width of a word and all that is glued to it. */
static size_t unit_width(struct grid *grid, const struct word *word)
{
    size_t cells = 0;
    do {
        cells += grid_width(grid, word->text);
        word = word->next;
    } while (word != NULL && word->glued);
    return cells;
}

/* The same with what it is joined to, unless that is more than is kept on a line. */
static size_t whole_width(struct grid *grid, const struct word *word, size_t most)
{
    size_t unit = unit_width(grid, word);
    size_t whole = unit;
    for (word = word->next; word != NULL && whole <= most; word = word->next) {
        if (word->joined) {
            whole += 1 + unit_width(grid, word);
        } else if (!word->glued) {
            return whole <= most ? whole : unit;
        }
    }
    return whole <= most ? whole : unit;
}

/* Writes a word that is wider than a line, cut wherever a line ends. What not even one character
 * fits, a wide one in a single column, is left out. */
static void put_long(struct flow *flow, const struct word *word)
{
    struct str whole; /* as it is drawn: in 7 bits one character can be six */
    struct str piece;
    str_init(&whole);
    str_init(&piece);
    grid_shown(flow->grid, word->text, &whole);
    for (size_t at = 0; at < whole.len;) {
        size_t bytes = utf8_fit(whole.data + at, whole.len - at, flow->at.cols - flow->x);
        if (bytes == 0 && flow->x > 0) {
            new_line(flow, flow->hang);
            bytes = utf8_fit(whole.data + at, whole.len - at, flow->at.cols - flow->x);
        }
        if (bytes == 0) {
            break;
        }
        str_clear(&piece);
        str_addn(&piece, whole.data + at, bytes);
        put(flow, word, piece.data);
        flow->x += utf8_width(piece.data);
        at += bytes;
        if (at < whole.len) {
            new_line(flow, flow->hang);
        }
    }
    str_release(&piece);
    str_release(&whole);
}

/* The line is the table's first; the flow goes on in its last. */
static void flow_table(struct flow *flow, const struct word *word)
{
    struct table_page page = {.width = flow->at.cols, .ascii = flow->grid->ascii};
    struct laid_table laid = lay_table(word->table, &page, flow->arena);
    size_t first = flow->line;
    for (const struct table_piece *piece = laid.pieces; piece != NULL; piece = piece->next) {
        struct word look = {.style = piece->header ? STYLE_TITLE : word->look(piece->style)};
        flow->line = first + piece->line;
        flow->x = piece->x;
        put(flow, &look, piece->text);
    }
    flow->line = first + (laid.lines > 0 ? laid.lines - 1 : 0);
}

static void flow_word(struct flow *flow, const struct word *word, bool first)
{
    if (word->line) {
        if (first) {
            flow->x = word->indent < flow->at.cols / 2 ? word->indent : 0;
        } else {
            new_line(flow, word->indent);
        }
        flow->hang = word->hang;
    } else if (!word->glued) {
        size_t blank = word->blank ? 1 : 0;
        size_t most = word->joined ? 0 : utf8_kept(flow->at.cols);
        if (flow->x + blank + whole_width(flow->grid, word, most) > flow->at.cols) {
            new_line(flow, flow->hang);
        } else {
            flow->x += blank;
        }
    }
    if (word->table != NULL) {
        flow_table(flow, word);
        return;
    }
    size_t cells = grid_width(flow->grid, word->text);
    if (flow->x + cells > flow->at.cols) {
        put_long(flow, word);
    } else {
        put(flow, word, word->text);
        flow->x += cells;
    }
}

void text_mark(struct text *text)
{
    text->mark = text->last;
}

size_t text_marked_line(const struct text *text, struct grid *grid, size_t cols)
{
    struct flow flow = {.grid = grid, .at = {.cols = cols}};
    for (const struct word *word = text->mark == NULL || cols == 0 ? NULL : text->first;
         word != NULL; word = word->next) {
        flow_word(&flow, word, word == text->first);
        if (word == text->mark) {
            return flow.line;
        }
    }
    return 0;
}

size_t text_flow(const struct text *text, struct grid *grid, struct rect at, size_t skip)
{
    struct flow flow = {
        .grid = grid, .hits = text->hits, .arena = text->arena, .at = at, .skip = skip};
    if (at.cols == 0 || text->first == NULL) {
        return 0;
    }
    for (const struct word *word = text->first; word != NULL; word = word->next) {
        flow_word(&flow, word, word == text->first);
    }
    return flow.line + 1;
}
