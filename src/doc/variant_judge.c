/* Will drawn numbers do? They are compared with those of the lesson, cell by cell and answer by
 * answer. */
#include "apart.h"
#include "claim.h"
#include "doc.h"
#include "elementary.h"
#include "goal.h"
#include "mem.h"
#include "numbers.h"
#include "quoted.h"
#include "sheet.h"
#include "variant_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double judge_cell(struct trace *trace, const struct question_cell *cell)
{
    return trace_cell(trace, cell->stage, cell->row, cell->col);
}

bool judge_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

bool judge_is_free(const struct asked *asked, double value)
{
    return judge_same(value, asked->own) || !isfinite(asked->own);
}

/* ---- What is asked --------------------------------------------------------------------------- */

static void add_asked(struct judge *judge, const struct doc_question *list)
{
    for (const struct doc_question *q = list; q != NULL; q = q->next) {
        bool number = q->ask == NULL || q->ask->kind == ANSWER_CELL;
        if (number && q->has_cell) {
            judge->asked[judge->count++] =
                (struct asked){.cell = q->cell, .own = judge_cell(judge->own, &q->cell)};
        }
    }
}

static size_t length(const struct doc_question *list)
{
    size_t count = 0;
    for (; list != NULL; list = list->next) {
        count++;
    }
    return count;
}

static void find_asked(struct judge *judge)
{
    const struct doc_options options = {
        .decimals = -1, .sheet = SHEET_KEY, .fade = SHEET_FIFTHS, .rows = DOC_ROWS_ALL};
    struct doc doc = {.trace = judge->own,
        .sight = sight_of(judge->own),
        .options = &options,
        .decimals = judge->decimals,
        .rows = DOC_ROWS_ALL};
    arena_init(&doc.arena);
    sheet_open(&doc);
    size_t most = length(doc_questions(&doc)) + length(sheet_blanks(&doc));
    judge->asked = arena_alloc(&judge->arena, most + 1, sizeof *judge->asked);
    add_asked(judge, doc_questions(&doc));
    judge->answers = judge->count;
    add_asked(judge, sheet_blanks(&doc));
    judge->tables = sheet_tables(&doc);
    for (size_t fifths = 0; fifths <= SHEET_FIFTHS; fifths++) {
        judge->firsts[fifths] = sheet_first(&doc, fifths);
    }
    arena_release(&doc.arena);
}

/* ---- Demands --------------------------------------------------------------------------------- */

static bool has_other_findings(const struct judge *judge, struct trace *trace)
{
    const struct recipe *recipe = trace_recipe(trace);
    for (size_t i = 0; i < recipe->count; i++) {
        for (size_t r = 0; r < recipe->stages[i].rows; r++) {
            for (size_t c = 0; c < recipe->stages[i].width; c++) {
                bool finite = isfinite(trace_cell(trace, i, r, c)) != 0;
                bool own_finite = isfinite(trace_cell(judge->own, i, r, c)) != 0;
                if (finite != own_finite ||
                    trace_finding(trace, i, r, c) != trace_finding(judge->own, i, r, c)) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* The first cell with the largest number of the stage (sign 1), or with the smallest (-1). */
static size_t extreme(struct trace *trace, size_t index, double sign)
{
    const struct stage *stage = &trace_recipe(trace)->stages[index];
    size_t best = SIZE_MAX;
    double most = -INFINITY;
    for (size_t i = 0; i < stage->rows * stage->width; i++) {
        double value = sign * trace_cell(trace, index, i / stage->width, i % stage->width);
        if (value > most + 1e-9 * fabs(value)) { /* what rounding alone makes larger is not */
            best = i;
            most = value;
        }
    }
    return best;
}

static bool has_other_order(const struct judge *judge, struct trace *trace)
{
    size_t at = judge->summed;
    return at != STAGE_NONE && (extreme(trace, at, 1) != extreme(judge->own, at, 1) ||
                                   extreme(trace, at, -1) != extreme(judge->own, at, -1));
}

static bool breaks_claims(struct lesson *variant)
{
    struct diag unheard;
    diag_init(&unheard);
    struct trace *trace = quoted_open(variant);
    bool right = claims_check(trace, &unheard) && apart_check(trace, &unheard) &&
                 goal_check(trace, &unheard);
    trace_free(trace);
    diag_release(&unheard);
    return !right;
}

static bool are_all_alike(const struct judge *judge, struct trace *trace)
{
    for (size_t i = 0; i < judge->answers; i++) {
        if (!judge_same(judge_cell(trace, &judge->asked[i].cell), judge->asked[i].own)) {
            return false;
        }
    }
    return judge->answers > 0;
}

/* How large a number of the stage may be. */
static double most_of(const struct stage *stage)
{
    switch (stage->kind) {
    case ID_softmax:
    case ID_sigmoid:
    case ID_complement:
    case ID_normalized:
    case ID_clipped:
    case ID_smoothed:
    case ID_soft_targets:
    case ID_gradient:
    case ID_accuracy:
        return 0.99;
    case ID_log:
    case ID_log_complement:
    case ID_log_softmax:
    case ID_log_sigmoid:
    case ID_softplus:
    case ID_product:
    case ID_per_element:
    case ID_per_sample:
    case ID_masked:
    case ID_weighted:
    case ID_group_mean:
    case ID_loss:
        return 7;
    default:
        return INFINITY;
    }
}

static bool is_in_range(struct trace *trace, const struct asked *asked, double value)
{
    double most = most_of(&trace_recipe(trace)->stages[asked->cell.stage]);
    return fabs(value) >= 0.01 && fabs(value) <= most;
}

static bool is_out_of_range(const struct judge *judge, struct trace *trace)
{
    for (size_t i = 0; i < judge->answers; i++) {
        const struct asked *asked = &judge->asked[i];
        double value = judge_cell(trace, &asked->cell);
        if (!judge_is_free(asked, value) && !is_in_range(trace, asked, value)) {
            return true;
        }
    }
    return false;
}

/* Could both be written with the same digits? */
static bool looks_like(const struct judge *judge, double a, double b)
{
    return fabs(a - b) <= judge->unit;
}

static bool is_any_given(const struct judge *judge, struct trace *trace, double value)
{
    const struct recipe *recipe = trace_recipe(trace);
    bool given = looks_like(judge, value, 0) || looks_like(judge, value, 1);
    for (size_t i = 0; i < recipe->count && !given; i++) {
        const struct stage *stage = &recipe->stages[i];
        for (size_t k = 0; stage->op == NULL && k < stage->rows * stage->width && !given; k++) {
            given =
                looks_like(judge, value, trace_cell(trace, i, k / stage->width, k % stage->width));
        }
    }
    return given;
}

static bool has_given(const struct judge *judge, struct trace *trace)
{
    for (size_t i = 0; i < judge->answers; i++) {
        double value = judge_cell(trace, &judge->asked[i].cell);
        if (!judge_is_free(&judge->asked[i], value) && is_any_given(judge, trace, value)) {
            return true;
        }
    }
    return false;
}

/* Two that are the same in the lesson, too, are so for a reason: a row has one term only. */
static bool has_twice(const struct judge *judge, struct trace *trace)
{
    for (size_t i = 0; i < judge->answers; i++) {
        double a = judge_cell(trace, &judge->asked[i].cell);
        for (size_t k = 0; k < i; k++) {
            double b = judge_cell(trace, &judge->asked[k].cell);
            bool both = judge_same(a, b) && judge_same(judge->asked[i].own, judge->asked[k].own);
            if (!both &&
                !(judge_is_free(&judge->asked[i], a) && judge_is_free(&judge->asked[k], b)) &&
                looks_like(judge, a, b)) {
                return true;
            }
        }
    }
    return false;
}

/* What comes of one score, or of two, is the same for the same scores: nothing is told by it. All
 * other numbers of a table are told apart. */
static bool is_of_scores(const struct stage *stage)
{
    switch (stage->kind) {
    case ID_scaled:
    case ID_shifted:
    case ID_exp:
    case ID_sigmoid:
    case ID_complement:
    case ID_softplus:
    case ID_log_sigmoid:
    case ID_true_score:
        return true;
    default:
        return false;
    }
}

static bool is_bad_blank(const struct judge *judge, struct trace *trace, size_t i)
{
    const struct asked *asked = &judge->asked[i];
    double a = judge_cell(trace, &asked->cell);
    bool exact = is_of_scores(&trace_recipe(trace)->stages[asked->cell.stage]);
    if (judge_is_free(asked, a) || exact || !isfinite(a)) {
        return false;
    }
    if (looks_like(judge, a, 0) || looks_like(judge, a, 1)) {
        return !looks_like(judge, asked->own, 0) && !looks_like(judge, asked->own, 1);
    }
    for (size_t k = 0; k < i && !judge->has_twins; k++) {
        const struct asked *other = &judge->asked[k];
        double b = judge_cell(trace, &other->cell);
        if (other->cell.stage == asked->cell.stage && looks_like(judge, a, b) &&
            !judge_same(asked->own, other->own)) {
            return true;
        }
    }
    return false;
}

/* Blanks that look the same in the lesson itself, and are not. */
static bool has_twins(const struct judge *judge)
{
    for (size_t i = judge->answers; i < judge->count; i++) {
        const struct asked *asked = &judge->asked[i];
        bool exact = is_of_scores(&trace_recipe(judge->own)->stages[asked->cell.stage]);
        for (size_t k = 0; k < i && !exact; k++) {
            const struct asked *other = &judge->asked[k];
            if (other->cell.stage == asked->cell.stage && !judge_same(asked->own, other->own) &&
                looks_like(judge, asked->own, other->own)) {
                return true;
            }
        }
    }
    return false;
}

static bool has_bad_blank(const struct judge *judge, struct trace *trace)
{
    for (size_t i = judge->answers; i < judge->count; i++) {
        if (is_bad_blank(judge, trace, i)) {
            return true;
        }
    }
    return false;
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* Rows of the table and rows of the scores are the same but in some batches of many axes. */
static size_t *find_groups(struct judge *judge)
{
    const struct recipe *recipe = trace_recipe(judge->own);
    size_t scores = shape_size(&judge->lesson->problem.scores->shape);
    size_t *group = arena_alloc(&judge->arena, recipe->rows + 1, sizeof *group);
    for (size_t row = 0; row < recipe->rows; row++) {
        group[row] = row;
    }
    asks_join_rows(judge->own, group);
    return recipe->rows * recipe->cols == scores ? group : NULL;
}

struct judge *judge_new(const struct lesson *lesson, bool quick, struct diag *diag)
{
    struct judge *judge = mem_alloc(1, sizeof *judge);
    *judge = (struct judge){.lesson = lesson, .own = trace_new(lesson), .quick = quick};
    arena_init(&judge->arena);
    (void)trace_report_to(judge->own, diag);
    judge->decimals = trace_default_decimals(judge->own);
    judge->unit = elementary_pow(10, -judge->decimals);
    const struct recipe *recipe = trace_recipe(judge->own);
    judge->summed = recipe->summed != STAGE_NONE ? recipe->summed : recipe->loss_entries;
    judge->slips = arena_alloc(&judge->arena, JUDGE_MOST_SLIPS, sizeof *judge->slips);
    judge->group = find_groups(judge);
    find_asked(judge);
    for (size_t i = 0; i < judge->answers && !quick; i++) {
        struct asked *asked = &judge->asked[i];
        asked->slips = arena_alloc(&judge->arena, JUDGE_MOST_SLIPS, sizeof *asked->slips);
        asked->slip_count = judge_find_slips(judge->own, &asked->cell, asked->slips);
    }
    (void)(!quick && judge_is_unsteady(judge, judge->own, true));
    judge->has_twins = has_twins(judge);
    return judge;
}

void judge_free(struct judge *judge)
{
    trace_free(judge->own);
    arena_release(&judge->arena);
    free(judge);
}

enum variant_demand judge_variant(struct judge *judge, struct lesson *variant)
{
    struct trace *trace = trace_new(variant);
    const struct recipe *recipe = trace_recipe(trace);
    enum variant_demand found = recipe->count != trace_recipe(judge->own)->count ? VARIANT_refused
                                : has_other_findings(judge, trace)               ? VARIANT_finding
                                : has_other_order(judge, trace)                  ? VARIANT_order
                                : asks_other_order(judge->own, trace)            ? VARIANT_words
                                : are_all_alike(judge, trace)                    ? VARIANT_alike
                                : is_out_of_range(judge, trace)                  ? VARIANT_range
                                : has_given(judge, trace)                        ? VARIANT_given
                                : has_twice(judge, trace)                        ? VARIANT_twice
                                : has_bad_blank(judge, trace)                    ? VARIANT_blank
                                : breaks_claims(variant)                         ? VARIANT_claim
                                : judge->quick                                   ? VARIANT_DEMANDS
                                : judge_is_unsteady(judge, trace, false)         ? VARIANT_unsteady
                                : judge_has_bad_slip(judge, trace)               ? VARIANT_slip
                                                                                 : VARIANT_DEMANDS;
    trace_free(trace);
    return found;
}
