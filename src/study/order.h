/* The samples by their losses. */
#ifndef LOSSWALK_ORDER_H
#define LOSSWALK_ORDER_H

#include "walk.h"

#include <stdbool.h>
#include <stddef.h>

/* The row that comes so many places after `row` when rows stand by their losses (of the entries
 * that are added up, the row's sum), the smallest first; rows of equal losses follow each other.
 * Stops at the ends. False where losses cannot be told apart now: they are hidden, not reduced to
 * one for each row, or too many to look through at a key press. */
bool order_move(const struct walk *walk, size_t row, long larger, size_t *out);
/* Shows the rows by their losses, the largest first, until walk_forget_order(). False as above. */
bool order_rows(struct walk *walk);

#endif
