#include "texts.h"

#include <string.h>

static void visit_spans(struct span *span, struct where near, text_visitor *visit, void *context)
{
    for (; span != NULL; span = span->next) {
        if (span->style != SPAN_CODE && span->style != SPAN_MATH) {
            visit(context, &span->text, near);
        }
    }
}

static void visit_block(
    const struct block *block, struct where near, text_visitor *visit, void *context)
{
    const struct prose_table *table = block->table;
    if (block->kind == BLOCK_CODE || block->kind == BLOCK_MATH) {
        return;
    }
    visit_spans(block->spans, near, visit, context);
    for (const struct table_row *row = table != NULL ? table->rows : NULL; row != NULL;
         row = row->next) {
        for (size_t col = 0; col < table->cols; col++) {
            visit_spans(row->cells[col], near, visit, context);
        }
    }
}

static void visit_question(struct lesson *lesson, struct question *question, struct where near,
    text_visitor *visit, void *context)
{
    size_t count = 0;
    visit(context, &question->ask, near);
    while (question->choices != NULL && question->choices[count] != NULL) {
        count++;
    }
    const char **choices =
        count > 0 ? arena_alloc(&lesson->arena, count + 1, sizeof *choices) : NULL;
    for (size_t i = 0; i < count; i++) {
        bool is_answer = strcmp(question->choices[i], question->answer) == 0;
        choices[i] = question->choices[i];
        visit(context, &choices[i], near);
        question->answer = is_answer ? choices[i] : question->answer;
    }
    question->choices = choices;
    if (question->hint != NULL) {
        visit(context, &question->hint, near);
    }
}

void texts_visit_short(struct lesson *lesson, text_visitor *visit, void *context)
{
    bool translated = lesson->language != NULL;
    const struct where front = {translated ? &lesson->translation : &lesson->source, 1, 1};
    visit(context, &lesson->title, front);
    visit(context, &lesson->summary, front);
    visit(context, &lesson->section, front);
    visit(context, &lesson->source_note, front);
    for (struct question *q = lesson->questions; q != NULL; q = q->next) {
        visit_question(lesson, q, translated ? front : q->where, visit, context);
    }
}

void texts_visit(struct lesson *lesson, text_visitor *visit, void *context)
{
    texts_visit_short(lesson, visit, context);
    for (const struct prose *prose = lesson->prose; prose != NULL; prose = prose->next) {
        for (const struct block *block = prose->blocks; block != NULL; block = block->next) {
            visit_block(block, prose->where, visit, context);
        }
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '>';
}

/* How many bytes of an escape stand before the character at `at`, between such quotes: \\ and \"
 * between ", '' between '. */
static size_t escape_size(const char *at, const char *end, char quote)
{
    if (end - at < 2) {
        return 0;
    }
    bool escape = quote == '"' ? at[0] == '\\' && (at[1] == '\\' || at[1] == '"')
                               : quote == '\'' && at[0] == quote && at[1] == quote;
    return escape ? 1 : 0;
}

/* Counts the lines and characters on the way to `to`, if there is one. */
static void count_lines(struct where *where, const char *at, const char *to)
{
    for (; to != NULL && at < to; at++) {
        bool line = *at == '\n';
        where->line += line ? 1 : 0;
        where->col = line ? 1 : where->col + ((*at & 0xC0) != 0x80 ? 1 : 0);
    }
}

/* Goes on by the character text[*i], and the blanks behind one, in the text and in the file, where
 * whatever parts words may stand, and between such quotes (0: none). False: another stands there.
 */
static bool step(const char *text, size_t *i, const char **at, const char *end, char quote)
{
    *at += escape_size(*at, end, quote);
    if (is_blank(text[*i]) && *at < end && is_blank(**at)) {
        while (*at < end && is_blank(**at)) {
            ++*at;
        }
        while (is_blank(text[*i])) {
            ++*i;
        }
        return true;
    }
    return *at < end && *(*at)++ == text[(*i)++];
}

static bool stands_at(const char *at, const char *end, const char *text, char quote)
{
    size_t i = 0;
    while (text[i] != '\0') {
        if (!step(text, &i, &at, end, quote)) {
            return false;
        }
    }
    return true;
}

static const char *find(const char *from, const char *end, const char *text, char quote)
{
    const char *at = memchr(from, text[0], (size_t)(end - from));
    while (at != NULL && !stands_at(at, end, text, quote)) {
        at++;
        at = memchr(at, text[0], (size_t)(end - at));
    }
    return at;
}

/* The text that was looked for from a place on, and where its byte at `offset` stands. */
struct text_finder {
    const char *text;
    struct where from;
    size_t offset;
    const char *at; /* NULL: it does not stand there as it is */
    struct where where;
    char quote;
};

struct text_finder *text_finder_new(struct arena *arena)
{
    return arena_alloc(arena, 1, sizeof(struct text_finder));
}

static void find_start(struct text_finder *finder, const char *text, struct where near)
{
    static const char quotes[] = {'\0', '"', '\''};
    const struct source *source = near.source;
    const char *from = source_at(source, near.line, near.col);
    *finder = (struct text_finder){.text = text, .from = near, .where = {source, 1, 1}};
    for (size_t i = 0; from != NULL && finder->at == NULL && i < sizeof quotes; i++) {
        finder->quote = quotes[i];
        finder->at = find(from, source->text + source->size, text, quotes[i]);
    }
    count_lines(&finder->where, source->text, finder->at);
}

struct where texts_place(const char *text, size_t offset, struct where near)
{
    const struct source *source = near.source;
    if (source == NULL || source->text == NULL || text[0] == '\0') {
        return near;
    }
    struct text_finder once = {.text = NULL};
    struct text_finder *finder = source->finder != NULL ? source->finder : &once;
    bool same = finder->text == text && finder->from.line == near.line &&
                finder->from.col == near.col && finder->offset <= offset;
    if (!same) {
        find_start(finder, text, near);
    }
    if (finder->at == NULL) {
        return near;
    }
    const char *before = finder->at;
    while (finder->offset < offset) {
        (void)step(text, &finder->offset, &finder->at, source->text + source->size, finder->quote);
    }
    count_lines(&finder->where, before, finder->at);
    return finder->where;
}

bool texts_find(const struct lesson *lesson, const char *text, size_t offset, size_t size,
    struct where near, struct where *out)
{
    *out = texts_place(text, offset, near);
    if (lesson->language == NULL) {
        return true;
    }
    const char *there = source_at(out->source, out->line, out->col);
    return there != NULL && strncmp(there, text + offset, size) == 0;
}
