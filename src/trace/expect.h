/* Checking a lesson's published figures against its trace. */
#ifndef LOSSWALK_EXPECT_H
#define LOSSWALK_EXPECT_H

#include "trace.h"

/* Compares every value under `expect` with the trace: equal within the lesson's tolerance (or the
 * digits written), NaN with NaN, an infinity with the same infinity. Each that differs is an error
 * in diag at its line, with both numbers. */
bool expect_check(struct trace *trace, struct diag *diag);

#endif
