/* Which stages stand beside the one that is shown. */
#ifndef LOSSWALK_ANCESTRY_H
#define LOSSWALK_ANCESTRY_H

#include "walk.h"

#include <stdbool.h>
#include <stddef.h>

/* Stages by how near they are: the one shown, what it is made from, then what that is made from. */
struct ancestry {
    size_t stages[RECIPE_MAX_STAGES];
    size_t count;
    size_t direct; /* stages [1, direct) are its own inputs */
    bool helpers;  /* so are hidden ones: a why can be followed to them */
    bool grouped;  /* rows are groups: only such stages stand side by side */
};

struct ancestry ancestry_of(const struct walk *walk);

#endif
