/* The questions of every lesson, in the JSON trace and on the page; and the signs that a page
 * explains. */
#include "check_main.h"
#include "doc.h"
#include "quoted.h"

#include <glob.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static glob_t lessons; /* their files, with translations */

static bool is_translation(const char *path)
{
    size_t size = strlen(path);
    return size > 6 && strcmp(path + size - 6, ".zh.md") == 0;
}

static bool collect(void *context, const char *data, size_t size)
{
    str_addn(context, data, size);
    return true;
}

static void write_document(const char *path, const char *format, struct str *text)
{
    static const char *const DATA[] = {TEST_SOURCE_DIR "/../data", NULL};
    struct diag diag;
    diag_init(&diag);
    struct lesson *lesson = lesson_load(path, NULL, 0, DATA, &diag);
    ck_assert_msg(lesson != NULL, "%s", path);
    struct trace *trace = quoted_open(lesson);
    struct out out;
    out_init(&out, collect, text);
    const struct doc_options options = {.decimals = -1, .width = 80};
    ck_assert(doc_write(doc_format_find(format), trace, &options, &out, &diag));
    ck_assert(out_flush(&out));
    out_release(&out);
    diag_release(&diag);
    trace_free(trace);
    lesson_free(lesson);
}

static double number(const json_t *value)
{
    if (json_is_string(value)) {
        return strtod(json_string_value(value), NULL); /* "NaN", "Infinity" */
    }
    return json_number_value(value);
}

static bool near(double a, double b, double slack)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= slack * fmax(1, fabs(b));
}

/* NULL: the lesson has no such stage. */
static const json_t *stage_of(const json_t *root, const char *id)
{
    size_t i = 0;
    json_t *stage = NULL;
    json_array_foreach(json_object_get(root, "stages"), i, stage)
    {
        if (strcmp(json_string_value(json_object_get(stage, "id")), id) == 0) {
            return stage;
        }
    }
    return NULL;
}

/* ---- Questions ------------------------------------------------------------------------------- */

/* The element of nested lists by its place in C order; NULL: there is none. */
static const json_t *element(const json_t *value, size_t *at)
{
    if (!json_is_array(value)) {
        return (*at)-- == 0 ? value : NULL;
    }
    size_t i = 0;
    json_t *item = NULL;
    json_array_foreach(value, i, item)
    {
        const json_t *found = element(item, at);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static const char *string(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    ck_assert_msg(text != NULL && *text != '\0', "%s", key);
    return text;
}

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static size_t rank_of(const json_t *stage)
{
    return json_array_size(json_object_get(stage, "shape"));
}

/* The value is the number of the cell, and what the worked line comes to; the tolerance is
 * 1, 2 or 5 times a power of ten. Where the batch has more than one dimension, classes are not
 * looked up. */
static void check_cell(const json_t *root, const json_t *question)
{
    const json_t *cell = json_object_get(question, "cell");
    const json_t *stage = stage_of(root, string(cell, "stage"));
    size_t at = (size_t)json_integer_value(json_object_get(cell, "row"));
    double value = number(json_object_get(question, "value"));
    double tolerance = number(json_object_get(question, "tolerance"));
    size_t rank = rank_of(stage);
    bool matrix = rank > 1 && rank == rank_of(json_array_get(json_object_get(root, "stages"), 0));
    if (matrix) {
        at *= (size_t)json_integer_value(json_array_get(json_object_get(stage, "shape"), rank - 1));
        at += (size_t)json_integer_value(json_object_get(cell, "col"));
    }
    const json_t *found = element(json_object_get(stage, "data"), &at);
    ck_assert(found != NULL && (same(number(found), value) || (matrix && rank > 2)));
    const json_t *worked = json_object_get(question, "worked");
    double printed = strtod(string(worked, "value"), NULL);
    ck_assert(same(printed, value) || fabs(printed - value) <= tolerance * 1.0001);
    double first = tolerance / pow(10, floor(log10(tolerance * 1.001)));
    ck_assert(near(first, 1, 1e-9) || near(first, 2, 1e-9) || near(first, 5, 1e-9));
    (void)string(worked, "name");
}

/* A wrong number is not a right one, nor another wrong one, and something is said of it. */
static void check_slips(const json_t *question)
{
    const json_t *slips = json_object_get(question, "slips");
    double value = number(json_object_get(question, "value"));
    double tolerance = number(json_object_get(question, "tolerance"));
    for (size_t i = 0; i < json_array_size(slips); i++) {
        const json_t *slip = json_array_get(slips, i);
        double wrong = number(json_object_get(slip, "value"));
        ck_assert(isfinite(wrong));
        ck_assert(fabs(wrong - value) > 2 * tolerance);
        ck_assert_ptr_null(strchr(string(slip, "text"), '%'));
        for (size_t j = 0; j < i; j++) {
            double other = number(json_object_get(json_array_get(slips, j), "value"));
            ck_assert(fabs(wrong - other) > 2 * tolerance);
        }
    }
}

/* One of the choices is the answer, and only one. */
static void check_choice(const json_t *question)
{
    const json_t *choices = json_object_get(question, "choices");
    size_t right = 0;
    for (size_t i = 0; i < json_array_size(choices); i++) {
        right +=
            strcmp(json_string_value(json_array_get(choices, i)), string(question, "answer")) == 0;
    }
    ck_assert_uint_eq(right, 1);
}

START_TEST(questions_have_answers)
{
    const char *path = lessons.gl_pathv[_i];
    if (is_translation(path)) {
        return;
    }
    struct str text;
    struct str page;
    str_init(&text);
    str_init(&page);
    write_document(path, "json", &text);
    write_document(path, "text", &page);
    json_t *root = json_loads(text.data, 0, NULL);
    const json_t *questions = json_object_get(root, "questions");
    const char *last = page.data;
    const char *answers = strstr(page.data, "\nAnswers\n-------\n");
    ck_assert((json_array_size(questions) > 0) == (answers != NULL));
    for (size_t i = 0; i < json_array_size(questions); i++) {
        const json_t *question = json_array_get(questions, i);
        ck_assert_int_eq(
            json_integer_value(json_object_get(question, "number")), (json_int_t)i + 1);
        (void)string(question, "ask");
        bool has_cell = json_object_get(question, "cell") != NULL;
        bool has_choices = json_object_get(question, "choices") != NULL;
        ck_assert(has_cell || has_choices);
        if (has_cell) {
            check_cell(root, question);
            check_slips(question);
        }
        if (has_choices) {
            check_choice(question);
        }
        /* on the page: in this order, each before its number is shown, and answered in the end */
        struct str line;
        str_init(&line);
        str_addf(&line, "\n  ? Question %zu: ", i + 1);
        const char *asked = strstr(last, line.data);
        ck_assert_msg(asked != NULL && asked < answers, "%s", line.data);
        ck_assert_ptr_null(strstr(asked + 1, line.data));
        last = asked;
        str_clear(&line);
        str_addf(&line, "\n  %zu. ", i + 1);
        ck_assert_ptr_nonnull(strstr(answers, line.data));
        str_clear(&line);
        if (has_cell) {
            str_addf(&line, "\n    %s = ", string(json_object_get(question, "worked"), "name"));
            const char *shown = strstr(page.data, line.data);
            ck_assert_msg(
                shown == NULL || shown > asked, "%s is told before it is asked for", line.data);
        }
        str_release(&line);
    }
    json_decref(root);
    str_release(&page);
    str_release(&text);
}
END_TEST

/* ---- Signs ----------------------------------------------------------------------------------- */

/* A sign in the lines where one number is worked out, and what is said of it below. */
static const struct {
    const char *sign, *meaning;
} SIGNS[] = {
    {" more: ", "the other terms of a long sum"},
    {"0 (not picked: ", "because the other factor is"},
    {"float32(", "rounded as this number format"},
    {"bfloat16(", "rounded as this number format"},
    {"e-0", "10^-8"},
    {"e-1", "10^-8"},
    {"nan", "not a number"},
    {"inf", "minus infinity"},
};

/* Is it in a worked line, or in one that goes on with it? */
static bool is_worked_with(const char *page, const char *end, const char *sign)
{
    for (const char *at = strstr(page, sign); at != NULL && at < end; at = strstr(at + 1, sign)) {
        const char *line = at;
        while (line > page && line[-1] != '\n') {
            line--;
        }
        const char *equals = strstr(line, " = ");
        const char *goes_on = strstr(line, "      = ");
        const char *stop = strchr(line, '\n');
        bool indented = strncmp(line, "    ", 4) == 0;
        if (indented && (goes_on == line || (equals != NULL && equals < at && equals < stop))) {
            return true;
        }
    }
    return false;
}

/* What a page uses it explains. */
START_TEST(signs_are_explained)
{
    const char *path = lessons.gl_pathv[_i];
    if (is_translation(path)) {
        return;
    }
    struct str page;
    str_init(&page);
    write_document(path, "text", &page);
    const char *below = strstr(page.data, "\nSigns: ");
    ck_assert_ptr_nonnull(below);
    struct str signs; /* in one line */
    str_init(&signs);
    for (const char *at = below + 1; *at != '\0'; at++) {
        str_addc(&signs, *at == '\n' ? ' ' : *at);
    }
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (is_worked_with(page.data, below, SIGNS[i].sign)) {
            ck_assert_msg(strstr(signs.data, SIGNS[i].meaning) != NULL, "%s: %s in\n%s", path,
                SIGNS[i].sign, signs.data);
        }
    }
    str_release(&signs);
    str_release(&page);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("questions");
    TCase *tests = tcase_create("questions");
    int found = glob(TEST_SOURCE_DIR "/../lessons/[0-9]*.md", 0, NULL, &lessons);
    int count = found == 0 ? (int)lessons.gl_pathc : 0;
    tcase_add_loop_test(tests, questions_have_answers, 0, count);
    tcase_add_loop_test(tests, signs_are_explained, 0, count);
    suite_add_tcase(suite, tests);
    return suite;
}
