#include "expect.h"

#include "i18n.h"
#include "numbers.h"

#include <math.h>
#include <string.h>

bool expect_agrees(double value, double wanted, double tolerance)
{
    if (isinf(value) || isinf(wanted)) {
        return value == wanted;
    }
    return (isnan(value) && isnan(wanted)) || fabs(value - wanted) <= tolerance;
}

double expect_tolerance(double half, double wanted)
{
    return fmax(half * (1 + 1e-9), 1e-9 * fmax(1, fabs(wanted)));
}

/* Figures are true to the digits that are written: 2.408 stands for anything that rounds to it.
 * Half a unit of its last digit, read off the text it is written in, the lesson's or an override's;
 * 0 of a whole number without a point, which is meant exactly. */
static double written_half(struct where where, struct source_cursor *cursor)
{
    const char *at = source_seek(where.source, where.line, where.col, cursor);
    const char *end = where.source->text + where.source->size;
    return num_written_half(at, (size_t)(end - at));
}

static size_t size_of(const struct stage *stage)
{
    return stage->rows * stage->width;
}

/* A distance in so many significant digits. */
static const char *distance_text(char *buffer, double distance, int digits)
{
    int decimals = digits - 1;
    double rest = distance;
    while (rest < 1 && decimals < NUM_MAX_DECIMALS) {
        rest *= 10;
        decimals++;
    }
    return num_show(buffer, distance, decimals, DTYPE_FLOAT64);
}

/* How far a figure may be off: as the lesson says, or by half a unit of its last digit. */
static double tolerance_of(const struct lesson *lesson, double wanted, double half)
{
    return lesson->tolerance >= 0 ? lesson->tolerance : expect_tolerance(half, wanted);
}

/* How far the figure is off, and how far it may be. */
static void hint_distance(
    struct trace *trace, double distance, double wanted, double half, struct diag *diag)
{
    double tolerance = tolerance_of(trace_lesson(trace), wanted, half);
    char off[NUM_SIZE];
    char most[NUM_SIZE];
    (void)distance_text(off, distance, 3);
    if (trace_lesson(trace)->tolerance >= 0) {
        diag_hint(diag, _("they differ by %s; the tolerance is %s"), off,
            num_shortest(most, tolerance, DTYPE_FLOAT64));
    } else if (half == 0) {
        diag_hint(diag, _("they differ by %s; a whole number is meant exactly"), off);
    } else {
        diag_hint(diag, _("they differ by %s; the digits written allow %s"), off,
            distance_text(most, tolerance, 1));
    }
}

/* Of a figure that is not met; `half` is that of its last digit. */
static void report(struct trace *trace, size_t stage, const struct expectation *expect,
    struct where where, size_t cell, double wanted, double half, struct diag *diag)
{
    size_t width = trace_recipe(trace)->stages[stage].width;
    double value = trace_cell(trace, stage, cell / width, cell % width);
    char got[NUM_SIZE];
    char want[NUM_SIZE];
    struct str name;
    str_init(&name);
    str_add(&name, expect->what);
    if (shape_size(&expect->values->shape) > 1) {
        str_add(&name, _(": "));
        trace_cell_name(trace, stage, cell / width, cell % width, &name);
    }
    diag_error(diag, where, _("%s is expected to be %s, but comes out as %s"), name.data,
        num_shortest(want, wanted, DTYPE_FLOAT64),
        num_shortest(got, value, trace_lesson(trace)->problem.dtype));
    diag_id(diag, "expect");
    str_release(&name);
    double distance = fabs(value - wanted);
    if (isfinite(distance)) {
        hint_distance(trace, distance, wanted, half, diag);
    }
}

static bool check_values(
    struct trace *trace, size_t stage, const struct expectation *expect, struct diag *diag)
{
    const struct lesson *lesson = trace_lesson(trace);
    size_t width = trace_recipe(trace)->stages[stage].width;
    size_t count = shape_size(&expect->values->shape);
    bool ok = true;
    struct source_cursor cursor = {.at = NULL};
    for (size_t i = 0; i < count; i++) {
        double wanted = 0;
        (void)tensor_read(expect->values, i, 1, &wanted, diag);
        double value = trace_cell(trace, stage, i / width, i % width);
        struct pos at = tensor_where(expect->values, i);
        struct where where = {expect->where.source, at.line, at.col};
        double half = written_half(where, &cursor);
        if (trace_failed(trace)) {
            return false; /* was reported */
        }
        if (expect_agrees(value, wanted, tolerance_of(lesson, wanted, half))) {
            continue;
        }
        report(trace, stage, expect, where, i, wanted, half, diag);
        ok = false;
    }
    return ok;
}

static void list_stages(const struct recipe *recipe, struct diag *diag)
{
    struct str list;
    str_init(&list);
    recipe_list(recipe, &list);
    diag_hint(diag, _("its stages: %s"), list.data);
    str_release(&list);
}

bool expect_check(struct trace *trace, struct diag *diag)
{
    const struct recipe *recipe = trace_recipe(trace);
    bool ok = true;
    for (const struct expectation *e = trace_lesson(trace)->expect; e != NULL; e = e->next) {
        size_t stage = recipe_named(recipe, e->what);
        if (stage == STAGE_NONE) {
            diag_error(
                diag, e->where, _("this lesson has no stage '%s' to expect anything of"), e->what);
            diag_id(diag, "no-such-stage");
            list_stages(recipe, diag);
            ok = false;
        } else if (size_of(&recipe->stages[stage]) != shape_size(&e->values->shape)) {
            diag_error(diag, e->where, _("the stage '%s' has %zu values, not %zu"), e->what,
                size_of(&recipe->stages[stage]), shape_size(&e->values->shape));
            diag_id(diag, "expect-size");
            ok = false;
        } else {
            ok = check_values(trace, stage, e, diag) && ok;
        }
    }
    return ok;
}
