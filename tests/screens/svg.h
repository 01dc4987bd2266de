/* A grid as a picture: what a terminal would show, as SVG. */
#ifndef LOSSWALK_TESTS_SVG_H
#define LOSSWALK_TESTS_SVG_H

#include "theme.h"

/* Appends the picture, as with 256 colours, with what it is called and what there is to see, for
 * those who do not see it. The grid is 7-bit or made of characters of one or two cells. */
void svg_draw(struct str *out, const struct grid *grid, enum theme theme, const char *title,
    const char *description);

#endif
