/* The exponential of every float32 number, in every variant the processor has, against the slow
 * one: exp_float32 [PART OF]. Of every 16th, the logarithm and softplus, too, which do not rely on
 * luck: they check each result. Prints each number where they differ. With `names`: which variants
 * these are. */
#include "elementary.h"
#include "num.h"
#include "vector.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 1 << 16 };

static double number_of(uint32_t bits)
{
    float x;
    memcpy(&x, &bits, sizeof x);
    return (double)x;
}

static double slow_exp(double x)
{
    return elementary_exp(x);
}

static double slow_log(double x)
{
    return elementary_log(x);
}

static double slow_softplus(double x)
{
    double tail = elementary_log1p(elementary_exp(x > 0 ? -x : x));
    return x > 0 ? x + tail : tail;
}

static double x[MANY], slow[MANY], fast[MANY];

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

/* One function of those whose bits begin so, one number in `step`; returns how many are wrong. */
static unsigned check(uint32_t begin, uint32_t step, const char *name, double (*how)(double))
{
    unsigned wrong = 0;
    uint32_t count = 0;
    for (uint32_t i = begin % step; i < MANY; i += step, count++) {
        x[count] = number_of(begin << 16 | i);
        slow[count] = num_store(how(x[count]), DTYPE_FLOAT32);
    }
    const struct vector_loops *loops = NULL;
    for (size_t v = 0; (loops = vector_variant(v)) != NULL; v++) {
        (how == slow_exp      ? loops->exp_float32
            : how == slow_log ? loops->log_float32
                              : loops->softplus_float32)(x, fast, count);
        for (uint32_t i = 0; i < count; i++) {
            if (!same(fast[i], slow[i])) {
                printf("%s: %s(%a) is %a, not %a\n", loops->name, name, x[i], slow[i], fast[i]);
                wrong++;
            }
        }
    }
    return wrong;
}

int main(int argc, char **argv)
{
    const struct vector_loops *loops = NULL;
    for (size_t v = 0; argc == 2 && (loops = vector_variant(v)) != NULL; v++) {
        puts(loops->name);
    }
    if (argc == 2) {
        return EXIT_SUCCESS;
    }
    unsigned part = argc > 2 ? (unsigned)atoi(argv[1]) : 0;
    unsigned of = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
    unsigned wrong = 0;
    for (uint32_t begin = part; begin < 1U << 16; begin += of) {
        wrong += check(begin, 1, "exp", slow_exp);
        wrong += check(begin, 16, "log", slow_log);
        wrong += check(begin, 16, "softplus", slow_softplus);
    }
    printf("%u numbers wrong\n", wrong);
    return wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
