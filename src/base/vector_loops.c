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

/* x = k log 2 + r, |x| <= 700; and 2^k as what is added to the bits of a double. */
struct reduced {
    vec r;
    unsigned_bits power;
};

SEVERAL struct reduced reduce(vec x)
{
    /* Adding and taking away 1.5 * 2^52 rounds to the nearest integer, and leaves it in the last
     * bits. */
    vec ruler = multiply_add(x, splat(0x1.71547652b82fep+0), splat(0x1.8p+52));
    vec k = ruler - 0x1.8p+52;
    /* log 2 in two pieces: multiples of the first are exact. */
    vec r = multiply_add(k, splat(-0x1.62e42fefa38p-1), x);
    r = multiply_add(k, splat(-0x1.ef35793c7673p-45), r);
    return (struct reduced){r, (unsigned_bits)ruler << 52};
}

/* 2^k (1 + r + r^2 q) */
SEVERAL vec put_together(struct reduced x, vec q)
{
    vec e = multiply_add(q, x.r * x.r, x.r) + 1.0;
    return (vec)((unsigned_bits)e + x.power);
}

/* q * r + c */
static inline void step(vec q[TOGETHER], const struct reduced x[TOGETHER], double c)
{
    EACH
    {
        q[n] = multiply_add(q[n], x[n].r, splat(c));
    }
}

/* Of TOGETHER vectors, rounded to float32. */
SEVERAL void exponentials(const double *from, double *to)
{
    vec x[TOGETHER];
    struct reduced parts[TOGETHER];
    vec q[TOGETHER];
    EACH
    {
        /* Beyond 700, 2^k would leave the doubles; float32 ended long before. */
        x[n] = load(from + n * NUMBERS);
        parts[n] = reduce(smaller(larger(x[n], splat(-700)), splat(700)));
        q[n] = splat(Q[DEGREE]);
    }
    step(q, parts, Q[8]);
    step(q, parts, Q[7]);
    step(q, parts, Q[6]);
    step(q, parts, Q[5]);
    step(q, parts, Q[4]);
    step(q, parts, Q[3]);
    step(q, parts, Q[2]);
    step(q, parts, Q[1]);
    step(q, parts, Q[0]);
    EACH
    {
        vec e = rounded(put_together(parts[n], q[n]));
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

/* ---- Rounded to float32, with a check --------------------------------------------------------
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
    struct reduced parts = reduce(x);
    return put_together(parts, polynomial(Q, DEGREE + 1, parts.r));
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

/* ---- With all bits of a double --------------------------------------------------------------- */

SEVERAL bool exp_few(const double *from, double *out)
{
    vec x = load(from);
    if (!all(has_normal_exp(x))) {
        return false;
    }
    store(out, exp_of_twofold(x, splat(0)));
    return true;
}

SEVERAL bool exp_difference_few(const double *from, double b, double *out)
{
    struct twofolds difference = add_exactly(load(from), splat(-b));
    if (!all(has_normal_exp(difference.high))) {
        return false;
    }
    store(out, exp_of_twofold(difference.high, difference.low));
    return true;
}

SEVERAL bool log_exact_few(const double *from, double *out)
{
    vec x = load(from);
    if (!all(has_normal_log(x))) {
        return false;
    }
    store(out, log_of_twofold(x, splat(0)));
    return true;
}

/* Above -1, finite, and not so small that it is its own result. */
SEVERAL bool log1p_few(const double *from, double *out)
{
    vec x = load(from);
    vec size = choose(x < 0.0, -x, x);
    if (!all((x > -1.0) & (size >= 0x1p-54) & (x <= 0x1p+1000))) {
        return false;
    }
    struct twofolds sum = add_exactly(splat(1), x);
    store(out, log_of_twofold(sum.high, sum.low));
    return true;
}

/* ---- Of many ---------------------------------------------------------------------------------
 *
 * `few` does as many as a vector has, from `from` to `to`, if it is made for all of them; else
 * `one` does each, from[n]. What is left at the end is filled up with the last of them. */
#define VECTOR(few, one)                                                                           \
    for (size_t n = (few) ? NUMBERS : 0; n < NUMBERS; n++) {                                       \
        to[n] = (one);                                                                             \
    }
#define MANY(name, parameters, few, one)                                                           \
    static void name parameters                                                                    \
    {                                                                                              \
        size_t i = 0;                                                                              \
        for (; i + NUMBERS <= count; i += NUMBERS) {                                               \
            const double *from = x + i;                                                            \
            double *to = out + i;                                                                  \
            VECTOR(few, one)                                                                       \
        }                                                                                          \
        if (i < count) {                                                                           \
            double rest[NUMBERS];                                                                  \
            const double *from = rest;                                                             \
            double *to = rest;                                                                     \
            for (size_t n = 0; n < NUMBERS; n++) {                                                 \
                rest[n] = x[i + n < count ? i + n : count - 1];                                    \
            }                                                                                      \
            VECTOR(few, one)                                                                       \
            memcpy(out + i, rest, (count - i) * sizeof *rest);                                     \
        }                                                                                          \
    }
#define ALONE (const double *x, double *out, size_t count)

MANY(softplus_float32, ALONE, softplus_few(from, to), softplus_rounded(from[n]))
MANY(log_float32, ALONE, log_few(from, to), log_rounded(from[n]))
MANY(exp_many, ALONE, exp_few(from, to), elementary_exp(from[n]))
MANY(log_many, ALONE, log_exact_few(from, to), elementary_log(from[n]))
MANY(log1p_many, ALONE, log1p_few(from, to), elementary_log1p(from[n]))
MANY(exp_difference, (const double *x, double b, double *out, size_t count),
    exp_difference_few(from, b, to), elementary_exp_difference(from[n], b))

/* ---- Reading, shifting, rounding ------------------------------------------------------------- */

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

SEVERAL void take_away(const double *x, double b, double *out, size_t count, bool rounds)
{
    size_t i = 0;
    for (; i + NUMBERS <= count; i += NUMBERS) {
        vec difference = load(x + i) - b;
        store(out + i, rounds ? rounded(difference) : difference);
    }
    for (; i < count; i++) {
        double difference = x[i] - b;
        out[i] = rounds ? (double)(float)difference : difference;
    }
}

static void subtract(const double *x, double b, double *out, size_t count)
{
    take_away(x, b, out, count, false);
}

static void subtract_float32(const double *x, double b, double *out, size_t count)
{
    take_away(x, b, out, count, true);
}

/* ---- Taking in ------------------------------------------------------------------------------- */

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
    for (; i + (size_t)2 * NUMBERS <= count; i += (size_t)2 * NUMBERS) {
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
