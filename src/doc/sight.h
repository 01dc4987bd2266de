/* What may be seen of a trace.
 *
 * A handout shows everything. A student who is asked for a number must not be shown it elsewhere:
 * there a sight has a gate, which says of each cell whether it is hidden. Faces have no other way
 * to a number (see numbers.h), so none of them can forget to ask. A hidden number is NaN, and "?"
 * as text.
 */
#ifndef LOSSWALK_SIGHT_H
#define LOSSWALK_SIGHT_H

#include "trace.h"

#include <stdbool.h>
#include <stddef.h>

struct sight {
    struct trace *trace;
    /* NULL: nothing is hidden. */
    bool (*hides)(const void *gate, struct trace *trace, size_t stage, size_t row, size_t col);
    const void *gate; /* borrowed */
    /* Of a hidden number: which blank of a worksheet it is, from 1; 0: it has no number. NULL: no
     * sight of a worksheet. */
    size_t (*blank)(const void *gate, struct trace *trace, size_t stage, size_t row, size_t col);
};

/* All of the trace. */
struct sight sight_of(struct trace *trace);

/* A number, or that it is hidden. */
struct figure {
    double value;
    bool hidden;
    bool to_fill; /* on a worksheet: a blank, */
    size_t blank; /* and its number, or 0 */
};

struct figure sight_cell(const struct sight *sight, size_t stage, size_t row, size_t col);
/* The sum of a row, in order; hidden where one of its cells is. */
struct figure sight_row_sum(const struct sight *sight, size_t stage, size_t row);
/* A hidden worked line keeps its name and symbols; it has no numbers, and "?" for the value.
 * `marked`: a cell of the expression to mark, as in trace_worked_marked(), or NULL. Texts live in
 * the arena. */
struct worked sight_worked(const struct sight *sight, size_t stage, size_t row, size_t col,
    int decimals, const struct expr_place *marked, struct arena *arena);
/* The sentence of what is remarkable about the cell, in the arena; NULL where nothing is, or it is
 * hidden. */
const char *sight_finding(
    const struct sight *sight, size_t stage, size_t row, size_t col, struct arena *arena);

/* As num_cell(), num_show() and num_shortest() write numbers; buffer has NUM_SIZE bytes. */
const char *figure_cell(char *buffer, struct figure figure, int decimals);
const char *figure_show(char *buffer, struct figure figure, int decimals, enum dtype dtype);
const char *figure_shortest(char *buffer, struct figure figure, enum dtype dtype);

#endif
