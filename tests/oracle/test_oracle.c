/* The program against real frameworks and against exact arithmetic: reads the reference files
 * beside this one, which the scripts there made (README.md). Every case is a lesson and what
 * somebody else makes of the same numbers.
 *
 * A case passes when every number is within the standard tolerance: 1e-12 relative for float64, 2
 * units in the last place for float32. A number that the framework itself has wrong by more than
 * that is "loosened" in the file, by the framework's own error, and the case says why.
 */
#include "check_main.h"
#include "numbers.h"
#include "trace.h"

#include <float.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 4, QUANTITIES = 5 };

static const char *const file_names[FILES] = {
    "pytorch", "numpy_by_hand", "tensorflowjs", "sklearn"};
static const char *const quantities[QUANTITIES] = {
    "loss", "per_sample", "gradient", "predicted", "accuracy"};

static json_t *files[FILES]; /* arrays of cases */
static json_t *exact_cases;

/* What is wrong with the files; nothing can be asserted before the tests run. */
static struct str unreadable;

static json_t *read_cases(const char *name)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/oracle/%s.jsonl", TEST_SOURCE_DIR, name);
    json_t *cases = json_array();
    FILE *file = fopen(path, "rb");
    char *line = NULL;
    size_t size = 0;
    for (size_t at = 1; file != NULL && getline(&line, &size, file) > 0; at++) {
        json_error_t error;
        json_t *item = json_loads(line, 0, &error);
        if (item == NULL) {
            str_addf(&unreadable, "%s:%zu: %s\n", path, at, error.text);
        } else if (at > 1) { /* the first line says who made the file */
            json_array_append(cases, item);
        }
        json_decref(item);
    }
    free(line);
    if (file != NULL) {
        (void)fclose(file);
    }
    if (json_array_size(cases) == 0) {
        str_addf(&unreadable, "%s: no cases\n", path);
    }
    return cases;
}

START_TEST(files_can_be_read)
{
    ck_assert_msg(unreadable.len == 0, "%s", unreadable.data);
}
END_TEST

static double number(const json_t *value)
{
    /* "NaN", "Infinity", "-Infinity" */
    return json_is_string(value) ? strtod(json_string_value(value), NULL)
                                 : json_number_value(value);
}

/* A lesson being run. */
struct run {
    const char *id;
    struct lesson *lesson;
    struct trace *trace;
};

/* False, with what is wrong in report, when the lesson is not valid. */
static bool run_open(struct run *run, const json_t *item, const char *setting, struct str *report)
{
    const char *text = json_string_value(json_object_get(item, "lesson"));
    struct override override = {setting};
    struct diag diag;
    diag_init(&diag);
    run->id = json_string_value(json_object_get(item, "id"));
    run->lesson = lesson_parse(
        "case.md", NULL, text, strlen(text), &override, setting == NULL ? 0 : 1, NULL, &diag);
    run->trace = run->lesson == NULL ? NULL : trace_new(run->lesson);
    if (run->lesson == NULL) {
        diag_print(&diag, report);
        str_add(report, text);
    }
    diag_release(&diag);
    return run->lesson != NULL;
}

static void run_close(struct run *run)
{
    trace_free(run->trace);
    lesson_free(run->lesson);
}

static size_t stage_of(const struct recipe *recipe, const char *quantity)
{
    return strcmp(quantity, "loss") == 0         ? recipe->loss
           : strcmp(quantity, "per_sample") == 0 ? recipe->summed
           : strcmp(quantity, "gradient") == 0   ? recipe->gradient
                                                 : recipe_named(recipe, quantity);
}

/* A stage's numbers in the C order of its own shape; *count of them. The trace gives rows along the
 * class axis, so that axis moves back to its place. The caller frees them. */
static double *stage_values(struct run *run, size_t at, size_t *count)
{
    const struct recipe *recipe = trace_recipe(run->trace);
    const struct stage *stage = &recipe->stages[at];
    size_t rows = stage->rows;
    size_t inner = 1;
    for (size_t axis = stage->class_axis + 1; axis < stage->shape.rank; axis++) {
        inner *= stage->shape.dim[axis];
    }
    inner = stage->form == FORM_MATRIX ? inner : 1;
    *count = rows * stage->width;
    double *by_row = calloc(*count, sizeof *by_row);
    double *values = calloc(*count, sizeof *values);
    ck_assert(trace_rows(run->trace, at, 0, rows, by_row, NULL));
    for (size_t row = 0; row < rows; row++) {
        for (size_t col = 0; col < stage->width; col++) {
            size_t to = (row / inner * stage->width + col) * inner + row % inner;
            values[to] = by_row[row * stage->width + col];
        }
    }
    free(by_row);
    return values;
}

/* One unit in the last place at a finite value. */
static double unit(double value, enum dtype dtype)
{
    int exponent = 0;
    int digits = dtype == DTYPE_FLOAT32 ? FLT_MANT_DIG : DBL_MANT_DIG;
    int least = dtype == DTYPE_FLOAT32 ? FLT_MIN_EXP - FLT_MANT_DIG : DBL_MIN_EXP - DBL_MANT_DIG;
    (void)frexp(value, &exponent);
    exponent -= digits;
    return ldexp(1, value == 0 || exponent < least ? least : exponent);
}

static double ulps(double got, double want, enum dtype dtype)
{
    if (got == want || (isnan(got) && isnan(want))) {
        return 0;
    }
    return isfinite(got) && isfinite(want) ? fabs(got - want) / unit(want, dtype) : INFINITY;
}

/* One number that a case expects. */
struct wanted {
    double value;
    double loosened; /* 0: the standard tolerance */
};

static struct wanted wanted(const json_t *item, const char *quantity, size_t i)
{
    const json_t *values = json_object_get(json_object_get(item, "expect"), quantity);
    char index[32];
    (void)snprintf(index, sizeof index, "%zu", i);
    return (struct wanted){
        number(json_is_array(values) ? json_array_get(values, i) : values),
        number(
            json_object_get(json_object_get(json_object_get(item, "loosened"), quantity), index)),
    };
}

static bool close_enough(const json_t *item, const struct wanted *want, double got)
{
    if (!isfinite(got) || !isfinite(want->value)) {
        return got == want->value || (isnan(got) && isnan(want->value));
    }
    double tolerance = number(json_object_get(item, "relative")) * fmax(fabs(want->value), DBL_MIN);
    const json_t *ulps32 = json_object_get(item, "ulps32");
    if (json_is_number(ulps32)) {
        tolerance += number(ulps32) * unit(want->value, DTYPE_FLOAT32);
    }
    return fabs(got - want->value) <= tolerance + want->loosened;
}

/* The worst number of many, in units of the last place. */
struct worst {
    double ulps;
    const char *id;
    size_t count, loosened;
};

static void worst_note(struct worst *worst, double error, const char *id)
{
    worst->count++;
    if (error > worst->ulps) {
        worst->ulps = error;
        worst->id = id;
    }
}

/* Compares one quantity; the first difference goes into report. worst is per kind of number:
 * standard, loosened. */
static void compare(struct run *run, const json_t *item, const char *quantity, struct worst *worst,
    struct str *report)
{
    const json_t *values = json_object_get(json_object_get(item, "expect"), quantity);
    if (values == NULL) {
        return;
    }
    size_t at = stage_of(trace_recipe(run->trace), quantity);
    if (at == STAGE_NONE) {
        str_addf(report, "%s: the trace has no %s\n", run->id, quantity);
        return;
    }
    size_t count = 0;
    double *got = stage_values(run, at, &count);
    size_t want_count = json_is_array(values) ? json_array_size(values) : 1;
    if (count != want_count) {
        str_addf(report, "%s: %s has %zu numbers, not %zu\n", run->id, quantity, count, want_count);
    }
    enum dtype dtype = run->lesson->problem.dtype;
    bool said = false;
    for (size_t i = 0; i < count && count == want_count; i++) {
        struct wanted want = wanted(item, quantity, i);
        double error = ulps(got[i], want.value, dtype);
        worst_note(&worst[want.loosened > 0 ? 1 : 0], error, run->id);
        if (!said && !close_enough(item, &want, got[i])) {
            said = true;
            str_addf(report, "%s: %s[%zu] is %.17g, not %.17g (%g ulp, %g off, loosened %g)\n",
                run->id, quantity, i, got[i], want.value, error, fabs(got[i] - want.value),
                want.loosened);
        }
    }
    free(got);
}

static void check_case(const json_t *item, struct worst worst[2][QUANTITIES][2], struct str *report)
{
    struct run run;
    if (!run_open(&run, item, NULL, report)) {
        return;
    }
    enum dtype dtype = run.lesson->problem.dtype;
    for (size_t q = 0; q < QUANTITIES; q++) {
        compare(&run, item, quantities[q], worst[dtype][q], report);
    }
    run_close(&run);
}

static void agrees(size_t file, size_t i)
{
    struct worst worst[2][QUANTITIES][2] = {0};
    struct str report;
    str_init(&report);
    const json_t *item = json_array_get(files[file], i);
    check_case(item, worst, &report);
    ck_assert_msg(report.len == 0, "%s\n%s%s", file_names[file], report.data,
        json_string_value(json_object_get(item, "lesson")));
    str_release(&report);
}

START_TEST(agrees_with_pytorch)
{
    agrees(0, (size_t)_i);
}
END_TEST

START_TEST(agrees_with_numpy_by_hand)
{
    agrees(1, (size_t)_i);
}
END_TEST

START_TEST(agrees_with_tensorflowjs)
{
    agrees(2, (size_t)_i);
}
END_TEST

START_TEST(agrees_with_sklearn)
{
    agrees(3, (size_t)_i);
}
END_TEST

static void print_worst(const char *name, enum dtype dtype, struct worst (*worst)[2])
{
    for (size_t q = 0; q < QUANTITIES; q++) {
        const struct worst *w = worst[q];
        if (w[0].count + w[1].count == 0) {
            continue;
        }
        (void)printf("%-14s %-8s %-10s %7zu %9.3g  %8zu  %s\n", name,
            dtype == DTYPE_FLOAT32 ? "float32" : "float64", quantities[q], w[0].count, w[0].ulps,
            w[1].count, w[0].id == NULL ? "" : w[0].id);
    }
}

/* Where the standard tolerance holds, the worst errors; and how many numbers it was loosened for.
 */
START_TEST(table_of_frameworks)
{
    struct str report;
    str_init(&report);
    (void)printf("%-14s %-8s %-10s %7s %9s  %8s  %s\n", "against", "dtype", "quantity", "numbers",
        "worst ulp", "loosened", "worst case");
    for (size_t f = 0; f < FILES; f++) {
        struct worst worst[2][QUANTITIES][2] = {0};
        size_t i = 0;
        const json_t *item = NULL;
        json_array_foreach(files[f], i, item)
        {
            check_case(item, worst, &report);
        }
        print_worst(file_names[f], DTYPE_FLOAT64, worst[DTYPE_FLOAT64]);
        print_worst(file_names[f], DTYPE_FLOAT32, worst[DTYPE_FLOAT32]);
    }
    (void)fflush(stdout);
    ck_assert_msg(report.len == 0, "%.2000s", report.data);
    str_release(&report);
}
END_TEST

/* Exact arithmetic. */

enum { FUSED, STABLE, TEXTBOOK, ROUTES };

static const char *const route_settings[ROUTES] = {"route=fused", "route=stable", "route=textbook"};

struct route_errors {
    struct worst ulps;
    struct worst scaled; /* absolute error over 2^-53 max(1, loss) */
    size_t beyond;       /* losses that a route through probabilities cannot have: not judged */
};

/* From here on the probability of the true class, exp(-loss), is too small to be a normal double:
 * it has fewer digits or none. And exp of a large logit overflows on the textbook route. */
static bool is_beyond(size_t route, double want, double got)
{
    return route != FUSED && (want > -log(DBL_MIN) || (route == TEXTBOOK && !isfinite(got)));
}

static void measure_route(const json_t *item, size_t route, struct route_errors *errors)
{
    struct str report;
    str_init(&report);
    struct run run;
    ck_assert_msg(run_open(&run, item, route_settings[route], &report), "%s", report.data);
    size_t count = 0;
    double *got = stage_values(&run, trace_recipe(run.trace)->summed, &count);
    const json_t *values = json_object_get(json_object_get(item, "expect"), "per_sample");
    ck_assert_msg(count == json_array_size(values), "%s", run.id);
    for (size_t i = 0; i < count; i++) {
        double want = number(json_array_get(values, i));
        if (is_beyond(route, want, got[i])) {
            errors->beyond++;
            continue;
        }
        double error = isfinite(got[i]) ? fabs(got[i] - want) : INFINITY;
        worst_note(&errors->ulps, ulps(got[i], want, DTYPE_FLOAT64), run.id);
        worst_note(&errors->scaled, error / (0x1p-53 * fmax(1, want)), run.id);
    }
    free(got);
    run_close(&run);
    str_release(&report);
}

START_TEST(fused_is_exact)
{
    const json_t *item = json_array_get(exact_cases, (size_t)_i);
    struct route_errors errors = {0};
    measure_route(item, FUSED, &errors);
    ck_assert_msg(errors.ulps.ulps <= 2, "%g ulp in %s\n%s", errors.ulps.ulps, errors.ulps.id,
        json_string_value(json_object_get(item, "lesson")));
}
END_TEST

START_TEST(stable_is_good)
{
    const json_t *item = json_array_get(exact_cases, (size_t)_i);
    struct route_errors errors = {0};
    measure_route(item, STABLE, &errors);
    ck_assert_msg(errors.scaled.ulps <= 4, "%g times 2^-53 max(1, loss) in %s\n%s",
        errors.scaled.ulps, errors.scaled.id, json_string_value(json_object_get(item, "lesson")));
}
END_TEST

START_TEST(table_of_routes)
{
    (void)printf("%-15s %7s %9s %22s %7s  %s\n", "route", "losses", "worst ulp",
        "/ (2^-53 max(1, loss))", "beyond", "worst case");
    for (size_t route = 0; route < ROUTES; route++) {
        struct route_errors errors = {0};
        size_t i = 0;
        const json_t *item = NULL;
        json_array_foreach(exact_cases, i, item)
        {
            measure_route(item, route, &errors);
        }
        (void)printf("%-15s %7zu %9.3g %22.3g %7zu  %s\n", route_settings[route], errors.ulps.count,
            errors.ulps.ulps, errors.scaled.ulps, errors.beyond, errors.scaled.id);
    }
    (void)fflush(stdout);
}
END_TEST

Suite *make_suite(void)
{
    const TTest *const agree[FILES] = {agrees_with_pytorch, agrees_with_numpy_by_hand,
        agrees_with_tensorflowjs, agrees_with_sklearn};
    Suite *suite = suite_create("oracle");
    TCase *tests = tcase_create("oracle");
    str_init(&unreadable);
    tcase_add_test(tests, files_can_be_read);
    for (size_t f = 0; f < FILES; f++) {
        files[f] = read_cases(file_names[f]);
        tcase_add_loop_test(tests, agree[f], 0, (int)json_array_size(files[f]));
    }
    exact_cases = read_cases("exact");
    tcase_add_loop_test(tests, fused_is_exact, 0, (int)json_array_size(exact_cases));
    tcase_add_loop_test(tests, stable_is_good, 0, (int)json_array_size(exact_cases));
    tcase_add_test(tests, table_of_frameworks);
    tcase_add_test(tests, table_of_routes);
    suite_add_tcase(suite, tests);
    return suite;
}
