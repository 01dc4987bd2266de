/* Folds: what takes in all rows, in order, to be one number. A part of that may be done at a time,
 * and several threads may compute the rows; the sum is the same. */
#include "trace_impl.h"

#include <math.h>
#include <stdint.h>

/* A fold takes its input in by so many rows at a time. */
static size_t fold_rows(const struct trace *trace, size_t index)
{
    bool groups = trace_stage(trace, trace_stage(trace, index)->in[0])->form == FORM_GROUPS;
    return groups ? trace_groups_together(trace) : trace->block_rows;
}

static size_t block_count(const struct trace *trace, size_t index)
{
    size_t rows = trace_stage(trace, trace_stage(trace, index)->in[0])->rows;
    size_t each = fold_rows(trace, index);
    return (rows + each - 1) / each;
}

void trace_know_inputs(struct trace *trace, const struct stage *stage, size_t row)
{
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        size_t in = stage->in[slot];
        bool groups = in != STAGE_NONE && trace_stage(trace, in)->form == FORM_GROUPS;
        if (in != STAGE_NONE && !(groups && stage_has_rows(stage))) {
            (void)trace_row(trace, in, row);
        }
    }
}

/* What the total is about to take in: which of it is the largest. */
static void note_largest(struct trace *trace, const struct stage *stage, const struct feed *feed,
    size_t first, size_t end)
{
    size_t total = trace->recipe.total;
    if (total == STAGE_NONE || stage != trace_stage(trace, total) || feed->uneven ||
        trace_stage(trace, stage->in[0])->form != FORM_COLUMN) {
        return;
    }
    const double *in = feed->in[0];
    for (size_t row = first; row < end; row++, in += feed->step[0]) {
        if (*in > trace->largest || (trace->largest_row == SIZE_MAX && !isnan(*in))) {
            trace->largest = *in;
            trace->largest_row = row;
        }
    }
}

size_t trace_largest_row(const struct trace *trace)
{
    size_t total = trace->recipe.total;
    bool done = total != STAGE_NONE && trace->folds[total].block == block_count(trace, total);
    return done ? trace->largest_row : SIZE_MAX;
}

void trace_take_rows(struct trace *trace, const struct stage *stage, struct feed *feed,
    size_t first, size_t end, struct sum *state)
{
    note_largest(trace, stage, feed, first, end);
    if (stage->op->reach == REACH_ENTRY && !feed->uneven) {
        struct op_args args = stage->args;
        args.in_width[0] *= end - first;
        stage->op->fold(&args, feed->in, state);
        return;
    }
    for (size_t row = first; row < end; row++) {
        if (row > first) {
            feed_next(trace, stage, row, feed);
        }
        stage->op->fold(&stage->args, feed->in, state);
    }
}

void trace_take_block(
    struct trace *trace, const struct stage *stage, size_t first, size_t end, struct sum *state)
{
    trace_know_inputs(trace, stage, first); /* and of the other rows of the block */
    struct feed feed = trace_feed(trace, stage, first);
    trace_take_rows(trace, stage, &feed, first, end, state);
}

void trace_look(struct trace *trace)
{
    if (trace->watcher.look != NULL) {
        struct trace_progress progress = trace_progress(trace);
        watcher_look(&trace->watcher, WORK_ADDING, NULL, progress.done, progress.rows);
    }
}

/* Takes in the rows of up to `most` further blocks of the fold's input, in order. */
static void fold_blocks(struct trace *trace, size_t index, size_t most)
{
    enum { LOOK_CELLS = 1 << 19 }; /* computed in some milliseconds */
    const struct stage *stage = trace_stage(trace, index);
    struct fold *fold = &trace->folds[index];
    size_t all = trace_stage(trace, stage->in[0])->rows;
    size_t each = fold_rows(trace, index);
    size_t blocks = block_count(trace, index);
    size_t end = most < blocks - fold->block ? fold->block + most : blocks;
    size_t between = LOOK_CELLS / (each * trace->recipe.cols) + 1;
    if (fold->block < end && trace_crew_takes(trace, index)) {
        trace_crew_fold(trace, index, end);
    }
    for (size_t taken = 0; fold->block < end && !trace->failed; taken++) {
        size_t first = fold->block * each;
        size_t rows = all - first < each ? all - first : each;
        trace_take_block(trace, stage, first, first + rows, &fold->state);
        fold->block++;
        if (taken % between == between - 1) {
            trace_look(trace);
        }
    }
    if (fold->block < end) { /* data could not be read: no more will change what the sum is */
        fold->state.sum = NAN;
        fold->block = blocks;
    }
}

double trace_fold(struct trace *trace, size_t index)
{
    fold_blocks(trace, index, SIZE_MAX);
    return sum_value(&trace->folds[index].state);
}

static bool is_fold(const struct stage *stage)
{
    return stage->op != NULL && stage->op->fold != NULL;
}

bool trace_fold_some(struct trace *trace, size_t rows)
{
    bool done = true;
    for (size_t i = 0; i < trace->recipe.count; i++) {
        if (is_fold(trace_stage(trace, i))) {
            fold_blocks(trace, i, rows / trace->block_rows + 1);
            done = done && trace->folds[i].block == block_count(trace, i);
        }
    }
    return done;
}

/* What a scalar is of the rows that were taken in so far. */
static double so_far(const struct trace *trace, size_t index, size_t rows)
{
    double known[RECIPE_MAX_STAGES] = {0};
    for (size_t i = 0; i <= index; i++) {
        const struct stage *stage = trace_stage(trace, i);
        const double *in[OP_MAX_INPUTS] = {NULL};
        if (stage->form != FORM_SCALAR) {
            continue;
        }
        for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
            in[slot] = stage->in[slot] == STAGE_NONE ? NULL : &known[stage->in[slot]];
        }
        if (is_fold(stage)) {
            known[i] = sum_value(&trace->folds[i].state);
        } else {
            trace_compute_row(stage, in, &known[i]);
        }
        if (stage->op == &op_count && stage->args.of.count.of_batch) {
            known[i] *= (double)rows / (double)trace->recipe.rows;
        }
        known[i] = num_store(known[i], stage->args.dtype);
    }
    return known[index];
}

/* How much of its fold is done that is the farthest behind; and the one ahead. */
struct shares {
    double least, most;
};

static struct shares shares_of(const struct trace *trace)
{
    struct shares shares = {1, 0};
    for (size_t i = 0; i < trace->recipe.count; i++) {
        if (is_fold(trace_stage(trace, i)) && block_count(trace, i) > 0) {
            double share = (double)trace->folds[i].block / (double)block_count(trace, i);
            shares.least = share < shares.least ? share : shares.least;
            shares.most = share > shares.most ? share : shares.most;
        }
    }
    return shares;
}

static size_t rows_done(const struct trace *trace, double share)
{
    size_t rows = trace->recipe.rows;
    size_t blocks = (rows + trace->block_rows - 1) / trace->block_rows;
    size_t done = (size_t)(share * (double)blocks + 0.5) * trace->block_rows;
    return done < rows ? done : rows;
}

struct trace_progress trace_progress(const struct trace *trace)
{
    double share = shares_of(trace).least;
    return (struct trace_progress){rows_done(trace, share), trace->recipe.rows, share};
}

double trace_loss_so_far(const struct trace *trace)
{
    struct shares shares = shares_of(trace);
    /* all of them have taken in the same rows */
    bool abreast = shares.least >= shares.most && shares.most > 0;
    size_t loss = trace->recipe.loss;
    return loss != STAGE_NONE && abreast && trace->groups == 0
               ? so_far(trace, loss, rows_done(trace, shares.least))
               : NAN;
}

void trace_watch(struct trace *trace, struct watcher watcher)
{
    trace->watcher = watcher;
}

const struct watcher *trace_watcher(const struct trace *trace)
{
    return &trace->watcher;
}
