/* Findings that are a fault of what the lesson gives, said to its author. */
#ifndef LOSSWALK_REMARK_H
#define LOSSWALK_REMARK_H

#include "trace.h"

/* Warns of numbers under scores, targets and sample weights that cannot be meant, at their places;
 * for a data file, of the first of each kind. */
void remark(struct trace *trace, struct diag *diag);

#endif
