#include "walk.h"

#include <limits.h>

/* Numbers in a batch up to which adding up the loss takes no time anyone would notice. */
static const size_t QUICK = 100000;

static bool is_quick(const struct trace *trace)
{
    const struct recipe *recipe = trace_recipe(trace);
    return recipe->cols == 0 || recipe->rows <= QUICK / recipe->cols;
}

bool walk_open(
    struct walk *walk, const char *path, const struct walk_options *options, struct diag *diag)
{
    struct lesson *lesson =
        lesson_load(path, options->overrides, options->override_count, options->data_folders, diag);
    if (lesson == NULL) {
        return false;
    }
    walk_close(walk);
    walk->lesson = lesson;
    walk->trace = trace_new(lesson);
    walk->decimals =
        options->precision >= 0 ? options->precision : trace_default_decimals(walk->trace);
    walk->folded = is_quick(walk->trace);
    walk_go(walk, 0);
    return true;
}

void walk_close(struct walk *walk)
{
    if (walk->lesson != NULL) {
        trace_free(walk->trace);
        lesson_free(walk->lesson);
    }
    *walk = (struct walk){.decimals = 0};
}

bool walk_reload(struct walk *walk, const struct walk_options *options, struct diag *diag)
{
    struct walk fresh = {.lesson = NULL};
    if (!walk_open(&fresh, walk->lesson->source.name, options, diag)) {
        return false;
    }
    struct walk old = *walk;
    *walk = fresh;
    walk_go(walk, old.step);
    size_t stages[RECIPE_MAX_STAGES];
    if (old.part < walk_parts(walk, walk->step, stages)) {
        walk->part = old.part;
    }
    walk->row = old.row;
    walk->col = old.col;
    walk->why = old.why;
    walk->decimals = old.decimals;
    walk_close(&old);
    return true;
}

size_t walk_steps(const struct walk *walk)
{
    return trace_step_count(walk->trace);
}

enum group walk_group(const struct walk *walk, size_t step)
{
    size_t first = 0;
    size_t count = 0;
    return trace_step(walk->trace, step, &first, &count);
}

size_t walk_parts(const struct walk *walk, size_t step, size_t *out)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t first = 0;
    size_t count = 0;
    size_t shown = 0;
    (void)trace_step(walk->trace, step, &first, &count);
    for (size_t i = first; i < first + count; i++) {
        if (!recipe->stages[i].hidden) {
            out[shown++] = i;
        }
    }
    return shown;
}

size_t walk_stage(const struct walk *walk)
{
    size_t stages[RECIPE_MAX_STAGES];
    (void)walk_parts(walk, walk->step, stages);
    return stages[walk->part];
}

const struct stage *walk_stage_info(const struct walk *walk)
{
    return &trace_recipe(walk->trace)->stages[walk_stage(walk)];
}

size_t walk_stage_rows(const struct walk *walk, size_t stage)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    return recipe->stages[stage].form == FORM_SCALAR ? 1 : recipe->rows;
}

size_t walk_stage_cols(const struct walk *walk, size_t stage)
{
    const struct stage *info = &trace_recipe(walk->trace)->stages[stage];
    return info->form == FORM_MATRIX ? info->width : 1;
}

/* at, but below count, and 0 when there is nothing to stand on. */
static size_t inside(size_t at, size_t count)
{
    return at < count ? at : count - (count > 0);
}

size_t walk_row(const struct walk *walk)
{
    return inside(walk->row, walk_stage_rows(walk, walk_stage(walk)));
}

size_t walk_col(const struct walk *walk)
{
    return inside(walk->col, walk_stage_cols(walk, walk_stage(walk)));
}

void walk_go(struct walk *walk, size_t step)
{
    size_t stages[RECIPE_MAX_STAGES];
    walk->step = inside(step, walk_steps(walk));
    size_t parts = walk_parts(walk, walk->step, stages);
    walk->part = walk_group(walk, walk->step) == GROUP_input ? 0 : parts - 1;
    walk->text_top = 0;
}

void walk_next(struct walk *walk)
{
    if (walk->step + 1 < walk_steps(walk)) {
        walk_go(walk, walk->step + 1);
    }
}

void walk_back(struct walk *walk)
{
    if (walk->step > 0) {
        walk_go(walk, walk->step - 1);
    }
}

/* at + delta within [0, count). */
static size_t moved(size_t at, long delta, size_t count)
{
    if (delta < 0) {
        size_t back = (size_t)-delta;
        return at > back ? at - back : 0;
    }
    size_t room = inside(count, count) - at;
    return at + ((size_t)delta < room ? (size_t)delta : room);
}

void walk_part(struct walk *walk, long delta)
{
    size_t stages[RECIPE_MAX_STAGES];
    size_t part = moved(walk->part, delta, walk_parts(walk, walk->step, stages));
    walk->text_top = part == walk->part ? walk->text_top : 0;
    walk->part = part;
}

void walk_move(struct walk *walk, long rows, long cols)
{
    size_t stage = walk_stage(walk);
    if (trace_recipe(walk->trace)->stages[stage].form == FORM_SCALAR) {
        walk_part(walk, rows);
        return;
    }
    if (rows != 0) {
        walk->row = moved(walk_row(walk), rows, walk_stage_rows(walk, stage));
    }
    if (cols != 0 && walk_stage_cols(walk, stage) > 1) {
        walk->col = moved(walk_col(walk), cols, walk_stage_cols(walk, stage));
    }
}

void walk_fold(struct walk *walk)
{
    size_t loss = trace_recipe(walk->trace)->loss;
    if (loss != STAGE_NONE) {
        (void)trace_cell(walk->trace, loss, 0, 0);
    }
    walk->folded = true;
}
