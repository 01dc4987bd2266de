/* What the files of ways that change inputs share. Everything lives in the arena. */
#ifndef LOSSWALK_WAY_IMPL_H
#define LOSSWALK_WAY_IMPL_H

#include "ways.h"

enum { NO_AXIS = TENSOR_MAX_RANK };

/* The numbers of a tensor, with `class_axis` last (NO_AXIS: as they are), and their shape; NULL
 * where they cannot be read. */
double *way_read(
    struct arena *arena, const struct tensor *tensor, size_t class_axis, struct shape *shape);
/* The scores as rows of classes; whatever has their axes is laid out so from here on, and the
 * copy's class axis is the last. */
double *way_score_rows(struct lesson *copy, struct arena *arena, struct shape *shape);
/* Puts rows into the place of the scores. True. */
bool way_put_scores(struct lesson *copy, struct arena *arena, const struct shape *shape,
    const double *scores, enum score_kind kind);

#endif
