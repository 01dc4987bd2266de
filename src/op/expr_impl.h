/* What the files of expressions share. Internal. */
#ifndef LOSSWALK_EXPR_IMPL_H
#define LOSSWALK_EXPR_IMPL_H

#include "expr.h"
#include "sum.h"

enum {
    SHOW_ALL = 6,   /* ranges up to this many terms are printed whole */
    SHOW_FIRST = 3, /* longer ones: this many from the front, */
    SHOW_LAST = 2   /* this many from the end, and the rest as one number */
};

/* The terms of a range, in index order: how many, and the number of term i. */
size_t expr_term_count(const struct expr_range *range);
double expr_term(const struct expr_source *source, const struct expr_range *range, size_t i);

/* Taking terms together as the kind of range says. */
void expr_take(enum expr_kind kind, struct sum *state, double value, bool first);
double expr_finished(enum expr_kind kind, const struct sum *state);
/* All `count` terms, and those of them that are not printed. */
double expr_range_value(
    const struct expr *expr, const struct expr_source *source, size_t first, size_t end);
double expr_hidden_value(const struct expr *expr, const struct expr_source *source, size_t count);

/* How numbers stand in a line: a cell's, and a constant's. Both write into buffer, NUM_SIZE bytes.
 */
const char *expr_cell_text(char *buffer, double value, int decimals, enum dtype dtype);
const char *expr_constant_text(char *buffer, double value, int decimals, enum dtype dtype);

#endif
