/* What a probability costs in a lesson, as a curve: -log p, the lesson's own loss where it is
 * another, and the samples as points. Private to this layer. */
#ifndef LOSSWALK_PRICE_H
#define LOSSWALK_PRICE_H

#include "picture.h"

enum {
    PRICE_POINTS = 26 /* at most, so that each has a letter */
};

enum price_kind {
    PRICE_NONE,     /* this loss, or this step, has no such curve */
    PRICE_SAMPLES,  /* a point is a sample: the probability of its true class */
    PRICE_ELEMENTS, /* a binary loss: a point is a score, on one of two branches */
    PRICE_CLASSES   /* targets: a point is a class of the row under the cursor */
};

enum price_curve { PRICE_PLAIN, PRICE_OWN };

struct price_point {
    size_t row, col;
    double p, loss; /* 0 to 1; any number, or infinite */
    bool here;      /* the cursor's */
};

struct price {
    const struct picture_scene *scene;
    enum price_kind kind;
    int top;                     /* of the axis of the loss, in the unit of its logarithm */
    double unit;                 /* nats of that unit */
    size_t branches;             /* 2: also that of a target of 0 */
    const char *title;           /* what the picture shows */
    const char *height;          /* what the height of a point is */
    const char *own;             /* what the sign + stands for; NULL: for nothing */
    bool has_own_curve;          /* for the lesson's loss, where that is not -log p itself; else */
    double unscaled, unscaled_p; /* for where the cursor's sample would be at temperature 1: its
                                    loss (NaN: nowhere) and probability */
    struct {                     /* the own curve's constants, for the class under the cursor: */
        double weight, gamma, smoothing, classes;
        double yes, no; /* what the two answers of a binary loss weigh */
    } of;
    struct price_point points[PRICE_POINTS];
    size_t count;
    size_t hidden; /* points that would be there, if no question waited */
};

enum price_kind price_kind(const struct picture_scene *scene);
/* Texts live in the arena; the scene must outlive it. */
struct price price_of(const struct picture_scene *scene, struct arena *arena);
/* The height of a curve at p, on the branch of a target of 1, or of 0. */
double price_at(const struct price *price, enum price_curve curve, bool yes, double p);
/* "s1", "s1 dog", "dog": appended. */
void price_name(const struct price *price, const struct price_point *point, struct str *out);

#endif
