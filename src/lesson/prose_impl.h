/* What the files that build prose share. Private to this layer. */
#ifndef LOSSWALK_PROSE_IMPL_H
#define LOSSWALK_PROSE_IMPL_H

#include "prose.h"

#include <md4c.h>

enum {
    MAX_NESTING = 32 /* of spans, and of lists: what is deeper looks like this deep */
};

struct list {
    bool ordered;
    unsigned next; /* number of the next item */
};

/* Where a piece of mathematics stands: from `run` on in the text of the span, from `at` on in the
 * Markdown. */
struct math_piece {
    size_t run, at;
};

/* A formula: from `at` on in the Markdown, with so many dollars before it and behind it. */
struct formula {
    size_t at, size, signs;
};

struct builder {
    struct arena *arena;
    struct diag *diag;
    const struct source *source;
    const char *const *sections;
    const char *text; /* all of the Markdown */
    char *hidden;     /* the same as md4c reads it: letters in the place of formulas */
    size_t text_size;
    struct formula *formulas; /* in order */
    size_t formula_count, formula_cap;
    const struct formula *formula; /* the one whose text is being taken */
    struct where here;             /* the place that text starts at; moved forward by locate() */
    size_t here_at;
    bool located; /* the heading being read has its place */

    struct prose *first, **section_end;
    struct block *block, **block_end; /* being filled; where the next one goes */
    struct span **span_end;
    struct str run; /* text of the span being filled */
    enum span_style style[MAX_NESTING + 1];
    const char *target[MAX_NESTING + 1];
    size_t spans;                /* open ones */
    bool display;                /* the mathematics is $$...$$ */
    size_t displays, span_count; /* in this block */
    struct list lists[MAX_NESTING];
    size_t list_depth, quotes;
    bool fresh_item;           /* the marker of the item was not used yet */
    bool in_heading;           /* of a section */
    unsigned level;            /* of the heading being read */
    struct math_piece *pieces; /* of the mathematics being read */
    size_t piece_count, piece_cap;
    struct prose_table *table; /* being filled */
    struct table_row *row, **row_end;
    size_t col;
    bool fresh_row;             /* its text was not seen yet */
    bool told_row;              /* that it is one */
    bool too_large, told_large; /* it is, which is told where its first text is */
    bool picture;               /* one began, and was not told yet */
};

/* Moves `here` to text that md4c just gave, when it is a piece of the source and not before. */
void prose_locate(struct builder *b, const char *text);

/* prose_formulas.c: finds the formulas in b->hidden and hides them. */
void prose_formulas_find(struct builder *b);
/* The first that ends behind this place; NULL: there is none. */
const struct formula *prose_formula_at(const struct builder *b, size_t at);
/* Text that md4c gives, as it is in the Markdown; what is md4c's own stays. */
const char *prose_as_written(const struct builder *b, const char *text);

/* prose_math.c: text comes piece by piece, and then makes a span. */
void prose_math_piece(struct builder *b, const char *text);
void prose_math_end(struct builder *b, struct span *span);
/* Text that is none: warns of dollars without another. */
void prose_math_loose(struct builder *b, const char *text, size_t size);

/* prose_table.c: as md4c enters its parts. False, and an error, when a table is too large. */
void prose_table_enter(struct builder *b, const MD_BLOCK_TABLE_DETAIL *detail);
void prose_table_row(struct builder *b);
void prose_table_cell(struct builder *b, const MD_BLOCK_TD_DETAIL *detail);
bool prose_table_fits(struct builder *b);
/* The first text of a row: warns when its line has no bar, for md4c ends a table at an empty line
 * only, whatever begins there. */
void prose_table_text(struct builder *b, const char *text);

/* prose_unused.c: warnings about what is not used. */
void prose_html(struct builder *b, const char *text, size_t size);
void prose_comment(struct builder *b, const char *text, size_t size);
void prose_picture_text(struct builder *b, const char *text);
void prose_picture_end(struct builder *b, const MD_SPAN_IMG_DETAIL *detail);

#endif
