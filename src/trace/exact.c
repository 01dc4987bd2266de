#include "exact.h"

#include "trace_impl.h"

#include <math.h>

struct trace *trace_exact(const struct trace *trace)
{
    if (trace->lesson->problem.dtype == DTYPE_FLOAT64) {
        return NULL;
    }
    struct trace *exact = trace_new_as(trace->lesson, DTYPE_FLOAT64);
    (void)trace_report_to(exact, trace->home);
    return exact;
}

struct trace *trace_as(const struct trace *trace, enum dtype dtype)
{
    struct trace *other = trace_new_as(trace->lesson, dtype);
    for (size_t i = 0; i < other->recipe.count; i++) {
        other->recipe.stages[i].args.dtype = dtype;
    }
    (void)trace_report_to(other, trace->home);
    return other;
}

double ulps_off(double value, double exact, enum dtype dtype)
{
    if (value == exact || (isnan(value) && isnan(exact))) {
        return 0;
    }
    if (!isfinite(value) || !isfinite(exact)) {
        return NAN;
    }
    int exponent = 0;
    (void)frexp(exact, &exponent);
    int last = exponent - num_formats[dtype].bits;
    int least = num_formats[dtype].last;
    return (value - exact) / ldexp(1, last > least ? last : least);
}
