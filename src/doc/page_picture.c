#include "page_picture.h"

enum { PICTURE_COLS = 64, PICTURE_ROWS = 14 };

/* An image stands where the scores do, that it is classified by; all else where the losses are. */
static bool is_place(const struct recipe *recipe, size_t stage, enum picture_kind kind)
{
    bool losses = recipe->stages[stage].group == GROUP_loss &&
                  (stage == recipe->per_sample || recipe->stages[stage].kind == ID_per_element);
    return kind == PICTURE_IMAGE ? stage == recipe->scores : losses;
}

bool page_picture(struct doc *doc, size_t stage, enum picture_kind kind, size_t width,
    size_t indent, struct str *out)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    struct picture_scene scene = {
        .sight = doc->sight, .stage = stage, .row_count = recipe->rows, .decimals = doc->decimals};
    if (!is_place(recipe, stage, kind)) {
        return false;
    }
    doc_example_cell(doc, stage, &scene.row, &scene.col);
    struct picture_need need = picture_need(&scene, kind);
    size_t room = width > indent ? width - indent : 0;
    size_t cols = room < PICTURE_COLS ? room : PICTURE_COLS;
    size_t rows = kind == PICTURE_CURVE ? PICTURE_ROWS : need.most_rows;
    if (need.cols == 0 || cols < need.cols) {
        return false;
    }
    struct picture picture =
        picture_draw(&scene, kind, cols, rows, doc->options->ascii, &doc->arena);
    picture_lines(&picture, indent, out);
    return true;
}
