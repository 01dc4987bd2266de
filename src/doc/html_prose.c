/* A lesson's Markdown as HTML. */
#include "html.h"

#include <stdlib.h>

static void span(const struct doc *doc, const struct span *span)
{
    static const char *const tags[] = {
        [SPAN_EMPHASIS] = "em", [SPAN_STRONG] = "strong", [SPAN_CODE] = "code"};
    switch (span->style) {
    case SPAN_PLAIN:
        html_lines(doc, span->text, "<br/>");
        break;
    case SPAN_MATH:
        html_math(doc, span, false);
        break;
    case SPAN_LINK:
        html(doc, "<a href=\"%s\">", span->target);
        html_lines(doc, span->text, "<br/>");
        html(doc, "</a>");
        break;
    default:
        html(doc, "<%s>", tags[span->style]);
        html_lines(doc, span->text, "<br/>");
        html(doc, "</%s>", tags[span->style]);
        break;
    }
}

static void spans(const struct doc *doc, const struct span *first)
{
    for (const struct span *s = first; s != NULL; s = s->next) {
        span(doc, s);
    }
}

static void cells(
    const struct doc *doc, const struct prose_table *table, const struct table_row *row, bool head)
{
    static const char *const sides[] = {
        [SIDE_LEFT] = "left", [SIDE_CENTRE] = "centre", [SIDE_RIGHT] = "right"};
    html(doc, "<tr>");
    for (size_t col = 0; col < table->cols; col++) {
        html(doc, head ? "<th scope=\"col\" class=\"%s\">" : "<td class=\"%s\">",
            sides[table->side[col]]);
        spans(doc, row->cells[col]);
        html(doc, head ? "</th>" : "</td>");
    }
    html(doc, "</tr>\n");
}

static void table(const struct doc *doc, const struct prose_table *table)
{
    html(doc, "<div class=\"wide\" tabindex=\"0\"><table class=\"text\"><thead>");
    cells(doc, table, table->rows, true);
    html(doc, "</thead><tbody>\n");
    for (const struct table_row *row = table->rows->next; row != NULL; row = row->next) {
        cells(doc, table, row, false);
    }
    html(doc, "</tbody></table></div>\n");
}

/* Code keeps its lines. */
static void code(const struct doc *doc, const struct block *block)
{
    html(doc, "<pre tabindex=\"0\"><code>");
    html_lines(doc, block->spans != NULL ? block->spans->text : "", "\n");
    html(doc, "</code></pre>\n");
}

enum { DEEPEST = 32 };

/* Lists that are open around an item. */
struct lists {
    size_t depth;
    bool ordered[DEEPEST];
};

static void close_list(const struct doc *doc, struct lists *lists)
{
    html(doc, lists->ordered[--lists->depth] ? "</li></ol>\n" : "</li></ul>\n");
}

static void open_list(const struct doc *doc, struct lists *lists, const char *marker)
{
    bool ordered = *marker >= '0' && *marker <= '9';
    unsigned long first = ordered ? strtoul(marker, NULL, 10) : 1;
    if (ordered && first != 1) {
        html(doc, "<ol start=\"%zu\">", (size_t)first);
    } else {
        html(doc, ordered ? "<ol>" : "<ul>");
    }
    lists->ordered[lists->depth++] = ordered;
}

/* An item, or, without a marker, one more paragraph of the item before. */
static void item(const struct doc *doc, struct lists *lists, const struct block *block)
{
    size_t depth = (size_t)block->level + 1 < DEEPEST ? (size_t)block->level + 1 : DEEPEST;
    bool more = *block->marker == '\0';
    bool ordered = *block->marker >= '0' && *block->marker <= '9';
    while (lists->depth > depth) {
        close_list(doc, lists);
    }
    if (lists->depth == depth && !more && lists->ordered[depth - 1] != ordered) {
        close_list(doc, lists);
    }
    if (lists->depth == depth) {
        html(doc, more ? "<br/>" : "</li>\n<li>");
    }
    while (lists->depth < depth) {
        open_list(doc, lists, block->marker);
        html(doc, "<li>");
    }
    spans(doc, block->spans);
}

static void block(const struct doc *doc, const struct block *block, int level)
{
    size_t rank = (size_t)(block->level - 3 + level < 6 ? block->level - 3 + level : 6);
    switch (block->kind) {
    case BLOCK_HEADING:
        html(doc, "<h%zu>", rank);
        spans(doc, block->spans);
        html(doc, "</h%zu>\n", rank);
        break;
    case BLOCK_QUOTE:
        html(doc, "<blockquote><p>");
        spans(doc, block->spans);
        html(doc, "</p></blockquote>\n");
        break;
    case BLOCK_CODE:
        code(doc, block);
        break;
    case BLOCK_MATH:
        html(doc, "<div class=\"wide\" tabindex=\"0\">");
        html_math(doc, block->spans, true);
        html(doc, "</div>\n");
        break;
    case BLOCK_TABLE:
        table(doc, block->table);
        break;
    default:
        html(doc, "<p>");
        spans(doc, block->spans);
        html(doc, "</p>\n");
        break;
    }
}

void html_prose(const struct doc *doc, const struct prose *prose, int level)
{
    struct lists lists = {.depth = 0};
    html(doc, "<div class=\"prose\">\n");
    for (const struct block *b = prose->blocks; b != NULL; b = b->next) {
        if (b->kind == BLOCK_ITEM) {
            item(doc, &lists, b);
            continue;
        }
        while (lists.depth > 0) {
            close_list(doc, &lists);
        }
        block(doc, b, level);
    }
    while (lists.depth > 0) {
        close_list(doc, &lists);
    }
    html(doc, "</div>\n");
}
