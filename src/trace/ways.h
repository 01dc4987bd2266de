/* Other ways of computing the loss of a batch: other settings, other inputs, another number read
 * off.
 *
 * Each is a mistake of slip.def, or the rules of a framework. A way is data: what it does to the
 * lesson before it is computed, or to the number afterwards; so two of them can be put together,
 * and the lesson that they make can be looked at stage by stage like any other.
 */
#ifndef LOSSWALK_WAYS_H
#define LOSSWALK_WAYS_H

#include "slip.h"

enum {
    WAYS_MOST = 160,
    WAY_SETS = 3,         /* settings of one way */
    WAY_INPUTS = 4000000, /* numbers of scores up to which inputs are changed */
    WAYS_CELLS = 10000    /* numbers of a stage up to which cells of it are computed in every way */
};

struct way {
    enum slip slip;
    const char *rules;          /* SLIP_other_rules: the preset */
    const char *sets[WAY_SETS]; /* KEY=VALUE, NULL-ended unless full */
    /* Puts other inputs, or another loss, into a copy of the lesson; tensors live in the arena.
     * False: not with this lesson. NULL: the inputs stay. */
    bool (*inputs)(struct lesson *copy, double parameter, struct arena *arena);
    /* The number that is taken for the loss. False: there is none. NULL: the loss. */
    bool (*number)(struct trace *trace, double parameter, double *out);
    enum stage_id stage; /* at which the number parts, where all that is computed is the lesson's;
                            ID_none: `number` is NULL */
    double parameter;
    const char *code; /* what it looks like in PyTorch, where no setting does it; NULL */
};

struct ways {
    struct way all[WAYS_MOST];
    size_t count;
    struct arena arena; /* of their texts */
};

/* The ways that could be another than the lesson's own, the likeliest first. ways_release() gives
 * back. */
void ways_list(struct ways *ways, const struct trace *own);
void ways_release(struct ways *ways);

/* A lesson computed in one or two of the ways. */
struct computed {
    struct lesson *lesson; /* with its settings */
    struct lesson copy;    /* the same with its inputs */
    struct trace *trace;   /* of the copy */
    double value;          /* what comes out */
    struct arena arena;
};

/* False when the lesson cannot be computed so: such settings are refused, or there is no single
 * loss. computed_release() gives back after true. */
bool ways_compute(
    const struct trace *own, const struct way *const *ways, size_t count, struct computed *out);
void computed_release(struct computed *computed);

/* The cell of the lesson computed in the i-th way that is this slip; NaN where that has no such
 * cell. False when there is no i-th, or the stage is too large. */
bool ways_cell(
    struct trace *own, enum slip slip, size_t i, const struct question_cell *cell, double *value);

/* ---- What ways do to inputs (way_inputs.c) and take for the loss (way_numbers.c) ---- */

#define WAY_INPUT(name) bool name(struct lesson *copy, double parameter, struct arena *arena)
WAY_INPUT(way_scores_softmaxed);
WAY_INPUT(way_softmax_along);
WAY_INPUT(way_scores_as_probs);
WAY_INPUT(way_scores_as_log_probs);
WAY_INPUT(way_probs_as_scores);
WAY_INPUT(way_no_log);
WAY_INPUT(way_probs_as_logs); /* of a KL divergence */
WAY_INPUT(way_positives_alone);
WAY_INPUT(way_targets_exchanged);
WAY_INPUT(way_arguments_exchanged);
WAY_INPUT(way_log_floor); /* a sigmoid, given to a loss of probabilities that has one */
WAY_INPUT(way_whole_weighted);
WAY_INPUT(way_teacher_scores); /* parameter 0: as they are; 1: softmax, no temperature */
WAY_INPUT(way_labels_moved);   /* by the parameter */
WAY_INPUT(way_labels_from_end);
WAY_INPUT(way_labels_predicted);
WAY_INPUT(
    way_labels_shifted); /* score t with label t + the parameter; what is left over is dropped */
WAY_INPUT(way_broadcast);
WAY_INPUT(way_one_hot_binary);
#undef WAY_INPUT

#define WAY_NUMBER(name) bool name(struct trace *trace, double parameter, double *out)
/* What the lesson gives: its loss, scaled where it says so. False: it adds nothing up. */
bool way_result(struct trace *trace, double *out);
WAY_NUMBER(way_negative);
WAY_NUMBER(way_total);
WAY_NUMBER(way_total_by_all);
WAY_NUMBER(way_total_by_kept);
WAY_NUMBER(way_total_by_target_weights); /* of classes, weighed by the targets */
WAY_NUMBER(way_by_classes);
WAY_NUMBER(way_exponential);      /* to the power of the parameter times the loss */
WAY_NUMBER(way_mean_exponential); /* the parameter times it */
WAY_NUMBER(way_accuracy);
WAY_NUMBER(way_times); /* the loss times the parameter */
#undef WAY_NUMBER

#endif
