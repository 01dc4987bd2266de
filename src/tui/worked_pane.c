#include "i18n.h"
#include "pane.h"
#include "quiz.h"
#include "sentence.h"
#include "symbols.h"
#include "whatif.h"

#include <string.h>

void finding_text(struct text *text, const struct walk *walk)
{
    const struct sight sight = quiz_sight(walk);
    const char *finding =
        sight_finding(&sight, walk_stage(walk), walk_row(walk), walk_col(walk), text->arena);
    if (finding != NULL) {
        text_line(text, 0, 2);
        text_add(text, STYLE_FINDING, "! ");
        text_add(text, STYLE_FINDING, finding);
    }
}

void difference_text(struct text *text, const struct walk *walk)
{
    /* Above a why there is no room for what the table's title says as well. */
    if (!walk->difference || (walk->why && walk->exact != NULL)) {
        return;
    }
    const struct stage *info = walk_stage_info(walk);
    const char *note = walk->exact == NULL
                           ? _("This lesson is float64: every number is already exact to about 16 "
                               "digits, so there is no difference to show.")
                       : info->form == FORM_SCALAR
                           ? _("In brackets: how far the number is from the exact one, in "
                               "units in its last place (ulp).")
                           : _("Shown: how far each number is from the exact one, in units "
                               "in its last place (ulp). d shows the numbers again.");
    text_line(text, 0, 2);
    text_add(text, STYLE_KEY, note);
}

static void add_heading(struct text *text, const struct stage *info)
{
    text_line(text, 0, 2);
    text_add(text, STYLE_TITLE, _(info->title));
    text_add(text, STYLE_PLAIN, _(":  "));
    text_add(text, STYLE_CODE, info->formula);
}

/* With an indent, the second part has a line of its own. */
static void add_parts(struct text *text, const struct worked *worked, size_t indent)
{
    const char *parts[WORKED_PARTS];
    size_t count = worked_parts(worked, parts);
    text_add(text, STYLE_CODE, worked->name);
    for (size_t i = 0; i < count; i++) {
        bool value = i + 1 == count;
        if (indent > 0 && i > 0 && !value) {
            text_line(text, indent, 4);
        }
        text_add(text, STYLE_PLAIN, " = ");
        text_add(text, value ? STYLE_EMPHASIS : STYLE_CODE, parts[i]);
    }
}

/* name = symbols = numbers = value; each part on its own line when they do not fit one. */
static void add_worked(
    struct text *text, struct grid *grid, const struct worked *worked, size_t cols)
{
    size_t cells = grid_width(grid, worked->name) + grid_width(grid, worked->symbols) +
                   grid_width(grid, worked->numbers) + grid_width(grid, worked->value) + 9;
    size_t indent = cells > cols ? 2 : 0;
    text_line(text, 0, 4);
    add_parts(text, worked, indent);
}

void worked_line(struct text *text, const struct worked *worked)
{
    add_parts(text, worked, 0);
}

static void add_weights(struct text *text, const struct sight *sight, size_t stage)
{
    struct str weights;
    str_init(&weights);
    if (symbols_weights(sight, stage, &weights)) {
        text_line(text, 0, 2);
        text_add(text, STYLE_PLAIN, weights.data);
    }
    str_release(&weights);
}

void worked_text(struct text *text, struct grid *grid, const struct walk *walk, size_t cols)
{
    size_t stage = walk_stage(walk);
    const struct stage *info = walk_stage_info(walk);
    const struct sight sight = quiz_sight(walk);
    difference_text(text, walk);
    add_heading(text, info);
    add_weights(text, &sight, stage);
    if (info->form == FORM_SCALAR && !walk->folded) {
        return;
    }
    struct worked worked = sight_worked(
        &sight, stage, walk_row(walk), walk_col(walk), walk->decimals, NULL, text->arena);
    add_worked(text, grid, &worked, cols);
    if (info->op == NULL) {
        bool changed = whatif_moved(walk, stage, walk_row(walk), walk_col(walk), walk->decimals);
        const char *given = sentence_given(
            &sight, stage, walk_row(walk), walk_col(walk), walk->decimals, text->arena);
        text_add(text, STYLE_DIM,
            changed         ? _("   (your change)")
            : given == NULL ? _("   (given by the lesson)")
                            : arena_printf(text->arena, "   (%s)", given));
    }
    finding_text(text, walk);
}
