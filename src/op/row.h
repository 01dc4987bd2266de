/* Small pieces that many operations share. */
#ifndef LOSSWALK_ROW_H
#define LOSSWALK_ROW_H

#include "numpy.h"
#include "op.h"

#include <stdbool.h>

/* Input i's value for this row and column: inputs one column wide give the same value to all. */
static inline double in_at(
    const struct op_args *args, const double *const *in, size_t i, size_t col)
{
    return in[i][args->in_width[i] == 1 ? 0 : col];
}

/* The same as a cell of an explanation. */
static inline const struct expr *cell_at(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    return expr_cell(arena, i, args->in_scalar[i] ? 0 : row, args->in_width[i] == 1 ? 0 : col);
}

/* A weight of that column, as part of an explanation. */
static inline const struct expr *weight_expr(
    const struct weights *weights, size_t col, struct arena *arena)
{
    return expr_entry(arena, weights, weights->count == 1 ? 0 : col);
}

static inline bool has_input(const struct op_args *args, size_t i)
{
    return args->in_width[i] > 0;
}

/* The range that is one whole row of input i. */
static inline struct expr_range row_range(const struct op_args *args, size_t i, size_t row)
{
    return expr_block(i, row, 1, 0, args->in_width[i]);
}

/* The weight of a column. */
static inline double weight_at(const struct weights *weights, size_t col)
{
    return weights->at[weights->count == 1 ? 0 : col];
}

/* The weight of class `label`, 0 for a label that names no class. Labels below 0 count from the end
 * when `wrap` is set. */
double class_weight(const struct weights *weights, double label, bool wrap);
/* The same for all labels of input 2, or by column, in NumPy. */
void numpy_class_weight(struct str *out, const struct weights *weights, bool by_label);

#endif
