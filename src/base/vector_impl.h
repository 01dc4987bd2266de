/* Several numbers at once: the compiler's own vector types, as wide as the processor that a file is
 * compiled for. Additions, products and comparisons are written as for one number.
 *
 * The few things that compilers make a mess of, or do not offer, are said in the processor's terms.
 * All of them give the same bits at any width.
 */
#ifndef LOSSWALK_VECTOR_IMPL_H
#define LOSSWALK_VECTOR_IMPL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef VECTOR_X86
#include <immintrin.h>
#endif

#if defined __AVX512F__
#define VECTOR_BYTES 64
#elif defined __AVX2__
#define VECTOR_BYTES 32
#else
#define VECTOR_BYTES 16
#endif

enum { NUMBERS = VECTOR_BYTES / 8 };

typedef double vec __attribute__((vector_size(VECTOR_BYTES)));
typedef int64_t bits __attribute__((vector_size(VECTOR_BYTES)));
typedef uint64_t unsigned_bits __attribute__((vector_size(VECTOR_BYTES)));
typedef float narrow __attribute__((vector_size(VECTOR_BYTES / 2)));

static inline vec load(const double *at)
{
    vec x;
    memcpy(&x, at, sizeof x);
    return x;
}

static inline void store(double *at, vec x)
{
    memcpy(at, &x, sizeof x);
}

static inline vec splat(double x)
{
    return x - (vec){0};
}

/* a where the condition holds, else b. */
static inline vec choose(bits condition, vec a, vec b)
{
    return (vec)((condition & (bits)a) | (~condition & (bits)b));
}

/* Neither at most 0 nor at least. */
static inline bits is_nan(vec x)
{
    return ~((x <= 0.0) | (x >= 0.0));
}

/* Does the condition hold for all of them? */
static inline bool all(bits condition)
{
#if defined __AVX512F__
    return _mm512_movepi64_mask((__m512i)condition) == 0xff;
#elif defined __AVX2__
    return _mm256_movemask_pd((__m256d)condition) == 0xf;
#elif defined VECTOR_X86
    return _mm_movemask_pd((__m128d)condition) == 0x3;
#else
    return (condition[0] & condition[1]) != 0;
#endif
}

/* The larger, the smaller of two; where one is NaN, b. */
static inline vec larger(vec a, vec b)
{
#if defined __AVX512F__
    return (vec)_mm512_max_pd((__m512d)a, (__m512d)b);
#elif defined __AVX2__
    return (vec)_mm256_max_pd((__m256d)a, (__m256d)b);
#elif defined VECTOR_X86
    return (vec)_mm_max_pd((__m128d)a, (__m128d)b);
#else
    return choose(a > b, a, b);
#endif
}

static inline vec smaller(vec a, vec b)
{
#if defined __AVX512F__
    return (vec)_mm512_min_pd((__m512d)a, (__m512d)b);
#elif defined __AVX2__
    return (vec)_mm256_min_pd((__m256d)a, (__m256d)b);
#elif defined VECTOR_X86
    return (vec)_mm_min_pd((__m128d)a, (__m128d)b);
#else
    return choose(a < b, a, b);
#endif
}

/* float32 numbers, anywhere in memory, as doubles. */
static inline vec widen(const unsigned char *at)
{
#if defined __AVX512F__
    return (vec)_mm512_cvtps_pd(_mm256_loadu_ps((const float *)(const void *)at));
#elif defined __AVX2__
    return (vec)_mm256_cvtps_pd(_mm_loadu_ps((const float *)(const void *)at));
#else
    narrow x;
    memcpy(&x, at, sizeof x);
    return __builtin_convertvector(x, vec);
#endif
}

/* Rounded to float32. */
static inline vec rounded(vec x)
{
#if defined __AVX512F__
    return (vec)_mm512_cvtps_pd(_mm512_cvtpd_ps((__m512d)x));
#elif defined __AVX2__
    return (vec)_mm256_cvtps_pd(_mm256_cvtpd_ps((__m256d)x));
#elif defined VECTOR_X86
    return (vec)_mm_cvtps_pd(_mm_cvtpd_ps((__m128d)x));
#else
    return __builtin_convertvector(__builtin_convertvector(x, narrow), vec);
#endif
}

#ifdef VECTOR_FUSED
/* a * b + c, rounded once. */
static inline vec fused(vec a, vec b, vec c)
{
#ifdef __AVX512F__
    return (vec)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
#else
    return (vec)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
#endif
}
#endif

/* The same, rounded once or twice: for those whose last bits do not matter. */
static inline vec multiply_add(vec a, vec b, vec c)
{
#ifdef VECTOR_FUSED
    return fused(a, b, c);
#else
    return a * b + c;
#endif
}

/* table[i] for each of them. */
static inline vec look_up(const double *table, bits i)
{
#if defined __AVX512F__
    __m256i half[2]; /* gcc without optimisation warns of its own macro for the whole */
    __m256d found[2];
    memcpy(half, &i, sizeof half);
    found[0] = _mm256_i64gather_pd(table, half[0], 8);
    found[1] = _mm256_i64gather_pd(table, half[1], 8);
    vec result;
    memcpy(&result, found, sizeof result);
    return result;
#elif defined __AVX2__
    return (vec)_mm256_i64gather_pd(table, (__m256i)i, 8);
#else
    return (vec){table[i[0]], table[i[1]]};
#endif
}

#endif
