#include "expect.h"

#include "elementary.h"
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

/* Figures are true to the digits that are written: 2.408 stands for anything that rounds to it.
 * Half a unit of its last digit, read off the lesson's text; never less than what two good
 * computations may differ by. */
static double written_tolerance(const struct lesson *lesson, struct pos pos, double wanted)
{
    const char *end = lesson->source.text + lesson->source.size;
    const char *at = source_at(&lesson->source, pos.line, pos.col);
    double unit = 1;
    bool point = false;
    for (; at != NULL && at < end && strchr("+-.0123456789", *at) != NULL && *at != '\0'; at++) {
        point = point || *at == '.';
        unit = point && *at != '.' ? unit / 10 : unit;
    }
    long long exponent = 0;
    if (at != NULL && at < end && (*at == 'e' || *at == 'E')) {
        size_t size = 1;
        while (at + size < end && strchr("+-0123456789", at[size]) != NULL && at[size] != '\0') {
            size++;
        }
        (void)num_parse_integer(at + 1, size - 1, &exponent);
    }
    /* an override has no place in the text; and a whole number is meant exactly */
    double half = at == NULL || !point ? 0 : unit / 2 * elementary_pow(10, (double)exponent);
    return fmax(half * (1 + 1e-9), 1e-9 * fmax(1, fabs(wanted)));
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
        struct pos at = tensor_where(expect->values, i);
        double tolerance =
            lesson->tolerance >= 0 ? lesson->tolerance : written_tolerance(lesson, at, wanted);
        if (agrees(value, wanted, tolerance)) {
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
