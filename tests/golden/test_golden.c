/* Every lesson in every format, against the files beside this one, named by its id; and each
 * lesson's published figures.
 *
 * A golden file only guards against change: what makes the numbers right is `expect` (published or
 * independently computed figures), the property tests and the oracle. LOSSWALK_UPDATE=1 writes the
 * files anew; read the difference before you commit it, and say in the commit message why it
 * changed.
 */
#include "catalogue.h"
#include "check_main.h"
#include "doc.h"
#include "expect.h"
#include "quoted.h"
#include "utf8.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct catalogue catalogue;

static bool collect(void *context, const char *data, size_t size)
{
    str_addn(context, data, size);
    return true;
}

static struct lesson *load(size_t i)
{
    static const char *const DATA[] = {TEST_SOURCE_DIR "/../data", NULL};
    struct diag diag;
    diag_init(&diag);
    struct lesson *lesson = lesson_load(catalogue.entries[i].path, NULL, 0, DATA, &diag);
    struct str report;
    str_init(&report);
    diag_print(&diag, &report);
    ck_assert_msg(lesson != NULL && report.len == 0, "%s", report.data);
    str_release(&report);
    diag_release(&diag);
    return lesson;
}

static void write_document(size_t i, const char *format, struct str *text)
{
    struct lesson *lesson = load(i);
    struct trace *trace = quoted_open(lesson);
    struct diag diag;
    diag_init(&diag);
    struct out out;
    out_init(&out, collect, text);
    struct doc_options options = {.decimals = -1, .width = 80};
    const struct doc_format *kind = doc_format_find(format);
    if (kind->open != NULL) {
        kind->open(&out, &options);
    }
    ck_assert(doc_write(kind, trace, &options, &out, &diag));
    if (kind->close != NULL) {
        kind->close(&out, &options);
    }
    ck_assert(out_flush(&out));
    out_release(&out);
    diag_release(&diag);
    trace_free(trace);
    lesson_free(lesson);
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    rewind(file);
    char *text = calloc((size_t)size + 1, 1);
    ck_assert_uint_eq(fread(text, 1, (size_t)size, file), (size_t)size);
    (void)fclose(file);
    return text;
}

static void write_file(const char *path, const struct str *text)
{
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL);
    ck_assert_uint_eq(fwrite(text->data, 1, text->len, file), text->len);
    ck_assert_int_eq(fclose(file), 0);
}

/* The line where two texts part. */
static size_t first_difference(const char *a, const char *b)
{
    size_t line = 1;
    for (; *a != '\0' && *a == *b; a++, b++) {
        line += *a == '\n' ? 1 : 0;
    }
    return line;
}

enum {
    LARGEST = 100000,     /* bytes of a page that is kept whole, */
    LARGEST_HTML = 40000, /* and of one in HTML, which has a line for each cell */
    BEGINNING = 8000      /* of a larger one */
};

/* Of a large batch the beginning, and a checksum (FNV-1a) of the whole. */
static void abridge(struct str *text, size_t largest)
{
    uint64_t sum = 14695981039346656037U;
    if (text->len <= largest) {
        return;
    }
    for (size_t i = 0; i < text->len; i++) {
        sum = (sum ^ (unsigned char)text->data[i]) * 1099511628211U;
    }
    struct str brief;
    str_init(&brief);
    str_addn(&brief, text->data, BEGINNING);
    str_addf(&brief, "\n... %zu bytes, checksum %016" PRIx64 "\n", text->len, sum);
    str_clear(text);
    str_add(text, brief.data);
    str_release(&brief);
}

/* A trace in JSON is one line, of up to 200,000 bytes: here it is broken before each stage and each
 * row, so that a change can be seen. Nothing else is changed; JSON has no line breaks of its own.
 */
static void break_lines(struct str *text)
{
    static const char *const BEGINNINGS[] = {
        "{\"id\": ", "{\"stage\": ", "\"data\": ", "\"per_sample\": ", "\"findings\": ", "["};
    struct str broken;
    str_init(&broken);
    for (const char *at = text->data; *at != '\0'; at++) {
        bool begins = false;
        for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++) {
            begins = begins || strncmp(at, BEGINNINGS[i], strlen(BEGINNINGS[i])) == 0;
        }
        /* of nested brackets, the first */
        bool inner = *at == '[' && at > text->data && (at[-1] == '[' || at[-2] == ':');
        str_add(&broken, begins && !inner ? "\n" : "");
        str_addc(&broken, *at);
    }
    str_clear(text);
    str_add(text, broken.data);
    str_release(&broken);
}

/* The style and script of a page are files of their own, and the same in each: what they are is no
 * lesson's. Nor is the sum of them that the page states. */
static void leave_out_code(struct str *text)
{
    static const char *const PARTS[][2] = {
        {"<style>", "</style>"}, {"<script>", "</script>"}, {"'sha256-", "'"}};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        struct str rest;
        str_init(&rest);
        const char *at = text->data;
        for (const char *part = NULL; (part = strstr(at, PARTS[i][0])) != NULL;) {
            part += strlen(PARTS[i][0]);
            str_addn(&rest, at, (size_t)(part - at));
            at = strstr(part, PARTS[i][1]);
            ck_assert_ptr_nonnull(at);
        }
        str_add(&rest, at);
        str_clear(text);
        str_add(text, rest.data);
        str_release(&rest);
    }
}

static void compare(size_t i, const char *format)
{
    struct str path;
    struct str text;
    str_init(&path);
    str_init(&text);
    str_addf(&path, "%s/golden/%s.%s", TEST_SOURCE_DIR, catalogue.entries[i].id, format);
    write_document(i, format, &text);
    bool html = strcmp(format, "html") == 0;
    if (html) {
        leave_out_code(&text);
    }
    abridge(&text, html ? LARGEST_HTML : LARGEST);
    if (strcmp(format, "json") == 0) {
        break_lines(&text);
    }
    if (getenv("LOSSWALK_UPDATE") != NULL) {
        write_file(path.data, &text);
    }
    char *want = read_file(path.data);
    ck_assert_msg(want != NULL, "%s is missing: LOSSWALK_UPDATE=1 writes it", path.data);
    ck_assert_msg(strcmp(want, text.data) == 0, "%s differs from line %zu on", path.data,
        first_difference(want, text.data));
    free(want);
    str_release(&text);
    str_release(&path);
}

/* Each lesson in each format of doc.def. */
START_TEST(documents_are_as_before)
{
    compare((size_t)_i % catalogue.count, doc_format_names[(size_t)_i / catalogue.count]);
}
END_TEST

/* No line of a page is wider than the page, and nothing but text is on it. */
START_TEST(pages_are_tidy)
{
    struct str text;
    str_init(&text);
    write_document((size_t)_i, "text", &text);
    for (char *line = text.data, *end = NULL; *line != '\0'; line = end + 1) {
        end = strchr(line, '\n');
        ck_assert_ptr_nonnull(end);
        size_t cells = utf8_width_n(line, (size_t)(end - line));
        ck_assert_msg(cells <= 80, "%s: %zu columns: %.*s", catalogue.entries[_i].id, cells,
            (int)(end - line), line);
        ck_assert_msg(end == line || end[-1] != ' ', "%s: a space ends: %.*s",
            catalogue.entries[_i].id, (int)(end - line), line);
    }
    str_release(&text);
}
END_TEST

static double number(const json_t *value)
{
    if (json_is_string(value)) {
        return strtod(json_string_value(value), NULL); /* "NaN", "Infinity" */
    }
    return json_number_value(value);
}

/* Adds up all numbers in nested lists; also counts them. */
static double add_up(const json_t *value, size_t *count)
{
    if (!json_is_array(value)) {
        *count += 1;
        return number(value);
    }
    double sum = 0;
    size_t i = 0;
    json_t *item = NULL;
    json_array_foreach(value, i, item)
    {
        sum += add_up(item, count);
    }
    return sum;
}

/* How far a sum and a quotient may be from those of rounded numbers: bfloat16 has 8 binary digits.
 */
static double rounding(const json_t *root)
{
    return strcmp(json_string_value(json_object_get(root, "dtype")), "bfloat16") == 0 ? 0x1p-8
                                                                                      : 1e-6;
}

static bool near(double a, double b, double slack)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= slack * fmax(1, fabs(b));
}

/* The numbers of a stage; null: the lesson has no such stage. */
static const json_t *stage_data(const json_t *root, const char *id)
{
    size_t i = 0;
    json_t *stage = NULL;
    json_array_foreach(json_object_get(root, "stages"), i, stage)
    {
        if (strcmp(json_string_value(json_object_get(stage, "id")), id) == 0) {
            return json_object_get(stage, "data");
        }
    }
    return NULL;
}

/* Read back with a real parser: the loss is the total over the divisor, the total the sum of what
 * it sums, and every stage holds as many numbers as its shape says. */
START_TEST(json_adds_up)
{
    struct str text;
    str_init(&text);
    write_document((size_t)_i, "json", &text);
    json_error_t error;
    json_t *root = json_loads(text.data, 0, &error);
    ck_assert_msg(root != NULL, "%s: %s", catalogue.entries[_i].id, error.text);
    size_t count = 0;
    const json_t *means = stage_data(root, "group_mean");
    double total = add_up(means != NULL ? means : json_object_get(root, "per_sample"), &count);
    if (!json_is_null(json_object_get(root, "loss"))) {
        double loss = number(json_object_get(root, "loss"));
        double divisor = number(json_object_get(root, "divisor"));
        ck_assert(near(total, number(json_object_get(root, "total")), rounding(root)));
        ck_assert(near(loss, total / divisor, rounding(root)));
    }
    size_t i = 0;
    json_t *stage = NULL;
    json_array_foreach(json_object_get(root, "stages"), i, stage)
    {
        size_t want = 1;
        size_t axis = 0;
        json_t *dim = NULL;
        json_array_foreach(json_object_get(stage, "shape"), axis, dim)
        {
            want *= (size_t)json_integer_value(dim);
        }
        size_t got = 0;
        (void)add_up(json_object_get(stage, "data"), &got);
        ck_assert_uint_eq(got, want);
    }
    ck_assert_uint_ge(i, 5);
    json_decref(root);
    str_release(&text);
}
END_TEST

START_TEST(published_figures_come_out)
{
    struct lesson *lesson = load((size_t)_i);
    ck_assert_msg(lesson->expect != NULL, "%s expects nothing", lesson->id);
    ck_assert_msg(lesson->expect_source[0] != '\0', "%s does not say where from", lesson->id);
    struct trace *trace = quoted_open(lesson);
    struct diag diag;
    diag_init(&diag);
    bool ok = expect_check(trace, &diag);
    struct str report;
    str_init(&report);
    diag_print(&diag, &report);
    ck_assert_msg(ok, "%s", report.data);
    str_release(&report);
    diag_release(&diag);
    trace_free(trace);
    lesson_free(lesson);
}
END_TEST

Suite *make_suite(void)
{
    static const char *const FOLDERS[] = {TEST_SOURCE_DIR "/../lessons", NULL};
    struct diag diag;
    diag_init(&diag);
    Suite *suite = suite_create("lessons");
    TCase *tests = tcase_create("lessons");
    int count = catalogue_open(&catalogue, FOLDERS, 0, &diag) ? (int)catalogue.count : 0;
    int formats = 0;
    const char *most =
        getenv("LOSSWALK_FORMATS"); /* for who has to run this often: the first ones */
    while (doc_format_names[formats] != NULL && (most == NULL || formats < atoi(most))) {
        formats++;
    }
    tcase_add_loop_test(tests, documents_are_as_before, 0, formats * count);
    tcase_add_loop_test(tests, pages_are_tidy, 0, count);
    tcase_add_loop_test(tests, json_adds_up, 0, count);
    tcase_add_loop_test(tests, published_figures_come_out, 0, count);
    suite_add_tcase(suite, tests);
    diag_release(&diag);
    return suite;
}
