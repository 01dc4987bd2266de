/* An operation writes as many numbers as its row has, and no other; and each of its ways (one row,
 * several at once, one entry of each) computes the same. */
#include "check_main.h"
#include "random_lesson.h"
#include "trace_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LESSONS = 400 };

static const double GUARD = 0x1.23456789abcdep-1000;

/* So many numbers with a guard on each side. */
struct guarded {
    double *all;
    size_t count;
};

static struct guarded guarded(size_t count)
{
    struct guarded cells = {malloc((count + 2) * sizeof(double)), count};
    for (size_t i = 0; i < count + 2; i++) {
        cells.all[i] = GUARD;
    }
    return cells;
}

/* What was written is the cells from row `first` and `col` on: along rows of `width`. */
static void check(struct guarded cells, struct trace *trace, size_t stage, size_t first, size_t col,
    size_t width, const char *way, const struct str *lesson)
{
    const struct stage *its = trace_stage(trace, stage);
    ck_assert_msg(cells.all[0] == GUARD && cells.all[cells.count + 1] == GUARD,
        "%s of %s writes past its end in\n%s", way, its->op->name, lesson->data);
    trace_store_cells(its, cells.all + 1, cells.count);
    for (size_t i = 0; i < cells.count; i++) {
        size_t row = first + i / width;
        double want = trace_cell(trace, stage, row, col + i % width);
        double got = cells.all[1 + i];
        ck_assert_msg(got == want || (isnan(got) && isnan(want)),
            "%s of %s, row %zu, entry %zu: %a, not %a in\n%s", way, its->op->name, row,
            col + i % width, got, want, lesson->data);
    }
    free(cells.all);
}

/* Entry `col` of every row, from those of the inputs, where these can be had so. */
static void check_entries(struct trace *trace, size_t stage, size_t rows, const struct str *lesson)
{
    const struct stage *its = trace_stage(trace, stage);
    size_t *cols = calloc(rows, sizeof *cols);
    double *in[OP_MAX_INPUTS] = {NULL};
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        in[slot] = calloc(rows, sizeof *in[slot]);
    }
    for (size_t col = 0; col < its->width; col++) {
        const double *given[OP_MAX_INPUTS] = {NULL};
        for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
            size_t from = its->in[slot];
            for (size_t row = 0; row < rows && from != STAGE_NONE; row++) {
                size_t there = trace_stage(trace, from)->width == 1 ? 0 : col;
                cols[row] = col;
                in[slot][row] = trace_cell(trace, from, row, there);
                given[slot] = in[slot];
            }
        }
        struct guarded cells = guarded(rows);
        its->op->entries(&its->args, given, cols, rows, cells.all + 1);
        check(cells, trace, stage, 0, col, 1, "entries", lesson);
    }
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        free(in[slot]);
    }
    free(cols);
}

/* Inputs that have a row for each of its own. */
static bool has_plain_inputs(const struct trace *trace, const struct stage *stage)
{
    bool plain = true;
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        plain = plain && (stage->in[slot] == STAGE_NONE ||
                             stage_has_rows(trace_stage(trace, stage->in[slot])));
    }
    return plain;
}

static void check_stage(struct trace *trace, size_t stage, const struct str *lesson)
{
    const struct stage *its = trace_stage(trace, stage);
    size_t rows = trace->recipe.rows;
    if (its->op == NULL || !stage_has_rows(its)) {
        return;
    }
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        if (its->in[slot] != STAGE_NONE && stage_has_rows(trace_stage(trace, its->in[slot]))) {
            (void)trace_row(trace, its->in[slot], 0);
        }
    }
    (void)trace_row(trace, stage, 0);
    struct feed feed = trace_feed(trace, its, 0);
    if (its->op->rows != NULL && !feed.uneven) {
        struct guarded cells = guarded(rows * its->width);
        its->op->rows(&its->args, feed.in, feed.step, rows, cells.all + 1);
        check(cells, trace, stage, 0, 0, its->width, "rows", lesson);
    }
    for (size_t row = 0; row < rows && its->op->row != NULL; row++) {
        feed = trace_feed(trace, its, row);
        struct guarded cells = guarded(its->width);
        its->op->row(&its->args, feed.in, cells.all + 1);
        check(cells, trace, stage, row, 0, its->width, "row", lesson);
    }
    if (its->op->entries != NULL && has_plain_inputs(trace, its)) {
        check_entries(trace, stage, rows, lesson);
    }
}

START_TEST(rows_keep_within_their_bounds)
{
    struct str text;
    str_init(&text);
    for (uint64_t seed = 0; seed < LESSONS; seed++) {
        struct random random = {seed * 104729 + 3};
        random_lesson(&random, &text);
        struct lesson *lesson = random_lesson_read(&text);
        struct trace *trace = trace_new(lesson);
        trace_set_block_rows(trace, 1000); /* all in one block */
        for (size_t i = 0; i < trace->recipe.count; i++) {
            check_stage(trace, i, &text);
        }
        trace_free(trace);
        lesson_free(lesson);
    }
    str_release(&text);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("bounds");
    TCase *tests = tcase_create("random lessons");
    tcase_add_test(tests, rows_keep_within_their_bounds);
    suite_add_tcase(suite, tests);
    return suite;
}
