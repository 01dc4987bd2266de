/* What makes each framework's loss its own, fact by fact: one small lesson for each.
 *
 *   NAME.md          the lesson's `expect` figures come out. A figure of 0 must have its sign.
 *   NAME.refused.md  the rules refuse the lesson; NAME.refused.expected is the first reason and its
 *                    hint, a line each.
 *   NAME.open.md     the framework's figures, which its rules do not reach: the test fails when
 *                    they do. Then take `.open` out of the name.
 *
 * The figures come from figures.py and from what the frameworks publish, never from losswalk.
 */
#include "check_main.h"
#include "expect.h"
#include "numbers.h"

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static glob_t facts; /* their names, in order */

static bool ends(const char *name, const char *end)
{
    size_t size = strlen(name);
    return size > strlen(end) && strcmp(name + size - strlen(end), end) == 0;
}

/* Is there a fact whose name begins with the preset's? */
static bool has_fact(const char *preset)
{
    for (size_t i = 0; i < facts.gl_pathc; i++) {
        if (strncmp(facts.gl_pathv[i], preset, strlen(preset)) == 0) {
            return true;
        }
    }
    return false;
}

/* expect_check() takes -0 for 0; here a published zero has its sign. */
static void check_signs(struct trace *trace, struct diag *diag)
{
    for (const struct expectation *e = trace_lesson(trace)->expect; e != NULL; e = e->next) {
        size_t stage = recipe_named(trace_recipe(trace), e->what);
        size_t width = trace_recipe(trace)->stages[stage].width;
        for (size_t i = 0; i < shape_size(&e->values->shape); i++) {
            double want = 0;
            ck_assert(tensor_read(e->values, i, 1, &want, diag));
            double value = trace_cell(trace, stage, i / width, i % width);
            if (want == 0 && value == 0 && signbit(want) != signbit(value)) {
                diag_error(diag, e->where, "%s: element %zu is %s0", e->what, i,
                    signbit(value) ? "-" : "+");
            }
        }
    }
}

static void check_figures(const char *name, struct diag *diag)
{
    struct lesson *lesson = lesson_load(name, NULL, 0, NULL, diag);
    if (lesson != NULL) {
        ck_assert_msg(lesson->expect != NULL, "%s expects nothing", name);
        ck_assert_msg(lesson->expect_source[0] != '\0', "%s does not say where from", name);
        struct trace *trace = trace_new(lesson);
        if (expect_check(trace, diag)) {
            check_signs(trace, diag);
        }
        trace_free(trace);
    }
    lesson_free(lesson);
}

static void check_refusal(const char *name, struct diag *diag)
{
    struct lesson *lesson = lesson_load(name, NULL, 0, NULL, diag);
    ck_assert_msg(lesson == NULL, "%s is not refused", name);
    const struct diag_item *first = diag->first;
    ck_assert_msg(first != NULL && first->severity == DIAG_ERROR, "%s has no error", name);
    struct str got;
    str_init(&got);
    str_addf(&got, "%s\n", first->text);
    if (first->hint != NULL) {
        str_addf(&got, "%s\n", first->hint);
    }
    struct str path;
    str_init(&path);
    str_addn(&path, name, strlen(name) - strlen("md"));
    str_add(&path, "expected");
    FILE *file = fopen(path.data, "rb");
    ck_assert_msg(file != NULL, "%s is missing", path.data);
    char want[1024] = "";
    want[fread(want, 1, sizeof want - 1, file)] = '\0';
    (void)fclose(file);
    ck_assert_msg(
        strcmp(want, got.data) == 0, "%s: the reason is\n%sand not\n%s", name, got.data, want);
    str_release(&path);
    str_release(&got);
}

START_TEST(the_fact_holds)
{
    const char *name = facts.gl_pathv[_i];
    struct diag diag;
    diag_init(&diag);
    if (ends(name, ".refused.md")) {
        check_refusal(name, &diag);
    } else {
        check_figures(name, &diag);
        struct str report;
        str_init(&report);
        diag_print(&diag, &report);
        bool open = ends(name, ".open.md");
        ck_assert_msg((diag.errors > 0) == open, "%s%s",
            open ? "this holds now, so take .open out of the name: " : report.data,
            open ? name : "");
        str_release(&report);
    }
    diag_release(&diag);
}
END_TEST

START_TEST(every_preset_has_facts)
{
    static const char *const presets[] = {
        "plain-", "keras-", "tf-keras-", "tf1-", "pytorch-", "onnx-", "optax-"};
    ck_assert_uint_gt(facts.gl_pathc, 100);
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
        ck_assert_msg(has_fact(presets[i]), "no fact about %s", presets[i]);
    }
}
END_TEST

Suite *make_suite(void)
{
    if (chdir(TEST_SOURCE_DIR "/facts") == 0) {
        (void)glob("*.md", 0, NULL, &facts);
    }
    Suite *suite = suite_create("facts");
    TCase *tests = tcase_create("facts");
    tcase_add_test(tests, every_preset_has_facts);
    tcase_add_loop_test(tests, the_fact_holds, 0, (int)facts.gl_pathc);
    suite_add_tcase(suite, tests);
    return suite;
}
