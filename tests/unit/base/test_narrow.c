/* Numbers of 16 bits: every one is stored as itself, and single operations on them give what
 * NumPy's float16 and PyTorch's bfloat16 give (tests/oracle/narrow.txt). */
#include "check_main.h"
#include "elementary.h"
#include "num.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Independent of num_store(): from the bits. */
static double decode(unsigned bits, enum dtype dtype)
{
    int width = dtype == DTYPE_FLOAT16 ? 10 : 7; /* bits of the fraction */
    int bias = dtype == DTYPE_FLOAT16 ? 15 : 127;
    int fraction = (int)(bits & ((1U << width) - 1));
    int exponent = (int)(bits >> width) & ((1 << (15 - width)) - 1);
    double sign = bits >> 15 != 0 ? -1 : 1;
    if (exponent == (1 << (15 - width)) - 1) {
        return fraction != 0 ? NAN : sign * INFINITY;
    }
    return exponent == 0 ? sign * ldexp(fraction, 1 - bias - width)
                         : sign * ldexp(fraction + (1 << width), exponent - bias - width);
}

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a == b && signbit(a) == signbit(b));
}

static const enum dtype NARROW[] = {DTYPE_FLOAT16, DTYPE_BFLOAT16};

START_TEST(every_number_is_kept)
{
    enum dtype dtype = NARROW[_i];
    double largest = 0;
    double normal = INFINITY;
    double least = INFINITY;
    for (unsigned bits = 0; bits < 65536; bits++) {
        double value = decode(bits, dtype);
        char text[NUM_SIZE];
        double back = 0;
        ck_assert_msg(same(num_store(value, dtype), value), "%04x", bits);
        if (!isfinite(value)) {
            continue;
        }
        (void)num_shortest(text, value, dtype);
        ck_assert(num_parse(text, strlen(text), &back));
        ck_assert_msg(same(num_store(back, dtype), value), "%04x as %s", bits, text);
        (void)num_json(text, value, dtype);
        ck_assert_msg(same(num_store(strtod(text, NULL), dtype), value), "%04x as %s", bits, text);
        largest = fmax(largest, value);
        least = value > 0 ? fmin(least, value) : least;
        bool whole = dtype == DTYPE_FLOAT16 ? (bits & 0x7c00) != 0 : (bits & 0x7f80) != 0;
        normal = value > 0 && whole ? fmin(normal, value) : normal;
    }
    ck_assert(largest == num_formats[dtype].largest);
    ck_assert(normal == num_formats[dtype].normal);
    ck_assert(least == ldexp(1, num_formats[dtype].last));
}
END_TEST

/* Halfway between neighbours: to the even one. Beyond the largest: infinite from half a step on. */
START_TEST(halves_go_to_the_even_neighbour)
{
    enum dtype dtype = NARROW[_i];
    for (unsigned bits = 0; bits + 1 < (dtype == DTYPE_FLOAT16 ? 0x7c00U : 0x7f80U); bits++) {
        double low = decode(bits, dtype);
        double high = decode(bits + 1, dtype);
        double middle = (low + high) / 2;
        ck_assert(num_store(middle, dtype) == ((bits & 1) == 0 ? low : high));
        ck_assert(num_store(nextafter(middle, 0), dtype) == low);
        ck_assert(num_store(nextafter(middle, INFINITY), dtype) == high);
        ck_assert(num_store(-middle, dtype) == -num_store(middle, dtype));
    }
    double largest = num_formats[dtype].largest;
    double step = ldexp(1, ilogb(largest) + 1 - num_formats[dtype].bits);
    ck_assert(num_store(nextafter(largest + step / 2, 0), dtype) == largest);
    ck_assert(num_store(largest + step / 2, dtype) == INFINITY);
    ck_assert(num_store(-1e300, dtype) == -INFINITY);
}
END_TEST

/* Losses printed in bfloat16 beside those in float32 of the same steps, in a public training log.
 */
START_TEST(published_losses)
{
    static const double pairs[][2] = {{4.7477, 4.75}, {4.9904, 5}, {4.5920, 4.59375}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        ck_assert(num_store(pairs[i][0], DTYPE_BFLOAT16) == pairs[i][1]);
    }
}
END_TEST

static FILE *reference;

static unsigned hex(const char *text, size_t size)
{
    char copy[8] = "";
    memcpy(copy, text, size);
    return (unsigned)strtoul(copy, NULL, 16);
}

/* NumPy computes in float32 and rounds that: a result that float32 puts just on a half goes the
 * other way. */
static bool rounded_twice(double exact, double got, enum dtype dtype)
{
    return same(num_store((double)(float)exact, dtype), got);
}

static void check_runs(enum dtype dtype, const char *name, long count)
{
    size_t twice = 0;
    unsigned bits = 0;
    unsigned result = 0;
    for (long i = 0; i <= count; i++) {
        char run[16] = "10000";
        if (i < count) {
            ck_assert_int_eq(fscanf(reference, "%15s", run), 1);
        }
        unsigned start = i < count ? hex(run, 4) : 65536;
        for (; bits < start; bits++) {
            double x = decode(bits, dtype);
            double want = decode(result, dtype);
            double exact = strcmp(name, "exp") == 0 ? elementary_exp(x) : elementary_log(x);
            if (!same(num_store(exact, dtype), want)) {
                ck_assert_msg(rounded_twice(exact, want, dtype), "%s(%a) is %a, not %a", name, x,
                    want, num_store(exact, dtype));
                twice++;
            }
        }
        result = i < count ? hex(run + 4, 4) : 0;
    }
    (void)fprintf(stderr, "%s: %s of 65536 numbers, %zu rounded twice by the reference\n",
        num_formats[dtype].name, name, twice);
    ck_assert_uint_le(twice, 3);
}

static void check_pairs(enum dtype dtype, char sign, long count)
{
    for (long i = 0; i < count; i++) {
        char row[16];
        ck_assert_int_eq(fscanf(reference, "%15s", row), 1);
        double a = decode(hex(row, 4), dtype);
        double b = decode(hex(row + 4, 4), dtype);
        double want = decode(hex(row + 8, 4), dtype);
        double got = sign == '+' ? a + b : sign == '-' ? a - b : sign == '*' ? a * b : a / b;
        ck_assert_msg(same(num_store(got, dtype), want), "%a %c %a is %a, not %a", a, sign, b, want,
            num_store(got, dtype));
    }
}

START_TEST(operations_are_those_of_numpy_and_pytorch)
{
    char format[16];
    char name[8];
    long count = 0;
    size_t sections = 0;
    reference = fopen(TEST_SOURCE_DIR "/oracle/narrow.txt", "r");
    ck_assert_ptr_nonnull(reference);
    ck_assert_int_eq(fscanf(reference, "#%*[^\n]"), 0);
    while (fscanf(reference, "%15s %7s %ld", format, name, &count) == 3) {
        enum dtype dtype = strcmp(format, "float16") == 0 ? DTYPE_FLOAT16 : DTYPE_BFLOAT16;
        if (name[1] == '\0') {
            check_pairs(dtype, name[0], count);
        } else {
            check_runs(dtype, name, count);
        }
        sections++;
    }
    (void)fclose(reference);
    ck_assert_uint_eq(sections, 12);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("narrow");
    TCase *tcase = tcase_create("16 bits");
    tcase_add_loop_test(tcase, every_number_is_kept, 0, 2);
    tcase_add_loop_test(tcase, halves_go_to_the_even_neighbour, 0, 2);
    tcase_add_test(tcase, published_losses);
    tcase_add_test(tcase, operations_are_those_of_numpy_and_pytorch);
    suite_add_tcase(suite, tcase);
    return suite;
}
