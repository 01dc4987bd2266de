#include "own_calls.h"

#include "i18n.h"

#include <math.h>
#include <string.h>

enum { MOST_COMPARED = 1000 /* numbers; of longer stages nothing is held against anything */ };

/* ---- What agrees ----------------------------------------------------------------------------- */

static bool is_near(const struct script *script, double a, double b)
{
    double room = script->dtype == DTYPE_FLOAT64 ? 1e-12 : 2e-6;
    return a == b || (isnan(a) && isnan(b)) || (isfinite(b) && fabs(a - b) <= room * (1 + fabs(b)));
}

/* Is the stage the same, computed as another problem? */
static bool agrees(const struct script *script, const struct problem *problem, size_t index)
{
    const struct stage *stage = &trace_recipe(script->doc->trace)->stages[index];
    struct lesson lesson = *trace_lesson(script->doc->trace);
    lesson.problem = *problem;
    lesson.problem.dtype = script->dtype;
    struct trace *trace = trace_new(&lesson);
    const struct sight sight = sight_of(trace);
    const struct recipe *recipe = trace_recipe(trace);
    size_t other = recipe_find(recipe, stage->kind);
    bool same = other != STAGE_NONE && recipe->stages[other].rows == stage->rows &&
                recipe->stages[other].width == stage->width &&
                stage->rows * stage->width <= MOST_COMPARED;
    for (size_t row = 0; same && row < stage->rows; row++) {
        for (size_t col = 0; same && col < stage->width; col++) {
            same = is_near(script, sight_cell(&script->doc->sight, index, row, col).value,
                sight_cell(&sight, other, row, col).value);
        }
    }
    trace_free(trace);
    return same;
}

static bool is_finite(const struct script *script, size_t index)
{
    const struct stage *stage = &trace_recipe(script->doc->trace)->stages[index];
    bool finite = stage->rows * stage->width <= MOST_COMPARED;
    for (size_t row = 0; finite && row < stage->rows; row++) {
        for (size_t col = 0; finite && col < stage->width; col++) {
            finite = isfinite(sight_cell(&script->doc->sight, index, row, col).value);
        }
    }
    return finite;
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* A form with a text in the place of each `sign`, appended. */
static void fill(struct str *out, const char *form, char sign, const char *text)
{
    for (; *form != '\0'; form++) {
        if (*form == sign) {
            str_add(out, text);
        } else {
            str_addc(out, *form);
        }
    }
}

static const char *id_of(const struct script *script, size_t index)
{
    return trace_recipe(script->doc->trace)->stages[index].id;
}

/* The scores that softmax or sigmoid are taken of. */
static size_t scores_of(const struct recipe *recipe)
{
    size_t scaled = recipe_find(recipe, ID_scaled);
    return scaled != STAGE_NONE ? scaled : recipe->scores;
}

static void stage_calls(struct script *script, size_t index, const struct own_library *library)
{
    const struct recipe *recipe = trace_recipe(script->doc->trace);
    struct problem same = trace_lesson(script->doc->trace)->problem;
    same.route = recipe->stages[index].kind == ID_softmax ? ROUTE_STABLE : same.route;
    for (const struct own_stage *own = library->stages; own->kind != ID_none; own++) {
        size_t of = own->of == ID_none ? scores_of(recipe) : recipe_find(recipe, own->of);
        if (own->kind == recipe->stages[index].kind && of != STAGE_NONE && of < index &&
            is_finite(script, of) && agrees(script, &same, index)) {
            struct str text;
            str_init(&text);
            fill(&text, own->call, '$', id_of(script, of));
            script_same(script, text.data, index);
            str_release(&text);
        }
    }
}

size_t own_targets(const struct own_call *call, bool smoothed)
{
    static const enum stage_id KINDS[] = {ID_smoothed, ID_one_hot, ID_soft_targets, ID_targets};
    size_t index = STAGE_NONE;
    for (size_t i = smoothed ? 0 : 1; index == STAGE_NONE && i < sizeof KINDS / sizeof *KINDS;
         i++) {
        index = recipe_find(call->recipe, KINDS[i]);
    }
    return index;
}

enum own_reduction own_reduction(struct own_call *call, bool mean_is_same)
{
    const struct problem *p = call->problem;
    if (call->simple && mean_is_same) {
        call->expected = call->recipe->loss;
        return OWN_MEAN;
    }
    if (call->simple && p->reduction == REDUCTION_NONE && !p->average_last_axis) {
        call->expected = call->recipe->summed;
        return OWN_EACH;
    }
    if (call->simple && p->reduction != REDUCTION_MEAN_OF_MEANS && !p->average_last_axis) {
        call->expected = call->recipe->total;
        call->note = p->reduction == REDUCTION_SUM
                         ? NULL
                         : _("its own mean divides by something else than the lesson does");
        return OWN_SUM;
    }
    call->note = _("what comes after this is the lesson's own");
    size_t each = recipe_find(call->recipe, ID_per_element);
    call->expected = each != STAGE_NONE ? each : call->recipe->per_sample;
    if (p->ignored.count > 0) {
        call->reason = _("it has no mask and no weights of samples besides");
    }
    return OWN_EACH;
}

static void make_call(
    struct own_call *call, struct script *script, const struct own_library *library)
{
    const struct recipe *recipe = trace_recipe(script->doc->trace);
    const struct problem *problem = &trace_lesson(script->doc->trace)->problem;
    *call = (struct own_call){.script = script,
        .recipe = recipe,
        .problem = problem,
        .simple = problem->mask == NULL && problem->sample_weights == NULL,
        .same = *problem,
        .scores = scores_of(recipe),
        .expected = STAGE_NONE};
    str_init(&call->text);
    call->same.normalize = NORMALIZE_NONE;
    call->same.clip_eps = 0;
    call->same.clip_mode = CLIP_CLIP;
    if (script_stores(script)) {
        call->reason = _("in 16 bits it rounds in other places");
    } else if (problem->log_base != 0) {
        call->reason = _("it has the natural logarithm alone");
    } else {
        library->loss(call);
    }
    bool given = recipe->stages[call->scores].op == NULL;
    if (call->reason == NULL &&
        (call->expected == STAGE_NONE || !agrees(script, &call->same, call->expected) ||
            (!given && !agrees(script, &call->same, call->scores)))) {
        call->reason = _("it gives other numbers here, by rules of its own");
    }
}

static void loss_call(struct script *script, const struct own_library *library)
{
    struct own_call call;
    make_call(&call, script, library);
    struct arena *arena = &script->doc->arena;
    if (call.reason != NULL) {
        script_comment(
            script, arena_printf(arena, _("The library's own call is left out: %s"), call.reason));
    } else {
        script_comment(script,
            call.note == NULL ? _("The library's own call:")
                              : arena_printf(arena, _("The library's own call (%s):"), call.note));
        struct str text;
        str_init(&text);
        fill(&text, call.text.data, '$', id_of(script, call.scores));
        script_same(script, text.data, call.expected);
        str_release(&text);
    }
    str_release(&call.text);
}

/* The gradient of a call that gives the loss itself, by the logits. */
static void gradient_call(struct script *script, size_t index, const struct own_library *library)
{
    struct own_call call;
    make_call(&call, script, library);
    const struct problem *p = call.problem;
    bool loss =
        call.expected == call.recipe->loss ||
        (call.expected == call.recipe->total && p->reduction == REDUCTION_SUM && !p->divides);
    if (call.reason == NULL && loss && call.scores == scores_of(call.recipe) &&
        p->score_kind == SCORES_LOGITS && p->loss_scale == 1 && !call.no_gradient &&
        is_finite(script, index) && is_finite(script, call.recipe->scores) &&
        agrees(script, &call.same, index)) {
        char number[NUM_SIZE];
        struct str scores;
        struct str text;
        struct str whole;
        str_init(&scores);
        str_init(&text);
        str_init(&whole);
        fill(&scores, p->temperature == 1 ? library->variable : library->temperature, '#',
            num_shortest(number, p->temperature, DTYPE_FLOAT64));
        fill(&text, call.text.data, '$', scores.data);
        fill(&whole, library->gradient, '#', text.data);
        script_same(script, whole.data, index);
        str_release(&whole);
        str_release(&text);
        str_release(&scores);
    }
    str_release(&call.text);
}

void own_calls(struct script *script, size_t index, const struct own_library *library)
{
    const struct recipe *recipe = trace_recipe(script->doc->trace);
    size_t last = recipe->loss != STAGE_NONE ? recipe->loss : recipe->summed;
    if (!recipe->stages[index].hidden) {
        stage_calls(script, index, library);
    }
    if (index == last) {
        loss_call(script, library);
    }
    if (index == recipe->gradient) {
        gradient_call(script, index, library);
    }
}
