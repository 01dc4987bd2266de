#include "vector.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

extern const struct vector_loops vector_baseline;

#ifdef VECTOR_X86
extern const struct vector_loops vector_sse2, vector_avx2, vector_avx2fma, vector_avx512,
    vector_avx512fma;

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") != 0;
}

static bool has_avx2fma(void)
{
    return has_avx2() && __builtin_cpu_supports("fma") != 0;
}

static bool has_avx512(void)
{
    return has_avx2fma() && __builtin_cpu_supports("avx512f") != 0 &&
           __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0;
}
#endif

static bool always(void)
{
    return true;
}

/* The best last. */
static const struct {
    const struct vector_loops *loops;
    bool (*is_there)(void);
} VARIANTS[] = {
    {&vector_baseline, always},
#ifdef VECTOR_X86
    {&vector_sse2, always},
    {&vector_avx2, has_avx2},
    {&vector_avx2fma, has_avx2fma},
    {&vector_avx512, has_avx512},
    {&vector_avx512fma, has_avx512},
#endif
};

enum { VARIANT_COUNT = sizeof VARIANTS / sizeof VARIANTS[0] };

const struct vector_loops *vector_variant(size_t i)
{
    for (size_t at = 0; at < VARIANT_COUNT; at++) {
        if (VARIANTS[at].is_there() && i-- == 0) {
            return VARIANTS[at].loops;
        }
    }
    return NULL;
}

static const struct vector_loops *choose(void)
{
    const char *wanted = getenv("LOSSWALK_CPU");
    const struct vector_loops *best = NULL;
    const struct vector_loops *loops = NULL;
    for (size_t i = 0; (loops = vector_variant(i)) != NULL; i++) {
        best = loops;
        if (wanted != NULL && strcmp(wanted, loops->name) == 0) {
            break;
        }
    }
    return best;
}

const struct vector_loops *vector_loops(void)
{
    static const struct vector_loops *loops;
    if (loops == NULL) {
        loops = choose();
    }
    return loops;
}
