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

/* Does the text stand at that place of the file, whatever parts its words there, and between such
 * quotes (0: none)? Then where its byte at `offset` does. */
static const char *stands_at(
    const char *at, const char *end, const char *text, size_t offset, char quote)
{
    const char *found = NULL;
    for (size_t i = 0; text[i] != '\0'; i++) {
        found = i == offset ? at : found;
        at += escape_size(at, end, quote);
        if (is_blank(text[i]) && at < end && is_blank(*at)) {
            while (at < end && is_blank(*at)) {
                at++;
            }
            while (is_blank(text[i + 1])) {
                i++;
            }
        } else if (at < end && *at == text[i]) {
            at++;
        } else {
            return NULL;
        }
    }
    return found;
}

static const char *find(
    const char *at, const char *end, const char *text, size_t offset, char quote)
{
    const char *found = NULL;
    while (found == NULL && at < end) {
        at = memchr(at, text[0], (size_t)(end - at));
        if (at == NULL) {
            return NULL;
        }
        found = stands_at(at++, end, text, offset, quote);
    }
    return found;
}

struct where texts_place(const char *text, size_t offset, struct where near)
{
    const struct source *source = near.source;
    const char *from = source == NULL ? NULL : source_at(source, near.line, near.col);
    if (from == NULL || text[0] == '\0') {
        return near;
    }
    static const char quotes[] = {'\0', '"', '\''};
    const char *end = source->text + source->size;
    const char *found = NULL;
    for (size_t i = 0; found == NULL && i < sizeof quotes; i++) {
        found = find(from, end, text, offset, quotes[i]);
    }
    if (found == NULL) {
        return near;
    }
    struct where where = {source, 1, 1};
    for (const char *at = source->text; at < found; at++) {
        bool line = *at == '\n';
        where.line += line ? 1 : 0;
        where.col = line ? 1 : where.col + ((*at & 0xC0) != 0x80 ? 1 : 0);
    }
    return where;
}

bool texts_find(const struct lesson *lesson, const char *text, size_t offset, size_t size,
    struct where near, struct where *out)
{
    *out = texts_place(text, offset, near);
    const char *there = source_at(out->source, out->line, out->col);
    return lesson->language == NULL || (there != NULL && strncmp(there, text + offset, size) == 0);
}
