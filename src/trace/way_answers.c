/* What ways do to the answers of a lesson: its labels and targets, and what belongs to them. */
#include "way_impl.h"

/* Labels that are counted otherwise; those that are ignored stay. False when one would name no
 * class, or none moves. */
static bool relabel(struct lesson *copy, struct arena *arena, bool from_end, double by)
{
    struct problem *p = &copy->problem;
    struct shape shape;
    double *labels = p->labels == NULL ? NULL : way_read(arena, p->labels, NO_AXIS, &shape);
    double classes = (double)problem_classes(p);
    for (size_t i = 0; labels != NULL && i < shape_size(&shape); i++) {
        if (has_label(&p->ignored, labels[i])) {
            continue;
        }
        labels[i] = from_end ? classes - 1 - labels[i] : labels[i] + by;
        if (!(labels[i] >= 0 && labels[i] < classes)) {
            return false;
        }
    }
    if (labels != NULL) {
        p->labels = tensor_literal(arena, &shape, labels, NULL);
    }
    return labels != NULL;
}

bool way_labels_moved(struct lesson *copy, double parameter, struct arena *arena)
{
    return relabel(copy, arena, false, parameter);
}

bool way_labels_from_end(struct lesson *copy, double parameter, struct arena *arena)
{
    (void)parameter;
    return relabel(copy, arena, true, 0);
}

/* The class with the largest score, the first of equals, in the place of each label. */
bool way_labels_predicted(struct lesson *copy, double parameter, struct arena *arena)
{
    struct problem *p = &copy->problem;
    struct shape shape;
    struct shape label_shape;
    (void)parameter;
    if (p->labels == NULL || p->ignored.count > 0) {
        return false;
    }
    double *scores = way_score_rows(copy, arena, &shape);
    double *labels = way_read(arena, p->labels, NO_AXIS, &label_shape);
    size_t width = shape.dim[shape.rank - 1];
    for (size_t row = 0; scores != NULL && labels != NULL && row < shape_size(&shape) / width;
         row++) {
        labels[row] = 0;
        for (size_t col = 1; col < width; col++) {
            bool larger = scores[row * width + col] > scores[row * width + (size_t)labels[row]];
            labels[row] = larger ? (double)col : labels[row];
        }
    }
    if (scores == NULL || labels == NULL) {
        return false;
    }
    p->labels = tensor_literal(arena, &label_shape, labels, NULL);
    return way_put_scores(copy, arena, &shape, scores, p->score_kind);
}

/* Of an array whose last but `inner` axes are the batch: places [from, from + keep) of the batch's
 * last axis. */
static struct tensor *slice(struct arena *arena, const struct tensor *tensor, size_t class_axis,
    size_t inner, size_t from, size_t keep)
{
    struct shape shape;
    double *all = tensor == NULL ? NULL : way_read(arena, tensor, class_axis, &shape);
    if (all == NULL || shape.rank < inner + 1) {
        return NULL;
    }
    size_t axis = shape.rank - 1 - inner;
    size_t width = inner == 0 ? 1 : shape.dim[axis + 1];
    size_t places = shape.dim[axis];
    size_t used = 0;
    for (size_t i = 0; i < shape_size(&shape); i++) {
        size_t place = i / width % places;
        if (place >= from && place < from + keep) {
            all[used++] = all[i];
        }
    }
    shape.dim[axis] = keep;
    return tensor_literal(arena, &shape, all, NULL);
}

bool way_labels_shifted(struct lesson *copy, double parameter, struct arena *arena)
{
    struct problem *p = &copy->problem;
    size_t by = (size_t)fabs(parameter);
    size_t places = p->labels == NULL || p->labels->shape.rank == 0
                        ? 0
                        : p->labels->shape.dim[p->labels->shape.rank - 1];
    if (places <= by + p->shift_labels) {
        return false;
    }
    size_t label_from = parameter > 0 ? by : 0;
    size_t score_from = parameter > 0 ? 0 : by;
    size_t keep = places - by;
    p->scores = slice(arena, p->scores, p->class_axis, 1, score_from, keep);
    p->labels = slice(arena, p->labels, NO_AXIS, 0, label_from, keep);
    if (p->scores == NULL || p->labels == NULL) {
        return false;
    }
    p->class_axis = p->scores->shape.rank - 1;
    if (p->mask != NULL) {
        p->mask = slice(arena, p->mask, NO_AXIS, 0, label_from, keep);
    }
    if (p->sample_weights != NULL) {
        p->sample_weights = slice(arena, p->sample_weights, NO_AXIS, 0, label_from, keep);
    }
    copy->samples = NULL;
    return true;
}

enum { BROADCAST_MOST = 1000 };

/* Scores (N,) beside targets (N, 1) become N x N pairs, each score with each target. */
bool way_broadcast(struct lesson *copy, double parameter, struct arena *arena)
{
    struct problem *p = &copy->problem;
    (void)parameter;
    size_t count = shape_size(&p->scores->shape);
    bool single = p->scores->shape.rank == 1 || p->scores->shape.dim[1] == 1;
    if (p->targets == NULL || p->scores->shape.rank > 2 || !single || count < 2 ||
        count > BROADCAST_MOST || p->mask != NULL || p->sample_weights != NULL ||
        (p->pos_weight != NULL && p->pos_weight->shape.rank > 0) || p->class_weights.count > 1) {
        return false;
    }
    struct shape shape;
    double *scores = way_read(arena, p->scores, NO_AXIS, &shape);
    double *targets = way_read(arena, p->targets, NO_AXIS, &shape);
    struct shape pairs = {.rank = 2, .dim = {count, count}};
    double *left = arena_alloc(arena, count * count, sizeof *left);
    double *right = arena_alloc(arena, count * count, sizeof *right);
    for (size_t i = 0; scores != NULL && targets != NULL && i < count * count; i++) {
        left[i] = scores[i % count];
        right[i] = targets[i / count];
    }
    p->scores = tensor_literal(arena, &pairs, left, NULL);
    p->targets = tensor_literal(arena, &pairs, right, NULL);
    p->class_axis = 1;
    copy->samples = copy->classes = NULL;
    return scores != NULL && targets != NULL;
}

/* The targets of a binary loss whose entries are its elements, in the layout of the entries; NULL
 * where it is another. */
static double *binary_targets(const struct lesson *copy, struct arena *arena, struct shape *shape)
{
    const struct problem *p = &copy->problem;
    struct shape entries = problem_entry_shape(p);
    bool elements = p->loss == LOSS_BINARY_CROSS_ENTROPY && p->targets != NULL &&
                    shape_size(&entries) == shape_size(&p->targets->shape);
    double *targets = elements ? way_read(arena, p->targets, NO_AXIS, shape) : NULL;
    *shape = entries;
    return targets;
}

/* Each entry times its factor, which is a sample weight that no divisor counts. */
static bool weigh(struct lesson *copy, struct arena *arena, double *factors, struct shape *shape)
{
    struct problem *p = &copy->problem;
    if (p->reduction == REDUCTION_WEIGHTED_MEAN ||
        p->reduction == REDUCTION_SUM_BY_NONZERO_WEIGHTS) {
        return false;
    }
    if (p->sample_weights != NULL) {
        struct shape own;
        const double *weights = way_read(arena, p->sample_weights, NO_AXIS, &own);
        for (size_t i = 0; weights != NULL && i < shape_size(shape); i++) {
            factors[i] *= weights[i];
        }
        if (weights == NULL) {
            return false;
        }
    }
    p->sample_weights = tensor_literal(arena, shape, factors, NULL);
    return true;
}

/* Of targets that are 0 or 1: what a target of 0 costs is weighed by 0. */
bool way_positives_alone(struct lesson *copy, double parameter, struct arena *arena)
{
    struct shape shape;
    double *targets = binary_targets(copy, arena, &shape);
    (void)parameter;
    for (size_t i = 0; targets != NULL && i < shape_size(&shape); i++) {
        if (targets[i] != 0 && targets[i] != 1) {
            return false;
        }
    }
    return targets != NULL && weigh(copy, arena, targets, &shape);
}

bool way_whole_weighted(struct lesson *copy, double parameter, struct arena *arena)
{
    struct problem *p = &copy->problem;
    struct shape shape;
    double *targets = p->pos_weight == NULL ? NULL : binary_targets(copy, arena, &shape);
    (void)parameter;
    if (targets == NULL) {
        return false;
    }
    const double *weights = way_read(
        arena, tensor_broadcast(arena, p->pos_weight, &shape, ALIGN_LAST), NO_AXIS, &shape);
    for (size_t i = 0; weights != NULL && i < shape_size(&shape); i++) {
        targets[i] = 1 + (weights[i] - 1) * targets[i];
    }
    p->pos_weight = NULL;
    return weights != NULL && weigh(copy, arena, targets, &shape);
}

bool way_arguments_exchanged(struct lesson *copy, double parameter, struct arena *arena)
{
    struct problem *p = &copy->problem;
    struct tensor *scores = p->scores;
    (void)parameter;
    (void)arena;
    if (p->targets == NULL || p->score_kind == SCORES_LOG_PROBS) {
        return false;
    }
    p->scores = p->targets;
    p->targets = scores;
    return true;
}

bool way_targets_exchanged(struct lesson *copy, double parameter, struct arena *arena)
{
    struct problem *p = &copy->problem;
    struct shape shape;
    (void)parameter;
    if (!problem_is_binary(p) || p->targets == NULL) {
        return false;
    }
    double *targets = way_read(arena, p->targets, NO_AXIS, &shape);
    for (size_t i = 0; targets != NULL && i < shape_size(&shape); i++) {
        targets[i] = 1 - targets[i];
    }
    p->targets = targets == NULL ? NULL : tensor_literal(arena, &shape, targets, NULL);
    return targets != NULL;
}

/* Every class a yes-or-no question of its own: a binary loss of one-hot labels. */
bool way_one_hot_binary(struct lesson *copy, double parameter, struct arena *arena)
{
    struct problem *p = &copy->problem;
    struct shape shape;
    struct shape label_shape;
    (void)parameter;
    if (p->loss != LOSS_CROSS_ENTROPY || p->mask != NULL || p->sample_weights != NULL ||
        p->ignored.count > 0) {
        return false;
    }
    double *scores = way_score_rows(copy, arena, &shape);
    size_t width = shape.dim[shape.rank - 1];
    if (scores != NULL && p->labels != NULL) {
        double *labels = way_read(arena, p->labels, NO_AXIS, &label_shape);
        double *targets = arena_alloc(arena, shape_size(&shape), sizeof *targets);
        for (size_t i = 0; labels != NULL && i < shape_size(&shape); i++) {
            targets[i] = labels[i / width] == (double)(i % width);
        }
        p->targets = labels == NULL ? NULL : tensor_literal(arena, &shape, targets, NULL);
        p->labels = NULL;
    }
    p->loss = LOSS_BINARY_CROSS_ENTROPY;
    p->out_of_range = OUT_OF_RANGE_ERROR;
    return scores != NULL && p->targets != NULL &&
           way_put_scores(copy, arena, &shape, scores, p->score_kind);
}
