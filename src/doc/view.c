#include "view.h"

#include "exact.h"
#include "numbers.h"

#include <math.h>
#include <string.h>

struct view view_stage(const struct sight *sight, size_t stage, int decimals, struct trace *exact)
{
    const struct recipe *recipe = trace_recipe(sight->trace);
    const struct stage *info = &recipe->stages[stage];
    return (struct view){
        .sight = *sight,
        .stage = stage,
        .rows = info->rows,
        .cols = info->width,
        .decimals = trace_stage_decimals(sight->trace, stage, decimals),
        .exact = exact,
    };
}

const char *view_ulps(char *buffer, double ulps)
{
    char number[NUM_SIZE];
    double rounded = round(fabs(ulps) * 10) / 10;
    const char *text = ulps == 0 ? "0" : num_cell(number, rounded, 1);
    size_t sign = ulps == 0 ? 0 : 1;
    buffer[0] = ulps < 0 ? '-' : '+';
    memcpy(buffer + sign, text, strlen(text) + 1);
    return buffer;
}

static bool is_truth(const struct view *view, size_t row, size_t col)
{
    struct trace *trace = view->sight.trace;
    bool one = view->cols == 1 && !problem_is_binary(&trace_lesson(trace)->problem);
    return trace_recipe(trace)->stages[view->stage].form == FORM_MATRIX && !one &&
           trace_is_true_class(trace, row, col);
}

struct view_cell view_cell(const struct view *view, size_t row, size_t col)
{
    struct view_cell cell = {.figure = sight_cell(&view->sight, view->stage, row, col)};
    cell.truth = is_truth(view, row, col);
    double ulps = view->exact == NULL || cell.figure.hidden
                      ? NAN
                      : ulps_off(cell.figure.value, trace_cell(view->exact, view->stage, row, col),
                            trace_lesson(view->sight.trace)->problem.dtype);
    if (isnan(ulps)) { /* not asked for, or there is no telling, as for infinity */
        char buffer[NUM_SIZE];
        const char *text = figure_cell(buffer, cell.figure, view->decimals);
        memcpy(cell.text, text, strlen(text) + 1);
    } else {
        (void)view_ulps(cell.text, ulps);
    }
    return cell;
}
