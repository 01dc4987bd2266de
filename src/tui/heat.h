/* Shading: how large a probability or a loss is, seen before it is read.
 *
 * Five levels. A probability is put into fifths; a loss is put where the probability it comes from
 * would be, 1.61 = -log 0.2, so that the shade says how wrong the model was. Shades come on top of
 * the numbers and their marks: nothing is lost where there are none.
 */
#ifndef LOSSWALK_HEAT_H
#define LOSSWALK_HEAT_H

#include "grid.h"
#include "recipe.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    HEAT_MIN_COLS = 100 /* narrower screens are not shaded */
};

enum heat { HEAT_NONE, HEAT_PROBABILITY, HEAT_LOSS };

/* Are they between 0 and 1, what a model thinks likely? */
bool heat_is_probability(const struct recipe *recipe, size_t stage);
/* What the numbers of a stage are, on this screen: HEAT_NONE where they are not shaded. */
enum heat heat_of(const struct recipe *recipe, size_t stage, const struct grid *grid);
/* The shade of a number: STYLE_HEAT_0 to STYLE_HEAT_4; STYLE_PLAIN for what is not one. */
enum style heat_style(enum heat heat, double value);
/* "shades: 0 .2 .4 .6 .8 1" in their shades, at (x, y) in at most `cells`. */
void heat_legend(struct grid *grid, size_t x, size_t y, size_t cells, enum heat heat);

#endif
