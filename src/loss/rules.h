/* Presets: the rules by which a framework fills in what a lesson leaves open. One table, rules.def.
 */
#ifndef LOSSWALK_RULES_H
#define LOSSWALK_RULES_H

#include "problem.h"

/* In the place of an epsilon, far above any: the distance from 1 to the next number of the lesson's
 * dtype. */
#define DTYPE_EPS 1.0

/* What happens to probabilities before the logarithm. */
struct tidy {
    enum normalize normalize;
    double clip_eps; /* 0: no clipping, unless the mode is CLIP_LOG_FLOOR */
    enum clip_mode clip_mode;
};

/* What is made of labels that have an axis of 1 too many, such as (N, 1). */
enum label_column {
    COLUMN_DROPPED,
    COLUMN_PYTORCH, /* refused, as PyTorch does it */
    COLUMN_JAX      /* refused, as JAX does it */
};

/* How sample weights of another rank than the losses meet them. */
enum weights_rule {
    WEIGHTS_FIRST,    /* from the first axis */
    WEIGHTS_LAST,     /* from the last axis, as in NumPy */
    WEIGHTS_KERAS,    /* a last axis of 1 too many is dropped, of either; then from the last axis */
    WEIGHTS_TF_KERAS, /* where ranks differ by one, at the end; else from the last axis */
    WEIGHTS_TF1       /* refused; but labels drop a last axis of 1 */
};

struct rules {
    const char *name;   /* as in lessons: pytorch */
    const char *title;  /* as people say it: PyTorch */
    const char *source; /* the files of the framework that say so */
    enum route
        route; /* from logits; the focal losses need probabilities and stay on the stable route */
    struct tidy sparse, dense, binary,
        kl; /* of probabilities given: with labels, with targets, of binary losses, KL */
    struct tidy focal, binary_focal; /* from logits as well */
    enum out_of_range out_of_range;
    bool average_last_axis;
    enum binary_form binary_form; /* the formula of a binary loss from scores, where they are
                                     infinite */
    enum reduction labels_reduction,
        other_reduction; /* with integer labels; with targets and in binary losses */
    enum empty_mean empty_mean;
    struct label_set ignored; /* of integer labels */
    bool smooth_by_class; /* smoothing of integer labels: class weights in every class term, not the
                             label's alone */
    bool smooth_second_axis; /* smoothing divides by the size of the second axis: wrong for three
                                axes, but so it is */
    bool classes_second;     /* from three axes on, axis 1 has the classes */
    enum label_column label_column;
    enum weights_rule weights;
    bool mask_is_weight; /* what is masked has weight 0 for sum_by_nonzero_weights, too */
    bool elementwise_kl; /* KL divergence is reduced element by element */
    bool tidies_softmax; /* it knows probabilities alone: those of a softmax are tidied as if given
                          */
    bool unit_probs;     /* binary probabilities outside [0, 1] are refused */
    const char *label_reason; /* why a label out of range is an error there; English; may be NULL */
};

enum rules_id {
#define RULES(name, ...) RULES_##name,
#include "rules.def"
#undef RULES
    RULES_COUNT
};

extern const struct rules rules_table[RULES_COUNT];

/* The preset of that name; NULL when there is none. */
const struct rules *rules_named(const char *name);

/* Sets every member of problem that the preset decides. problem->loss, score_kind and dtype must be
 * set; `has_labels`: the lesson gives integer labels. */
void rules_apply(const struct rules *rules, struct problem *problem, bool has_labels);

/* The axis of the classes in scores of that rank where a lesson does not say; problem->loss must be
 * set. */
size_t rules_class_axis(const struct rules *rules, const struct problem *problem, size_t rank);

#endif
