/* Will drawn numbers do? They are compared with those of the lesson, cell by cell and answer by
 * answer. */
#include "answer.h"
#include "apart.h"
#include "change.h"
#include "claim.h"
#include "doc.h"
#include "elementary.h"
#include "goal.h"
#include "mem.h"
#include "numbers.h"
#include "sheet.h"
#include "slip.h"
#include "variant_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SLIPS = 128, ALL_FIFTHS = 5 };

/* A wrong number that an answer may be taken for. */
struct wrong {
    int slip;
    size_t index; /* of the slip's numbers */
    double value;
};

/* An answer, or a blank of --fade. */
struct asked {
    struct question_cell cell;
    bool blank;
    bool unsteady; /* in the lesson itself: so it is in the nature of the question */
    double own;
    struct wrong *slips; /* in the lesson itself */
    size_t slip_count;
};

struct judge {
    struct arena arena;
    const struct lesson *lesson;
    struct trace *own;
    int decimals;
    double unit; /* of the last decimal */
    struct asked *asked;
    size_t count, answers; /* the answers come first */
    bool has_twins;        /* blanks of one table are alike in the lesson itself */
    size_t summed;         /* the stage with what is added up; STAGE_NONE */
    struct wrong *slips;   /* of the variant's answer at hand */
};

static double cell_of(struct trace *trace, const struct question_cell *cell)
{
    return trace_cell(trace, cell->stage, cell->row, cell->col);
}

/* Two numbers that differ in the last bits only are one number. */
static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* ---- What is asked --------------------------------------------------------------------------- */

static void add_asked(struct judge *judge, const struct doc_question *list, bool blank)
{
    for (const struct doc_question *q = list; q != NULL; q = q->next) {
        bool number = q->ask == NULL || q->ask->kind == ANSWER_CELL;
        if (number && q->has_cell) {
            judge->asked[judge->count++] = (struct asked){
                .cell = q->cell, .blank = blank, .own = cell_of(judge->own, &q->cell)};
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
        .decimals = -1, .sheet = SHEET_KEY, .fade = ALL_FIFTHS, .rows = DOC_ROWS_ALL};
    struct doc doc = {.trace = judge->own,
        .sight = sight_of(judge->own),
        .options = &options,
        .decimals = judge->decimals,
        .rows = DOC_ROWS_ALL};
    arena_init(&doc.arena);
    sheet_open(&doc);
    size_t most = length(doc_questions(&doc)) + length(sheet_blanks(&doc));
    judge->asked = arena_alloc(&judge->arena, most + 1, sizeof *judge->asked);
    add_asked(judge, doc_questions(&doc), false);
    judge->answers = judge->count;
    add_asked(judge, sheet_blanks(&doc), true);
    arena_release(&doc.arena);
}

static size_t find_slips(
    struct trace *trace, const struct question_cell *cell, struct wrong slips[MOST_SLIPS])
{
    size_t count = 0;
    for (int slip = 0; slip < SLIP_COUNT; slip++) {
        double value = NAN;
        struct question_cell place;
        for (size_t i = 0; slip_value(trace, cell, (enum slip)slip, i, &value, &place); i++) {
            if (isfinite(value) && count < MOST_SLIPS) {
                slips[count++] = (struct wrong){slip, i, value};
            }
        }
    }
    return count;
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

static bool breaks_claims(struct trace *trace)
{
    struct diag unheard;
    diag_init(&unheard);
    bool right = claims_check(trace, &unheard) && apart_check(trace, &unheard) &&
                 goal_check(trace, &unheard);
    diag_release(&unheard);
    return !right;
}

static bool are_all_alike(const struct judge *judge, struct trace *trace)
{
    for (size_t i = 0; i < judge->answers; i++) {
        if (!same(cell_of(trace, &judge->asked[i].cell), judge->asked[i].own)) {
            return false;
        }
    }
    return judge->answers > 0;
}

/* Is nothing asked of this number: no scores change it, or it is no number in the lesson either? */
static bool is_free(const struct asked *asked, double value)
{
    return same(value, asked->own) || !isfinite(asked->own);
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
        double value = cell_of(trace, &asked->cell);
        if (!is_free(asked, value) && !is_in_range(trace, asked, value)) {
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
        double value = cell_of(trace, &judge->asked[i].cell);
        if (!is_free(&judge->asked[i], value) && is_any_given(judge, trace, value)) {
            return true;
        }
    }
    return false;
}

/* Two that are the same in the lesson, too, are so for a reason: a row has one term only. */
static bool has_twice(const struct judge *judge, struct trace *trace)
{
    for (size_t i = 0; i < judge->answers; i++) {
        double a = cell_of(trace, &judge->asked[i].cell);
        for (size_t k = 0; k < i; k++) {
            double b = cell_of(trace, &judge->asked[k].cell);
            bool both = same(a, b) && same(judge->asked[i].own, judge->asked[k].own);
            if (!both && !(is_free(&judge->asked[i], a) && is_free(&judge->asked[k], b)) &&
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
    double a = cell_of(trace, &asked->cell);
    bool exact = is_of_scores(&trace_recipe(trace)->stages[asked->cell.stage]);
    if (is_free(asked, a) || exact || !isfinite(a)) {
        return false;
    }
    if (looks_like(judge, a, 0) || looks_like(judge, a, 1)) {
        return !looks_like(judge, asked->own, 0) && !looks_like(judge, asked->own, 1);
    }
    for (size_t k = 0; k < i && !judge->has_twins; k++) {
        const struct asked *other = &judge->asked[k];
        double b = cell_of(trace, &other->cell);
        if (other->cell.stage == asked->cell.stage && looks_like(judge, a, b) &&
            !same(asked->own, other->own)) {
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
            if (other->cell.stage == asked->cell.stage && !same(asked->own, other->own) &&
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

/* ---- Demands that take computing more than the variant --------------------------------------- */

/* Which answers differ by a unit of the last decimal once this score is `by` larger; true: some
 * that are not known to. With `note`, they become known. */
static bool move_one(struct judge *judge, struct trace *trace, size_t element, double by, bool note)
{
    const struct lesson *lesson = trace_lesson(trace);
    struct diag unheard;
    diag_init(&unheard);
    double value = 0;
    (void)tensor_read(lesson->problem.scores, element, 1, &value, &unheard);
    const struct change change = {
        .kind = CHANGE_NUMBER, .input = INPUT_SCORES, .element = element, .value = value + by};
    struct lesson *moved = isfinite(value) ? lesson_changed(lesson, &change, 1, &unheard) : NULL;
    struct trace *other = moved != NULL ? trace_new(moved) : NULL;
    bool any = false;
    for (size_t i = 0; other != NULL && i < judge->answers; i++) {
        struct asked *asked = &judge->asked[i];
        double before = cell_of(trace, &asked->cell);
        bool off = isfinite(before) &&
                   !(fabs(cell_of(other, &asked->cell) - before) < judge->unit) && !asked->unsteady;
        asked->unsteady = asked->unsteady || (off && note);
        any = any || off;
    }
    trace_free(other);
    lesson_free(moved);
    diag_release(&unheard);
    return any;
}

/* Is there a score that, half a unit of the last decimal off, makes an answer wrong? */
static bool is_unsteady(struct judge *judge, struct trace *trace, bool note)
{
    size_t count = shape_size(&trace_lesson(trace)->problem.scores->shape);
    bool any = false;
    for (size_t i = 0; i < count && judge->answers > 0 && (note || !any); i++) {
        bool up = move_one(judge, trace, i, judge->unit / 2, note);
        any = move_one(judge, trace, i, -judge->unit / 2, note) || up || any;
    }
    return any;
}

/* The number of the same slip in the lesson itself; NaN: it has none there. */
static double own_slip(const struct asked *asked, const struct wrong *wrong)
{
    for (size_t i = 0; i < asked->slip_count; i++) {
        if (asked->slips[i].slip == wrong->slip && asked->slips[i].index == wrong->index) {
            return asked->slips[i].value;
        }
    }
    return NAN;
}

/* Two tolerances, as a key states them, between any two; what is one number in the lesson itself
 * may be one here. */
static bool are_too_near(const struct judge *judge, double a, double b, double own_a, double own_b)
{
    return fabs(a - b) <= 2 * judge->unit && !(same(a, b) && same(own_a, own_b));
}

static bool has_bad_slip(struct judge *judge, struct trace *trace)
{
    for (size_t i = 0; i < judge->answers; i++) {
        const struct asked *asked = &judge->asked[i];
        double right = cell_of(trace, &asked->cell);
        if (is_free(asked, right)) {
            continue;
        }
        size_t count = find_slips(trace, &asked->cell, judge->slips);
        for (size_t k = 0; k < count; k++) {
            const struct wrong *wrong = &judge->slips[k];
            double own = own_slip(asked, wrong);
            if (are_too_near(judge, wrong->value, right, own, asked->own)) {
                return true;
            }
            for (size_t m = 0; m < k; m++) {
                const struct wrong *other = &judge->slips[m];
                if (are_too_near(judge, wrong->value, other->value, own, own_slip(asked, other))) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* ---- The whole ------------------------------------------------------------------------------- */

struct judge *judge_new(const struct lesson *lesson, struct diag *diag)
{
    struct judge *judge = mem_alloc(1, sizeof *judge);
    *judge = (struct judge){.lesson = lesson, .own = trace_new(lesson)};
    arena_init(&judge->arena);
    (void)trace_report_to(judge->own, diag);
    judge->decimals = trace_default_decimals(judge->own);
    judge->unit = elementary_pow(10, -judge->decimals);
    const struct recipe *recipe = trace_recipe(judge->own);
    judge->summed = recipe->summed != STAGE_NONE ? recipe->summed : recipe->loss_entries;
    judge->slips = arena_alloc(&judge->arena, MOST_SLIPS, sizeof *judge->slips);
    find_asked(judge);
    for (size_t i = 0; i < judge->answers; i++) {
        struct asked *asked = &judge->asked[i];
        asked->slips = arena_alloc(&judge->arena, MOST_SLIPS, sizeof *asked->slips);
        asked->slip_count = find_slips(judge->own, &asked->cell, asked->slips);
    }
    (void)is_unsteady(judge, judge->own, true);
    judge->has_twins = has_twins(judge);
    return judge;
}

void judge_free(struct judge *judge)
{
    trace_free(judge->own);
    arena_release(&judge->arena);
    free(judge);
}

enum variant_demand judge_variant(struct judge *judge, const struct lesson *variant)
{
    struct trace *trace = trace_new(variant);
    const struct recipe *recipe = trace_recipe(trace);
    enum variant_demand found = recipe->count != trace_recipe(judge->own)->count ? VARIANT_refused
                                : has_other_findings(judge, trace)               ? VARIANT_finding
                                : has_other_order(judge, trace)                  ? VARIANT_order
                                : are_all_alike(judge, trace)                    ? VARIANT_alike
                                : is_out_of_range(judge, trace)                  ? VARIANT_range
                                : has_given(judge, trace)                        ? VARIANT_given
                                : has_twice(judge, trace)                        ? VARIANT_twice
                                : has_bad_blank(judge, trace)                    ? VARIANT_blank
                                : breaks_claims(trace)                           ? VARIANT_claim
                                : is_unsteady(judge, trace, false)               ? VARIANT_unsteady
                                : has_bad_slip(judge, trace)                     ? VARIANT_slip
                                                                                 : VARIANT_DEMANDS;
    trace_free(trace);
    return found;
}
