/* What must hold of any cell of any trace. Each returns what is wrong, for a message, in `arena`,
 * or NULL if it holds. */
#ifndef LOSSWALK_CELL_HOLDS_H
#define LOSSWALK_CELL_HOLDS_H

#include "trace.h"

/* The same number, zeros with their sign; any NaN is as good as another. */
bool same_bits(double a, double b);

/* Its explanation is the cell, bit for bit; only what is given has none. */
const char *cell_unexplained(
    struct trace *trace, size_t stage, size_t row, size_t col, struct arena *arena);

/* Its worked line multiplies out: a calculator (recompute.h) that reads the line alone gets the
 * digits of its value. `*judged`, if not NULL, is one more for a line that was looked at: what is
 * given has none. */
const char *cell_miscalculated(struct trace *trace, size_t stage, size_t row, size_t col,
    int decimals, struct arena *arena, size_t *judged);

#endif
