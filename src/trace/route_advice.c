#include "route_advice.h"

#include "change.h"
#include "i18n.h"
#include "numbers.h"

#include <string.h>

enum { MOST_CELLS = 4096 }; /* as many as are looked at */

static void warn(struct trace *trace, size_t row, size_t col, const char *stable,
    const char *textbook, struct diag *diag)
{
    struct str name;
    str_init(&name);
    trace_cell_name(trace, trace_recipe(trace)->loss_entries, row, col, &name);
    diag_warn(diag, (struct where){.source = &trace_lesson(trace)->source},
        _("the lesson names no route, and with 'route: textbook' %s is %s instead of %s"),
        name.data, textbook, stable);
    diag_id(diag, "no-route");
    diag_hint(
        diag, "%s", _("stable takes 1 - p from the score, textbook from p: say which is meant"));
    str_release(&name);
}

/* The first cell whose figure differs as it is shown. */
static void compare(struct trace *trace, struct trace *textbook, struct diag *diag)
{
    const struct recipe *recipe = trace_recipe(trace);
    size_t width = recipe->stages[recipe->loss_entries].width;
    int decimals = trace_default_decimals(trace);
    for (size_t i = 0; i < recipe->rows * width && i < MOST_CELLS; i++) {
        char stable[NUM_SIZE];
        char other[NUM_SIZE];
        size_t row = i / width;
        size_t col = i % width;
        (void)num_cell(stable, trace_cell(trace, recipe->loss_entries, row, col), decimals);
        (void)num_cell(
            other, trace_cell(textbook, trace_recipe(textbook)->loss_entries, row, col), decimals);
        if (strcmp(stable, other) != 0) {
            warn(trace, row, col, stable, other, diag);
            return;
        }
    }
}

void advise_route(struct trace *trace, struct diag *diag)
{
    const struct lesson *lesson = trace_lesson(trace);
    if (lesson->names_route || recipe_find(trace_recipe(trace), ID_complement) == STAGE_NONE) {
        return;
    }
    struct diag known; /* was said about the lesson itself */
    diag_init(&known);
    const struct override set = {"route=textbook"};
    struct lesson *variant = lesson_variant(lesson, &set, 1, &known);
    if (variant != NULL) {
        struct trace *textbook = trace_new(variant);
        compare(trace, textbook, diag);
        trace_free(textbook);
    }
    lesson_free(variant);
    diag_release(&known);
}
