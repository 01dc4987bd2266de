/* The engine: computing blocks of rows and folds on demand.
 *
 * Every stage of one block of rows is computed from the stages before it, in list order, into a
 * buffer of that block. Asking for another block forgets the last one. Which stages a stage needs
 * is worked out once, as a bit set, so nothing is computed that was not asked for. Scalars (total,
 * divisor, loss) are folds over all blocks; they are computed before the block that asks for them,
 * since folding moves the block, and then remembered.
 */
#include "mem.h"
#include "trace_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_CELLS = 8192 /* a block of a wide stage: about 64 KiB, which stays in cache */
};

_Static_assert(RECIPE_MAX_STAGES <= 64, "stage sets are 64-bit masks");

static void find_needs(struct trace *trace)
{
    for (size_t i = 0; i < trace->recipe.count; i++) {
        trace->groups |= trace_stage(trace, i)->form == FORM_GROUPS ? stage_bit(i) : 0;
        trace->needs[i] = trace->row_needs[i] = stage_bit(i);
        for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
            size_t in = trace_stage(trace, i)->in[slot];
            if (in != STAGE_NONE) {
                bool known = trace_stage(trace, in)->form == FORM_SCALAR ||
                             (trace_stage(trace, i)->op != NULL &&
                                 trace_stage(trace, i)->op->gather != NULL);
                trace->needs[i] |= trace->needs[in];
                trace->row_needs[i] |= known ? 0 : trace->row_needs[in];
            }
        }
    }
}

static void find_steps(struct trace *trace)
{
    for (size_t i = 0; i < trace->recipe.count; i++) {
        enum group group = trace_stage(trace, i)->group;
        struct step *last = trace->step_count == 0 ? NULL : &trace->steps[trace->step_count - 1];
        if (last != NULL && last->group == group) {
            last->count = i + 1 - last->first; /* a hidden stage of another group may lie between */
        } else if (!trace_stage(trace, i)->hidden) {
            trace->steps[trace->step_count++] = (struct step){group, i, 1};
        }
    }
}

void trace_set_block_rows(struct trace *trace, size_t rows)
{
    for (size_t i = 0; i < trace->recipe.count; i++) {
        free(trace->rows[i]);
        free(trace->held[i].at);
        if (trace->parts[i] != NULL) {
            free(trace->parts[i]->picked);
            trace->parts[i]->picked = NULL;
        }
        trace->rows[i] = NULL;
        trace->held[i] = (struct held){0};
    }
    trace_dismiss_crew(trace);
    free(trace->picks);
    trace->picks = NULL;
    trace->block_rows = rows;
    trace->valid = 0;
    trace_forget_cells(trace);
    memset(trace->folds, 0, sizeof trace->folds); /* their place was counted in blocks */
    trace->largest_row = SIZE_MAX;
}

struct trace *trace_new(const struct lesson *lesson)
{
    return trace_new_as(lesson, lesson->problem.dtype);
}

/* Inputs keep the lesson's own dtype: what is given is given. */
static void store_inputs_as(struct recipe *recipe, enum dtype dtype)
{
    for (size_t i = 0; i < recipe->count; i++) {
        if (recipe->stages[i].op == NULL) {
            recipe->stages[i].args.dtype = dtype;
        }
    }
}

struct trace *trace_new_as(const struct lesson *lesson, enum dtype dtype)
{
    struct problem problem = lesson->problem;
    problem.dtype = dtype;
    struct trace *trace = mem_alloc(1, sizeof *trace);
    arena_init(&trace->arena);
    diag_init(&trace->own_diag);
    trace->diag = trace->home = &trace->own_diag;
    trace->lesson = lesson;
    trace->dtype = dtype;
    recipe_build(&trace->recipe, &problem, &trace->arena);
    store_inputs_as(&trace->recipe, lesson->problem.dtype);
    find_needs(trace);
    find_steps(trace);
    for (size_t i = 0; i < trace->recipe.count; i++) {
        trace->contexts[i] = (struct slot_context){trace, i};
    }
    size_t rows = BLOCK_CELLS / trace->recipe.cols;
    rows = rows > trace->recipe.rows ? trace->recipe.rows : rows;
    trace_set_block_rows(trace, rows > 0 ? rows : 1);
    trace_set_span(trace, SIZE_MAX);
    return trace;
}

void trace_free(struct trace *trace)
{
    if (trace == NULL) {
        return;
    }
    trace_set_block_rows(trace, 1);
    for (size_t i = 0; i < trace->recipe.count; i++) {
        free(trace->parts[i] == NULL ? NULL : trace->parts[i]->cells);
    }
    if (trace->note != NULL) {
        trace->note->release(trace->note);
    }
    diag_release(&trace->own_diag);
    arena_release(&trace->arena);
    free(trace);
}

struct trace_note **trace_note(struct trace *trace)
{
    return &trace->note;
}

const struct lesson *trace_lesson(const struct trace *trace)
{
    return trace->lesson;
}

const struct recipe *trace_recipe(const struct trace *trace)
{
    return &trace->recipe;
}

bool trace_failed(const struct trace *trace)
{
    return trace->failed;
}

const struct diag *trace_diag(const struct trace *trace)
{
    return trace->home;
}

struct diag *trace_report_to(struct trace *trace, struct diag *diag)
{
    struct diag *before = trace->home;
    trace->diag = trace->home = diag;
    return before;
}

void trace_fail(struct trace *trace, const char *text)
{
    if (!trace->failed) {
        diag_error(trace->home, (struct where){.source = &trace->lesson->source}, "%s", text);
        diag_id(trace->home, DIAG_DATA);
    }
    trace->failed = true;
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

static double scalar_value(struct trace *trace, size_t index);

void trace_know_scalars(struct trace *trace, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if ((trace->needs[index] & stage_bit(i)) != 0 &&
            trace_stage(trace, i)->form == FORM_SCALAR) {
            (void)scalar_value(trace, i);
        }
    }
}

/* Makes `block` the current one, with this stage of rows and all it needs computed. */
static void ensure(struct trace *trace, size_t index, size_t block)
{
    if (trace->block == block && (trace->valid & stage_bit(index)) != 0 &&
        (trace->row_needs[index] & trace->groups) == 0) {
        return;
    }
    trace_know_scalars(trace, index);
    trace_hold_for_block(trace, index, block);
    if (trace->block != block) {
        trace->block = block;
        trace->valid = 0;
    }
    if (trace_recall_column(trace, index, block)) {
        trace->valid |= stage_bit(index);
        return;
    }
    if (trace->block_needs[index] == 0) {
        trace->block_needs[index] = trace_block_needs(trace, index);
    }
    for (size_t i = 0; i <= index; i++) {
        /* what only a scalar needed is behind that scalar, which is known by now */
        bool wanted = (trace->block_needs[index] & stage_bit(i) & ~trace->valid) != 0;
        if (wanted && stage_has_rows(trace_stage(trace, i))) {
            trace_compute_block(trace, i);
        }
    }
}

static double scalar_value(struct trace *trace, size_t index)
{
    if ((trace->scalar_known & stage_bit(index)) != 0) {
        return trace->scalar[index];
    }
    const struct stage *stage = trace_stage(trace, index);
    double value = 0;
    if (stage->op->fold != NULL) {
        value = trace_fold(trace, index);
    } else {
        for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
            if (stage->in[slot] != STAGE_NONE) {
                (void)scalar_value(trace, stage->in[slot]);
            }
        }
        struct feed feed = trace_feed(trace, stage, 0);
        trace_compute_row(stage, feed.in, &value);
    }
    trace->scalar[index] = num_store(value, stage->args.dtype);
    trace->scalar_known |= stage_bit(index);
    return trace->scalar[index];
}

const double *trace_row(struct trace *trace, size_t index, size_t row)
{
    const struct stage *stage = trace_stage(trace, index);
    if (stage->form == FORM_SCALAR) {
        (void)scalar_value(trace, index);
        return &trace->scalar[index];
    }
    if (stage->form == FORM_GROUPS) {
        size_t most = trace_groups_together(trace);
        trace_know_scalars(trace, index);
        trace_hold_groups(trace, index, row, most < stage->rows - row ? most : stage->rows - row);
        return trace->held[index].at + (row - trace->held[index].first);
    }
    ensure(trace, index, row / trace->block_rows);
    return trace->rows[index] + row % trace->block_rows * stage->width;
}

bool trace_rows(
    struct trace *trace, size_t stage, size_t first, size_t count, double *out, struct diag *diag)
{
    size_t width = trace_stage(trace, stage)->width;
    bool failed_before = trace->failed;
    trace->diag = diag == NULL ? trace->home : diag;
    trace->failed = false;
    for (size_t row = first; row < first + count; row++) {
        memcpy(out, trace_row(trace, stage, row), width * sizeof *out);
        out += width;
    }
    bool ok = !trace->failed;
    trace->failed = failed_before || trace->failed;
    trace->diag = trace->home;
    return ok;
}

const struct expr *trace_explain(
    struct trace *trace, size_t index, size_t row, size_t col, struct arena *arena)
{
    const struct stage *stage = trace_stage(trace, index);
    if (stage->op == NULL) {
        return NULL;
    }
    if (stage->op->fold != NULL || stage->op->gather != NULL) {
        return stage->op->explain(&stage->args, NULL, row, col, arena);
    }
    (void)trace_row(trace, index, row); /* and the groups and scalars that it needs */
    trace_know_inputs(trace, stage, row);
    struct feed feed = trace_feed(trace, stage, row);
    const struct expr *expr = stage->op->explain(&stage->args, feed.in, row, col, arena);
    struct expr_source source = trace_source(trace, index);
    return expr_picked(expr, &source, arena);
}

/* ---- Steps ----------------------------------------------------------------------------------- */

size_t trace_step_count(const struct trace *trace)
{
    return trace->step_count;
}

size_t trace_steps_read(const struct trace *trace)
{
    for (size_t i = 0; i < trace->step_count; i++) {
        if ((int)trace->steps[i].group == trace->lesson->until) {
            return i + 1;
        }
    }
    return trace->step_count;
}

/* How many stages of the recipe's list they are. */
static size_t stages_read(const struct trace *trace)
{
    const struct step *last = &trace->steps[trace_steps_read(trace) - 1];
    return last->first + last->count;
}

bool trace_reads(const struct trace *trace, size_t stage)
{
    return stage != STAGE_NONE && stage < stages_read(trace);
}

bool trace_reads_loss(const struct trace *trace)
{
    return trace->lesson->until < 0 || trace_reads(trace, trace->recipe.loss_entries);
}

bool trace_reads_result(const struct trace *trace)
{
    const struct recipe *recipe = &trace->recipe;
    return trace_reads(trace, recipe->loss != STAGE_NONE ? recipe->loss : recipe->summed);
}

bool trace_reads_named(const struct trace *trace, const char *name)
{
    return recipe_shows(&trace->recipe, stages_read(trace), name);
}

enum group trace_step(const struct trace *trace, size_t step, size_t *first, size_t *count)
{
    *first = trace->steps[step].first;
    *count = trace->steps[step].count;
    return trace->steps[step].group;
}
