#include "change.h"

#include "formulas.h"
#include "i18n.h"
#include "mem.h"
#include "mention.h"
#include "num.h"
#include "translation.h"

#include <stdlib.h>
#include <string.h>

const char *change_key(const struct lesson *lesson, const struct change *change, size_t *size)
{
    const char *key =
        change->kind == CHANGE_SET ? change->set : lesson_input_key(lesson, change->input);
    *size = strcspn(key, "=");
    return key;
}

struct lesson *lesson_variant(
    const struct lesson *lesson, const struct override *sets, size_t count, struct diag *diag)
{
    size_t own = lesson->override_count;
    struct override *overrides = mem_alloc(own + count, sizeof *overrides);
    for (size_t i = 0; i < own + count; i++) {
        overrides[i] = i < own ? lesson->overrides[i] : sets[i - own];
    }
    struct lesson *variant = lesson_parse(lesson->source.name, NULL, lesson->source.text,
        lesson->source.size, overrides, own + count, lesson->folders, diag);
    free(overrides);
    if (variant != NULL && lesson->language != NULL) {
        lesson_keep_translation(variant, lesson);
    }
    if (variant != NULL) {
        lesson_read_formulas(variant, lesson->formulas);
        lesson_keep_names(variant, lesson);
    }
    return variant;
}

/* What is done to each input: its numbers, once one of them is another. */
struct patch {
    struct shape shape;
    double *numbers; /* NULL: as the lesson has them */
};

const char *lesson_input_key(const struct lesson *lesson, enum input input)
{
    static const char *const scores[] = {
        [SCORES_LOGITS] = "logits", [SCORES_PROBS] = "probs", [SCORES_LOG_PROBS] = "log_probs"};
    switch (input) {
    case INPUT_SCORES:
        return scores[lesson->problem.score_kind];
    case INPUT_TARGET_LOGITS:
        return "target_logits";
    case INPUT_MASK:
        return "mask";
    case INPUT_SAMPLE_WEIGHTS:
        return "sample_weights";
    default:
        return lesson->answer_key;
    }
}

static struct where about(const struct lesson *lesson)
{
    return (struct where){&lesson->source, 0, 0};
}

/* Fills the patch with the lesson's own numbers; where it has none, everything is kept and counts
 * once. */
static bool start(
    struct patch *patch, const struct lesson *lesson, enum input input, struct diag *diag)
{
    const struct tensor *tensor = problem_input(&lesson->problem, input);
    patch->shape = tensor != NULL ? tensor->shape : problem_entry_shape(&lesson->problem);
    size_t size = shape_size(&patch->shape);
    if (size > CHANGE_MOST) {
        diag_error(diag, about(lesson), _("'%s' has %zu numbers; up to %d can be changed here"),
            lesson_input_key(lesson, input), size, CHANGE_MOST);
        return false;
    }
    patch->numbers = mem_alloc(size, sizeof *patch->numbers);
    for (size_t i = 0; i < size; i++) {
        patch->numbers[i] = 1;
    }
    return tensor == NULL || tensor_read(tensor, 0, size, patch->numbers, diag);
}

static bool apply(struct patch *patch, const struct lesson *lesson, const struct change *change,
    struct diag *diag)
{
    if (change->kind == CHANGE_WRITTEN) {
        free(patch->numbers);
        patch->numbers = NULL;
        return true;
    }
    if (patch->numbers == NULL && !start(patch, lesson, change->input, diag)) {
        return false;
    }
    size_t size = shape_size(&patch->shape);
    for (size_t i = 0; change->kind == CHANGE_KEEP && i < size; i++) {
        patch->numbers[i] = 1;
    }
    if (change->kind == CHANGE_NUMBER) {
        if (change->element >= size) {
            diag_error(diag, about(lesson), _("'%s' has no such number any more"),
                lesson_input_key(lesson, change->input));
            return false;
        }
        patch->numbers[change->element] = change->value;
    }
    return true;
}

/* "logits=[[6, 2, 3], [2, 1, 4]]" */
static const char *patch_text(const struct patch *patch, const char *key, struct arena *arena)
{
    struct str text;
    str_init(&text);
    str_addf(&text, "%s=", key);
    const struct shape *shape = &patch->shape;
    size_t size = shape_size(shape);
    for (size_t i = 0; i < size; i++) {
        char number[NUM_SIZE];
        size_t open = 0;
        size_t close = 0;
        size_t block = 1;
        for (size_t axis = shape->rank; axis-- > 0;) {
            block *= shape->dim[axis];
            open += i % block == 0;
            close += (i + 1) % block == 0;
        }
        str_add(&text, i > 0 ? ", " : "");
        str_fill(&text, open, '[');
        str_add(&text, num_shortest(number, patch->numbers[i], DTYPE_FLOAT64));
        str_fill(&text, close, ']');
    }
    const char *copy = arena_strndup(arena, text.data, text.len);
    str_release(&text);
    return copy;
}

/* Does the change give all numbers of an input at once? */
static bool replaces_input(const struct lesson *lesson, const struct change *change)
{
    for (int i = 0; change->kind == CHANGE_SET && i < INPUT_COUNT; i++) {
        const char *key = lesson_input_key(lesson, (enum input)i);
        size_t size = strlen(key);
        if (strncmp(change->set, key, size) == 0 && change->set[size] == '=') {
            return true;
        }
    }
    return false;
}

/* Changes of which none replaces an input, so that their order matters only among those of one
 * input. */
static struct lesson *change_run(
    const struct lesson *lesson, const struct change *changes, size_t count, struct diag *diag)
{
    struct patch patches[INPUT_COUNT] = {0};
    struct override *sets = mem_alloc(count + INPUT_COUNT, sizeof *sets);
    size_t set_count = 0;
    struct arena arena;
    arena_init(&arena);
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        if (changes[i].kind == CHANGE_SET) {
            sets[set_count++].text = changes[i].set;
        } else {
            ok = apply(&patches[changes[i].input], lesson, &changes[i], diag);
        }
    }
    for (int i = 0; i < INPUT_COUNT; i++) {
        if (ok && patches[i].numbers != NULL) {
            const char *key = lesson_input_key(lesson, (enum input)i);
            sets[set_count++].text = patch_text(&patches[i], key, &arena);
        }
        free(patches[i].numbers);
    }
    struct lesson *changed = ok ? lesson_variant(lesson, sets, set_count, diag) : NULL;
    arena_release(&arena);
    free(sets);
    return changed;
}

struct lesson *lesson_changed(
    const struct lesson *lesson, const struct change *changes, size_t count, struct diag *diag)
{
    struct lesson *changed = NULL;
    for (size_t first = 0; first < count || changed == NULL;) {
        const struct lesson *from = changed != NULL ? changed : lesson;
        size_t end = first;
        while (end < count && !replaces_input(from, &changes[end])) {
            end++;
        }
        end += end == first && end < count ? 1 : 0;
        struct lesson *next = change_run(from, &changes[first], end - first, diag);
        lesson_free(changed);
        if (next == NULL) {
            return NULL;
        }
        changed = next;
        first = end;
    }
    return changed;
}
