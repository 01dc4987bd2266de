/*
 * Exponential and logarithms, the same everywhere.
 *
 * The C standard leaves the last bits of exp() and log() to the library, and libraries use
 * the freedom: two machines, or one machine before and after an update, disagree. What
 * IEEE 754 does fix, to the last bit, is + - * / on doubles. A function made of nothing
 * else, in a fixed order, gives the same bits on every machine. This file is such functions.
 *
 * Argument reduction. A series is short only near its centre, so the argument is first
 * moved there by an identity that costs little:
 *
 *     exp(x) = 2^m * 2^(j/32) * exp(r)      with x = (32 m + j) * log(2)/32 + r
 *     log(x) = k log(2) - log(c) + log(1+r) with x = 2^k * y and y * c = 1 + r
 *
 * where c, close to 1/y, and its logarithm come from a small table, like 2^(j/32). What is
 * left, |r| < 1/90, needs a dozen Taylor terms at most.
 *
 * Twofold numbers. Doing all this in doubles would lose the last bit or two. So the large
 * parts are carried as unevaluated sums of two doubles, high + low, with low below the last
 * bit of high: 106 bits. The trick that makes them cheap is that the rounding error of a sum
 * or a product of two doubles is itself a double, and can be computed (Dekker 1971, Knuth):
 * add_exactly() and multiply_exactly() return the rounded result and its exact error. From
 * the cubic term on the series is so small that plain doubles will do: their errors end up
 * some 2^14 times below the last bit of the result, and the final high + low is rounded once.
 */
#include "elementary.h"

#include "elementary_impl.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Registers wider than double (the old x87) would round everything twice. */
_Static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles");
_Static_assert(DBL_MANT_DIG == 53 && DBL_MAX_EXP == 1024, "doubles must be IEEE 754 binary64");

/* The sum a + b and its rounding error, whichever of the two is larger (Knuth). */
static struct twofold add_exactly(double a, double b)
{
    double sum = a + b;
    double b_in_sum = sum - a;
    double a_in_sum = sum - b_in_sum;
    return (struct twofold){sum, (a - a_in_sum) + (b - b_in_sum)};
}

/* The same, cheaper, when |large| >= |small| (Dekker). */
static struct twofold add_smaller_exactly(double large, double small)
{
    double sum = large + small;
    return (struct twofold){sum, small - (sum - large)};
}

/* Split a double into two of at most 26 bits each, whose products are exact (Veltkamp). */
static struct twofold split(double a)
{
    double scaled = 0x1.0000002p+27 * a; /* 2^27 + 1 */
    double high = scaled - (scaled - a);
    return (struct twofold){high, a - high};
}

/* The product a * b and its rounding error (Dekker); the operands here are never huge. */
static struct twofold multiply_exactly(double a, double b)
{
    double product = a * b;
    struct twofold x = split(a), y = split(b);
    double error = x.high * y.high - product;
    error += x.high * y.low;
    error += x.low * y.high;
    error += x.low * y.low;
    return (struct twofold){product, error};
}

static uint64_t bits_of(double a)
{
    uint64_t bits;
    memcpy(&bits, &a, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits)
{
    double a;
    memcpy(&a, &bits, sizeof a);
    return a;
}

/* 2^exponent, for the exponents of normal numbers: -1022 to 1023. */
static double power_of_two(int exponent)
{
    return from_bits((uint64_t)(exponent + 1023) << 52);
}

/* a * 2^exponent, where neither the halfway product nor the result is rounded. */
static double scale(double a, int exponent)
{
    int half = exponent / 2;
    return a * power_of_two(half) * power_of_two(exponent - half);
}

/*
 * (a.high + a.low) * 2^exponent, about 1 <= a < 2, rounded once though the result is
 * subnormal. Subnormals are the multiples of 2^-1074; adding the number whose last bit is
 * worth 2^-1074 / 2^exponent makes the hardware round there.
 */
static double scale_to_subnormal(struct twofold a, int exponent)
{
    double ruler = power_of_two(52 - 1074 - exponent);
    struct twofold sum = add_exactly(ruler, a.high);
    double rounded = sum.high + (sum.low + a.low);
    return scale(rounded - ruler, exponent);
}

const struct twofold elementary_powers[POWERS] = {
    {0x1p+0, 0x0p+0},
    {0x1.059b0d3158574p+0, 0x1.d73e2a475b465p-55},
    {0x1.0b5586cf9890fp+0, 0x1.8a62e4adc610bp-54},
    {0x1.11301d0125b51p+0, -0x1.6c51039449b3ap-54},
    {0x1.172b83c7d517bp+0, -0x1.19041b9d78a76p-55},
    {0x1.1d4873168b9aap+0, 0x1.e016e00a2643cp-54},
    {0x1.2387a6e756238p+0, 0x1.9b07eb6c70573p-54},
    {0x1.29e9df51fdee1p+0, 0x1.612e8afad1255p-55},
    {0x1.306fe0a31b715p+0, 0x1.6f46ad23182e4p-55},
    {0x1.371a7373aa9cbp+0, -0x1.63aeabf42eae2p-54},
    {0x1.3dea64c123422p+0, 0x1.ada0911f09ebcp-55},
    {0x1.44e086061892dp+0, 0x1.89b7a04ef80dp-59},
    {0x1.4bfdad5362a27p+0, 0x1.d4397afec42e2p-56},
    {0x1.5342b569d4f82p+0, -0x1.07abe1db13cadp-55},
    {0x1.5ab07dd485429p+0, 0x1.6324c054647adp-54},
    {0x1.6247eb03a5585p+0, -0x1.383c17e40b497p-54},
    {0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54},
    {0x1.71f75e8ec5f74p+0, -0x1.16e4786887a99p-55},
    {0x1.7a11473eb0187p+0, -0x1.41577ee04992fp-55},
    {0x1.82589994cce13p+0, -0x1.d4c1dd41532d8p-54},
    {0x1.8ace5422aa0dbp+0, 0x1.6e9f156864b27p-54},
    {0x1.93737b0cdc5e5p+0, -0x1.75fc781b57ebcp-57},
    {0x1.9c49182a3f09p+0, 0x1.c7c46b071f2bep-56},
    {0x1.a5503b23e255dp+0, -0x1.d2f6edb8d41e1p-54},
    {0x1.ae89f995ad3adp+0, 0x1.7a1cd345dcc81p-54},
    {0x1.b7f76f2fb5e47p+0, -0x1.5584f7e54ac3bp-56},
    {0x1.c199bdd85529cp+0, 0x1.11065895048ddp-55},
    {0x1.cb720dcef9069p+0, 0x1.503cbd1e949dbp-56},
    {0x1.d5818dcfba487p+0, 0x1.2ed02d75b3707p-55},
    {0x1.dfc97337b9b5fp+0, -0x1.1a5cd4f184b5cp-54},
    {0x1.ea4afa2a490dap+0, -0x1.e9c23179c2893p-54},
    {0x1.f50765b6e454p+0, 0x1.9d3e12dd8a18bp-54},
};

/* exp(r) - 1 for r = high + low, |r| < 0.011. */
static struct twofold exp_minus_one(struct twofold r)
{
    double x = r.high;
    double tail = 1.0 / 40320;
    tail = tail * x + 1.0 / 5040;
    tail = tail * x + 1.0 / 720;
    tail = tail * x + 1.0 / 120;
    tail = tail * x + 1.0 / 24;
    tail = tail * x + 1.0 / 6;

    struct twofold square = multiply_exactly(x, x);
    struct twofold sum = add_smaller_exactly(x, 0.5 * square.high);
    double cubic = square.high * x * tail;
    sum.low += (r.low + x * r.low + 0.5 * square.low) + cubic;
    return sum;
}

/* exp(x + low), where |low| is below the last bit of x. */
static double exp_of_twofold(double x, double low)
{
    if (isnan(x)) {
        return x;
    }
    if (x > LARGEST_EXPONENT) {
        return INFINITY;
    }
    if (x < -746.0) {
        return 0.0;
    }

    /* Adding and taking away 1.5 * 2^52 rounds to the nearest integer. */
    double steps = (x * 0x1.71547652b82fep+5 + 0x1.8p+52) - 0x1.8p+52;
    int k = (int)steps;
    int j = (int)((unsigned)k & 31U);
    int exponent = (k - j) / 32;

    /* log(2)/32 in three pieces, the first two short enough that their multiples are exact. */
    struct twofold r = add_exactly(x - steps * 0x1.62e42fefap-6, -steps * 0x1.cf79abc98p-45);
    r.low += low - steps * 0x1.8ece600fcbdacp-79;
    r = add_smaller_exactly(r.high, r.low);

    /* 2^(j/32) * (1 + s) */
    struct twofold s = exp_minus_one(r);
    struct twofold power = elementary_powers[j];
    struct twofold product = multiply_exactly(power.high, s.high);
    struct twofold result = add_smaller_exactly(power.high, product.high);
    result.low += product.low + (power.low + power.high * s.low + power.low * s.high);
    result = add_smaller_exactly(result.high, result.low);

    if (exponent < -1022 || (exponent == -1022 && result.high < 1.0)) {
        return scale_to_subnormal(result, exponent);
    }
    return scale(result.high, exponent);
}

double elementary_exp(double x)
{
    return exp_of_twofold(x, 0.0);
}

double elementary_exp_difference(double a, double b)
{
    struct twofold difference = add_exactly(a, -b);
    /* infinite a or b, and an overflowing difference, have no error term */
    double low = isfinite(difference.low) ? difference.low : 0.0;
    return exp_of_twofold(difference.high, low);
}

const struct reciprocal elementary_reciprocals[] = {
    {0x1.6c16c2p+0, {-0x1.68ac8589c6a0fp-2, 0x1.6cd89da30aa26p-57}},
    {0x1.642c86p+0, {-0x1.522ae1b38a3d5p-2, 0x1.47bf4b01a8a1cp-56}},
    {0x1.5c9882p+0, {-0x1.3c2525533317bp-2, 0x1.4ad28b1bfe46dp-56}},
    {0x1.555556p+0, {-0x1.269623134db8ap-2, -0x1.e0efb88485a95p-56}},
    {0x1.4e5e0ap+0, {-0x1.1178e6c27e478p-2, -0x1.6338a64271d5p-58}},
    {0x1.47ae14p+0, {-0x1.f991c3cb3b37p-3, -0x1.f664fd6f98079p-57}},
    {0x1.414142p+0, {-0x1.d10383e655e65p-3, 0x1.bf3a9408c740ep-58}},
    {0x1.3b13b2p+0, {-0x1.a93ed8c8ad9cap-3, -0x1.bcafd38941b76p-57}},
    {0x1.3521dp+0, {-0x1.823c18551a3bep-3, 0x1.1232cbc613cdfp-57}},
    {0x1.2f684cp+0, {-0x1.5bf407b543db1p-3, 0x1.1f5b3f6b8a29ap-61}},
    {0x1.29e412p+0, {-0x1.365fc6c159004p-3, -0x1.fa81ce5c7dc22p-59}},
    {0x1.24924ap+0, {-0x1.1178ee227e458p-3, 0x1.0e6315f01cba1p-58}},
    {0x1.1f7048p+0, {-0x1.da727838446ap-4, -0x1.401fa7c1ddac2p-58}},
    {0x1.1a7b96p+0, {-0x1.9335e4d594988p-4, -0x1.70eaf4f4bbbe8p-59}},
    {0x1.15b1e6p+0, {-0x1.4d31165207eacp-4, -0x1.ed3e85945daedp-59}},
    {0x1.111112p+0, {-0x1.08599959e39a5p-4, 0x1.dd6f24e581de9p-58}},
    {0x1.0c9714p+0, {-0x1.894a8349fb262p-5, -0x1.a8ba3266070cdp-60}},
    {0x1.08421p+0, {-0x1.0415c89e74404p-5, -0x1.c05c9c81fdecdp-59}},
    {0x1.041042p+0, {-0x1.0205a38935667p-6, 0x1.b0647ce7d4d29p-61}},
    {0x1p+0, {0x0p+0, 0x0p+0}},
    {0x1.f81f82p-1, {0x1.fc0a890fc03e4p-7, 0x1.f3db4e851a025p-64}},
    {0x1.f07c2p-1, {0x1.f82990e78338p-6, 0x1.33e345a474878p-60}},
    {0x1.e9131ap-1, {0x1.77459be32dd23p-5, 0x1.58d3f33863dffp-59}},
    {0x1.e1e1e2p-1, {0x1.f0a30a01162a7p-5, 0x1.85f3259b11022p-59}},
    {0x1.dae608p-1, {0x1.341d7461bd1ddp-4, 0x1.29980db65a305p-60}},
    {0x1.d41d42p-1, {0x1.6f0d272e56b4dp-4, -0x1.106d99604b992p-58}},
    {0x1.cd8568p-1, {0x1.a926d8a4ad57p-4, -0x1.af42b3ab91a14p-60}},
    {0x1.c71c72p-1, {0x1.e27074e2af2e8p-4, -0x1.615782ac8ac09p-60}},
    {0x1.c0e07p-1, {0x1.0d77e8cd08e5ap-3, 0x1.9a5dc63e58601p-57}},
    {0x1.bacf92p-1, {0x1.29552c41ff52ep-3, -0x1.1fd1335a9aebep-58}},
    {0x1.b4e81cp-1, {0x1.44d2b38cb7d29p-3, -0x1.0585316b9acbp-60}},
    {0x1.af286cp-1, {0x1.5ff3060a793d5p-3, -0x1.bc60f05a71a18p-58}},
    {0x1.a98ef6p-1, {0x1.7ab890410d909p-3, 0x1.fe36b2d74b0b3p-59}},
    {0x1.a41a42p-1, {0x1.9525a80f456b8p-3, -0x1.e6fb3ff47272bp-57}},
    {0x1.9ec8eap-1, {0x1.af3c91880bffep-3, 0x1.e672e728be6fdp-58}},
    {0x1.99999ap-1, {0x1.c8ff7a79a9a26p-3, -0x1.4f68a22edeab4p-57}},
    {0x1.948b1p-1, {0x1.e27075e2af2e7p-3, -0x1.61578157356b5p-59}},
    {0x1.8f9c18p-1, {0x1.fb918bd5e3e44p-3, -0x1.caaabca476ee8p-57}},
    {0x1.8acb9p-1, {0x1.0a3250a7390fp-2, -0x1.0460195491c17p-57}},
    {0x1.861862p-1, {0x1.1675c97aba611p-2, 0x1.1ce6397632e3p-57}},
    {0x1.818182p-1, {0x1.22941e6cf7969p-2, 0x1.442847cb75d73p-58}},
    {0x1.7d05f4p-1, {0x1.2e8e2bee11d31p-2, -0x1.0f4cdb90968a4p-56}},
    {0x1.78a4c8p-1, {0x1.3a64c596945eap-2, -0x1.8d0ca31369da2p-58}},
    {0x1.745d18p-1, {0x1.4618ba21c5ecap-2, 0x1.f42de234224b2p-56}},
    {0x1.702e06p-1, {0x1.51aad7c2df82ep-2, -0x1.0db0aebabfed6p-60}},
    {0x1.6c16c2p-1, {0x1.5d1bda55809dp-2, -0x1.9dc9cd7ae2aaep-56}},
};

/*
 * The logarithm of (high + low) * 2^extra_exponent: high positive and normal, |low| at most
 * half its last bit.
 */
static struct twofold log_of_twofold(double high, double low, int extra_exponent)
{
    /* high = 2^k * y with 45/64 <= y < 90/64, so that k = 0 on both sides of 1. */
    uint64_t bits = bits_of(high);
    uint64_t above = bits + (UINT64_C(1024) << 52) - bits_of(45.0 / 64.0);
    int k = (int)(above >> 52) - 1024;
    double y = from_bits(bits - ((uint64_t)k << 52));
    double y_low = k < 128 ? low * power_of_two(-k) : 0.0; /* beyond, low is below notice */

    /* r = y c - 1. The subtraction is exact; around y = 1, where c = 1, nothing is lost. */
    int i = (int)(y * 64.0 + 0.5) - FIRST_RECIPROCAL;
    double c = elementary_reciprocals[i].c;
    struct twofold product = multiply_exactly(y, c);
    struct twofold r = add_exactly(product.high - 1.0, product.low + y_low * c);

    double x = r.high;
    double tail = 1.0 / 11;
    tail = tail * x - 1.0 / 10;
    tail = tail * x + 1.0 / 9;
    tail = tail * x - 1.0 / 8;
    tail = tail * x + 1.0 / 7;
    tail = tail * x - 1.0 / 6;
    tail = tail * x + 1.0 / 5;
    tail = tail * x - 1.0 / 4;
    tail = tail * x + 1.0 / 3;
    struct twofold square = multiply_exactly(x, x);
    double cubic = square.high * x * tail;

    /* k log(2) - log(c) + r - r^2/2 + cubic; 42 bits of log(2) make its multiples exact. */
    double exponent = (double)(k + extra_exponent);
    struct twofold minus_log_c = elementary_reciprocals[i].minus_log_c;
    struct twofold sum1 = add_exactly(exponent * 0x1.62e42fefa38p-1, minus_log_c.high);
    struct twofold sum2 = add_exactly(sum1.high, x);
    struct twofold sum3 = add_exactly(sum2.high, -0.5 * square.high);
    double rest = exponent * 0x1.ef35793c7673p-45 + minus_log_c.low;
    rest += r.low - x * r.low - 0.5 * square.low;
    return (struct twofold){sum3.high, (sum1.low + sum2.low + sum3.low) + (rest + cubic)};
}

/* log(x) times `factor`, rounded once; factor 1 is the natural logarithm. */
static double log_times(double x, struct twofold factor)
{
    if (isnan(x) || x < 0.0) {
        return NAN;
    }
    if (x == 0.0) {
        return -INFINITY;
    }
    if (isinf(x)) {
        return x;
    }
    struct twofold log =
        x < DBL_MIN ? log_of_twofold(x * 0x1p+54, 0.0, -54) : log_of_twofold(x, 0.0, 0);
    if (factor.high == 1.0) {
        return log.high + log.low;
    }
    log = add_exactly(log.high, log.low);
    struct twofold product = multiply_exactly(log.high, factor.high);
    return product.high + (product.low + (log.high * factor.low + log.low * factor.high));
}

double elementary_log(double x)
{
    return log_times(x, (struct twofold){1.0, 0.0});
}

/* 1 / log(2) and 1 / log(10) as twofold numbers. */
double elementary_log2(double x)
{
    return log_times(x, (struct twofold){0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56});
}

double elementary_log10(double x)
{
    return log_times(x, (struct twofold){0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57});
}

double elementary_log1p(double x)
{
    if (isnan(x) || x < -1.0) {
        return NAN;
    }
    if (x == -1.0) {
        return -INFINITY;
    }
    if (isinf(x) || (x > -0x1p-54 && x < 0x1p-54)) {
        return x;
    }
    struct twofold sum = add_exactly(1.0, x);
    struct twofold log = log_of_twofold(sum.high, sum.low, 0);
    return log.high + log.low;
}

/* x^y = exp(y log x), with the logarithm and the product carried as twofold numbers: its error is
 * multiplied by the size of the exponent, up to 700. */
double elementary_pow(double x, double y)
{
    if (isnan(x) || isnan(y)) {
        return NAN;
    }
    if (x < 0.0) {
        double size = elementary_pow(-x, y);
        bool odd = fmod(y, 2.0) != 0.0;
        return trunc(y) != y ? NAN : isfinite(y) && odd ? -size : size;
    }
    if (y == 0.0 || x == 1.0) {
        return 1.0;
    }
    if (x == 0.0 || isinf(x) || isinf(y)) {
        bool grows = (x > 1.0) == (y > 0.0);
        return grows ? INFINITY : 0.0;
    }
    struct twofold log =
        x < DBL_MIN ? log_of_twofold(x * 0x1p+54, 0.0, -54) : log_of_twofold(x, 0.0, 0);
    log = add_exactly(log.high, log.low);
    if (fabs(y) > 0x1p+80 ||
        fabs(log.high * y) > 800.0) { /* far out of range, or the split would overflow */
        return log.high * y > 0.0 ? INFINITY : 0.0;
    }
    struct twofold product = multiply_exactly(log.high, y);
    product = add_exactly(product.high, product.low + log.low * y);
    return exp_of_twofold(product.high, product.low);
}
