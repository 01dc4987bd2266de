/* Everything numeric that a lesson states: the scores, the answers, and the rules of the
 * computation.
 *
 * The names and their meaning are those of the lesson keys. A problem handed to recipe_build() has
 * been checked: shapes agree, values are in range, keys that exclude each other are not both there.
 */
#ifndef LOSSWALK_PROBLEM_H
#define LOSSWALK_PROBLEM_H

#include "constants.h"
#include "num.h"
#include "tensor.h"

#include <stdbool.h>
#include <stddef.h>

enum loss_kind { /* LOSS_CROSS_ENTROPY, ... */
#define LOSS(name, kind, ...) LOSS_##kind,
#include "loss.def"
#undef LOSS
    LOSS_COUNT
};

enum score_kind { SCORES_LOGITS, SCORES_PROBS, SCORES_LOG_PROBS };

/* The scores a loss can be computed from. */
enum {
    TAKES_LOGITS = 1 << SCORES_LOGITS,
    TAKES_PROBS = 1 << SCORES_PROBS,
    TAKES_LOG_PROBS = 1 << SCORES_LOG_PROBS
};

/* Which of a preset's tidyings is the loss's (rules.h). */
enum loss_family {
    FAMILY_CLASSES,
    FAMILY_BINARY,
    FAMILY_KL,
    FAMILY_FOCAL,
    FAMILY_BINARY_FOCAL,
    FAMILY_PLAIN
};

struct loss {
    const char *name;
    int takes; /* TAKES_* */
    enum loss_family family;
    bool binary;      /* every score is a yes-or-no question of its own */
    bool focal;       /* has γ and α */
    bool has_alpha;   /* and α even where a lesson says nothing, as in Keras */
    bool needs_probs; /* so route: fused, which has none, is not for it */
    bool high_is_1;   /* probabilities are clipped to [eps, 1], targets too; without log 0, 1 is no
                         trouble */
    bool no_log;      /* takes no logarithm: nothing to clip, no base */
    bool raw_scores;  /* compares scores as they are, without softmax */
    bool labels_only; /* integer labels; no targets */
    bool elementwise; /* the reduction adds up elements, not samples */
    bool class_weights; /* has a term for each class to weigh */
};

extern const struct loss loss_table[LOSS_COUNT];
extern const char *const loss_names[]; /* NULL-ended */

enum route { ROUTE_STABLE, ROUTE_TEXTBOOK, ROUTE_FUSED };

enum normalize { NORMALIZE_NONE, NORMALIZE_BEFORE_CLIP, NORMALIZE_AFTER_CLIP };

enum clip_mode {
    CLIP_CLIP,          /* p to [eps, 1 - eps] */
    CLIP_ADD,           /* log(p + eps) */
    CLIP_CLIP_THEN_ADD, /* both */
    CLIP_LOG_FLOOR      /* log no lower than -100; needs no eps */
};

enum out_of_range {
    OUT_OF_RANGE_ERROR,
    OUT_OF_RANGE_NAN,
    OUT_OF_RANGE_ZERO,
    OUT_OF_RANGE_WRAP,    /* below 0 counts from the end, once around; what is still outside is an
                             error */
    OUT_OF_RANGE_WRAP_NAN /* the same, and what is still outside gives NaN */
};

enum reduction {
    REDUCTION_MEAN,
    REDUCTION_SUM,
    REDUCTION_NONE,
    REDUCTION_WEIGHTED_MEAN,
    REDUCTION_MEAN_UNMASKED,
    REDUCTION_SUM_BY_NONZERO_WEIGHTS,
    REDUCTION_BATCH_MEAN,
    REDUCTION_CLASS_WEIGHTED_MEAN, /* sample weights do not stand in its divisor */
    REDUCTION_MEAN_OF_MEANS,       /* of groups of entries of the first axis */
    REDUCTION_COUNT
};

enum empty_mean { EMPTY_NAN, EMPTY_ZERO };

/* GRADIENT_LAST: with respect to the scores alone; GRADIENT_STEPS: every stage of the way back. */
enum gradient { GRADIENT_NONE, GRADIENT_LAST, GRADIENT_STEPS };

struct problem {
    enum loss_kind loss;
    enum score_kind score_kind;
    struct tensor *scores; /* as given: 1-D to 6-D */
    size_t class_axis;     /* of scores, counted from the front */
    /* Exactly one: integer labels, shape of the scores without the class axis; numbers of the
     * scores' shape; or a teacher's scores of that shape, whose probabilities are the targets. */
    struct tensor *labels;
    struct tensor *targets;
    struct tensor *target_logits;
    /* Of the shape of the loss entries (problem_entry_shape()), or NULL. mask holds 0 and 1. */
    struct tensor *mask;
    struct tensor *sample_weights; /* already broadcast to the entries */
    struct label_set ignored;      /* labels whose entries are left out */
    bool shift_labels; /* integer labels: each position has the label, the mask and the weight of
                          the next; the last has the label to ignore */

    enum dtype dtype;
    enum route route;
    double temperature;           /* > 0 */
    double label_smoothing;       /* 0 to 1 */
    int log_base;                 /* 0: natural; 2; 10 */
    struct weights class_weights; /* one per class, or none */
    struct tensor *pos_weight;    /* of a binary loss: broadcasts to the scores from the last axis;
                                     NULL: none */
    enum normalize normalize;
    double clip_eps; /* 0: no clipping, unless clip_mode is CLIP_LOG_FLOOR */
    enum clip_mode clip_mode;
    enum out_of_range out_of_range;
    bool smooth_by_class;    /* smoothed integer labels: class weights in every class term, not the
                                label's alone */
    bool smooth_second_axis; /* smoothing divides by the size of the second axis, even if that is
                                not the classes' */
    bool mask_is_weight;     /* sum_by_nonzero_weights does not count what the mask drops */
    bool elementwise;        /* the reduction adds up elements, not samples */
    bool average_last_axis;
    enum binary_form binary_form; /* of an infinite score */
    enum reduction reduction;
    const size_t *groups; /* of each entry of the losses' first axis, below how many there are;
                             NULL: each is a group of its own */
    enum empty_mean empty_mean;
    bool divides; /* a sum is divided by divide_by, which is above 0 */
    double divide_by;
    bool perplexity;   /* the base to the power of the loss */
    double loss_scale; /* above 0; 1 for none */
    bool accuracy;     /* what the scores say, and how often it is right */
    struct focal focal;
    enum gradient gradient;
};

/* A problem with every value the schema gives as the default; no tensors. */
void problem_init(struct problem *problem);

/* The numbers a problem is given, by what they are. */
enum input {
    INPUT_SCORES,
    INPUT_LABELS,
    INPUT_TARGETS,
    INPUT_TARGET_LOGITS,
    INPUT_MASK,
    INPUT_SAMPLE_WEIGHTS,
    INPUT_COUNT
};

/* NULL where the problem has no such input. */
struct tensor *problem_input(const struct problem *problem, enum input input);

/* What is to be known of the problem's loss. */
const struct loss *problem_loss(const struct problem *problem);
bool problem_is_binary(const struct problem *problem);
/* Does a score become a probability alone, by the sigmoid? Without a logarithm also where it is the
 * only one of its row. */
bool problem_is_yes_or_no(const struct problem *problem);
/* Do labels below 0 count from the end? */
bool problem_wraps(const struct problem *problem);
/* Number of classes: the size of the class axis. */
size_t problem_classes(const struct problem *problem);
/* Shape of what the reduction adds up: one entry per sample; for a binary loss one per element, or,
 * with average_last_axis, one per row. */
struct shape problem_entry_shape(const struct problem *problem);
/* The axis that labels shift along, in a shape of at least one axis beside the classes: the last of
 * the labels. */
size_t problem_position_axis(const struct problem *problem, const struct shape *shape);

#endif
