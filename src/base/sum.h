/* Compensated summation (Neumaier's variant of Kahan's).
 *
 * Beside the running sum a second number collects what each addition rounded away, so the result is
 * as good as if the sum had been done in twice the precision and rounded once. Terms are added in
 * index order, always: the result depends on nothing but the terms. Source: A. Neumaier,
 * "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974.
 */
#ifndef LOSSWALK_SUM_H
#define LOSSWALK_SUM_H

#include <math.h>
#include <stddef.h>

struct sum {
    double sum;   /* what plain addition gives */
    double carry; /* what it lost on the way */
};

/* What an addition lost is itself a double, and is found without asking which of the two numbers is
 * the larger one (Knuth). */
static inline void sum_add(struct sum *s, double term)
{
    double next = s->sum + term;
    double added = next - s->sum;
    s->carry += (s->sum - (next - added)) + (term - added);
    s->sum = next;
}

/* Adds count terms, in order. */
static inline void sum_add_all(struct sum *s, const double *terms, size_t count)
{
    struct sum own = *s; /* in registers, as no term can be a part of it */
    for (size_t i = 0; i < count; i++) {
        sum_add(&own, terms[i]);
    }
    *s = own;
}

/* An infinite or NaN sum is what plain addition makes of it: the carry then is inf - inf. */
static inline double sum_value(const struct sum *s)
{
    return isfinite(s->sum) ? s->sum + s->carry : s->sum;
}

/* A sum in lanes, for terms that are not negative and many: term i goes to lane i modulo SUM_LANES,
 * each lane is compensated, and the lanes are added up in order, compensated again. Processors that
 * add several numbers at once do it several times as fast, and with any number of them the result
 * is the same. Up to SUM_LANES terms it is that of sum_add(). */
enum { SUM_LANES = 8 };

struct lane_sum {
    double sum[SUM_LANES];
    double carry[SUM_LANES];
};

static inline void lane_sum_add(struct lane_sum *s, size_t lane, double term)
{
    double next = s->sum[lane] + term;
    double added = next - s->sum[lane];
    s->carry[lane] += (s->sum[lane] - (next - added)) + (term - added);
    s->sum[lane] = next;
}

static inline double lane_sum_value(const struct lane_sum *s)
{
    struct sum all = {0};
    for (size_t lane = 0; lane < SUM_LANES; lane++) {
        sum_add(&all, s->sum[lane]);
    }
    for (size_t lane = 0; lane < SUM_LANES; lane++) {
        all.carry += s->carry[lane];
    }
    return sum_value(&all);
}

#endif
