/* Checking a lesson's published figures against its trace. */
#ifndef LOSSWALK_EXPECT_H
#define LOSSWALK_EXPECT_H

#include "trace.h"

/* Compares every value under `expect` with the trace: equal within the lesson's tolerance (or the
 * digits written), NaN with NaN, an infinity with the same infinity. Each that differs is an error
 * in diag at its line, with both numbers. */
bool expect_check(struct trace *trace, struct diag *diag);

/* The same of two numbers. */
bool expect_agrees(double value, double wanted, double tolerance);
/* How far a number may be from a wanted one that was written to within `half` a unit of its last
 * digit: never less than what two good computations may differ by. */
double expect_tolerance(double half, double wanted);

#endif
