#include "i18n.h"
#include "layers.h"
#include "num.h"
#include "pane.h"
#include "whatif.h"

#include <math.h>
#include <string.h>

/* The loss as every pane shows it. */
static const char *loss_text(const struct pane *pane, const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    if (recipe->loss == STAGE_NONE) {
        return _("one per sample");
    }
    if (!walk->folded) {
        return "…";
    }
    const struct sight sight = quiz_sight(walk);
    return sight_worked(&sight, recipe->loss, 0, 0, walk->decimals, NULL, pane->arena).value;
}

void header_draw(const struct pane *pane, const struct walk *walk)
{
    struct grid *grid = pane->grid;
    const char *group = group_ids[walk_group(walk, walk->step)];
    bool reads = trace_reads_loss(walk->trace);
    const char *loss = reads ? loss_text(pane, walk) : "";
    const char *label = reads ? _("loss ") : "";
    const char *step = pane->at.cols < 60 ? arena_printf(pane->arena, _("step %zu/%zu   %s"),
                                                walk->step + 1, walk_steps(walk), label)
                                          : arena_printf(pane->arena, _("step %zu/%zu %s   %s"),
                                                walk->step + 1, walk_steps(walk), group, label);
    size_t right = grid_width(grid, step) + grid_width(grid, loss) + 1;
    size_t room = pane->at.cols > right + 4 ? pane->at.cols - right - 3 : 0;
    const struct lesson *lesson = walk->lesson;
    const char *title = lesson->number > 0
                            ? arena_printf(pane->arena, "%d %s", lesson->number, lesson->title)
                            : lesson->title;
    grid_field(grid, pane->at.x + 1, pane->at.y, room < 8 ? 0 : room, STYLE_TITLE, title, false);
    size_t x = pane->at.x + (room > 0 ? room + 3 : 0);
    x += grid_put(grid, x, pane->at.y, pane->at.cols - x, STYLE_PLAIN, step);
    (void)grid_put(grid, x, pane->at.y, pane->at.cols - x, STYLE_LOSS, loss);
}

static size_t rail_cells(const struct pane *pane, const char *const *names, size_t count)
{
    size_t cells = 1;
    for (size_t i = 0; i < count; i++) {
        cells += grid_width(pane->grid, names[i]) + 3;
    }
    return cells;
}

/* A row of names with one of them in brackets; what does not fit falls off at the far ends. */
static void rail_draw(const struct pane *pane, const char *const *names, size_t count,
    size_t current, enum target_kind kind)
{
    struct grid *grid = pane->grid;
    bool fits = rail_cells(pane, names, count) <= pane->at.cols;
    size_t first = !fits && current > 1 ? current - 1 : 0;
    size_t x = pane->at.x + 1;
    size_t end = pane->at.x + pane->at.cols;
    if (first > 0) {
        x += grid_put(grid, x, pane->at.y, end - x, STYLE_DIM, "… >");
    }
    for (size_t i = first; i < count; i++) {
        bool here = i == current;
        if (x + grid_width(grid, names[i]) + 2 > end) {
            (void)grid_put(grid, x, pane->at.y, end - x, STYLE_DIM, "…");
            return;
        }
        hits_add(pane->hits, (struct rect){x, pane->at.y, grid_width(grid, names[i]) + 2, 1},
            (struct target){.kind = kind, .index = i});
        enum style style = here ? STYLE_HERE : i < current ? STYLE_PLAIN : STYLE_DIM;
        x += grid_put(grid, x, pane->at.y, 1, style, here ? "[" : " ");
        x += grid_put(grid, x, pane->at.y, end - x, style, names[i]);
        x += grid_put(grid, x, pane->at.y, 1, style, here ? "]" : " ");
        if (i + 1 < count) {
            x += grid_put(grid, x, pane->at.y, 1, STYLE_DIM, ">");
        }
    }
}

void step_rail_draw(const struct pane *pane, const struct walk *walk)
{
    const char *names[GROUP_COUNT];
    size_t count = walk_steps(walk);
    for (size_t i = 0; i < count && i < GROUP_COUNT; i++) {
        names[i] = group_ids[walk_group(walk, i)];
        if (whatif_step_moved(walk, i)) {
            names[i] = arena_printf(pane->arena, "%s*", names[i]);
        }
    }
    rail_draw(pane, names, count, walk->step, TARGET_STEP);
}

void part_rail_draw(const struct pane *pane, const struct walk *walk)
{
    size_t stages[RECIPE_MAX_STAGES];
    const char *names[RECIPE_MAX_STAGES];
    size_t count = walk_parts(walk, walk->step, stages);
    for (size_t i = 0; i < count; i++) {
        names[i] = trace_recipe(walk->trace)->stages[stages[i]].id;
    }
    const char *label = arena_printf(pane->arena, _("%s:"),
        _(group_title(&walk->lesson->problem, walk_group(walk, walk->step))));
    size_t cells = grid_width(pane->grid, label) + 1;
    if (cells + rail_cells(pane, names, count) + 4 > pane->at.cols) {
        label = _("this step:");
        cells = grid_width(pane->grid, label) + 1;
    }
    struct pane rest = *pane;
    (void)grid_put(pane->grid, pane->at.x + 2, pane->at.y, cells, STYLE_DIM, label);
    rest.at.x += cells + 1;
    rest.at.cols -= cells + 1 < rest.at.cols ? cells + 1 : rest.at.cols;
    rail_draw(&rest, names, count, walk->part, TARGET_PART);
}

/* The reduction by what it does in this lesson: a mean that divides by weights counts what is kept
 * where there are none, and where nothing can be dropped that is everything. */
static enum reduction effective(const struct problem *problem, const struct recipe *recipe)
{
    enum reduction reduction = problem->reduction;
    bool by_class =
        reduction == REDUCTION_CLASS_WEIGHTED_MEAN || reduction == REDUCTION_WEIGHTED_MEAN;
    bool by_sample =
        reduction == REDUCTION_SUM_BY_NONZERO_WEIGHTS || reduction == REDUCTION_WEIGHTED_MEAN;
    bool weighs = (by_class && has_weights(&problem->class_weights)) ||
                  (by_sample && problem->sample_weights != NULL);
    if ((by_class || by_sample) && !weighs) {
        reduction = REDUCTION_MEAN_UNMASKED;
    }
    bool drops = recipe->mask != STAGE_NONE;
    return reduction == REDUCTION_MEAN_UNMASKED && !drops ? REDUCTION_MEAN : reduction;
}

static const char *reduction_name(enum reduction reduction)
{
    static const char *const names[REDUCTION_COUNT] = {
        [REDUCTION_MEAN] = N_("mean"),
        [REDUCTION_SUM] = N_("sum"),
        [REDUCTION_NONE] = N_("none"),
        [REDUCTION_WEIGHTED_MEAN] = N_("weighted mean"),
        [REDUCTION_MEAN_UNMASKED] = N_("mean of what is kept"),
        [REDUCTION_SUM_BY_NONZERO_WEIGHTS] = N_("mean by nonzero weights"),
        [REDUCTION_BATCH_MEAN] = N_("batch mean"),
        [REDUCTION_CLASS_WEIGHTED_MEAN] = N_("class-weighted mean"),
        [REDUCTION_MEAN_OF_MEANS] = N_("mean of means"),
    };
    return _(names[reduction]);
}

/* adding up 512 samples … 34 %, 3400 a second, 6 s left; so far 15.3602 */
static void adding_draw(const struct pane *pane, const struct walk *walk)
{
    struct str text;
    struct str pace;
    str_init(&text);
    str_init(&pace);
    struct trace_progress progress = walk->progress;
    struct figure loss = quiz_loss_so_far(walk);
    pace_text(&walk->pace, progress.done, progress.rows, &pace);
    str_addf(&text, _("adding up %zu samples … %d %%"), trace_recipe(walk->trace)->rows,
        (int)(100 * progress.share));
    if (grid_width(pane->grid, text.data) + grid_width(pane->grid, pace.data) >= pane->at.cols) {
        str_clear(&text); /* how long it takes is worth more than how much it is */
        str_addf(&text, _("… %d %%"), (int)(100 * progress.share));
    }
    str_add(&text, pace.data);
    if (!loss.hidden && !isnan(loss.value)) {
        char buffer[NUM_SIZE];
        const char *number = num_cell(buffer, loss.value, walk->decimals);
        size_t before = grid_width(pane->grid, text.data);
        const char *so_far = arena_printf(pane->arena, _("; so far %s"), number);
        if (before + grid_width(pane->grid, so_far) + 1 < pane->at.cols) {
            str_add(&text, so_far);
        }
    }
    (void)grid_put(
        pane->grid, pane->at.x + 1, pane->at.y, pane->at.cols - 1, STYLE_LOSS, text.data);
    str_release(&pace);
    str_release(&text);
}

/* mean = total / divisor = 5.6433 / 3 = 1.8811, or without the words where room is short */
static const char *reduction_text(const struct pane *pane, const struct walk *walk, bool words)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    enum reduction reduction = walk->lesson->problem.reduction;
    if (recipe->loss == STAGE_NONE) {
        return _("not reduced: one loss per sample");
    }
    const struct sight sight = quiz_sight(walk);
    struct worked loss =
        sight_worked(&sight, recipe->loss, 0, 0, walk->decimals, NULL, pane->arena);
    /* A hidden loss has no numbers. A sum is divided by 1, which is not worth saying here. */
    bool plain = (reduction == REDUCTION_SUM && !walk->lesson->problem.divides) ||
                 *loss.numbers == '\0' || strcmp(loss.numbers, loss.value) == 0;
    return arena_printf(pane->arena, "%s = %s%s%s%s%s",
        reduction_name(effective(&walk->lesson->problem, recipe)),
        words && !plain ? loss.symbols : "", words && !plain && *loss.symbols != '\0' ? " = " : "",
        plain ? "" : loss.numbers, plain ? "" : " = ", loss.value);
}

enum { ENTRY_GAP = 2 };

/* Cells of one number in the loss line. */
static size_t entry_field(const struct walk *walk)
{
    return (size_t)walk->decimals + 2 + ENTRY_GAP + (walk->decimals == 0 ? 1 : 0);
}

/* What the whole list of losses would take, more than any screen has for long ones. */
static size_t entries_cells(const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t count = recipe->rows * walk_stage_cols(walk, recipe->summed);
    return count < 100 ? count * entry_field(walk) : 1000;
}

/* "s24: " */
static const char *row_name(const struct pane *pane, const struct walk *walk, size_t row)
{
    struct str name;
    str_init(&name);
    trace_row_label(walk->trace, trace_recipe(walk->trace)->summed, row, &name);
    const char *text = arena_printf(pane->arena, _("%s: "), name.data);
    str_release(&name);
    return text;
}

/* Which of the losses are shown. */
struct entries {
    size_t first, shown;
};

/* As many as have room, around the focused one. */
static struct entries entries_that_fit(
    const struct walk *walk, size_t cols, size_t count, size_t room)
{
    size_t focus = walk->row * cols + (walk->col < cols ? walk->col : 0);
    size_t shown = room / entry_field(walk);
    shown = shown < count ? shown : count;
    size_t first = focus > shown / 2 ? focus - shown / 2 : 0;
    return (struct entries){first + shown > count ? count - shown : first, shown};
}

/* One of the losses that are added up. Whether a mask or weights change it is not said before they
 * are shown. */
static struct figure entry(
    const struct walk *walk, const struct sight *sight, size_t row, size_t col)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t loss = recipe->per_sample != STAGE_NONE ? recipe->per_sample : recipe->loss_entries;
    struct figure figure = sight_cell(sight, recipe->summed, row, col);
    struct place place;
    if (walk_is_changed(walk) || recipe->summed == loss ||
        !shape_equal(&recipe->stages[loss].shape, &recipe->stages[recipe->summed].shape) ||
        !walk_find_part(walk, recipe->summed, &place) || walk_has_seen(walk, place)) {
        return figure;
    }
    double before = sight_cell(sight, loss, row, col).value;
    bool same = before == figure.value || (isnan(before) && isnan(figure.value));
    return same ? figure : (struct figure){.value = NAN, .hidden = true};
}

/* As many of the losses that are added up as fit. */
static void entries_draw(const struct pane *pane, const struct walk *walk)
{
    size_t stage = trace_recipe(walk->trace)->summed;
    size_t cols = walk_stage_cols(walk, stage);
    size_t count = walk_stage_rows(walk, stage) * cols;
    size_t room = pane->at.cols;
    const char *rest = arena_printf(pane->arena, _("… %zu more"), count);
    if (entries_cells(walk) > room) {
        size_t note = grid_width(pane->grid, rest);
        room = room > note ? room - note : 0;
    }
    /* Where not all are shown, the first is named, if there is room for more than its name. */
    struct entries entries = entries_that_fit(walk, cols, count, room);
    const char *name = entries.shown < count ? row_name(pane, walk, entries.first / cols) : "";
    size_t name_cells = grid_width(pane->grid, name);
    const struct entries fewer =
        entries_that_fit(walk, cols, count, room > name_cells ? room - name_cells : 0);
    bool named = *name != '\0' && fewer.shown > 0;
    entries = named ? fewer : entries;
    size_t first = entries.first;
    size_t shown = entries.shown;
    size_t x = pane->at.x;
    size_t end = pane->at.x + pane->at.cols;
    if (named) {
        name = row_name(pane, walk, first / cols);
        x += grid_put(pane->grid, x, pane->at.y, end - x, STYLE_DIM, name);
    }
    char buffer[NUM_SIZE];
    const struct sight sight = quiz_sight(walk);
    for (size_t i = first; i < first + shown; i++) {
        const char *text =
            figure_cell(buffer, entry(walk, &sight, i / cols, i % cols), walk->decimals);
        size_t note = shown < count ? ENTRY_GAP + grid_width(pane->grid, rest) : 0;
        if (x + grid_width(pane->grid, text) + note > end) {
            shown = i - first; /* numbers of more digits than most */
            break;
        }
        enum style style = i / cols == walk->row ? STYLE_HERE : STYLE_PLAIN;
        x += grid_put(pane->grid, x, pane->at.y, NUM_SIZE, style, text) + ENTRY_GAP;
        if (whatif_moved(walk, stage, i / cols, i % cols, walk->decimals)) {
            (void)grid_put(pane->grid, x - ENTRY_GAP, pane->at.y, 1, STYLE_CHANGED, "*");
        }
    }
    if (shown > 0 && shown < count) {
        (void)grid_put(pane->grid, x, pane->at.y, end > x ? end - x : 0, STYLE_DIM,
            arena_printf(pane->arena, _("… %zu more"), count - shown));
    }
}

/* When data could not be read, that is what the line says: every number shown may hang on it. */
static bool failure_draw(const struct pane *pane, const struct walk *walk)
{
    const struct diag_item *first = trace_diag(walk->trace)->first;
    if (first == NULL) {
        return false;
    }
    (void)grid_put(pane->grid, pane->at.x + 1, pane->at.y, pane->at.cols - 1, STYLE_ERROR,
        arena_printf(pane->arena, "! %s", first->text));
    return true;
}

void loss_line_draw(const struct pane *pane, const struct walk *walk)
{
    struct grid *grid = pane->grid;
    if (failure_draw(pane, walk) || !trace_reads_loss(walk->trace)) {
        return;
    }
    if (!walk->folded && trace_recipe(walk->trace)->loss != STAGE_NONE) {
        adding_draw(pane, walk);
        return;
    }
    const char *label = _("per sample");
    size_t left = grid_width(grid, label) + 3;
    const char *reduced = reduction_text(pane, walk, true);
    size_t right = grid_width(grid, reduced);
    if (left + right + 3 + entries_cells(walk) > pane->at.cols) {
        reduced = reduction_text(pane, walk, false);
        right = grid_width(grid, reduced);
    }
    if (right + 1 > pane->at.cols) { /* the loss itself, if there is room for nothing else */
        reduced = arena_printf(pane->arena, "%s = %s", _("loss"), loss_text(pane, walk));
        right = grid_width(grid, reduced);
    }
    if (left + right + 12 > pane->at.cols) {
        (void)grid_put(grid, pane->at.x + 1, pane->at.y, pane->at.cols - 1, STYLE_LOSS, reduced);
        return;
    }
    struct pane entries = *pane;
    entries.at.x += left;
    entries.at.cols -= left + right + 3;
    if (entries.at.cols >= entry_field(walk)) {
        (void)grid_put(grid, pane->at.x + 1, pane->at.y, left, STYLE_DIM, label);
    }
    entries_draw(&entries, walk);
    (void)grid_put(
        grid, pane->at.x + pane->at.cols - right - 1, pane->at.y, right, STYLE_LOSS, reduced);
}
