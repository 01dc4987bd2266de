#include "arrays.h"

#include "i18n.h"
#include "lesson.h"
#include "meant.h"
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

bool lesson_is_archive(const char *name)
{
    size_t size = strlen(name);
    return size > 4 && strcmp(name + size - 4, ".npz") == 0;
}

bool lesson_are_arrays(const char *path)
{
    return lesson_is_archive(path) || lesson_arrays_split(path) > 0;
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
    struct shape column = shape_without(scores, scores->rank - 1);
    column.dim[column.rank++] = 1;
    if (shape_equal(&column, labels) && !shape_equal(scores, labels)) {
        return scores->rank - 1; /* (N, 1) */
    }
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

/* The scores and the answers; where their names tell the keys they belong under, these. */
struct pair {
    const char *names[2], *keys[2];
    struct tensor *arrays[2];
    const char *mask, *weights; /* names; NULL: there is none */
};

static void add_text_of(struct str *text, const struct pair *pair, struct arena *arena)
{
    const struct shape *scores = &pair->arrays[0]->shape;
    const struct shape *answers = &pair->arrays[1]->shape;
    const char *const *names = pair->names;
    size_t axis = class_axis(scores, answers);
    bool same = shape_equal(scores, answers);
    bool binary = same && (scores->rank < 2 || scores->dim[scores->rank - 1] == 1 ||
                              (pair->arrays[1]->integer && !sums_to_one(pair->arrays[1])));
    bool labels = !same && pair->arrays[1]->integer && axis < scores->rank;
    bool probs = !binary && sums_to_one(pair->arrays[0]);
    bool told = pair->keys[0] != NULL;
    const char *key = told ? pair->keys[0] : probs ? "probs" : "logits";
    const char *answer = pair->keys[1] != NULL ? pair->keys[1] : labels ? "labels" : "targets";
    str_add(text, "---\nformat: 1\n");
    add_text(text, "title", arena_printf(arena, "%s, %s", names[0], names[1]));
    if (!told) {
        add_text(text, "summary",
            arena_printf(arena,
                probs ? _("%s are probabilities: their rows add up to 1. %s are %s.")
                      : _("%s are scores (logits). %s are %s."),
                names[0], names[1], labels ? _("labels") : _("targets")));
    }
    str_addf(text, "loss: %s\n",
        binary                          ? "binary_cross_entropy"
        : strcmp(key, "log_probs") == 0 ? "nll"
                                        : "cross_entropy");
    add_file(text, key, names[0]);
    add_file(text, answer, names[1]);
    if (pair->mask != NULL) {
        add_file(text, "mask", pair->mask);
    }
    if (pair->weights != NULL) {
        add_file(text, "sample_weights", pair->weights);
    }
    if (labels && axis + 1 != scores->rank) {
        str_addf(text, "class_axis: %zu\n", axis);
    }
    str_add(text, "---\n");
}

/* What the two are: floats are scores, or probabilities where their rows say so; whole numbers
 * without the class axis are labels; numbers of the scores' own shape are targets, of classes or,
 * where they are whole and no row adds up to 1, of yes-or-no questions. */
static bool add_front_matter(
    const struct pair *pair, struct str *text, struct where where, struct diag *diag)
{
    const struct shape *scores = &pair->arrays[0]->shape;
    const struct shape *answers = &pair->arrays[1]->shape;
    struct arena arena;
    arena_init(&arena);
    bool labels = pair->arrays[1]->integer && class_axis(scores, answers) < scores->rank;
    bool swapped = pair->arrays[0]->integer && class_axis(answers, scores) < answers->rank;
    bool good = pair->keys[1] != NULL || labels || shape_equal(scores, answers);
    size_t axis = class_axis(scores, answers);
    if (good) {
        add_text_of(text, pair, &arena);
    } else if (axis < scores->rank) {
        diag_error(diag, where, _("%s has the shape of labels, %s, but not whole numbers"),
            pair->names[1], shape_text(answers, &arena));
        diag_hint(diag, _("np.save(name, labels.astype('<i8'))"));
    } else {
        diag_error(diag, where,
            _("%s has the shape %s, and scores of the shape %s want labels without their class "
              "axis, or targets "
              "of the same shape"),
            pair->names[1], shape_text(answers, &arena), shape_text(scores, &arena));
        if (swapped) {
            diag_hint(
                diag, _("the scores come first: losswalk %s %s"), pair->names[1], pair->names[0]);
        }
    }
    arena_release(&arena);
    return good;
}

/* Opens both, from one folder, and adds the text. */
static bool add_pair(struct pair *pair, const char *folder, struct str *text, struct where where,
    struct arena *arena, struct diag *diag)
{
    const char *const folders[] = {folder, NULL};
    bool good = true;
    for (int i = 0; i < 2 && good; i++) {
        pair->arrays[i] = tensor_open_npy(arena, folders, pair->names[i], where, diag);
        good = pair->arrays[i] != NULL;
    }
    good = good && add_front_matter(pair, text, where, diag);
    tensor_close(pair->arrays[0]);
    tensor_close(pair->arrays[1]);
    return good;
}

/* ---- Archives -------------------------------------------------------------------------------- */

static const char *const SCORES[] = {"logits", "probs", "log_probs", NULL};
static const char *const ANSWERS[] = {"labels", "targets", "target_logits", NULL};

static bool is_one_of(const char *key, const char *const *keys)
{
    while (*keys != NULL && strcmp(*keys, key) != 0) {
        keys++;
    }
    return *keys != NULL;
}

/* The place in the pair for a member of that name, and whether it tells the key; NULL: none. */
static const char **place_of(struct pair *pair, const char *name, const char **key)
{
    bool certain = true;
    *key = meant_key(name, &certain);
    const char **place = strcmp(name, "arr_0") == 0                       ? &pair->names[0]
                         : strcmp(name, "arr_1") == 0                     ? &pair->names[1]
                         : is_one_of(*key, SCORES)                        ? &pair->names[0]
                         : is_one_of(*key, ANSWERS)                       ? &pair->names[1]
                         : strcmp(*key, "mask") == 0                      ? &pair->mask
                         : strcmp(*key, "sample_weights") == 0 && certain ? &pair->weights
                                                                          : NULL;
    *key = certain && strncmp(name, "arr_", 4) != 0 ? *key : NULL;
    return place;
}

static void hint_savez(struct diag *diag)
{
    diag_hint(diag, _("np.savez(name, logits=..., labels=...) names each array as its key; an "
                      "array of any name "
                      "goes with --set, such as --set 'mask={file: batch.npz/keep}'"));
}

static bool add_archive(
    const char *path, struct str *text, struct where where, struct arena *arena, struct diag *diag)
{
    struct pair pair = {.mask = NULL};
    const char *folder = NULL;
    const char *file = split_path(path, arena, &folder);
    const char *const folders[] = {folder, NULL};
    const char *const *members = tensor_list_npz(arena, folders, file, where, diag);
    for (size_t i = 0; members != NULL && members[i] != NULL; i++) {
        const char *key = NULL;
        const char **place = place_of(&pair, members[i], &key);
        if (place == NULL || *place != NULL) {
            diag_error(diag, where,
                place == NULL ? _("what the array '%s' is does not follow from its name")
                              : _("the array '%s' is one too many of its kind"),
                members[i]);
            hint_savez(diag);
            return false;
        }
        *place = arena_printf(arena, "%s/%s", file, members[i]);
        if (place == &pair.names[0] || place == &pair.names[1]) {
            pair.keys[place == &pair.names[1]] = key;
        }
    }
    if (members != NULL && (pair.names[0] == NULL || pair.names[1] == NULL)) {
        diag_error(diag, where, _("the archive has no scores, or no labels or targets"));
        hint_savez(diag);
        return false;
    }
    return members != NULL && add_pair(&pair, folder, text, where, arena, diag);
}

static bool add_two(
    const char *path, struct str *text, struct where where, struct arena *arena, struct diag *diag)
{
    size_t split = lesson_arrays_split(path);
    struct pair pair = {.mask = NULL};
    const char *folders[2] = {NULL};
    pair.names[0] = split_path(arena_strndup(arena, path, split), arena, &folders[0]);
    pair.names[1] = split_path(path + split + 1, arena, &folders[1]);
    if (strcmp(folders[0], folders[1]) != 0) {
        diag_error(diag, where, _("the two arrays are in different folders"));
        diag_hint(diag, _("put them into one, as a lesson and its data are"));
        return false;
    }
    return add_pair(&pair, folders[0], text, where, arena, diag);
}

bool lesson_arrays_text(const char *path, struct str *text, struct diag *diag)
{
    struct arena arena;
    arena_init(&arena);
    const struct source source = {.name = path};
    const struct where where = {&source, 0, 0};
    bool good = lesson_is_archive(path) ? add_archive(path, text, where, &arena, diag)
                                        : add_two(path, text, where, &arena, diag);
    arena_release(&arena);
    return good;
}
