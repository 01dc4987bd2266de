/* Stages of groups: one number for each group of rows.
 *
 * Where groups are in the order of rows, as many of them are known at a time as a block of rows
 * has, and the next ones follow; a group may be longer than a block. Where they are numbered in
 * another order, one pass over all rows gives all of them, and they are kept.
 */
#include "mem.h"
#include "trace_impl.h"

#include <stdlib.h>
#include <string.h>

size_t trace_groups_together(const struct trace *trace)
{
    const struct groups *groups = trace->recipe.groups;
    size_t together = groups_in_order(groups) ? trace->block_rows / groups->run : groups->count;
    return together > 0 ? together : 1;
}

/* The numbers of groups [first, end) of a stage that adds rows up, into out. */
static void gather(
    struct trace *trace, const struct stage *stage, size_t first, size_t end, double *out)
{
    const struct groups *groups = trace->recipe.groups;
    struct sum *sums = mem_alloc(end - first, sizeof *sums);
    bool in_order = groups_in_order(groups);
    size_t last_row = in_order ? end * groups->run : groups->rows;
    last_row = last_row < groups->rows ? last_row : groups->rows; /* a batch may have none */
    for (size_t row = in_order ? first * groups->run : 0; row < last_row; row++) {
        bool has = stage->in[0] != STAGE_NONE;
        const double *in[OP_MAX_INPUTS] = {has ? trace_row(trace, stage->in[0], row) : NULL};
        stage->op->gather(&stage->args, in, row, first, sums);
    }
    for (size_t group = first; group < end; group++) {
        out[group - first] = sum_value(&sums[group - first]);
    }
    free(sums);
}

static void compute(
    struct trace *trace, const struct stage *stage, size_t first, size_t end, double *out)
{
    if (stage->op->gather != NULL) {
        gather(trace, stage, first, end, out);
    }
    for (size_t group = first; group < end; group++) {
        double *to = out + (group - first);
        if (stage->op->gather == NULL) {
            struct feed feed = trace_feed(trace, stage, group);
            trace_compute_row(stage, feed.in, to);
        }
        *to = num_store(*to, stage->args.dtype);
    }
}

void trace_hold_groups(struct trace *trace, size_t index, size_t first, size_t count)
{
    const struct stage *stage = &trace->recipe.stages[index];
    struct held *held = &trace->held[index];
    if (!groups_in_order(trace->recipe.groups)) {
        first = 0;
        count = stage->rows;
    }
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        size_t in = stage->in[slot];
        if (in != STAGE_NONE && trace->recipe.stages[in].form == FORM_GROUPS) {
            trace_hold_groups(trace, in, first, count);
        }
    }
    size_t end = first + count;
    size_t held_end = held->first + held->count;
    if (held->at != NULL && first >= held->first && end <= held_end) {
        return;
    }
    double *fresh = mem_alloc(count, sizeof *fresh);
    size_t from = first;
    if (held->at != NULL && first >= held->first && first < held_end) {
        memcpy(fresh, held->at + (first - held->first), (held_end - first) * sizeof *fresh);
        from = held_end;
    }
    compute(trace, stage, from, end, fresh + (from - first));
    free(held->at);
    *held = (struct held){fresh, first, count};
}

void trace_hold_for_block(struct trace *trace, size_t index, size_t block)
{
    const struct groups *groups = trace->recipe.groups;
    size_t first = 0;
    size_t end = groups == NULL ? 0 : groups->count;
    if (groups != NULL && groups_in_order(groups)) {
        size_t row = block * trace->block_rows;
        first = row / groups->run;
        end = (row + trace_block_size(trace, block) - 1) / groups->run + 1;
    }
    for (size_t i = 0; i < index && groups != NULL; i++) {
        if ((trace->row_needs[index] & stage_bit(i)) != 0 &&
            trace->recipe.stages[i].form == FORM_GROUPS) {
            trace_hold_groups(trace, i, first, end - first);
        }
    }
}
