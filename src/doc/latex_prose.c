/* The prose of a lesson in LaTeX. */
#include "latex.h"
#include "utf8.h"

#include <string.h>

enum {
    COLUMN_GAP = 3, /* between columns of a table, in letters */
    LEAST_COLUMN = 6,
    LEVELS = 6 /* of lists, that are set in further and further */
};

/* ---- Spans ----------------------------------------------------------------------------------- */

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Where a link may lead: what a browser or a mail program opens. */
static bool is_link(const char *target)
{
    return begins(target, "http://") || begins(target, "https://") || begins(target, "mailto:");
}

/* The target between the braces of \href, in letters that neither TeX nor a PDF mistakes. */
static void add_target(const char *target, struct str *out)
{
    for (const char *at = target; *at != '\0'; at++) {
        unsigned char c = (unsigned char)*at;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     strchr("-./:?=+,;@!*", *at) != NULL;
        if (plain) {
            str_addc(out, *at);
        } else if (strchr("%#&_", *at) != NULL) {
            str_addf(out, "\\%c", *at);
        } else {
            str_addf(out, "\\%%%02X", c);
        }
    }
}

static void add_link(const struct doc_options *options, const struct span *span, struct str *out)
{
    bool named = span->target != NULL && strcmp(span->text, span->target) != 0;
    bool leads = span->target != NULL && is_link(span->target);
    if (leads) {
        str_add(out, "\\href{");
        add_target(span->target, out);
        str_add(out, "}{");
    }
    latex_text(options, span->text, out);
    str_add(out, leads ? "}" : "");
    if (named) { /* on paper nothing can be clicked */
        str_add(out, " (\\texttt{");
        latex_code(options, span->target, out);
        str_add(out, "})");
    }
}

static void wrapped(
    const struct doc_options *options, const char *command, const char *text, struct str *out)
{
    str_addf(out, "\\%s{", command);
    latex_text(options, text, out);
    str_add(out, "}");
}

static void add_code(const struct doc_options *options, const char *text, struct str *out)
{
    str_add(out, "\\texttt{");
    latex_code(options, text, out);
    str_add(out, "}");
}

static void add_span(const struct doc_options *options, const struct span *span, struct str *out)
{
    switch (span->style) {
    case SPAN_PLAIN:
        if (strcmp(span->text, "\n") == 0) {
            str_add(out, "\\newline ");
        } else {
            latex_text(options, span->text, out);
        }
        break;
    case SPAN_EMPHASIS:
        wrapped(options, "emph", span->text, out);
        break;
    case SPAN_STRONG:
        wrapped(options, "textbf", span->text, out);
        break;
    case SPAN_CODE:
        add_code(options, span->text, out);
        break;
    case SPAN_MATH:
        if (span->tex == NULL) {
            add_code(options, span->text, out);
            break;
        }
        str_add(out, "$");
        latex_math(options, span->tex, out);
        str_add(out, "$");
        break;
    case SPAN_LINK:
        add_link(options, span, out);
        break;
    }
}

/* A span may begin or end with a blank that is no other's: it is one between two spans, and none at
 * a line's ends, as TeX has it. */
void latex_spans(const struct doc_options *options, const struct span *spans, struct str *out)
{
    for (const struct span *span = spans; span != NULL; span = span->next) {
        add_span(options, span, out);
    }
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

/* How much of a line of code goes into a line of the page: up to a blank in its last third, if it
 * is too long. */
static size_t code_fit(const char *line, size_t size, size_t cells)
{
    size_t fit = utf8_fit(line, size, cells);
    for (size_t at = fit; fit < size && at > fit - fit / 3; at--) {
        if (line[at - 1] == ' ') {
            return at;
        }
    }
    return fit > 0 ? fit : size;
}

static void code_block(struct doc *doc, const char *text, size_t cells)
{
    struct str out;
    str_init(&out);
    out_add(doc->out, "\\begin{code}\n");
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        const char *rest = text;
        size_t left = size;
        do {
            size_t fit = code_fit(rest, left, cells);
            str_clear(&out);
            latex_code(doc->options, arena_strndup(&doc->arena, rest, fit), &out);
            out_addf(doc->out, "\\codeline{%s%s}\n", rest > text ? "\\ \\ \\ \\ " : "", out.data);
            rest += fit;
            left -= fit;
        } while (left > 0);
        text += size + (text[size] == '\n' ? 1 : 0);
    }
    out_add(doc->out, "\\end{code}\n");
    str_release(&out);
}

static size_t spans_width(const struct span *span)
{
    struct str text;
    str_init(&text);
    for (; span != NULL; span = span->next) {
        span_text(span, false, &text);
    }
    size_t width = utf8_width(text.data);
    str_release(&text);
    return width;
}

/* The widths of the columns, in letters; while they are too wide together, the widest gives way.
 * True where one did. */
static bool fit_columns(
    const struct prose_table *table, size_t cells, size_t width[TABLE_MOST_COLS])
{
    size_t sum = COLUMN_GAP * table->cols;
    for (size_t col = 0; col < table->cols; col++) {
        width[col] = 1;
        for (const struct table_row *row = table->rows; row != NULL; row = row->next) {
            size_t one = spans_width(row->cells[col]);
            width[col] = one > width[col] ? one : width[col];
        }
        width[col] = width[col] < cells ? width[col] : cells;
        sum += width[col];
    }
    bool wrapped = sum > cells;
    while (sum > cells) {
        size_t widest = 0;
        for (size_t col = 1; col < table->cols; col++) {
            widest = width[col] > width[widest] ? col : widest;
        }
        if (width[widest] <= LEAST_COLUMN) {
            break; /* the table is made smaller as a whole */
        }
        width[widest]--;
        sum--;
    }
    return wrapped;
}

static void table_head(struct doc *doc, const struct prose_table *table, const size_t *width,
    bool wrapped, size_t cells)
{
    static const char SIDES[] = {'l', 'c', 'r'};
    static const char *const RAGGED[] = {"\\raggedright", "\\centering", "\\raggedleft"};
    out_add(doc->out, "\\begin{prosetable}{");
    for (size_t col = 0; col < table->cols; col++) {
        if (wrapped) {
            out_addf(doc->out, ">{%s\\arraybackslash}p{0.%03zu\\linewidth}",
                RAGGED[table->side[col]], width[col] * 999 / (cells > 0 ? cells : 1));
        } else {
            out_addf(doc->out, "%c", SIDES[table->side[col]]);
        }
    }
    out_add(doc->out, "}\n");
}

static void table_row(struct doc *doc, const struct prose_table *table, const struct table_row *row)
{
    struct str out;
    str_init(&out);
    for (size_t col = 0; col < table->cols; col++) {
        str_add(&out, col > 0 ? " & " : "");
        latex_spans(doc->options, row->cells[col], &out);
    }
    out_addf(doc->out, "%s \\\\\n", out.data);
    str_release(&out);
}

/* In tables of so many rows each: one that is longer than a page would run out of it. */
static void table_block(
    struct doc *doc, const struct prose_table *table, const struct latex_page *page)
{
    size_t width[TABLE_MOST_COLS];
    bool wrapped = fit_columns(table, page->cells, width);
    const struct table_row *row = table->rows->next;
    size_t most = wrapped ? page->rows / 2 : page->rows;
    do {
        table_head(doc, table, width, wrapped, page->cells);
        table_row(doc, table, table->rows);
        out_add(doc->out, "\\midrule\n");
        for (size_t i = 0; row != NULL && i < most; i++, row = row->next) {
            table_row(doc, table, row);
        }
        out_add(doc->out, "\\end{prosetable}\n");
    } while (row != NULL);
}

static void item(struct doc *doc, const struct block *block, struct str *text)
{
    int level = block->level < LEVELS ? block->level : LEVELS;
    struct str marker;
    str_init(&marker);
    if (strcmp(block->marker, "-") == 0) {
        str_add(&marker, "\\textbullet");
    } else {
        latex_text(doc->options, block->marker, &marker);
    }
    latex_spans(doc->options, block->spans, text);
    out_addf(doc->out, "\\listitem{%d}{%s}{%s}\n", level + 1, marker.data, text->data);
    str_release(&marker);
}

static void math_block(struct doc *doc, const struct block *block, struct str *text)
{
    const struct span *span = block->spans;
    if (span == NULL || span->tex == NULL || span->next != NULL) {
        latex_spans(doc->options, span, text);
        out_addf(doc->out, "\\begin{quote}\n%s\n\\end{quote}\n", text->data);
        return;
    }
    latex_math(doc->options, span->tex, text);
    out_addf(doc->out, "\\begin{display}$\\displaystyle %s$\\end{display}\n", text->data);
}

static void show(struct doc *doc, const struct block *block, const struct latex_page *page)
{
    struct str text;
    str_init(&text);
    switch (block->kind) {
    case BLOCK_ITEM:
        item(doc, block, &text);
        break;
    case BLOCK_CODE:
        code_block(doc, block->spans != NULL ? block->spans->text : "", page->code_cells);
        break;
    case BLOCK_TABLE:
        table_block(doc, block->table, page);
        break;
    case BLOCK_MATH:
        math_block(doc, block, &text);
        break;
    case BLOCK_QUOTE:
        latex_spans(doc->options, block->spans, &text);
        out_addf(doc->out, "\\begin{quote}\n%s\n\\end{quote}\n", text.data);
        break;
    case BLOCK_HEADING:
        latex_spans(doc->options, block->spans, &text);
        out_addf(doc->out, "\\heading{%s}\n", text.data);
        break;
    default:
        latex_spans(doc->options, block->spans, &text);
        out_addf(doc->out, "%s\n", text.data);
        break;
    }
    str_release(&text);
}

void latex_prose(struct doc *doc, const struct prose *prose, const struct latex_page *page)
{
    for (const struct block *b = prose->blocks; b != NULL; b = b->next) {
        out_add(doc->out, "\n");
        show(doc, b, page);
    }
    out_add(doc->out, "\n");
}
