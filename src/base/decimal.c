#include "decimal.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef __SIZEOF_INT128__

__extension__ typedef unsigned __int128 wide;

enum {
    WIDE_BITS = 127, /* one is left, so that a remainder can be doubled */
    MOST_POWER = 22, /* times 53 bits: 127 */
    WORD_POWER = 19  /* the last that 64 bits hold */
};

/* A value times a power of ten: whole + rest / parts, rest < parts. */
struct scaled {
    wide whole, rest, parts;
};

/* value = significand * 2^exponent, exactly; value is finite. */
static uint64_t take_apart(double value, int *exponent)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    int biased = (int)(bits >> 52 & 0x7ff);
    uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
    *exponent = (biased > 0 ? biased : 1) - 1075;
    return biased > 0 ? fraction | UINT64_C(1) << 52 : fraction;
}

static uint64_t word_power(int power)
{
    static const uint64_t POWERS[WORD_POWER + 1] = {UINT64_C(1), UINT64_C(10), UINT64_C(100),
        UINT64_C(1000), UINT64_C(10000), UINT64_C(100000), UINT64_C(1000000), UINT64_C(10000000),
        UINT64_C(100000000), UINT64_C(1000000000), UINT64_C(10000000000), UINT64_C(100000000000),
        UINT64_C(1000000000000), UINT64_C(10000000000000), UINT64_C(100000000000000),
        UINT64_C(1000000000000000), UINT64_C(10000000000000000), UINT64_C(100000000000000000),
        UINT64_C(1000000000000000000), UINT64_C(10000000000000000000)};
    return POWERS[power];
}

static wide power_of_ten(int power)
{
    return power <= WORD_POWER ? word_power(power)
                               : (wide)word_power(WORD_POWER) * word_power(power - WORD_POWER);
}

static int bit_length(wide number)
{
    uint64_t high = (uint64_t)(number >> 64);
    uint64_t low = (uint64_t)number;
    return high != 0 ? 128 - __builtin_clzll(high) : low != 0 ? 64 - __builtin_clzll(low) : 0;
}

/* The exponent of the power of two that the value, not 0, begins with. */
static int top_bit(double value)
{
    int exponent = 0;
    uint64_t significand = take_apart(value, &exponent);
    return bit_length(significand) - 1 + exponent;
}

static bool shift_left(wide *number, int places)
{
    if (bit_length(*number) + places > WIDE_BITS) {
        return false;
    }
    *number <<= places;
    return true;
}

/* |value| * 10^power. */
static bool scale(double value, int power, struct scaled *out)
{
    int exponent = 0;
    if (power > MOST_POWER || power < -MOST_POWER) {
        return false;
    }
    wide above = take_apart(value, &exponent);
    wide below = 1;
    if (power >= 0) {
        above *= power_of_ten(power);
    } else {
        below = power_of_ten(-power);
    }
    if (exponent >= 0 && !shift_left(&above, exponent)) {
        return false;
    }
    if (exponent >= 0 || power < 0) {
        if ((exponent < 0 && !shift_left(&below, -exponent)) || below == 0) { /* it never is */
            return false;
        }
        *out = (struct scaled){above / below, above % below, below};
    } else if (exponent < -WIDE_BITS) {
        *out = (struct scaled){0, above != 0, 4}; /* less than a half, however much less */
    } else {
        below <<= -exponent;
        *out = (struct scaled){above >> -exponent, above & (below - 1), below};
    }
    return true;
}

static bool rounds_up(const struct scaled *scaled)
{
    wide twice = 2 * scaled->rest;
    return twice > scaled->parts || (twice == scaled->parts && (scaled->whole & 1) != 0);
}

/* The digits of a number, before `end`, at least `least` of them; returns the first. */
static char *add_digits(char *end, wide number, int least)
{
    char *at = end;
    while (number > UINT64_MAX) {
        uint64_t part = (uint64_t)(number % word_power(WORD_POWER));
        number /= word_power(WORD_POWER);
        for (int i = 0; i < WORD_POWER; i++, part /= 10) {
            *--at = (char)('0' + part % 10);
        }
    }
    for (uint64_t part = (uint64_t)number; part > 0; part /= 10) {
        *--at = (char)('0' + part % 10);
    }
    while (end - at < least) {
        *--at = '0';
    }
    return at;
}

static char *add_sign(char *buffer, double value)
{
    *buffer = '-';
    return buffer + (signbit(value) != 0 ? 1 : 0);
}

static bool print_fixed(char *buffer, int decimals, double value)
{
    char digits[DECIMAL_SIZE];
    char *end = digits + sizeof digits;
    struct scaled scaled;
    if (!scale(value, decimals, &scaled)) {
        return false;
    }
    const char *first = add_digits(end, scaled.whole + (rounds_up(&scaled) ? 1 : 0), decimals + 1);
    char *out = add_sign(buffer, value);
    size_t before = (size_t)(end - first - decimals);
    memcpy(out, first, before);
    out += before;
    if (decimals > 0) {
        *out++ = '.';
        memcpy(out, first + before, (size_t)decimals);
        out += decimals;
    }
    *out = '\0';
    return true;
}

/* `count` significant digits of the value, not yet rounded, and the exponent of the first. */
static bool cut(double value, int count, struct scaled *scaled, int *exponent)
{
    static const double LOG10_2 = 0.30102999566398120;
    *exponent = (int)floor(top_bit(value) * LOG10_2); /* or one more */
    if (!scale(value, count - 1 - *exponent, scaled)) {
        return false;
    }
    if (scaled->whole >= word_power(count)) {
        ++*exponent;
        return scale(value, count - 1 - *exponent, scaled);
    }
    return true;
}

bool decimal_exponent(double value, int count, int *exponent)
{
    struct scaled scaled;
    return cut(value, count, &scaled, exponent);
}

/* Digits that begin with the exponent'th power of ten, in fixed notation. */
static void lay_fixed(char *out, const char *digits, int count, int exponent)
{
    int before = exponent < 0 ? 0 : exponent + 1;
    if (before == 0) {
        *out++ = '0';
    }
    for (int i = 0; i < before; i++) {
        *out++ = '0';
        if (i < count) {
            out[-1] = digits[i];
        }
    }
    if (count > before) {
        *out++ = '.';
        for (int i = exponent + 1; i < 0; i++) {
            *out++ = '0';
        }
        memcpy(out, digits + before, (size_t)(count - before));
        out += count - before;
    }
    *out = '\0';
}

static void lay_power(char *out, const char *digits, int count, int exponent)
{
    char power[4];
    *out++ = digits[0];
    if (count > 1) {
        *out++ = '.';
        memcpy(out, digits + 1, (size_t)(count - 1));
        out += count - 1;
    }
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    const char *first =
        add_digits(power + sizeof power, (wide)(exponent < 0 ? -exponent : exponent), 2);
    size_t size = (size_t)(power + sizeof power - first);
    memcpy(out, first, size);
    out[size] = '\0';
}

static bool print_digits(char *buffer, char kind, int count, double value)
{
    char digits[DECIMAL_SIZE];
    struct scaled scaled = {0};
    int exponent = 0;
    if (value != 0 && !cut(value, count, &scaled, &exponent)) {
        return false;
    }
    wide number = scaled.whole + (value != 0 && rounds_up(&scaled) ? 1 : 0);
    if (number == word_power(count)) {
        number /= 10;
        exponent++;
    }
    int asked = count;
    const char *first = add_digits(digits + sizeof digits, number, count);
    while (kind == 'g' && count > 1 && first[count - 1] == '0') {
        count--;
    }
    char *out = add_sign(buffer, value);
    if (kind == 'e' || exponent < -4 || exponent >= asked) {
        lay_power(out, first, count, exponent);
    } else {
        lay_fixed(out, first, count, exponent);
    }
    return true;
}

bool decimal_print(char *buffer, char kind, int digits, double value)
{
    if (!isfinite(value)) {
        return false;
    }
    if (kind == 'f') {
        return print_fixed(buffer, digits, value);
    }
    int count = kind == 'e' ? digits + 1 : digits > 0 ? digits : 1;
    return count <= DECIMAL_MOST && print_digits(buffer, kind, count, value);
}

enum decimal_fate decimal_fate(double value, int decimals, int bits, int last)
{
    struct scaled scaled;
    int exponent = 0;
    uint64_t significand = take_apart(value, &exponent);
    if (!scale(value, decimals, &scaled) || scaled.parts == 4) {
        return DECIMAL_UNKNOWN;
    }
    if (scaled.rest == 0) {
        return DECIMAL_KEPT;
    }
    /* The step from value to its neighbours, in the same parts; off, twice. */
    int step_exponent = top_bit(value) - bits + 1;
    step_exponent = step_exponent < last ? last : step_exponent;
    int finer = step_exponent - (exponent < 0 ? exponent : 0);
    wide step = decimals >= 0 ? power_of_ten(decimals) : 1;
    bool power_of_two = (significand & (significand - 1)) == 0; /* its lower neighbour is nearer */
    if (power_of_two || finer < 0 || !shift_left(&step, finer)) {
        return DECIMAL_UNKNOWN;
    }
    wide off = 2 * (rounds_up(&scaled) ? scaled.parts - scaled.rest : scaled.rest);
    /* Where the reader's double may be the middle of two narrower numbers, it must be asked. */
    wide doubt = bits == 53 ? 0 : step >> (step_exponent - exponent);
    wide apart = off > step ? off - step : step - off;
    if (apart <= doubt) {
        bool even = (significand & 1) == 0;
        return bits != 53 ? DECIMAL_UNKNOWN : even ? DECIMAL_KEPT : DECIMAL_LOST;
    }
    return off < step ? DECIMAL_KEPT : DECIMAL_LOST;
}

#else /* no integers of 128 bits: everything is for printf() */

bool decimal_print(char *buffer, char kind, int digits, double value)
{
    (void)buffer, (void)kind, (void)digits, (void)value;
    return false;
}

bool decimal_exponent(double value, int count, int *exponent)
{
    (void)value, (void)count, (void)exponent;
    return false;
}

enum decimal_fate decimal_fate(double value, int decimals, int bits, int last)
{
    (void)value, (void)decimals, (void)bits, (void)last;
    return DECIMAL_UNKNOWN;
}

#endif
