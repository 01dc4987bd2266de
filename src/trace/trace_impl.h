/* What the files of this layer share. */
#ifndef LOSSWALK_TRACE_IMPL_H
#define LOSSWALK_TRACE_IMPL_H

#include "numbers.h"

#include <stdint.h>

/* For expr_source: which stage's slots are meant. */
struct slot_context {
    struct trace *trace;
    size_t stage;
};

struct step {
    enum group group;
    size_t first, count;
};

/* A fold that may be under way: the blocks before `block` are in. */
struct fold {
    struct sum state;
    size_t block;
};

/* The numbers of groups [first, first + count) of a stage of groups. */
struct held {
    double *at;
    size_t first, count;
};

/* Neighbouring cells of a row that are kept; count 0: none. */
enum { LINE_CELLS = 64 };

struct line {
    size_t stage, row, first, count;
    double at[LINE_CELLS];
};

/* What is known of a column. */
struct column {
    double *at; /* NULL: nothing */
    bool *known;
};

enum { TRUE_CLASSES = 64 };

struct true_class {
    bool known;
    size_t row, col;
};

/* A few entries of a row of a stage that is not in the block. */
struct part {
    struct op_args args; /* as the stage's, but for so many columns */
    double *cells;
    double *picked; /* one entry of each row of a block; NULL: not made yet */
    const double *in[OP_MAX_INPUTS];
    size_t slots[OP_MAX_INPUTS], slot_count; /* the inputs that there are */
};

struct crew;

struct trace {
    struct arena arena;
    const struct lesson *lesson;
    enum dtype dtype;
    struct recipe recipe;
    struct step steps[GROUP_COUNT];
    size_t step_count;
    struct slot_context contexts[RECIPE_MAX_STAGES];

    /* needs[i] has bit j set when stage j must be computed for stage i, itself included. */
    uint64_t needs[RECIPE_MAX_STAGES];
    uint64_t row_needs[RECIPE_MAX_STAGES]; /* the same within one row: not through scalars */

    /* The one block of rows being looked at: rows [block * block_rows, ...) of every stage that is
     * valid. */
    size_t block_rows, block;
    double
        *rows[RECIPE_MAX_STAGES]; /* block_rows * width doubles each, allocated when first used */
    uint64_t valid;
    size_t span; /* wider rows are taken in piece by piece: so many columns */
    uint64_t block_needs[RECIPE_MAX_STAGES]; /* trace_block_needs(), once known; before, 0 */
    struct part *parts[RECIPE_MAX_STAGES];   /* made when first used */
    size_t *picks; /* of the rows of a block, which columns; NULL: not made yet */

    struct line *lines; /* cells of wide rows, each in its place; NULL: none yet */
    struct column columns[RECIPE_MAX_STAGES];
    struct true_class
        true_classes[TRUE_CLASSES]; /* of targets, each at its row modulo their number */

    uint64_t groups; /* the stages of groups */
    /* Of them: some of their numbers, or, where groups are not in the order of rows, all. */
    struct held held[RECIPE_MAX_STAGES];

    /* Scalar stages: computed once. */
    uint64_t scalar_known;
    double scalar[RECIPE_MAX_STAGES];
    struct fold folds[RECIPE_MAX_STAGES];
    double largest;     /* of what the total has taken in, where that is one number of each row; */
    size_t largest_row; /* SIZE_MAX: nothing */
    struct crew *crew;  /* threads that compute rows for folds; NULL: not called yet */
    bool alone;         /* and never will be */
    struct watcher watcher;
    struct trace_note *note; /* NULL: none */

    struct diag *diag;    /* where reading errors go just now */
    struct diag *home;    /* and where they go when the caller gave no place */
    struct diag own_diag; /* home, unless another was named */
    bool failed;
};

/* A trace that computes in another dtype than the lesson's, from inputs as the lesson stores them.
 */
struct trace *trace_new_as(const struct lesson *lesson, enum dtype dtype);

static inline uint64_t stage_bit(size_t stage)
{
    return UINT64_C(1) << stage;
}

static inline const struct stage *trace_stage(const struct trace *trace, size_t stage)
{
    return &trace->recipe.stages[stage];
}

/* Has it a row for each sample? */
static inline bool stage_has_rows(const struct stage *stage)
{
    return stage->form == FORM_MATRIX || stage->form == FORM_COLUMN;
}

/* Rows of a block: the last one may have fewer. */
static inline size_t trace_block_size(const struct trace *trace, size_t block)
{
    size_t left = trace->recipe.rows - block * trace->block_rows;
    return left < trace->block_rows ? left : trace->block_rows;
}

/* Keeps, where it is worth it, what the block at hand has of a column. */
void trace_keep_column(struct trace *trace, size_t index);
/* Fills in the block of a column from what was kept; false: not all of it was. */
bool trace_recall_column(struct trace *trace, size_t index, size_t block);
/* Keeps so many of its numbers, which were computed elsewhere. */
void trace_learn_column(
    struct trace *trace, size_t index, size_t first, size_t count, const double *numbers);
void trace_forget_cells(struct trace *trace);

/* The inputs of a stage for one of its rows; of a fold: for a row of its input. */
struct feed {
    const double *in[OP_MAX_INPUTS]; /* NULL: absent */
    size_t step[OP_MAX_INPUTS];      /* how far it is to the next row's */
    size_t slots;                    /* behind them there are no inputs */
    bool uneven;                     /* or, of groups, not always so far */
};

/* Those of a row. All have been computed. */
struct feed trace_feed(const struct trace *trace, const struct stage *stage, size_t row);
/* And those of the next, which is `row`, in the same block. */
static inline void feed_next(
    const struct trace *trace, const struct stage *stage, size_t row, struct feed *feed)
{
    if (feed->uneven) {
        *feed = trace_feed(trace, stage, row);
        return;
    }
    for (size_t slot = 0; slot < feed->slots; slot++) {
        feed->in[slot] = feed->in[slot] == NULL ? NULL : feed->in[slot] + feed->step[slot];
    }
}

/* The stages that must be in the block for a stage of rows, itself included. */
uint64_t trace_block_needs(const struct trace *trace, size_t index);
/* Computes it in the block; all that it needs is there. */
void trace_compute_block(struct trace *trace, size_t index);
/* Rounds cells of a stage to its dtype, where that can change them. */
void trace_store_cells(const struct stage *stage, double *cells, size_t count);
/* One row of a stage that is no fold. */
void trace_compute_row(const struct stage *stage, const double *const *in, double *out);

/* Makes a row of each input known; of groups, only to those who take them in one by one: the rows
 * of a block know theirs. */
void trace_know_inputs(struct trace *trace, const struct stage *stage, size_t row);
/* And all scalars that a stage needs. */
void trace_know_scalars(struct trace *trace, size_t index);

/* The sum of a fold, as far as it is not done already. */
double trace_fold(struct trace *trace, size_t index);
/* Takes in rows [first, end) of one block, computed here. */
void trace_take_block(
    struct trace *trace, const struct stage *stage, size_t first, size_t end, struct sum *state);
/* The same of rows that are computed, where the feed is that of the first. */
void trace_take_rows(struct trace *trace, const struct stage *stage, struct feed *feed,
    size_t first, size_t end, struct sum *state);
/* Tells the watcher. */
void trace_look(struct trace *trace);
/* Is it for several threads? They are called, if they are not there. */
bool trace_crew_takes(struct trace *trace, size_t index);
/* They take in the blocks of rows up to this one. */
void trace_crew_fold(struct trace *trace, size_t index, size_t blocks);
void trace_dismiss_crew(struct trace *trace);

/* Makes the numbers of a stage of groups known for groups [first, first + count), and of the stages
 * of groups that it needs. All scalars that it needs are known. */
void trace_hold_groups(struct trace *trace, size_t index, size_t first, size_t count);
/* The same for the groups of one block of rows, for all that a stage of rows needs. */
void trace_hold_for_block(struct trace *trace, size_t index, size_t block);
/* How many groups are worked out together: those of about a block of rows. */
size_t trace_groups_together(const struct trace *trace);

/* Records that data could not be read, found elsewhere than in the trace. */
void trace_fail(struct trace *trace, const char *text);

/* The row of a stage that is not a scalar, computed if need be; valid until another row is asked
 * for. For a scalar: its one value. */
const double *trace_row(struct trace *trace, size_t index, size_t row);

#endif
