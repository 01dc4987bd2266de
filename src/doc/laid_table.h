/* Tables in prose, laid out for a width. */
#ifndef LOSSWALK_LAID_TABLE_H
#define LOSSWALK_LAID_TABLE_H

#include "prose.h"
#include "str.h"

/* A piece of text at its place in a table that was laid out. */
struct table_piece {
    size_t line, x;
    bool header; /* a name of a column, or the rule under them */
    enum span_style style;
    const char *text; /* as it is shown, in one style */
    struct table_piece *next;
};

struct laid_table {
    struct table_piece *pieces; /* line by line, from left to right */
    size_t lines;
};

/* What a table is laid out for. */
struct table_page {
    size_t width;
    bool ascii;
    bool plain; /* without styles: `code` in its quotes, links followed by their target */
};

/* Lays a table out, in the arena: its columns side by side, wrapped where they are too wide
 * together; and where even words do not fit, each row as lines of "name: cell". Only a word that
 * alone is wider than the page is cut. */
struct laid_table lay_table(
    const struct prose_table *table, const struct table_page *page, struct arena *arena);

/* Appends its lines, each ended by LF and indented. */
void laid_table_text(const struct laid_table *laid, size_t indent, struct str *out);

/* Appends a row as words: "name: cell; name: cell". The first row is 1, the names are row 0. */
void table_row_text(
    const struct prose_table *table, const struct table_row *row, bool ascii, struct str *out);

#endif
