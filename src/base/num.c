#include "num_impl.h"

#include "decimal.h"
#include "elementary.h"
#include "vector.h"

#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* printf and strtod obey the thread's locale; lend them the C locale for one call. */
static locale_t c_locale(void)
{
    static locale_t c;
    if (c == (locale_t)0) {
        c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    }
    return c;
}

/* kind is 'f', 'e' or 'g'. */
const char *num_print(char *buffer, char kind, int digits, double value)
{
    if (decimal_print(buffer, kind, digits, value)) {
        return buffer;
    }
    const char pattern[] = {'%', '.', '*', kind, '\0'};
    locale_t old = uselocale(c_locale());
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    (void)snprintf(buffer, NUM_SIZE, pattern, digits, value);
#pragma GCC diagnostic pop
    (void)uselocale(old);
    return buffer;
}

double num_read(const char *text)
{
    locale_t old = uselocale(c_locale());
    double value = strtod(text, NULL);
    (void)uselocale(old);
    return value;
}

const struct number_format num_formats[DTYPE_COUNT] = {
    [DTYPE_FLOAT64] = {"float64", 53, -1074, DBL_MAX, DBL_MIN, 17},
    [DTYPE_FLOAT32] = {"float32", 24, -149, FLT_MAX, FLT_MIN, 9},
    [DTYPE_FLOAT16] = {"float16", 11, -24, 65504, 0x1p-14, 5},
    [DTYPE_BFLOAT16] = {"bfloat16", 8, -133, 0x1.fep127, 0x1p-126, 4},
};

/* Scaled so that the last bit the format keeps is a whole number, and back; both are exact. */
static double store_narrow(double value, const struct number_format *format)
{
    int exponent = 0;
    (void)frexp(value, &exponent);
    int last = exponent - format->bits;
    last = last < format->last ? format->last : last;
    double rounded = ldexp(rint(ldexp(value, -last)), last);
    return fabs(rounded) > format->largest ? copysign(INFINITY, value) : rounded;
}

double num_store(double value, enum dtype dtype)
{
    if (dtype == DTYPE_FLOAT64 || !isfinite(value)) {
        return value;
    }
    return dtype == DTYPE_FLOAT32 ? (double)(float)value : store_narrow(value, &num_formats[dtype]);
}

void num_store_all(double *values, size_t count, enum dtype dtype)
{
    if (dtype == DTYPE_FLOAT64) {
        return;
    }
    if (dtype == DTYPE_FLOAT32) {
        vector_loops()->store_float32(values, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = num_store(values[i], dtype);
    }
}

static size_t skip_digits(const char *text, size_t size, size_t at)
{
    while (at < size && text[at] >= '0' && text[at] <= '9') {
        at++;
    }
    return at;
}

static size_t skip_sign(const char *text, size_t size)
{
    return size > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
}

/* Does the grammar of num_parse() accept it, infinities and NaN apart? */
static bool is_decimal(const char *text, size_t size)
{
    size_t start = skip_sign(text, size);
    size_t at = skip_digits(text, size, start);
    size_t digits = at - start;
    if (at < size && text[at] == '.') {
        size_t end = skip_digits(text, size, at + 1);
        digits += end - (at + 1);
        at = end;
    }
    if (digits == 0) {
        return false;
    }
    if (at < size && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        at += skip_sign(text + at, size - at);
        size_t end = skip_digits(text, size, at);
        if (end == at) {
            return false;
        }
        at = end;
    }
    return at == size;
}

static bool equals(const char *text, size_t size, const char *word)
{
    return size == strlen(word) && memcmp(text, word, size) == 0;
}

bool num_parse(const char *text, size_t size, double *out)
{
    size_t sign = skip_sign(text, size);
    if (equals(text + sign, size - sign, "inf")) {
        *out = text[0] == '-' ? -INFINITY : INFINITY;
        return true;
    }
    if (equals(text, size, "nan")) {
        *out = NAN;
        return true;
    }
    if (!is_decimal(text, size)) {
        return false;
    }
    char small[64];
    char *copy = size < sizeof small ? small : malloc(size + 1);
    if (copy == NULL) {
        return false;
    }
    memcpy(copy, text, size);
    copy[size] = '\0';
    *out = num_read(copy);
    if (copy != small) {
        free(copy);
    }
    return true;
}

bool num_parse_integer(const char *text, size_t size, long long *out)
{
    size_t sign = skip_sign(text, size);
    if (size == sign || size > 24 || skip_digits(text, size, sign) != size) {
        return false;
    }
    char copy[32];
    memcpy(copy, text, size);
    copy[size] = '\0';
    errno = 0;
    long long value = strtoll(copy, NULL, 10);
    if (errno != 0) {
        return false;
    }
    *out = value;
    return true;
}

/* The significant digits of a decimal into out, without zeros at either end, as many as there is
 * room for; returns the exponent of the first (1.5 and 15e-1: 0). */
static long long significant(const char *text, size_t size, char *out, size_t room)
{
    size_t used = 0;
    long long exponent = 0;
    bool point = false;
    size_t at = skip_sign(text, size);
    for (; at < size && text[at] != 'e' && text[at] != 'E'; at++) {
        if (text[at] == '.') {
            point = true;
            continue;
        }
        bool leading = used == 0 && text[at] == '0';
        exponent += (leading ? 0 : !point) - (leading && point);
        if (!leading && used < room) {
            out[used++] = text[at];
        }
    }
    long long power = 0;
    if (at < size) {
        (void)num_parse_integer(text + at + 1, size - at - 1, &power);
    }
    while (used > 0 && out[used - 1] == '0') {
        used--;
    }
    out[used] = '\0';
    return used == 0 ? 0 : exponent - 1 + power;
}

/* Does value, printed with as many digits, say what text says? */
static bool says_the_same(const char *text, size_t size, double value)
{
    enum { MOST = 17 };
    char wanted[MOST + 2];
    char got[MOST + 2];
    char printed[NUM_SIZE];
    long long exponent = significant(text, size, wanted, MOST + 1);
    size_t digits = strlen(wanted);
    if (digits == 0 || digits > MOST) {
        return digits == 0;
    }
    (void)num_print(printed, 'e', (int)digits - 1, value);
    return significant(printed, strlen(printed), got, MOST + 1) == exponent &&
           strcmp(got, wanted) == 0;
}

/* A whole number with all its digits, which are more than any double has to round: is it another
 * one? */
static bool is_rounded(const char *text, size_t size, double value)
{
    char exact[DBL_MAX_10_EXP + 8];
    size_t start = skip_sign(text, size);
    while (start < size && text[start] == '0') {
        start++;
    }
    if (fabs(value) < 0x1p53 || skip_digits(text, size, start) != size) {
        return false;
    }
    locale_t old = uselocale(c_locale());
    int length = snprintf(exact, sizeof exact, "%.0f", fabs(value));
    (void)uselocale(old);
    return (size_t)length != size - start || memcmp(exact, text + start, size - start) != 0;
}

enum num_fate num_fate(const char *text, size_t size, double value)
{
    if (memchr(text, 'n', size) != NULL) { /* inf, nan */
        return NUM_KEPT;
    }
    if (isinf(value)) {
        return NUM_TOO_LARGE;
    }
    if (fabs(value) < DBL_MIN && !says_the_same(text, size, value)) {
        return NUM_TOO_SMALL;
    }
    return is_rounded(text, size, value) ? NUM_ROUNDED : NUM_KEPT;
}

enum num_fate num_store_fate(double value, enum dtype dtype)
{
    double stored = num_store(value, dtype);
    if (stored == value || isnan(value)) {
        return NUM_KEPT;
    }
    if (isinf(stored)) {
        return NUM_TOO_LARGE;
    }
    if (fabs(value) < num_formats[dtype].normal) {
        char text[NUM_SIZE];
        (void)num_shortest(text, value, DTYPE_FLOAT64);
        return says_the_same(text, strlen(text), stored) ? NUM_KEPT : NUM_TOO_SMALL;
    }
    return fabs(value) <= 0x1p53 && value == rint(value) ? NUM_ROUNDED : NUM_KEPT;
}

static size_t span_of(const char *text, size_t size, const char *signs)
{
    size_t n = 0;
    while (n < size && text[n] != '\0' && strchr(signs, text[n]) != NULL) {
        n++;
    }
    return n;
}

double num_written_half(const char *text, size_t size)
{
    double unit = 1;
    bool point = false;
    size_t end = span_of(text, size, "+-.0123456789");
    for (size_t i = 0; i < end; i++) {
        point = point || text[i] == '.';
        unit = point && text[i] != '.' ? unit / 10 : unit;
    }
    long long exponent = 0;
    if (end < size && (text[end] == 'e' || text[end] == 'E')) {
        const char *digits = text + end + 1;
        (void)num_parse_integer(digits, span_of(digits, size - end - 1, "+-0123456789"), &exponent);
    }
    return point ? unit / 2 * elementary_pow(10, (double)exponent) : 0;
}
