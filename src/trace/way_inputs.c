/* What ways do to the inputs of a lesson. Scores and targets get the class axis last, which is how
 * all else is laid out then. */
#include "way_impl.h"

#include "elementary.h"

#include <math.h>

double *way_read(
    struct arena *arena, const struct tensor *tensor, size_t class_axis, struct shape *shape)
{
    struct diag ignored;
    if (class_axis < tensor->shape.rank) {
        tensor = tensor_move_axis_last(arena, tensor, class_axis);
    }
    *shape = tensor->shape;
    size_t count = shape_size(shape);
    double *out = arena_alloc(arena, count, sizeof *out);
    diag_init(&ignored);
    bool good = tensor_read(tensor, 0, count, out, &ignored);
    diag_release(&ignored);
    return good ? out : NULL;
}

double *way_score_rows(struct lesson *copy, struct arena *arena, struct shape *shape)
{
    struct problem *p = &copy->problem;
    double *scores = way_read(arena, p->scores, p->class_axis, shape);
    if (p->pos_weight != NULL) {
        p->pos_weight = tensor_broadcast(arena, p->pos_weight, &p->scores->shape, ALIGN_LAST);
    }
    struct tensor **const beside[] = {
        &p->targets, &p->target_logits, &p->pos_weight, &p->mask, &p->sample_weights};
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        struct tensor **tensor = beside[i];
        if (*tensor != NULL && (*tensor)->shape.rank == shape->rank) {
            *tensor = tensor_move_axis_last(arena, *tensor, p->class_axis);
        }
    }
    p->class_axis = shape->rank - 1;
    return scores;
}

bool way_put_scores(struct lesson *copy, struct arena *arena, const struct shape *shape,
    const double *scores, enum score_kind kind)
{
    copy->problem.scores = tensor_literal(arena, shape, scores, NULL);
    copy->problem.score_kind = kind;
    return true;
}

static void softmax(double *row, size_t count, double temperature)
{
    double largest = -INFINITY;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        row[i] /= temperature;
        largest = fmax(largest, row[i]);
    }
    for (size_t i = 0; i < count; i++) {
        row[i] = elementary_exp(row[i] - largest);
        sum += row[i];
    }
    for (size_t i = 0; i < count; i++) {
        row[i] /= sum;
    }
}

/* Scores to probabilities, in place: softmax of rows, or the sigmoid of each. */
static void to_probs(
    const struct lesson *copy, double *scores, const struct shape *shape, double temperature)
{
    size_t width = shape->dim[shape->rank - 1];
    size_t count = shape_size(shape);
    for (size_t i = 0; problem_is_yes_or_no(&copy->problem) && i < count; i++) {
        scores[i] = 1 / (1 + elementary_exp(-scores[i] / temperature));
    }
    for (size_t i = 0; !problem_is_yes_or_no(&copy->problem) && i < count; i += width) {
        softmax(&scores[i], width, temperature);
    }
}

static bool becomes(struct lesson *copy, struct arena *arena, bool softmaxed, enum score_kind kind)
{
    struct shape shape;
    double *scores = way_score_rows(copy, arena, &shape);
    if (scores == NULL) {
        return false;
    }
    if (softmaxed) {
        to_probs(copy, scores, &shape, copy->problem.temperature);
    }
    return way_put_scores(copy, arena, &shape, scores, kind);
}

/* A loss that takes log-probabilities, in the place of one that takes logarithms itself. */
static void take_log_probs(struct lesson *copy)
{
    struct problem *p = &copy->problem;
    p->loss = p->loss == LOSS_CROSS_ENTROPY ? LOSS_NLL : p->loss;
    p->normalize = NORMALIZE_NONE;
    p->clip_eps = 0;
    p->clip_mode = CLIP_CLIP;
}

bool way_scores_softmaxed(struct lesson *copy, double parameter, struct arena *arena)
{
    (void)parameter;
    return copy->problem.score_kind == SCORES_LOGITS && becomes(copy, arena, true, SCORES_LOGITS);
}

/* A softmax along the axis of that number, as scores seen as rows have it, and labels along the
 * classes all the same. */
bool way_softmax_along(struct lesson *copy, double parameter, struct arena *arena)
{
    struct shape shape;
    size_t axis = (size_t)parameter;
    if (copy->problem.loss != LOSS_CROSS_ENTROPY || copy->problem.score_kind != SCORES_LOGITS) {
        return false;
    }
    double *scores = way_score_rows(copy, arena, &shape);
    if (scores == NULL || axis + 1 >= shape.rank) {
        return false;
    }
    size_t step = 1;
    for (size_t i = axis + 1; i < shape.rank; i++) {
        step *= shape.dim[i];
    }
    size_t count = shape.dim[axis];
    double *line = arena_alloc(arena, count, sizeof *line);
    for (size_t i = 0; i < shape_size(&shape); i++) {
        if (i / step % count > 0) {
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            line[k] = scores[i + k * step];
        }
        softmax(line, count, copy->problem.temperature);
        for (size_t k = 0; k < count; k++) {
            scores[i + k * step] = elementary_log(line[k]);
        }
    }
    take_log_probs(copy);
    return way_put_scores(copy, arena, &shape, scores, SCORES_LOG_PROBS);
}

bool way_scores_as_probs(struct lesson *copy, double parameter, struct arena *arena)
{
    (void)parameter;
    return copy->problem.score_kind == SCORES_LOGITS && becomes(copy, arena, false, SCORES_PROBS);
}

bool way_scores_as_log_probs(struct lesson *copy, double parameter, struct arena *arena)
{
    (void)parameter;
    if (copy->problem.loss != LOSS_CROSS_ENTROPY || copy->problem.score_kind != SCORES_LOGITS) {
        return false;
    }
    take_log_probs(copy);
    return becomes(copy, arena, false, SCORES_LOG_PROBS);
}

bool way_probs_as_scores(struct lesson *copy, double parameter, struct arena *arena)
{
    (void)parameter;
    copy->problem.route = ROUTE_STABLE;
    return copy->problem.score_kind == SCORES_PROBS && becomes(copy, arena, false, SCORES_LOGITS);
}

bool way_no_log(struct lesson *copy, double parameter, struct arena *arena)
{
    (void)parameter;
    bool softmaxed = copy->problem.score_kind == SCORES_LOGITS;
    if (copy->problem.loss != LOSS_CROSS_ENTROPY) {
        return false;
    }
    take_log_probs(copy);
    return becomes(copy, arena, softmaxed, SCORES_LOG_PROBS);
}

bool way_probs_as_logs(struct lesson *copy, double parameter, struct arena *arena)
{
    bool softmaxed = copy->problem.score_kind == SCORES_LOGITS;
    (void)parameter;
    if (copy->problem.loss != LOSS_KL_DIVERGENCE || copy->problem.score_kind == SCORES_LOG_PROBS) {
        return false;
    }
    take_log_probs(copy);
    return becomes(copy, arena, softmaxed, SCORES_LOG_PROBS);
}

/* The teacher's scores for its probabilities; or, with a parameter of 1, its probabilities without
 * the temperature. */
bool way_teacher_scores(struct lesson *copy, double parameter, struct arena *arena)
{
    struct problem *p = &copy->problem;
    struct shape shape;
    if (p->target_logits == NULL || (parameter == 1 && p->temperature == 1)) {
        return false;
    }
    double *targets = way_read(arena, p->target_logits, p->class_axis, &shape);
    double *scores = way_score_rows(copy, arena, &shape);
    if (targets == NULL || scores == NULL) {
        return false;
    }
    if (parameter == 1) {
        to_probs(copy, targets, &shape, 1);
    }
    p->target_logits = NULL;
    p->targets = tensor_literal(arena, &shape, targets, NULL);
    return way_put_scores(copy, arena, &shape, scores, p->score_kind);
}

/* What is left of 1 - p in the lesson's number format is what that loss sees. */
bool way_log_floor(struct lesson *copy, double parameter, struct arena *arena)
{
    struct problem *p = &copy->problem;
    (void)parameter;
    if (p->loss != LOSS_BINARY_CROSS_ENTROPY || p->score_kind != SCORES_LOGITS) {
        return false;
    }
    p->clip_eps = 0;
    p->clip_mode = CLIP_LOG_FLOOR;
    p->route = ROUTE_STABLE;
    return becomes(copy, arena, true, SCORES_PROBS);
}
