/* Finding where two traces of one batch part.
 *
 * Rules may differ in route, so their stages need not be the same stages. What is compared is what
 * each stage does to the numbers: the target rows, whether dividing or clipping changed a
 * probability that counts, the logarithm of such a probability, the loss entries, the mask, the
 * divisor. The first of these that differs is where they part. Bits that differ without any of that
 * are rounding.
 */
#include "compare.h"

#include "change.h"
#include "i18n.h"
#include "rules.h"
#include "trace_impl.h"

#include <math.h>
#include <string.h>

const char *const departure_ids[DEPARTURE_COUNT] = {
#define DEPARTURE(kind, text) #kind,
#include "departure.def"
#undef DEPARTURE
};

static const char *const TEXTS[DEPARTURE_COUNT] = {
#define DEPARTURE(kind, text) text,
#include "departure.def"
#undef DEPARTURE
};

/* One side of a comparison, with the stages that matter; STAGE_NONE where it has none. */
struct side {
    struct trace *trace;
    const struct recipe *recipe;
    const struct problem *problem;
    size_t target; /* the target rows that the loss is computed with */
    size_t terms;  /* class terms, or elements */
    size_t clipped, class_sum;
};

static struct side side_of(struct trace *trace)
{
    struct side side = {.trace = trace, .recipe = trace_recipe(trace)};
    side.problem = &trace_lesson(trace)->problem;
    side.terms = recipe_find(side.recipe, ID_product);
    if (side.terms == STAGE_NONE) {
        side.terms = recipe_find(side.recipe, ID_per_element);
    }
    side.target = side.recipe->stages[side.terms].in[1];
    side.clipped = recipe_find(side.recipe, ID_clipped);
    side.class_sum = recipe_find(side.recipe, ID_class_sum);
    return side;
}

static double at(const struct side *side, size_t stage, size_t row, size_t col)
{
    if (stage == STAGE_NONE) {
        return 0; /* a loss without a logarithm, or that is not reduced */
    }
    return trace_cell(side->trace, stage, row, col);
}

static bool same_bits(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* More than rounding apart? A few units in the last place of the dtype are rounding. */
static bool far_apart(const struct side *side, double a, double b)
{
    double unit = ldexp(1, 1 - num_formats[side->problem->dtype].bits);
    if (!isfinite(a) || !isfinite(b)) {
        return !same_bits(a, b);
    }
    return fabs(a - b) > 64 * unit * fmax(1, fmax(fabs(a), fabs(b)));
}

/* Does what happens to this class reach the loss? */
static bool counts(const struct side *side, size_t row, size_t col)
{
    bool always = problem_is_binary(side->problem) || problem_loss(side->problem)->no_log ||
                  problem_loss(side->problem)->high_is_1;
    return always || at(side, side->target, row, col) != 0;
}

static double clip_change(const struct side *side, size_t row, size_t col)
{
    if (side->clipped == STAGE_NONE) {
        return 0;
    }
    double before = at(side, side->recipe->stages[side->clipped].in[0], row, col);
    double after = at(side, side->clipped, row, col);
    return same_bits(before, after) ? 0 : after - before; /* nan is clipped to nan */
}

/* Dividing by a sum within this of 1 is no more than rounding, or than clipping before. */
static const double SUM_TOLERANCE = 1e-5;

/* A probability that is nan stays nan, whatever it is divided by. */
static bool divides(const struct side *side, size_t row, size_t col)
{
    if (side->class_sum == STAGE_NONE ||
        fabs(at(side, side->class_sum, row, 0) - 1) <= SUM_TOLERANCE) {
        return false;
    }
    size_t normalized = recipe_find(side->recipe, ID_normalized);
    return !isnan(at(side, side->recipe->stages[normalized].in[0], row, col));
}

static bool adds_inside(const struct side *side)
{
    return side->problem->clip_mode == CLIP_ADD || side->problem->clip_mode == CLIP_CLIP_THEN_ADD;
}

static enum departure why_log_differs(const struct side *own, const struct side *other)
{
    if (adds_inside(own) != adds_inside(other)) {
        return DEPARTURE_log_epsilon;
    }
    bool floors = own->problem->clip_mode == CLIP_LOG_FLOOR;
    return floors != (other->problem->clip_mode == CLIP_LOG_FLOOR) ? DEPARTURE_log_floor
                                                                   : DEPARTURE_underflow;
}

/* The logarithms of p agree, the losses of yes and no do not: what is left is log(1 - p). */
static enum departure why_element_differs(
    const struct side *own, const struct side *other, size_t row, size_t col)
{
    if (isinf(at(own, own->recipe->scores, row, col))) {
        return DEPARTURE_infinite_score;
    }
    return why_log_differs(own, other);
}

/* Where one cell parts, and the stage of `other` (or, where that has none, of `own`) to look at. */
static enum departure cell_departure(
    const struct side *own, const struct side *other, size_t row, size_t col, enum stage_id *stage)
{
    if (!same_bits(at(own, own->target, row, col), at(other, other->target, row, col))) {
        *stage = other->recipe->stages[other->target].kind;
        return DEPARTURE_targets;
    }
    if (!counts(own, row, col)) {
        return DEPARTURE_none;
    }
    if (divides(own, row, col) != divides(other, row, col)) {
        *stage = ID_normalized;
        return DEPARTURE_renormalisation;
    }
    double change = clip_change(own, row, col);
    double other_change = clip_change(other, row, col);
    if (far_apart(own, change * 1e7, other_change * 1e7)) {
        *stage = ID_clipped;
        return DEPARTURE_clip;
    }
    if (far_apart(
            own, at(own, own->recipe->log, row, col), at(other, other->recipe->log, row, col))) {
        *stage = other->recipe->stages[other->recipe->log].kind;
        return why_log_differs(own, other);
    }
    double term = at(own, own->terms, row, col);
    double other_term = at(other, other->terms, row, col);
    if (far_apart(own, term, other_term)) {
        *stage = other->recipe->stages[other->terms].kind;
        if (problem_loss(own->problem)->high_is_1) {
            return DEPARTURE_clip; /* of the target */
        }
        if (problem_is_binary(own->problem)) {
            return why_element_differs(own, other, row, col);
        }
        return DEPARTURE_class_weights;
    }
    return DEPARTURE_none;
}

static double keep(const struct side *side, size_t row, size_t col)
{
    return side->recipe->mask == STAGE_NONE ? 1 : at(side, side->recipe->mask, row, col);
}

static void part(
    struct comparison *c, enum departure why, enum stage_id stage, size_t row, size_t col)
{
    c->why = why;
    c->stage = stage;
    c->row = row;
    c->col = col;
}

static void part_in_cells(struct comparison *c, const struct side *own, const struct side *other)
{
    for (size_t row = 0; row < own->recipe->rows; row++) {
        for (size_t col = 0; col < own->recipe->cols; col++) {
            enum stage_id stage = ID_none;
            enum departure why = cell_departure(own, other, row, col, &stage);
            if (why != DEPARTURE_none) {
                part(c, why, stage, row, col);
                return;
            }
        }
    }
}

/* Masks differ by the labels that they leave out alone, and a row has one label. */
static void part_in_mask(struct comparison *c, const struct side *own, const struct side *other)
{
    for (size_t row = 0; row < own->recipe->rows; row++) {
        if (keep(own, row, 0) != keep(other, row, 0)) {
            part(c, DEPARTURE_mask, ID_mask, row, 0);
            return;
        }
    }
}

/* Do the weights of some entry differ? They have the losses' shape, which is the same here. */
static void part_in_weights(struct comparison *c, const struct side *own, const struct side *other)
{
    size_t weights = own->recipe->weights;
    if (weights == STAGE_NONE) {
        return;
    }
    for (size_t row = 0; row < own->recipe->rows; row++) {
        for (size_t col = 0; col < own->recipe->stages[weights].width; col++) {
            if (!same_bits(
                    at(own, weights, row, col), at(other, other->recipe->weights, row, col))) {
                part(c, DEPARTURE_sample_weights, ID_weights, row, col);
                return;
            }
        }
    }
}

/* After the entries: which shape they have, what is dropped, what the total is divided by. */
static void part_later(struct comparison *c, const struct side *own, const struct side *other)
{
    if (own->problem->average_last_axis != other->problem->average_last_axis) {
        if (own->recipe->cols > 1) {
            part(c, DEPARTURE_last_axis_mean, ID_per_sample, 0, 0);
        }
    } else if (own->problem->elementwise != other->problem->elementwise) {
        part(c, DEPARTURE_elementwise, other->problem->elementwise ? ID_product : ID_per_sample, 0,
            0);
    } else {
        part_in_mask(c, own, other);
        if (c->why == DEPARTURE_none) {
            part_in_weights(c, own, other);
        }
    }
    if (c->why != DEPARTURE_none) {
        return;
    }
    if (!same_bits(at(own, own->recipe->divisor, 0, 0), at(other, other->recipe->divisor, 0, 0))) {
        part(c, DEPARTURE_divisor, ID_divisor, 0, 0);
        return;
    }
    double loss = at(own, own->recipe->loss, 0, 0);
    if (isnan(loss) != isnan(at(other, other->recipe->loss, 0, 0))) {
        part(c, DEPARTURE_empty_mean, ID_loss, 0, 0);
    }
}

/* The first cell whose bits differ: of the logarithm, where the routes meet again; or, where only
 * log(1 - p) differs, of the elements. */
static void find_rounding(struct comparison *c, const struct side *own, const struct side *other)
{
    for (size_t row = 0; row < own->recipe->rows; row++) {
        for (size_t col = 0; col < own->recipe->cols; col++) {
            bool log = !same_bits(
                at(own, own->recipe->log, row, col), at(other, other->recipe->log, row, col));
            bool term =
                !same_bits(at(own, own->terms, row, col), at(other, other->terms, row, col));
            if (term) {
                size_t stage = log ? other->recipe->log : other->terms;
                part(c, DEPARTURE_rounding, other->recipe->stages[stage].kind, row, col);
                return;
            }
        }
    }
}

/* Who does what the sentence says: the other rules, or this lesson? */
static bool other_does(const struct comparison *c, const struct side *own, const struct side *other)
{
    switch (c->why) {
    case DEPARTURE_renormalisation:
        return divides(other, c->row, c->col);
    case DEPARTURE_clip:
        if (c->stage != ID_clipped) { /* the target was */
            return other->problem->clip_eps > own->problem->clip_eps;
        }
        return fabs(clip_change(other, c->row, c->col)) > fabs(clip_change(own, c->row, c->col));
    case DEPARTURE_log_epsilon:
        return adds_inside(other);
    case DEPARTURE_log_floor:
        return other->problem->clip_mode == CLIP_LOG_FLOOR;
    case DEPARTURE_underflow:
        return isfinite(at(other, other->recipe->log, c->row, c->col));
    case DEPARTURE_last_axis_mean:
        return other->problem->average_last_axis;
    case DEPARTURE_elementwise:
        return other->problem->elementwise;
    case DEPARTURE_mask:
        return keep(other, c->row, c->col) == 0;
    default:
        return true;
    }
}

/* The sentence, with the two names put in where it has places for them. */
static const char *sentence(const struct comparison *c, bool other_first, struct arena *arena)
{
    const char *names[2] = {
        other_first ? c->title : _("This lesson"), other_first ? _("this lesson") : c->title};
    const char *text = arena_fill(arena, _(TEXTS[c->why]), names, 2);
    bool named = strncmp(text, c->title, strlen(c->title)) == 0;
    return named ? text : arena_printf(arena, _("%s: %s"), c->title, text);
}

/* The first error and its hint, which often is the framework's own reason. */
static const char *refusal(const struct diag *diag, struct arena *arena)
{
    struct str text;
    str_init(&text);
    diag_first_error(diag, &text);
    const char *copy = arena_strndup(arena, text.data, text.len);
    str_release(&text);
    return copy;
}

static bool wants_other_axis(const struct rules *rules, const struct problem *problem)
{
    if (rules == NULL || rules == &rules_table[RULES_plain] || problem_is_binary(problem)) {
        return false; /* plain mathematics wants nothing */
    }
    size_t rank = problem->scores->shape.rank;
    return rules_class_axis(rules, problem, rank) != problem->class_axis;
}

/* The axes of scores as the rules want them, in the letters of documentation: (N, C, T), (N, C, d1,
 * d2). */
static const char *wanted_axes(
    const struct rules *rules, const struct problem *problem, struct arena *arena)
{
    size_t rank = problem->scores->shape.rank;
    size_t classes = rules_class_axis(rules, problem, rank);
    size_t other = 0; /* of the axes between or behind */
    struct str text;
    str_init(&text);
    for (size_t axis = 0; axis < rank; axis++) {
        str_add(&text, axis == 0 ? "(N" : ", ");
        if (axis == classes) {
            str_add(&text, "C");
        } else if (axis > 0 && rank == 3) {
            str_add(&text, "T");
        } else if (axis > 0) {
            str_addf(&text, "d%zu", ++other);
        }
    }
    const char *copy = arena_printf(arena, "%s)", text.data);
    str_release(&text);
    return copy;
}

enum { CELLS_COMPARED = 100000 };

static const double ROUNDING = 1e-13; /* of a number: no more than float64 loses on the way */

static bool within(double a, double b, double share)
{
    return same_bits(a, b) ||
           (isfinite(a) && isfinite(b) && fabs(a - b) <= share * fmax(fabs(a), fabs(b)));
}

bool comparison_same(double a, double b)
{
    return within(a, b, ROUNDING);
}

struct place {
    enum stage_id stage;
    size_t row, col;
};

static bool stage_differs(struct trace *own, size_t mine, struct trace *other, size_t theirs,
    double share, struct place *place)
{
    const struct stage *stage = &trace_recipe(own)->stages[mine];
    if (!shape_equal(&stage->shape, &trace_recipe(other)->stages[theirs].shape) ||
        stage->width != trace_recipe(other)->stages[theirs].width) {
        return true;
    }
    for (size_t i = 0; i < stage->rows * stage->width && i < CELLS_COMPARED; i++) {
        place->row = i / stage->width;
        place->col = i % stage->width;
        if (!within(trace_cell(own, mine, place->row, place->col),
                trace_cell(other, theirs, place->row, place->col), share)) {
            return true;
        }
    }
    return false;
}

static struct place first_place(struct trace *own, struct trace *other, double share)
{
    const struct recipe *recipe = trace_recipe(own);
    for (size_t i = 0; i < recipe->count; i++) {
        struct place place = {.stage = recipe->stages[i].kind};
        size_t theirs = recipe_find(trace_recipe(other), place.stage);
        if (theirs != STAGE_NONE && !recipe->stages[i].hidden &&
            stage_differs(own, i, other, theirs, share, &place)) {
            return place;
        }
    }
    return (struct place){.stage = ID_none};
}

enum stage_id comparison_first_stage(struct trace *own, struct trace *other)
{
    return first_place(own, other, ROUNDING).stage;
}

/* A setting does what it says; only where is to be found out. */
static void find_setting(struct comparison *c, struct trace *own)
{
    struct place place = first_place(own, c->trace, ROUNDING);
    enum departure why = DEPARTURE_setting;
    if (place.stage == ID_none) {
        place = first_place(own, c->trace, 0);
        why = place.stage == ID_none ? DEPARTURE_none : DEPARTURE_rounding;
    }
    part(c, why, place.stage, place.row, place.col);
}

/* The first thing found is the answer. */
static void find_departure(struct comparison *c, const struct side *own, const struct side *other)
{
    part_in_cells(c, own, other);
    if (c->why == DEPARTURE_none) {
        part_later(c, own, other);
    }
    if (c->why == DEPARTURE_none) {
        find_rounding(c, own, other);
    }
}

void comparison_make(
    struct comparison *comparison, struct trace *own_trace, const char *rules, struct arena *arena)
{
    const struct rules *preset = rules_named(rules);
    *comparison =
        (struct comparison){.rules = rules, .title = preset != NULL ? _(preset->title) : rules};
    struct diag diag;
    diag_init(&diag);
    const struct problem *problem = &trace_lesson(own_trace)->problem;
    /* The question is what the rules make of these classes, so they stay where they are. */
    bool setting = strchr(rules, '=') != NULL;
    const struct override sets[] = {{setting ? rules : arena_printf(arena, "rules=%s", rules)},
        {arena_printf(arena, "class_axis=%zu", problem->class_axis)}};
    size_t count = setting ? 1 : 2;
    comparison->lesson = lesson_variant(trace_lesson(own_trace), sets, count, &diag);
    if (comparison->lesson == NULL) {
        const struct diag_item *first = diag_first(&diag);
        if (!setting && first->id != NULL && strcmp(first->id, DIAG_DATA) == 0) {
            trace_fail(own_trace, first->text); /* no word about the preset */
        }
        comparison->refusal = refusal(&diag, arena);
        comparison->why = DEPARTURE_refused;
        comparison->sentence = sentence(comparison, true, arena);
    } else {
        comparison->trace = trace_new(comparison->lesson);
        (void)trace_report_to(comparison->trace, own_trace->home);
        struct side own = side_of(own_trace);
        struct side other = side_of(comparison->trace);
        if (setting) {
            find_setting(comparison, own_trace);
        } else {
            find_departure(comparison, &own, &other);
        }
        comparison->sentence = sentence(comparison, other_does(comparison, &own, &other), arena);
    }
    diag_release(&diag);
    if (comparison->refusal == NULL && !setting && wants_other_axis(preset, problem)) {
        comparison->sentence = arena_printf(arena, _("%s %s wants %s."), comparison->sentence,
            comparison->title, wanted_axes(preset, problem, arena));
    }
}

void comparison_release(struct comparison *comparison)
{
    trace_free(comparison->trace);
    lesson_free(comparison->lesson);
    comparison->trace = NULL;
    comparison->lesson = NULL;
}
