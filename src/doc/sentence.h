/* What a trace has to say, as sentences: for the ear, and for pages that have no tables. All
 * append to out. */
#ifndef LOSSWALK_SENTENCE_H
#define LOSSWALK_SENTENCE_H

#include "prose.h"
#include "str.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    SENTENCE_CELLS = 20 /* cells of a row that are read in one breath */
};

/* A number as it is spoken: "0.0420", "minus 3.1698" (a hyphen is not read aloud), "not a
 * number", "not told yet". */
void sentence_number(struct str *out, double value, int decimals);
void sentence_figure(struct str *out, struct figure figure, int decimals);

/* "Row s1: cat 0.1142, dog 0.0420, the true class, owl 0.8438." Of a row longer than
 * SENTENCE_CELLS, unless `whole`, only its beginning and its true class. A scalar: "5.6433." */
void sentence_row(const struct view *view, size_t row, bool whole, struct str *out);

/* "p[s1,dog] = e[s1,dog] / S[s1] = 0.0498 / 1.1851 = 0.0420" */
void sentence_worked(const struct worked *worked, struct str *out);

/* "Loss (mean): 5.6433 / 3 = 1.8811. In full: 1.8811119625860317"; of a hidden one, that it is. */
void sentence_loss(const struct sight *sight, int decimals, struct str *out);

/* Why there is nothing to compare in a lesson that trace_reads_result() says no of. */
const char *sentence_no_result(void);

/* "1.003 given, 1 in bfloat16": of a cell that the lesson gives and its number format shows as
 * another number; in the arena. NULL: it does not. */
const char *sentence_given(const struct sight *sight, size_t stage, size_t row, size_t col,
    int decimals, struct arena *arena);

/* "Task: change the scores until loss is below 0.1." Of a lesson that has a task. */
void sentence_task(struct trace *trace, struct str *out);

/* "the scores or the mask": what the task lets one change. */
void sentence_may(const struct task *task, struct str *out);

/* The prose in lines of at most `width` columns, an empty line between blocks; in 7 bits when
 * ascii. Lines of code are as long as they are. */
void sentence_prose(const struct prose *prose, size_t width, bool ascii, struct str *out);

#endif
