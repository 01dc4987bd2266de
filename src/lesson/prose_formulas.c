/* Where the formulas of Markdown are.
 *
 * What md4c takes for one depends on its version (from 0.5 on no letter may stand beside a dollar,
 * on the outside), and it parts a table's cells at the bars of a formula. So formulas are found
 * here, and md4c reads a text in which letters stand in the place of what is in them. */
#include "formulas.h"
#include "mem.h"
#include "prose_impl.h"
#include "utf8.h"

#include <string.h>

/* A stretch of lines that one formula may go across: a paragraph. */
struct chunk {
    char *start;
    size_t lines;
    bool quoted, table;
};

static bool is_blank(char c)
{
    return utf8_is_blank(c) || c == '\r';
}

/* Does [at, end) have these characters only, and one of them? */
static bool is_all(const char *at, const char *end, const char *of)
{
    const char *from = at;
    while (at < end && *at != '\0' && strchr(of, *at) != NULL) {
        at++;
    }
    return at == end && at > from;
}

/* Where the line's text begins: behind blanks and the marks of a quote. */
static char *skip_marks(char *at, const char *end, bool *quoted)
{
    *quoted = false;
    while (at < end && (is_blank(*at) || *at == '>')) {
        *quoted = *quoted || *at == '>';
        at++;
    }
    return at;
}

/* Is this the first line of an item: - * + 1. 1) and a blank? */
static bool is_item(const char *at, const char *end)
{
    const char *mark = at;
    while (mark < end && *mark >= '0' && *mark <= '9') {
        mark++;
    }
    bool numbered = mark > at;
    bool marked = mark < end && memchr(numbered ? ".)" : "-*+", *mark, numbered ? 2 : 3) != NULL;
    return marked && (mark + 1 == end || is_blank(mark[1]));
}

/* Is this line no part of a paragraph: a heading, what is drawn below or between, a fence? */
static bool stands_alone(const char *at, const char *end)
{
    bool fence = end - at >= 3 && (memcmp(at, "```", 3) == 0 || memcmp(at, "~~~", 3) == 0);
    return *at == '#' || fence || is_all(at, end, "-= ") || is_all(at, end, "* ") ||
           is_all(at, end, "_ ");
}

/* In a table a cell more is worse than one less, so a blank beside a dollar, inside, or a digit
 * behind the second is money there: | US$ | $z |, |$5|$6|. */
static bool is_formula_of_cell(const struct formulas_piece *pair, const char *end)
{
    const char *behind = pair->text + pair->size + pair->signs;
    bool blank = is_blank(pair->text[0]) || is_blank(pair->text[pair->size - 1]);
    return !blank && !(behind < end && *behind >= '0' && *behind <= '9');
}

/* Letters, but for what parts lines. */
static void hide(char *at, size_t size)
{
    bool marks = false; /* at the beginning of a line, those of a quote */
    for (size_t i = 0; i < size; i++) {
        marks = at[i] == '\n' || (marks && (is_blank(at[i]) || at[i] == '>'));
        if (!marks && !is_blank(at[i])) {
            at[i] = 'm';
        }
    }
}

static void find_in(struct builder *b, char *text, const char *end, bool cells)
{
    const char *at = text;
    struct formulas_piece pair;
    while ((pair = formulas_next_pair(at, end)).text != NULL) {
        at = pair.text + pair.size;
        bool formula = cells ? is_formula_of_cell(&pair, end) : !pair.money;
        if (formula || !cells) {
            at += pair.signs;
        }
        if (formula) {
            b->formulas =
                mem_grow(b->formulas, &b->formula_cap, b->formula_count + 1, sizeof *b->formulas);
            b->formulas[b->formula_count++] =
                (struct formula){(size_t)(pair.text - b->hidden), pair.size, pair.signs};
            hide(text + (pair.text - text), pair.size);
        }
    }
}

static void end_chunk(struct builder *b, struct chunk *chunk, const char *end)
{
    if (chunk->lines > 0) {
        find_in(b, chunk->start, end, chunk->table);
    }
    chunk->lines = 0;
    chunk->table = false;
}

void prose_formulas_find(struct builder *b)
{
    struct chunk chunk = {.lines = 0};
    char *end = b->hidden + b->text_size;
    for (char *line = b->hidden, *next; line < end; line = next) {
        char *line_end = memchr(line, '\n', (size_t)(end - line));
        line_end = line_end != NULL ? line_end : end;
        next = line_end < end ? line_end + 1 : end;
        bool quoted = false;
        const char *text = skip_marks(line, line_end, &quoted);
        bool empty = text == line_end;
        bool alone = !empty && stands_alone(text, line_end);
        bool table = chunk.table; /* up to an empty line */
        if (empty || alone || table || is_item(text, line_end) || (quoted && !chunk.quoted)) {
            end_chunk(b, &chunk, line);
        }
        if (chunk.lines == 1 && is_all(text, line_end, "|:- \t\r") &&
            strchr("|:-", *text) != NULL) {
            chunk.table = true;
            end_chunk(b, &chunk, line);
            table = true;
        }
        if (!empty) {
            chunk = chunk.lines > 0 ? chunk : (struct chunk){.start = line, .quoted = quoted};
            chunk.lines++;
            chunk.table = table;
        }
        if (alone) {
            end_chunk(b, &chunk, next);
        }
    }
    end_chunk(b, &chunk, end);
}

const struct formula *prose_formula_at(const struct builder *b, size_t at)
{
    size_t low = 0;
    for (size_t high = b->formula_count; low < high;) {
        size_t mid = low + (high - low) / 2;
        const struct formula *formula = &b->formulas[mid];
        if (formula->at + formula->size + formula->signs <= at) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < b->formula_count ? &b->formulas[low] : NULL;
}

const char *prose_as_written(const struct builder *b, const char *text)
{
    bool is_of_it = text >= b->hidden && text < b->hidden + b->text_size;
    return is_of_it ? b->text + (text - b->hidden) : text;
}
