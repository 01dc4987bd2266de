/* Known slips: which mistake would have given this number? Each is computed from the trace, so a
 * diagnosis is always about the batch at hand. */
#ifndef LOSSWALK_SLIP_H
#define LOSSWALK_SLIP_H

#include "answer.h"

enum slip {
    SLIP_NONE = -1,
#define SLIP(name, cells, of, sentence) SLIP_##name,
#include "slip.def"
#undef SLIP
    SLIP_COUNT
};

extern const char *const slip_names[SLIP_COUNT];
extern const char *const slip_sentences[SLIP_COUNT]; /* English; show through _() */

/* The first slip that would give this wrong answer, at the digits typed or shown; SLIP_NONE when
 * none would. *place is then the cell that was taken instead, where it is the number of one. */
enum slip slip_find(struct trace *trace, const struct question_cell *cell,
    const struct answer *answer, int decimals, struct question_cell *place);

/* The i-th number that the slip would give for the cell, counted from 0, NaN where it gives none,
 * and *place as above; false: there are no more. Not of slips that are about how an answer is
 * written.
 */
bool slip_value(struct trace *trace, const struct question_cell *cell, enum slip slip, size_t i,
    double *value, struct question_cell *place);

/* The sentence, with the row or class that was taken in it; lives in the arena. */
const char *slip_text(
    struct trace *trace, enum slip slip, const struct question_cell *place, struct arena *arena);

#endif
