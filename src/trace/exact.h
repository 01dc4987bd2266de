/* How far a float32 lesson's numbers are from the exact ones.
 *
 * The exact value of a cell is what the same stages give in float64 from the same float32 inputs.
 * Next to float32's step of 6e-8 its own error of 1e-16 is nothing.
 */
#ifndef LOSSWALK_EXACT_H
#define LOSSWALK_EXACT_H

#include "trace.h"

/* The float64 twin of a float32 lesson's trace; trace_free() gives it back. NULL for a float64
 * lesson. */
struct trace *trace_exact(const struct trace *trace);

/* (value - exact) in units in the last place of float32 at `exact`: 0.3 is well rounded, 2 is two
 * steps off. 0 where both are the same, NaN where only one is finite. */
double ulps_float32(double value, double exact);

#endif
