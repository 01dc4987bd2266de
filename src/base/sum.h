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

struct sum {
    double sum;   /* what plain addition gives */
    double carry; /* what it lost on the way */
};

static inline void sum_add(struct sum *s, double term)
{
    double next = s->sum + term;
    s->carry += fabs(s->sum) >= fabs(term) ? (s->sum - next) + term : (term - next) + s->sum;
    s->sum = next;
}

/* An infinite or NaN sum is what plain addition makes of it: the carry then is inf - inf. */
static inline double sum_value(const struct sum *s)
{
    return isfinite(s->sum) ? s->sum + s->carry : s->sum;
}

#endif
