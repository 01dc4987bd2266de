#include "md_prose.h"

#include "md_text.h"

#include <string.h>

void md_add_lines(struct str *out, const char *text, const char *first, const char *rest)
{
    for (const char *mark = first;; mark = rest) {
        size_t size = strcspn(text, "\n");
        str_add(out, mark);
        str_addn(out, text, size);
        str_addc(out, '\n');
        text += size;
        if (text[0] == '\0' || text[1] == '\0') {
            return;
        }
        text++;
    }
}

/* Where the text of list items begins, by their depth: an item lies in another by its indent. */
struct list {
    size_t indent[64]; /* of the items at a depth, and, of the last, of their text */
    size_t depth;      /* that are open */
};
enum { DEEPEST = sizeof((struct list *)NULL)->indent / sizeof(size_t) - 1 };

/* Finds the place of an item, and appends the blanks that lead to its marker, or, without one, to
 * the text of the item that it goes on with. */
static void place_item(struct list *list, const struct block *item, struct str *out)
{
    size_t level = item->level < 0 ? 0 : (size_t)item->level;
    level = level < list->depth ? level : list->depth;
    level = level < DEEPEST ? level : DEEPEST - 1;
    bool goes_on = *item->marker == '\0' && level < list->depth;
    if (!goes_on) {
        list->indent[level + 1] = list->indent[level] + strlen(item->marker) + 1;
        list->depth = level + 1;
    }
    str_fill(out, list->indent[goes_on ? level + 1 : level], ' ');
}

static void add_item(struct str *out, struct list *list, const struct block *item, const char *text)
{
    struct str first;
    struct str rest;
    str_init(&first);
    str_init(&rest);
    place_item(list, item, &first);
    str_addf(&first, *item->marker != '\0' ? "%s " : "%s", item->marker);
    str_fill(&rest, first.len, ' ');
    md_add_lines(out, text, first.data, rest.data);
    str_release(&first);
    str_release(&rest);
}

/* One of the words that stand for a language; what else a page may do with code is none of a
 * lesson's business. */
static const char *language_of(const char *marker)
{
    static const char *const KNOWN[] = {"bash", "c", "cpp", "csv", "ini", "javascript", "js",
        "json", "julia", "latex", "markdown", "py", "python", "r", "rust", "sh", "tex", "text",
        "toml", "typescript", "xml", "yaml"};
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        if (strcmp(KNOWN[i], marker) == 0) {
            return KNOWN[i];
        }
    }
    return "";
}

static void add_row(struct str *out, const struct prose_table *table, const struct table_row *row,
    const struct md_page *page)
{
    for (size_t col = 0; col < table->cols; col++) {
        struct str cell; /* a line of its own: nothing in it hangs on what is before it */
        str_init(&cell);
        md_add_spans(&cell, row->cells[col], page);
        str_addf(out, "| %s ", cell.data);
        str_release(&cell);
    }
    str_add(out, "|\n");
}

static void add_table(struct str *out, const struct prose_table *table, const struct md_page *as)
{
    static const char *const SIDES[] = {
        [SIDE_LEFT] = "| --- ", [SIDE_CENTRE] = "| :---: ", [SIDE_RIGHT] = "| ---: "};
    const struct md_page page = {
        .ascii = as->ascii, .dollars = as->dollars, .line = true, .cell = true};
    for (const struct table_row *row = table->rows; row != NULL; row = row->next) {
        add_row(out, table, row, &page);
        for (size_t col = 0; row == table->rows && col < table->cols; col++) {
            str_add(out, SIDES[table->side[col]]);
        }
        str_add(out, row == table->rows ? "|\n" : "");
    }
}

static void add_words(
    struct str *out, struct list *list, const struct block *block, const struct md_page *as)
{
    const struct md_page page = {
        .ascii = as->ascii, .dollars = as->dollars, .line = block->kind == BLOCK_HEADING};
    struct str text;
    str_init(&text);
    md_add_spans(&text, block->spans, &page);
    if (block->kind == BLOCK_HEADING) {
        struct str marks;
        str_init(&marks);
        str_fill(&marks, block->level < 5 ? (size_t)block->level + 1 : 6, '#');
        str_addc(&marks, ' ');
        md_add_lines(out, text.data, marks.data, "");
        str_release(&marks);
    } else if (block->kind == BLOCK_ITEM) {
        add_item(out, list, block, text.data);
    } else if (block->kind == BLOCK_QUOTE) {
        md_add_lines(out, text.data, "> ", "> ");
    } else {
        md_add_lines(out, text.data, "", "");
    }
    str_release(&text);
}

static void add_block(
    struct str *out, struct list *list, const struct block *block, const struct md_page *page)
{
    switch (block->kind) {
    case BLOCK_CODE:
        md_add_fenced(out, block->spans != NULL ? block->spans->text : "",
            language_of(block->marker), page->ascii);
        break;
    case BLOCK_MATH:
        md_add_display(out, block->spans, page);
        break;
    case BLOCK_TABLE:
        add_table(out, block->table, page);
        break;
    default:
        add_words(out, list, block, page);
        break;
    }
}

/* Items stand close, but where only an empty line makes a new one of them. */
static bool stands_close(const struct block *before, const struct block *block)
{
    return before != NULL && before->kind == BLOCK_ITEM && block->kind == BLOCK_ITEM &&
           *block->marker != '\0' && block->level <= before->level;
}

void md_add_prose(struct str *out, const struct prose *prose, const struct md_page *page)
{
    struct list list = {.depth = 0};
    const struct block *before = NULL;
    for (const struct block *block = prose->blocks; block != NULL; block = block->next) {
        bool on = before != NULL && before->kind == BLOCK_QUOTE && block->kind == BLOCK_QUOTE;
        str_add(out, stands_close(before, block) ? "" : on ? ">\n" : "\n");
        if (block->kind != BLOCK_ITEM) {
            list.depth = 0;
        }
        add_block(out, &list, block, page);
        before = block;
    }
}
