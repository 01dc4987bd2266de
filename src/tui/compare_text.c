/* What the compare view says about the chosen preset: why it departs, by how much, and where. */
#include "i18n.h"
#include "num.h"
#include "pane.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

static void add_source(struct text *text, const struct rules *rules)
{
    if (rules != NULL) {
        text_line(text, 0, 2);
        text_add(text, STYLE_DIM, _("Read from: "));
        text_add(text, STYLE_DIM, _(rules->source));
    }
}

/* "comparing 400000 samples: 2 of 6 done …", while a large batch is being compared. */
static void add_progress(struct text *text, const struct walk *walk)
{
    if (walk->rivals.known < walk->rivals.count) {
        text_add(text, STYLE_KEY,
            arena_printf(text->arena, _("comparing %zu samples: %zu of %zu done …"),
                trace_recipe(walk->trace)->rows, walk->rivals.known, walk->rivals.count));
        text_line(text, 0, 0);
    }
}

static void add_own(struct text *text, const struct walk *walk)
{
    const struct rules *rules = rules_named(walk->lesson->rules);
    text_add(text, STYLE_TITLE, _("This lesson: "));
    text_add(text, STYLE_TITLE, rules == NULL ? walk->lesson->rules : _(rules->title));
    text_line(text, 0, 0);
    text_add(text, STYLE_PLAIN,
        _("The lines below are the same batch under the rules of other frameworks. Rules fill in "
          "what the lesson leaves open; what it states itself, such as its reduction, stays."));
    text_line(text, 0, 0);
    text_add(text, STYLE_DIM, _("= same, ≈ nearly: the same but for the last digits, ≠ differs"));
    add_source(text, rules);
}

/* "Loss 2.1000; this lesson 1.8811: larger by 0.2189." */
static void add_losses(
    struct text *text, const struct walk *walk, const struct comparison *comparison)
{
    size_t own = trace_recipe(walk->trace)->loss;
    size_t other = trace_recipe(comparison->trace)->loss;
    if (own == STAGE_NONE || other == STAGE_NONE || quiz_hides_loss(walk)) {
        return;
    }
    double loss = trace_cell(comparison->trace, other, 0, 0);
    double own_loss = trace_cell(walk->trace, own, 0, 0);
    char buffer[NUM_SIZE];
    text_line(text, 0, 0);
    text_add(text, STYLE_PLAIN, _("Loss "));
    text_add(text, STYLE_EMPHASIS, num_cell(buffer, loss, walk->decimals));
    if (rival_verdict(comparison, walk->trace) == VERDICT_SAME) {
        text_add(text, STYLE_PLAIN,
            comparison->why == DEPARTURE_none
                ? _(", the same as this lesson's.")
                : _(", the same as this lesson's, though something differs on the way to it."));
        return;
    }
    text_add(text, STYLE_PLAIN, _("; this lesson "));
    text_add(text, STYLE_EMPHASIS, num_cell(buffer, own_loss, walk->decimals));
    double delta = loss - own_loss;
    if (isfinite(delta)) {
        const char *shown = num_show(buffer, fabs(delta), walk->decimals, DTYPE_FLOAT64);
        text_add(text, STYLE_PLAIN,
            arena_printf(
                text->arena, delta > 0 ? _(": larger by %s") : _(": smaller by %s"), shown));
    }
    text_add(text, STYLE_PLAIN, _("."));
}

/* One side of a comparison, and the stage of it to look at; STAGE_NONE where it has none. */
struct side {
    const char *who;
    struct trace *trace;
    size_t stage;
};

static size_t side_row(const struct side *side, const struct comparison *comparison)
{
    bool scalar = trace_recipe(side->trace)->stages[side->stage].form == FORM_SCALAR;
    return scalar ? 0 : comparison->row;
}

static size_t side_col(const struct side *side, const struct comparison *comparison)
{
    size_t width = trace_recipe(side->trace)->stages[side->stage].width;
    return comparison->col < width ? comparison->col : 0;
}

static double side_value(const struct side *side, const struct comparison *comparison)
{
    return trace_cell(
        side->trace, side->stage, side_row(side, comparison), side_col(side, comparison));
}

enum { LONGEST_RULES = 8 }; /* columns of "tf_keras" */

/* "keras   c[s0,dog] = min(max(0, 1e-07), 1 - 1e-07) = 1e-07". Where only the last digits differ,
 * name and value are enough. */
static void add_side(struct text *text, struct grid *grid, const struct side *side,
    const struct comparison *comparison, int decimals)
{
    struct str padded;
    str_init(&padded);
    size_t own = grid_width(grid, _("this lesson"));
    utf8_add_field(
        &padded, side->who, (own > LONGEST_RULES ? own : LONGEST_RULES) + 2, false, true);
    text_line(text, 2, 4);
    text_word(text, STYLE_DIM, padded.data);
    str_release(&padded);
    if (side->stage == STAGE_NONE) {
        text_add(text, STYLE_PLAIN,
            arena_printf(text->arena, _("has no stage %s"), stage_name(comparison->stage)));
        return;
    }
    struct worked worked = trace_worked(side->trace, side->stage, side_row(side, comparison),
        side_col(side, comparison), decimals, text->arena);
    text_add(text, STYLE_CODE, worked.name);
    text_add(text, STYLE_PLAIN, " = ");
    if (comparison->why != DEPARTURE_rounding && *worked.numbers != '\0' &&
        strcmp(worked.numbers, worked.value) != 0) {
        text_add(text, STYLE_CODE, worked.numbers);
        text_add(text, STYLE_PLAIN, " = ");
    }
    text_add(text, STYLE_EMPHASIS, worked.value);
}

/* The decimals at which the two sides look different; -1 where they are the same number. */
static int telling_decimals(const struct side *left, const struct side *right,
    const struct walk *walk, const struct comparison *comparison)
{
    if (left->stage == STAGE_NONE || right->stage == STAGE_NONE) {
        return walk->decimals;
    }
    double a = side_value(left, comparison);
    double b = side_value(right, comparison);
    char a_text[NUM_SIZE];
    char b_text[NUM_SIZE];
    bool alike =
        strcmp(num_cell(a_text, a, walk->decimals), num_cell(b_text, b, walk->decimals)) == 0;
    return a == b ? -1 : alike ? EXPR_EXACT : walk->decimals;
}

/* While a question waits, numbers of steps that have not been seen are left out. */
static bool is_secret(const struct walk *walk, size_t stage)
{
    enum group last = walk_group(walk, walk->furthest);
    bool seen = stage != STAGE_NONE && trace_recipe(walk->trace)->stages[stage].group <= last;
    return !seen && quiz_hides_loss(walk);
}

static void add_departure(struct text *text, struct grid *grid, const struct walk *walk,
    const struct comparison *comparison)
{
    const struct recipe *own = trace_recipe(walk->trace);
    const struct recipe *other = trace_recipe(comparison->trace);
    struct side left = {_("this lesson"), walk->trace, rival_stage(own, other, comparison->stage)};
    struct side right = {
        comparison->rules, comparison->trace, rival_stage(other, own, comparison->stage)};
    bool both = left.stage != STAGE_NONE && right.stage != STAGE_NONE;
    if (both && own->stages[left.stage].form != other->stages[right.stage].form) {
        /* A loss of one element is not to be read beside the loss of a sample. */
        left.stage = recipe_find(own, comparison->stage);
        right.stage = recipe_find(other, comparison->stage);
    }
    int decimals = telling_decimals(&left, &right, walk, comparison);
    if (decimals < 0) {
        return;
    }
    if (is_secret(walk, left.stage)) {
        text_line(text, 0, 0);
        text_add(text, STYLE_PLAIN, _("First different at stage "));
        text_add(text, STYLE_CODE, stage_name(comparison->stage));
        text_add(text, STYLE_PLAIN, ".");
        return;
    }
    text_line(text, 0, 0);
    text_add(text, STYLE_PLAIN, _("First different at stage "));
    text_add(text, STYLE_CODE, stage_name(comparison->stage));
    text_add(text, STYLE_PLAIN, ":");
    add_side(text, grid, &left, comparison, decimals);
    add_side(text, grid, &right, comparison, decimals);
}

static void add_rival(
    struct text *text, struct grid *grid, const struct walk *walk, const struct rules *rules)
{
    const struct comparison *comparison = walk_comparison(walk);
    if (comparison == NULL) {
        text_add(text, STYLE_TITLE, _(rules->title));
        text_add(text, STYLE_TITLE, ": ");
        text_add(text, STYLE_PLAIN, _("not compared yet."));
        return;
    }
    text_add(text, STYLE_EMPHASIS, comparison->sentence);
    if (comparison->refusal != NULL) {
        text_line(text, 0, 2);
        text_add(text, STYLE_FINDING, "! ");
        text_add(text, STYLE_FINDING, comparison->refusal);
    }
    if (comparison->trace != NULL) {
        add_losses(text, walk, comparison);
    }
    if (comparison->stage != ID_none) {
        add_departure(text, grid, walk, comparison);
    }
    if (comparison->why == DEPARTURE_none || comparison->why == DEPARTURE_rounding) {
        text_line(text, 0, 0);
        text_add(text, STYLE_PLAIN,
            _("Rules decide only what the lesson leaves open: what it states itself is the same "
              "under all of them."));
    }
    add_source(text, rules);
}

enum { LOOKED_THROUGH = 64 }; /* the table shows no more losses of samples */

static bool hides_any(const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t width = recipe->stages[recipe->summed].width;
    bool hides = quiz_hides_loss(walk);
    for (size_t i = 0; i < LOOKED_THROUGH && i < recipe->rows * width && !hides; i++) {
        hides = quiz_hides_entry(walk, i / width, i % width);
    }
    return hides;
}

/* What is a question mark in the table, and why. */
static void add_hidden(struct text *text, const struct walk *walk)
{
    if (walk->folded && hides_any(walk)) {
        text_add(text, STYLE_KEY, _("? until the question about it is answered."));
        text_line(text, 0, 0);
    }
}

void compare_text(struct text *text, struct grid *grid, const struct walk *walk)
{
    add_progress(text, walk);
    add_hidden(text, walk);
    if (walk->rival == 0) {
        add_own(text, walk);
    } else {
        add_rival(text, grid, walk, walk->rivals.all[walk->rival - 1].rules);
    }
}
