/* What a library has of its own for a stage, for all of a loss, and for its gradient: called on the
 * same numbers, and held against the same result. Internal to this layer.
 *
 * What such a call computes is said as a problem, as a lesson's is: the lesson is computed as that
 * problem, too, and only where both agree the call is made. Else a comment says that, or why, it is
 * left out.
 */
#ifndef LOSSWALK_OWN_CALLS_H
#define LOSSWALK_OWN_CALLS_H

#include "script.h"

/* A call for a loss. */
struct own_call {
    struct script *script;
    const struct recipe *recipe;
    const struct problem *problem; /* the lesson's */
    bool simple;                   /* no mask is given, no weights of samples */
    struct problem same;           /* what the call computes */
    struct str text;               /* '$' stands for the scores */
    size_t scores;                 /* the stage that they are */
    size_t expected;               /* the stage that should come out */
    bool no_gradient;              /* the library's own is another one */
    const char *note;              /* what is to be said of the call, or NULL */
    const char *reason;            /* why there is none, or NULL */
};

struct own_library {
    struct own_stage {
        enum stage_id kind, of; /* a stage, and the one it is made of; ID_none: the scores */
        const char *call;       /* '$' stands for that */
    } const *stages;            /* up to one of ID_none */
    void (*loss)(struct own_call *call);
    /* The gradient by the logits of a call for the loss: '$' for the variable, a '#' for the call.
     */
    const char *gradient;
    const char *variable;    /* in a call for the gradient: the logits, */
    const char *temperature; /* and the same divided by a temperature, '#' */
};

/* After the stage with this index. */
void own_calls(struct script *script, size_t index, const struct own_library *library);

/* For library->loss: the answers as rows, smoothed or as they were before. */
size_t own_targets(const struct own_call *call, bool smoothed);
/* How the call's reduction is named, and in call->expected what it gives: its mean where that is
 * the lesson's, its sum, or its losses one by one. NULL: none can be told. */
enum own_reduction { OWN_MEAN, OWN_SUM, OWN_EACH };
enum own_reduction own_reduction(struct own_call *call, bool mean_is_same);

extern const struct own_library own_pytorch, own_tfjs;

#endif
