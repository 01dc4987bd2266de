/* The gradient stage against central differences of the loss itself: (loss(z + h) - loss(z - h)) /
 * 2h.
 *
 * It shares nothing with the gradient's own formulas. Its error is about h^2 from the curve and
 * 1e-16 / h from rounding, so with h = 1e-5 six digits agree. Lessons with infinite or enormous
 * scores, and numbers next to the edge of a clip, where the loss has a corner and no derivative,
 * are left out.
 */
#include "check_main.h"
#include "numbers.h"
#include "random_lesson.h"
#include "trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LESSONS = 3000, MOST_SCORES = 256 };

static const double STEP = 1e-5;

static struct lesson *open_lesson(uint64_t seed)
{
    struct random random = {seed * 104729 + 3};
    struct str text;
    str_init(&text);
    random_lesson(&random, &text);
    struct lesson *lesson = NULL;
    if (strstr(text.data, "gradient: ") != NULL && strstr(text.data, "float64") != NULL) {
        lesson = random_lesson_read(&text);
    }
    str_release(&text);
    return lesson;
}

/* What the gradient is the derivative of: the loss, or the sum of the entries where nothing is
 * reduced. */
static double objective(const struct lesson *lesson)
{
    struct trace *trace = trace_new(lesson);
    const struct recipe *recipe = trace_recipe(trace);
    double value = 0;
    if (recipe->scaled != STAGE_NONE) {
        value = trace_cell(trace, recipe->scaled, 0, 0);
    } else if (recipe->loss != STAGE_NONE) {
        value = trace_cell(trace, recipe->loss, 0, 0);
    } else {
        for (size_t row = 0; row < recipe->rows; row++) {
            for (size_t col = 0; col < recipe->stages[recipe->summed].width; col++) {
                value += trace_cell(trace, recipe->summed, row, col);
            }
        }
    }
    trace_free(trace);
    return value;
}

/* A second difference that does not shrink with h is a corner: the edge of a clip. */
static bool is_smooth(double low, double middle, double high)
{
    return fabs(low - 2 * middle + high) < 1e-7 * fmax(1, fabs(middle));
}

/* Given probabilities stand at round numbers, and so do the edges of clips: a step must not cross
 * one. Next to 0 the logarithm bends more than a step can follow. */
static bool near_edge(const struct problem *problem, double given)
{
    const double edges[] = {0, problem->clip_eps, 1 - problem->clip_eps, 1};
    bool near = given < 0.01;
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        near = near || fabs(given - edges[i]) < 3 * STEP;
    }
    return near && problem->score_kind == SCORES_PROBS;
}

static bool all_tame(const double *data, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!(fabs(data[i]) < 20)) {
            return false;
        }
    }
    return true;
}

/* Row and column of the trace for an element of the scores' own C order. */
static void locate(const struct lesson *lesson, size_t element, size_t *row, size_t *col)
{
    const struct shape *shape = &lesson->problem.scores->shape;
    size_t inner = 1;
    for (size_t axis = lesson->problem.class_axis + 1; axis < shape->rank; axis++) {
        inner *= shape->dim[axis];
    }
    size_t classes = shape->dim[lesson->problem.class_axis];
    *col = element / inner % classes;
    *row = element / inner / classes * inner + element % inner;
}

static size_t judged;

static void check_element(
    struct lesson *lesson, struct trace *trace, double *data, size_t element, double middle)
{
    double kept = data[element];
    data[element] = kept + STEP;
    double high = objective(lesson);
    data[element] = kept - STEP;
    double low = objective(lesson);
    data[element] = kept;
    if (!isfinite(low) || !isfinite(high) || !is_smooth(low, middle, high)) {
        return;
    }
    size_t row = 0;
    size_t col = 0;
    locate(lesson, element, &row, &col);
    double gradient = trace_cell(trace, trace_recipe(trace)->gradient, row, col);
    double slope = (high - low) / (2 * STEP);
    double scale = fmax(1, fmax(fabs(middle), fabs(slope)));
    ck_assert_msg(fabs(gradient - slope) < 2e-6 * scale,
        "%s: gradient[%zu,%zu] is %.12g, the slope %.12g, in\n%.*s", lesson->source.name, row, col,
        gradient, slope, (int)lesson->source.size, lesson->source.text);
    judged++;
}

static void check_lesson(struct lesson *lesson)
{
    struct tensor *given = lesson->problem.scores;
    size_t count = shape_size(&given->shape);
    double data[MOST_SCORES];
    ck_assert_uint_le(count, MOST_SCORES);
    ck_assert(tensor_read(given, 0, count, data, NULL));
    if (!all_tame(data, count)) {
        return;
    }
    lesson->problem.scores = tensor_literal(&lesson->arena, &given->shape, data, NULL);
    struct trace *trace = trace_new(lesson);
    (void)trace_cell(trace, trace_recipe(trace)->gradient, 0, 0);
    double middle = objective(lesson);
    for (size_t element = 0; element < count && isfinite(middle); element++) {
        if (near_edge(&lesson->problem, data[element])) {
            continue;
        }
        check_element(lesson, trace, data, element, middle);
    }
    trace_free(trace);
    lesson->problem.scores = given;
}

START_TEST(gradient_is_the_slope)
{
    for (uint64_t seed = 0; seed < LESSONS; seed++) {
        struct lesson *lesson = open_lesson(seed);
        if (lesson != NULL) {
            check_lesson(lesson);
            lesson_free(lesson);
        }
    }
    ck_assert_uint_gt(judged, 5000);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("gradient");
    TCase *tests = tcase_create("random lessons");
    tcase_add_test(tests, gradient_is_the_slope);
    suite_add_tcase(suite, tests);
    return suite;
}
