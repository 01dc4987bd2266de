/* The image that a row is about, in shades. */
#include "i18n.h"
#include "picture_kinds.h"
#include "tensor.h"

#include <string.h>

/* From white to black. */
static const char *const SHADES[] = {" ", "░", "▒", "▓", "█"};
static const char SIGNS[] = " .:-=+*#%@";

/* Lines and points of a line; false: the lesson has no images, or no row is shown. */
static bool size_of(const struct picture_scene *scene, size_t *lines, size_t *points)
{
    const struct lesson *lesson = trace_lesson(scene->sight.trace);
    const struct stage *stage = &trace_recipe(scene->sight.trace)->stages[scene->stage];
    if (lesson->picture == NULL || (stage->form != FORM_MATRIX && stage->form != FORM_COLUMN)) {
        return false;
    }
    const struct shape *shape = &lesson->picture->shape;
    *lines = shape->dim[shape->rank - 2];
    *points = shape->dim[shape->rank - 1];
    return true;
}

/* A point is two columns wide, so that it is about as wide as it is high. */
static struct picture_need need(const struct picture_scene *scene)
{
    size_t lines = 0;
    size_t points = 0;
    if (!size_of(scene, &lines, &points)) {
        return (struct picture_need){0};
    }
    return (struct picture_need){2 * points, lines + 1, 2 * points, lines + 1};
}

/* The grey values of one line; false, where they cannot be read any more. */
static bool read_line(
    const struct picture_scene *scene, size_t line, size_t lines, size_t points, double *out)
{
    struct diag ignored;
    diag_init(&ignored);
    const struct tensor *picture = trace_lesson(scene->sight.trace)->picture;
    bool good = tensor_read(picture, (scene->row * lines + line) * points, points, out, &ignored);
    diag_release(&ignored);
    return good;
}

/* Of `count` shades, that of a grey value. */
static size_t shade(const struct lesson *lesson, double grey, size_t count)
{
    double part = lesson->picture_most > 0 ? grey / lesson->picture_most : 0;
    return (size_t)(part * (double)(count - 1) + 0.5);
}

static void draw(const struct picture_scene *scene, struct picture *out)
{
    const struct lesson *lesson = trace_lesson(scene->sight.trace);
    size_t lines = 0;
    size_t points = 0;
    (void)size_of(scene, &lines, &points);
    struct str name;
    str_init(&name);
    trace_row_title(scene->sight.trace, scene->stage, scene->row, &name);
    (void)picture_put(out, 0, 0, out->cols, INK_HERE, name.data);
    str_release(&name);
    double *grey = arena_alloc(out->arena, points, sizeof *grey);
    for (size_t y = 0; y < lines && read_line(scene, y, lines, points, grey); y++) {
        for (size_t x = 0; x < points; x++) {
            char sign[2] = {SIGNS[shade(lesson, grey[x], sizeof SIGNS - 1)], '\0'};
            const char *text =
                out->ascii ? sign : SHADES[shade(lesson, grey[x], sizeof SHADES / sizeof *SHADES)];
            for (size_t half = 0; half < 2; half++) {
                (void)picture_put(out, 2 * x + half, y + 1, 1, INK_TEXT, text);
            }
        }
    }
}

static void say(const struct picture_scene *scene, struct str *out)
{
    size_t lines = 0;
    size_t points = 0;
    struct arena arena;
    arena_init(&arena);
    (void)size_of(scene, &lines, &points);
    struct str name;
    str_init(&name);
    trace_row_title(scene->sight.trace, scene->stage, scene->row, &name);
    char most[NUM_SIZE];
    str_addf(out, _("Picture: the image of %s, %zu lines of %zu points, from 0 for white to %s:\n"),
        name.data, lines, points,
        num_shortest(most, trace_lesson(scene->sight.trace)->picture_most, DTYPE_FLOAT64));
    double *grey = arena_alloc(&arena, points, sizeof *grey);
    for (size_t y = 0; y < lines && read_line(scene, y, lines, points, grey); y++) {
        for (size_t x = 0; x < points; x++) {
            char text[NUM_SIZE];
            str_addf(out, "%s%s", x > 0 ? " " : "", num_shortest(text, grey[x], DTYPE_FLOAT64));
        }
        str_add(out, "\n");
    }
    str_release(&name);
    arena_release(&arena);
}

const struct picture_maker picture_image = {need, draw, say};
