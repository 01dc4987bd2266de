/* Pictures made of text: what a table of numbers does not let one see at a glance.
 *
 * A picture is a value: characters in rows and columns, each with a meaning. It knows no screen;
 * the screen copies it (tui/picture_pane.c), a page prints its lines, and picture_say() says the
 * same as a sentence and a small table, for the ear. All of them ask a sight for the numbers, so
 * what a waiting question hides is in none of them.
 *
 * How large a picture is follows from the room there is; what its axes say, from the lesson alone:
 * they stay where they are whatever the student looks at or changes.
 */
#ifndef LOSSWALK_PICTURE_H
#define LOSSWALK_PICTURE_H

#include "arena.h"
#include "sight.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* What a character is. Nothing rests on it alone: every meaning has a sign of its own. */
enum ink {
    INK_TEXT,
    INK_TITLE,
    INK_AXIS,
    INK_CURVE, /* of -log p */
    INK_OWN,   /* of the lesson's own loss, where it is another */
    INK_MARK,  /* a sample */
    INK_HERE,  /* that of the cursor */
    INK_LEVEL, /* of a loss: this and the next INK_LEVELS - 1, the lowest first */
    INK_LEVELS = 5
};

struct picture_cell {
    char text[8];       /* one character in UTF-8; "" in the right half of a wide one */
    unsigned char ink;  /* enum ink */
    unsigned char held; /* was anything put here? */
};

struct picture {
    size_t cols, rows;
    struct picture_cell *cells; /* rows * cols, row by row; in the arena */
    bool ascii;                 /* 7 bits only */
    struct arena *arena;        /* borrowed */
};

/* Blank. */
struct picture picture_new(size_t cols, size_t rows, bool ascii, struct arena *arena);
/* Puts text at (x, y), in the alphabet of the picture, cut at its edge and after `cells` columns;
 * returns the columns used. */
size_t picture_put(
    struct picture *picture, size_t x, size_t y, size_t cells, enum ink ink, const char *text);
/* The cell at (x, y), or NULL outside. */
const struct picture_cell *picture_at(const struct picture *picture, size_t x, size_t y);
/* Its lines, without blanks at their ends, each after `indent` blanks. */
void picture_lines(const struct picture *picture, size_t indent, struct str *out);

/* A bar as long as `share`, 0 to 1, of `cells` columns: to the nearest eighth of a column, which
 * takes one. In 7 bits (utf8.h) the last column is "." below a half. */
void picture_bar(struct str *out, double share, size_t cells);

/* What a picture is of: a step of a walk, and the place in it. */
struct picture_scene {
    struct sight sight;
    size_t stage;                /* that is shown */
    size_t row, col;             /* the cursor */
    size_t row_first, row_count; /* the rows in sight */
    int decimals;
};

/* The kinds of pictures, in the order in which they get room. */
enum picture_kind {
    PICTURE_IMAGE,  /* what the row is a classification of: key `picture` */
    PICTURE_TOKENS, /* the text that the rows are the tokens of: key `tokens` */
    PICTURE_CURVE,  /* the price of a probability, -log p, and where the samples are on it */
    PICTURE_KINDS
};

/* The room that a picture of that kind needs, and that it can use; no columns: there is none at
 * this step. */
struct picture_need {
    size_t cols, rows, most_cols, most_rows;
};
struct picture_need picture_need(const struct picture_scene *scene, enum picture_kind kind);
/* The picture in a room that is no less than its need; what it takes of it is its size. */
struct picture picture_draw(const struct picture_scene *scene, enum picture_kind kind, size_t cols,
    size_t rows, bool ascii, struct arena *arena);
/* The same in words: a sentence, and lines of a small table, each line ended. */
void picture_say(const struct picture_scene *scene, enum picture_kind kind, struct str *out);

/* 0 to INK_LEVELS - 1: how wrong a model was that has this loss, in nats. A level begins where the
 * probability of the truth falls below 0.8, 0.6, 0.4, 0.2. */
size_t picture_level(double nats);

#endif
