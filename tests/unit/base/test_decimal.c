/* Doubles as decimals, against the C library's own: millions of them, of every exponent. */
#include "check_main.h"
#include "decimal.h"
#include "num.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 200000 };

static uint64_t state = 88172645463325252U;

/* xorshift64 */
static uint64_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static int below(int limit)
{
    return (int)(draw() % (uint64_t)limit);
}

/* Any bits: every exponent is as likely as any other. */
static double any(void)
{
    uint64_t bits = draw();
    double value = 0;
    memcpy(&value, &bits, sizeof value);
    return isfinite(value) ? value : 0;
}

/* Of the size that lessons have. */
static double usual(void)
{
    double value = ldexp((double)(draw() >> 11), below(60) - 90);
    return below(2) == 0 ? value : -value;
}

/* Whole numbers over a power of two: with one decimal less than they have, half of them are exactly
 * between two decimals. */
static double half(void)
{
    return ldexp((double)(1 + 2 * below(100000)), -1 - below(22));
}

/* A short decimal, and its neighbours. */
static double near_decimal(void)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%de%d", below(1000000), below(30) - 20);
    double value = strtod(text, NULL);
    int to = below(3);
    return to == 0 ? value : nextafter(value, to == 1 ? INFINITY : -INFINITY);
}

static double power(void)
{
    return below(2) == 0 ? ldexp(1, below(2098) - 1074) : pow(10, below(40) - 20);
}

static double single(void)
{
    return (double)(float)usual();
}

static double (*const KINDS[])(void) = {any, usual, half, near_decimal, power, single};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

static void check_print(char kind, int digits, double value, size_t *reached)
{
    char got[DECIMAL_SIZE];
    char want[512];
    const char pattern[] = {'%', '.', '*', kind, '\0'};
    if (decimal_print(got, kind, digits, value)) {
        ++*reached;
        (void)snprintf(want, sizeof want, pattern, digits, value);
        if (strcmp(got, want) != 0) { /* an assertion takes longer than all else here */
            ck_abort_msg("%%.%d%c of %a: %s, not %s", digits, kind, value, got, want);
        }
    }
}

START_TEST(prints_as_printf_does)
{
    size_t reached = 0;
    for (int i = 0; i < MANY; i++) {
        double value = KINDS[_i]();
        check_print('f', below(23), value, &reached);
        check_print('f', 4, value, &reached);
        check_print('e', below(17), value, &reached);
        check_print('g', below(18), value, &reached);
    }
#ifdef __SIZEOF_INT128__
    /* nothing but what is out of reach is left to printf() */
    ck_assert_msg(
        KINDS[_i] == any || KINDS[_i] == power || reached > (size_t)MANY * 3, "%zu", reached);
#else
    ck_assert_uint_eq(reached, 0); /* all is */
#endif
}
END_TEST

START_TEST(what_is_between_two_goes_to_the_even_one)
{
    static const struct {
        char kind;
        int digits;
        double value;
        const char *want;
    } CASES[] = {
        {'f', 0, 0.5, "0"},
        {'f', 0, 1.5, "2"},
        {'f', 0, 2.5, "2"},
        {'f', 1, 0.25, "0.2"},
        {'f', 1, -0.75, "-0.8"},
        {'f', 2, 0.125, "0.12"},
        {'f', 4, -0.0, "-0.0000"},
        {'f', 4, 0.99995, "1.0000"}, /* the double is a little more */
        {'f', 3, 9.9995, "9.999"},
        {'f', 3, 9.9996, "10.000"},
        {'f', 22, 0x1p-1074, "0.0000000000000000000000"},
        {'e', 0, 0, "0e+00"},
        {'e', 2, 9.996, "1.00e+01"},
        {'e', 0, 2.5, "2e+00"},
        {'g', 17, 0.1, "0.10000000000000001"},
        {'g', 9, 100, "100"},
        {'g', 3, 999.5, "1e+03"},
        {'g', 17, -0.0, "-0"},
        {'g', 5, 0.00001234, "1.234e-05"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char got[DECIMAL_SIZE];
        if (decimal_print(got, CASES[i].kind, CASES[i].digits, CASES[i].value)) {
            ck_assert_str_eq(got, CASES[i].want);
        }
    }
    char text[DECIMAL_SIZE];
    ck_assert(!decimal_print(text, 'f', 4, INFINITY));
    ck_assert(!decimal_print(text, 'f', 4, NAN));
}
END_TEST

/* The same by trying, with the C library, in the order of the definition. */
static const char *tried(char *buffer, double value, enum dtype dtype)
{
    double size = fabs(value);
    bool powers = value != 0 && (size < 1e-5 || size >= 1e16);
    for (int digits = 0; digits < 24; digits++) {
        (void)snprintf(buffer, 512, powers ? "%.*e" : "%.*f", digits, value);
        if (num_store(strtod(buffer, NULL), dtype) == value) {
            break;
        }
    }
    return buffer;
}

START_TEST(the_shortest_is_what_trying_finds)
{
    for (int i = 0; i < MANY / 8; i++) {
        for (int dtype = 0; dtype < DTYPE_COUNT; dtype++) {
            char got[NUM_SIZE];
            char want[512];
            double value = num_store(KINDS[_i](), (enum dtype)dtype);
            if (!isfinite(value)) {
                continue;
            }
            (void)num_shortest(got, value, (enum dtype)dtype);
            (void)tried(want, value, (enum dtype)dtype);
            if (strcmp(got, want) != 0) {
                ck_abort_msg("%a as %s: %s, not %s", value, num_formats[dtype].name, got, want);
            }
            if (dtype == DTYPE_FLOAT64 && fabs(value) < 1e7) {
                int decimals = num_decimals(value, 9, (enum dtype)dtype);
                int fewest = 0;
                while (fewest < 9) {
                    (void)snprintf(want, sizeof want, "%.*f", fewest, value);
                    if (num_store(strtod(want, NULL), (enum dtype)dtype) == value) {
                        break;
                    }
                    fewest++;
                }
                if (decimals != fewest) {
                    ck_abort_msg("%a: %d, not %d", value, decimals, fewest);
                }
            }
        }
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("decimal");
    TCase *tests = tcase_create("printf");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, prints_as_printf_does, 0, KIND_COUNT);
    tcase_add_test(tests, what_is_between_two_goes_to_the_even_one);
    tcase_add_loop_test(tests, the_shortest_is_what_trying_finds, 0, KIND_COUNT);
    suite_add_tcase(suite, tests);
    return suite;
}
