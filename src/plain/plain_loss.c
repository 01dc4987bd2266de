/* What a lesson comes to: its loss, the loss under other rules, and how far rounding took it. */
#include "i18n.h"
#include "plain_impl.h"
#include "rules.h"
#include "sentence.h"
#include "sides.h"

#include <math.h>
#include <string.h>

static void add_cell_name(const struct walk *walk, size_t row, size_t col, struct str *out)
{
    size_t before = out->len;
    trace_row_label(walk->trace, trace_recipe(walk->trace)->summed, row, out);
    if (walk_stage_cols(walk, trace_recipe(walk->trace)->summed) > 1) {
        str_addc(out, ' ');
        trace_col_label(walk->trace, col, out);
    }
    str_add(out, out->len > before ? " " : "");
}

/* What the loss is made of, entry by entry, but not what a question asks for. */
static void say_entries(struct plain *plain)
{
    const struct walk *walk = &plain->walk;
    const struct sight sight = quiz_sight(walk);
    size_t stage = trace_recipe(walk->trace)->summed;
    size_t cols = walk_stage_cols(walk, stage);
    size_t count = walk_stage_rows(walk, stage) * cols;
    size_t said = count < SENTENCE_CELLS ? count : SENTENCE_CELLS;
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < said; i++) {
        str_add(&text, i > 0 ? _("; ") : "");
        add_cell_name(walk, i / cols, i % cols, &text);
        sentence_figure(&text, sight_cell(&sight, stage, i / cols, i % cols), walk->decimals);
    }
    if (said < count) {
        str_addf(&text, _("; and %zu more"), count - said);
    }
    plain_say(
        plain, _("Made of %s: %s."), _(trace_recipe(walk->trace)->stages[stage].title), text.data);
    str_release(&text);
}

/* The sentence about the loss that the sight shows; in the arena. */
static const char *loss_sentence(struct plain *plain, const struct sight *sight)
{
    struct str text;
    str_init(&text);
    sentence_loss(sight, plain->walk.decimals, &text);
    const char *copy = arena_strndup(&plain->arena, text.data, text.len);
    str_release(&text);
    return copy;
}

void plain_loss(struct plain *plain)
{
    const struct sight sight = quiz_sight(&plain->walk);
    if (!trace_reads_loss(plain->walk.trace)) {
        plain_say(plain, "%s", sentence_no_result());
        return;
    }
    say_entries(plain);
    plain_say(plain, "%s", loss_sentence(plain, &sight));
    plain_say_errors(plain);
}

/* "keras: c[s0,dog] = min(max(0, 1e-07), 1 - 1e-07) = 1e-07." */
static void say_side(struct plain *plain, const struct comparison *comparison, const char *who,
    const struct side *side, int decimals)
{
    if (side->stage == STAGE_NONE) {
        plain_say(plain, _("%s has no stage %s."), who, stage_name(comparison->stage));
        return;
    }
    struct str text;
    str_init(&text);
    struct worked worked = sides_worked(comparison, side, decimals, &plain->arena);
    sentence_worked(&worked, &text);
    plain_say(plain, _("%s: %s"), who, text.data);
    str_release(&text);
}

/* Why one preset parts, its loss, and what the two have where they part. */
static void say_comparison(struct plain *plain, const struct comparison *comparison)
{
    const struct walk *walk = &plain->walk;
    plain_say(plain, "%s", comparison->sentence);
    if (comparison->trace == NULL) {
        plain_say(plain, _("%s: %s"), comparison->rules, comparison->refusal);
        return;
    }
    const struct sight own = quiz_sight(walk);
    const struct sight other = quiz_sight_of(walk, comparison->trace);
    size_t loss = trace_recipe(comparison->trace)->loss;
    if (loss == STAGE_NONE || !sight_cell(&other, loss, 0, 0).hidden) {
        plain_say(plain, _("%s: %s"), comparison->rules, loss_sentence(plain, &other));
    }
    if (comparison->stage == ID_none) {
        return;
    }
    plain_say(plain, _("The first stage that differs: %s."), stage_name(comparison->stage));
    struct sides sides;
    if (sides_find(comparison, &own, &other, walk->decimals, &sides) && !sides.hidden) {
        say_side(plain, comparison, _("this lesson"), &sides.own, sides.decimals);
        say_side(plain, comparison, comparison->rules, &sides.other, sides.decimals);
    }
}

void plain_compare(struct plain *plain, const char *rules)
{
    struct walk *walk = &plain->walk;
    if (!trace_reads_result(walk->trace)) {
        plain_say(plain, "%s", sentence_no_result());
        return;
    }
    const struct sight sight = quiz_sight(walk);
    size_t loss = trace_recipe(walk->trace)->loss;
    bool hidden = loss != STAGE_NONE && sight_cell(&sight, loss, 0, 0).hidden;
    const char *said = loss_sentence(plain, &sight);
    if (hidden) {
        plain_say(plain, "%s", said);
    } else {
        plain_say(plain, _("This lesson, rules %s: %s"), walk->lesson->rules, said);
    }
    for (size_t i = 0; i < RULES_COUNT; i++) {
        const char *name = rules_table[i].name;
        bool wanted = rules == NULL || strcmp(rules, name) == 0;
        if (wanted && strcmp(name, walk->lesson->rules) != 0) {
            struct comparison comparison;
            comparison_make(&comparison, walk->trace, name, &plain->arena);
            say_comparison(plain, &comparison);
            comparison_release(&comparison);
        }
    }
}

/* ---- Rounding -------------------------------------------------------------------------------- */

enum { DIFFERENCE_ROWS = 12 }; /* that are read */

/* "Row s0: c0 0.3, c1 minus 0.1." Where there is no telling, such as for infinity, "none". */
static void say_ulps(struct plain *plain, size_t stage, size_t row)
{
    const struct walk *walk = &plain->walk;
    bool scalar = trace_recipe(walk->trace)->stages[stage].form == FORM_SCALAR;
    struct str text;
    str_init(&text);
    if (!scalar) {
        str_addf(&text, "%s ", _("Row"));
        trace_row_title(walk->trace, stage, row, &text);
        str_add(&text, _(": "));
    }
    size_t cols = walk_stage_cols(walk, stage);
    for (size_t col = 0; col < cols && col < SENTENCE_CELLS; col++) {
        double ulps = walk_ulps(walk, stage, row, col);
        str_add(&text, col > 0 ? _(", ") : "");
        if (cols > 1) {
            trace_col_label(walk->trace, col, &text);
            str_addc(&text, ' ');
        }
        if (isnan(ulps)) {
            str_add(&text, _("none"));
        } else {
            sentence_number(&text, round(ulps * 10) / 10 + 0.0, 1); /* no minus 0.0 */
        }
    }
    plain_say(plain, _("%s."), text.data);
    str_release(&text);
}

void plain_difference(struct plain *plain)
{
    struct walk *walk = &plain->walk;
    size_t stage = walk_stage(walk);
    size_t rows = walk_stage_rows(walk, stage);
    walk_show_difference(walk, true);
    if (walk->exact == NULL) {
        plain_say(plain, "%s",
            _("This lesson is float64: every number is already exact to about 16 digits, so there "
              "is no difference to show."));
    } else {
        plain_say(plain, "%s",
            _("How far each number is from the exact one, in units in its last place "
              "(ulp):"));
        for (size_t row = 0; row < rows && row < DIFFERENCE_ROWS; row++) {
            say_ulps(plain, stage, row);
        }
    }
    walk_show_difference(walk, false);
    while (walk->lesson->questions != NULL && !walk->folded) {
        walk_fold(walk);
    }
    plain_say_errors(plain);
}
