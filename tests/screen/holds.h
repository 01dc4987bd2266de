/* What must hold of the screen, whatever keys came. Each returns NULL, or what is not so. */
#ifndef LOSSWALK_TESTS_HOLDS_H
#define LOSSWALK_TESTS_HOLDS_H

#include "draw.h"
#include "ui.h"

#include <stdbool.h>

/* The state is within its bounds. */
const char *holds_walk(const struct ui *ui);
/* The picture, as it was drawn last, is whole and has what is always there. */
const char *holds_grid(const struct ui *ui, const struct grid *grid);
/* Draws. A drawing in any size leaves the walk as it was, but for what is found out about changes.
 */
const char *holds_drawn(struct ui *ui, struct grid *grid);

/* Are two drawings one picture? */
bool holds_same(const struct grid *a, const struct grid *b);

#endif
