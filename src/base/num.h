/* Numbers as text and text as numbers, the same in every locale; and the two storage types.
 *
 * The decimal point is always a point: conversions run under the C locale, whatever the process
 * uses. All text functions write into the caller's buffer of NUM_SIZE bytes and return it.
 */
#ifndef LOSSWALK_NUM_H
#define LOSSWALK_NUM_H

#include <stdbool.h>
#include <stddef.h>

enum dtype { DTYPE_FLOAT64, DTYPE_FLOAT32, DTYPE_FLOAT16, DTYPE_BFLOAT16, DTYPE_COUNT };

/* A binary storage format (IEEE 754; bfloat16: float32 cut to its upper 16 bits). */
struct number_format {
    const char *name;
    int bits; /* of the significand, the hidden one included */
    int last; /* exponent of the smallest number above 0, which all subnormals are multiples of */
    double largest; /* finite */
    double normal;  /* the smallest with all its bits */
    int digits;     /* significant digits that tell every number from its neighbours */
};

extern const struct number_format num_formats[DTYPE_COUNT];

enum {
    NUM_SIZE = 48,        /* bytes, enough for anything below */
    NUM_MAX_DECIMALS = 17 /* more decimals than this carry no information of a double */
};

/* value as the storage type keeps it: itself, or rounded to the nearest, ties to even; infinite
 * beyond the largest. */
double num_store(double value, enum dtype dtype);
/* The same for many. */
void num_store_all(double *values, size_t count, enum dtype dtype);

/* Strict: [+-] digits [. digits] [e [+-] digits], or inf, -inf, +inf, nan. False for anything else,
 * also for hex, for `1_000`, for spaces. Digits beyond a double's reach round (to inf, or to 0). */
bool num_parse(const char *text, size_t size, double *out);
/* What became of a number that num_parse() accepted. */
enum num_fate {
    NUM_KEPT,      /* what is written, or the double nearest to it, as for 0.1 */
    NUM_TOO_LARGE, /* infinite, though no infinity is written */
    NUM_TOO_SMALL, /* 0, or with fewer digits than were written, though no zero is written */
    NUM_ROUNDED    /* a whole number, written with all its digits, became another one */
};
enum num_fate num_fate(const char *text, size_t size, double value);
/* What becomes of a double that is stored as dtype: of whole numbers, those that a
 * double has exactly. */
enum num_fate num_store_fate(double value, enum dtype dtype);

/* Strict: [+-] digits, within the range of long long. */
bool num_parse_integer(const char *text, size_t size, long long *out);

/* The shortest decimal notation that reads back as the same value of that dtype: 0.1, 6, 1e+300. */
const char *num_shortest(char *buffer, double value, enum dtype dtype);

/* As a person would write it in a worked line: at most `decimals` decimals, none where the value is
 * exact without them (6, 0.5), powers of ten where fixed notation would show nothing but zeros
 * (8.358e-09) or a wall of digits (1.5e+300). What is not 1 or -1 but would look so with four
 * decimals or more has as many as tell it apart: 0.99997. With decimals > NUM_MAX_DECIMALS:
 * num_shortest(). */
const char *num_show(char *buffer, double value, int decimals, enum dtype dtype);

/* For the cells of a matrix: always `decimals` decimals, so that points line up; powers of ten as
 * above, with fewer digits. A true zero is 0.0000; a negative zero keeps its sign. With four
 * decimals or more, so is 1 alone 1.0000: what is near has one decimal more (0.99997), or says how
 * far off it is (1-3e-08); neither is wider than a power of ten. */
const char *num_cell(char *buffer, double value, int decimals);

/* JSON: 17 significant digits for float64, 9, 5 and 4 for the narrower ones; NaN and the infinities
 * as strings. */
const char *num_json(char *buffer, double value, enum dtype dtype);

/* How many decimals num_shortest() needs in fixed notation, at most `limit`. */
int num_decimals(double value, int limit, enum dtype dtype);

/* Half a unit of the last digit of the number that text begins with, written with a point: 0.005
 * for 2.49, and for 2.49e0. 0 for a whole number, and where there is none. */
double num_written_half(const char *text, size_t size);

#endif
