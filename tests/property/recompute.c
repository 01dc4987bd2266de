#include "recompute.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct text {
    const char *at;
    bool bad;
};

static double sum(struct text *t);

static bool eat(struct text *t, const char *word)
{
    size_t size = strlen(word);
    while (*t->at == ' ' || *t->at == '\n') {
        t->at++;
    }
    if (strncmp(t->at, word, size) != 0) {
        return false;
    }
    t->at += size;
    return true;
}

static void need(struct text *t, const char *word)
{
    t->bad = !eat(t, word) || t->bad;
}

static double plain_log(double x)
{
    return log(x);
}

/* "log(1 + x)" asks for the accurate function: a calculator would lose x when it is tiny. */
static bool log_of_one_plus(struct text *t, double *out)
{
    struct text copy = *t;
    if (!eat(&copy, "log(1 + ")) {
        return false;
    }
    double x = sum(&copy);
    need(&copy, ")");
    *t = copy;
    *out = log1p(x);
    return true;
}

static double list_largest(struct text *t)
{
    double largest = -INFINITY;
    bool any_nan = false;
    do {
        double value = sum(t);
        any_nan = any_nan || isnan(value);
        largest = value > largest ? value : largest;
    } while (eat(t, ","));
    need(t, ")");
    return any_nan ? NAN : largest;
}

static double list_two(struct text *t, bool larger)
{
    double a = sum(t);
    need(t, ",");
    double b = sum(t);
    need(t, ")");
    if (isnan(a) || isnan(b)) {
        return NAN;
    }
    return (larger ? a < b : a > b) ? b : a;
}

static double list_nonzero(struct text *t)
{
    double count = 0;
    do {
        if (eat(t, "[")) { /* [94 more: 90]: of 94 numbers, 90 are not zero */
            char *end = NULL;
            (void)strtod(t->at, &end);
            t->at = end;
            need(t, "more:");
            count += sum(t);
            need(t, "]");
        } else {
            count += sum(t) != 0 ? 1 : 0;
        }
    } while (eat(t, ","));
    need(t, ")");
    return count;
}

/* Of the two neighbours that a format with so many bits has around x, the nearer one, or of two as
 * near the even one. */
static double nearest(double x, int bits, int last)
{
    if (!isfinite(x) || x == 0) {
        return x;
    }
    int exponent = ilogb(x) + 1 - bits;
    double unit = ldexp(1, exponent < last ? last : exponent);
    double steps = floor(fabs(x) / unit);
    double rest = fabs(x) / unit - steps;
    bool up = rest > 0.5 || (rest == 0.5 && fmod(steps, 2) == 1);
    return copysign((steps + up) * unit, x);
}

static bool function(struct text *t, double *out)
{
    static const struct {
        const char *name;
        double (*of)(double);
    } FUNCTIONS[] = {{"exp(", exp}, {"log2(", log2}, {"log10(", log10}, {"log(", plain_log}};
    if (log_of_one_plus(t, out)) {
        return true;
    }
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++) {
        if (eat(t, FUNCTIONS[i].name)) {
            *out = FUNCTIONS[i].of(sum(t));
            need(t, ")");
            return true;
        }
    }
    static const struct {
        const char *name;
        int bits, last;
        double largest;
    } FORMATS[] = {{"float32(", 24, -149, 0x1.fffffep127}, {"bfloat16(", 8, -133, 0x1.fep127},
        {"float16(", 11, -24, 65504}};
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        if (eat(t, FORMATS[i].name)) {
            *out = nearest(sum(t), FORMATS[i].bits, FORMATS[i].last);
            *out = fabs(*out) > FORMATS[i].largest ? copysign(INFINITY, *out) : *out;
            need(t, ")");
            return true;
        }
    }
    return false;
}

/* max of many and of two print alike; both mean the largest. */
static bool list_function(struct text *t, double *out)
{
    struct text copy = *t;
    if (eat(&copy, "max(")) {
        (void)sum(&copy);
        bool two = eat(&copy, ",") && (sum(&copy), eat(&copy, ")"));
        need(t, "max(");
        *out = two ? list_two(t, true) : list_largest(t);
        return true;
    }
    if (eat(t, "min(")) {
        *out = list_two(t, false);
        return true;
    }
    if (eat(t, "count of non-zero (")) {
        *out = list_nonzero(t);
        return true;
    }
    return false;
}

/* [a = b] and [a ≤ b] are 1 or 0; [94 more: x] is x. */
/* [94 more: 90]: what is left out of a sum */
static double rest_of_sum(struct text *t)
{
    (void)sum(t);
    need(t, "more:");
    double value = sum(t);
    need(t, "]");
    return value;
}

/* is(a = b) */
static double truth(struct text *t)
{
    double a = sum(t);
    double value = 0;
    if (eat(t, "≤")) {
        value = a <= sum(t) ? 1 : 0;
    } else {
        need(t, "=");
        value = a == sum(t) ? 1 : 0;
    }
    need(t, ")");
    return value;
}

static double atom(struct text *t)
{
    double value = 0;
    if (eat(t, "(")) {
        value = sum(t);
        need(t, ")");
    } else if (eat(t, "is(")) {
        value = truth(t);
    } else if (eat(t, "[")) {
        value = rest_of_sum(t);
    } else if (!function(t, &value) && !list_function(t, &value)) {
        char *end = NULL;
        value = strtod(t->at, &end);
        t->bad = t->bad || end == t->at;
        t->at = end;
        if (eat(t, "(not picked: ")) { /* 0, and which 0 makes it so */
            t->bad = t->bad || value != 0 || sum(t) != 0;
            need(t, ")");
        }
    }
    return value;
}

static double power(struct text *t)
{
    double base = atom(t);
    double power = eat(t, "^") ? atom(t) : 1;
    return isnan(base) ? base : pow(base, power); /* C's pow(nan, 0) is 1 */
}

static double sign(struct text *t)
{
    return eat(t, "-") ? -sign(t) : power(t);
}

static double product(struct text *t)
{
    double value = sign(t);
    for (;;) {
        if (eat(t, "×")) {
            value *= sign(t);
        } else if (eat(t, "/")) {
            value /= sign(t);
        } else {
            return value;
        }
    }
}

/* What a + b loses when it is rounded (Knuth). */
static double lost(double a, double b)
{
    double rounded = a + b;
    double part = rounded - a;
    return (a - (rounded - part)) + (b - part);
}

/* Terms that cancel leave what is behind the digits of a double, so that is kept. */
static double sum(struct text *t)
{
    double value = product(t);
    double rest = 0;
    while (!t->bad) {
        double term = 0;
        if (eat(t, "+")) {
            term = product(t);
        } else if (eat(t, "- ")) {
            term = -product(t);
        } else {
            break;
        }
        double next = value + term;
        rest += isfinite(next) ? lost(value, term) : 0;
        value = next;
    }
    return value + rest;
}

bool recompute(const char *text, double *out)
{
    struct text t = {text, false};
    *out = sum(&t);
    while (*t.at == ' ') {
        t.at++;
    }
    return !t.bad && *t.at == '\0';
}
