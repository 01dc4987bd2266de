#include "builder.h"
#include "i18n.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

const char *const group_ids[GROUP_COUNT + 1] = {
#define GROUP(id, title) #id,
#include "group.def"
#undef GROUP
};

const char *group_title(const struct problem *problem, enum group group)
{
    static const char *const titles[GROUP_COUNT] = {
#define GROUP(id, title) title,
#include "group.def"
#undef GROUP
    };
    return group == GROUP_target && problem->labels == NULL ? N_("the targets") : titles[group];
}

const char *const stage_ids[] = {
#define STAGE(id, group, form, symbol, title, formula) #id,
#include "stage.def"
#undef STAGE
#define STAGE(id, group, form, symbol, title, formula) "d_" #id,
#include "stage.def"
#undef STAGE
    NULL};

static const struct {
    const char *id;
    enum group group;
    enum stage_form form;
    bool hidden;
    const char *symbol, *title, *formula;
} STAGES[ID_COUNT] = {
#define STAGE(id, group, form, symbol, title, formula)                                             \
    [ID_##id] = {#id, GROUP_##group, FORM_##form, false, symbol, title, formula},                  \
    [ID_d_##id] = {"d_" #id, GROUP_gradient, FORM_##form, false, symbol, title, formula},
#include "stage.def"
#undef STAGE
#define STAGE(id, group, form, symbol, title, formula)                                             \
    [ID_##id] = {#id, GROUP_##group, FORM_##form, true, symbol, title, formula},                   \
    [ID_d_##id] = {"d_" #id, GROUP_gradient, FORM_##form, true, symbol, title, formula},
#include "helper.def"
#undef STAGE
    [ID_d_part] = {"d_part", GROUP_gradient, FORM_MATRIX, true, "d", N_("part of what comes back"),
        "d"},
};

struct stage *build_at(struct builder *b, size_t index)
{
    return &b->recipe->stages[index];
}

void build_form(struct builder *b, size_t index, enum stage_form form)
{
    struct stage *stage = build_at(b, index);
    const struct problem *problem = b->problem;
    stage->form = form;
    stage->rows = form == FORM_SCALAR   ? 1
                  : form == FORM_GROUPS ? b->recipe->groups->count
                                        : b->recipe->rows;
    stage->width = form == FORM_MATRIX ? b->recipe->cols : 1;
    stage->class_axis = problem->class_axis;
    if (form == FORM_MATRIX) {
        stage->shape = problem->scores->shape;
    } else if (form == FORM_COLUMN) {
        stage->shape = shape_without(&problem->scores->shape, problem->class_axis);
    } else if (form == FORM_GROUPS) {
        stage->shape = (struct shape){.rank = 1, .dim = {stage->rows}};
    } else {
        stage->shape = (struct shape){0};
    }
    stage->args.width = stage->width;
}

static size_t add(struct builder *b, enum stage_id id)
{
    if (b->recipe->count == RECIPE_MAX_STAGES) {
        abort(); /* a recipe that does not fit is a mistake of the program */
    }
    size_t index = b->recipe->count++;
    struct stage *stage = build_at(b, index);
    *stage = (struct stage){
        .kind = id,
        .id = STAGES[id].id,
        .group = STAGES[id].group,
        .title = STAGES[id].title,
        .symbol = STAGES[id].symbol,
        .formula = STAGES[id].formula,
        .hidden = STAGES[id].hidden,
        .picker = STAGE_NONE,
    };
    for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
        stage->in[i] = STAGE_NONE;
    }
    stage->args.rows = b->recipe->rows;
    stage->args.dtype = b->problem->dtype;
    build_form(b, index, STAGES[id].form);
    return index;
}

size_t build_input(struct builder *b, enum stage_id id, const struct tensor *tensor)
{
    size_t index = add(b, id);
    build_at(b, index)->tensor = tensor;
    return index;
}

static const struct tensor *as_rows(
    struct builder *b, const struct tensor *tensor, enum stage_form form)
{
    return form == FORM_MATRIX ? tensor_move_axis_last(b->arena, tensor, b->problem->class_axis)
                               : tensor;
}

size_t build_entries(
    struct builder *b, enum stage_id id, const struct tensor *tensor, enum stage_form form)
{
    size_t index = build_input(b, id, as_rows(b, tensor, form));
    build_form(b, index, form);
    return index;
}

size_t build_of_labels(
    struct builder *b, enum stage_id id, const struct tensor *tensor, enum stage_form form)
{
    size_t index = build_entries(b, id, tensor, form);
    struct stage *stage = build_at(b, index);
    if (b->problem->shift_labels) { /* positions are the last axis, but for the classes */
        size_t axis = tensor->shape.rank - (form == FORM_MATRIX ? 2 : 1);
        stage->tensor = tensor_shift(b->arena, stage->tensor, axis, 0);
    }
    return index;
}

void build_in(struct builder *b, size_t index, size_t slot, size_t in)
{
    struct stage *stage = build_at(b, index);
    stage->in[slot] = in;
    stage->args.in_width[slot] = in == STAGE_NONE ? 0 : build_at(b, in)->width;
    stage->args.in_scalar[slot] = in != STAGE_NONE && build_at(b, in)->form == FORM_SCALAR;
    if (in != STAGE_NONE && build_at(b, in)->form == FORM_GROUPS) {
        stage->args.rows = build_at(b, in)->rows;
    }
}

size_t build_stage(
    struct builder *b, enum stage_id id, const struct op *op, size_t in0, size_t in1, size_t in2)
{
    size_t index = add(b, id);
    build_at(b, index)->op = op;
    build_in(b, index, 0, in0);
    build_in(b, index, 1, in1);
    build_in(b, index, 2, in2);
    return index;
}

/* Puts the symbols of the inputs into the formulas: "s = {0} - {1}" becomes "s = z - m". */
static void name_inputs(struct recipe *recipe, struct stage *stage, struct arena *arena)
{
    struct str text;
    str_init(&text);
    for (const char *at = stage->formula; *at != '\0'; at++) {
        bool slot = at[0] == '{' && at[1] >= '0' && at[1] <= '7' && at[2] == '}';
        size_t in = slot ? stage->in[at[1] - '0'] : STAGE_NONE;
        if (in != STAGE_NONE) {
            str_add(&text, recipe->stages[in].symbol);
            at += 2;
        } else {
            str_addc(&text, *at);
        }
    }
    stage->formula = arena_strndup(arena, text.data, text.len);
    str_release(&text);
}

/* Words of formulas and symbols; longer ones first. The others are signs, which no language has its
 * own of: p, eps, softplus. */
static const char *const WORDS[] = {N_("class weight"), N_("count of"), N_("0 where"),
    N_("all right"), N_("accuracy"), N_("base"), N_("by"), N_("class"), N_("columns"),
    N_("counted"), N_("divisor"), N_("given"), N_("ignored"), N_("keep"), N_("kept"), N_("label"),
    N_("loss"), N_("mean"), "next", N_("right"), N_("says"), "scaled", "sum", N_("total"),
    N_("true"), N_("weight"), N_("where")};

/* Some of them mean something else elsewhere, on a key or as a setting: what they mean here. */
static const char *const MEANINGS[][2] = {
    {"next", N_("next label")}, {"scaled", N_("scaled loss")}, {"sum", N_("sum of a group")}};

static const char *in_language(const char *text)
{
    for (size_t i = 0; i < sizeof MEANINGS / sizeof *MEANINGS; i++) {
        if (strcmp(text, MEANINGS[i][0]) == 0) {
            return _(MEANINGS[i][1]);
        }
    }
    return _(text);
}

/* The word that begins at `at`, and nothing else does; NULL: none. */
static const char *word_at(const char *text, const char *at)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && (at == text || !utf8_in_word(at[-1]));
         i++) {
        size_t size = strlen(WORDS[i]);
        if (strncmp(at, WORDS[i], size) == 0 && !utf8_in_word(at[size])) {
            return WORDS[i];
        }
    }
    return NULL;
}

/* In the language in force: as a whole, or else word by word. */
static const char *in_words(const char *text, struct arena *arena)
{
    const char *whole = in_language(text);
    if (whole != text) {
        return whole;
    }
    struct str out;
    str_init(&out);
    for (const char *at = text; *at != '\0';) {
        const char *word = word_at(text, at);
        const char *said = word != NULL ? in_language(word) : at;
        str_addn(&out, said, word != NULL ? strlen(said) : 1);
        at += word != NULL ? strlen(word) : 1;
    }
    const char *copy = arena_strndup(arena, out.data, out.len);
    str_release(&out);
    return copy;
}

static recipe_function *const BUILDERS[] = {
#define LOSS(name, kind, build, ...) [LOSS_##kind] = (build),
#include "loss.def"
#undef LOSS
};

void recipe_build(struct recipe *recipe, const struct problem *problem, struct arena *arena)
{
    *recipe = (struct recipe){0};
    size_t *const roles[] = {&recipe->scores, &recipe->target, &recipe->probs, &recipe->log,
        &recipe->loss_entries, &recipe->per_sample, &recipe->mask, &recipe->weights,
        &recipe->summed, &recipe->group_weight, &recipe->total, &recipe->divisor, &recipe->loss,
        &recipe->scaled, &recipe->gradient};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        *roles[i] = STAGE_NONE;
    }
    recipe->cols = problem_classes(problem);
    recipe->rows = shape_size(&problem->scores->shape) / recipe->cols;
    struct builder builder = {recipe, problem, arena};
    BUILDERS[problem->loss](&builder);
    if (problem->gradient != GRADIENT_NONE && recipe->gradient == STAGE_NONE) {
        build_way_back(&builder);
    }
    if (problem->accuracy) {
        build_accuracy(&builder);
    }
    /* as it is in English, which many a trace in a row is made in */
    bool english = strcmp(i18n_language(), i18n_languages()[0]) == 0;
    for (size_t i = 0; i < recipe->count; i++) {
        struct stage *stage = &recipe->stages[i];
        stage->formula = english ? stage->formula : _(stage->formula); /* while it has its slots */
        name_inputs(recipe, stage, arena);
    }
    for (size_t i = 0; !english && i < recipe->count; i++) {
        recipe->stages[i].formula = in_words(recipe->stages[i].formula, arena);
        recipe->stages[i].symbol = in_words(recipe->stages[i].symbol, arena);
    }
}

size_t recipe_find(const struct recipe *recipe, enum stage_id kind)
{
    for (size_t i = 0; i < recipe->count; i++) {
        if (recipe->stages[i].kind == kind) {
            return i;
        }
    }
    return STAGE_NONE;
}

size_t recipe_named(const struct recipe *recipe, const char *name)
{
    for (size_t i = 0; i < recipe->count; i++) {
        if (!recipe->stages[i].hidden && strcmp(recipe->stages[i].id, name) == 0) {
            return i;
        }
    }
    return STAGE_NONE;
}

const char *stage_title(enum stage_id kind)
{
    return STAGES[kind].title;
}

enum stage_id build_back_of(enum stage_id kind)
{
    return kind + (ID_d_logits - ID_logits);
}

const char *stage_name(enum stage_id kind)
{
    return STAGES[kind].id;
}

bool recipe_shows(const struct recipe *recipe, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        const struct stage *stage = &recipe->stages[i];
        if (!stage->hidden &&
            (strcmp(stage->id, name) == 0 || strcmp(group_ids[stage->group], name) == 0)) {
            return true;
        }
    }
    return false;
}

bool recipe_is_stage(const char *name)
{
    for (size_t i = 0; stage_ids[i] != NULL; i++) {
        if (strcmp(stage_ids[i], name) == 0) {
            return true;
        }
    }
    return false;
}

bool recipe_is_group(const char *name)
{
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        if (strcmp(group_ids[i], name) == 0) {
            return true;
        }
    }
    return false;
}

void recipe_list(const struct recipe *recipe, struct str *out)
{
    bool first = true;
    for (size_t i = 0; i < recipe->count; i++) {
        if (!recipe->stages[i].hidden) {
            str_addf(out, "%s%s", first ? "" : ", ", recipe->stages[i].id);
            first = false;
        }
    }
}
