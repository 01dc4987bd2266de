/* A student's number: read kindly, and judged by the precision on the screen. */
#ifndef LOSSWALK_ANSWER_H
#define LOSSWALK_ANSWER_H

#include "trace.h"

#include <stdbool.h>
#include <stddef.h>

enum { ANSWER_SIZE = 32 }; /* bytes of a typed answer, the closing zero included */

/* What was typed. */
struct answer {
    double value;
    double unit; /* of the last digit typed: 0.25 has 0.01, 3e2 has 100; 0: exact (1/3, inf) */
    int digits;  /* significant digits; a lone 0 counts as one */
    bool comma;  /* a comma stood for the decimal point */
};

/* Reads `.5`, `-3`, `1e-4`, `1/3`, `inf`, `-infinity`, `nan`, and a comma for the point. False for
 * anything else, 1/0 included. */
bool answer_parse(const char *text, struct answer *out);

enum judgement {
    JUDGED_RIGHT,
    JUDGED_WRONG,
    JUDGED_FEW_DIGITS /* right as far as it goes: fewer than two significant digits */
};

/* Right within half a unit of the last decimal shown (`decimals` of them, or those of 8.358e-09),
 * or of the last digit typed where those are fewer but at least two. */
enum judgement answer_judge(const struct answer *answer, double value, int decimals);

/* The cell that a question asks for. */
struct question_cell {
    size_t stage, row, col;
};

/* Finds it; false when the lesson, as it is computed now, has no such cell. */
bool question_find(
    const struct trace *trace, const struct question *question, struct question_cell *out);
/* The same for any question with a cell, also one that asks for a choice. */
bool question_find_cell(
    const struct trace *trace, const struct question *question, struct question_cell *out);

#endif
