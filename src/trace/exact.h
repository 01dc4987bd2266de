/* How far the numbers of a lesson in a narrow format are from the exact ones.
 *
 * The exact value of a cell is what the same stages give in float64 from the same inputs, as they
 * are stored. Next to float32's step of 6e-8 its own error of 1e-16 is nothing.
 */
#ifndef LOSSWALK_EXACT_H
#define LOSSWALK_EXACT_H

#include "trace.h"

/* The float64 twin of the trace of a lesson in a narrower format; trace_free() gives it back. NULL
 * for a float64 lesson. */
struct trace *trace_exact(const struct trace *trace);

/* The lesson computed in another format, inputs and all; trace_free() gives it back. */
struct trace *trace_as(const struct trace *trace, enum dtype dtype);

/* (value - exact) in units in the last place of the format at `exact`: 0.3 is well rounded, 2 is
 * two steps off. 0 where both are the same, NaN where only one is finite. */
double ulps_off(double value, double exact, enum dtype dtype);

#endif
