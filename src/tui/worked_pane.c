#include "i18n.h"
#include "pane.h"

#include <string.h>

void finding_text(struct text *text, const struct walk *walk)
{
    size_t stage = walk_stage(walk);
    size_t row = walk_row(walk);
    size_t col = walk_col(walk);
    enum finding_kind kind = trace_finding(walk->trace, stage, row, col);
    if (kind != FINDING_NONE) {
        text_line(text, 0, 2);
        text_add(text, STYLE_FINDING, "! ");
        text_add(text, STYLE_FINDING,
            trace_finding_text(walk->trace, kind, stage, row, col, text->arena));
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
                           ? _("In brackets: how far the float32 number is from the exact one, in "
                               "units in its last place (ulp).")
                           : _("Shown: how far each float32 number is from the exact one, in units "
                               "in its last place (ulp). d shows the numbers again.");
    text_line(text, 0, 2);
    text_add(text, STYLE_KEY, note);
}

static void add_heading(struct text *text, const struct stage *info)
{
    text_line(text, 0, 2);
    text_add(text, STYLE_TITLE, _(info->title));
    text_add(text, STYLE_PLAIN, ":  ");
    text_add(text, STYLE_CODE, _(info->formula));
}

/* name = symbols = numbers = value; each part on its own line when they do not fit one. */
static void add_worked(
    struct text *text, struct grid *grid, const struct worked *worked, size_t cols)
{
    size_t cells = grid_width(grid, worked->name) + grid_width(grid, worked->symbols) +
                   grid_width(grid, worked->numbers) + grid_width(grid, worked->value) + 9;
    size_t indent = cells > cols ? 2 : 0;
    text_line(text, 0, 4);
    text_add(text, STYLE_CODE, worked->name);
    const char *const parts[] = {worked->symbols, worked->numbers};
    for (size_t i = 0; i < 2; i++) {
        if (*parts[i] != '\0') {
            if (indent > 0 && i > 0) {
                text_line(text, indent, 4);
            }
            text_add(text, STYLE_PLAIN, " = ");
            text_add(text, STYLE_CODE, parts[i]);
        }
    }
    if (strcmp(worked->numbers, worked->value) != 0) {
        text_add(text, STYLE_PLAIN, " = ");
        text_add(text, STYLE_EMPHASIS, worked->value);
    }
}

void worked_text(struct text *text, struct grid *grid, const struct walk *walk, size_t cols)
{
    size_t stage = walk_stage(walk);
    const struct stage *info = walk_stage_info(walk);
    difference_text(text, walk);
    add_heading(text, info);
    if (info->form == FORM_SCALAR && !walk->folded) {
        return;
    }
    struct worked worked = trace_worked(
        walk->trace, stage, walk_row(walk), walk_col(walk), walk->decimals, text->arena);
    add_worked(text, grid, &worked, cols);
    if (info->op == NULL) {
        text_add(text, STYLE_DIM, _("   (given by the lesson)"));
    }
    finding_text(text, walk);
}
