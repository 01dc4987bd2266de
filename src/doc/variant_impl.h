/* How variants are drawn and judged. Private to the files variant*.c. */
#ifndef LOSSWALK_VARIANT_IMPL_H
#define LOSSWALK_VARIANT_IMPL_H

#include "variant.h"

/* Numbers that look like chance; SplitMix64. */
struct drawer {
    uint64_t state;
};
uint64_t drawer_next(struct drawer *drawer);

/* The lesson's scores, in C order, and how they make rows. */
struct scores {
    const double *own;
    size_t count;
    size_t width, step; /* of a row: so many, that far from each other */
    bool keeps_signs;   /* each score alone says yes or no */
};

/* Other scores for all rows, into count doubles. False: none were found. */
bool variant_draw_scores(const struct scores *scores, struct drawer *drawer, double *out);

/* What drawn numbers are compared with. */
struct judge;
struct judge *judge_new(const struct lesson *lesson, struct diag *diag);
void judge_free(struct judge *judge);
/* The first demand that the variant does not meet; VARIANT_DEMANDS: it will do. */
enum variant_demand judge_variant(struct judge *judge, const struct lesson *variant);

#endif
