#include "i18n.h"
#include "num.h"
#include "pane.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

static void add_finding(struct text *text, const struct walk *walk, size_t stage)
{
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

/* What `d` shows. */
static void add_difference(struct text *text, const struct walk *walk)
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

/* A line of the why: what it is, and the piece of arithmetic. */
static void why_part(struct text *text, const char *label, const char *part)
{
    if (*part == '\0') {
        return;
    }
    struct str padded;
    str_init(&padded);
    utf8_add_field(&padded, label, 18, false, true);
    text_line(text, 2, 6);
    text_word(text, STYLE_DIM, padded.data);
    text_add(text, STYLE_CODE, part);
    str_release(&padded);
}

/* "exact value  0.9362395518765058, off by +0.3 ulp" */
static void add_exact(struct text *text, const struct walk *walk, size_t stage)
{
    if (!walk->difference || walk->exact == NULL) {
        return;
    }
    size_t row = walk_row(walk);
    size_t col = walk_col(walk);
    double ulps = walk_ulps(walk, stage, row, col);
    char exact[NUM_SIZE];
    char buffer[NUM_SIZE];
    (void)num_shortest(exact, trace_cell(walk->exact, stage, row, col), DTYPE_FLOAT64);
    why_part(text, _("exact value"),
        isnan(ulps)
            ? arena_strdup(text->arena, exact)
            : arena_printf(text->arena, _("%s, off by %s ulp"), exact, ulps_text(buffer, ulps)));
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
    add_difference(text, walk);
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
    add_finding(text, walk, stage);
}

/* Which stages shown later read this one. */
static void add_users(struct text *text, const struct walk *walk, size_t stage)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    bool any = false;
    for (size_t i = stage + 1; i < recipe->count; i++) {
        const struct stage *info = &recipe->stages[i];
        for (size_t k = 0; k < OP_MAX_INPUTS; k++) {
            if (info->hidden || info->in[k] != stage) {
                continue;
            }
            if (!any) {
                text_line(text, 2, 4);
                text_add(text, STYLE_DIM, _("used next in: "));
            }
            text_add(text, STYLE_PLAIN, any ? ", " : "");
            text_add(text, STYLE_CODE, info->id);
            any = true;
            break;
        }
    }
}

void why_text(struct text *text, const struct walk *walk)
{
    size_t stage = walk_stage(walk);
    const struct stage *info = walk_stage_info(walk);
    size_t row = walk_row(walk);
    size_t col = walk_col(walk);
    if (info->form == FORM_SCALAR && !walk->folded) {
        return;
    }
    struct worked worked = trace_worked(walk->trace, stage, row, col, walk->decimals, text->arena);
    struct worked full = trace_worked(walk->trace, stage, row, col, EXPR_EXACT, text->arena);
    add_difference(text, walk);
    text_line(text, 0, 2);
    text_add(text, STYLE_TITLE, _("Why is "));
    text_add(text, STYLE_CODE, worked.name);
    text_add(text, STYLE_PLAIN, " = ");
    text_add(text, STYLE_EMPHASIS, worked.value);
    text_add(text, STYLE_TITLE, " ?");
    if (info->op == NULL) {
        text_line(text, 2, 2);
        text_add(text, STYLE_PLAIN, _("It is given: a number of the lesson's batch."));
    } else {
        why_part(text, _("rule"), _(info->formula));
        why_part(text, _("this cell"),
            arena_printf(text->arena, "%s = %s", worked.name, worked.symbols));
        why_part(text, _("numbers put in"),
            arena_printf(text->arena, "%s = %s", worked.numbers, worked.value));
    }
    why_part(text, _("with every digit"), full.value);
    add_exact(text, walk, stage);
    add_finding(text, walk, stage);
    if (info->op != NULL) {
        text_line(text, 2, 2);
        text_add(text, STYLE_DIM, _("The numbers it is made from are marked >like this< above."));
    }
    add_users(text, walk, stage);
}
