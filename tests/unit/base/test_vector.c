/* Every variant of the loops gives what the plain functions give, bit for bit. (All float32
 * numbers: tests/exhaustive.) */
#include "check_main.h"
#include "elementary.h"
#include "num.h"
#include "vector.h"

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
    tcase_add_test(tcase, roundings);
    tcase_add_test(tcase, sums_in_lanes);
    tcase_add_test(tcase, largest);
    suite_add_tcase(suite, tcase);
    return suite;
}
