/* What the rules of findings share. */
#ifndef LOSSWALK_FINDING_IMPL_H
#define LOSSWALK_FINDING_IMPL_H

#include "finding.h"
#include "trace_impl.h"

/* The cell that is looked at. */
struct cell {
    struct trace *trace;
    const struct stage *stage;
    size_t index, row, col;
    double value;
};

/* The cell's input in a slot that is not STAGE_NONE. */
double finding_input(const struct cell *cell, size_t slot);

/* What the cell's row sums to: of log-probabilities, their exponentials. */
double finding_row_sum(const struct cell *cell);

/* Rules about what the lesson gives. What is wrong with a whole row is said at its first column. */
enum finding_kind finding_of_logits(const struct cell *cell);
enum finding_kind finding_of_probs(const struct cell *cell);
enum finding_kind finding_of_log_probs(const struct cell *cell);
enum finding_kind finding_of_targets(const struct cell *cell);
enum finding_kind finding_of_target_logits(const struct cell *cell);
enum finding_kind finding_of_weights(const struct cell *cell);

/* A loss below 0, of an entry or in all. */
enum finding_kind finding_of_loss(const struct cell *cell);

#endif
