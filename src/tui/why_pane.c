/* The why of the focused cell: the trail that led here, the rule, the rule with names and with
 * numbers, the number Enter would follow, and where the cell goes next. */
#include "i18n.h"
#include "num.h"
#include "pane.h"
#include "quiz.h"
#include "sentence.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

enum {
    LABEL_CELLS = 18,
    NARROW = 60,        /* columns below which labels have a line of their own */
    LOOKED_AT_COLS = 64 /* columns of a later stage that are asked whether they read the cell */
};

const char *chosen_mark(const struct grid *grid, bool opening)
{
    if (grid->ascii) {
        return "~";
    }
    return opening ? "»" : "«";
}

static const char *cell_name(
    const struct walk *walk, size_t stage, size_t row, size_t col, struct arena *arena)
{
    return trace_name_cell(walk->trace, stage, row, col, arena);
}

static size_t below(size_t at, size_t count)
{
    return at < count ? at : count - (count > 0);
}

static const char *place_name(
    const struct walk *walk, const struct trail_place *place, struct arena *arena)
{
    size_t row = below(place->row, walk_stage_rows(walk, place->stage));
    size_t col = below(place->col, walk_stage_cols(walk, place->stage));
    return cell_name(walk, place->stage, row, col, arena);
}

/* A piece of a printed expression in which EXPR_MARK and EXPR_UNMARK stand around what is chosen.
 */
static void add_marked(struct text *text, const struct grid *grid, const char *line)
{
    static const char marks[] = {EXPR_MARK, EXPR_UNMARK, '\0'};
    enum style style = STYLE_CODE;
    while (*line != '\0') {
        size_t size = strcspn(line, marks);
        text_add(text, style, arena_strndup(text->arena, line, size));
        line += size;
        if (*line == '\0') {
            return;
        }
        bool opens = *line++ == EXPR_MARK;
        style = opens ? STYLE_CHOSEN : STYLE_CODE;
        text_add(text, STYLE_CHOSEN, chosen_mark(grid, opens));
    }
}

static void add_label(struct text *text, const char *label, bool narrow)
{
    struct str padded;
    str_init(&padded);
    utf8_add_field(&padded, label, narrow ? utf8_width(label) + 1 : LABEL_CELLS, false, true);
    text_line(text, narrow ? 1 : 2, narrow ? 3 : 6);
    text_word(text, STYLE_DIM, padded.data);
    str_release(&padded);
}

/* "exact value  0.9362395518765058, off by +0.3 ulp" */
static void add_exact(struct text *text, const struct walk *walk, size_t stage, bool narrow)
{
    if (!walk->difference || walk->exact == NULL) {
        return;
    }
    size_t row = walk_row(walk);
    size_t col = walk_col(walk);
    double ulps = walk_ulps(walk, stage, row, col);
    char exact[NUM_SIZE];
    char buffer[NUM_SIZE];
    const struct sight sight = quiz_sight_of(walk, walk->exact);
    const char *digits = figure_shortest(exact, sight_cell(&sight, stage, row, col), DTYPE_FLOAT64);
    add_label(text, _("exact value"), narrow);
    text_add(text, STYLE_CODE,
        isnan(ulps)
            ? arena_strdup(text->arena, digits)
            : arena_printf(text->arena, _("%s, off by %s ulp"), digits, view_ulps(buffer, ulps)));
}

/* "loss ← total ← L[s1] ← l[s1,dog]": each number is made from the next. The middle falls out where
 * there is no room for all. */
static void add_trail(struct text *text, struct grid *grid, const struct walk *walk, size_t cols)
{
    const struct trail *trail = &walk->trail;
    const char *names[TRAIL_MAX + 1];
    size_t cells = 0;
    for (size_t i = 0; i < trail->count; i++) {
        names[i] = place_name(walk, &trail->places[i], text->arena);
        cells += grid_width(grid, names[i]) + 3;
    }
    if (trail->count == 0) {
        return;
    }
    names[trail->count] =
        cell_name(walk, walk_stage(walk), walk_row(walk), walk_col(walk), text->arena);
    cells += grid_width(grid, names[trail->count]);
    size_t dropped = 0;
    while (cells > cols && dropped + 1 < trail->count) {
        cells -= grid_width(grid, names[++dropped]) + 3;
        cells += dropped == 1 ? grid_width(grid, "…") + 3 : 0;
    }
    text_line(text, 0, 0);
    text_add(text, STYLE_DIM, names[0]);
    text_add(text, STYLE_DIM, dropped > 0 ? " ← … ← " : " ← ");
    for (size_t i = 1 + dropped; i <= trail->count; i++) {
        bool here = i == trail->count;
        text_add(text, here ? STYLE_HERE : STYLE_DIM, names[i]);
        text_add(text, STYLE_DIM, here ? "" : " ← ");
    }
}

/* ---- Where it goes next ---------------------------------------------------------------------- */

static bool reads(const struct walk *walk, size_t user, size_t col, struct arena *arena)
{
    const struct stage *info = &trace_recipe(walk->trace)->stages[user];
    size_t row = info->form == FORM_SCALAR ? 0 : walk_row(walk);
    const struct expr *expr = trace_explain(walk->trace, user, row, col, arena);
    return expr_has_cell(expr, info, walk_stage(walk), walk_row(walk), walk_col(walk));
}

/* How many cells of the user's row are made from the focused one; *first is the first of them. */
static size_t readers(const struct walk *walk, size_t user, size_t *first, struct arena *arena)
{
    size_t cols = walk_stage_cols(walk, user);
    size_t looked_at = cols < LOOKED_AT_COLS ? cols : LOOKED_AT_COLS;
    size_t count = 0;
    for (size_t col = looked_at; col-- > 0;) {
        if (reads(walk, user, col, arena)) {
            *first = col;
            count++;
        }
    }
    if (count == looked_at) {
        return cols;
    }
    size_t own = walk_col(walk);
    if (own >= looked_at && own < cols && reads(walk, user, own, arena)) {
        *first = count == 0 ? own : *first;
        count++;
    }
    return count;
}

/* "p[s1,dog]", "p[s1,·]" for a whole row, "loss"; NULL where it does not go there. */
static const char *reader_name(const struct walk *walk, size_t user, struct arena *arena)
{
    const struct stage *info = &trace_recipe(walk->trace)->stages[user];
    bool matrix = info->form == FORM_MATRIX;
    if (info->form == FORM_SCALAR || !walk->folded) {
        return info->symbol;
    }
    if (walk_stage_info(walk)->form == FORM_SCALAR) {
        return arena_printf(arena, "%s[%s]", info->symbol, matrix ? "·,·" : "·");
    }
    size_t first = 0;
    size_t count = readers(walk, user, &first, arena);
    if (count == 0) {
        return NULL;
    }
    if (count == 1) {
        return cell_name(walk, user, walk_row(walk), first, arena);
    }
    struct str row;
    str_init(&row);
    trace_row_label(walk->trace, user, walk_row(walk), &row);
    bool all = count == walk_stage_cols(walk, user);
    const char *name = all ? arena_printf(arena, "%s[%s,·]", info->symbol, row.data)
                           : arena_printf(arena, _("%s and %zu more"),
                                 cell_name(walk, user, walk_row(walk), first, arena), count - 1);
    str_release(&row);
    return name;
}

static bool is_input_of(const struct stage *info, size_t stage)
{
    for (size_t k = 0; k < OP_MAX_INPUTS; k++) {
        if (info->in[k] == stage) {
            return true;
        }
    }
    return false;
}

static void add_readers(struct text *text, const struct walk *walk, bool narrow)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    bool any = false;
    for (size_t i = walk_stage(walk) + 1; trace_reads(walk->trace, i); i++) {
        const struct stage *info = &recipe->stages[i];
        const char *name =
            is_input_of(info, walk_stage(walk)) ? reader_name(walk, i, text->arena) : NULL;
        if (name == NULL) {
            continue;
        }
        if (!any) {
            add_label(text, _("goes into"), narrow);
        }
        text_add(text, STYLE_PLAIN, any ? _(", ") : "");
        text_add(text, STYLE_CODE, name);
        if (strcmp(info->id, name) != 0) {
            text_add(text, STYLE_DIM, arena_printf(text->arena, " (%s)", info->id));
        }
        any = true;
    }
}

/* ---- What it is made from -------------------------------------------------------------------- */

static void add_chosen(
    struct text *text, const struct grid *grid, const struct walk *walk, bool narrow)
{
    struct operand operand;
    if (!walk_operand(walk, &operand)) {
        return;
    }
    const struct stage *info = &trace_recipe(walk->trace)->stages[operand.stage];
    add_label(text, narrow ? _("Enter:") : _("Enter follows"), narrow);
    text_add(text, STYLE_CHOSEN, chosen_mark(grid, true));
    text_add(
        text, STYLE_CHOSEN, cell_name(walk, operand.stage, operand.row, operand.col, text->arena));
    text_add(text, STYLE_CHOSEN, chosen_mark(grid, false));
    char buffer[NUM_SIZE];
    const struct sight sight = quiz_sight(walk);
    struct figure figure = sight_cell(&sight, operand.stage, operand.row, operand.col);
    text_add(text, STYLE_CODE,
        arena_printf(text->arena, " = %s",
            figure_show(buffer, figure, walk->decimals, walk->lesson->problem.dtype)));
    if (operand.count > 1) {
        text_add(text, STYLE_DIM,
            arena_printf(text->arena, _(" (%zu of %zu, Tab)"), operand.index + 1, operand.count));
    }
    text_add(text, STYLE_PLAIN, arena_printf(text->arena, "  %s", _(info->title)));
}

static void add_rule(struct text *text, const struct grid *grid, const struct walk *walk,
    const struct worked *worked, bool narrow)
{
    const struct stage *info = walk_stage_info(walk);
    if (*info->formula != '\0') {
        add_label(text, _("rule"), narrow);
        text_add(text, STYLE_CODE, info->formula);
    }
    add_label(text, _("this cell"), narrow);
    text_add(text, STYLE_CODE, worked->name);
    text_add(text, STYLE_CODE, " = ");
    add_marked(text, grid, worked->symbols);
}

static void add_numbers(
    struct text *text, const struct grid *grid, const struct worked *worked, bool narrow)
{
    if (strcmp(worked->symbols, worked->numbers) == 0) {
        return; /* constants alone: nothing to put in */
    }
    add_label(text, narrow ? _("numbers") : _("numbers put in"), narrow);
    add_marked(text, grid, worked->numbers);
    text_add(text, STYLE_CODE, " = ");
    text_add(text, STYLE_CODE, worked->value);
}

void why_text(struct text *text, struct grid *grid, const struct walk *walk, size_t cols)
{
    size_t stage = walk_stage(walk);
    const struct stage *info = walk_stage_info(walk);
    size_t row = walk_row(walk);
    size_t col = walk_col(walk);
    bool narrow = cols < NARROW;
    add_trail(text, grid, walk, cols);
    if (info->form == FORM_SCALAR && !walk->folded) {
        return;
    }
    struct operand operand;
    bool follows = walk_operand(walk, &operand);
    const struct sight sight = quiz_sight(walk);
    struct worked worked = sight_worked(
        &sight, stage, row, col, walk->decimals, follows ? &operand.place : NULL, text->arena);
    difference_text(text, walk);
    text_line(text, 0, 2);
    text_add(text, STYLE_TITLE, _("Why is "));
    text_add(text, STYLE_CODE, worked.name);
    text_add(text, STYLE_PLAIN, " = ");
    text_add(text, STYLE_EMPHASIS, worked.value);
    text_add(text, STYLE_TITLE, " ?");
    if (info->hidden) {
        text_add(text, STYLE_DIM, arena_printf(text->arena, "  (%s)", _(info->title)));
    }
    if (info->op == NULL) {
        text_line(text, narrow ? 1 : 2, narrow ? 3 : 2);
        const char *given = sentence_given(&sight, stage, row, col, walk->decimals, text->arena);
        text_add(text, STYLE_PLAIN, _("It is given: a number of the lesson's batch."));
        if (given != NULL) {
            text_add(text, STYLE_PLAIN, arena_printf(text->arena, " (%s)", given));
        }
    } else if (narrow) { /* what one came for first */
        add_numbers(text, grid, &worked, narrow);
        add_chosen(text, grid, walk, narrow);
        add_rule(text, grid, walk, &worked, narrow);
    } else {
        add_rule(text, grid, walk, &worked, narrow);
        add_numbers(text, grid, &worked, narrow);
        add_chosen(text, grid, walk, narrow);
    }
    char full[NUM_SIZE];
    add_label(text, _("with every digit"), narrow);
    text_add(text, STYLE_CODE,
        figure_shortest(full, sight_cell(&sight, stage, row, col), walk->lesson->problem.dtype));
    add_exact(text, walk, stage, narrow);
    finding_text(text, walk);
    add_readers(text, walk, narrow);
}
