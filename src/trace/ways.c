#include "ways.h"

#include "change.h"
#include "mem.h"
#include "numbers.h"

#include <math.h>
#include <stdlib.h>

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

/* ---- Cells that are asked for ---------------------------------------------------------------- */

/* What each way makes of every cell that the lesson's questions ask for. A way is computed once for
 * all of them: the lesson is read anew for it, and added up. */
struct ways_cells {
    struct trace_note note;
    struct ways ways;
    struct question_cell *cells;
    size_t count, cap;
    size_t last;               /* where one was found: it is asked for way after way */
    double *values[WAYS_MOST]; /* of each cell; NULL: not computed yet */
};

static void forget_values(struct ways_cells *all)
{
    for (size_t i = 0; i < WAYS_MOST; i++) {
        free(all->values[i]);
        all->values[i] = NULL;
    }
}

static void release_cells(struct trace_note *note)
{
    struct ways_cells *all = (struct ways_cells *)note; /* its first member */
    forget_values(all);
    ways_release(&all->ways);
    free(all->cells);
    free(all);
}

static bool is_small(struct trace *own, const struct question_cell *cell)
{
    return shape_size(&trace_recipe(own)->stages[cell->stage].shape) <= WAYS_CELLS;
}

static void add_cell(struct ways_cells *all, const struct question_cell *cell)
{
    all->cells = mem_grow(all->cells, &all->cap, all->count + 1, sizeof *all->cells);
    all->cells[all->count++] = *cell;
}

static struct ways_cells *cells_of(struct trace *own)
{
    struct trace_note **note = trace_note(own);
    if (*note == NULL) {
        struct ways_cells *all = mem_alloc(1, sizeof *all);
        all->note.release = release_cells;
        ways_list(&all->ways, own);
        for (const struct question *q = trace_lesson(own)->questions; q != NULL; q = q->next) {
            struct question_cell cell;
            if (question_find_cell(own, q, &cell) && is_small(own, &cell)) {
                add_cell(all, &cell);
            }
        }
        *note = &all->note;
    }
    return (struct ways_cells *)*note;
}

/* Which of them it is; one that no question asks for is one more. */
static size_t place_of(struct ways_cells *all, const struct question_cell *cell)
{
    for (size_t i = 0; i < all->count; i++) {
        size_t at = (all->last + i) % all->count;
        const struct question_cell *other = &all->cells[at];
        if (other->stage == cell->stage && other->row == cell->row && other->col == cell->col) {
            return all->last = at;
        }
    }
    forget_values(all);
    add_cell(all, cell);
    return all->last = all->count - 1;
}

static double *compute_cells(struct trace *own, const struct ways_cells *all, size_t way)
{
    double *values = mem_numbers(all->count);
    struct computed computed;
    const struct way *one = &all->ways.all[way];
    bool good = ways_compute(own, &one, 1, &computed);
    for (size_t i = 0; i < all->count; i++) {
        const struct stage *stage = &trace_recipe(own)->stages[all->cells[i].stage];
        values[i] = good ? cell_of(&computed, one, stage, &all->cells[i]) : NAN;
    }
    if (good) {
        computed_release(&computed);
    }
    return values;
}

bool ways_cell(
    struct trace *own, enum slip slip, size_t i, const struct question_cell *cell, double *value)
{
    if (!is_small(own, cell)) {
        return false;
    }
    struct ways_cells *all = cells_of(own);
    for (size_t way = 0; way < all->ways.count; way++) {
        if (all->ways.all[way].slip == slip && i-- == 0) {
            size_t at = place_of(all, cell);
            if (all->values[way] == NULL) {
                all->values[way] = compute_cells(own, all, way);
            }
            *value = all->values[way][at];
            return true;
        }
    }
    return false;
}
