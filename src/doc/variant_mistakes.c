/* Demands on drawn numbers that take computing more than the variant: what somebody gets who
 * follows what is printed, and what mistakes do. */
#include "follow.h"
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

/* The tolerances of a sheet that begins to leave out there. */
static void find_tolerances(struct judge *judge, struct trace *trace, size_t first)
{
    const struct follow_page page = {judge->decimals, judge->tables, first, true};
    struct arena arena;
    arena_init(&arena);
    struct follow *follow = follow_new(trace, &page, &arena);
    for (size_t i = 0; i < judge->count; i++) {
        follow_ask(follow, &judge->asked[i].cell);
    }
    for (size_t i = 0; i < judge->count; i++) {
        struct asked *asked = &judge->asked[i];
        const struct follow_tolerance found = follow_tolerance(follow, &asked->cell);
        double value = judge_cell(trace, &asked->cell);
        asked->tolerance = fmax(asked->tolerance, found.value);
        asked->wide =
            asked->wide || found.carry || follow_is_too_wide(found.value, found.usual, value);
    }
    arena_release(&arena);
}

bool judge_is_unsteady(struct judge *judge, struct trace *trace, bool note)
{
    for (size_t i = 0; i < judge->count; i++) {
        judge->asked[i].tolerance = 0;
        judge->asked[i].wide = false;
    }
    for (size_t i = 0; i <= SHEET_FIFTHS; i++) {
        size_t k = 0;
        while (k < i && judge->firsts[k] != judge->firsts[i]) {
            k++;
        }
        if (k == i) {
            find_tolerances(judge, trace, judge->firsts[i]);
        }
    }
    bool any = false;
    for (size_t i = 0; i < judge->count; i++) {
        struct asked *asked = &judge->asked[i];
        any = any || (asked->wide && !asked->own_wide);
        asked->own_wide = note ? asked->wide : asked->own_wide;
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
static bool are_too_near(const struct asked *asked, double a, double b, double own_a, double own_b)
{
    return fabs(a - b) <= 2 * asked->tolerance && !(judge_same(a, b) && judge_same(own_a, own_b));
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
            if (are_too_near(asked, wrong->value, right, own, asked->own)) {
                return true;
            }
            for (size_t m = 0; m < k; m++) {
                const struct wrong *other = &judge->slips[m];
                if (are_too_near(asked, wrong->value, other->value, own, own_slip(asked, other))) {
                    return true;
                }
            }
        }
    }
    return false;
}
