/* Other scores for a row: the same order, the same number of decimals, about as far apart. */
#include "num.h"
#include "variant_impl.h"

#include <math.h>

enum { MOST_TRIES = 500, LEAST_ROOM = 3, MORE_APART = 4, MOST_DECIMALS = 6 };

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

/* The different scores of a row, from the smallest on, in units of the last decimal that any of
 * them has. */
struct level {
    long long own, drawn;
    int decimals;
};
struct levels {
    struct level at[VARIANT_MOST_SCORES];
    size_t count;
    int decimals;
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

/* Infinities stay as they are. False: a score has too many digits to be drawn. */
static bool find_levels(const struct scores *scores, size_t base, struct levels *levels)
{
    const double largest = 1e9;
    levels->count = 0;
    levels->decimals = 0;
    for (size_t i = 0; i < scores->width; i++) {
        double value = score_of(scores, base, i);
        int decimals = isfinite(value) ? num_decimals(value, NUM_MAX_DECIMALS, DTYPE_FLOAT64) : 0;
        if (isfinite(value) && (decimals > MOST_DECIMALS || fabs(value) > largest)) {
            return false;
        }
        levels->decimals = decimals > levels->decimals ? decimals : levels->decimals;
    }
    for (size_t i = 0; i < scores->width; i++) {
        double value = score_of(scores, base, i);
        if (!isfinite(value)) {
            continue;
        }
        const struct level level = {.own = in_units(value, levels->decimals),
            .decimals = num_decimals(value, NUM_MAX_DECIMALS, DTYPE_FLOAT64)};
        size_t at = 0;
        while (at < levels->count && levels->at[at].own < level.own) {
            at++;
        }
        if (at < levels->count && levels->at[at].own == level.own) {
            continue;
        }
        for (size_t k = levels->count++; k > at; k--) {
            levels->at[k] = levels->at[k - 1];
        }
        levels->at[at] = level;
    }
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

/* A score with fewer decimals than its row gets as many as it has; one with all of them does not
 * end in 0. */
static bool have_their_digits(struct levels *levels)
{
    for (size_t i = 0; i < levels->count; i++) {
        struct level *level = &levels->at[i];
        long long unit = power_of_ten(levels->decimals - level->decimals);
        long long rest = level->drawn % unit;
        level->drawn -= rest;
        bool ends = level->decimals == 0 || level->drawn / unit % 10 != 0;
        if (!ends || (i > 0 && levels->at[i - 1].drawn >= level->drawn)) {
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
    long long more = own / 2 > MORE_APART ? own / 2 : MORE_APART;
    return drawn >= own / 2 && drawn <= own + more;
}

static bool draw_row(struct levels *levels, bool keeps_signs, struct drawer *drawer)
{
    if (levels->count == 0) {
        return true;
    }
    long long low = levels->at[0].own;
    long long high = levels->at[levels->count - 1].own;
    long long room = (high - low + 1) / 2 > LEAST_ROOM ? (high - low + 1) / 2 : LEAST_ROOM;
    keeps_signs = keeps_signs || low < 0;
    size_t below = 0; /* levels below 0, and up to it */
    size_t up_to = 0;
    for (size_t i = 0; i < levels->count; i++) {
        below += levels->at[i].own < 0;
        up_to += levels->at[i].own <= 0;
    }
    long long least = low > 0 && low - room < 1 ? 1 : low == 0 && !keeps_signs ? 0 : low - room;
    for (int i = 0; i < MOST_TRIES; i++) {
        if (keeps_signs) {
            draw_levels(levels, 0, below, least, -1, drawer);
            draw_levels(levels, up_to, levels->count, 1, high > 0 ? high + room : 1, drawer);
            for (size_t k = below; k < up_to; k++) {
                levels->at[k].drawn = 0;
            }
        } else {
            draw_levels(levels, 0, levels->count, least, high + room, drawer);
        }
        if (have_their_digits(levels) && (!keeps_signs || have_their_signs(levels)) &&
            are_as_far_apart(levels)) {
            return true;
        }
    }
    return false;
}

/* An earlier row of the same scores: it stays the same. SIZE_MAX: there is none. */
static size_t earlier_equal(const struct scores *scores, size_t row, size_t base)
{
    for (size_t r = 0; r < row; r++) {
        size_t other = r / scores->step * scores->step * scores->width + r % scores->step;
        size_t i = 0;
        while (i < scores->width && score_of(scores, other, i) == score_of(scores, base, i)) {
            i++;
        }
        if (i == scores->width) {
            return other;
        }
    }
    return SIZE_MAX;
}

bool variant_draw_scores(const struct scores *scores, struct drawer *drawer, double *out)
{
    struct levels levels;
    for (size_t row = 0; row < scores->count / scores->width; row++) {
        size_t base = row / scores->step * scores->step * scores->width + row % scores->step;
        size_t equal = earlier_equal(scores, row, base);
        if (equal == SIZE_MAX && (!find_levels(scores, base, &levels) ||
                                     !draw_row(&levels, scores->keeps_signs, drawer))) {
            return false;
        }
        for (size_t i = 0; i < scores->width; i++) {
            double own = score_of(scores, base, i);
            double *to = &out[base + i * scores->step];
            if (equal != SIZE_MAX) {
                *to = out[equal + i * scores->step];
                continue;
            }
            *to = own;
            for (size_t k = 0; isfinite(own) && k < levels.count; k++) {
                if (levels.at[k].own == in_units(own, levels.decimals)) {
                    *to = (double)levels.at[k].drawn / (double)power_of_ten(levels.decimals);
                }
            }
        }
    }
    return true;
}
