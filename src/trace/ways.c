#include "ways.h"

#include "change.h"
#include "numbers.h"

#include <math.h>

static bool has_sets(
    const struct way *const *ways, size_t count, struct override *sets, size_t *used)
{
    *used = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < WAY_SETS && ways[i]->sets[k] != NULL; k++) {
            sets[(*used)++].text = ways[i]->sets[k];
        }
    }
    return *used > 0;
}

/* Groups number the entries of the first axis: other inputs may have others. */
static bool groups_fit(const struct problem *own, const struct problem *changed)
{
    struct shape before = problem_entry_shape(own);
    struct shape after = problem_entry_shape(changed);
    return changed->groups == NULL ||
           (before.rank > 0 && after.rank > 0 && before.dim[0] == after.dim[0]);
}

/* The copy is the lesson with what ways do to its inputs. */
static bool change_inputs(
    struct computed *out, const struct lesson *lesson, const struct way *const *ways, size_t count)
{
    out->copy = *lesson;
    for (size_t i = 0; i < count; i++) {
        if (ways[i]->inputs != NULL &&
            (shape_size(&lesson->problem.scores->shape) > WAY_INPUTS ||
                !ways[i]->inputs(&out->copy, ways[i]->parameter, &out->arena))) {
            return false;
        }
    }
    int takes = 1 << out->copy.problem.score_kind;
    return (problem_loss(&out->copy.problem)->takes & takes) != 0 &&
           groups_fit(&lesson->problem, &out->copy.problem);
}

static bool take_number(struct computed *out, const struct way *const *ways, size_t count)
{
    bool (*number)(struct trace *, double, double *) = NULL;
    double parameter = 0;
    bool before_scale = false; /* another quotient is scaled as the loss would be */
    for (size_t i = 0; i < count; i++) {
        if (ways[i]->number != NULL && number != NULL) {
            return false; /* one number is read off */
        }
        number = ways[i]->number != NULL ? ways[i]->number : number;
        parameter = ways[i]->number != NULL ? ways[i]->parameter : parameter;
        before_scale = before_scale || (ways[i]->number != NULL && ways[i]->stage == ID_divisor);
    }
    if (number != NULL) {
        bool good = number(out->trace, parameter, &out->value);
        out->value *= before_scale ? out->copy.problem.loss_scale : 1;
        return good;
    }
    return way_result(out->trace, &out->value);
}

bool ways_compute(
    const struct trace *own, const struct way *const *ways, size_t count, struct computed *out)
{
    struct override sets[2 * WAY_SETS];
    size_t used = 0;
    *out = (struct computed){.value = NAN};
    arena_init(&out->arena);
    const struct lesson *lesson = trace_lesson(own);
    if (has_sets(ways, count, sets, &used)) {
        struct diag ignored; /* a setting that this lesson cannot have is no way of computing it */
        diag_init(&ignored);
        out->lesson = lesson_variant(lesson, sets, used, &ignored);
        diag_release(&ignored);
        lesson = out->lesson;
    }
    if (lesson != NULL && change_inputs(out, lesson, ways, count)) {
        out->trace = trace_new(&out->copy);
        if (take_number(out, ways, count) && !trace_failed(out->trace)) {
            return true;
        }
    }
    computed_release(out);
    return false;
}

void computed_release(struct computed *computed)
{
    trace_free(computed->trace);
    lesson_free(computed->lesson);
    arena_release(&computed->arena);
    *computed = (struct computed){.value = NAN};
}

static double cell_of(const struct computed *computed, const struct way *way,
    const struct stage *wanted, const struct question_cell *cell)
{
    const struct recipe *recipe = trace_recipe(computed->trace);
    if (way->number != NULL) {
        enum stage_id result = recipe->scaled != STAGE_NONE ? ID_scaled_loss : ID_loss;
        enum stage_id taken_for = way->stage == ID_perplexity ? ID_perplexity : result;
        return wanted->kind == taken_for ? computed->value : NAN;
    }
    size_t stage = recipe_find(recipe, wanted->kind);
    if (stage == STAGE_NONE && wanted->kind == ID_scaled_loss) {
        stage = recipe->loss; /* which is scaled by 1 then */
    }
    bool same = stage != STAGE_NONE && shape_equal(&recipe->stages[stage].shape, &wanted->shape);
    return same ? trace_cell(computed->trace, stage, cell->row, cell->col) : NAN;
}

bool ways_cell(
    struct trace *own, enum slip slip, size_t i, const struct question_cell *cell, double *value)
{
    struct ways ways;
    ways_list(&ways, own);
    const struct way *way = NULL;
    for (size_t k = 0; k < ways.count && way == NULL; k++) {
        if (ways.all[k].slip == slip && i-- == 0) {
            way = &ways.all[k];
        }
    }
    struct computed computed;
    if (way != NULL && ways_compute(own, &way, 1, &computed)) {
        *value = cell_of(&computed, way, &trace_recipe(own)->stages[cell->stage], cell);
        computed_release(&computed);
    }
    ways_release(&ways);
    return way != NULL;
}
