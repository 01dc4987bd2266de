/* What holds for every lesson: explanations are the computation, worked lines multiply out, blocks
 * do not matter. */
#include "cell_holds.h"
#include "check_main.h"
#include "numbers.h"
#include "random_lesson.h"
#include "trace.h"

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LESSONS = 1500, DECIMALS = 4 };

/* How many random lessons: LESSONS, or as many as LOSSWALK_LESSONS says, for who has to run this
 * often. */
static uint64_t lessons(void)
{
    const char *wanted = getenv("LOSSWALK_LESSONS");
    return wanted != NULL ? strtoull(wanted, NULL, 10) : LESSONS;
}

struct sample {
    struct str text;
    struct lesson *lesson;
    struct trace *trace;
    struct arena scratch;
};

static void sample_open(struct sample *sample, uint64_t seed)
{
    struct random random = {seed * 7919 + 1};
    str_init(&sample->text);
    arena_init(&sample->scratch);
    random_lesson(&random, &sample->text);
    sample->lesson = random_lesson_read(&sample->text);
    sample->trace = trace_new(sample->lesson);
}

/* False: the rules refuse it. */
static bool sample_load(struct sample *sample, const char *path)
{
    struct diag diag;
    diag_init(&diag);
    sample->lesson = lesson_load(path, NULL, 0, NULL, &diag);
    diag_release(&diag);
    if (sample->lesson == NULL) {
        return false;
    }
    str_init(&sample->text);
    str_add(&sample->text, path);
    arena_init(&sample->scratch);
    sample->trace = trace_new(sample->lesson);
    return true;
}

static void sample_close(struct sample *sample)
{
    trace_free(sample->trace);
    lesson_free(sample->lesson);
    arena_release(&sample->scratch);
    str_release(&sample->text);
}

static size_t rows_of(const struct trace *trace, size_t stage)
{
    const struct recipe *recipe = trace_recipe(trace);
    return recipe->stages[stage].rows;
}

static void every_cell_of(
    struct sample *sample, void (*check)(struct sample *, size_t stage, size_t row, size_t col))
{
    for (size_t i = 0; i < trace_recipe(sample->trace)->count; i++) {
        size_t width = trace_recipe(sample->trace)->stages[i].width;
        for (size_t row = 0; row < rows_of(sample->trace, i); row++) {
            for (size_t col = 0; col < width; col++) {
                check(sample, i, row, col);
                arena_clear(&sample->scratch);
            }
        }
    }
}

/* Calls `check` for every cell of every stage of the random lessons, and of the facts, whose
 * infinite scores and labels below 0 nobody draws. */
static void every_cell(void (*check)(struct sample *, size_t stage, size_t row, size_t col))
{
    struct sample sample;
    glob_t facts;
    ck_assert_int_eq(glob(TEST_SOURCE_DIR "/facts/*.md", 0, NULL, &facts), 0);
    for (size_t i = 0; i < facts.gl_pathc; i++) {
        if (sample_load(&sample, facts.gl_pathv[i])) {
            every_cell_of(&sample, check);
            sample_close(&sample);
        }
    }
    globfree(&facts);
    for (uint64_t seed = 0; seed < lessons(); seed++) {
        sample_open(&sample, seed);
        every_cell_of(&sample, check);
        sample_close(&sample);
    }
}

static void check_explanation(struct sample *sample, size_t stage, size_t row, size_t col)
{
    const char *wrong = cell_unexplained(sample->trace, stage, row, col, &sample->scratch);
    ck_assert_msg(wrong == NULL, "%s in\n%s", wrong, sample->text.data);
}

START_TEST(explanations_are_the_computation)
{
    every_cell(check_explanation);
}
END_TEST

static size_t judged;

static void check_worked(struct sample *sample, size_t stage, size_t row, size_t col)
{
    const char *wrong =
        cell_miscalculated(sample->trace, stage, row, col, DECIMALS, &sample->scratch, &judged);
    ck_assert_msg(wrong == NULL, "%s in\n%s", wrong, sample->text.data);
}

START_TEST(worked_lines_multiply_out)
{
    every_cell(check_worked);
    ck_assert_uint_gt(judged, lessons() * 10);
}
END_TEST

/* Every block size computes the same bits, and so does any span of rows. */
START_TEST(blocks_do_not_matter)
{
    static const size_t BLOCKS[] = {1, 2, 3, 7, 1000};
    for (uint64_t seed = 0; seed < lessons() / 2; seed++) {
        struct sample sample;
        sample_open(&sample, seed);
        struct random random = {seed};
        const struct recipe *recipe = trace_recipe(sample.trace);
        for (size_t i = 0; i < recipe->count; i++) {
            size_t rows = rows_of(sample.trace, i);
            size_t width = recipe->stages[i].width;
            double *whole = malloc(rows * width * sizeof *whole);
            double *span = malloc(rows * width * sizeof *span);
            ck_assert(trace_rows(sample.trace, i, 0, rows, whole, NULL));
            for (size_t b = 0; b < sizeof BLOCKS / sizeof *BLOCKS; b++) {
                struct trace *other = trace_new(sample.lesson);
                trace_set_block_rows(other, BLOCKS[b]);
                size_t first = random_below(&random, rows);
                size_t count = 1 + random_below(&random, rows - first);
                ck_assert(trace_rows(other, i, first, count, span, NULL));
                for (size_t k = 0; k < count * width; k++) {
                    ck_assert_msg(same_bits(span[k], whole[first * width + k]),
                        "seed %llu, %s, blocks of %zu rows", (unsigned long long)seed,
                        recipe->stages[i].id, BLOCKS[b]);
                }
                trace_free(other);
            }
            free(whole);
            free(span);
        }
        sample_close(&sample);
    }
}
END_TEST

/* Nor does it matter in how many pieces a wide row is added up, or whether a stage is computed
 * whole or only where a label picks: each stage asked for alone, and all of them one after the
 * other. Explanations of wide rows are the computation, as those of narrow ones are. */
START_TEST(spans_do_not_matter)
{
    enum { ROWS = 5, COLS = 37 };
    static double z[ROWS * COLS];
    static double targets[ROWS * COLS];
    static const double LABELS[ROWS] = {0, 36, 8, -1, 37}; /* the last two name no class */
    for (size_t i = 0; i < (size_t)ROWS * COLS; i++) {
        z[i] = (double)(float)(9 * sin((double)(i * i)));
        targets[i] = (double)(i % 5) / 10;
    }
    z[2 * COLS + 3] = INFINITY;
    struct lesson lesson = {.precision = -1, .rules = "plain"};
    arena_init(&lesson.arena);
    problem_init(&lesson.problem);
    struct shape shape = {2, {ROWS, COLS}};
    lesson.problem.scores = tensor_literal(&lesson.arena, &shape, z, NULL);
    lesson.problem.class_axis = 1;
    lesson.problem.route = (enum route)(_i % 3);
    lesson.problem.dtype = _i / 3 % 2 == 0 ? DTYPE_FLOAT64 : DTYPE_FLOAT32;
    lesson.problem.out_of_range = _i / 6 % 2 == 0 ? OUT_OF_RANGE_NAN : OUT_OF_RANGE_ZERO;
    if (_i / 12 == 0) {
        lesson.problem.labels =
            tensor_literal(&lesson.arena, &(struct shape){1, {ROWS}}, LABELS, NULL);
    } else {
        lesson.problem.targets = tensor_literal(&lesson.arena, &shape, targets, NULL);
    }
    struct trace *one = trace_new(&lesson);
    struct arena scratch;
    arena_init(&scratch);
    trace_set_span(one, 16);
    for (size_t i = trace_recipe(one)->count; i-- > 0;) {
        struct trace *whole = trace_new(&lesson);
        struct trace *alone = trace_new(&lesson);
        trace_set_span(alone, 8);
        for (size_t before = 0; before < i; before++) { /* so that all is in the block */
            (void)trace_cell(whole, before, 0, 0);
        }
        for (size_t row = 0; row < rows_of(one, i); row++) {
            for (size_t col = 0; col < trace_recipe(one)->stages[i].width; col++) {
                double want = trace_cell(whole, i, row, col);
                ck_assert_msg(same_bits(trace_cell(alone, i, row, col), want) &&
                                  same_bits(trace_cell(one, i, row, col), want),
                    "%s[%zu,%zu]", trace_recipe(one)->stages[i].id, row, col);
                const struct expr *expr = trace_explain(whole, i, row, col, &scratch);
                struct expr_source source = trace_source(whole, i);
                ck_assert_msg(
                    expr == NULL ||
                        same_bits(num_store(expr_value(expr, &source), lesson.problem.dtype), want),
                    "the explanation of %s[%zu,%zu]", trace_recipe(one)->stages[i].id, row, col);
                arena_clear(&scratch);
            }
        }
        trace_free(alone);
        trace_free(whole);
    }
    trace_free(one);
    arena_release(&scratch);
    arena_release(&lesson.arena);
}
END_TEST

/* A fold done piece by piece, with other work in between, is the fold. */
START_TEST(folds_can_be_interrupted)
{
    for (uint64_t seed = 0; seed < lessons() / 4; seed++) {
        struct sample sample;
        sample_open(&sample, seed);
        size_t loss = trace_recipe(sample.trace)->loss;
        struct trace *other = trace_new(sample.lesson);
        trace_set_block_rows(other, 1);
        double before = -1;
        while (!trace_fold_some(other, 0)) {
            struct trace_progress progress = trace_progress(other);
            ck_assert(progress.share >= before && progress.share < 1);
            ck_assert(progress.done <= progress.rows);
            before = progress.share;
            (void)trace_cell(other, trace_recipe(other)->scores, 0, 0);
        }
        ck_assert(trace_progress(other).share == 1);
        ck_assert(trace_progress(other).done == trace_recipe(other)->rows);
        if (loss != STAGE_NONE) {
            double whole = trace_cell(sample.trace, loss, 0, 0);
            bool groups = trace_recipe(other)->groups != NULL;
            ck_assert(groups || same_bits(trace_loss_so_far(other), whole));
            ck_assert(same_bits(trace_cell(other, loss, 0, 0), whole));
        }
        trace_free(other);
        sample_close(&sample);
    }
}
END_TEST

/* A batch large enough for several threads, in blocks of a row, of three and of the usual number:
 * the loss has the same bits with any number of them, also piece by piece. */
START_TEST(threads_do_not_matter)
{
    enum { ROWS = 400, COLS = 11 };
    static double z[ROWS * COLS];
    static double targets[ROWS * COLS];
    static double labels[ROWS];
    static double weights[ROWS];
    for (size_t i = 0; i < (size_t)ROWS * COLS; i++) {
        z[i] = (double)(float)(9 * sin((double)(i * i)));
        targets[i] = (double)(i % 5) / 10;
        labels[i % ROWS] = (double)(i * i % COLS);
        weights[i % ROWS] = 1 + sin((double)i);
    }
    struct lesson lesson = {.precision = -1, .rules = "plain"};
    arena_init(&lesson.arena);
    problem_init(&lesson.problem);
    struct problem *problem = &lesson.problem;
    struct shape shape = {2, {ROWS, COLS}};
    problem->scores = tensor_literal(&lesson.arena, &shape, z, NULL);
    problem->class_axis = 1;
    problem->route = (enum route)(_i % 3);
    problem->dtype = _i / 3 % 2 == 0 ? DTYPE_FLOAT64 : DTYPE_FLOAT32;
    if (_i / 6 == 0) {
        problem->labels = tensor_literal(&lesson.arena, &(struct shape){1, {ROWS}}, labels, NULL);
    } else {
        problem->targets = tensor_literal(&lesson.arena, &shape, targets, NULL);
        problem->loss = _i / 6 == 1 ? LOSS_CROSS_ENTROPY : LOSS_BINARY_CROSS_ENTROPY;
    }
    if (_i / 6 < 2) {
        problem->sample_weights =
            tensor_literal(&lesson.arena, &(struct shape){1, {ROWS}}, weights, NULL);
        problem->reduction = REDUCTION_WEIGHTED_MEAN;
    }
    double want = 0;
    for (size_t threads = 1; threads < 9; threads += 3) {
        for (size_t rows = 0; rows < 5; rows++) {
            struct trace *trace = trace_new(&lesson);
            trace_use_threads(threads);
            if (rows > 0) {
                trace_set_block_rows(trace, rows);
            }
            while (rows % 2 == 1 && !trace_fold_some(trace, 30)) {
                (void)trace_cell(trace, trace_recipe(trace)->scores, 7, 0);
            }
            double loss = trace_cell(trace, trace_recipe(trace)->loss, 0, 0);
            want = threads == 1 && rows == 0 ? loss : want;
            ck_assert(isfinite(loss));
            ck_assert_msg(same_bits(loss, want), "%zu threads, blocks of %zu rows", threads, rows);
            trace_free(trace);
        }
    }
    trace_use_threads(0);
    arena_release(&lesson.arena);
}
END_TEST

/* Of rows that are all alike, the mean so far is the mean, and the sum so far is in proportion, as
 * it is of a sum divided by a number of its own. */
START_TEST(losses_so_far)
{
    enum { ROWS = 40, COLS = 3 };
    static double z[ROWS * COLS];
    static double labels[ROWS];
    for (size_t i = 0; i < (size_t)ROWS * COLS; i++) {
        z[i] = (double)(i % COLS);
    }
    struct lesson lesson = {.precision = -1, .rules = "plain"};
    arena_init(&lesson.arena);
    problem_init(&lesson.problem);
    struct problem *problem = &lesson.problem;
    problem->scores = tensor_literal(&lesson.arena, &(struct shape){2, {ROWS, COLS}}, z, NULL);
    problem->labels = tensor_literal(&lesson.arena, &(struct shape){1, {ROWS}}, labels, NULL);
    problem->class_axis = 1;
    problem->reduction = _i == 0 ? REDUCTION_MEAN : REDUCTION_SUM;
    problem->divides = _i == 2;
    problem->divide_by = 7;
    const double each = 2 + log(1 + exp(-1) + exp(-2));
    struct trace *trace = trace_new(&lesson);
    trace_set_block_rows(trace, 1);
    ck_assert(isnan(trace_loss_so_far(trace)));
    for (bool done = false; !done;) {
        done = trace_fold_some(trace, 2);
        double rows = (double)trace_progress(trace).done;
        double want = _i == 0 ? each : each * rows / (_i == 2 ? 7 : 1);
        ck_assert_double_eq_tol(trace_loss_so_far(trace), want, 1e-12 * want);
    }
    trace_free(trace);
    arena_release(&lesson.arena);
}
END_TEST

/* Every stage that is shown is in one step, in order, and every step begins with one of its own
 * group. */
START_TEST(steps_hold_every_stage)
{
    for (uint64_t seed = 0; seed < lessons(); seed++) {
        struct sample sample;
        sample_open(&sample, seed);
        const struct recipe *recipe = trace_recipe(sample.trace);
        size_t next = 0;
        for (size_t step = 0; step < trace_step_count(sample.trace); step++) {
            size_t first = 0;
            size_t count = 0;
            enum group group = trace_step(sample.trace, step, &first, &count);
            for (; next < first; next++) {
                ck_assert_msg(recipe->stages[next].hidden, "%s is in no step of\n%s",
                    recipe->stages[next].id, sample.text.data);
            }
            for (; next < first + count; next++) {
                ck_assert(recipe->stages[next].hidden || recipe->stages[next].group == group);
            }
        }
        for (; next < recipe->count; next++) {
            ck_assert_msg(recipe->stages[next].hidden, "%s is in no step of\n%s",
                recipe->stages[next].id, sample.text.data);
        }
        sample_close(&sample);
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("every trace");
    TCase *tests = tcase_create("random lessons");
    tcase_add_test(tests, explanations_are_the_computation);
    tcase_add_test(tests, worked_lines_multiply_out);
    tcase_add_test(tests, blocks_do_not_matter);
    tcase_add_loop_test(tests, spans_do_not_matter, 0, 24);
    tcase_add_loop_test(tests, threads_do_not_matter, 0, 18);
    tcase_add_loop_test(tests, losses_so_far, 0, 3);
    tcase_add_test(tests, folds_can_be_interrupted);
    tcase_add_test(tests, steps_hold_every_stage);
    suite_add_tcase(suite, tests);
    return suite;
}
