/* Do the texts of a lesson tell the answer of a question before it is asked? */
#ifndef LOSSWALK_TOLD_H
#define LOSSWALK_TOLD_H

#include "trace.h"

/* Warns of hints that name their answer, and of numbers that a student has read in title, summary,
 * prose or questions when the question asks for them. */
void advise_told(struct trace *trace, struct diag *diag);

#endif
