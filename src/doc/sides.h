/* A comparison as it is shown: where the two part, and what each of them has there. */
#ifndef LOSSWALK_SIDES_H
#define LOSSWALK_SIDES_H

#include "compare.h"
#include "sight.h"

struct side {
    struct sight sight;
    size_t stage; /* of its own recipe; STAGE_NONE: it has none like it */
    size_t row, col;
};

struct sides {
    struct side own, other;
    int decimals; /* at which the two look different */
    bool hidden;  /* one of them may not be seen */
};

/* The cells at which `comparison`, which departs somewhere, departs from the lesson that `own`
 * shows; `other` shows comparison->trace. False where the two have the same number there, so that
 * there is nothing to show. */
bool sides_find(const struct comparison *comparison, const struct sight *own,
    const struct sight *other, int decimals, struct sides *out);
/* name = numbers = value of one side, which must have the stage; where only the last digits differ,
 * name and value are enough, and numbers is "". */
struct worked sides_worked(const struct comparison *comparison, const struct side *side,
    int decimals, struct arena *arena);

/* The stage of `recipe` that is, or stands for, the stage with that id in `other`: the logarithm of
 * one route is the log-softmax of another. `other` may be `recipe` itself. STAGE_NONE where nothing
 * stands for it. */
size_t sides_stage(const struct recipe *recipe, const struct recipe *other, enum stage_id kind);

#endif
