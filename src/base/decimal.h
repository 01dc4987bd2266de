/* Doubles as decimals, exactly: what printf() gives under the C locale, an order of magnitude
 * sooner.
 *
 * A double is a whole number times a power of two. As long as that number, times the power of ten
 * of the last digit asked for, has 127 bits at most, one integer division or shift gives the
 * digits, and its remainder says how to round: to the nearest of the binary value, ties to even, as
 * printf() does. Everything here says false, and nothing else, for the numbers that are out of that
 * reach (about 1e22 and larger, 1e-6 and smaller with 17 digits): those are for printf() itself.
 */
#ifndef LOSSWALK_DECIMAL_H
#define LOSSWALK_DECIMAL_H

#include <stdbool.h>

enum { DECIMAL_MOST = 17, DECIMAL_SIZE = 48 /* bytes of a buffer */ };

/* The number as printf("%.*f"), ("%.*e") or ("%.*g") has it: kind is 'f', 'e' or 'g'. */
bool decimal_print(char *buffer, char kind, int digits, double value);

/* The exponent of the first of `count` significant digits, 1 to DECIMAL_MOST, before they are
 * rounded up to a further one: 1.5 has 0, and so has 9.99. value is finite and not 0. */
bool decimal_exponent(double value, int count, int *exponent);

enum decimal_fate { DECIMAL_LOST, DECIMAL_KEPT, DECIMAL_UNKNOWN };

/* Is the decimal nearest to value that has `decimals` decimals (below 0: zeros before the point)
 * read as value again, by a reader that rounds to the nearest double, and that to `bits` bits and
 * no finer than 2^last? value has these bits itself. */
enum decimal_fate decimal_fate(double value, int decimals, int bits, int last);

#endif
