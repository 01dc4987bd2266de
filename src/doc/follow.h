/* How far an answer may be off: so far as somebody honest can come who has nothing but the digits
 * that are printed.
 *
 * Some stages are printed, with rounded numbers; from a stage on, all are blanks. Whoever fills
 * them in computes each from the printed digits and from the blanks before it, which are carried in
 * full or rounded as they are written down. Both ways must be right; but where rounding makes too
 * much of a difference, digits must be carried, which has to be said. And no number that is given
 * may decide by what its last digit does not tell.
 */
#ifndef LOSSWALK_FOLLOW_H
#define LOSSWALK_FOLLOW_H

#include "answer.h"

#include <stdint.h>

/* What is printed. */
struct follow_page {
    int decimals;   /* of tables and of answers */
    uint64_t shown; /* the stages with a table, a bit each */
    size_t first;   /* those from here on are left out, except for inputs */
    bool rounds;    /* there are blanks, in which rounded numbers are written */
};

struct follow;

/* In the arena, and as long as the trace. Computes nothing yet. */
struct follow *follow_new(struct trace *trace, const struct follow_page *page, struct arena *arena);
/* This cell is asked for: all of them are to be known before the first tolerance is. */
void follow_ask(struct follow *follow, const struct question_cell *cell);
struct follow_tolerance {
    double value;
    double usual; /* a unit of the last digit that a key prints of the answer */
    bool carry;   /* who rounds in between may be farther off */
};

/* Is it more than the usual one, and more than 2 % of the answer? */
bool follow_is_too_wide(double tolerance, double usual, double value);

/* The smallest of 1, 2 and 5 times a power of ten that
 * - is not below the usual one;
 * - takes in what both ways come to, also rounded as the key is; rounding in between only if that
 *   is not too wide;
 * - is more than the answer moves by where a logit, or a printed number that may be rounded, is
 * half a unit of its last decimal larger or smaller. The first alone where the answer is no number,
 * and in a batch too large to be computed by hand.
 */
struct follow_tolerance follow_tolerance(struct follow *follow, const struct question_cell *cell);

#endif
