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
    TOGETHER = 3 /* vectors */
};

#ifdef __clang__
#define EACH _Pragma("unroll") for (size_t n = 0; n < TOGETHER; n++)
#else
#define EACH _Pragma("GCC unroll 4") for (size_t n = 0; n < TOGETHER; n++)
#endif

/* The coefficients of q. */
enum { DEGREE = 9 };
static const double Q[DEGREE + 1] = {0x1.000000000000ap-1, 0x1.55555555554fap-3,
    0x1.555555555087ep-5, 0x1.1111111127bdfp-7, 0x1.6c16c18429bfap-10, 0x1.a01a012a592c6p-13,
    0x1.a0199a0d42b12p-16, 0x1.71df255084009p-19, 0x1.28ad7206b5e0bp-22, 0x1.ad7f6f559d08ap-26};

/* q * r + c */
static inline void step(vec q[TOGETHER], const vec r[TOGETHER], double c)
{
    EACH
    {
        q[n] = multiply_add(q[n], r[n], splat(c));
    }
}

/* Of TOGETHER vectors, rounded to float32. */
SEVERAL void exponentials(const double *from, double *to)
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
        q[n] = splat(Q[DEGREE]);
    }
    step(q, r, Q[8]);
    step(q, r, Q[7]);
    step(q, r, Q[6]);
    step(q, r, Q[5]);
    step(q, r, Q[4]);
    step(q, r, Q[3]);
    step(q, r, Q[2]);
    step(q, r, Q[1]);
    step(q, r, Q[0]);
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

/* ---- Rounded to float32, with a check ----------------------------------------------------------
 *
 * Where so many bits are wanted only, a shorter way will do, if it is known how far off it can be:
 * below, less than 2^-48 of the result, as all terms of a sum have one sign, or the smaller ones no
 * more than rounding errors. If the numbers 2^-46 to both sides are rounded to the same float32
 * number, the exact one is, too. Where they are not, once in millions, the long way is gone. */

/* Stores the results, rounded, unless that cannot be told for all of them. */
SEVERAL bool store_if_sure(double *out, vec result, bits usual)
{
    vec low = rounded(result - result * 0x1p-46);
    vec high = rounded(result + result * 0x1p-46);
    if (!all((low == high) & usual)) {
        return false;
    }
    store(out, low);
    return true;
}

#ifdef __clang__
#define ALL_TERMS _Pragma("unroll")
#else
#define ALL_TERMS _Pragma("GCC unroll 16")
#endif

/* c[0] + c[1] x + c[2] x^2 + ..., an even number of terms: those with even and those with odd
 * powers do not wait for each other. */
SEVERAL vec polynomial(const double *c, size_t count, vec x)
{
    vec square = x * x;
    vec even = splat(c[count - 2]);
    vec odd = splat(c[count - 1]);
    ALL_TERMS
    for (size_t n = count - 2; n > 0; n -= 2) {
        even = multiply_add(even, square, splat(c[n - 2]));
        odd = multiply_add(odd, square, splat(c[n - 1]));
    }
    return multiply_add(odd, x, even);
}

/* log((1 + s) / (1 - s)) = 2 (s + s^3/3 + s^5/5 + ...), with so many terms behind the first. */
SEVERAL vec twice_artanh(vec s, size_t count)
{
    static const double C[] = {1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15,
        1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23, 1.0 / 25, 1.0 / 27, 1.0 / 29, 1.0 / 31, 1.0 / 33};
    vec square = s * s;
    vec sum = polynomial(C, count, square);
    s += s;
    return multiply_add(s * square, sum, s);
}

/* e to the power of x, -700 <= x <= 0. */
SEVERAL vec short_exp(vec x)
{
    vec ruler = multiply_add(x, splat(0x1.71547652b82fep+0), splat(0x1.8p+52));
    vec k = ruler - 0x1.8p+52;
    vec r = multiply_add(k, splat(-0x1.62e42fefa38p-1), x);
    r = multiply_add(k, splat(-0x1.ef35793c7673p-45), r);
    vec e = multiply_add(polynomial(Q, DEGREE + 1, r), r * r, r) + 1.0;
    return (vec)((bits)e + (bits)((unsigned_bits)ruler << 52));
}

/* max(z, 0) + log(1 + exp(-|z|)), the logarithm with s = e / (2 + e), at most 1/3. */
SEVERAL bool softplus_few(const double *from, double *out)
{
    vec z = load(from);
    vec size = choose(z > 0.0, z, -z);
    vec e = short_exp(larger(-size, splat(-700)));
    vec result = larger(z, splat(0)) + twice_artanh(e / (2.0 + e), 16);
    return store_if_sure(out, result, ~is_nan(z));
}

/* x = 2^k y with y near 1; log y with s = (y - 1) / (y + 1), below 0.17. */
SEVERAL bool log_few(const double *from, double *out)
{
    vec x = load(from);
    struct scaled scaled = scale_to_one(x);
    vec log = twice_artanh((scaled.y - 1.0) / (scaled.y + 1.0), 10);
    vec result = multiply_add(scaled.k, splat(0x1.62e42fefa39efp-1), log);
    return store_if_sure(out, result, has_normal_log(x));
}

static double softplus_rounded(double z)
{
    double tail = elementary_log1p(elementary_exp(z > 0 ? -z : z));
    return (double)(float)(z > 0 ? z + tail : tail);
}

static double log_rounded(double x)
{
    return (double)(float)elementary_log(x);
}

/* Such a function for many: `few` does as many as a vector has, if it can, and `one` one. */
#define CHECKED(name, few, one)                                                                    \
    static void name(const double *x, double *out, size_t count)                                   \
    {                                                                                              \
        for (size_t i = 0; i < count; i += NUMBERS) {                                              \
            bool whole = i + NUMBERS <= count;                                                     \
            for (size_t n = i; !(whole && few(x + i, out + i)) && n < count && n < i + NUMBERS;    \
                 n++) {                                                                            \
                out[n] = one(x[n]);                                                                \
                whole = false;                                                                     \
            }                                                                                      \
        }                                                                                          \
    }

CHECKED(softplus_float32, softplus_few, softplus_rounded)
CHECKED(log_float32, log_few, log_rounded)

/* ---- With all bits of a double --------------------------------------------------------------- */

/* A function of one number, for several: `special` does those for which `usual` is not made. What
 * is left at the end is filled up with the last of them. */
#define FUNCTION(name, condition, usual, special)                                                  \
    SEVERAL void name##_few(const double *x, double *out)                                          \
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

SEVERAL vec log_of_one_more(vec x)
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

SEVERAL void exp_difference_few(const double *x, double b, double *out)
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
    .log_float32 = log_float32,
    .softplus_float32 = softplus_float32,
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
