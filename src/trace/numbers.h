/* The numbers of a trace: cells, worked lines, what is remarkable about a cell.
 *
 * Not for faces and formats: while a question waits, some numbers are not to be shown, and which
 * they are is known to a sight (doc/sight.h). tests/layers sees to it that none of them reads this
 * header.
 */
#ifndef LOSSWALK_NUMBERS_H
#define LOSSWALK_NUMBERS_H

#include "trace.h"

/* Rows [first, first + count) of a stage: count * stages[stage].width doubles into out. A scalar
 * stage has one row of one column. False, with an error in diag, when a data file cannot be read;
 * out is then NaN. */
bool trace_rows(
    struct trace *trace, size_t stage, size_t first, size_t count, double *out, struct diag *diag);
/* One cell; NaN when a data file cannot be read (trace_failed() then is true). Neighbouring cells
 * are kept, so walking along a row or column is cheap. */
double trace_cell(struct trace *trace, size_t index, size_t row, size_t col);
/* The loss of the rows that were taken in so far (trace_fold_some()); NaN where it is not known. */
double trace_loss_so_far(const struct trace *trace);
/* For evaluating and printing the expression of trace_explain(); valid while the trace is. */
struct expr_source trace_source(struct trace *trace, size_t stage);

/* All of its texts live in the arena. */
struct worked trace_worked(
    struct trace *trace, size_t stage, size_t row, size_t col, int decimals, struct arena *arena);

/* The same with one cell of the expression marked (EXPR_MARK) in symbols and numbers. */
struct worked trace_worked_marked(struct trace *trace, size_t stage, size_t row, size_t col,
    int decimals, const struct expr_place *marked, struct arena *arena);
/* What is remarkable about one cell; FINDING_NONE mostly. */
enum finding_kind trace_finding(struct trace *trace, size_t index, size_t row, size_t col);
/* The sentence for it, with the cell's names in it; lives in the arena. */
const char *trace_finding_text(struct trace *trace, enum finding_kind kind, size_t stage,
    size_t row, size_t col, struct arena *arena);

/* What somebody has found out about a trace, to be asked for again; given back with the trace. NULL
 * until it is put there. */
struct trace_note {
    void (*release)(struct trace_note *note);
};
struct trace_note **trace_note(struct trace *trace);

#endif
