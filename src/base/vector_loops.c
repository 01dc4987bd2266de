/* The loops of vector.h, compiled once for each kind of processor: VECTOR_NAME is its name.
 *
 * Only how many numbers are in one vector differs, and whether a product and a sum may be rounded
 * together (VECTOR_FUSED). Additions and comparisons give the same bits at any width.
 *
 * The exponential of float32 numbers. x = k log 2 + r with |r| <= log 2 / 2, and
 * exp(x) = 2^k exp(r), where exp(r) is a polynomial: 1 + r + r^2 q(r), q of degree 9, of the least
 * relative error (Remez). That is done in doubles, whose last bits differ where a fused
 * multiply-add rounds once instead of twice. But the result is rounded to float32, and no float32
 * number has its exponential so near to the middle between two others that these bits would decide:
 * the tests look at every one of them.
 *
 * Each step of it waits for the one before; so several vectors are under way together.
 */
#include "vector.h"

#include "elementary.h"
#include "vector_exact.h"
#include "vector_impl.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    PARTS = SUM_LANES / NUMBERS,
    TOGETHER = 4 /* vectors */
};

#ifdef __clang__
#define EACH _Pragma("unroll") for (size_t n = 0; n < TOGETHER; n++)
#else
#define EACH _Pragma("GCC unroll 4") for (size_t n = 0; n < TOGETHER; n++)
#endif

/* q * r + c */
static inline void step(vec q[TOGETHER], const vec r[TOGETHER], double c)
{
    EACH
    {
        q[n] = multiply_add(q[n], r[n], splat(c));
    }
}

/* Of TOGETHER vectors, rounded to float32. */
static inline __attribute__((always_inline)) void exponentials(const double *from, double *to)
{
    vec x[TOGETHER];
    vec r[TOGETHER];
    vec q[TOGETHER];
    unsigned_bits power[TOGETHER];
    EACH
    {
        /* Beyond 700, 2^k would leave the doubles; float32 ended long before. */
        x[n] = load(from + n * NUMBERS);
        vec z = smaller(larger(x[n], splat(-700)), splat(700));
        /* Adding and taking away 1.5 * 2^52 rounds to the nearest integer, and leaves it in the
         * last bits. */
        vec ruler = multiply_add(z, splat(0x1.71547652b82fep+0), splat(0x1.8p+52));
        vec k = ruler - 0x1.8p+52;
        power[n] = (unsigned_bits)ruler << 52;
        /* log 2 in two pieces: multiples of the first are exact. */
        r[n] = multiply_add(k, splat(-0x1.62e42fefa38p-1), z);
        r[n] = multiply_add(k, splat(-0x1.ef35793c7673p-45), r[n]);
        q[n] = splat(0x1.ad7f6f559d08ap-26);
    }
    step(q, r, 0x1.28ad7206b5e0bp-22);
    step(q, r, 0x1.71df255084009p-19);
    step(q, r, 0x1.a0199a0d42b12p-16);
    step(q, r, 0x1.a01a012a592c6p-13);
    step(q, r, 0x1.6c16c18429bfap-10);
    step(q, r, 0x1.1111111127bdfp-7);
    step(q, r, 0x1.555555555087ep-5);
    step(q, r, 0x1.55555555554fap-3);
    step(q, r, 0x1.000000000000ap-1);
    EACH
    {
        vec e = multiply_add(q[n], r[n] * r[n], r[n]) + 1.0;
        /* times 2^k: k goes into the exponent */
        e = rounded((vec)((bits)e + (bits)power[n]));
        store(to + n * NUMBERS, choose(is_nan(x[n]), x[n], e));
    }
}

static void exp_float32(const double *x, double *out, size_t count)
{
    enum { STEP = TOGETHER * NUMBERS };
    size_t i = 0;
    for (; i + STEP <= count; i += STEP) {
        exponentials(x + i, out + i);
    }
    if (i < count) {
        double rest[STEP] = {0};
        memcpy(rest, x + i, (count - i) * sizeof *x);
        exponentials(rest, rest);
        memcpy(out + i, rest, (count - i) * sizeof *x);
    }
}

/* ---- With all bits of a double --------------------------------------------------------------- */

/* A function of one number, for several: `special` does those for which `usual` is not made. What
 * is left at the end is filled up with the last of them. */
#define FUNCTION(name, condition, usual, special)                                                  \
    static inline void name##_few(const double *x, double *out)                                    \
    {                                                                                              \
        vec from = load(x);                                                                        \
        if (all(condition)) {                                                                      \
            store(out, usual);                                                                     \
            return;                                                                                \
        }                                                                                          \
        for (size_t n = 0; n < NUMBERS; n++) {                                                     \
            out[n] = special(x[n]);                                                                \
        }                                                                                          \
    }                                                                                              \
                                                                                                   \
    static void name(const double *x, double *out, size_t count)                                   \
    {                                                                                              \
        size_t i = 0;                                                                              \
        for (; i + NUMBERS <= count; i += NUMBERS) {                                               \
            name##_few(x + i, out + i);                                                            \
        }                                                                                          \
        if (i < count) {                                                                           \
            double rest[NUMBERS];                                                                  \
            for (size_t n = 0; n < NUMBERS; n++) {                                                 \
                rest[n] = x[i + n < count ? i + n : count - 1];                                    \
            }                                                                                      \
            name##_few(rest, rest);                                                                \
            memcpy(out + i, rest, (count - i) * sizeof *x);                                        \
        }                                                                                          \
    }

static inline vec log_of_one_more(vec x)
{
    struct twofolds sum = add_exactly(splat(1), x);
    return log_of_twofold(sum.high, sum.low);
}

/* Above -1, finite, and not so small that it is its own result. */
static inline bits has_normal_log1p(vec x)
{
    vec size = choose(x < 0.0, -x, x);
    return (x > -1.0) & (size >= 0x1p-54) & (x <= 0x1p+1000);
}

FUNCTION(exp_many, has_normal_exp(from), exp_of_twofold(from, splat(0)), elementary_exp)
FUNCTION(log_many, has_normal_log(from), log_of_twofold(from, splat(0)), elementary_log)
FUNCTION(log1p_many, has_normal_log1p(from), log_of_one_more(from), elementary_log1p)

static inline void exp_difference_few(const double *x, double b, double *out)
{
    struct twofolds difference = add_exactly(load(x), splat(-b));
    if (all(has_normal_exp(difference.high))) {
        store(out, exp_of_twofold(difference.high, difference.low));
        return;
    }
    for (size_t n = 0; n < NUMBERS; n++) {
        out[n] = elementary_exp_difference(x[n], b);
    }
}

static void exp_difference(const double *x, double b, double *out, size_t count)
{
    size_t i = 0;
    for (; i + NUMBERS <= count; i += NUMBERS) {
        exp_difference_few(x + i, b, out + i);
    }
    if (i < count) {
        double rest[NUMBERS];
        for (size_t n = 0; n < NUMBERS; n++) {
            rest[n] = x[i + n < count ? i + n : count - 1];
        }
        exp_difference_few(rest, b, rest);
        memcpy(out + i, rest, (count - i) * sizeof *x);
    }
}

/* ---- Reading, shifting, rounding ---------------------------------------------------------------
 */

static void widen_float32(const unsigned char *from, double *out, size_t count)
{
    size_t i = 0;
    for (; i + NUMBERS <= count; i += NUMBERS) {
        store(out + i, widen(from + i * sizeof(float)));
    }
    for (; i < count; i++) {
        float x;
        memcpy(&x, from + i * sizeof x, sizeof x);
        out[i] = (double)x;
    }
}

static void store_float32(double *x, size_t count)
{
    size_t i = 0;
    for (; i + NUMBERS <= count; i += NUMBERS) {
        store(x + i, rounded(load(x + i)));
    }
    for (; i < count; i++) {
        x[i] = (double)(float)x[i];
    }
}

static void subtract(const double *x, double b, double *out, size_t count)
{
    size_t i = 0;
    for (; i + NUMBERS <= count; i += NUMBERS) {
        store(out + i, load(x + i) - b);
    }
    for (; i < count; i++) {
        out[i] = x[i] - b;
    }
}

static void subtract_float32(const double *x, double b, double *out, size_t count)
{
    size_t i = 0;
    for (; i + NUMBERS <= count; i += NUMBERS) {
        store(out + i, rounded(load(x + i) - b));
    }
    for (; i < count; i++) {
        out[i] = (double)(float)(x[i] - b);
    }
}

/* ---- Taking in
 * ----------------------------------------------------------------------------------- */

static void add_lanes(struct lane_sum *sum, const double *x, size_t count)
{
    vec total[PARTS];
    vec carry[PARTS];
    memcpy(total, sum->sum, sizeof total);
    memcpy(carry, sum->carry, sizeof carry);
    size_t i = 0;
    for (; i + SUM_LANES <= count; i += SUM_LANES) {
        for (size_t p = 0; p < PARTS; p++) {
            vec term = load(x + i + p * NUMBERS);
            vec next = total[p] + term;
            vec added = next - total[p];
            carry[p] += (total[p] - (next - added)) + (term - added);
            total[p] = next;
        }
    }
    memcpy(sum->sum, total, sizeof total);
    memcpy(sum->carry, carry, sizeof carry);
    for (size_t lane = 0; i < count; i++, lane++) {
        lane_sum_add(sum, lane, x[i]);
    }
}

/* One after the other: the first of those nothing is larger than, or the first NaN. */
static double first_largest(const double *x, size_t count)
{
    double largest = x[0];
    for (size_t i = 1; i < count && !isnan(largest); i++) {
        largest = x[i] > largest || isnan(x[i]) ? x[i] : largest;
    }
    return largest;
}

static double largest(const double *x, size_t count)
{
    if (count < NUMBERS) {
        return first_largest(x, count);
    }
    /* the last vector, whole; some of it is in another one, too, which changes nothing */
    vec last = load(x + count - NUMBERS);
    vec most = last;
    vec more = last;
    bits nan = is_nan(last);
    size_t i = 0;
    for (; i + 2 * NUMBERS <= count; i += 2 * NUMBERS) {
        vec one = load(x + i);
        vec other = load(x + i + NUMBERS);
        nan |= is_nan(one) | is_nan(other);
        most = larger(one, most);
        more = larger(other, more);
    }
    if (i + NUMBERS <= count) {
        vec one = load(x + i);
        nan |= is_nan(one);
        most = larger(one, most);
    }
    if (!all(~nan)) {
        return first_largest(x, count);
    }
    most = larger(more, most);
    double result = most[0];
    for (size_t n = 1; n < NUMBERS; n++) {
        result = most[n] > result ? most[n] : result;
    }
    for (i = 0; result == 0; i++) { /* 0 or -0: the first */
        if (x[i] == 0) {
            return x[i];
        }
    }
    return result;
}

#define JOIN(a, b) a##b
#define TABLE(name) JOIN(vector_, name)
#define TEXT(name) #name
#define NAME_OF(name) TEXT(name)

extern const struct vector_loops TABLE(VECTOR_NAME);
const struct vector_loops TABLE(VECTOR_NAME) = {
    .name = NAME_OF(VECTOR_NAME),
    .exp_float32 = exp_float32,
    .exp = exp_many,
    .exp_difference = exp_difference,
    .log = log_many,
    .log1p = log1p_many,
    .widen_float32 = widen_float32,
    .store_float32 = store_float32,
    .subtract = subtract,
    .subtract_float32 = subtract_float32,
    .add_lanes = add_lanes,
    .largest = largest,
};
