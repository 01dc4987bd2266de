/* What a lesson comes to: its loss, the loss under other rules, and how far rounding took it. */
#include "i18n.h"
#include "plain_impl.h"
#include "rules.h"
#include "sentence.h"

#include <math.h>
#include <string.h>

static void add_cell_name(const struct walk *walk, size_t row, size_t col, struct str *out)
{
    size_t before = out->len;
    trace_row_label(walk->trace, row, out);
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
    size_t stage = trace_recipe(walk->trace)->summed;
    size_t cols = walk_stage_cols(walk, stage);
    size_t count = walk_stage_rows(walk, stage) * cols;
    size_t said = count < SENTENCE_CELLS ? count : SENTENCE_CELLS;
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < said; i++) {
        str_add(&text, i > 0 ? "; " : "");
        add_cell_name(walk, i / cols, i % cols, &text);
        if (quiz_hides_entry(walk, i / cols, i % cols)) {
            str_add(&text, _("not told yet"));
        } else {
            double value = trace_cell(walk->trace, stage, i / cols, i % cols);
            sentence_number(&text, value, walk->decimals);
        }
    }
    if (said < count) {
        str_addf(&text, _("; and %zu more"), count - said);
    }
    plain_say(
        plain, _("Made of %s: %s."), _(trace_recipe(walk->trace)->stages[stage].title), text.data);
    str_release(&text);
}

static void say_untold(struct plain *plain)
{
    plain_say(plain, "%s",
        _("The loss is not told yet: a question of this lesson asks for it, or for what it is "
          "made of."));
}

void plain_loss(struct plain *plain)
{
    struct walk *walk = &plain->walk;
    say_entries(plain);
    if (quiz_hides_loss(walk)) {
        say_untold(plain);
    } else {
        struct str text;
        str_init(&text);
        sentence_loss(walk->trace, walk->decimals, &text);
        plain_say(plain, "%s", text.data);
        str_release(&text);
    }
    plain_say_errors(plain);
}

/* Why one preset parts, and its loss, unless that would tell the lesson's own. */
static void say_comparison(struct plain *plain, const struct comparison *comparison)
{
    struct str text;
    str_init(&text);
    if (comparison->trace == NULL) {
        str_add(&text, comparison->refusal);
    } else if (!quiz_hides_loss(&plain->walk)) {
        sentence_loss(comparison->trace, plain->walk.decimals, &text);
    }
    plain_say(plain, "%s", comparison->sentence);
    if (text.len > 0) {
        plain_say(plain, "%s: %s", comparison->rules, text.data);
    }
    if (comparison->stage != ID_none) {
        plain_say(plain, _("The first stage that differs: %s."), stage_name(comparison->stage));
    }
    str_release(&text);
}

void plain_compare(struct plain *plain, const char *rules)
{
    struct walk *walk = &plain->walk;
    if (quiz_hides_loss(walk)) {
        say_untold(plain);
    } else {
        struct str text;
        str_init(&text);
        sentence_loss(walk->trace, walk->decimals, &text);
        plain_say(plain, _("This lesson, rules %s: %s"), walk->lesson->rules, text.data);
        str_release(&text);
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
        trace_row_label(walk->trace, row, &text);
        str_add(&text, ": ");
    }
    size_t cols = walk_stage_cols(walk, stage);
    for (size_t col = 0; col < cols && col < SENTENCE_CELLS; col++) {
        double ulps = walk_ulps(walk, stage, row, col);
        str_add(&text, col > 0 ? ", " : "");
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
            _("How far each float32 number is from the exact one, in units in its last place "
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
