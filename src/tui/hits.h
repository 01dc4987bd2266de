/* What was drawn where, so that a click can be answered. Panes record it while they draw; each
 * drawing begins anew. */
#ifndef LOSSWALK_HITS_H
#define LOSSWALK_HITS_H

#include "grid.h"

#include <stddef.h>

enum target_kind {
    TARGET_NONE,
    TARGET_CELL,    /* stage index, row, col */
    TARGET_STEP,    /* step index */
    TARGET_PART,    /* part index of the step */
    TARGET_REQUEST, /* enum request index */
    TARGET_BOOK,    /* index in the shelf */
    TARGET_CHOICE,  /* of a question */
    TARGET_RIVAL,   /* line index of the compare view */
    TARGET_SWITCH   /* line index of the switches, position row or SWITCH_NO_POSITION */
};

/* Signs beside a number. */
enum mark {
    MARK_TRUTH = 1,         /* [x]: in the column of the true class */
    MARK_OPERAND = 2,       /* >x<: goes into the number under the cursor */
    MARK_BOTH = 4,          /* {x} */
    MARK_CHOSEN = 8,        /* what Enter would follow */
    MARK_CHANGED = 16,      /* x*: differs from the lesson as written */
    MARK_NEGATIVE_ZERO = 32 /* -0.0000 */
};

/* What something on the screen stands for. */
struct target {
    enum target_kind kind;
    size_t index, row, col;
};

struct hit {
    struct rect at;
    struct target target;
};

struct hits {
    unsigned marks; /* which signs stand beside numbers: enum mark, or-ed */
    struct hit *all;
    size_t count, cap;
};

void hits_release(struct hits *hits);
/* The target is seen in that rectangle, over what was there before. Pieces of one target that touch
 * in a line become one, the blank between two words included. */
void hits_add(struct hits *hits, struct rect at, struct target target);
/* What is at (x, y), or TARGET_NONE. */
struct target hits_find(const struct hits *hits, size_t x, size_t y);

#endif
