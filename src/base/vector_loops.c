/* The loops of vector.h, compiled once for each kind of processor: VECTOR_NAME is its name.
 *
 * The types are the compiler's own vectors, so one text does for all; only how many numbers are in
 * one of them differs. Additions and comparisons give the same bits at any width.
 *
 * The exponential. x = k log 2 + r with |r| <= log 2 / 2, and exp(x) = 2^k exp(r), where exp(r) is
 * a polynomial: 1 + r + r^2 q(r), q of degree 9, of the least relative error (Remez). That is done
 * in doubles, whose last bits differ where a fused multiply-add rounds once instead of twice. But
 * the result is rounded to float32, and no float32 number has its exponential so near to the middle
 * between two others that these bits would decide: the tests look at every one of them. So this
 * file alone may be contracted, and still gives the same bits everywhere.
 */
#include "vector.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined __AVX512F__
#define VECTOR_BYTES 64
#elif defined __AVX2__
#define VECTOR_BYTES 32
#else
#define VECTOR_BYTES 16
#endif

enum { NUMBERS = VECTOR_BYTES / 8, PARTS = SUM_LANES / NUMBERS };

typedef double vec __attribute__((vector_size(VECTOR_BYTES)));
typedef int64_t bits __attribute__((vector_size(VECTOR_BYTES)));
typedef uint64_t unsigned_bits __attribute__((vector_size(VECTOR_BYTES)));
typedef float narrow __attribute__((vector_size(VECTOR_BYTES / 2)));

static inline vec load(const double *at)
{
    vec x;
    memcpy(&x, at, sizeof x);
    return x;
}

static inline void store(double *at, vec x)
{
    memcpy(at, &x, sizeof x);
}

/* a where the condition holds, else b. */
static inline vec choose(bits condition, vec a, vec b)
{
    return (vec)((condition & (bits)a) | (~condition & (bits)b));
}

/* Neither at most 0 nor at least. */
static inline bits is_nan(vec x)
{
    return ~((x <= 0.0) | (x >= 0.0));
}

static inline vec splat(double x)
{
    return x - (vec){0};
}

static inline vec rounded(vec x)
{
    return __builtin_convertvector(__builtin_convertvector(x, narrow), vec);
}

/* Rounded to float32. */
static inline vec exponential(vec x)
{
    /* Beyond 700, 2^k would leave the doubles; float32 ended long before. */
    vec z = choose(x < -700.0, splat(-700), x);
    z = choose(z > 700.0, splat(700), z);
    /* Adding and taking away 1.5 * 2^52 rounds to the nearest integer, and leaves it in the last
     * bits. */
    vec ruler = z * 0x1.71547652b82fep+0 + 0x1.8p+52;
    vec k = ruler - 0x1.8p+52;
    /* log 2 in two pieces: multiples of the first are exact. */
    vec r = z - k * 0x1.62e42fefa38p-1;
    r = r - k * 0x1.ef35793c7673p-45;
    vec q = r * 0x1.ad7f6f559d08ap-26 + 0x1.28ad7206b5e0bp-22;
    q = q * r + 0x1.71df255084009p-19;
    q = q * r + 0x1.a0199a0d42b12p-16;
    q = q * r + 0x1.a01a012a592c6p-13;
    q = q * r + 0x1.6c16c18429bfap-10;
    q = q * r + 0x1.1111111127bdfp-7;
    q = q * r + 0x1.555555555087ep-5;
    q = q * r + 0x1.55555555554fap-3;
    q = q * r + 0x1.000000000000ap-1;
    vec e = (q * (r * r) + r) + 1.0;
    /* times 2^k: k goes into the exponent */
    e = (vec)((bits)e + (bits)((unsigned_bits)ruler << 52));
    return choose(is_nan(x), x, rounded(e));
}

static void exp_float32(const double *x, double *out, size_t count)
{
    size_t i = 0;
    for (; i + NUMBERS <= count; i += NUMBERS) {
        store(out + i, exponential(load(x + i)));
    }
    if (i < count) {
        double rest[NUMBERS] = {0};
        memcpy(rest, x + i, (count - i) * sizeof *x);
        store(rest, exponential(load(rest)));
        memcpy(out + i, rest, (count - i) * sizeof *x);
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

/* The same, one after the other. */
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
    vec most[PARTS];
    bits odd[PARTS]; /* has there been a NaN? */
    for (size_t p = 0; p < PARTS; p++) {
        most[p] = splat(x[0]);
        odd[p] = (bits){0};
    }
    size_t i = 0;
    for (; i + SUM_LANES <= count; i += SUM_LANES) {
        for (size_t p = 0; p < PARTS; p++) {
            vec term = load(x + i + p * NUMBERS);
            odd[p] |= is_nan(term);
            most[p] = choose(term > most[p], term, most[p]);
        }
    }
    double result = i < count ? first_largest(x + i, count - i) : x[0];
    bool nan = isnan(result);
    for (size_t lane = 0; lane < SUM_LANES; lane++) {
        double other = most[lane / NUMBERS][lane % NUMBERS];
        nan = nan || odd[lane / NUMBERS][lane % NUMBERS] != 0;
        result = other > result ? other : result;
    }
    /* which NaN, and which of 0 and -0, is a matter of order */
    return nan || result == 0 ? first_largest(x, count) : result;
}

#define JOIN(a, b) a##b
#define TABLE(name) JOIN(vector_, name)
#define TEXT(name) #name
#define NAME_OF(name) TEXT(name)

extern const struct vector_loops TABLE(VECTOR_NAME);
const struct vector_loops TABLE(VECTOR_NAME) = {
    .name = NAME_OF(VECTOR_NAME),
    .exp_float32 = exp_float32,
    .store_float32 = store_float32,
    .add_lanes = add_lanes,
    .largest = largest,
};
