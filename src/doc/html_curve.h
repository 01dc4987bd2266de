/* The price of a probability as a drawing. Private to this layer. */
#ifndef LOSSWALK_HTML_CURVE_H
#define LOSSWALK_HTML_CURVE_H

#include "doc.h"
#include "picture.h"

void html_curve(struct doc *doc, const struct picture_scene *scene);
/* A coordinate, to a tenth. */
void html_tenths(struct str *out, double value);

#endif
