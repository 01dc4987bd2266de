#include "walk.h"
#include "quoted.h"

#include "i18n.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Numbers in a batch up to which adding up the loss takes no time anyone would notice. */
static const size_t QUICK = 100000;

bool walk_is_quick(const struct trace *trace)
{
    const struct recipe *recipe = trace_recipe(trace);
    return recipe->cols == 0 || recipe->rows <= QUICK / recipe->cols;
}

struct lesson *walk_takes(struct lesson *lesson, struct diag *diag)
{
    if (lesson == NULL || shape_size(&lesson->problem.scores->shape) > 0) {
        return lesson;
    }
    struct where where = {.source = &lesson->source};
    diag_error(diag, where, _("the batch has no rows: there is nothing to step through"));
    diag_hint(diag, _("--batch prints what its loss is"));
    lesson_free(lesson);
    return NULL;
}

struct presentation walk_presentation(const struct walk_options *options)
{
    return (struct presentation){.language = i18n_language(),
        .formulas = options->ascii ? FORMULAS_ASCII : FORMULAS_UNICODE,
        .shelves = options->shelves};
}

bool walk_open(
    struct walk *walk, const char *path, const struct walk_options *options, struct diag *diag)
{
    struct lesson *lesson = walk_takes(
        lesson_load(path, options->overrides, options->override_count, options->data_folders, diag),
        diag);
    if (lesson == NULL) {
        return false;
    }
    const struct presentation presentation = walk_presentation(options);
    lesson_present(lesson, &presentation, diag);
    walk_close(walk);
    walk->lesson = lesson;
    walk->trace = quoted_open(lesson);
    walk->decimals =
        options->precision >= 0 ? options->precision : trace_default_decimals(walk->trace);
    walk->folded = walk_is_quick(walk->trace);
    walk_go(walk, 0);
    return true;
}

void walk_forget_order(struct walk *walk)
{
    free(walk->by_loss);
    free(walk->shown_at);
    walk->by_loss = walk->shown_at = NULL;
}

void walk_set_lesson(struct walk *walk, struct lesson *lesson, struct trace *trace)
{
    bool differs = walk->difference;
    rivals_release(&walk->rivals);
    trace_free(walk->exact);
    walk->exact = NULL;
    walk->comparing = false;
    walk->rival = 0;
    walk->trail = (struct trail){.count = 0};
    walk->lesson = lesson;
    walk->trace = trace;
    walk_forget_order(walk);
    walk->summarized.trace = NULL; /* another may stand where the old one did */
    walk->folded = walk_is_quick(trace);
    walk_show_difference(walk, differs);
    walk_go(walk, 0);
}

static void release_changes(struct whatif *whatif)
{
    free(whatif->changes);
    arena_release(&whatif->texts);
    trace_free(whatif->trace);
    lesson_free(whatif->lesson);
}

bool walk_is_changed(const struct walk *walk)
{
    return walk->whatif.lesson != NULL;
}

void walk_close(struct walk *walk)
{
    if (walk->lesson != NULL) {
        release_changes(&walk->whatif);
        rivals_release(&walk->rivals);
        walk_forget_order(walk);
        trace_free(walk->exact);
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
    old.aside = 0;
    const struct stage *stood_at = walk_stage_info(&old);
    walk_go_stage(walk, recipe_find(trace_recipe(walk->trace), stood_at->kind), stood_at->group);
    walk->quiz = old.quiz;
    if (old.furthest.step < walk_steps(walk) &&
        old.furthest.part < walk_part_count(walk, old.furthest.step) &&
        place_is_before(walk->furthest, old.furthest)) {
        walk->furthest = old.furthest;
    }
    walk->row = old.row;
    walk->col = old.col;
    walk->why = old.why;
    walk->decimals = old.decimals;
    walk_show_difference(walk, old.difference);
    walk_close(&old);
    return true;
}

size_t walk_steps(const struct walk *walk)
{
    return trace_steps_read(walk->trace);
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

size_t walk_part_count(const struct walk *walk, size_t step)
{
    size_t stages[RECIPE_MAX_STAGES];
    return walk_parts(walk, step, stages);
}

const struct stage *walk_part_info(const struct walk *walk, struct place place)
{
    size_t stages[RECIPE_MAX_STAGES];
    (void)walk_parts(walk, place.step, stages);
    return &trace_recipe(walk->trace)->stages[stages[place.part]];
}

bool walk_find_part(const struct walk *walk, size_t stage, struct place *out)
{
    for (out->step = 0; out->step < walk_steps(walk); out->step++) {
        size_t stages[RECIPE_MAX_STAGES];
        size_t parts = walk_parts(walk, out->step, stages);
        for (out->part = 0; out->part < parts; out->part++) {
            if (stages[out->part] == stage) {
                return true;
            }
        }
    }
    return false;
}

/* The step of that group; walk_steps() where there is none. */
static size_t step_named(const struct walk *walk, const char *id)
{
    size_t step = 0;
    while (step < walk_steps(walk) && strcmp(group_ids[walk_group(walk, step)], id) != 0) {
        step++;
    }
    return step;
}

bool walk_find_named(const struct walk *walk, const char *id, struct place *out)
{
    size_t stage = recipe_named(trace_recipe(walk->trace), id);
    if (stage != STAGE_NONE) {
        return walk_find_part(walk, stage, out);
    }
    *out = (struct place){step_named(walk, id), 0};
    return out->step < walk_steps(walk);
}

size_t walk_stage(const struct walk *walk)
{
    if (walk->aside != 0) {
        return walk->aside;
    }
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
    return recipe->stages[stage].rows;
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

/* Groups are not samples. */
static bool is_ordered(const struct walk *walk, size_t stage)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    return walk->by_loss != NULL && recipe->stages[stage].form != FORM_GROUPS;
}

size_t walk_row_at(const struct walk *walk, size_t stage, size_t place)
{
    return is_ordered(walk, stage) ? walk->by_loss[place] : place;
}

size_t walk_place_of(const struct walk *walk, size_t stage, size_t row)
{
    return is_ordered(walk, stage) ? walk->shown_at[row] : row;
}

size_t walk_row(const struct walk *walk)
{
    return inside(walk->row, walk_stage_rows(walk, walk_stage(walk)));
}

size_t walk_col(const struct walk *walk)
{
    return inside(walk->col, walk_stage_cols(walk, walk_stage(walk)));
}

struct place walk_place(const struct walk *walk)
{
    return (struct place){walk->step, walk->part};
}

/* What one sees of a step that is taken whole: what it is about, or, of the batch, the scores. */
static size_t main_part(const struct walk *walk, size_t step)
{
    return walk_group(walk, step) == GROUP_input ? 0 : walk_part_count(walk, step) - 1;
}

bool walk_next_step(const struct walk *walk, struct place *out)
{
    bool more = walk->step + 1 < walk_steps(walk);
    *out = (struct place){walk->step + 1, more ? main_part(walk, walk->step + 1) : 0};
    return more;
}

bool walk_knows(const struct walk *walk, size_t step)
{
    return (walk->lesson->known >> walk_group(walk, step) & 1) != 0;
}

bool walk_following(const struct walk *walk, struct place *out)
{
    bool whole = walk_knows(walk, walk->step) && walk->part >= main_part(walk, walk->step);
    if (!whole && walk->part + 1 < walk_part_count(walk, walk->step)) {
        *out = (struct place){walk->step, walk->part + 1};
        return true;
    }
    bool more = walk_next_step(walk, out);
    out->part = more && walk_knows(walk, out->step) ? out->part : 0;
    return more;
}

bool walk_has_seen(const struct walk *walk, struct place place)
{
    return !place_is_before(walk->furthest, place);
}

bool walk_is_at_end(const struct walk *walk)
{
    return walk->step + 1 == walk_steps(walk) &&
           walk->part + 1 == walk_part_count(walk, walk->step);
}

/* Does the walk stand anywhere yet? With another lesson it may not. */
static bool is_somewhere(const struct walk *walk)
{
    return walk->step < walk_steps(walk) && walk->part < walk_part_count(walk, walk->step);
}

/* `whole`: not as the next part, but instead of all parts. A text that has been read stays read,
 * as long as it is the same. */
static void move_to(struct walk *walk, struct place place, bool whole)
{
    const struct prose *before[WALK_MAX_PROSE] = {NULL};
    const struct prose *after[WALK_MAX_PROSE] = {NULL};
    bool stays = is_somewhere(walk) && walk_prose(walk, before) > 0;
    walk->step = inside(place.step, walk_steps(walk));
    walk->part = inside(place.part, walk_part_count(walk, walk->step));
    walk->whole = whole;
    walk->aside = 0;
    if (!walk_is_changed(walk) && place_is_before(walk->furthest, walk_place(walk))) {
        walk->furthest = walk_place(walk);
    }
    (void)walk_prose(walk, after);
    for (size_t i = 0; i < WALK_MAX_PROSE; i++) {
        stays = stays && before[i] == after[i];
    }
    walk->text_top = 0;
    walk->text_read = stays && walk->text_read;
    walk->cover_read = false;
    walk->covered_top = 0;
    walk->head_read = false;
}

void walk_go(struct walk *walk, size_t step)
{
    step = inside(step, walk_steps(walk));
    move_to(walk, (struct place){step, main_part(walk, step)}, true);
    walk->text_top = 0;
}

void walk_go_place(struct walk *walk, struct place place)
{
    size_t step = inside(place.step, walk_steps(walk));
    bool whole = step != walk->step && place.part > 0 && place.part == main_part(walk, step);
    move_to(walk, place, whole);
}

void walk_back(struct walk *walk)
{
    if (walk->step > 0) {
        walk_go(walk, walk->step - 1);
    }
}

void walk_part_before(struct walk *walk)
{
    bool whole = walk_knows(walk, walk->step) && walk->part == main_part(walk, walk->step);
    if (walk->part > 0 && !whole) {
        walk_go_place(walk, (struct place){walk->step, walk->part - 1});
    } else if (walk->step > 0) {
        walk_go_place(
            walk, (struct place){walk->step - 1, walk_part_count(walk, walk->step - 1) - 1});
    } else {
        walk_go_place(walk, (struct place){0, 0});
    }
}

size_t walk_prose(const struct walk *walk, const struct prose *out[WALK_MAX_PROSE])
{
    const char *names[WALK_MAX_PROSE];
    size_t named = 0;
    size_t count = 0;
    const char *stage = walk_stage_info(walk)->id;
    /* The stage `loss` and the group `loss` share a name; the prose under it is the group's. */
    bool own =
        step_named(walk, stage) == walk_steps(walk) && lesson_prose(walk->lesson, stage) != NULL;
    bool ends = walk_is_at_end(walk) && lesson_prose(walk->lesson, "end") != NULL;
    if (walk->part == 0 || walk->whole || (!own && !ends)) {
        if (walk->step == 0) {
            names[named++] = "";
        }
        names[named++] = group_ids[walk_group(walk, walk->step)];
    }
    if (own) {
        names[named++] = stage;
    }
    if (ends) {
        names[named++] = "end";
    }
    for (size_t i = 0; i < named; i++) {
        const struct prose *prose = lesson_prose(walk->lesson, names[i]);
        if (prose != NULL) {
            out[count++] = prose;
        }
    }
    return count;
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
    size_t part = moved(walk->part, delta, walk_part_count(walk, walk->step));
    move_to(walk, (struct place){walk->step, part}, walk->whole && part == walk->part);
}

void walk_move(struct walk *walk, long rows, long cols)
{
    size_t stage = walk_stage(walk);
    if (trace_recipe(walk->trace)->stages[stage].form == FORM_SCALAR) {
        walk_part(walk, rows);
        return;
    }
    if (rows != 0) {
        size_t place = walk_place_of(walk, stage, walk_row(walk));
        walk->row = walk_row_at(walk, stage, moved(place, rows, walk_stage_rows(walk, stage)));
    }
    if (cols != 0 && walk_stage_cols(walk, stage) > 1) {
        walk->col = moved(walk_col(walk), cols, walk_stage_cols(walk, stage));
    }
}

void walk_go_stage(struct walk *walk, size_t stage, enum group group)
{
    struct place place;
    if (walk_find_part(walk, stage, &place)) {
        move_to(walk, place, place.part == main_part(walk, place.step));
        return;
    }
    size_t nearest = 0;
    for (size_t step = 0; step < walk_steps(walk); step++) {
        nearest = walk_group(walk, step) <= group ? step : nearest;
    }
    walk_go(walk, nearest);
}

void walk_fold(struct walk *walk)
{
    enum { CELLS = 1 << 18 }; /* taken in between two looks at the clock, at first */
    const double enough = 0.006;
    const double little = 0.0015;
    struct pace pace = pace_begin();
    size_t rows = CELLS / trace_recipe(walk->trace)->cols + 1;
    if (walk->pace.began == 0) {
        walk->pace = pace;
    }
    do {
        double before = pace_elapsed(&pace);
        bool done = trace_fold_some(walk->trace, rows);
        walk->progress = trace_progress(walk->trace);
        if (done && walk->exact != NULL) {
            done = trace_fold_some(walk->exact, rows);
            walk->progress = trace_progress(walk->exact);
        }
        walk->folded = done;
        rows *= pace_elapsed(&pace) - before < little ? 2 : 1;
    } while (!walk->folded && pace_elapsed(&pace) < enough);
}
