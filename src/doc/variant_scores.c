/* Other scores for a row, or for several that are compared: the same order, the same number of
 * decimals, about as far apart. */
#include "num.h"
#include "variant_impl.h"

#include <math.h>

enum { MOST_TRIES = 500, LEAST_ROOM = 3, MORE_APART = 4, MOST_DECIMALS = 6 };
static const double NEARLY_ONE = 0.002; /* what rounded probabilities of a row may be off */

uint64_t drawer_next(struct drawer *drawer)
{
    uint64_t z = drawer->state += 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return z ^ z >> 31;
}

/* From low to high, both included. */
static long long draw_between(struct drawer *drawer, long long low, long long high)
{
    return low + (long long)(drawer_next(drawer) % (uint64_t)(high - low + 1));
}

/* The different scores of a row, or of rows that are compared, from the smallest on, in units of
 * the last decimal that any of them has. */
struct level {
    long long own, drawn;
    int decimals;
    size_t times;
};
struct levels {
    struct level at[VARIANT_MOST_SCORES];
    size_t count;
    int decimals;
    long long unit; /* the last decimal that the lesson has */
    bool signs;     /* each is below 0, 0 or above it, as it was */
    bool shares;    /* each is from 0 to 1; those that are one of these stay */
    long long sum;  /* of the row's shares; 0: of no importance */
};

/* Numbers that levels are drawn from. Levels [0, below) are below 0, those from up_to on above. */
struct range {
    long long low, high;
    size_t below, up_to;
};

static long long power_of_ten(int exponent)
{
    long long power = 1;
    while (exponent-- > 0) {
        power *= 10;
    }
    return power;
}

static long long in_units(double value, int decimals)
{
    return (long long)rint(value * (double)power_of_ten(decimals));
}

static double score_of(const struct scores *scores, size_t base, size_t i)
{
    return scores->own[base + i * scores->step];
}

static size_t base_of(const struct scores *scores, size_t row)
{
    return row / scores->step * scores->step * scores->width + row % scores->step;
}

/* False: a score has too many digits to be drawn. */
static bool find_decimals(const struct scores *scores, size_t row, struct levels *levels)
{
    const double largest = 1e9;
    for (size_t i = 0; i < scores->width; i++) {
        double value = score_of(scores, base_of(scores, row), i);
        int decimals = isfinite(value) ? num_decimals(value, NUM_MAX_DECIMALS, DTYPE_FLOAT64) : 0;
        if (isfinite(value) && (decimals > MOST_DECIMALS || fabs(value) > largest)) {
            return false;
        }
        levels->decimals = decimals > levels->decimals ? decimals : levels->decimals;
    }
    return true;
}

/* Is it a number that no draw changes? */
static bool stays(const struct levels *levels, long long own)
{
    bool one = own == power_of_ten(levels->decimals);
    return (levels->signs && own == 0) || (levels->shares && (own == 0 || one));
}

static void add_level(struct levels *levels, double value, int finer)
{
    struct level level = {.own = in_units(value, levels->decimals),
        .decimals = num_decimals(value, NUM_MAX_DECIMALS, DTYPE_FLOAT64),
        .times = 1};
    level.decimals += stays(levels, level.own) ? 0 : finer;
    size_t at = 0;
    while (at < levels->count && levels->at[at].own < level.own) {
        at++;
    }
    if (at < levels->count && levels->at[at].own == level.own) {
        levels->at[at].times++;
        return;
    }
    for (size_t k = levels->count++; k > at; k--) {
        levels->at[k] = levels->at[k - 1];
    }
    levels->at[at] = level;
}

/* How the rows are drawn. */
struct plan {
    size_t count; /* rows */
    /* An earlier row that this one is but for a constant, and so stays; itself. */
    size_t leader[VARIANT_MOST_SCORES];
    double more[VARIANT_MOST_SCORES]; /* the constant */
    /* Of leaders: the first row of those that are compared with it, and drawn together. */
    size_t group[VARIANT_MOST_SCORES];
};

/* Is it a row to draw, in the group of `first`? */
static bool is_member(const struct plan *plan, size_t row, size_t first)
{
    return plan->leader[row] == row && plan->group[row] == first;
}

/* Those of the rows of one group; infinities stay as they are. */
static bool find_levels(
    const struct scores *scores, const struct plan *plan, size_t first, struct levels *levels)
{
    size_t used = 0;
    double sum = 0;
    *levels = (struct levels){.signs = scores->keeps_signs, .shares = scores->shares};
    for (size_t row = first; row < plan->count; row++) {
        bool member = is_member(plan, row, first);
        if (member && !find_decimals(scores, row, levels)) {
            return false;
        }
        for (size_t i = 0; member && i < scores->width; i++) {
            double value = score_of(scores, base_of(scores, row), i);
            levels->signs = levels->signs || (isfinite(value) && value < 0);
            sum += row == first ? value : 0;
        }
        used += member ? 1 : 0;
    }
    levels->unit = power_of_ten(scores->finer);
    levels->decimals += scores->finer;
    for (size_t row = first; row < plan->count; row++) {
        for (size_t i = 0; is_member(plan, row, first) && i < scores->width; i++) {
            double value = score_of(scores, base_of(scores, row), i);
            if (isfinite(value)) {
                add_level(levels, value, scores->finer);
            }
        }
    }
    bool whole = scores->shares && fabs(sum - 1) <= NEARLY_ONE;
    levels->sum = whole ? (long long)used * in_units(sum, levels->decimals) : 0;
    return true;
}

static bool is_drawn(const struct levels *levels, size_t first, size_t end, long long value)
{
    for (size_t i = first; i < end; i++) {
        if (levels->at[i].drawn == value) {
            return true;
        }
    }
    return false;
}

/* Different numbers for the levels [first, end), the smaller the lower; there must be so many. */
static void draw_levels(struct levels *levels, size_t first, size_t end, long long low,
    long long high, struct drawer *drawer)
{
    for (size_t i = first; i < end; i++) {
        long long value = draw_between(drawer, low, high);
        while (is_drawn(levels, first, i, value)) {
            value = draw_between(drawer, low, high);
        }
        size_t at = i;
        for (; at > first && levels->at[at - 1].drawn > value; at--) {
            levels->at[at].drawn = levels->at[at - 1].drawn;
        }
        levels->at[at].drawn = value;
    }
}

/* What its last decimal is worth. */
static long long unit_of(const struct levels *levels, const struct level *level)
{
    return power_of_ten(levels->decimals - level->decimals);
}

/* A score with fewer decimals than its row gets as many as it has. */
static void cut_digits(struct levels *levels, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        levels->at[i].drawn -= levels->at[i].drawn % unit_of(levels, &levels->at[i]);
    }
}

/* One with all of them does not end in 0. */
static bool have_their_digits(const struct levels *levels)
{
    for (size_t i = 0; i < levels->count; i++) {
        const struct level *level = &levels->at[i];
        long long unit = unit_of(levels, level);
        bool ends = level->decimals == 0 || level->drawn / unit % 10 != 0;
        if (!ends || level->drawn % unit != 0 ||
            (i > 0 && levels->at[i - 1].drawn >= level->drawn)) {
            return false;
        }
    }
    return true;
}

static bool have_their_signs(const struct levels *levels)
{
    for (size_t i = 0; i < levels->count; i++) {
        const struct level *level = &levels->at[i];
        if ((level->own < 0) != (level->drawn < 0) || (level->own == 0) != (level->drawn == 0)) {
            return false;
        }
    }
    return true;
}

/* Neither much closer together than the row's own, nor much farther apart. */
static bool are_as_far_apart(const struct levels *levels)
{
    const struct level *low = &levels->at[0];
    const struct level *high = &levels->at[levels->count - 1];
    long long own = high->own - low->own;
    long long drawn = high->drawn - low->drawn;
    long long least = MORE_APART * levels->unit;
    long long more = own / 2 > least ? own / 2 : least;
    return drawn >= own / 2 && drawn <= own + more;
}

static struct range find_range(const struct levels *levels)
{
    long long low = levels->at[0].own;
    long long high = levels->at[levels->count - 1].own;
    long long least_room = LEAST_ROOM * levels->unit;
    long long room = (high - low + 1) / 2 > least_room ? (high - low + 1) / 2 : least_room;
    struct range range = {.low = low - room, .high = high + room};
    for (size_t i = 0; i < levels->count; i++) {
        range.below += levels->at[i].own < 0;
        range.up_to += levels->at[i].own <= 0;
    }
    if (levels->shares) {
        long long one = power_of_ten(levels->decimals);
        range.low = range.low < 1 ? 1 : range.low;
        range.high = range.high < one ? range.high : one - 1;
    } else if (low > 0 && range.low < 1) {
        range.low = 1;
    } else if (low == 0 && !levels->signs) {
        range.low = 0;
    }
    range.high = levels->signs && high <= 0 ? 1 : range.high;
    return range;
}

/* Shares: those that are 0 or 1 stay, and the largest is what is left of the sum. False: another
 * one has to be. */
static bool draw_shares(struct levels *levels, const struct range *range, struct drawer *drawer)
{
    size_t first = 0;
    size_t end = levels->count;
    for (size_t i = 0; i < levels->count; i++) {
        struct level *level = &levels->at[i];
        level->drawn = level->own;
        bool whole = stays(levels, level->own);
        first += whole && level->own == 0 ? 1 : 0;
        end -= whole && level->own > 0 ? 1 : 0;
    }
    if (first == end) {
        return true;
    }
    if (range->high - range->low + 1 < (long long)(end - first)) {
        return false;
    }
    draw_levels(levels, first, end, range->low, range->high, drawer);
    cut_digits(levels, first, end);
    long long rest = levels->sum;
    struct level *last = &levels->at[end - 1];
    for (size_t i = 0; levels->sum > 0 && i < levels->count; i++) {
        const struct level *level = &levels->at[i];
        rest -= level == last ? 0 : level->drawn * (long long)level->times;
    }
    if (levels->sum > 0) {
        last->drawn = rest / (long long)last->times;
    }
    return levels->sum == 0 ||
           (rest % (long long)last->times == 0 && last->drawn > (end > 1 ? last[-1].drawn : 0));
}

static bool draw_scores(struct levels *levels, const struct range *range, struct drawer *drawer)
{
    if (!levels->signs) {
        draw_levels(levels, 0, levels->count, range->low, range->high, drawer);
        cut_digits(levels, 0, levels->count);
        return true;
    }
    draw_levels(levels, 0, range->below, range->low, -1, drawer);
    draw_levels(levels, range->up_to, levels->count, 1, range->high, drawer);
    for (size_t k = range->below; k < range->up_to; k++) {
        levels->at[k].drawn = 0;
    }
    cut_digits(levels, 0, levels->count);
    return have_their_signs(levels);
}

static bool draw_group(struct levels *levels, struct drawer *drawer)
{
    if (levels->count == 0) {
        return true;
    }
    const struct range range = find_range(levels);
    for (int i = 0; i < MOST_TRIES; i++) {
        bool drawn = levels->shares ? draw_shares(levels, &range, drawer)
                                    : draw_scores(levels, &range, drawer);
        if (drawn && have_their_digits(levels) && are_as_far_apart(levels)) {
            return true;
        }
    }
    return false;
}

/* Is the row the other one but for a constant? A row of equal scores is like none but its equals.
 */
static bool follows(const struct scores *scores, size_t row, size_t other, double *more)
{
    size_t base = base_of(scores, row);
    size_t base_other = base_of(scores, other);
    bool level = true;
    *more = 0;
    for (size_t i = 0; i < scores->width && *more == 0; i++) {
        double off = score_of(scores, base, i) - score_of(scores, base_other, i);
        *more = isfinite(off) ? off : 0;
    }
    for (size_t i = 0; i < scores->width; i++) {
        double own = score_of(scores, base, i);
        double its = score_of(scores, base_other, i);
        level = level && own == score_of(scores, base, 0);
        bool infinite = own == its && !isfinite(own);
        if (!infinite && own - its != *more) {
            return false;
        }
    }
    bool moves = !level && !scores->keeps_signs && !scores->shares;
    return *more == 0 || moves;
}

static void find_plan(const struct scores *scores, struct plan *plan)
{
    plan->count = scores->count / scores->width;
    for (size_t row = 0; row < plan->count; row++) {
        plan->leader[row] = row;
        plan->more[row] = 0;
        for (size_t other = 0; other < row && plan->leader[row] == row; other++) {
            double more = 0;
            if (plan->leader[other] == other && follows(scores, row, other, &more)) {
                plan->leader[row] = other;
                plan->more[row] = more;
            }
        }
        plan->group[row] = row;
    }
    for (size_t row = 0; row < plan->count && scores->group != NULL; row++) {
        size_t one = plan->group[plan->leader[row]];
        size_t other = plan->group[plan->leader[scores->group[row]]];
        for (size_t k = 0; k < plan->count; k++) {
            bool joins = plan->group[k] == one || plan->group[k] == other;
            plan->group[k] = joins ? (one < other ? one : other) : plan->group[k];
        }
    }
}

static void put(const struct scores *scores, const struct plan *plan, size_t row,
    const struct levels *levels, double *out)
{
    double power = (double)power_of_ten(levels->decimals);
    for (size_t i = 0; i < scores->width; i++) {
        double own = score_of(scores, base_of(scores, row), i);
        double *to = &out[base_of(scores, row) + i * scores->step];
        *to = own;
        for (size_t k = 0; isfinite(own) && k < levels->count; k++) {
            if (levels->at[k].own == in_units(own - plan->more[row], levels->decimals)) {
                long long more = in_units(plan->more[row], levels->decimals);
                *to = (double)(levels->at[k].drawn + more) / power;
            }
        }
    }
}

bool variant_draw_scores(const struct scores *scores, struct drawer *drawer, double *out)
{
    struct levels levels;
    struct plan plan;
    find_plan(scores, &plan);
    for (size_t first = 0; first < plan.count; first++) {
        if (!is_member(&plan, first, first)) {
            continue;
        }
        if (!find_levels(scores, &plan, first, &levels) || !draw_group(&levels, drawer)) {
            return false;
        }
        for (size_t row = first; row < plan.count; row++) {
            if (plan.group[plan.leader[row]] == first) {
                put(scores, &plan, row, &levels, out);
            }
        }
    }
    return true;
}

/* In how many ways `count` of so many numbers can be taken. */
static double ways_to_take(size_t count, long long numbers)
{
    double ways = 1;
    for (size_t i = 0; i < count; i++) {
        ways *= (double)(numbers - (long long)i) / (double)(i + 1);
    }
    return ways > 1 ? ways : 1;
}

double variant_draws(const struct scores *scores)
{
    struct levels levels;
    struct plan plan;
    double draws = 1;
    find_plan(scores, &plan);
    for (size_t first = 0; first < plan.count; first++) {
        if (!is_member(&plan, first, first) || !find_levels(scores, &plan, first, &levels) ||
            levels.count == 0) {
            continue;
        }
        const struct range range = find_range(&levels);
        size_t above = levels.count - range.up_to;
        draws *= levels.signs
                     ? ways_to_take(range.below, -range.low) * ways_to_take(above, range.high)
                     : ways_to_take(levels.count, range.high - range.low + 1);
    }
    return draws;
}
