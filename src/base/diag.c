#include "diag.h"

#include "i18n.h"
#include "utf8.h"

#include <stdint.h>
#include <string.h>

enum {
    EXCERPT_CELLS = 76,
    EXCERPT_BYTES = 512, /* on each side of the caret: marks without a width could go on for ever */
    LONGEST_WORD = 40    /* words longer than this are not compared */
};

void diag_init(struct diag *diag)
{
    *diag = (struct diag){0};
    arena_init(&diag->arena);
}

void diag_release(struct diag *diag)
{
    arena_release(&diag->arena);
    diag_init(diag);
}

void diag_clear(struct diag *diag)
{
    arena_clear(&diag->arena);
    diag->first = diag->last = NULL;
    diag->errors = diag->warnings = 0;
}

static const char *safe_copy(struct arena *arena, const char *text)
{
    struct str safe;
    str_init(&safe);
    utf8_add_safe(&safe, text);
    const char *copy = arena_strndup(arena, safe.data, safe.len);
    str_release(&safe);
    return copy;
}

const char *source_seek(
    const struct source *source, size_t line, size_t col, struct source_cursor *cursor)
{
    bool behind =
        cursor->at != NULL && (line > cursor->line || (line == cursor->line && col >= cursor->col));
    struct source_cursor now = behind ? *cursor : (struct source_cursor){source->text, 1, 1};
    const char *end = source->text + source->size;
    if (line == 0) {
        return NULL;
    }
    for (; now.line < line && now.at != NULL; now.line++) {
        now.at = memchr(now.at, '\n', (size_t)(end - now.at));
        now.at = now.at == NULL ? NULL : now.at + 1;
        now.col = 1;
    }
    for (; now.col < col && now.at != NULL; now.col++) {
        uint32_t code = 0;
        size_t used = now.at < end ? utf8_decode(now.at, (size_t)(end - now.at), &code) : 0;
        now.at = used == 0 || code == '\n' ? NULL : now.at + used;
    }
    *cursor = now.at != NULL ? now : *cursor;
    return now.at;
}

const char *source_at(const struct source *source, size_t line, size_t col)
{
    return source_seek(source, line, col, &(struct source_cursor){.at = NULL});
}

static const char *line_start(const struct source *source, size_t line)
{
    return source_at(source, line, 1);
}

/* How many characters the word has that the text begins with: up to a sign that ends a value, or
 * from quote to quote. */
static size_t word_chars(const char *text, size_t size)
{
    bool quoted = size > 0 && (*text == '"' || *text == '\'');
    size_t count = 0;
    for (size_t at = 0; at < size; count++) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        if (!quoted && code < 0x80 && strchr(" \t,:]}#", (int)code) != NULL) {
            break;
        }
        if (quoted && at > 0 && text[at] == *text) {
            return count + 1;
        }
        at += used == 0 ? 1 : used;
    }
    return count;
}

/* Columns of the first character once it is made safe; *step: its bytes. */
static size_t safe_cells(const char *text, size_t size, size_t *step)
{
    uint32_t code = 0;
    size_t used = utf8_decode(text, size, &code);
    *step = used == 0 ? 1 : used;
    return used == 0 || !utf8_is_safe(code) ? 1 : (size_t)utf8_code_width(code);
}

/* Copies the line around the place into item->excerpt, as much of it as fits beside the caret. */
static void take_excerpt(struct diag *diag, struct diag_item *item, const struct source *source)
{
    const char *start = line_start(source, item->line);
    if (start == NULL) {
        return;
    }
    const char *end = source->text + source->size;
    const char *stop = memchr(start, '\n', (size_t)(end - start));
    size_t size = (size_t)((stop == NULL ? end : stop) - start);
    if (size > 0 && start[size - 1] == '\r') {
        size--;
    }
    /* Walk to the column; remember where a window that keeps the caret in view would begin. */
    size_t at = 0;
    size_t from = 0;
    size_t cells = 0;
    size_t step = 0;
    for (size_t col = 1; col < item->col && at < size; col++) {
        cells += safe_cells(start + at, size - at, &step);
        at += step;
        while (cells > EXCERPT_CELLS - 16 || at - from > EXCERPT_BYTES) {
            cells -= safe_cells(start + from, size - from, &step);
            from += step;
        }
    }
    struct str text;
    str_init(&text);
    if (from > 0) {
        str_add(&text, "…");
    }
    char *head = arena_strndup(&diag->arena, start + from, at - from);
    utf8_add_safe(&text, head);
    item->caret_cells = utf8_width(text.data);
    size_t word = word_chars(start + at, size - at);
    item->end_col = word == 0 ? 0 : item->col + word;
    size_t end_at = at;
    for (cells = item->caret_cells; end_at < size && end_at - at < EXCERPT_BYTES;) {
        cells += safe_cells(start + end_at, size - end_at, &step);
        if (cells > EXCERPT_CELLS) {
            break;
        }
        end_at += step;
    }
    char *tail = arena_strndup(&diag->arena, start + at, end_at - at);
    utf8_add_safe(&text, tail);
    item->excerpt = arena_strndup(&diag->arena, text.data, text.len);
    str_release(&text);
}

__attribute__((format(printf, 4, 0))) static void record(struct diag *diag,
    enum diag_severity severity, struct where where, const char *format, va_list args)
{
    size_t *count = severity == DIAG_ERROR ? &diag->errors : &diag->warnings;
    *count += 1;
    if (diag->errors + diag->warnings > DIAG_KEEP) {
        return;
    }
    struct diag_item *item = arena_alloc(&diag->arena, 1, sizeof *item);
    struct str text;
    str_init(&text);
    str_vaddf(&text, format, args);
    item->severity = severity;
    item->text = safe_copy(&diag->arena, text.data);
    str_release(&text);
    bool made = where.source != NULL && where.source->made;
    item->line = made ? 0 : where.line;
    item->col = made ? 0 : where.col;
    if (where.source != NULL) {
        item->file = safe_copy(&diag->arena, where.source->name);
        if (item->line > 0 && where.source->text != NULL) {
            take_excerpt(diag, item, where.source);
        }
    }
    if (diag->last == NULL) {
        diag->first = item;
    } else {
        diag->last->next = item;
    }
    diag->last = item;
}

void diag_error(struct diag *diag, struct where where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record(diag, DIAG_ERROR, where, format, args);
    va_end(args);
}

void diag_warn(struct diag *diag, struct where where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record(diag, DIAG_WARNING, where, format, args);
    va_end(args);
}

void diag_hint(struct diag *diag, const char *format, ...)
{
    if (diag->last == NULL || diag->errors + diag->warnings > DIAG_KEEP) {
        return; /* the item the hint belongs to was not kept */
    }
    struct str text;
    str_init(&text);
    va_list args;
    va_start(args, format);
    str_vaddf(&text, format, args);
    va_end(args);
    diag->last->hint = safe_copy(&diag->arena, text.data);
    str_release(&text);
}

void diag_id(struct diag *diag, const char *id)
{
    if (diag->last != NULL && diag->errors + diag->warnings <= DIAG_KEEP) {
        diag->last->id = id;
    }
}

/* Does b belong before a? */
static bool is_earlier(const struct diag_item *a, const struct diag_item *b)
{
    if (a->file == NULL || b->file == NULL || strcmp(a->file, b->file) != 0 || b->line == 0) {
        return false;
    }
    return a->line == 0 || b->line < a->line || (b->line == a->line && b->col < a->col);
}

void diag_sort(struct diag *diag)
{
    struct diag_item *sorted = NULL;
    for (struct diag_item *item = diag->first; item != NULL;) {
        struct diag_item *next = item->next;
        struct diag_item **at = &sorted;
        while (*at != NULL && !is_earlier(*at, item)) {
            at = &(*at)->next;
        }
        item->next = *at;
        *at = item;
        item = next;
    }
    diag->first = diag->last = sorted;
    while (diag->last != NULL && diag->last->next != NULL) {
        diag->last = diag->last->next;
    }
}

const struct diag_item *diag_first(const struct diag *diag)
{
    const struct diag_item *item = diag->first;
    while (item != NULL && item->severity != DIAG_ERROR) {
        item = item->next;
    }
    return item;
}

void diag_first_error(const struct diag *diag, struct str *out)
{
    const struct diag_item *first = diag_first(diag);
    if (first != NULL) {
        bool sentence = first->hint != NULL && *first->hint >= 'A' && *first->hint <= 'Z';
        str_add(out, first->text);
        if (first->hint != NULL) {
            str_add(out, sentence ? _(". ") : _("; "));
            str_add(out, first->hint);
        }
    }
}

void diag_print(const struct diag *diag, struct str *out)
{
    for (const struct diag_item *item = diag->first; item != NULL; item = item->next) {
        if (item->file != NULL) {
            str_addf(out, "%s:", item->file);
            if (item->line > 0) {
                str_addf(out, "%zu:%zu:", item->line, item->col);
            }
            str_addc(out, ' ');
        } else {
            str_add(out, "losswalk: ");
        }
        str_addf(
            out, _("%s: %s"), item->severity == DIAG_ERROR ? _("error") : _("warning"), item->text);
        str_addc(out, '\n');
        if (item->excerpt != NULL) {
            str_addf(out, "    %s\n    ", item->excerpt);
            str_fill(out, item->caret_cells, ' ');
            str_add(out, "^\n");
        }
        if (item->hint != NULL) {
            str_addf(out, _("%s: %s"), _("hint"), item->hint);
            str_addc(out, '\n');
        }
    }
    size_t all = diag->errors + diag->warnings;
    if (all > DIAG_KEEP) {
        str_addf(out, _("... and %zu more\n"), all - DIAG_KEEP);
    }
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t two = a < b ? a : b;
    return two < c ? two : c;
}

/* How many slips lie between two words: a letter left out, put in, or wrong, or two neighbours
 * swapped (Damerau and Levenshtein's distance). Row i of the table needs only the two rows before
 * it. */
static size_t distance(const char *a, const char *b)
{
    size_t width = strlen(b);
    size_t rows[3][LONGEST_WORD + 1] = {0};
    for (size_t j = 0; j <= width; j++) {
        rows[0][j] = j;
    }
    size_t i = 0;
    for (; a[i] != '\0'; i++) {
        const size_t *two_up = rows[(i + 2) % 3];
        const size_t *up = rows[i % 3];
        size_t *row = rows[(i + 1) % 3];
        row[0] = i + 1;
        for (size_t j = 0; j < width; j++) {
            row[j + 1] = least(up[j + 1] + 1, row[j] + 1, up[j] + (a[i] == b[j] ? 0 : 1));
            bool swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
            if (swapped && two_up[j - 1] + 1 < row[j + 1]) {
                row[j + 1] = two_up[j - 1] + 1;
            }
        }
    }
    return rows[i % 3][width];
}

static size_t common_start(const char *a, const char *b)
{
    size_t size = 0;
    while (a[size] != '\0' && a[size] == b[size]) {
        size++;
    }
    return size;
}

const char *diag_nearest(const char *word, const char *const *words)
{
    size_t size = strlen(word);
    if (size > LONGEST_WORD) {
        return NULL;
    }
    size_t best = size / 3 + 1; /* one slip in three letters is still the same word */
    const char *nearest = NULL;
    for (; *words != NULL; words++) {
        size_t d = strlen(*words) > LONGEST_WORD ? SIZE_MAX : distance(word, *words);
        bool closer =
            nearest == NULL || d < best || common_start(word, *words) > common_start(word, nearest);
        if (d <= best && closer) {
            best = d;
            nearest = *words;
        }
    }
    return nearest;
}
