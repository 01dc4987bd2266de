/* What the files of expressions share. Internal. */
#ifndef LOSSWALK_EXPR_IMPL_H
#define LOSSWALK_EXPR_IMPL_H

#include "expr.h"
#include "sum.h"

enum {
    SHOW_ALL = 6,   /* ranges up to this many terms are printed whole */
    SHOW_FIRST = 3, /* longer ones: this many from the front, */
    SHOW_LAST = 2,  /* this many from the end, and the rest as one number */
    SHOW_PICKED =
        4096 /* of a sum up to so long, a few that are not 0 are printed wherever they are */
};

/* The terms of a range, in index order: how many, and the number of term i. */
size_t expr_term_count(const struct expr_range *range);
double expr_term(const struct expr_source *source, const struct expr_range *range, size_t i);

/* Taking terms together as the kind of range says. */
void expr_take(enum expr_kind kind, struct sum *state, double value, bool first);
double expr_finished(enum expr_kind kind, const struct sum *state);
double expr_range_value(
    const struct expr *expr, const struct expr_source *source, size_t first, size_t end);
/* The pieces that a range of more than SHOW_ALL terms is printed as. */
const struct expr_pieces *expr_pieces(
    const struct expr *expr, const struct expr_source *source, size_t count);

/* How numbers stand in a line: a cell's, and a constant's. Both write into buffer, NUM_SIZE bytes.
 */
const char *expr_cell_text(char *buffer, double value, int decimals, enum dtype dtype);
const char *expr_constant_text(char *buffer, double value, int decimals, enum dtype dtype);

#endif
