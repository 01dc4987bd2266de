/* The samples by their losses. */
#ifndef LOSSWALK_ORDER_H
#define LOSSWALK_ORDER_H

#include "walk.h"

#include <stdbool.h>
#include <stddef.h>

/* The row whose loss (of the entries that are added up, the row's sum) is the next larger one, or
 * the next smaller one, after that of `row`; rows of equal losses follow each other. `row` itself
 * where there is none. False where losses cannot be told apart now: they are hidden, not reduced to
 * one for each row, or too many to look through at a key press. */
bool order_next(const struct walk *walk, size_t row, bool larger, size_t *out);
/* Shows the rows by their losses, the largest first, until walk_forget_order(). False as above. */
bool order_rows(struct walk *walk);

#endif
