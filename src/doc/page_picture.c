#include "page_picture.h"

enum { PICTURE_COLS = 64, PICTURE_ROWS = 14 };

/* An image stands where the scores do, that it is classified by; all else where the losses are. */
static bool is_place(const struct recipe *recipe, size_t stage, enum picture_kind kind)
{
    bool losses = recipe->stages[stage].group == GROUP_loss &&
                  (stage == recipe->per_sample || recipe->stages[stage].kind == ID_per_element);
    return kind == PICTURE_IMAGE ? stage == recipe->scores : losses;
}

struct picture_need page_picture_need(
    struct doc *doc, size_t stage, enum picture_kind kind, struct picture_scene *scene)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    *scene = (struct picture_scene){
        .sight = doc->sight, .stage = stage, .row_count = recipe->rows, .decimals = doc->decimals};
    bool told = doc->options->sheet == SHEET_WORK && kind != PICTURE_IMAGE; /* what is asked */
    if (told || !is_place(recipe, stage, kind)) {
        return (struct picture_need){0};
    }
    doc_example_cell(doc, stage, &scene->row, &scene->col);
    return picture_need(scene, kind);
}

bool page_picture(struct doc *doc, size_t stage, enum picture_kind kind, size_t width,
    size_t indent, struct str *out)
{
    struct picture_scene scene;
    struct picture_need need = page_picture_need(doc, stage, kind, &scene);
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
