#include "symbols.h"

#include "i18n.h"
#include "num.h"

#include <string.h>

static bool is_listed(const struct recipe *recipe, const size_t *stages, size_t count, size_t stage)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(recipe->stages[stages[i]].symbol, recipe->stages[stage].symbol) == 0) {
            return true;
        }
    }
    return false;
}

enum { LONG_SYMBOL = 4 }; /* that is a word and begins its title says no less than that */

size_t symbols_of(const struct trace *trace, size_t *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    size_t count = 0;
    for (size_t i = 0; i < recipe->count; i++) {
        const struct stage *stage = &recipe->stages[i];
        size_t size = strlen(stage->symbol);
        const char *title = _(stage->title);
        bool word = strcmp(stage->symbol, stage->id) == 0 || strcmp(stage->symbol, title) == 0 ||
                    (size >= LONG_SYMBOL && strncmp(stage->symbol, title, size) == 0);
        if (!stage->hidden && trace_reads(trace, i) && !word && !is_listed(recipe, out, count, i)) {
            out[count++] = i;
        }
    }
    return count;
}

bool symbols_indicate(const struct trace *trace)
{
    const struct recipe *recipe = trace_recipe(trace);
    for (size_t i = 0; i < recipe->count && trace_reads(trace, i); i++) {
        if (!recipe->stages[i].hidden && strstr(recipe->stages[i].formula, "is(") != NULL) {
            return true;
        }
    }
    return false;
}

bool symbols_natural_log(const struct trace *trace)
{
    return trace_reads(trace, trace_recipe(trace)->log) &&
           trace_lesson(trace)->problem.log_base == 0;
}

enum { MOST_WEIGHTS = 12 };

static void add_weight(
    const struct sight *sight, size_t col, size_t cols, double weight, struct str *out)
{
    char number[NUM_SIZE];
    if (col >= MOST_WEIGHTS) {
        if (col == MOST_WEIGHTS) {
            str_addf(out, _(", and %zu more"), cols - MOST_WEIGHTS);
        }
        return;
    }
    str_add(out, col == 0 ? "" : _(", "));
    trace_col_label(sight->trace, col, out);
    str_addf(out, " %s", num_shortest(number, weight, DTYPE_FLOAT64));
}

bool symbols_weights(const struct sight *sight, size_t stage, struct str *out)
{
    const struct recipe *recipe = trace_recipe(sight->trace);
    const struct stage *info = &recipe->stages[stage];
    const struct weights *classes = &trace_lesson(sight->trace)->problem.class_weights;
    size_t pos = recipe_find(recipe, ID_pos_weight);
    bool by_class = has_weights(classes) && strstr(info->formula, _("class weight")) != NULL;
    bool by_target = pos != STAGE_NONE && strstr(info->formula, "pos ") != NULL;
    for (size_t col = 0; by_class && col < classes->count; col++) {
        str_add(out, col == 0 ? _("class weight: ") : "");
        add_weight(sight, col, classes->count, classes->at[col], out);
    }
    for (size_t col = 0; by_target && col < recipe->stages[pos].width; col++) {
        str_add(out, col > 0 ? "" : by_class ? _("; pos: ") : _("pos: "));
        add_weight(
            sight, col, recipe->stages[pos].width, sight_cell(sight, pos, 0, col).value, out);
    }
    return by_class || by_target;
}
