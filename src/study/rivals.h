/* The open lesson under every other preset of rules.
 *
 * Comparing reads the lesson once more for each preset and goes over its rows until it finds where
 * the two part, so it is done one preset at a time, when somebody asks.
 */
#ifndef LOSSWALK_RIVALS_H
#define LOSSWALK_RIVALS_H

#include "compare.h"
#include "rules.h"

#include <stdbool.h>
#include <stddef.h>

struct rival {
    const struct rules *rules;
    struct comparison comparison; /* all zeros until it is known */
};

struct rivals {
    struct arena arena; /* texts of the comparisons */
    struct rival all[RULES_COUNT];
    size_t count; /* presets that are not the lesson's own; 0: nobody asked yet */
    size_t known; /* all[0, known) have been compared */
};

/* How a rival's loss stands to the lesson's own: of a batch that is not reduced, its losses. */
enum verdict { VERDICT_SAME, VERDICT_LAST_DIGITS, VERDICT_DIFFERENT, VERDICT_REFUSED };

/* Lists the presets, none of them compared yet; rivals_release() gives everything back. */
void rivals_init(struct rivals *rivals, const struct lesson *lesson);
void rivals_release(struct rivals *rivals);
/* Compares the next one; returns false when all are known. */
bool rivals_compare_next(struct rivals *rivals, struct trace *own);

enum verdict rival_verdict(const struct comparison *comparison, struct trace *own);

#endif
