/*
 * elementary.c against tests/oracle/elementary.txt, whose results are correctly rounded, and
 * against the special values its header promises.
 */
#include "check_main.h"
#include "elementary.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char table_path[] = TEST_SOURCE_DIR "/oracle/elementary.txt";

static uint64_t bits_of(double a)
{
    uint64_t bits;
    memcpy(&bits, &a, sizeof bits);
    return bits;
}

/* How many doubles apart a and b are. */
static uint64_t distance(double a, double b)
{
    uint64_t x = bits_of(fabs(a)), y = bits_of(fabs(b));
    if (signbit(a) != signbit(b)) {
        return x + y;
    }
    return x > y ? x - y : y - x;
}

static void assert_same_bits(double result, double expected)
{
    ck_assert_msg(bits_of(result) == bits_of(expected), "got %a, expected %a", result, expected);
}

static const struct {
    const char *name;
    double (*compute)(double);
} functions[] = {
    {"exp", elementary_exp},
    {"log", elementary_log},
    {"log1p", elementary_log1p},
    {"log2", elementary_log2},
    {"log10", elementary_log10},
};

static double compute(const char *name, double argument)
{
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (strcmp(name, functions[i].name) == 0) {
            return functions[i].compute(argument);
        }
    }
    ck_abort_msg("%s: no function %s", table_path, name);
    return NAN;
}

/*
 * No result is further than one double from the right one, and 99.9 % are right. (Why not
 * all: exp(2^-53), for one, is 2^-107 away from the midpoint of two doubles.)
 */
START_TEST(test_table)
{
    FILE *table = fopen(table_path, "r");
    ck_assert_msg(table != NULL, "cannot open %s", table_path);
    int lines = 0, exact = 0;
    char line[256];
    while (fgets(line, sizeof line, table) != NULL) {
        if (line[0] == '#') {
            continue;
        }
        char name[16], argument_text[64], second_text[64], third_text[64];
        int fields =
            sscanf(line, "%15s %63s %63s %63s", name, argument_text, second_text, third_text);
        bool power = strcmp(name, "pow") == 0;
        ck_assert_msg(fields == (power ? 4 : 3), "%s: cannot read: %s", table_path, line);
        double argument = strtod(argument_text, NULL);
        double second = strtod(second_text, NULL);
        double expected = power ? strtod(third_text, NULL) : second;
        double result = power ? elementary_pow(argument, second) : compute(name, argument);
        uint64_t ulps = distance(result, expected);
        ck_assert_msg(ulps <= 1, "%s(%a): got %a, expected %a", name, argument, result, expected);
        lines++;
        exact += ulps == 0;
    }
    ck_assert_int_eq(fclose(table), 0);
    ck_assert_int_ge(lines, 2000);
    ck_assert_msg(1000 * exact >= 999 * lines, "only %d of %d results are right", exact, lines);
}
END_TEST

/* As C has it (Annex F.10.4.4). */
START_TEST(test_pow_of_negative)
{
    assert_same_bits(elementary_pow(-2, 2), 4.0);
    assert_same_bits(elementary_pow(-2, 3), -8.0);
    assert_same_bits(elementary_pow(-2, -1), -0.5);
    assert_same_bits(elementary_pow(-2, 0), 1.0);
    assert_same_bits(elementary_pow(-2, 0x1p60), INFINITY);
    assert_same_bits(elementary_pow(-0.5, INFINITY), 0.0);
    assert_same_bits(elementary_pow(-INFINITY, 3), -INFINITY);
    assert_same_bits(elementary_pow(-INFINITY, 2), INFINITY);
    ck_assert(isnan(elementary_pow(-2, 0.5)));
    ck_assert(isnan(elementary_pow(-2, NAN)));
}
END_TEST

START_TEST(test_exp_special)
{
    ck_assert(isnan(elementary_exp(NAN)));
    assert_same_bits(elementary_exp(INFINITY), INFINITY);
    assert_same_bits(elementary_exp(-INFINITY), 0.0);
    assert_same_bits(elementary_exp(0.0), 1.0);
    assert_same_bits(elementary_exp(-0.0), 1.0);
    assert_same_bits(elementary_exp(DBL_MAX), INFINITY);
    assert_same_bits(elementary_exp(-DBL_MAX), 0.0);
}
END_TEST

START_TEST(test_exp_edges)
{
    double last_finite = 0x1.62e42fefa39efp+9;
    ck_assert(elementary_exp(last_finite) < INFINITY);
    assert_same_bits(elementary_exp(nextafter(last_finite, 1000.0)), INFINITY);
    /* The last argument whose result rounds up to the smallest subnormal. */
    double last_positive = -0x1.74910d52d3051p+9;
    assert_same_bits(elementary_exp(last_positive), 0x1p-1074);
    assert_same_bits(elementary_exp(nextafter(last_positive, -1000.0)), 0.0);
}
END_TEST

START_TEST(test_log_special)
{
    ck_assert(isnan(elementary_log(NAN)));
    ck_assert(isnan(elementary_log(-1.0)));
    ck_assert(isnan(elementary_log(-0x1p-1074)));
    ck_assert(isnan(elementary_log(-INFINITY)));
    assert_same_bits(elementary_log(0.0), -INFINITY);
    assert_same_bits(elementary_log(-0.0), -INFINITY);
    assert_same_bits(elementary_log(1.0), 0.0);
    assert_same_bits(elementary_log(INFINITY), INFINITY);
}
END_TEST

START_TEST(test_log1p_special)
{
    ck_assert(isnan(elementary_log1p(NAN)));
    ck_assert(isnan(elementary_log1p(-INFINITY)));
    ck_assert(isnan(elementary_log1p(nextafter(-1.0, -2.0))));
    assert_same_bits(elementary_log1p(-1.0), -INFINITY);
    assert_same_bits(elementary_log1p(0.0), 0.0);
    assert_same_bits(elementary_log1p(-0.0), -0.0);
    assert_same_bits(elementary_log1p(INFINITY), INFINITY);
    assert_same_bits(elementary_log1p(0x1p-1074), 0x1p-1074);
    assert_same_bits(elementary_log1p(-DBL_MIN), -DBL_MIN);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("elementary");
    TCase *table = tcase_create("table");
    tcase_add_test(table, test_table);
    suite_add_tcase(suite, table);
    TCase *special = tcase_create("special values");
    tcase_add_test(special, test_exp_special);
    tcase_add_test(special, test_pow_of_negative);
    tcase_add_test(special, test_exp_edges);
    tcase_add_test(special, test_log_special);
    tcase_add_test(special, test_log1p_special);
    suite_add_tcase(suite, special);
    return suite;
}
