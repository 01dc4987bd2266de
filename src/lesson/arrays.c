#include "arrays.h"

#include "i18n.h"
#include "lesson.h"
#include "tensor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char SUFFIX[] = ".npy";

static bool is_array(const char *name)
{
    size_t size = strlen(name);
    return size > sizeof SUFFIX - 1 && strcmp(name + size - (sizeof SUFFIX - 1), SUFFIX) == 0;
}

size_t lesson_arrays_split(const char *path)
{
    const char *end = strstr(path, ".npy ");
    return end == NULL || !is_array(path) ? 0 : (size_t)(end - path) + sizeof SUFFIX - 1;
}

const char *lesson_arrays_path(
    char *const *names, size_t count, struct arena *arena, struct diag *diag)
{
    const struct where nowhere = {0};
    size_t arrays = 0;
    for (size_t i = 0; i < count; i++) {
        arrays += is_array(names[i]);
    }
    if (arrays == 0) {
        return NULL;
    }
    if (arrays < count || count != 2) {
        diag_error(diag, nowhere, _("arrays come in pairs: the scores, and the labels or targets"));
        diag_hint(diag,
            _("for example: losswalk scores.npy labels.npy; anything else goes with --set, such as "
              "--set 'mask={file: mask.npy}'"));
        return NULL;
    }
    return arena_printf(arena, "%s %s", names[0], names[1]);
}

/* The folder and the plain name of a path. */
static const char *split_path(const char *path, struct arena *arena, const char **folder)
{
    const char *slash = strrchr(path, '/');
    *folder =
        slash == NULL ? "." : arena_strndup(arena, path, (size_t)(slash - path) + (slash == path));
    return slash == NULL ? path : slash + 1;
}

enum { ROWS_LOOKED_AT = 256 };

/* Do the rows along the last axis say that they are probabilities? */
static bool sums_to_one(const struct tensor *scores)
{
    struct diag ignored;
    const struct shape *shape = &scores->shape;
    size_t width = shape->rank == 0 ? 0 : shape->dim[shape->rank - 1];
    if (width < 2) {
        return false;
    }
    size_t rows = shape_size(shape) / width;
    double *row = malloc(width * sizeof *row);
    bool all = row != NULL && rows > 0;
    diag_init(&ignored);
    for (size_t i = 0; all && i < rows && i < ROWS_LOOKED_AT; i++) {
        double sum = 0;
        all = tensor_read(scores, i * width, width, row, &ignored);
        for (size_t k = 0; all && k < width; k++) {
            all = row[k] >= 0 && row[k] <= 1;
            sum += row[k];
        }
        all = all && fabs(sum - 1) < 1e-3;
    }
    diag_release(&ignored);
    free(row);
    return all;
}

/* The axis of the scores without which they have the shape of the labels, the last that will do;
 * the rank: none. */
static size_t class_axis(const struct shape *scores, const struct shape *labels)
{
    for (size_t axis = scores->rank; axis-- > 0;) {
        struct shape rest = shape_without(scores, axis);
        if (shape_equal(&rest, labels)) {
            return axis;
        }
    }
    return scores->rank;
}

static void add_text(struct str *out, const char *key, const char *value)
{
    str_addf(out, "%s: '", key);
    for (; *value != '\0'; value++) {
        str_add(out, *value == '\'' ? "'" : "");
        str_addc(out, *value);
    }
    str_add(out, "'\n");
}

static void add_file(struct str *out, const char *key, const char *name)
{
    str_addf(out, "%s:\n  ", key);
    add_text(out, "file", name);
}

/* What the two are: floats are scores, or probabilities where their rows say so; whole numbers
 * without the class axis are labels; numbers of the scores' own shape are targets, of classes or,
 * where they are whole, of yes-or-no questions. */
static bool add_front_matter(const char *const *names, struct tensor *const *arrays,
    struct str *text, struct where where, struct diag *diag)
{
    const struct shape *scores = &arrays[0]->shape;
    const struct shape *answers = &arrays[1]->shape;
    size_t axis = class_axis(scores, answers);
    bool same = shape_equal(scores, answers);
    bool binary =
        same && (arrays[1]->integer || scores->rank < 2 || scores->dim[scores->rank - 1] == 1);
    bool labels = !same && arrays[1]->integer && axis < scores->rank;
    bool probs = !binary && sums_to_one(arrays[0]);
    struct arena arena;
    arena_init(&arena);
    bool good = labels || same;
    if (!good) {
        diag_error(diag, where,
            _("%s has the shape %s, and scores of the shape %s want labels without their class "
              "axis, or targets "
              "of the same shape"),
            names[1], shape_text(answers, &arena), shape_text(scores, &arena));
    } else {
        str_add(text, "---\nformat: 1\n");
        add_text(text, "title", arena_printf(&arena, "%s, %s", names[0], names[1]));
        add_text(text, "summary",
            arena_printf(&arena,
                probs ? _("%s are probabilities: their rows add up to 1. %s are %s.")
                      : _("%s are scores (logits). %s are %s."),
                names[0], names[1], labels ? _("labels") : _("targets")));
        str_addf(text, "loss: %s\n", binary ? "binary_cross_entropy" : "cross_entropy");
        add_file(text, probs ? "probs" : "logits", names[0]);
        add_file(text, labels ? "labels" : "targets", names[1]);
        if (labels && axis + 1 != scores->rank) {
            str_addf(text, "class_axis: %zu\n", axis);
        }
        str_add(text, "---\n");
    }
    arena_release(&arena);
    return good;
}

bool lesson_arrays_text(const char *path, struct str *text, struct diag *diag)
{
    struct arena arena;
    arena_init(&arena);
    size_t split = lesson_arrays_split(path);
    const struct source source = {.name = path};
    const struct where where = {&source, 0, 0};
    const char *folders[2][2] = {{NULL}};
    const char *names[2];
    struct tensor *arrays[2] = {NULL};
    names[0] = split_path(arena_strndup(&arena, path, split), &arena, &folders[0][0]);
    names[1] = split_path(path + split + 1, &arena, &folders[1][0]);
    bool good = strcmp(folders[0][0], folders[1][0]) == 0;
    if (!good) {
        diag_error(diag, where, _("the two arrays are in different folders"));
        diag_hint(diag, _("put them into one, as a lesson and its data are"));
    }
    for (int i = 0; i < 2 && good; i++) {
        arrays[i] = tensor_open_npy(&arena, folders[i], names[i], where, diag);
        good = arrays[i] != NULL;
    }
    good = good && add_front_matter(names, arrays, text, where, diag);
    tensor_close(arrays[0]);
    tensor_close(arrays[1]);
    arena_release(&arena);
    return good;
}
