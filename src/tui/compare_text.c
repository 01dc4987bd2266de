/* What the compare view says about the chosen preset: why it departs, by how much, and where. */
#include "i18n.h"
#include "num.h"
#include "pane.h"
#include "sides.h"
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
    if (own == STAGE_NONE || other == STAGE_NONE) {
        return;
    }
    const struct sight own_sight = quiz_sight(walk);
    const struct sight other_sight = quiz_sight_of(walk, comparison->trace);
    struct figure loss = sight_cell(&other_sight, other, 0, 0);
    struct figure own_loss = sight_cell(&own_sight, own, 0, 0);
    if (loss.hidden || own_loss.hidden) {
        return;
    }
    char buffer[NUM_SIZE];
    text_line(text, 0, 0);
    text_add(text, STYLE_PLAIN, _("Loss "));
    text_add(text, STYLE_EMPHASIS, figure_cell(buffer, loss, walk->decimals));
    if (rival_verdict(comparison, walk->trace) == VERDICT_SAME) {
        text_add(text, STYLE_PLAIN,
            comparison->why == DEPARTURE_none
                ? _(", the same as this lesson's.")
                : _(", the same as this lesson's, though something differs on the way to it."));
        return;
    }
    text_add(text, STYLE_PLAIN, _("; this lesson "));
    text_add(text, STYLE_EMPHASIS, figure_cell(buffer, own_loss, walk->decimals));
    double delta = loss.value - own_loss.value;
    if (isfinite(delta)) {
        const char *shown = num_show(buffer, fabs(delta), walk->decimals, DTYPE_FLOAT64);
        text_add(text, STYLE_PLAIN,
            arena_printf(
                text->arena, delta > 0 ? _(": larger by %s") : _(": smaller by %s"), shown));
    }
    text_add(text, STYLE_PLAIN, _("."));
}

enum { LONGEST_RULES = 8 }; /* columns of "tf_keras" */

/* "keras   c[s0,dog] = min(max(0, 1e-07), 1 - 1e-07) = 1e-07". Where only the last digits differ,
 * name and value are enough. */
static void add_side(struct text *text, struct grid *grid, const char *who,
    const struct comparison *comparison, const struct side *side, int decimals)
{
    struct str padded;
    str_init(&padded);
    size_t own = grid_width(grid, _("this lesson"));
    utf8_add_field(&padded, who, (own > LONGEST_RULES ? own : LONGEST_RULES) + 2, false, true);
    text_line(text, 2, 4);
    text_word(text, STYLE_DIM, padded.data);
    str_release(&padded);
    if (side->stage == STAGE_NONE) {
        text_add(text, STYLE_PLAIN,
            arena_printf(text->arena, _("has no stage %s"), stage_name(comparison->stage)));
        return;
    }
    struct worked worked = sides_worked(comparison, side, decimals, text->arena);
    worked_line(text, &worked);
}

static void add_departure(struct text *text, struct grid *grid, const struct walk *walk,
    const struct comparison *comparison)
{
    const struct sight own = quiz_sight(walk);
    const struct sight other = quiz_sight_of(walk, comparison->trace);
    struct sides sides;
    if (!sides_find(comparison, &own, &other, walk->decimals, &sides)) {
        return;
    }
    text_line(text, 0, 0);
    text_add(text, STYLE_PLAIN, _("First different at stage "));
    text_add(text, STYLE_CODE, stage_name(comparison->stage));
    text_add(text, STYLE_PLAIN, sides.hidden ? "." : ":");
    if (!sides.hidden) {
        add_side(text, grid, _("this lesson"), comparison, &sides.own, sides.decimals);
        add_side(text, grid, comparison->rules, comparison, &sides.other, sides.decimals);
    }
}

static void add_rival(
    struct text *text, struct grid *grid, const struct walk *walk, const struct rules *rules)
{
    const struct comparison *comparison = walk_comparison(walk);
    if (comparison == NULL) {
        text_add(text, STYLE_TITLE, _(rules->title));
        text_add(text, STYLE_TITLE, _(": "));
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
    const struct sight sight = quiz_sight(walk);
    size_t width = recipe->stages[recipe->summed].width;
    bool hides = recipe->loss != STAGE_NONE && sight_cell(&sight, recipe->loss, 0, 0).hidden;
    for (size_t i = 0; i < LOOKED_THROUGH && i < recipe->rows * width && !hides; i++) {
        hides = sight_cell(&sight, recipe->summed, i / width, i % width).hidden;
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
