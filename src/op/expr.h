/* An explanation: the arithmetic behind one cell, as a tree whose leaves are numbers and other
 * cells.
 *
 * One tree serves everyone. Formats print it with symbols (p[s1,dog] = e[s1,dog] / S[s1]) and with
 * numbers (0.1353 / 3.2219); the screen marks its cells; the tests evaluate it and compare it with
 * the cell, bit for bit. A tree does the same operations in the same order as the row loop it
 * explains.
 *
 * Cells name an input by its slot: the position in the stage's list of inputs.
 */
#ifndef LOSSWALK_EXPR_H
#define LOSSWALK_EXPR_H

#include "arena.h"
#include "constants.h"
#include "num.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

enum expr_kind {
    EXPR_NUMBER, /* a constant of the lesson, or a count */
    EXPR_CELL,   /* one cell of an input */
    EXPR_NEG,
    EXPR_ADD,
    EXPR_SUB,
    EXPR_MUL,
    EXPR_DIV,
    EXPR_PICK, /* a * b, but 0 where a is 0 even if b is infinite or NaN: choosing, not multiplying
                */
    EXPR_UNPICKED, /* 0, because a is: what b was does not matter */
    EXPR_MAX,      /* the larger of two */
    EXPR_MIN,
    EXPR_POW, /* a to the power b */
    EXPR_EXP,
    EXPR_EXP_DIFFERENCE, /* exp(a - b), without rounding the difference */
    EXPR_LOG,            /* natural, or to the base in `number` (2 or 10) */
    EXPR_LOG1P,          /* log(1 + a), exact even where 1 + a would round to 1 */
    EXPR_EQUAL,          /* 1 where a equals b, else 0: printed is(a = b) */
    EXPR_AT_MOST,        /* is(a ≤ b) */
    EXPR_STORE,          /* a rounded to the lesson's dtype: prints as a */
    EXPR_SUM,            /* over a range of cells, compensated, in index order or lanes */
    EXPR_LARGEST,
    EXPR_NONZERO /* how many cells of the range are not 0 */
};

/* Cells [row, row + rows) x [col, col + cols) of an input. `skip` is a column left out, or
 * EXPR_NO_SKIP. With a list, rows and columns are not neighbours: of the list's entries each stands
 * for `run` rows, or with a run of 0 for a column. */
struct expr_range {
    size_t slot, row, rows, col, cols, skip;
    const size_t *list; /* NULL: none */
    size_t run;
    bool lanes; /* EXPR_SUM of one row: in lanes, by column; see sum.h */
};

#define EXPR_NO_SKIP ((size_t)-1)

/* Neighbours, none left out. */
static inline struct expr_range expr_block(
    size_t slot, size_t row, size_t rows, size_t col, size_t cols)
{
    return (struct expr_range){
        .slot = slot, .row = row, .rows = rows, .col = col, .cols = cols, .skip = EXPR_NO_SKIP};
}

/* Where term i of a range is. */
void expr_term_at(const struct expr_range *range, size_t i, size_t *row, size_t *col);
/* Which term of the range the cell is; (size_t)-1: none. */
size_t expr_term_of(const struct expr_range *range, size_t row, size_t col);

/* How a long range is printed: pieces in a row, each one term or what several others come to. */
struct expr_piece {
    size_t first,
        end;      /* terms from here to there; of several, those that have no piece of their own */
    size_t terms; /* how many it stands for */
    double value;
};
enum { EXPR_MOST_PIECES = 7 };
struct expr_pieces {
    size_t count; /* 0: not known yet */
    struct expr_piece all[EXPR_MOST_PIECES];
};

struct expr {
    enum expr_kind kind;
    double number;              /* EXPR_NUMBER, EXPR_LOG */
    const struct weights *list; /* EXPR_NUMBER: the weights it is one of, or NULL */
    const struct expr *a, *b;   /* operands */
    struct expr_range range;    /* EXPR_CELL (its first cell) and the ranges */
    struct expr_pieces *pieces; /* ranges: kept, as finding them may mean reading a whole file */
};

/* Builders; everything lives in the arena. */
const struct expr *expr_number(struct arena *arena, double number);
/* One of a list of weights. */
const struct expr *expr_entry(struct arena *arena, const struct weights *list, size_t index);
const struct expr *expr_cell(struct arena *arena, size_t slot, size_t row, size_t col);
const struct expr *expr_range(struct arena *arena, enum expr_kind kind, struct expr_range range);
const struct expr *expr_unary(struct arena *arena, enum expr_kind kind, const struct expr *a);
const struct expr *expr_binary(
    struct arena *arena, enum expr_kind kind, const struct expr *a, const struct expr *b);
const struct expr *expr_log(struct arena *arena, double base, const struct expr *a);

/* What is 0 because the expression is: EXPR_UNPICKED of what makes it so. */
const struct expr *expr_unpicked(struct arena *arena, const struct expr *a);

/* One cell of an input. */
struct expr_place {
    size_t slot, row, col;
};

enum {
    /* Printed around the name and the number of the marked cell: no other text has these bytes. */
    EXPR_MARK = 1,
    EXPR_UNMARK = 2
};

/* Where the cells' numbers and names come from. */
struct expr_source {
    void *context;
    double (*cell)(void *context, size_t slot, size_t row, size_t col);
    /* Appends the cell's name, such as p[s1,dog]. */
    void (*name)(void *context, size_t slot, size_t row, size_t col, struct str *out);
    /* Appends the name of a whole range: e[s1,·]. */
    void (*range_name)(void *context, const struct expr_range *range, struct str *out);
    enum dtype dtype;
    const struct expr_place *marked; /* a cell to mark in what is printed, or NULL */
};

enum {
    EXPR_EXACT = 100 /* `decimals` for: every number in full */
};

/* The value, from the cells as stored; rounding to dtype happens at EXPR_STORE only. */
double expr_value(const struct expr *expr, const struct expr_source *source);
/* The value that the printed line gives: every number first shown at `decimals` and read back. */
double expr_shown_value(const struct expr *expr, const struct expr_source *source, int decimals);

/* The expression as it is to be shown for these cells: a × b that is 0 for a picked 0, though b is
 * infinite or NaN, says so instead of multiplying. */
const struct expr *expr_picked(
    const struct expr *expr, const struct expr_source *source, struct arena *arena);

void expr_print_symbols(const struct expr *expr, const struct expr_source *source, struct str *out);
void expr_print_numbers(
    const struct expr *expr, const struct expr_source *source, int decimals, struct str *out);

/* What all cells of a stage have in common: {0}, {1}, ... for the inputs, lists of weights whole.
 * As a formula, or as NumPy. */
void expr_print_form(const struct expr *expr, bool numpy, struct str *out);

/* How to print a line so that it multiplies out. */
struct expr_honest {
    int decimals; /* of the numbers put in; EXPR_EXACT when only full digits do */
    bool rounded; /* it comes out only with the result rounded to the dtype: print float32(...)
                     around it */
};

/* The fewest decimals >= `decimals` at which the value of the printed line, shown at `decimals`, is
 * the same number as `value` shown at `decimals`. */
struct expr_honest expr_honest(
    const struct expr *expr, const struct expr_source *source, double value, int decimals);

/* Calls visit for every cell, ranges spelled out, at most `limit` of them. Returns how many were
 * visited. */
size_t expr_cells(const struct expr *expr, size_t limit,
    void (*visit)(void *context, size_t slot, size_t row, size_t col), void *context);

/* How many cells expr_cells() would visit without a limit; does not visit them. */
size_t expr_cell_count(const struct expr *expr);
/* The cell that it would visit after `index` others; index < expr_cell_count(). */
struct expr_place expr_cell_at(const struct expr *expr, size_t index);

#endif
