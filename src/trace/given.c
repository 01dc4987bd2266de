/* From a cell of the screen back to the number in the lesson. */
#include "trace_impl.h"

#include <math.h>

/* What has a number for each score is seen with the class axis last; the lesson has it where it has
 * it. */
static size_t unmove_axis(const struct tensor *tensor, size_t axis, size_t row, size_t col)
{
    size_t element = 0;
    size_t block = 1;
    for (size_t i = tensor->shape.rank; i-- > 0;) {
        size_t size = tensor->shape.dim[i];
        size_t at = i == axis ? col : row % size;
        row = i == axis ? row : row / size;
        element += at * block;
        block *= size;
    }
    return element;
}

bool trace_given(const struct trace *trace, size_t stage, size_t row, size_t col, enum input *input,
    size_t *element)
{
    const struct recipe *recipe = &trace->recipe;
    const struct problem *problem = &trace->lesson->problem;
    const struct stage *info = &recipe->stages[stage];
    if (info->op != NULL || recipe->rows == 0) {
        return false;
    }
    if (stage == recipe->scores) {
        *input = INPUT_SCORES;
    } else if (info->kind == ID_target_logits) {
        *input = INPUT_TARGET_LOGITS;
    } else if (info->kind == ID_labels || info->kind == ID_targets) {
        *input = problem->labels != NULL ? INPUT_LABELS : INPUT_TARGETS;
    } else if (info->kind == ID_pos_weight) {
        return false; /* a setting, as the weights of classes are */
    } else {
        *input = stage == recipe->weights ? INPUT_SAMPLE_WEIGHTS : INPUT_MASK;
    }
    *element = row * info->width + col;
    if (!tensor_unshift(info->tensor, element)) {
        return false;
    }
    if (info->form == FORM_MATRIX) {
        *element = unmove_axis(problem_input(problem, *input), problem->class_axis,
            *element / info->width, *element % info->width);
    }
    return true;
}

double trace_given_number(const struct trace *trace, size_t stage, size_t row, size_t col)
{
    enum input input = INPUT_COUNT;
    size_t element = 0;
    double number = NAN;
    if (trace_given(trace, stage, row, col, &input, &element)) {
        struct diag none; /* whoever reads the block has said it */
        diag_init(&none);
        if (!tensor_read(
                problem_input(&trace->lesson->problem, input), element, 1, &number, &none)) {
            number = NAN;
        }
        diag_release(&none);
    }
    return number;
}
