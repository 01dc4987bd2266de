/* A lesson run through its recipe: any block of rows of any stage, computed when it is asked for.
 * The numbers themselves are asked for by numbers.h; here is what may be known of a trace without
 * knowing one of them.
 *
 * Nothing holds a whole matrix. trace_rows() (numbers.h) computes the rows asked for from the
 * inputs, block by block; the only thing that looks at all rows is the fold behind total and
 * divisor, done once, in row order.
 */
#ifndef LOSSWALK_TRACE_H
#define LOSSWALK_TRACE_H

#include "expr.h"
#include "finding.h"
#include "lesson.h"
#include "recipe.h"
#include "watcher.h"

#include <stdbool.h>
#include <stddef.h>

struct trace;

/* The lesson must outlive the trace. Cheap: computes nothing yet. */
struct trace *trace_new(const struct lesson *lesson);
void trace_free(struct trace *trace);

const struct lesson *trace_lesson(const struct trace *trace);
const struct recipe *trace_recipe(const struct trace *trace);

/* Was there a data file that could not be read? */
bool trace_failed(const struct trace *trace);
/* The loss, and what else is one number, needs every row, which takes a while in a large batch.
 * This does a part of that work, about `rows` rows, and returns whether it is all done. Cells may
 * be asked for in between. */
bool trace_fold_some(struct trace *trace, size_t rows);
/* How much of it is. */
struct trace_progress {
    size_t done, rows; /* rows that all sums have taken in, of so many */
    double share;      /* 0 to 1 */
};
struct trace_progress trace_progress(const struct trace *trace);
/* Who is told of that work, and of what others do with all of the trace. */
void trace_watch(struct trace *trace, struct watcher watcher);
const struct watcher *trace_watcher(const struct trace *trace);
/* From now on that many threads of any trace compute rows, where it is worth it; 0: as many as
 * there are processors. The numbers never depend on it. */
void trace_use_threads(size_t count);
/* The reading errors of calls that had no place to report them: the first one. */
const struct diag *trace_diag(const struct trace *trace);
/* From now on they go there; it must live as long as the trace is asked for numbers. Returns where
 * they went before, for whoever reports elsewhere only for a while. */
struct diag *trace_report_to(struct trace *trace, struct diag *diag);

/* How many rows are computed at a time; any number gives the same bits. For tests and benchmarks.
 */
void trace_set_block_rows(struct trace *trace, size_t rows);
/* The same for rows, of which at most so many columns are computed at a time where they are only
 * added up: a multiple of 8. The numbers never depend on it. */
void trace_set_span(struct trace *trace, size_t columns);

/* Why a cell is what it is. The expression's slots are stage->in[slot]; it lives in the arena. NULL
 * for an input stage: its numbers are given. */
const struct expr *trace_explain(
    struct trace *trace, size_t index, size_t row, size_t col, struct arena *arena);
/* The worked line of a cell, name = symbols = numbers = value, in parts. */
struct worked {
    const char *name;    /* p[s1,dog] */
    const char *symbols; /* e[s1,dog] / S[s1]; "" for an input */
    const char *
        numbers; /* 0.1353 / 3.2219; multiplies out to value at the digits shown; "" for an input */
    const char *value; /* 0.0420 */
};
enum { WORKED_PARTS = 3 };
/* What stands between the equals signs behind the name, nothing twice: 3 = 3 says no more than 3.
 * Returns how many parts there are, 1 to WORKED_PARTS; the last is the value. */
size_t worked_parts(const struct worked *worked, const char *parts[WORKED_PARTS]);

/* p[s1,dog], L[s1], total: appended to out. */
void trace_cell_name(
    const struct trace *trace, size_t index, size_t row, size_t col, struct str *out);
/* The same in the arena. */
const char *trace_name_cell(
    const struct trace *trace, size_t index, size_t row, size_t col, struct arena *arena);

/* Names for people: the lesson's names, or s0, s1, ... and c0, c1, ...; samples of a batch with
 * more than one batch dimension are named by index: 0,5. A stage of groups has g0, g1, ... Appended
 * to out. */
void trace_row_label(const struct trace *trace, size_t stage, size_t row, struct str *out);
void trace_col_label(const struct trace *trace, size_t col, struct str *out);
/* The row's label, and the text that it is the token of, where the lesson says: 0,5 "e". */
void trace_row_title(const struct trace *trace, size_t stage, size_t row, struct str *out);

/* The number that the lesson gives for the cell, before it is rounded to the dtype; NaN where it
 * gives none, or it cannot be read. */
double trace_given_number(const struct trace *trace, size_t stage, size_t row, size_t col);
/* Is this cell given by the lesson? Then which number of which input it is (see change.h). */
bool trace_given(const struct trace *trace, size_t stage, size_t row, size_t col, enum input *input,
    size_t *element);

/* Is this cell the true class (integer labels), or the largest target? Marked on every matrix. */
bool trace_is_true_class(struct trace *trace, size_t row, size_t col);
/* Its column, of a loss that is not binary; SIZE_MAX where the label names no class. */
size_t trace_true_class(struct trace *trace, size_t row);

/* The row to follow through a walk: the one whose loss is the largest (NaN aside), as it has most
 * to tell; the first in a batch too large to look through. */
size_t trace_example_row(struct trace *trace);

/* The first row of the largest number that the total adds up (NaN aside), where it adds up one of
 * each row; known once it is added up: SIZE_MAX before, and where there is none. */
size_t trace_largest_row(const struct trace *trace);

/* The decimals a stage is shown with: `decimals`, or fewer where all its numbers are exact with
 * fewer (stages of up to a few thousand numbers are looked through). */
int trace_stage_decimals(struct trace *trace, size_t index, int decimals);

/* The decimals of this lesson when the user gave none. */
int trace_default_decimals(const struct trace *trace);

/* Are all numbers of this column at hand, from an earlier look at them? Otherwise each may take a
 * row of every stage that it is made of. */
bool trace_knows_column(const struct trace *trace, size_t index);

/* Can any cell of this stage be remarkable? Saves looking at each. */
bool trace_may_find(const struct trace *trace, size_t index);
/* The stages shown to people in walking order: indices of stages that are not hidden. */
size_t trace_step_count(const struct trace *trace); /* groups present */
/* How many of them readers of the lesson go through: up to the one that its key `until` names. */
size_t trace_steps_read(const struct trace *trace);
/* Is the stage (STAGE_NONE: is not) one of theirs? */
bool trace_reads(const struct trace *trace, size_t stage);
/* Do they come to a loss? */
bool trace_reads_loss(const struct trace *trace);
/* Do they come to what ways of computing are told apart by: the loss, or, where nothing is reduced,
 * the losses? */
bool trace_reads_result(const struct trace *trace);
/* Is that the id of a stage or group of theirs? */
bool trace_reads_named(const struct trace *trace, const char *name);
/* Step i: its group, and its stages [*first, *first + *count) in the recipe's list. */
enum group trace_step(const struct trace *trace, size_t step, size_t *first, size_t *count);

#endif
