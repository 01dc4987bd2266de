/* Every variant of the loops gives what the plain functions give, bit for bit. (All float32
 * numbers: tests/exhaustive.) */
#include "check_main.h"
#include "elementary.h"
#include "num.h"
#include "vector.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 4099 }; /* not a multiple of anything */

/* Another float32 number each time, any bits. */
static double some_float(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    uint32_t bits = *state ^ *state >> 15;
    float x = 0;
    memcpy(&x, &bits, sizeof x);
    return (double)x;
}

static void expect_same(const double *got, const double *want, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(memcmp(&got[i], &want[i], sizeof got[i]) == 0, "%s: number %zu is %a, not %a",
            name, i, got[i], want[i]);
    }
}

/* What the exponentials are near: midpoints between two float32 numbers (found by looking at all of
 * them), the ends of the float32 range, of the normal numbers, and of the doubles. */
static const double HARD[] = {0, -0.0, INFINITY, -INFINITY, NAN, 0x1p-149, -0x1p-149, -0x1p-25,
    0x1p-25, -0x1.000002p-25, 0x1.62e42ep+6, 0x1.62e43p+6, -0x1.5d589ep+6, -0x1.5d58ap+6,
    -0x1.9d1d9ep+6, -0x1.9fe368p+6, -0x1.9fe36ap+6, -0x1.9fe36cp+6, -700, 700, 0x1.fffffep127,
    -0x1.fffffep127, -0x1.62e42ep-2, 0x1.62e43p-2};

START_TEST(exponentials)
{
    static double x[MANY];
    static double want[MANY];
    static double got[MANY];
    const struct vector_loops *loops = NULL;
    uint32_t state = 1;
    for (int run = 0; run < 100; run++) {
        for (size_t i = 0; i < MANY; i++) {
            double any = some_float(&state);
            x[i] = run == 0 && i < sizeof HARD / sizeof HARD[0] ? HARD[i]
                   : run % 2 == 0                               ? any
                                  : (double)(float)fmod(any, 110); /* those with a result */
            want[i] = num_store(elementary_exp(x[i]), DTYPE_FLOAT32);
        }
        for (size_t v = 0; (loops = vector_variant(v)) != NULL; v++) {
            loops->exp_float32(x, got, MANY);
            expect_same(got, want, MANY, loops->name);
        }
    }
    memcpy(got, x, sizeof got);
    vector_loops()->exp_float32(got, got, MANY); /* in place */
    expect_same(got, want, MANY, "in place");
}
END_TEST

/* Any double, some of them near 0, some in the range of the exponential, some special. */
static double some_double(uint32_t *state, size_t i)
{
    static const double SPECIAL[] = {0, -0.0, 1, -1, 2, INFINITY, -INFINITY, NAN, DBL_MIN, DBL_MAX,
        DBL_TRUE_MIN, -DBL_TRUE_MIN, -708, -708.5, -745.13, -745.14, -746.5, 709.78,
        0x1.62e42fefa39efp+9, 0x1.62e42fefa39fp+9, 0x1p-54, -0x1p-54, 0x1p-55,
        -0x1.fffffffffffffp-1, 0x1.fffffffffffffp-1, 45.0 / 64, 0x1.67fffffffffffp-1, 89.5 / 64,
        90.0 / 64, 0x1.67fffffffffffp+0, 1e-200, -1e-200, 1e300};
    enum { SPECIALS = sizeof SPECIAL / sizeof SPECIAL[0] };
    double any = some_float(state) * (1 + 1e-9 * some_float(state));
    double tame = isfinite(any) ? any : 1;
    switch (i % 5) {
    case 0:
        return any;
    case 1:
        return fmod(tame, 750);
    case 2:
        return fabs(fmod(tame, 4));
    case 3:
        return -fabs(fmod(tame, 1));
    default:
        return i / 5 % 7 == 0 ? SPECIAL[i / 35 % SPECIALS] : fmod(tame, 30);
    }
}

/* The four functions with all bits of a double, in every variant. Vectors with a special case in
 * them take another way, so in every other run there is none. */
START_TEST(doubles)
{
    static double x[MANY];
    static double want[4][MANY];
    static double want_narrow[2][MANY];
    static double got[MANY];
    const struct vector_loops *loops = NULL;
    uint32_t state = 5;
    for (int run = 0; run < 100; run++) {
        const double b = run % 3 == 0 ? 0.1 : some_float(&state);
        for (size_t i = 0; i < MANY; i++) {
            x[i] = run % 2 == 0 ? some_double(&state, i)
                                : fabs(fmod(some_double(&state, 2), 4)) + 0x1p-40;
            want[0][i] = elementary_exp(x[i]);
            want[1][i] = elementary_log(x[i]);
            want[2][i] = elementary_log1p(x[i]);
            want[3][i] = elementary_exp_difference(x[i], b);
        }
        for (size_t v = 0; (loops = vector_variant(v)) != NULL; v++) {
            loops->exp(x, got, MANY);
            expect_same(got, want[0], MANY, loops->name);
            loops->log(x, got, MANY);
            expect_same(got, want[1], MANY, loops->name);
            loops->log1p(x, got, MANY);
            expect_same(got, want[2], MANY, loops->name);
            loops->exp_difference(x, b, got, MANY);
            expect_same(got, want[3], MANY, loops->name);
        }
        for (size_t i = 0; i < MANY; i++) {
            double tail = elementary_log1p(elementary_exp(x[i] > 0 ? -x[i] : x[i]));
            want_narrow[0][i] = num_store(want[1][i], DTYPE_FLOAT32);
            want_narrow[1][i] = num_store(x[i] > 0 ? x[i] + tail : tail, DTYPE_FLOAT32);
        }
        for (size_t v = 0; (loops = vector_variant(v)) != NULL; v++) {
            loops->log_float32(x, got, MANY);
            expect_same(got, want_narrow[0], MANY, loops->name);
            loops->softplus_float32(x, got, MANY);
            expect_same(got, want_narrow[1], MANY, loops->name);
        }
        for (size_t count = 0; count < 10; count++) { /* what is left at an end; in place */
            memcpy(got, x, sizeof got);
            vector_loops()->exp(got, got, count);
            expect_same(got, want[0], count, "few");
            expect_same(got + count, x + count, MANY - count, "behind");
        }
    }
}
END_TEST

/* Reading float32 at any place, and taking the same number away from many. */
START_TEST(reading_and_shifting)
{
    static double x[MANY];
    static double got[MANY];
    static unsigned char bytes[MANY * sizeof(float) + 1];
    const struct vector_loops *loops = NULL;
    uint32_t state = 6;
    for (size_t i = 0; i < MANY; i++) {
        float narrow = (float)some_float(&state);
        x[i] = (double)narrow;
        memcpy(bytes + 1 + i * sizeof narrow, &narrow, sizeof narrow);
    }
    const double b = 0.3;
    for (size_t v = 0; (loops = vector_variant(v)) != NULL; v++) {
        loops->widen_float32(bytes + 1, got, MANY);
        expect_same(got, x, MANY, loops->name);
        loops->subtract(x, b, got, MANY);
        for (size_t i = 0; i < MANY; i++) {
            ck_assert(got[i] == x[i] - b || isnan(x[i]));
        }
        loops->subtract_float32(x, b, got, MANY);
        for (size_t i = 0; i < MANY; i++) {
            ck_assert(got[i] == num_store(x[i] - b, DTYPE_FLOAT32) || isnan(x[i]));
        }
    }
}
END_TEST

START_TEST(roundings)
{
    static double x[MANY];
    static double got[MANY];
    const struct vector_loops *loops = NULL;
    uint32_t state = 2;
    for (size_t i = 0; i < MANY; i++) {
        double any = some_float(&state);
        x[i] = any * (i % 3 == 0 ? 1 + 0x1p-24 : i % 3 == 1 ? 1 + 0x1.000002p-24 : 1e20);
    }
    for (size_t v = 0; (loops = vector_variant(v)) != NULL; v++) {
        memcpy(got, x, sizeof got);
        loops->store_float32(got, MANY);
        for (size_t i = 0; i < MANY; i++) {
            double want = num_store(x[i], DTYPE_FLOAT32);
            ck_assert(memcmp(&got[i], &want, sizeof want) == 0 || (isnan(want) && isnan(got[i])));
        }
    }
}
END_TEST

START_TEST(sums_in_lanes)
{
    static double x[MANY];
    const struct vector_loops *loops = NULL;
    uint32_t state = 3;
    for (size_t count = 0; count < MANY; count += count < 40 ? 1 : 577) {
        struct lane_sum want = {0};
        struct sum in_order = {0};
        for (size_t i = 0; i < count; i++) {
            x[i] = fabs(fmod(some_float(&state), 1000));
            x[i] = isnan(x[i]) ? 1 : x[i];
            lane_sum_add(&want, i % SUM_LANES, x[i]);
            sum_add(&in_order, x[i]);
        }
        if (count <= SUM_LANES) {
            ck_assert_double_eq(lane_sum_value(&want), sum_value(&in_order));
        }
        ck_assert_double_le(
            fabs(lane_sum_value(&want) - sum_value(&in_order)), 0x1p-52 * sum_value(&in_order));
        for (size_t v = 0; (loops = vector_variant(v)) != NULL; v++) {
            struct lane_sum whole = {0};
            struct lane_sum pieces = {0};
            size_t piece = count / 3 / SUM_LANES * SUM_LANES;
            loops->add_lanes(&whole, x, count);
            loops->add_lanes(&pieces, x, piece);
            loops->add_lanes(&pieces, x + piece, count - piece);
            ck_assert_mem_eq(&whole, &want, sizeof want);
            ck_assert_mem_eq(&pieces, &want, sizeof want);
        }
    }
    /* the small ones are not lost; infinity and NaN stay */
    struct lane_sum sum = {0};
    double hard[] = {1e16, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    vector_loops()->add_lanes(&sum, hard, 11);
    ck_assert_double_eq(lane_sum_value(&sum), 1e16 + 10);
    hard[3] = INFINITY;
    sum = (struct lane_sum){0};
    vector_loops()->add_lanes(&sum, hard, 11);
    ck_assert_double_infinite(lane_sum_value(&sum));
    hard[9] = NAN;
    vector_loops()->add_lanes(&sum, hard, 11);
    ck_assert_double_nan(lane_sum_value(&sum));
}
END_TEST

/* The largest as it is defined: the first NaN, or the first of those nothing is larger than. */
static double largest_of(const double *x, size_t count)
{
    double largest = x[0];
    for (size_t i = 0; i < count; i++) {
        if (isnan(x[i])) {
            return x[i];
        }
        largest = x[i] > largest ? x[i] : largest;
    }
    return largest;
}

START_TEST(largest)
{
    static const double FEW[] = {-1, 0, -0.0, -INFINITY, NAN, INFINITY, -2, -0.0, 0, -3};
    double x[40];
    const struct vector_loops *loops = NULL;
    uint32_t state = 4;
    for (int run = 0; run < 20000; run++) {
        size_t count = 1 + (size_t)run % 40;
        size_t kinds = (size_t)run % 9 + 1;
        for (size_t i = 0; i < count; i++) {
            (void)some_float(&state);
            double one = FEW[(state >> 16) % kinds];
            x[i] = isnan(one) && (state >> 8) % 4 != 0 ? -1 : one;
            x[i] = run % 2 == 0 && !isnan(x[i]) && x[i] != 0 ? x[i] * (double)(state >> 20) : x[i];
        }
        double want = largest_of(x, count);
        for (size_t v = 0; (loops = vector_variant(v)) != NULL; v++) {
            double got = loops->largest(x, count);
            expect_same(&got, &want, 1, loops->name);
        }
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("vector");
    TCase *tcase = tcase_create("loops");
    tcase_add_test(tcase, exponentials);
    tcase_add_test(tcase, doubles);
    tcase_add_test(tcase, reading_and_shifting);
    tcase_add_test(tcase, roundings);
    tcase_add_test(tcase, sums_in_lanes);
    tcase_add_test(tcase, largest);
    suite_add_tcase(suite, tcase);
    return suite;
}
