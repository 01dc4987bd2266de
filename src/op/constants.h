/* The constants of a stage: what its operation is told beside its inputs. One member for each
 * operation that has any; operations of one family share theirs. What may be absent says so itself:
 * no number stands for "none".
 */
#ifndef LOSSWALK_CONSTANTS_H
#define LOSSWALK_CONSTANTS_H

#include "groups.h"

#include <stdbool.h>
#include <stddef.h>

/* Class weights, positive weights: one for each column, or one for all; `at` NULL: none. */
struct weights {
    const double *at;
    size_t count;
};

static inline bool has_weights(const struct weights *weights)
{
    return weights->at != NULL;
}

/* Labels that are left out; count 0: none. */
struct label_set {
    const double *at;
    size_t count;
};

static inline bool has_label(const struct label_set *set, double label)
{
    size_t i = 0;
    while (i < set->count && set->at[i] != label) {
        i++;
    }
    return i < set->count;
}

/* The logarithm that frameworks take: with an epsilon inside, a floor below, and a base. */
struct safe_log {
    bool adds; /* add to p first: */
    double add;
    bool floor;  /* no lower than LOG_FLOOR */
    double base; /* 0: natural; 2; 10 */
};

/* What a focal loss multiplies by. */
struct focal {
    double gamma; /* γ, 0 or more */
    struct weights
        alpha; /* or none. focal_product: a factor of the loss; binary_focal: the weight of y = 1 */
};

enum unknown_label {     /* what a label outside 0 .. classes - 1 gives */
    UNKNOWN_ZEROS,       /* a row of zeros */
    UNKNOWN_NAN,         /* a row of NaN */
    UNKNOWN_WRAPS,       /* below 0 it counts from the end, as an index does in Python */
    UNKNOWN_WRAPS_OR_NAN /* the same, and what is still outside gives NaN */
};

/* From what a binary loss has log(1 - p). */
enum no_side {
    NO_FROM_P,   /* p: the logarithm is taken there */
    NO_LOG,      /* log(1 - p) itself */
    NO_SOFTPLUS, /* -log(1 - p), like log p a natural logarithm */
};

/* The formula by which a binary loss is taken from scores: mathematically one, but at an infinite
 * score they part. */
enum binary_form {
    BINARY_BY_LOGS,    /* -(y log p + (1 - y) log(1 - p)) */
    BINARY_LESS_SCORE, /* softplus - z y (TensorFlow) */
    BINARY_PLUS_SCORE  /* (1 - y) z - log p (PyTorch) */
};

union op_constants {
    struct {
        double divisor;
    } scale;
    struct {
        bool stable;  /* exp(z) / (1 + exp(z)) for z < 0 */
        bool negated; /* of -z: 1 - p, without taking it from 1 */
    } sigmoid;
    struct {
        size_t places; /* rows of one sequence */
        double past;   /* of the last */
    } next;
    struct {
        double classes;
        enum unknown_label unknown;
        struct label_set ignored; /* naming no class, they give a row of zeros whatever `unknown` is
                                     (the mask drops such a sample later anyway) */
    } one_hot;
    struct {
        double share;   /* a, 0 to 1 */
        double classes; /* C */
    } smooth;
    struct {
        double low, high;
    } clip;
    struct safe_log log;
    struct {
        struct safe_log log;
        double tiny;  /* p no larger than this has lost digits, or will: the score stands for its
                         logarithm */
        bool negated; /* the score is -z */
    } score_log;
    struct product {
        struct weights weights; /* of classes */
        bool picks;             /* y = 0 gives 0, whatever log p is */
        bool by_label;          /* the class weight is the label's (input 2), not the column's */
        bool wraps;             /* labels below 0 count from the end */
        struct focal focal;     /* focal_product alone */
    } product;
    struct {
        bool clips; /* the target to [least, 1] */
        double least;
        double base; /* of the logarithm, as in safe_log */
    } kl_product;
    struct {
        enum no_side no;     /* what input 0 is */
        struct safe_log log; /* how log(1 - p) is taken of NO_FROM_P */
        enum binary_form
            infinite;   /* NO_SOFTPLUS: the formula where the score (input 3) is infinite */
        double divisor; /* of what is fused: ln of the base, 1 for natural logarithms */
        struct weights columns;
    } binary_cross_entropy;
    struct focal binary_focal;
    struct {
        struct label_set ignored;
    } mask;
    struct {
        struct weights classes; /* by the label (input 2), or one per column */
        bool wraps;
    } kept_weight;
    struct {
        double first, rest; /* their product is the count */
        bool of_batch;      /* of part of the rows it would be in proportion */
    } count;
    struct {
        double by;
    } factor;
    struct {
        bool empty_is_zero; /* a divisor of 0 gives 0 */
        bool each;          /* of several: a row each */
    } quotient;
    const struct groups *groups;
    struct {
        bool each; /* every score is a yes-or-no question, and yes is */
        double above;
    } predict;
    struct {
        double wraps; /* added to labels below 0; 0: nothing is */
    } agree;
    struct {
        double base;        /* ln of the base of the logarithm, 1 for natural logarithms */
        double temperature; /* of the scores, 1 for none */
        bool empty_is_zero; /* a loss over nothing is 0 whatever the scores are */
        bool log_given;     /* input 0 is log p */
    } softmax_gradient;
};

#endif
