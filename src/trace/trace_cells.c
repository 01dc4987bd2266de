/* Single cells. A screen asks for few cells of many rows, column by column and again at every
 * painting, and of a wide row one block holds only one: computing it anew for each cell would be
 * computing all of it thousands of times for nothing. So whenever a wide row is computed, the
 * cells around the one asked for are kept, of every stage that came with it; and of columns, which
 * are a thousandth of the batch, all that was ever computed: who reads how a total came about reads
 * all of one. Numbers of a trace never change, so what is kept stays right. */
#include "trace_impl.h"

#include "mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SOME = 32,   /* classes from which cells are kept: a screen may show rows of several blocks */
    WIDE = 1024, /* classes from which columns are: they are a thousandth of the batch */
    /* Lines are kept for so many rows, stages and places side by side, those of one screen: no two
     * of them have the same place. 8 MiB, of which only what is used takes memory. */
    LINE_ROWS = 128,
    LINE_STAGES = 32,
    LINE_PLACES = 4,
    LINES = LINE_ROWS * LINE_STAGES * LINE_PLACES,
    TALL = 1 << 17 /* rows up to which columns are kept: 1 MiB each */
};

/* The place of the line that holds a cell; what is there may be another. */
static struct line *place_of(struct trace *trace, size_t stage, size_t row, size_t first)
{
    size_t place = row % LINE_ROWS * LINE_STAGES + stage % LINE_STAGES;
    return &trace->lines[place * LINE_PLACES + first / LINE_CELLS % LINE_PLACES];
}

static bool holds(const struct line *line, size_t stage, size_t row, size_t first)
{
    return line->count > 0 && line->stage == stage && line->row == row && line->first == first;
}

static bool keeps_columns(const struct trace *trace)
{
    return trace->recipe.cols >= WIDE && trace->recipe.rows <= TALL;
}

void trace_learn_column(
    struct trace *trace, size_t index, size_t first, size_t count, const double *numbers)
{
    struct column *column = &trace->columns[index];
    if (trace_stage(trace, index)->form != FORM_COLUMN || !keeps_columns(trace) || trace->failed) {
        return;
    }
    if (column->at == NULL) {
        column->at = mem_alloc(trace->recipe.rows, sizeof *column->at);
        column->known = mem_alloc(trace->recipe.rows, sizeof *column->known);
    }
    memcpy(column->at + first, numbers, count * sizeof *numbers);
    memset(column->known + first, true, count * sizeof *column->known);
}

void trace_keep_column(struct trace *trace, size_t index)
{
    size_t first = trace->block * trace->block_rows;
    size_t count = trace_block_size(trace, trace->block);
    trace_learn_column(trace, index, first, count, trace->rows[index]);
}

bool trace_knows_column(const struct trace *trace, size_t index)
{
    const struct column *column = &trace->columns[index];
    return column->at != NULL && memchr(column->known, 0, trace->recipe.rows) == NULL;
}

bool trace_recall_column(struct trace *trace, size_t index, size_t block)
{
    const struct column *column = &trace->columns[index];
    size_t first = block * trace->block_rows;
    size_t count = trace_block_size(trace, block);
    if (column->at == NULL || trace->rows[index] == NULL ||
        memchr(column->known + first, 0, count * sizeof *column->known) != NULL) {
        return false;
    }
    memcpy(trace->rows[index], column->at + first, count * sizeof *column->at);
    return true;
}

/* Of the row at hand: of every stage that is computed. */
static void keep(struct trace *trace, size_t row, size_t first)
{
    for (size_t i = 0; i < trace->recipe.count; i++) {
        const struct stage *stage = &trace->recipe.stages[i];
        size_t from = stage->width == 1 ? 0 : first;
        if ((trace->valid & stage_bit(i)) == 0 || !stage_has_rows(stage)) {
            continue;
        }
        struct line *line = place_of(trace, i, row, from);
        size_t left = stage->width - from;
        *line = (struct line){
            .stage = i, .row = row, .first = from, .count = left < LINE_CELLS ? left : LINE_CELLS};
        const double *cells = trace->rows[i] + row % trace->block_rows * stage->width + from;
        memcpy(line->at, cells, line->count * sizeof *cells);
    }
}

/* The cells around one that is given need not wait for all of its row. */
static void read_line(struct trace *trace, size_t index, size_t row, size_t first)
{
    const struct stage *stage = trace_stage(trace, index);
    struct line *line = place_of(trace, index, row, first);
    size_t left = stage->width - first;
    *line = (struct line){.stage = index, .row = row, .first = first};
    size_t count = left < LINE_CELLS ? left : LINE_CELLS;
    if (!trace->failed &&
        tensor_read(stage->tensor, row * stage->width + first, count, line->at, trace->diag)) {
        trace_store_cells(stage, line->at, count);
        line->count = count;
        return;
    }
    trace->failed = true;
}

double trace_cell(struct trace *trace, size_t index, size_t row, size_t col)
{
    const struct stage *stage = &trace->recipe.stages[index];
    if (trace->recipe.cols < SOME || !stage_has_rows(stage)) {
        return trace_row(trace, index, row)[col];
    }
    const struct column *column = &trace->columns[index];
    if (column->at != NULL && column->known[row]) {
        return column->at[row];
    }
    if (trace->lines == NULL) {
        trace->lines = mem_alloc(LINES, sizeof *trace->lines);
    }
    size_t first = col - col % LINE_CELLS;
    const struct line *line = place_of(trace, index, row, first);
    if (!holds(line, index, row, first) && stage->tensor != NULL) {
        read_line(trace, index, row, first);
    }
    if (holds(line, index, row, first)) {
        return line->at[col - first];
    }
    double value = trace_row(trace, index, row)[col];
    if (!trace->failed) {
        keep(trace, row, first);
    }
    return value;
}

void trace_forget_cells(struct trace *trace)
{
    free(trace->lines);
    trace->lines = NULL;
    for (size_t i = 0; i < trace->recipe.count; i++) {
        free(trace->columns[i].at);
        free(trace->columns[i].known);
        trace->columns[i] = (struct column){NULL, NULL};
    }
}

/* ---- The true class -------------------------------------------------------------------------- */

/* The first of the largest targets. */
static size_t largest_target(struct trace *trace, size_t row)
{
    struct true_class *known = &trace->true_classes[row % TRUE_CLASSES];
    if (!known->known || known->row != row) {
        const double *target = trace_row(trace, trace->recipe.target, row);
        size_t best = 0;
        for (size_t c = 1; c < trace->recipe.cols; c++) {
            best = target[c] > target[best] || isnan(target[best]) ? c : best;
        }
        *known = (struct true_class){.known = !trace->failed, .row = row, .col = best};
    }
    return known->col;
}

size_t trace_true_class(struct trace *trace, size_t row)
{
    const struct recipe *recipe = &trace->recipe;
    const struct problem *problem = &trace->lesson->problem;
    if (problem->labels == NULL) {
        return largest_target(trace, row);
    }
    double label = trace_cell(trace, recipe->target, row, 0);
    label += problem_wraps(problem) && label < 0 ? (double)recipe->cols : 0;
    bool names = label >= 0 && label < (double)recipe->cols && label == floor(label);
    return names ? (size_t)label : SIZE_MAX;
}

bool trace_is_true_class(struct trace *trace, size_t row, size_t col)
{
    const struct recipe *recipe = &trace->recipe;
    const struct problem *problem = &trace->lesson->problem;
    if (problem_is_binary(problem)) {
        return trace_cell(trace, recipe->target, row, col) > 0.5;
    }
    return trace_true_class(trace, row) == col;
}
