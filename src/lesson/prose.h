/* A lesson's prose: Markdown read once into plain blocks that every format can print. */
#ifndef LOSSWALK_PROSE_H
#define LOSSWALK_PROSE_H

#include "arena.h"
#include "diag.h"
#include "tex.h"

#include <stddef.h>

enum span_style {
    SPAN_PLAIN,
    SPAN_EMPHASIS,
    SPAN_STRONG,
    SPAN_CODE,
    SPAN_MATH, /* $...$ */
    SPAN_LINK  /* text of a link; `target` is where it leads */
};

struct span {
    enum span_style style;
    const char *text; /* safe UTF-8, entities resolved; a hard line break is "\n"; of mathematics
                         the TeX as written */
    const char *target;
    const struct tex *tex; /* of mathematics that could be read, else NULL */
    struct span *next;
};

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING, /* level 3 and below, inside a section */
    BLOCK_ITEM,    /* of a list: `level` is its depth from 0, `marker` its "-" or "1." */
    BLOCK_QUOTE,
    BLOCK_CODE, /* one plain span; lines end in \n; `marker` is the language or "" */
    BLOCK_MATH, /* $$...$$ on its own */
    BLOCK_TABLE /* `table` has its cells; no spans of its own */
};

enum column_side { SIDE_LEFT, SIDE_CENTRE, SIDE_RIGHT };

struct table_row {
    struct span **cells; /* one list per column; NULL: empty */
    struct table_row *next;
};

struct prose_table {
    size_t cols; /* at least 1, at most TABLE_MOST_COLS */
    enum column_side *side;
    struct table_row *rows; /* the first has the names of the columns */
};

enum { TABLE_MOST_COLS = 32, TABLE_MOST_CELLS = 4096 };

struct block {
    enum block_kind kind;
    int level;
    const char *marker;
    struct span *spans;
    struct prose_table *table;
    struct block *next;
};

/* What stands under one heading: of a stage, a group, `end`; or before the first (`at` is ""). */
struct prose {
    const char *at;
    struct where where; /* of the heading; where.source is valid while the lesson is */
    struct block *blocks;
    struct prose *next;
};

/* Reads the Markdown in source->text[first .. size), whose first line is `line`. Level 1 and 2
 * headings open a section. An unknown or repeated section name (`sections` is the NULL-ended list
 * of known ones) is a warning, and the section is left out: nothing would ever lead to it. Returns
 * the sections in file order; NULL when there is no prose, or when there is more of it than 256
 * KiB, which is an error in diag; a table beyond the limits is one, too, and ends the prose.
 * Mathematics outside of the subset of tex.h, HTML and pictures are warnings: the TeX, the HTML and
 * the description of the picture stand in the text. */
struct prose *prose_parse(struct arena *arena, const struct source *source, size_t first,
    size_t line, const char *const *sections, struct diag *diag);

/* Appends the text of a span as it is shown: mathematics as a line of text, for a page in 7 bits if
 * ascii; all else as it is. */
void span_text(const struct span *span, bool ascii, struct str *out);

#endif
