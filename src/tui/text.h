/* Text that flows: words with styles, broken into lines when it is known how wide the place is.
 *
 *     struct text text;
 *     text_init(&text, arena);
 *     text_add(&text, STYLE_CODE, "p[s0,cat]");
 *     text_add(&text, STYLE_PLAIN, " is what the softmax gives.");
 *     lines = text_flow(&text, grid, (struct rect){1, 12, 78, 6}, 0);
 *
 * Lines break at blanks and between wide (CJK) characters; a word too long for a line is cut.
 */
#ifndef LOSSWALK_TEXT_H
#define LOSSWALK_TEXT_H

#include "arena.h"
#include "grid.h"
#include "hits.h"
#include "prose.h"

#include <stdbool.h>
#include <stddef.h>

/* A piece that is not broken, unless it is longer than a line. */
struct word {
    const char *text;
    enum style style;
    bool line;     /* starts a new line */
    bool blank;    /* a blank before it, unless it starts a line */
    bool glued;    /* stays on the line of the word before */
    bool joined;   /* a formula goes on over the blank before it (utf8_joins()) */
    size_t indent; /* columns its line is indented */
    size_t hang;   /* columns the lines after that are indented, up to the next new line */
    struct target target;
    const struct prose_table *table;     /* instead of text: lines of its own */
    enum style (*look)(enum span_style); /* of its cells */
    struct word *next;
};

struct text {
    struct arena *arena; /* borrowed; everything lives there */
    struct word *first, *last;
    bool line, blank; /* what the next word begins with */
    size_t indent, hang;
    struct target target;    /* what a click on the next words means; nothing at first */
    const struct word *mark; /* the word that is to be in sight; NULL at first: none */
    struct hits *hits;       /* where drawing says where they are; NULL at first: nowhere */
};

void text_init(struct text *text, struct arena *arena);
bool text_is_empty(const struct text *text);
/* Adds words; blanks at either end count, "\n" starts a new line. */
void text_add(struct text *text, enum style style, const char *words);
/* Adds one word as it is, blanks included. */
void text_word(struct text *text, enum style style, const char *word);
/* What follows starts a new line, indented by `indent`, its further lines by `hang` columns. */
void text_line(struct text *text, size_t indent, size_t hang);
/* An empty line, unless nothing was added yet. */
void text_gap(struct text *text);
/* A table, laid out when it is known how wide the place is; `look` gives the style of a span. */
void text_prose_table(
    struct text *text, const struct prose_table *table, enum style (*look)(enum span_style));
/* One line as it is, blanks and all. */
void text_verbatim(struct text *text, size_t indent, enum style style, const char *line);

/* The last word added is to be in sight. */
void text_mark(struct text *text);
/* The line that it is on, in lines of so many cells; 0 where nothing is marked. */
size_t text_marked_line(const struct text *text, struct grid *grid, size_t cols);

/* Draws lines [skip, skip + at.rows) into the rectangle. Returns how many lines there are in all;
 * with at.rows = 0 it only counts. */
size_t text_flow(const struct text *text, struct grid *grid, struct rect at, size_t skip);

#endif
