#include "sight.h"

#include "numbers.h"

#include <math.h>
#include <stdio.h>

static const char UNSEEN[] = "?";

/* What stands in the place of a number that is hidden. */
static const char *unseen(char *buffer, struct figure figure)
{
    if (figure.blank == 0) {
        return figure.to_fill ? "____" : UNSEEN;
    }
    (void)snprintf(buffer, NUM_SIZE, "(%zu)", figure.blank);
    return buffer;
}

static bool hides(const struct sight *sight, size_t stage, size_t row, size_t col)
{
    return sight->hides != NULL && sight->hides(sight->gate, sight->trace, stage, row, col);
}

struct sight sight_of(struct trace *trace)
{
    return (struct sight){.trace = trace};
}

struct figure sight_cell(const struct sight *sight, size_t stage, size_t row, size_t col)
{
    if (hides(sight, stage, row, col)) {
        return (struct figure){.value = NAN,
            .hidden = true,
            .to_fill = sight->blank != NULL,
            .blank = sight->blank == NULL
                         ? 0
                         : sight->blank(sight->gate, sight->trace, stage, row, col)};
    }
    return (struct figure){.value = trace_cell(sight->trace, stage, row, col)};
}

struct figure sight_row_sum(const struct sight *sight, size_t stage, size_t row)
{
    const struct stage *info = &trace_recipe(sight->trace)->stages[stage];
    size_t cols = info->form == FORM_MATRIX ? info->width : 1;
    struct figure sum = {0};
    for (size_t col = 0; col < cols; col++) {
        const struct figure figure = sight_cell(sight, stage, row, col);
        sum.hidden = sum.hidden || figure.hidden;
        sum.value += figure.value;
    }
    return sum;
}

/* Would the numbers put in tell one that is hidden? Of a long sum only a few are printed. */
static bool tells(
    const struct sight *sight, size_t stage, size_t row, size_t col, struct arena *arena)
{
    enum { LOOKED_AT = 64 };
    if (sight->hides == NULL) {
        return false;
    }
    const struct stage *info = &trace_recipe(sight->trace)->stages[stage];
    const struct expr *expr = trace_explain(sight->trace, stage, row, col, arena);
    size_t count = expr == NULL ? 0 : expr_cell_count(expr);
    for (size_t i = 0; i < count; i++) {
        i = i == LOOKED_AT && count > (size_t)2 * LOOKED_AT ? count - LOOKED_AT : i;
        const struct expr_place place = expr_cell_at(expr, i);
        if (hides(sight, info->in[place.slot], place.row, place.col)) {
            return true;
        }
    }
    return false;
}

struct worked sight_worked(const struct sight *sight, size_t stage, size_t row, size_t col,
    int decimals, const struct expr_place *marked, struct arena *arena)
{
    struct worked worked =
        trace_worked_marked(sight->trace, stage, row, col, decimals, marked, arena);
    bool hidden = hides(sight, stage, row, col);
    if (hidden || tells(sight, stage, row, col, arena)) {
        worked.numbers = "";
    }
    if (hidden) {
        worked.value = UNSEEN;
    }
    return worked;
}

const char *sight_finding(
    const struct sight *sight, size_t stage, size_t row, size_t col, struct arena *arena)
{
    if (hides(sight, stage, row, col)) {
        return NULL;
    }
    enum finding_kind kind = trace_finding(sight->trace, stage, row, col);
    return kind == FINDING_NONE ? NULL
                                : trace_finding_text(sight->trace, kind, stage, row, col, arena);
}

const char *figure_cell(char *buffer, struct figure figure, int decimals)
{
    return figure.hidden ? unseen(buffer, figure) : num_cell(buffer, figure.value, decimals);
}

const char *figure_show(char *buffer, struct figure figure, int decimals, enum dtype dtype)
{
    return figure.hidden ? unseen(buffer, figure) : num_show(buffer, figure.value, decimals, dtype);
}

const char *figure_shortest(char *buffer, struct figure figure, enum dtype dtype)
{
    return figure.hidden ? unseen(buffer, figure) : num_shortest(buffer, figure.value, dtype);
}
