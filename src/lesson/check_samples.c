/* What the samples look like, and what they are called: it enters no computation. */
#include "check_elements.h"
#include "i18n.h"

enum {
    LONGEST_SIDE = 200, /* of an image, in points: no screen shows more */
    WHITE = 255
};

/* Lines and points of an image, behind the axes of the batch. */
static bool check_picture_shape(
    struct draft *draft, const struct problem *problem, const struct tensor *picture)
{
    struct shape batch = shape_without(&problem->scores->shape, problem->class_axis);
    const struct shape *have = &picture->shape;
    bool fits = have->rank == batch.rank + 2;
    for (size_t i = 0; fits && i < batch.rank; i++) {
        fits = have->dim[i] == batch.dim[i];
    }
    const char *rows = shape_text(&batch, draft->arena);
    if (!fits) {
        value_error(draft, KEY_picture,
            _("'%s' has the shape %s; it takes an image for each row of the batch, %s, and then "
              "the lines and the points of a line"),
            key_name(KEY_picture), shape_text(have, draft->arena), rows);
        return false;
    }
    for (size_t i = batch.rank; i < have->rank; i++) {
        if (have->dim[i] < 1 || have->dim[i] > LONGEST_SIDE) {
            value_error(draft, KEY_picture,
                _("an image has from 1 to %d lines and points, not %zu"), LONGEST_SIDE,
                have->dim[i]);
            return false;
        }
    }
    return true;
}

static bool find_most(struct draft *draft, const struct tensor *picture, double *most)
{
    double block[CHECK_BLOCK];
    size_t size = shape_size(&picture->shape);
    *most = 0;
    for (size_t first = 0; first < size; first += CHECK_BLOCK) {
        size_t count = size - first < CHECK_BLOCK ? size - first : CHECK_BLOCK;
        if (!tensor_read(picture, first, count, block, draft->diag)) {
            return false;
        }
        for (size_t i = 0; i < count; i++) {
            *most = block[i] > *most ? block[i] : *most;
        }
    }
    return true;
}

static bool check_picture(struct draft *draft, struct lesson *lesson)
{
    if (!is_given(draft, KEY_picture)) {
        return true;
    }
    const struct demand demand = {.noun = _("grey value"), .low = 0, .high = WHITE};
    lesson->picture = open_tensor(draft, KEY_picture, &draft->picture);
    return lesson->picture != NULL &&
           check_picture_shape(draft, &lesson->problem, lesson->picture) &&
           check_elements(draft, KEY_picture, &draft->picture, lesson->picture, &demand) &&
           find_most(draft, lesson->picture, &lesson->picture_most);
}

bool check_samples(struct draft *draft, struct lesson *lesson)
{
    const struct problem *problem = &lesson->problem;
    struct shape batch = shape_without(&problem->scores->shape, problem->class_axis);
    bool ok = check_picture(draft, lesson);
    if (is_usable(draft, KEY_tokens)) {
        lesson->tokens = fit_tokens(&draft->tokens, &batch, draft->arena, draft->diag);
        ok = ok && lesson->tokens != NULL;
    }
    return ok;
}
