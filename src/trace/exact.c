#include "exact.h"

#include "trace_impl.h"

#include <float.h>
#include <math.h>

struct trace *trace_exact(const struct trace *trace)
{
    if (trace->lesson->problem.dtype != DTYPE_FLOAT32) {
        return NULL;
    }
    struct trace *exact = trace_new_as(trace->lesson, DTYPE_FLOAT64);
    (void)trace_report_to(exact, trace->home);
    return exact;
}

double ulps_float32(double value, double exact)
{
    if (value == exact || (isnan(value) && isnan(exact))) {
        return 0;
    }
    if (!isfinite(value) || !isfinite(exact)) {
        return NAN;
    }
    int exponent = 0;
    (void)frexp(exact, &exponent);
    int last = exponent - FLT_MANT_DIG;
    int least = FLT_MIN_EXP - FLT_MANT_DIG; /* subnormals all have the same step */
    return (value - exact) / ldexp(1, last > least ? last : least);
}
