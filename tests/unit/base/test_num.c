/* Numbers to text and back. */
#include "check_main.h"
#include "num.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *text;
    bool ok;
    double value;
} PARSES[] = {
    {"0", true, 0},
    {"-0", true, -0.0},
    {"12", true, 12},
    {"+1.5", true, 1.5},
    {".5", true, 0.5},
    {"5.", true, 5},
    {"1e3", true, 1000},
    {"1E-3", true, 0.001},
    {"0.1", true, 0x1.999999999999ap-4},
    {"1e400", true, INFINITY},
    {"inf", true, INFINITY},
    {"-inf", true, -INFINITY},
    {"nan", true, NAN},
    {"9007199254740993", true, 9007199254740992.0}, /* 2^53 + 1: ties to even */
    {"", false, 0},
    {"-", false, 0},
    {".", false, 0},
    {"1,5", false, 0},
    {"1_000", false, 0},
    {"0x10", false, 0},
    {"1e", false, 0},
    {"1e+", false, 0},
    {" 1", false, 0},
    {"1 ", false, 0},
    {"1.2.3", false, 0},
    {"Inf", false, 0},
    {"infinity", false, 0},
    {"--1", false, 0},
};

START_TEST(parses)
{
    double value = 42;
    const char *text = PARSES[_i].text;
    bool ok = num_parse(text, strlen(text), &value);
    ck_assert_msg(ok == PARSES[_i].ok, "'%s'", text);
    if (ok) {
        double want = PARSES[_i].value;
        ck_assert_msg(
            isnan(want) ? isnan(value) : value == want && !signbit(value) == !signbit(want),
            "'%s' is %a", text, value);
    } else {
        ck_assert_msg(value == 42, "'%s' touched the result", text);
    }
}
END_TEST

static const struct {
    double value;
    int decimals;
    enum dtype dtype;
    const char *text;
} SHOWS[] = {
    {6, 4, DTYPE_FLOAT64, "6"},
    {0.5, 4, DTYPE_FLOAT64, "0.5"},
    {0, 4, DTYPE_FLOAT64, "0"},
    {-0.0, 4, DTYPE_FLOAT64, "-0"},
    {0.0420100661340661, 4, DTYPE_FLOAT64, "0.0420"},
    {0.0420100661340661, 7, DTYPE_FLOAT64, "0.0420101"},
    {-3.16984598, 4, DTYPE_FLOAT64, "-3.1698"},
    {8.358e-9, 4, DTYPE_FLOAT64, "8.358e-09"},
    {1e-9, 4, DTYPE_FLOAT64, "1e-09"},
    {0.00004, 4, DTYPE_FLOAT64, "4e-05"},
    {0.00006, 4, DTYPE_FLOAT64, "0.0001"},
    {1e300, 4, DTYPE_FLOAT64, "1e+300"},
    {123456789, 4, DTYPE_FLOAT64, "123456789"},
    {12345678901234567.0, 3, DTYPE_FLOAT64, "1.23e+16"},
    {0.1, 0, DTYPE_FLOAT64, "1e-01"},
    {0.6, 0, DTYPE_FLOAT64, "1"},
    {(double)7.65F, 4, DTYPE_FLOAT32, "7.65"},
    {(double)7.65F, 9, DTYPE_FLOAT32, "7.650000095"},
    {0.125, 2, DTYPE_FLOAT64, "0.12"}, /* exactly between: to even, as printf does */
    {INFINITY, 4, DTYPE_FLOAT64, "inf"},
    {-INFINITY, 4, DTYPE_FLOAT64, "-inf"},
    {NAN, 4, DTYPE_FLOAT64, "nan"},
    {0.1, 99, DTYPE_FLOAT64, "0.1"},
    {(double)0.1F, 99, DTYPE_FLOAT32, "0.1"},
    {(double)0.1F, 99, DTYPE_FLOAT64, "0.10000000149011612"},
};

START_TEST(shows)
{
    char text[NUM_SIZE];
    (void)num_show(text, SHOWS[_i].value, SHOWS[_i].decimals, SHOWS[_i].dtype);
    ck_assert_str_eq(text, SHOWS[_i].text);
}
END_TEST

static const struct {
    double value;
    int decimals;
    const char *text;
} CELLS[] = {
    {6, 4, "6.0000"},
    {0, 4, "0.0000"},
    {-0.0, 4, "-0.0000"},
    {6, 0, "6"},
    {8.358e-9, 4, "8.4e-09"},
    {-1e300, 4, "-1.0e+300"},
    {NAN, 4, "nan"},
    {1, 4, "1.0000"},
    {0.99994, 4, "0.9999"},
    {0.99997, 4, "0.99997"},
    {1.00003, 4, "1.00003"},
    {-0.99997, 4, "-0.99997"},
    {0.9999970, 4, "1-3e-06"},
    {1.0000030, 4, "1+3e-06"},
    {-0.9999970, 4, "-1+3e-06"},
    {-1.0000030, 4, "-1-3e-06"},
    {0x1.fffffffffffffp-1, 4, "1-1e-16"},
    {0x1.0000000000001p+0, 4, "1+2e-16"},
    {0.999997, 5, "0.999997"},
    {0.99999970, 5, "1-3e-07"},
    {0.99997, 5, "0.99997"},
    {0.997, 2, "1.00"}, /* who wants two decimals */
    {0.9997, 3, "1.000"},
    {2.00003, 4, "2.0000"},
};

START_TEST(cells)
{
    char text[NUM_SIZE];
    (void)num_cell(text, CELLS[_i].value, CELLS[_i].decimals);
    ck_assert_str_eq(text, CELLS[_i].text);
}
END_TEST

/* Nothing but 1 looks like it, however near, in a table and in a worked line; what stands there is
 * the nearer to the number, and no wider than a power of ten. */
START_TEST(one_is_one)
{
    char text[NUM_SIZE];
    char one[NUM_SIZE];
    char power[NUM_SIZE];
    int decimals = 4 + _i;
    size_t width = strlen(num_cell(power, 1e-9, decimals));
    width = width < strlen(num_cell(one, 1, decimals)) + 1 ? strlen(one) + 1 : width;
    for (double apart = 0x1p-53; apart < 1e-3; apart *= 1.7) {
        const double values[] = {1 - apart, 1 + 2 * apart, -1 + apart, -1 - 2 * apart};
        for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
            bool minus = values[i] < 0;
            ck_assert_str_ne(
                num_cell(text, values[i], decimals), num_cell(one, minus ? -1 : 1, decimals));
            ck_assert_msg(strlen(text) <= width + minus, "%s", text);
            double off = 0;
            char *sign = strpbrk(text + 1, "+-");
            if (text[minus] == '1' && sign == text + minus + 1) {
                ck_assert(num_parse(sign, strlen(sign), &off));
                ck_assert_double_eq_tol(off / (values[i] - (minus ? -1 : 1)), 1, 0.34);
            }
            (void)num_show(text, values[i], decimals, DTYPE_FLOAT64);
            ck_assert(num_parse(text, strlen(text), &off));
            ck_assert_int_eq(fabs(off) == 1, fabs(fabs(values[i]) - 1) <= 1e-13);
            ck_assert_double_le(fabs(off - values[i]), fabs(fabs(values[i]) - 1));
        }
    }
}
END_TEST

START_TEST(json)
{
    char text[NUM_SIZE];
    ck_assert_str_eq(num_json(text, 0.1, DTYPE_FLOAT64), "0.10000000000000001");
    ck_assert_str_eq(num_json(text, (double)0.1F, DTYPE_FLOAT32), "0.100000001");
    ck_assert_str_eq(num_json(text, 3, DTYPE_FLOAT64), "3");
    ck_assert_str_eq(num_json(text, NAN, DTYPE_FLOAT64), "\"NaN\"");
    ck_assert_str_eq(num_json(text, INFINITY, DTYPE_FLOAT64), "\"Infinity\"");
    ck_assert_str_eq(num_json(text, -INFINITY, DTYPE_FLOAT64), "\"-Infinity\"");
}
END_TEST

START_TEST(integers)
{
    long long value = 7;
    ck_assert(num_parse_integer("-12", 3, &value));
    ck_assert_int_eq(value, -12);
    ck_assert(!num_parse_integer("1.0", 3, &value));
    ck_assert(!num_parse_integer("99999999999999999999", 20, &value));
    ck_assert(!num_parse_integer("", 0, &value));
    ck_assert_int_eq(value, -12);
}
END_TEST

/* Whatever the process's locale does to the decimal point, our numbers keep theirs. */
START_TEST(locale_with_a_comma)
{
    char text[NUM_SIZE];
    double value = 0;
    if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL) {
        return; /* not on this machine; the byte comparison of the whole program makes its own */
    }
    (void)num_show(text, 0.25, 4, DTYPE_FLOAT64);
    bool parsed = num_parse("0.25", 4, &value);
    (void)setlocale(LC_ALL, "C");
    ck_assert_str_eq(text, "0.25");
    ck_assert(parsed && value == 0.25);
}
END_TEST

START_TEST(storing)
{
    ck_assert_double_eq(num_store(0.1, DTYPE_FLOAT64), 0.1);
    ck_assert_double_eq(num_store(0.1, DTYPE_FLOAT32), 0x1.99999ap-4);
    ck_assert(isinf(num_store(1e300, DTYPE_FLOAT32)));
}
END_TEST

/* A number that was written with some decimals needs no more than these, in either dtype; and with
 * one fewer it is another number. */
START_TEST(decimals_that_are_needed)
{
    uint64_t state = 1;
    for (int i = 0; i < 20000; i++) {
        char text[NUM_SIZE];
        state = state * 6364136223846793005U + 1442695040888963407U;
        int decimals = (int)(state >> 60) % 10;
        double size = pow(10, (double)(state >> 50 & 7) - 2);
        double random = size * (double)(int64_t)state * 0x1p-63;
        enum dtype dtype = (state >> 40 & 1) != 0 ? DTYPE_FLOAT32 : DTYPE_FLOAT64;
        (void)snprintf(text, sizeof text, "%.*f", decimals, random);
        double value = num_store(strtod(text, NULL), dtype);
        int needed = num_decimals(value, NUM_MAX_DECIMALS, dtype);
        ck_assert_msg(needed <= decimals, "%s needs %d decimals", text, needed);
        (void)snprintf(text, sizeof text, "%.*f", needed, value);
        ck_assert(num_store(strtod(text, NULL), dtype) == value);
        if (needed > 0) {
            (void)snprintf(text, sizeof text, "%.*f", needed - 1, value);
            ck_assert(num_store(strtod(text, NULL), dtype) != value);
        }
    }
}
END_TEST

static const struct {
    const char *text;
    enum num_fate fate, as_float32;
} FATES[] = {
    {"0.1", NUM_KEPT, NUM_KEPT},
    {"0.1000000000000000055511151231257827", NUM_KEPT, NUM_KEPT},
    {"inf", NUM_KEPT, NUM_KEPT},
    {"-inf", NUM_KEPT, NUM_KEPT},
    {"nan", NUM_KEPT, NUM_KEPT},
    {"-0.0", NUM_KEPT, NUM_KEPT},
    {"0e-9999", NUM_KEPT, NUM_KEPT},
    {"1e400", NUM_TOO_LARGE, NUM_KEPT},
    {"-1e99999999999999999999999", NUM_TOO_LARGE, NUM_KEPT},
    {"1.7976931348623157e308", NUM_KEPT, NUM_TOO_LARGE},
    {"1e-400", NUM_TOO_SMALL, NUM_KEPT},
    {"5e-324", NUM_KEPT, NUM_TOO_SMALL},
    {"0.00050e-320", NUM_KEPT, NUM_TOO_SMALL},
    {"4.9e-324", NUM_KEPT, NUM_TOO_SMALL},
    {"4.8e-324", NUM_TOO_SMALL, NUM_TOO_SMALL},
    {"1.2345e-320", NUM_TOO_SMALL, NUM_TOO_SMALL},
    {"2.2250738585072014e-308", NUM_KEPT, NUM_TOO_SMALL},
    {"9007199254740992", NUM_KEPT, NUM_KEPT},
    {"9007199254740993", NUM_ROUNDED, NUM_KEPT},
    {"-0009007199254740993", NUM_ROUNDED, NUM_KEPT},
    {"9007199254740994", NUM_KEPT, NUM_KEPT},
    {"100000000000000000000000", NUM_ROUNDED, NUM_KEPT},
    {"1e23", NUM_KEPT, NUM_KEPT},
    {"16777216", NUM_KEPT, NUM_KEPT},
    {"16777217", NUM_KEPT, NUM_ROUNDED},
    {"3.5e38", NUM_KEPT, NUM_TOO_LARGE},
    {"1e-45", NUM_KEPT, NUM_KEPT},
    {"1.2e-45", NUM_KEPT, NUM_TOO_SMALL},
    {"1e-46", NUM_KEPT, NUM_TOO_SMALL},
};

START_TEST(fates)
{
    double value = 0;
    const char *text = FATES[_i].text;
    ck_assert(num_parse(text, strlen(text), &value));
    ck_assert_msg(num_fate(text, strlen(text), value) == FATES[_i].fate, "%s", text);
    ck_assert_msg(
        num_store_fate(value, DTYPE_FLOAT32) == FATES[_i].as_float32, "%s as float32", text);
    ck_assert(num_store_fate(value, DTYPE_FLOAT64) == NUM_KEPT);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("num");
    TCase *tests = tcase_create("num");
    tcase_add_loop_test(tests, parses, 0, sizeof PARSES / sizeof *PARSES);
    tcase_add_loop_test(tests, shows, 0, sizeof SHOWS / sizeof *SHOWS);
    tcase_add_loop_test(tests, one_is_one, 0, 6);
    tcase_add_loop_test(tests, cells, 0, sizeof CELLS / sizeof *CELLS);
    tcase_add_test(tests, json);
    tcase_add_test(tests, integers);
    tcase_add_test(tests, locale_with_a_comma);
    tcase_add_test(tests, storing);
    tcase_add_test(tests, decimals_that_are_needed);
    tcase_add_loop_test(tests, fates, 0, (int)(sizeof FATES / sizeof *FATES));
    suite_add_tcase(suite, tests);
    return suite;
}
