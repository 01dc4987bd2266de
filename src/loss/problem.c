#include "problem.h"

const struct loss loss_table[LOSS_COUNT] = {
#define LOSS(word, kind, recipe, ...) {.name = #word, __VA_ARGS__},
#include "loss.def"
#undef LOSS
};

const char *const loss_names[] = {
#define LOSS(word, ...) #word,
#include "loss.def"
#undef LOSS
    NULL};

const struct loss *problem_loss(const struct problem *problem)
{
    return &loss_table[problem->loss];
}

void problem_init(struct problem *problem)
{
    *problem = (struct problem){
        .loss = LOSS_CROSS_ENTROPY,
        .score_kind = SCORES_LOGITS,
        .dtype = DTYPE_FLOAT64,
        .route = ROUTE_STABLE,
        .temperature = 1,
        .normalize = NORMALIZE_NONE,
        .clip_mode = CLIP_CLIP,
        .out_of_range = OUT_OF_RANGE_ERROR,
        .reduction = REDUCTION_MEAN,
        .empty_mean = EMPTY_NAN,
        .loss_scale = 1,
        .focal.gamma = 2, /* Lin et al., "Focal Loss for Dense Object Detection", 2017 */
    };
}

struct tensor *problem_input(const struct problem *problem, enum input input)
{
    struct tensor *const inputs[INPUT_COUNT] = {
        [INPUT_SCORES] = problem->scores,
        [INPUT_LABELS] = problem->labels,
        [INPUT_TARGETS] = problem->targets,
        [INPUT_TARGET_LOGITS] = problem->target_logits,
        [INPUT_MASK] = problem->mask,
        [INPUT_SAMPLE_WEIGHTS] = problem->sample_weights,
    };
    return inputs[input];
}

bool problem_is_binary(const struct problem *problem)
{
    return problem_loss(problem)->binary;
}

bool problem_is_yes_or_no(const struct problem *problem)
{
    const struct loss *loss = problem_loss(problem);
    return loss->binary || (loss->no_log && problem_classes(problem) == 1);
}

bool problem_wraps(const struct problem *problem)
{
    return problem->out_of_range == OUT_OF_RANGE_WRAP ||
           problem->out_of_range == OUT_OF_RANGE_WRAP_NAN;
}

size_t problem_classes(const struct problem *problem)
{
    return problem->scores->shape.dim[problem->class_axis];
}

size_t problem_position_axis(const struct problem *problem, const struct shape *shape)
{
    bool classes = shape->rank == problem->scores->shape.rank;
    return classes && problem->class_axis + 1 == shape->rank ? shape->rank - 2 : shape->rank - 1;
}

struct shape problem_entry_shape(const struct problem *problem)
{
    const struct shape *scores = &problem->scores->shape;
    if (problem->elementwise || (problem_is_binary(problem) && !problem->average_last_axis)) {
        return *scores;
    }
    return shape_without(scores, problem->class_axis);
}
