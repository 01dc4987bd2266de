#include "num.h"

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
static const char *format(char *buffer, char kind, int digits, double value)
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

static double to_double(const char *text)
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
    *out = to_double(copy);
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
    (void)format(printed, 'e', (int)digits - 1, value);
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

static const char *non_finite(char *buffer, double value)
{
    const char *text = isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    return memcpy(buffer, text, strlen(text) + 1);
}

/* Does the value, printed with so many decimals, read back? */
static bool reads_back(double value, int decimals, enum dtype dtype)
{
    char text[NUM_SIZE];
    if (num_store(value, dtype) != value) {
        return false;
    }
    const struct number_format *format_of = &num_formats[dtype];
    enum decimal_fate fate = decimal_fate(value, decimals, format_of->bits, format_of->last);
    return fate == DECIMAL_UNKNOWN
               ? num_store(to_double(format(text, 'f', decimals, value)), dtype) == value
               : fate == DECIMAL_KEPT;
}

/* The same with so many significant digits. */
static bool digits_read_back(double value, int digits, enum dtype dtype)
{
    char text[NUM_SIZE];
    int exponent = 0;
    const struct number_format *format_of = &num_formats[dtype];
    enum decimal_fate fate = DECIMAL_UNKNOWN;
    if (value != 0 && decimal_exponent(value, digits, &exponent)) {
        fate = decimal_fate(value, digits - 1 - exponent, format_of->bits, format_of->last);
    }
    return fate == DECIMAL_UNKNOWN
               ? num_store(to_double(format(text, 'e', digits - 1, value)), dtype) == value
               : fate == DECIMAL_KEPT;
}

/* Fewest significant digits that read back as the same value. */
static int shortest_digits(double value, enum dtype dtype)
{
    dtype = num_store(value, dtype) == value ? dtype : DTYPE_FLOAT64;
    int digits = 1;
    while (digits < num_formats[dtype].digits && !digits_read_back(value, digits, dtype)) {
        digits++;
    }
    return digits;
}

/* Past this size fixed notation is a wall of digits. */
static const double LARGE = 1e7;
/* Below this size it is a wall of zeros. */
static const double SMALL = 1e-5;

const char *num_shortest(char *buffer, double value, enum dtype dtype)
{
    if (!isfinite(value)) {
        return non_finite(buffer, value);
    }
    dtype = num_store(value, dtype) == value ? dtype : DTYPE_FLOAT64;
    double size = fabs(value);
    if (value != 0 && (size < SMALL || size >= 1e16)) {
        return format(buffer, 'e', shortest_digits(value, dtype) - 1, value);
    }
    /* Fixed notation: of all decimals it may need, the fewest that read back. */
    int decimals = 0;
    while (decimals < 23 && !reads_back(value, decimals, dtype)) {
        decimals++;
    }
    return format(buffer, 'f', decimals, value);
}

/* Could a whole number be what is meant by x, which was rounded to dtype and then scaled? It says
 * no without printing anything, which most numbers need again and again. */
static bool near_whole(double x, enum dtype dtype)
{
    double slack = fabs(x) * ldexp(1, 3 - num_formats[dtype].bits);
    return fabs(x - rint(x)) <= slack;
}

int num_decimals(double value, int limit, enum dtype dtype)
{
    double scale = 1; /* exact up to 10^22 */
    if (!isfinite(value) || fabs(value) >= LARGE) {
        return 0;
    }
    int decimals = 0;
    while (decimals < limit &&
           !(near_whole(value * scale, dtype) && reads_back(value, decimals, dtype))) {
        decimals++;
        scale *= 10;
    }
    return decimals;
}

/* Would `decimals` decimals leave nothing of a value that is not zero? */
static bool vanishes(double value, int decimals)
{
    double smallest = 0.5;
    for (int i = 0; i < decimals; i++) {
        smallest /= 10;
    }
    return value != 0 && fabs(value) <= smallest;
}

/* With fewer decimals, whoever chose them wants to see no more of it. */
enum { TELLS_ONE = 4 };

/* Would `decimals` decimals make 1 or -1 of a value that is neither? */
static bool passes_for_one(double value, int decimals)
{
    double apart = fabs(fabs(value) - 1);
    return decimals >= TELLS_ONE && apart != 0 && apart < 1e-3 && vanishes(apart, decimals);
}

/* The fewest decimals that tell it from 1, at most `limit`; limit + 1: those do not. */
static int decimals_beside_one(double value, int decimals, int limit)
{
    double apart = fabs(fabs(value) - 1);
    while (decimals <= limit && vanishes(apart, decimals)) {
        decimals++;
    }
    return decimals;
}

const char *num_show(char *buffer, double value, int decimals, enum dtype dtype)
{
    if (!isfinite(value)) {
        return non_finite(buffer, value);
    }
    /* The last bits of a double, which any other order of adding changes, are not worth a line. */
    bool apart = fabs(fabs(value) - 1) > 1e-13;
    if (apart && decimals <= NUM_MAX_DECIMALS && passes_for_one(value, decimals)) {
        decimals = decimals_beside_one(value, decimals, NUM_MAX_DECIMALS);
    }
    if (decimals > NUM_MAX_DECIMALS) {
        return num_shortest(buffer, value, dtype);
    }
    int enough = num_decimals(value, decimals, dtype);
    if (fabs(value) >= LARGE || vanishes(value, decimals)) {
        int digits = shortest_digits(value, dtype);
        int most = decimals > 1 ? decimals : 1;
        if (fabs(value) < 1e15 && fabs(value) >= LARGE && digits <= 15) {
            return num_shortest(buffer, value, dtype);
        }
        return format(buffer, 'e', (digits < most ? digits : most) - 1, value);
    }
    /* Zeros behind the decimals that are enough say nothing. (A float32 value may be exact to its
     * own dtype with few decimals, and yet have other digits as a double.) */
    (void)format(buffer, 'f', decimals, value);
    size_t size = strlen(buffer);
    for (int d = decimals; d > enough && buffer[size - 1] == '0'; d--) {
        buffer[--size] = '\0';
    }
    if (buffer[size - 1] == '.') {
        buffer[--size] = '\0';
    }
    return buffer;
}

/* 0.99997, or 1-3e-08, which is as wide. */
static const char *beside_one(char *buffer, double value, int decimals)
{
    int enough = decimals_beside_one(value, decimals, decimals + 1);
    if (enough == decimals + 1) {
        return format(buffer, 'f', enough, value);
    }
    char apart[NUM_SIZE];
    double size = fabs(value);
    (void)format(apart, 'e', 0, fabs(size - 1));
    char *end = buffer;
    if (value < 0) {
        *end++ = '-';
    }
    *end++ = '1';
    *end++ = (size < 1) == (value < 0) ? '+' : '-'; /* -0.9999 is -1+1e-04 */
    memcpy(end, apart, strlen(apart) + 1);
    return buffer;
}

const char *num_cell(char *buffer, double value, int decimals)
{
    if (!isfinite(value)) {
        return non_finite(buffer, value);
    }
    if (passes_for_one(value, decimals)) {
        return beside_one(buffer, value, decimals);
    }
    if (fabs(value) >= LARGE || vanishes(value, decimals)) {
        return format(buffer, 'e', decimals > 3 ? decimals - 3 : 0, value);
    }
    return format(buffer, 'f', decimals, value);
}

const char *num_json(char *buffer, double value, enum dtype dtype)
{
    if (!isfinite(value)) {
        const char *text = isnan(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
        return memcpy(buffer, text, strlen(text) + 1);
    }
    return format(buffer, 'g', num_formats[dtype].digits, value);
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
