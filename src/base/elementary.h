#ifndef LOSSWALK_ELEMENTARY_H
#define LOSSWALK_ELEMENTARY_H

/*
 * exp, log (natural, to base 2 and 10), log1p and pow with the same bits on every compiler, C
 * library and machine.
 *
 * Each result is the true value rounded to the nearest double, except where the true
 * value lies within about a ten-thousandth of an ulp of the midpoint between two doubles,
 * where the other neighbour may come out: the error stays below 0.501 ulp. The functions
 * never touch errno, and expect the default rounding, to nearest.
 */

/*
 * The exponential, e to the power x.
 *
 * exp(0) is exactly 1, exp(-inf) is 0, exp(inf) is inf, exp(NaN) is NaN.
 * Above x = 709.782... the result is inf. Below x = -708.396... it is subnormal, still
 * rounded only once, and below x = -745.133... it is 0.
 */
double elementary_exp(double x);

/*
 * The natural logarithm of x, for x > 0, subnormal x included.
 *
 * log(1) is +0, log(0) and log(-0) are -inf, log(inf) is inf; log of a negative number
 * and log(NaN) are NaN.
 */
double elementary_log(double x);

/*
 * The logarithm to base 2 and to base 10; special values as for elementary_log(). Powers of
 * the base give whole numbers: log10(1000) is exactly 3.
 */
double elementary_log2(double x);
double elementary_log10(double x);

/*
 * The natural logarithm of 1 + x, for x > -1, without first rounding 1 + x: tiny x keep
 * all their digits.
 *
 * log1p(0) is 0 and log1p(-0) is -0; x closer to 0 than 2^-54 returns x itself.
 * log1p(-1) is -inf, log1p(inf) is inf; log1p of x < -1 and log1p(NaN) are NaN.
 */
double elementary_log1p(double x);

/*
 * The exponential of a - b, as if the difference had not been rounded: a and b may be large and
 * close together, and the rounding error of a - b would become a relative error of its exponential.
 */
double elementary_exp_difference(double a, double b);

/*
 * x to the power y.
 *
 * x^0 and 1^y are exactly 1; 0^y is 0 for y > 0 and inf for y < 0. A negative x has powers of whole
 * y: (-2)^3 is -8; any other, and NaN, gives NaN.
 */
double elementary_pow(double x, double y);

#endif
