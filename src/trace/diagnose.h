/* Given a batch and the number that somebody got: which way of computing gives it?
 *
 * All ways of ways.h are tried, alone and, where the digits given leave so little to chance that a
 * hit means something, two at a time.
 */
#ifndef LOSSWALK_DIAGNOSE_H
#define LOSSWALK_DIAGNOSE_H

#include "answer.h"
#include "compare.h"
#include "rules.h"
#include "ways.h"

enum { DIAGNOSIS_MOST = 12 }; /* ways that are told */

/* One way, or two together, that gives the number. */
struct mistake {
    const char *ids[2];  /* of slip.def, or names of presets; NULL: there is but one way */
    double value;        /* what it gives, in full */
    enum stage_id stage; /* the first at which it parts from the lesson */
    const char *text;
    const char *sets[2 * WAY_SETS + 1]; /* settings that show it, NULL-ended */
    const char *code;                   /* or what it looks like in code; NULL */
};

/* What a framework's rules make of the batch, where that is another number. */
struct other_loss {
    const char *rules;
    const char *text; /* why */
    double value;
};

struct diagnosis {
    struct answer given;
    double own;  /* the lesson's own loss; NaN where it has none */
    bool is_own; /* the number is that */
    struct mistake all[DIAGNOSIS_MOST];
    size_t count;
    size_t left_out;                       /* that give it, too */
    struct other_loss others[RULES_COUNT]; /* where is_own: what is not the lesson's */
    size_t other_count;
    size_t tried, pairs; /* ways, and pairs of them; pairs 0: none, as chance would give too many */
    bool large;          /* the batch is too large for pairs */
    double chance;       /* hits to be expected of a number that has nothing to do with the batch */
    struct arena arena;  /* of all texts */
};

/* Does a value agree with the number to the digits given? Cut instead of rounded will do. */
bool diagnosis_agrees(const struct answer *given, double value);

/* The watcher of `own` is told of each way. diagnosis_release() gives back. */
void diagnose(struct diagnosis *diagnosis, struct trace *own, const struct answer *given);
void diagnosis_release(struct diagnosis *diagnosis);

#endif
