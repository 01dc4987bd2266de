/* What the numbers of a key must be, one by one. Private to this layer. */
#ifndef LOSSWALK_CHECK_ELEMENTS_H
#define LOSSWALK_CHECK_ELEMENTS_H

#include "front_matter.h"

enum {
    CHECK_BLOCK = 4096 /* elements looked at in one go */
};

/* What every element of a tensor must satisfy, and how to say that one does not. */
struct demand {
    const char *noun; /* label, target, ... */
    double low, high;
    bool ends_only; /* low and high themselves, nothing between */
    struct label_set exceptions;
    bool warning;
    const struct tensor *mask;  /* of the same shape, or NULL: where it is 0 nothing is demanded */
    const char *because, *hint; /* NULL: none */
};

/* Checks every element, block by block; all that fail are reported, as far as diagnostics are kept.
 */
bool check_elements(struct draft *draft, enum key_id key, const struct data *data,
    const struct tensor *tensor, const struct demand *demand);

#endif
