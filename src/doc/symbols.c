#include "symbols.h"

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

size_t symbols_of(const struct recipe *recipe, size_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < recipe->count; i++) {
        const struct stage *stage = &recipe->stages[i];
        bool word =
            strcmp(stage->symbol, stage->title) == 0 || strcmp(stage->symbol, stage->id) == 0;
        if (!stage->hidden && !word && !is_listed(recipe, out, count, i)) {
            out[count++] = i;
        }
    }
    return count;
}
