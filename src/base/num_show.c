/* Numbers as text. */
#include "num_impl.h"

#include "decimal.h"

#include <math.h>
#include <string.h>

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
               ? num_store(num_read(num_print(text, 'f', decimals, value)), dtype) == value
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
               ? num_store(num_read(num_print(text, 'e', digits - 1, value)), dtype) == value
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
        return num_print(buffer, 'e', shortest_digits(value, dtype) - 1, value);
    }
    /* Fixed notation: of all decimals it may need, the fewest that read back. */
    int decimals = 0;
    while (decimals < 23 && !reads_back(value, decimals, dtype)) {
        decimals++;
    }
    return num_print(buffer, 'f', decimals, value);
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
        return num_print(buffer, 'e', (digits < most ? digits : most) - 1, value);
    }
    /* Zeros behind the decimals that are enough say nothing. (A float32 value may be exact to its
     * own dtype with few decimals, and yet have other digits as a double.) */
    (void)num_print(buffer, 'f', decimals, value);
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
        return num_print(buffer, 'f', enough, value);
    }
    char apart[NUM_SIZE];
    double size = fabs(value);
    (void)num_print(apart, 'e', 0, fabs(size - 1));
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
        return num_print(buffer, 'e', decimals > 3 ? decimals - 3 : 0, value);
    }
    return num_print(buffer, 'f', decimals, value);
}

const char *num_json(char *buffer, double value, enum dtype dtype)
{
    if (!isfinite(value)) {
        const char *text = isnan(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
        return memcpy(buffer, text, strlen(text) + 1);
    }
    return num_print(buffer, 'g', num_formats[dtype].digits, value);
}
