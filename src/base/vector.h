/* Loops over many numbers at once, the same bits whatever the processor.
 *
 * The loops are compiled several times, for processors with wider registers or a fused
 * multiply-add; the best that the processor has is taken, or the one that the environment variable
 * LOSSWALK_CPU names (tests do): sse2, avx2, avx2fma, avx512 or avx512fma. A name that the
 * processor has no loops for is ignored. There is also `baseline`, in the compiler's words alone;
 * elsewhere than on x86 it is the only one.
 */
#ifndef LOSSWALK_VECTOR_H
#define LOSSWALK_VECTOR_H

#include "sum.h"

#include <stddef.h>

/* One way of compiling them. */
struct vector_loops {
    const char *name;
    /* out[i] = the exponential of x[i] rounded to float32, as num_store(elementary_exp(x[i]),
     * DTYPE_FLOAT32) gives it, bit for bit. Each x[i] is a number that float32 has. out may be x.
     */
    void (*exp_float32)(const double *x, double *out, size_t count);
    /* num_store(elementary_log(x[i]), DTYPE_FLOAT32), bit for bit; and the same of max(x, 0) +
     * log1p(exp(-|x|)). Of any doubles. out may be x. */
    void (*log_float32)(const double *x, double *out, size_t count);
    void (*softplus_float32)(const double *x, double *out, size_t count);
    /* elementary_exp(), elementary_log() and elementary_log1p() of each, bit for bit. out may be x.
     */
    void (*exp)(const double *x, double *out, size_t count);
    void (*log)(const double *x, double *out, size_t count);
    void (*log1p)(const double *x, double *out, size_t count);
    /* out[i] = elementary_exp_difference(x[i], b), bit for bit. out may be x. */
    void (*exp_difference)(const double *x, double b, double *out, size_t count);
    /* count float32 numbers in the machine's byte order, wherever they begin. */
    void (*widen_float32)(const unsigned char *from, double *out, size_t count);
    /* x[i] rounded to float32, as num_store() does. */
    void (*store_float32)(double *x, size_t count);
    /* out[i] = x[i] - b; the same rounded to float32. out may be x. */
    void (*subtract)(const double *x, double b, double *out, size_t count);
    void (*subtract_float32)(const double *x, double b, double *out, size_t count);
    /* Adds x[i] to lane i modulo SUM_LANES. */
    void (*add_lanes)(struct lane_sum *sum, const double *x, size_t count);
    /* The largest of them, the first where several are equal (0 and -0); the first NaN if there is
     * one. count > 0. */
    double (*largest)(const double *x, size_t count);
};

/* Those in use: chosen when they are asked for first, which must not be in two threads. */
const struct vector_loops *vector_loops(void);

/* All that the processor has, the i-th; NULL: no more. */
const struct vector_loops *vector_variant(size_t i);

#endif
