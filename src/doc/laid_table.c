/* How a table in prose is laid out.
 *
 * A column first gets the width of its longest cell. While the columns together are too wide, the
 * widest of them gives way, but none below its longest word.
 */
#include "laid_table.h"

#include "i18n.h"
#include "utf8.h"
#include "wrap.h"

#include <string.h>

enum {
    GAP = 2,          /* between columns */
    RECORD_INDENT = 2 /* of the further cells of a row in lines of its own */
};

/* A word of a cell. */
struct bit {
    const char *text;
    size_t cells;
    enum span_style style;
    bool glued; /* no blank before it */
    bool ends;  /* the line ends behind it */
    struct bit *next;
};

struct layout {
    const struct prose_table *table;
    const struct table_page *page;
    struct arena *arena;
    size_t cols[TABLE_MOST_COLS];
    struct laid_table laid;
    struct table_piece **end;
};

/* ---- Words ----------------------------------------------------------------------------------- */

static struct bit *span_bits(const struct layout *l, const struct span *spans)
{
    struct bit *first = NULL;
    struct bit **end = &first;
    struct bit *last = NULL;
    bool glued = true;
    struct str raw;
    struct str text;
    str_init(&raw);
    str_init(&text);
    for (const struct span *span = spans; span != NULL; span = span->next) {
        str_clear(&raw);
        str_clear(&text);
        if (l->page->plain) {
            span_plain(span, l->page->ascii, &raw);
        } else {
            span_text(span, l->page->ascii, &raw);
        }
        utf8_add_page(&text, raw.data, l->page->ascii);
        for (const char *at = text.data; *at != '\0';) {
            if (utf8_is_blank(*at) || *at == '\n') {
                glued = false;
                if (*at == '\n' && last != NULL) {
                    last->ends = true;
                }
                at++;
                continue;
            }
            size_t size = utf8_piece(at);
            struct bit *bit = arena_alloc(l->arena, 1, sizeof *bit);
            *bit = (struct bit){.text = arena_strndup(l->arena, at, size),
                .cells = utf8_width_n(at, size),
                .style = span->style,
                .glued = glued && last != NULL};
            *end = bit;
            end = &bit->next;
            last = bit;
            glued = true;
            at += size;
        }
    }
    str_release(&text);
    str_release(&raw);
    return first;
}

/* The last bit of a word, which is `bit` and what is glued to it, and how wide the word is. */
static const struct bit *word_end(const struct bit *bit, size_t *cells)
{
    *cells = bit->cells;
    while (!bit->ends && bit->next != NULL && bit->next->glued &&
           !utf8_may_begin_line(bit->next->text)) {
        bit = bit->next;
        *cells += bit->cells;
    }
    return bit;
}

static bool joins(const struct bit *last, const struct bit *next)
{
    return next != NULL && !next->glued && !last->ends &&
           utf8_joins(last->text, strlen(last->text), next->text);
}

/* How wide a word is with what it is joined to, unless that is more than `most`. */
static size_t whole_width(const struct bit *bit, size_t most)
{
    size_t unit = 0;
    const struct bit *last = word_end(bit, &unit);
    size_t whole = unit;
    while (whole <= most && joins(last, last->next)) {
        size_t word = 0;
        last = word_end(last->next, &word);
        whole += 1 + word;
    }
    return whole <= most ? whole : unit;
}

/* Widths of a cell: of its longest line, and of its longest word. */
static void measure(const struct bit *bits, size_t *longest, size_t *word)
{
    size_t line = 0;
    for (const struct bit *bit = bits; bit != NULL;) {
        size_t cells = 0;
        const struct bit *last = word_end(bit, &cells);
        bool blank = line > 0 && !bit->glued;
        line += cells + (blank ? 1 : 0);
        *word = cells > *word ? cells : *word;
        *longest = line > *longest ? line : *longest;
        line = last->ends ? 0 : line;
        bit = last->next;
    }
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static void add_piece(struct layout *l, size_t line, size_t x, const struct bit *bit, bool header)
{
    struct table_piece *piece = arena_alloc(l->arena, 1, sizeof *piece);
    *piece = (struct table_piece){
        .line = line, .x = x, .header = header, .style = bit->style, .text = bit->text};
    *l->end = piece;
    l->end = &piece->next;
}

/* One line of a cell: the bits from `first` up to what is returned, and how wide they are. */
static const struct bit *line_end(const struct bit *first, size_t width, size_t *cells)
{
    const struct bit *bit = first;
    bool joined = false; /* to the word before: what both are part of was measured there */
    *cells = 0;
    while (bit != NULL) {
        size_t word = 0;
        const struct bit *last = word_end(bit, &word);
        size_t blank = bit != first && !bit->glued ? 1 : 0;
        size_t whole = whole_width(bit, joined ? 0 : utf8_kept(width));
        if (bit != first && *cells + blank + whole > width) {
            break;
        }
        joined = joins(last, last->next);
        *cells += blank + word;
        bit = last->next;
        if (last->ends) {
            break;
        }
    }
    return bit;
}

static size_t indent_of(enum column_side side, size_t room)
{
    return side == SIDE_RIGHT ? room : side == SIDE_CENTRE ? room / 2 : 0;
}

/* Writes bits up to `end` side by side. */
static void put_bits(struct layout *l, const struct bit *first, const struct bit *end, size_t x,
    size_t line, bool header)
{
    for (const struct bit *bit = first; bit != NULL && bit != end; bit = bit->next) {
        x += bit != first && !bit->glued ? 1 : 0;
        add_piece(l, line, x, bit, header);
        x += bit->cells;
    }
}

/* A row as lines: the next line of every cell, as long as any cell has one. */
static void put_row(struct layout *l, const struct table_row *row, bool header)
{
    const struct bit *rest[TABLE_MOST_COLS];
    const size_t cols = l->table->cols;
    bool more = true;
    for (size_t col = 0; col < cols; col++) {
        rest[col] = span_bits(l, row->cells[col]);
    }
    while (more) {
        size_t x = 0;
        more = false;
        for (size_t col = 0; col < cols; col++) {
            size_t cells = 0;
            const struct bit *end = line_end(rest[col], l->cols[col], &cells);
            size_t room = l->cols[col] > cells ? l->cols[col] - cells : 0;
            put_bits(
                l, rest[col], end, x + indent_of(l->table->side[col], room), l->laid.lines, header);
            x += l->cols[col] + GAP;
            more = more || end != NULL;
            rest[col] = end;
        }
        l->laid.lines++;
    }
}

static void put_rule(struct layout *l)
{
    size_t x = 0;
    for (size_t col = 0; col < l->table->cols; col++) {
        struct str rule;
        str_init(&rule);
        for (size_t i = 0; i < l->cols[col]; i++) {
            str_add(&rule, l->page->ascii ? "-" : "─");
        }
        struct bit bit = {.text = arena_strndup(l->arena, rule.data, rule.len)};
        add_piece(l, l->laid.lines, x, &bit, true);
        x += l->cols[col] + GAP;
        str_release(&rule);
    }
    l->laid.lines++;
}

/* ---- Rows in lines of their own -------------------------------------------------------------- */

/* A line of "name: cell", wrapped; a word that is wider than all of it is cut. */
static void put_record_cell(
    struct layout *l, const struct span *name, const struct span *cell, size_t indent)
{
    struct span colon = {.text = ":"};
    struct bit *names = span_bits(l, name);
    struct bit *bits = span_bits(l, cell);
    if (bits == NULL) {
        return;
    }
    struct bit *last = names;
    while (last != NULL && last->next != NULL) {
        last = last->next;
    }
    if (last != NULL) {
        last->next = span_bits(l, &colon);
        last->next->glued = true;
        last->next->next = bits;
    }
    const struct bit *bit = names != NULL ? names : bits;
    while (bit != NULL) {
        size_t cells = 0;
        size_t room = l->page->width > indent + 1 ? l->page->width - indent : 2;
        const struct bit *end = line_end(bit, room, &cells);
        if (cells > room) { /* one word, cut */
            struct bit *whole = arena_alloc(l->arena, 1, sizeof *whole);
            size_t fits = utf8_fit(bit->text, strlen(bit->text), room);
            fits = fits > 0 ? fits : strlen(bit->text);
            *whole = *bit;
            whole->text = arena_strndup(l->arena, bit->text, fits);
            add_piece(l, l->laid.lines++, indent, whole, false);
            *whole = *bit;
            whole->text += fits;
            whole->cells = utf8_width(whole->text);
            bit = whole->text[0] != '\0' ? whole : bit->next;
        } else {
            put_bits(l, bit, end, indent, l->laid.lines++, false);
            bit = end;
        }
        indent = (size_t)RECORD_INDENT * 2;
    }
}

static void put_records(struct layout *l)
{
    const struct table_row *names = l->table->rows;
    for (size_t col = 0; col < l->table->cols && names->next == NULL; col++) {
        put_record_cell(l, NULL, names->cells[col], 0);
    }
    for (const struct table_row *row = names->next; row != NULL; row = row->next) {
        for (size_t col = 0; col < l->table->cols; col++) {
            put_record_cell(l, names->cells[col], row->cells[col], col == 0 ? 0 : RECORD_INDENT);
        }
    }
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* Widths of the columns; false when not even words fit. */
static bool fit(struct layout *l)
{
    size_t words[TABLE_MOST_COLS] = {0};
    size_t cols = l->table->cols;
    size_t sum = GAP * (cols - 1);
    for (size_t col = 0; col < cols; col++) {
        l->cols[col] = words[col] = 1;
        for (const struct table_row *row = l->table->rows; row != NULL; row = row->next) {
            measure(span_bits(l, row->cells[col]), &l->cols[col], &words[col]);
        }
        sum += l->cols[col];
    }
    while (sum > l->page->width) {
        size_t widest = cols;
        for (size_t col = 0; col < cols; col++) {
            bool gives = l->cols[col] > words[col];
            widest = gives && (widest == cols || l->cols[col] > l->cols[widest]) ? col : widest;
        }
        if (widest == cols) {
            return false;
        }
        l->cols[widest]--;
        sum--;
    }
    return true;
}

struct laid_table lay_table(
    const struct prose_table *table, const struct table_page *page, struct arena *arena)
{
    struct layout l = {.table = table, .page = page, .arena = arena};
    l.end = &l.laid.pieces;
    if (table->rows == NULL) {
        return l.laid;
    }
    if (!fit(&l)) {
        put_records(&l);
        return l.laid;
    }
    put_row(&l, table->rows, true);
    put_rule(&l);
    for (const struct table_row *row = table->rows->next; row != NULL; row = row->next) {
        put_row(&l, row, false);
    }
    return l.laid;
}

void laid_table_text(const struct laid_table *laid, size_t indent, struct str *out)
{
    const struct table_piece *piece = laid->pieces;
    for (size_t line = 0; line < laid->lines; line++) {
        size_t x = 0;
        for (; piece != NULL && piece->line == line; piece = piece->next) {
            str_fill(out, (x == 0 ? indent : 0) + piece->x - x, ' ');
            str_add(out, piece->text);
            x = piece->x + utf8_width(piece->text);
        }
        str_addc(out, '\n');
    }
}

static void add_cell(const struct span *spans, bool ascii, struct str *out)
{
    for (const struct span *span = spans; span != NULL; span = span->next) {
        span_plain(span, ascii, out);
    }
}

void table_row_text(
    const struct prose_table *table, const struct table_row *row, bool ascii, struct str *out)
{
    bool first = true;
    for (size_t col = 0; col < table->cols; col++) {
        if (row->cells[col] == NULL) {
            continue;
        }
        str_add(out, first ? "" : _("; "));
        if (table->rows->cells[col] != NULL) {
            add_cell(table->rows->cells[col], ascii, out);
            str_add(out, _(": "));
        }
        add_cell(row->cells[col], ascii, out);
        first = false;
    }
}
