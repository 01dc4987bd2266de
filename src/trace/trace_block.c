/* One block of rows: its stages computed, and of what is asked only what it needs.
 *
 * A stage need not be in the block where others ask for a few of its entries: of those whose
 * entries hang on the same column of their inputs only (REACH_COLUMN), any part of a row can be
 * computed alone. So a row that is added up passes through small spans, which stay in the
 * innermost cache; and where a label picks one column, that column is all that is computed of it.
 * The arithmetic is the same, so are the bits.
 */
#include "mem.h"
#include "trace_impl.h"

#include <string.h>

enum {
    SPAN = 512 /* entries of a span, at most: 4 KiB; a multiple of SUM_LANES */
};

/* Can entries of it be computed alone? */
static bool is_free(const struct stage *stage)
{
    return stage->form == FORM_MATRIX && stage->op != NULL && stage->tensor == NULL &&
           stage->op->reach != REACH_ROW;
}

/* Is it there, or is it never anywhere else? */
static bool is_in_block(const struct trace *trace, size_t index)
{
    return !is_free(trace_stage(trace, index)) || (trace->valid & stage_bit(index)) != 0;
}

static bool is_taken_in_spans(const struct trace *trace, const struct stage *stage)
{
    return stage->op != NULL && stage->op->take != NULL && trace->recipe.cols > trace->span;
}

void trace_set_span(struct trace *trace, size_t columns)
{
    trace_dismiss_crew(trace);
    trace->span = columns < SPAN ? columns : SPAN;
    memset(trace->block_needs, 0, sizeof trace->block_needs);
    trace->valid = 0;
}

/* How the stages before one are asked for. */
struct demand {
    bool whole[RECIPE_MAX_STAGES];   /* in the block */
    size_t spans[RECIPE_MAX_STAGES]; /* so many times span by span */
    bool picked[RECIPE_MAX_STAGES];  /* single entries */
};

static void ask_all(const struct stage *stage, struct demand *demand)
{
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        if (stage->in[slot] != STAGE_NONE && (stage->unread & OP_INPUT(slot)) == 0) {
            demand->whole[stage->in[slot]] = true;
        }
    }
}

/* What a stage that is computed itself asks of its inputs. */
static void ask_inputs(const struct trace *trace, size_t index, struct demand *demand)
{
    const struct stage *stage = trace_stage(trace, index);
    if (stage->picker != STAGE_NONE) {
        demand->picked[stage->in[0]] = true;
        ask_all(trace_stage(trace, stage->picker), demand);
    } else if (is_taken_in_spans(trace, stage)) {
        demand->spans[stage->in[0]]++;
    } else {
        ask_all(stage, demand);
    }
}

uint64_t trace_block_needs(const struct trace *trace, size_t index)
{
    struct demand demand = {0};
    uint64_t needs = 0;
    demand.whole[index] = true;
    for (size_t i = index + 1; i-- > 0;) {
        const struct stage *stage = trace_stage(trace, i);
        bool asked = demand.whole[i] || demand.spans[i] > 0 || demand.picked[i];
        if (!asked || (trace->row_needs[index] & stage_bit(i)) == 0) {
            continue;
        }
        /* to compute it twice would cost more than to keep it */
        if (demand.whole[i] || demand.spans[i] > 1 || !is_free(stage)) {
            needs |= stage_bit(i);
            ask_inputs(trace, i, &demand);
            continue;
        }
        for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
            size_t in = stage->in[slot];
            if (in != STAGE_NONE) {
                demand.spans[in] += demand.spans[i];
                demand.picked[in] = demand.picked[in] || demand.picked[i];
            }
        }
    }
    return needs;
}

static const double *input_at(
    const struct trace *trace, const struct stage *stage, size_t from, size_t row)
{
    enum stage_form form = trace_stage(trace, from)->form;
    if (form == FORM_SCALAR) {
        return &trace->scalar[from];
    }
    if (form == FORM_GROUPS) {
        bool of_rows = stage_has_rows(stage);
        const struct groups *groups = trace->recipe.groups;
        size_t group = !of_rows ? row : groups->run == 0 ? 0 : group_of(groups, row, 0);
        return trace->held[from].at + (group - trace->held[from].first);
    }
    return trace->rows[from] == NULL
               ? NULL
               : trace->rows[from] + row % trace->block_rows * trace_stage(trace, from)->width;
}

struct feed trace_feed(const struct trace *trace, const struct stage *stage, size_t row)
{
    struct feed feed = {0};
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        size_t from = stage->in[slot];
        if (from == STAGE_NONE) {
            continue;
        }
        const struct stage *input = trace_stage(trace, from);
        feed.in[slot] = input_at(trace, stage, from, row);
        feed.step[slot] = stage_has_rows(input) ? input->width : 0;
        feed.slots = slot + 1;
        feed.uneven = feed.uneven || input->form == FORM_GROUPS;
    }
    return feed;
}

/* What is read piece by piece, taken in as one piece. */
static double take_once(const struct stage *stage, const double *const *in, size_t count)
{
    struct op_state state;
    state.begun = false;
    stage->op->take(&stage->args, in, count, &state);
    return stage->op->result(&stage->args, &state);
}

void trace_compute_row(const struct stage *stage, const double *const *in, double *out)
{
    if (stage->op->take == NULL) {
        stage->op->row(&stage->args, in, out);
    } else {
        out[0] = take_once(stage, in, stage->args.in_width[0]);
    }
}

void trace_store_cells(const struct stage *stage, double *cells, size_t count)
{
    bool stored = stage->op != NULL ? stage->op->stores && stage->args.dtype == DTYPE_FLOAT32
                                    : tensor_holds(stage->tensor, stage->args.dtype);
    if (!stage->whole && !stored) {
        num_store_all(cells, count, stage->args.dtype);
    }
}

static struct part *part_of(struct trace *trace, size_t index)
{
    const struct stage *stage = trace_stage(trace, index);
    struct part *part = trace->parts[index];
    if (part == NULL) {
        part = trace->parts[index] = arena_alloc(&trace->arena, 1, sizeof *part);
        part->args = stage->args;
        part->cells = mem_numbers(SPAN);
        for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
            if (stage->in[slot] != STAGE_NONE) {
                part->slots[part->slot_count++] = slot;
            }
        }
    }
    return part;
}

/* Entries [first, first + count) of a row of a stage: those of the block, or computed from its
 * inputs; good until others of the same stage are asked for. Where the stage has one column: that.
 */
static const double *span(struct trace *trace, size_t index, size_t row, size_t first, size_t count)
{
    const struct stage *stage = trace_stage(trace, index);
    if (is_in_block(trace, index)) {
        return input_at(trace, stage, index, row) + (stage->form == FORM_MATRIX ? first : 0);
    }
    struct part *part = part_of(trace, index);
    for (size_t i = 0; i < part->slot_count; i++) {
        size_t slot = part->slots[i];
        size_t from = stage->in[slot];
        bool matrix = trace_stage(trace, from)->form == FORM_MATRIX;
        part->in[slot] =
            matrix ? span(trace, from, row, first, count) : input_at(trace, stage, from, row);
        part->args.in_width[slot] = matrix ? count : stage->args.in_width[slot];
    }
    part->args.first = first;
    part->args.width = count;
    stage->op->row(&part->args, part->in, part->cells);
    trace_store_cells(stage, part->cells, count);
    return part->cells;
}

/* A row taken in span by span. */
static double take_spans(struct trace *trace, const struct stage *stage, size_t row)
{
    struct op_state state;
    state.begun = false;
    size_t width = stage->args.in_width[0];
    for (size_t first = 0; first < width; first += trace->span) {
        size_t count = width - first < trace->span ? width - first : trace->span;
        const double *in[OP_MAX_INPUTS] = {span(trace, stage->in[0], row, first, count)};
        stage->op->take(&stage->args, in, count, &state);
    }
    return stage->op->result(&stage->args, &state);
}

/* The sum of a row of which at most one entry is not 0: at `entry`, unless there is none in `col`.
 */
static double take_entry(const struct stage *stage, size_t col, const double *entry)
{
    static const double NOTHING = 0;
    const double *in[OP_MAX_INPUTS] = {col == OP_NO_COLUMN ? &NOTHING : entry};
    return take_once(stage, in, 1);
}

/* The same, where the entry is found by what the picker is fed. */
static double take_picked(
    struct trace *trace, const struct stage *stage, const struct feed *feed, size_t row)
{
    const struct stage *picker = trace_stage(trace, stage->picker);
    size_t col = picker->op->picked(&picker->args, feed->in);
    if (col == OP_ANY_COLUMN) {
        return take_spans(trace, stage, row);
    }
    bool any = col != OP_NO_COLUMN;
    return take_entry(stage, col, any ? span(trace, stage->in[0], row, col, 1) : NULL);
}

/* ---- One entry of each row --------------------------------------------------------------------
 *
 * Where a label picks one entry of each row, those of all rows of a block are computed together: as
 * take_picked() does it, in fewer steps. */

/* Can that be done of a stage, and of those that it is computed from? */
static bool has_entries(const struct trace *trace, size_t index)
{
    const struct stage *stage = trace_stage(trace, index);
    bool in_block = is_in_block(trace, index);
    if (in_block && stage_has_rows(stage)) {
        return true;
    }
    bool good = !in_block && (stage->op->entries != NULL || stage->op->reach == REACH_ENTRY);
    for (size_t slot = 0; slot < OP_MAX_INPUTS && good; slot++) {
        size_t in = stage->in[slot];
        bool matrix = in != STAGE_NONE && trace_stage(trace, in)->form == FORM_MATRIX;
        good = in == STAGE_NONE ||
               ((matrix || stage->op->entries != NULL) && stage_has_rows(trace_stage(trace, in)) &&
                   has_entries(trace, in));
    }
    return good;
}

/* Where they are: one for each row. */
static const double *entries(struct trace *trace, size_t index, const size_t *cols, size_t rows)
{
    const struct stage *stage = trace_stage(trace, index);
    const double *block = trace->rows[index];
    bool in_block = is_in_block(trace, index);
    if (in_block && stage->form == FORM_COLUMN) {
        return block;
    }
    struct part *part = part_of(trace, index);
    if (part->picked == NULL) {
        part->picked = mem_numbers(trace->block_rows);
    }
    if (in_block) {
        for (size_t i = 0; i < rows; i++) {
            part->picked[i] = block[i * stage->width + cols[i]];
        }
        return part->picked;
    }
    const double *in[OP_MAX_INPUTS] = {NULL};
    for (size_t i = 0; i < part->slot_count; i++) {
        size_t slot = part->slots[i];
        in[slot] = entries(trace, stage->in[slot], cols, rows);
        part->args.in_width[slot] = rows;
    }
    part->args.first = 0;
    part->args.width = rows;
    if (stage->op->entries != NULL) {
        stage->op->entries(&stage->args, in, cols, rows, part->picked);
    } else {
        stage->op->row(&part->args, in, part->picked);
    }
    trace_store_cells(stage, part->picked, rows);
    return part->picked;
}

/* The sums of rows of which at most one entry is not 0; false: one of them has more, or these
 * entries cannot be computed so. */
static bool take_all_picked(
    struct trace *trace, const struct stage *stage, size_t first, size_t rows, double *out)
{
    const struct stage *picker = trace_stage(trace, stage->picker);
    if (rows == 1 || stage->in[0] == STAGE_NONE || !has_entries(trace, stage->in[0])) {
        return false;
    }
    if (trace->picks == NULL) {
        trace->picks = mem_alloc(2 * trace->block_rows, sizeof *trace->picks);
    }
    size_t *picked = trace->picks;
    size_t *cols = picked + trace->block_rows; /* the same, where there is none any */
    struct feed feed = trace_feed(trace, picker, first);
    for (size_t i = 0; i < rows; i++) {
        if (i > 0) {
            feed_next(trace, picker, first + i, &feed);
        }
        picked[i] = picker->op->picked(&picker->args, feed.in);
        if (picked[i] == OP_ANY_COLUMN) {
            return false;
        }
        cols[i] = picked[i] == OP_NO_COLUMN ? 0 : picked[i];
    }
    const double *all = entries(trace, stage->in[0], cols, rows);
    for (size_t i = 0; i < rows; i++) {
        out[i] = take_entry(stage, picked[i], &all[i]);
    }
    return true;
}

static void read_block(struct trace *trace, const struct stage *stage, double *out)
{
    size_t first = trace->block * trace->block_rows * stage->width;
    size_t count = trace_block_size(trace, trace->block) * stage->width;
    /* The first error says it all: what is missing once is missing in every block. */
    if (!tensor_read(stage->tensor, first, count, out, trace->failed ? NULL : trace->diag)) {
        trace->failed = true;
    }
}

/* The whole block as one long row, where an entry hangs on the same entry of inputs alone. */
static bool compute_flat(struct trace *trace, const struct stage *stage, size_t rows, double *out)
{
    if (stage->op->reach != REACH_ENTRY) {
        return false;
    }
    struct op_args args = stage->args;
    args.width *= rows;
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        size_t from = stage->in[slot];
        bool read = from != STAGE_NONE && (stage->unread & OP_INPUT(slot)) == 0;
        if (read && trace_stage(trace, from)->form != stage->form) {
            return false;
        }
        args.in_width[slot] *= rows;
    }
    struct feed feed = trace_feed(trace, stage, trace->block * trace->block_rows);
    stage->op->row(&args, feed.in, out);
    return true;
}

static void compute_rows(
    struct trace *trace, const struct stage *stage, size_t first, size_t rows, double *out)
{
    const struct stage *fed =
        stage->picker == STAGE_NONE ? stage : trace_stage(trace, stage->picker);
    bool in_spans = is_taken_in_spans(trace, stage);
    if (fed != stage && take_all_picked(trace, stage, first, rows, out)) {
        return;
    }
    struct feed feed = trace_feed(trace, fed, first);
    if (fed == stage && !in_spans && stage->op->rows != NULL && !feed.uneven) {
        stage->op->rows(&stage->args, feed.in, feed.step, rows, out);
        return;
    }
    for (size_t row = first; row < first + rows; row++, out += stage->width) {
        if (row > first) {
            feed_next(trace, fed, row, &feed);
        }
        if (fed != stage) {
            out[0] = take_picked(trace, stage, &feed, row);
        } else if (in_spans) {
            out[0] = take_spans(trace, stage, row);
        } else {
            trace_compute_row(stage, feed.in, out);
        }
    }
}

void trace_compute_block(struct trace *trace, size_t index)
{
    const struct stage *stage = trace_stage(trace, index);
    if (trace->rows[index] == NULL) {
        size_t cells = 0;
        if (!size_mul(trace->block_rows, stage->width, &cells)) {
            cells = SIZE_MAX; /* cannot be had: it says so and leaves */
        }
        trace->rows[index] = mem_numbers(cells);
    }
    double *out = trace->rows[index];
    size_t rows = trace_block_size(trace, trace->block);
    size_t first = trace->block * trace->block_rows;
    if (stage->tensor != NULL) {
        read_block(trace, stage, out);
    } else if (!compute_flat(trace, stage, rows, out)) {
        compute_rows(trace, stage, first, rows, out);
    }
    trace_store_cells(stage, out, rows * stage->width);
    trace->valid |= stage_bit(index);
    trace_keep_column(trace, index);
}
