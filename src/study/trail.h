/* The why, all the way down: which of the numbers that the focused one is made from is chosen,
 * following it, and the way back.
 *
 * The numbers are the cells of the expression that explains the focused cell, in the order in which
 * the expression has them, each once. One of them is always chosen: at first the largest of a sum
 * or maximum, as it has most to tell, and otherwise the first.
 */
#ifndef LOSSWALK_TRAIL_H
#define LOSSWALK_TRAIL_H

#include "expr.h"
#include "recipe.h"

#include <stdbool.h>
#include <stddef.h>

struct walk;

enum { TRAIL_MAX = RECIPE_MAX_STAGES }; /* following leads to an earlier stage, always */

/* A number one has asked about. */
struct trail_place {
    size_t step, part;
    size_t aside; /* see struct walk */
    size_t stage; /* what step, part and aside come to */
    size_t row, col;
    size_t operand; /* the one chosen there */
};

struct trail {
    struct trail_place
        places[TRAIL_MAX]; /* from where the why was opened to before the focused cell */
    size_t count;
    struct trail_place here; /* where the last follow led to: elsewhere the trail means nothing */

    bool chosen; /* `operand` of the cell `at` was chosen with a key */
    size_t operand;
    struct trail_place at;
};

/* A number that the focused one is made from. */
struct operand {
    size_t index, count; /* its place among the expression's cells; repetitions counted, too */
    size_t stage, row, col;
    struct expr_place place; /* the same as a cell of the expression */
};

/* The chosen one. False where there is none: a given number, or one made from constants alone. */
bool walk_operand(const struct walk *walk, struct operand *out);
/* Chooses the next one or the one before, around the end. */
void walk_choose(struct walk *walk, bool back);
/* Chooses that cell; false when it does not go into the focused one. */
bool walk_choose_cell(struct walk *walk, size_t stage, size_t row, size_t col);
/* Goes to the chosen number and asks about it. Does nothing where there is none. */
void walk_follow(struct walk *walk);
/* Back to where the last follow came from; false where there was none. */
bool walk_return(struct walk *walk);
/* Forgets the trail if the student went somewhere else by other keys. */
void walk_check_trail(struct walk *walk);

/* Does that cell go into the focused one? expr and stage are the focused cell's. */
bool expr_has_cell(
    const struct expr *expr, const struct stage *stage, size_t of, size_t row, size_t col);

#endif
