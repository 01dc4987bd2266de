#include "expect.h"

#include "i18n.h"

#include <math.h>
#include <string.h>

static bool agrees(double value, double wanted, double tolerance)
{
    if (isnan(value) || isnan(wanted)) {
        return isnan(value) && isnan(wanted);
    }
    return value == wanted || fabs(value - wanted) <= tolerance;
}

/* The shapes agree when they are the same but for axes of 1. */
static bool same_size(struct trace *trace, const struct stage *stage, size_t count)
{
    size_t rows = stage->form == FORM_SCALAR ? 1 : trace_recipe(trace)->rows;
    return rows * stage->width == count;
}

static bool check_values(
    struct trace *trace, size_t stage, const struct expectation *expect, struct diag *diag)
{
    const struct lesson *lesson = trace_lesson(trace);
    size_t width = trace_recipe(trace)->stages[stage].width;
    size_t count = shape_size(&expect->values->shape);
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        double wanted = 0;
        (void)tensor_read(expect->values, i, 1, &wanted, diag);
        double value = trace_cell(trace, stage, i / width, i % width);
        if (agrees(value, wanted, lesson->tolerance)) {
            continue;
        }
        char got[NUM_SIZE];
        char want[NUM_SIZE];
        struct pos pos = tensor_where(expect->values, i);
        struct where where = expect->where;
        if (pos.line > 0) {
            where.line = pos.line;
            where.col = pos.col;
        }
        diag_error(diag, where, _("%s is expected to be %s, but comes out as %s"), expect->what,
            num_shortest(want, wanted, DTYPE_FLOAT64),
            num_shortest(got, value, lesson->problem.dtype));
        ok = false;
    }
    return ok;
}

bool expect_check(struct trace *trace, struct diag *diag)
{
    const struct recipe *recipe = trace_recipe(trace);
    bool ok = true;
    for (const struct expectation *e = trace_lesson(trace)->expect; e != NULL; e = e->next) {
        size_t stage = recipe_find(recipe, e->what);
        if (stage == STAGE_NONE) {
            diag_error(
                diag, e->where, _("this lesson has no stage '%s' to expect anything of"), e->what);
            ok = false;
        } else if (!same_size(trace, &recipe->stages[stage], shape_size(&e->values->shape))) {
            diag_error(diag, e->where, _("the stage '%s' has another number of values"), e->what);
            ok = false;
        } else {
            ok = check_values(trace, stage, e, diag) && ok;
        }
    }
    return ok;
}
