/* exp and log of elementary.c, for several numbers at once: the same operations in the same order,
 * so the same bits; there it says why they are what they are.
 *
 * Here they are only for arguments that are no special case: see the conditions. The error of a
 * product is computed with one operation where the processor has a fused multiply-add. That error
 * is a double, so it comes out the same, but for numbers too small to matter.
 */
#ifndef LOSSWALK_VECTOR_EXACT_H
#define LOSSWALK_VECTOR_EXACT_H

#include "elementary_impl.h"
#include "vector_impl.h"

#include <float.h>

/* Never a call: that would pass them through memory. */
#define SEVERAL static inline __attribute__((always_inline))

struct twofolds {
    vec high, low;
};

SEVERAL struct twofolds add_exactly(vec a, vec b)
{
    vec sum = a + b;
    vec b_in_sum = sum - a;
    vec a_in_sum = sum - b_in_sum;
    return (struct twofolds){sum, (a - a_in_sum) + (b - b_in_sum)};
}

SEVERAL struct twofolds add_smaller_exactly(vec large, vec small)
{
    vec sum = large + small;
    return (struct twofolds){sum, small - (sum - large)};
}

#ifdef VECTOR_FUSED
SEVERAL struct twofolds multiply_exactly(vec a, vec b)
{
    vec product = a * b;
    return (struct twofolds){product, fused(a, b, -product)};
}
#else
SEVERAL struct twofolds split(vec a)
{
    vec scaled = 0x1.0000002p+27 * a;
    vec high = scaled - (scaled - a);
    return (struct twofolds){high, a - high};
}

SEVERAL struct twofolds multiply_exactly(vec a, vec b)
{
    vec product = a * b;
    struct twofolds x = split(a);
    struct twofolds y = split(b);
    vec error = x.high * y.high - product;
    error += x.high * y.low;
    error += x.low * y.high;
    error += x.low * y.low;
    return (struct twofolds){product, error};
}
#endif

/* Is the exponential a normal number? */
SEVERAL bits has_normal_exp(vec x)
{
    return (x >= -708.0) & (x <= LARGEST_EXPONENT);
}

SEVERAL struct twofolds exp_minus_one(struct twofolds r)
{
    vec x = r.high;
    vec tail = splat(1.0 / 40320);
    tail = tail * x + 1.0 / 5040;
    tail = tail * x + 1.0 / 720;
    tail = tail * x + 1.0 / 120;
    tail = tail * x + 1.0 / 24;
    tail = tail * x + 1.0 / 6;

    struct twofolds square = multiply_exactly(x, x);
    struct twofolds sum = add_smaller_exactly(x, 0.5 * square.high);
    vec cubic = square.high * x * tail;
    sum.low += (r.low + x * r.low + 0.5 * square.low) + cubic;
    return sum;
}

/* exp(x + low), for x as has_normal_exp() wants it. */
SEVERAL vec exp_of_twofold(vec x, vec low)
{
    vec ruler = x * 0x1.71547652b82fep+5 + 0x1.8p+52;
    vec steps = ruler - 0x1.8p+52;
    bits j = (bits)ruler & (POWERS - 1); /* the last bits are those of the integer */

    struct twofolds r = add_exactly(x - steps * 0x1.62e42fefap-6, -steps * 0x1.cf79abc98p-45);
    r.low += low - steps * 0x1.8ece600fcbdacp-79;
    r = add_smaller_exactly(r.high, r.low);

    struct twofolds s = exp_minus_one(r);
    vec power = look_up(&elementary_powers->high, 2 * j);
    vec power_low = look_up(&elementary_powers->low, 2 * j);
    struct twofolds product = multiply_exactly(power, s.high);
    struct twofolds result = add_smaller_exactly(power, product.high);
    result.low += product.low + (power_low + power * s.low + power_low * s.high);
    result = add_smaller_exactly(result.high, result.low);
    /* times 2 to the power of the other bits */
    return (vec)((unsigned_bits)result.high + ((unsigned_bits)ruler >> 5 << 52));
}

/* Is it neither 0, nor subnormal, negative, infinite or NaN? */
SEVERAL bits has_normal_log(vec x)
{
    return (x >= DBL_MIN) & (x <= DBL_MAX);
}

/* An integer below 2^51 as a double. */
SEVERAL vec number_of(bits integer)
{
    return (vec)(integer + (bits)splat(0x1.8p+52)) - 0x1.8p+52;
}

/* x = 2^k y with 45/64 <= y < 90/64, for x as has_normal_log() wants it; of any other nothing that
 * means anything, so the bits are counted without a sign, where nothing overflows. */
struct scaled {
    bits exponent;
    vec k, y;
};

SEVERAL struct scaled scale_to_one(vec x)
{
    unsigned_bits all_bits = (unsigned_bits)x;
    unsigned_bits above = all_bits - (unsigned_bits)splat(45.0 / 64.0) + (UINT64_C(1024) << 52);
    bits k = (bits)(above >> 52) - 1024;
    vec y = (vec)(all_bits - ((unsigned_bits)k << 52));
    return (struct scaled){k, number_of(k), y};
}

/* log(high + low), for high as has_normal_log() wants it. */
SEVERAL vec log_of_twofold(vec high, vec low)
{
    struct scaled scaled = scale_to_one(high);
    vec exponent = scaled.k;
    vec y = scaled.y;
    vec power = (vec)((bits)((unsigned_bits)(1023 - scaled.exponent) << 52));
    vec y_low = choose(exponent < 128.0, low * power, splat(0));

    /* y * 64 + 0.5, without what is behind the point */
    vec place = y * 64.0 + 0.5;
    vec ruler = place + 0x1.8p+52;
    bits too_far = (ruler - 0x1.8p+52) > place; /* -1 where it was rounded up */
    bits i = ((bits)ruler & 127) + too_far - FIRST_RECIPROCAL;
    const struct reciprocal *table = elementary_reciprocals;
    vec c = look_up(&table->c, 3 * i);
    vec log_high = look_up(&table->minus_log_c.high, 3 * i);
    vec log_low = look_up(&table->minus_log_c.low, 3 * i);
    struct twofolds product = multiply_exactly(y, c);
    struct twofolds r = add_exactly(product.high - 1.0, product.low + y_low * c);

    vec x = r.high;
    vec tail = splat(1.0 / 11);
    tail = tail * x - 1.0 / 10;
    tail = tail * x + 1.0 / 9;
    tail = tail * x - 1.0 / 8;
    tail = tail * x + 1.0 / 7;
    tail = tail * x - 1.0 / 6;
    tail = tail * x + 1.0 / 5;
    tail = tail * x - 1.0 / 4;
    tail = tail * x + 1.0 / 3;
    struct twofolds square = multiply_exactly(x, x);
    vec cubic = square.high * x * tail;

    struct twofolds sum1 = add_exactly(exponent * 0x1.62e42fefa38p-1, log_high);
    struct twofolds sum2 = add_exactly(sum1.high, x);
    struct twofolds sum3 = add_exactly(sum2.high, -0.5 * square.high);
    vec rest = exponent * 0x1.ef35793c7673p-45 + log_low;
    rest += r.low - x * r.low - 0.5 * square.low;
    return sum3.high + ((sum1.low + sum2.low + sum3.low) + (rest + cubic));
}

#endif
