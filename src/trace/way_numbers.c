/* Numbers of a computed lesson that are taken for its loss. */
#include "ways.h"

#include "elementary.h"
#include "numbers.h"
#include "sum.h"

#include <math.h>

bool way_result(struct trace *trace, double *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    size_t stage = recipe->scaled != STAGE_NONE ? recipe->scaled : recipe->loss;
    if (stage != STAGE_NONE) {
        *out = trace_cell(trace, stage, 0, 0);
    }
    return stage != STAGE_NONE;
}

bool way_total(struct trace *trace, double parameter, double *out)
{
    size_t total = trace_recipe(trace)->total;
    (void)parameter;
    if (total != STAGE_NONE) {
        *out = trace_cell(trace, total, 0, 0);
    }
    return total != STAGE_NONE;
}

static bool loss_of(struct trace *trace, double *out)
{
    size_t loss = trace_recipe(trace)->loss;
    if (loss != STAGE_NONE) {
        *out = trace_cell(trace, loss, 0, 0);
    }
    return loss != STAGE_NONE;
}

bool way_negative(struct trace *trace, double parameter, double *out)
{
    double loss = 0;
    (void)parameter;
    if (!way_result(trace, &loss) || loss == 0) {
        return false;
    }
    *out = -loss;
    return true;
}

bool way_times(struct trace *trace, double parameter, double *out)
{
    double loss = 0;
    if (!way_result(trace, &loss)) {
        return false;
    }
    *out = loss * parameter;
    return true;
}

static double entries(const struct recipe *recipe)
{
    return (double)recipe->rows * (double)recipe->stages[recipe->summed].width;
}

bool way_total_by_all(struct trace *trace, double parameter, double *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    (void)parameter;
    if (recipe->total == STAGE_NONE) {
        return false;
    }
    *out = trace_cell(trace, recipe->total, 0, 0) / entries(recipe);
    return true;
}

/* Is the entry counted? */
static bool is_kept(struct trace *trace, size_t row, size_t col)
{
    const struct recipe *recipe = trace_recipe(trace);
    size_t mask = recipe->mask;
    return mask == STAGE_NONE ||
           trace_cell(trace, mask, row, recipe->stages[mask].width == 1 ? 0 : col) != 0;
}

bool way_total_by_kept(struct trace *trace, double parameter, double *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    double count = 0;
    (void)parameter;
    if (recipe->total == STAGE_NONE || recipe->mask == STAGE_NONE) {
        return false;
    }
    for (size_t row = 0; row < recipe->rows; row++) {
        for (size_t col = 0; col < recipe->stages[recipe->summed].width; col++) {
            count += is_kept(trace, row, col);
        }
    }
    *out = trace_cell(trace, recipe->total, 0, 0) / count;
    return true;
}

/* Of soft or smoothed targets, whose row has a weight of every class. */
bool way_total_by_target_weights(struct trace *trace, double parameter, double *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    const struct problem *p = &trace_lesson(trace)->problem;
    size_t smoothed = recipe_find(recipe, ID_smoothed);
    size_t targets = smoothed != STAGE_NONE ? smoothed : recipe_find(recipe, ID_targets);
    double weight = 0;
    (void)parameter;
    if (problem_is_binary(p) || !has_weights(&p->class_weights) || targets == STAGE_NONE ||
        recipe->total == STAGE_NONE) {
        return false;
    }
    for (size_t row = 0; row < recipe->rows; row++) {
        for (size_t col = 0; col < recipe->cols && is_kept(trace, row, 0); col++) {
            weight += p->class_weights.at[col] * trace_cell(trace, targets, row, col);
        }
    }
    *out = trace_cell(trace, recipe->total, 0, 0) / weight;
    return true;
}

bool way_by_classes(struct trace *trace, double parameter, double *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    bool matrix = recipe->stages[recipe->summed].width > 1;
    return !matrix && recipe->cols > 1 && way_times(trace, parameter / (double)recipe->cols, out);
}

bool way_exponential(struct trace *trace, double parameter, double *out)
{
    double loss = 0;
    int base = trace_lesson(trace)->problem.log_base;
    if (!loss_of(trace, &loss)) {
        return false;
    }
    *out = elementary_exp(parameter * loss * (base == 0 ? 1 : elementary_log(base)));
    return true;
}

/* One loss into the sum of exponentials. */
static void add_power(struct sum *sum, double *count, double loss, int base)
{
    sum_add(sum, base == 0 ? elementary_exp(loss) : elementary_pow(base, loss));
    *count += 1;
}

/* Of what the loss is the mean of: the entries that are kept, or the means of groups. A weighted
 * loss is no logarithm of anything. */
bool way_mean_exponential(struct trace *trace, double parameter, double *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    const struct problem *p = &trace_lesson(trace)->problem;
    bool weighted =
        has_weights(&p->class_weights) || p->pos_weight != NULL || recipe->weights != STAGE_NONE;
    if (recipe->loss == STAGE_NONE || weighted || problem_loss(p)->no_log) {
        return false;
    }
    struct sum sum = {0};
    double count = 0;
    size_t means = recipe->groups == NULL ? STAGE_NONE : recipe_find(recipe, ID_group_mean);
    size_t of = means == STAGE_NONE ? recipe->summed : means;
    for (size_t row = 0; row < recipe->stages[of].rows; row++) {
        for (size_t col = 0; col < recipe->stages[of].width; col++) {
            bool counts = means == STAGE_NONE
                              ? is_kept(trace, row, col)
                              : trace_cell(trace, recipe->group_weight, row, 0) != 0;
            if (counts) {
                add_power(&sum, &count, trace_cell(trace, of, row, col), p->log_base);
            }
        }
    }
    *out = parameter * sum_value(&sum) / count;
    return count > 1;
}

bool way_accuracy(struct trace *trace, double parameter, double *out)
{
    size_t accuracy = recipe_find(trace_recipe(trace), ID_accuracy);
    if (accuracy != STAGE_NONE) {
        *out = parameter * trace_cell(trace, accuracy, 0, 0);
    }
    return accuracy != STAGE_NONE;
}
