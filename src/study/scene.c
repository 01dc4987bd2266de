#include "scene.h"

#include "quiz.h"

enum {
    ALL_ROWS = 26,      /* of a batch that is in the picture whole: a letter for each */
    ALL_CELLS = 1 << 16 /* in these, at most */
};

struct picture_scene scene_of(const struct walk *walk, size_t row_first, size_t row_count)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t rows = recipe->rows;
    /* Rows by their losses are no neighbours in the batch: then those around the focused one. */
    bool all = (rows <= ALL_ROWS && recipe->cols <= ALL_CELLS / ALL_ROWS) || walk->by_loss != NULL;
    return (struct picture_scene){.sight = quiz_sight(walk),
        .stage = walk_stage(walk),
        .row = walk_row(walk),
        .col = walk_col(walk),
        .row_first = all ? 0 : row_first,
        .row_count = all ? rows : row_count,
        .decimals = walk->decimals};
}

bool scene_has(const struct picture_scene *scene, enum picture_kind kind)
{
    return picture_need(scene, kind).cols > 0;
}
