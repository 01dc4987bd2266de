/* What a picture shows of a walk (doc/picture.h). */
#ifndef LOSSWALK_SCENE_H
#define LOSSWALK_SCENE_H

#include "picture.h"
#include "walk.h"

/* The stage and the cell of the walk, without what a waiting question hides. `row_first` and
 * `row_count`: the rows in sight. Of a small batch all rows are in the picture anyway, so that it
 * does not change with the screen. */
struct picture_scene scene_of(const struct walk *walk, size_t row_first, size_t row_count);

/* Has the step a picture of that kind? */
bool scene_has(const struct picture_scene *scene, enum picture_kind kind);

#endif
