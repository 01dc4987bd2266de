#include "cell_holds.h"

#include "numbers.h"
#include "recompute.h"

#include <math.h>
#include <stdlib.h>

bool same_bits(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a == b && signbit(a) == signbit(b));
}

const char *cell_unexplained(
    struct trace *trace, size_t stage, size_t row, size_t col, struct arena *arena)
{
    const struct stage *its = &trace_recipe(trace)->stages[stage];
    const struct expr *expr = trace_explain(trace, stage, row, col, arena);
    if (expr == NULL) {
        return its->op == NULL
                   ? NULL
                   : arena_printf(arena, "%s[%zu,%zu] has no explanation", its->id, row, col);
    }
    struct expr_source source = trace_source(trace, stage);
    double value = num_store(expr_value(expr, &source), trace_lesson(trace)->problem.dtype);
    double cell = trace_cell(trace, stage, row, col);
    return same_bits(value, cell)
               ? NULL
               : arena_printf(arena, "%s[%zu,%zu] is %a, but its explanation gives %a", its->id,
                     row, col, cell, value);
}

const char *cell_miscalculated(struct trace *trace, size_t stage, size_t row, size_t col,
    int decimals, struct arena *arena, size_t *judged)
{
    struct worked worked = trace_worked(trace, stage, row, col, decimals, arena);
    if (worked.numbers[0] == '\0') {
        return NULL; /* given */
    }
    double value = 0;
    double want = strtod(worked.value, NULL);
    char text[NUM_SIZE];
    if (!recompute(worked.numbers, &value)) {
        return arena_printf(arena, "cannot read: %s", worked.numbers);
    }
    if (judged != NULL) {
        (*judged)++;
    }
    (void)num_show(text, value, decimals, trace_lesson(trace)->problem.dtype);
    return strtod(text, NULL) == want || (isnan(value) && isnan(want))
               ? NULL
               : arena_printf(arena, "%s = %s = %s, but that is %s", worked.name, worked.numbers,
                     worked.value, text);
}
