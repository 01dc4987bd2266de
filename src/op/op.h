/* THE MATHEMATICS: one file per operation, each a row loop and the explanation of one cell.
 *
 * An operation turns the rows of its inputs into a row of its stage. It never sees a whole matrix
 * and keeps no state, so any rows of any stage can be computed at any time, in blocks of any size,
 * with the same bits. The one exception is a fold (total, divisor): it sees all rows, in order,
 * once; or, into one number for each group of rows, gathers them.
 *
 * Arithmetic is double. The caller rounds the finished row to the lesson's dtype; an operation that
 * must round in between (1 - p in float32) does so with num_store(), and its explanation has an
 * EXPR_STORE there.
 */
#ifndef LOSSWALK_OP_H
#define LOSSWALK_OP_H

#include "constants.h"
#include "expr.h"
#include "num.h"
#include "sum.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    OP_MAX_INPUTS = 8,
    /* On the way back: what comes back to an operation's result, and the result itself. */
    OP_BACK = 6,
    OP_OUT = 7
};

/* A set of inputs. */
#define OP_INPUT(i) (1U << (i))

struct op;

/* What an operation is told. */
struct op_args {
    size_t width;                   /* columns of the stage's rows */
    size_t first;                   /* the column of the first of them: 0, or part of a row */
    size_t in_width[OP_MAX_INPUTS]; /* columns of each input's rows; 0: input absent (its pointer is
                                       NULL) */
    size_t rows;                    /* rows of the whole batch */
    enum dtype dtype;
    union op_constants of;         /* the operation's own constants: args->of.clip.low */
    bool in_scalar[OP_MAX_INPUTS]; /* one number for the whole batch */
    const struct op *back_of;      /* of `back`: the operation it leads back through, */
    size_t back_to;                /* and to which input */
};

/* Of a row that is taken in piece by piece: what it has come to, once it was begun. */
struct op_state {
    bool begun;
    union {
        struct sum sum;
        struct lane_sum lanes;
        double largest;
    } of;
};

/* Which entries of the inputs' rows an entry of the result hangs on. */
enum op_reach {
    REACH_ROW,    /* all */
    REACH_COLUMN, /* those of its column, and inputs that are one column wide; so part of a row may
                     be computed alone: args->first is then the column of out[0] and in[i][0] */
    REACH_ENTRY /* the same, whichever column it is: several rows may be one long row, also of what
                   folds one input */
};

#define OP_NO_COLUMN ((size_t)-1)
#define OP_ANY_COLUMN ((size_t)-2)

struct op {
    const char *name;
    bool stores; /* the row is rounded to the dtype already, where that is float32 */
    enum op_reach reach;
    /* in[i] points at one row of input i. Fills out[0..width). NULL for what folds or gathers, and
     * for what is read from a tensor. */
    void (*row)(const struct op_args *args, const double *const *in, double *out);
    /* The same for `count` rows, for what there is a quicker way: in[i] is step[i] further on for
     * the next one. May be NULL. */
    void (*rows)(const struct op_args *args, const double *const *in, const size_t *step,
        size_t count, double *out);
    /* One entry of each of `count` rows, where entries can be computed alone: that of column
     * cols[i], from in[slot][i]. NULL where `row` does the same, because all inputs are as wide as
     * the result and the column does not matter; or where it cannot be done. */
    void (*entries)(const struct op_args *args, const double *const *in, const size_t *cols,
        size_t count, double *out);
    /* The same for what needs a row only piece by piece, as sums do, in place of `row`: takes in
     * `count` entries of input 0, of which all but the last piece have a multiple of SUM_LANES;
     * then gives the one number of the row. The first piece, of at least one entry, begins the
     * state. */
    void (*take)(
        const struct op_args *args, const double *const *in, size_t count, struct op_state *state);
    double (*result)(const struct op_args *args, const struct op_state *state);
    /* The only column of the row that may be other than 0; OP_NO_COLUMN: none, OP_ANY_COLUMN: any
     * may. NULL: as well. */
    size_t (*picked)(const struct op_args *args, const double *const *in);
    /* Folds only: takes in one row of every input; the sum's value is the result. */
    void (*fold)(const struct op_args *args, const double *const *in, struct sum *state);
    /* The same for stages of groups: takes in one row of input 0 into the sums of its groups, the
     * first of which is that of group `first`; their values are the result. in[0] is NULL
     * where there is no input. */
    void (*gather)(const struct op_args *args, const double *const *in, size_t row, size_t first,
        struct sum *sums);
    /* The arithmetic of cell (row, col), given that row of the inputs (NULL for what folds or
     * gathers; groups count as rows). */
    const struct expr *(*explain)(const struct op_args *args, const double *const *in, size_t row,
        size_t col, struct arena *arena);
    /* The same for the whole stage, as one NumPy expression, appended to out. {0} to {7} stand for
     * the inputs, {width} for the columns, {ones} for ", 1" for each axis of the result but the
     * first; the class axis is the last one. Other languages are made of it: see doc/code.h. */
    void (*numpy)(const struct op_args *args, struct str *out);

    /* The way back: d loss / d input, given d loss / d result. Each input that depends on the
     * scores is in one of these sets, or `back` knows it; a recipe that goes back through any other
     * ends the program. */
    unsigned same;   /* the result changes by what the input does */
    unsigned linear; /* and in proportion: what comes back goes through the operation itself */
    unsigned flat;   /* not at all */
    /* Derivative by input i times what comes back, in cells of the inputs, OP_BACK and OP_OUT; the
     * same tree for every row and column. It is evaluated, explained, and printed as NumPy. */
    const struct expr *(*back)(
        const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena);
};

/* op_softmax, op_exp, ...: one per line of op.def. */
#define OP(name) extern const struct op op_##name;
#include "op.def"
#undef OP

#endif
