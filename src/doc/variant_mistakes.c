/* Demands on drawn numbers that take computing more than the variant: what a slightly different
 * score gives, and what mistakes do. */
#include "change.h"
#include "numbers.h"
#include "slip.h"
#include "variant_impl.h"

#include <math.h>

size_t judge_find_slips(struct trace *trace, const struct question_cell *cell, struct wrong *slips)
{
    size_t count = 0;
    for (int slip = 0; slip < SLIP_COUNT; slip++) {
        double value = NAN;
        struct question_cell place;
        for (size_t i = 0; slip_value(trace, cell, (enum slip)slip, i, &value, &place); i++) {
            if (isfinite(value) && count < JUDGE_MOST_SLIPS) {
                slips[count++] = (struct wrong){slip, i, value};
            }
        }
    }
    return count;
}

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
        double before = judge_cell(trace, &asked->cell);
        bool off = isfinite(before) &&
                   !(fabs(judge_cell(other, &asked->cell) - before) < judge->unit) &&
                   !asked->unsteady;
        asked->unsteady = asked->unsteady || (off && note);
        any = any || off;
    }
    trace_free(other);
    lesson_free(moved);
    diag_release(&unheard);
    return any;
}

bool judge_is_unsteady(struct judge *judge, struct trace *trace, bool note)
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
    return fabs(a - b) <= 2 * judge->unit && !(judge_same(a, b) && judge_same(own_a, own_b));
}

bool judge_has_bad_slip(struct judge *judge, struct trace *trace)
{
    for (size_t i = 0; i < judge->answers; i++) {
        const struct asked *asked = &judge->asked[i];
        double right = judge_cell(trace, &asked->cell);
        if (judge_is_free(asked, right)) {
            continue;
        }
        size_t count = judge_find_slips(trace, &asked->cell, judge->slips);
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
