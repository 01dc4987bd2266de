#include "heat.h"

#include "i18n.h"
#include "picture.h"

#include <assert.h>
#include <math.h>

enum { LEVELS = STYLE_HEAT_4 - STYLE_HEAT_0 + 1 };
static_assert((int)LEVELS == (int)INK_LEVELS, "losses have as many shades as marks");

/* Where each level but the first begins; those of losses are picture_level()'s. */
static const double PROBABILITIES[LEVELS - 1] = {0.2, 0.4, 0.6, 0.8};

static const char *const PROBABILITY_NAMES[LEVELS] = {" 0 ", " .2 ", " .4 ", " .6 ", " .8-1 "};
static const char *const LOSS_NAMES[LEVELS] = {
    " 0 ", " .22 ", " .51 ", " .92 ", N_(" 1.61 or more ")};

static bool is_loss(const struct recipe *recipe, size_t stage)
{
    const struct stage *info = &recipe->stages[stage];
    bool group =
        info->group == GROUP_loss || info->group == GROUP_mask || info->group == GROUP_weight;
    return group && stage != recipe->mask && stage != recipe->weights && !info->hidden;
}

bool heat_is_probability(const struct recipe *recipe, size_t stage)
{
    static const enum stage_id ids[] = {
        ID_probs, ID_softmax, ID_sigmoid, ID_complement, ID_normalized, ID_clipped};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (recipe_find(recipe, ids[i]) == stage) {
            return true;
        }
    }
    return false;
}

enum heat heat_of(const struct recipe *recipe, size_t stage, const struct grid *grid)
{
    if (!grid->shades || grid->cols < HEAT_MIN_COLS) {
        return HEAT_NONE;
    }
    return heat_is_probability(recipe, stage) ? HEAT_PROBABILITY
           : is_loss(recipe, stage)           ? HEAT_LOSS
                                              : HEAT_NONE;
}

enum style heat_style(enum heat heat, double value)
{
    if (heat == HEAT_NONE || isnan(value)) {
        return STYLE_PLAIN;
    }
    int level = heat == HEAT_LOSS ? (int)picture_level(value) : 0;
    while (heat == HEAT_PROBABILITY && level < LEVELS - 1 && value >= PROBABILITIES[level]) {
        level++;
    }
    return (enum style)(STYLE_HEAT_0 + level);
}

void heat_legend(struct grid *grid, size_t x, size_t y, size_t cells, enum heat heat)
{
    const char *const *names = heat == HEAT_LOSS ? LOSS_NAMES : PROBABILITY_NAMES;
    const char *label = _("shades: from");
    size_t end = x + cells;
    x += grid_put(grid, x, y, cells, STYLE_DIM, label) + 1;
    for (int i = 0; i < LEVELS && x < end; i++) {
        x += grid_put(grid, x, y, end - x, (enum style)(STYLE_HEAT_0 + i), _(names[i]));
    }
}
