/* What formulas look like to one who prints them in lines. Private to the printer. */
#ifndef LOSSWALK_TEX_SHAPE_H
#define LOSSWALK_TEX_SHAPE_H

#include "tex.h"

/* How tightly the parts of a formula hold together. */
enum tex_strength { TEX_ATOM, TEX_PRODUCT, TEX_QUOTIENT, TEX_SUM };

enum tex_strength tex_strength(const struct tex *tex);
/* The class of what is at hand: that of a script is its base's. */
enum tex_class tex_class_of(const struct tex *tex);
/* log, max: a name that takes an argument. */
bool tex_is_name(enum tex_class class);
/* Text of more than a letter, with scripts or without. */
bool tex_is_word(const struct tex *tex);
/* A bracket that is there already needs no second one. */
bool tex_is_bracketed(const struct tex *tex);
/* ∂z, dz: one thing in a derivative. */
bool tex_is_differential(const struct tex *tex);
/* The only child of rows in rows, or the row itself. */
const struct tex *tex_inmost(const struct tex *tex);

/* Appends text with every character raised (up) or lowered; false, and nothing, where one has no
 * such form. */
bool tex_add_moved(const char *text, bool up, struct str *out);

#endif
