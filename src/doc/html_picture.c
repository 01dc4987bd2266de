/* The pictures of a lesson, drawn. */
#include "html.h"

#include "html_curve.h"
#include "i18n.h"
#include "page_picture.h"
#include "tensor.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

enum { MOST_TOKENS = 2000, MOST_SIDE = 64 };

/* ---- The image of a row ---------------------------------------------------------------------- */

static void add_dots(struct doc *doc, const double *grey, size_t points, size_t y)
{
    double most = trace_lesson(doc->trace)->picture_most;
    for (size_t x = 0; x < points; x++) {
        double part = most > 0 ? grey[x] / most : 0;
        size_t hundredths = part > 0 ? (size_t)(fmin(part, 1) * 100 + 0.5) : 0;
        if (hundredths > 0) {
            html(doc,
                hundredths < 100 ? "<rect x=\"%zu\" y=\"%zu\" width=\"1\" height=\"1\" "
                                   "fill-opacity=\"%zu%%\"/>"
                                 : "<rect x=\"%zu\" y=\"%zu\" width=\"1\" height=\"1\"/>",
                x, y, hundredths);
        }
    }
}

static void add_image(struct doc *doc, const struct picture_scene *scene)
{
    const struct tensor *picture = trace_lesson(doc->trace)->picture;
    size_t lines = picture->shape.dim[picture->shape.rank - 2];
    size_t points = picture->shape.dim[picture->shape.rank - 1];
    struct str name;
    struct diag ignored;
    if (lines > MOST_SIDE || points > MOST_SIDE) {
        return;
    }
    str_init(&name);
    diag_init(&ignored);
    trace_row_title(doc->trace, scene->stage, scene->row, &name);
    html(doc,
        "<figure class=\"image\"><svg viewBox=\"0 0 %zu %zu\" role=\"img\" aria-label=\"%s\">\n",
        points, lines, name.data);
    double *grey = arena_alloc(&doc->arena, points, sizeof *grey);
    for (size_t y = 0; y < lines && tensor_read(picture, (scene->row * lines + y) * points, points,
                                        grey, &ignored);
         y++) {
        add_dots(doc, grey, points, y);
    }
    html(doc, "</svg><figcaption>%s</figcaption></figure>\n", name.data);
    diag_release(&ignored);
    str_release(&name);
}

/* ---- The text that the rows are the tokens of ------------------------------------------------ */

/* Blanks between tokens: none where all are letters. */
static bool is_parted(const char *const *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (utf8_width(tokens[i]) > 1) {
            return true;
        }
    }
    return false;
}

static void add_tokens(struct doc *doc, const struct picture_scene *scene)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    const struct recipe *recipe = trace_recipe(doc->trace);
    const struct problem *problem = &lesson->problem;
    struct shape batch = shape_without(&problem->scores->shape, problem->class_axis);
    size_t places = batch.rank == 0 ? 1 : batch.dim[batch.rank - 1];
    size_t count = recipe->rows < MOST_TOKENS ? recipe->rows : MOST_TOKENS;
    bool parted = is_parted(lesson->tokens, count);
    bool priced = recipe->stages[scene->stage].width == 1;
    html(doc, "<figure class=\"tokens\">");
    for (size_t row = 0; row < count; row++) {
        double loss = priced ? sight_cell(&doc->sight, scene->stage, row, 0).value : NAN;
        html(doc, row % places > 0 ? parted ? " " : "" : parted ? "<p>" : "<p class=\"letters\">");
        html(doc, "<span class=\"level-%zu\">%s</span>", isnan(loss) ? 0 : picture_level(loss),
            lesson->tokens[row]);
        html(doc, (row + 1) % places == 0 || row + 1 == count ? "</p>\n" : "");
    }
    html(doc, "<figcaption>%s",
        _("The stronger the shade of a token, the larger its loss: from 0.22, 0.51, 0.92 and 1.61 "
          "on."));
    if (count < recipe->rows) {
        html(doc, " %s",
            arena_printf(&doc->arena, _("(%zu of %zu rows are shown)"), count, recipe->rows));
    }
    html(doc, "</figcaption></figure>\n");
}

void html_pictures(struct doc *doc, size_t index)
{
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        struct picture_scene scene;
        if (page_picture_need(doc, index, (enum picture_kind)kind, &scene).cols == 0) {
            continue;
        }
        if (kind == PICTURE_IMAGE) {
            add_image(doc, &scene);
        } else if (kind == PICTURE_TOKENS) {
            add_tokens(doc, &scene);
        } else {
            html_curve(doc, &scene);
        }
    }
}
