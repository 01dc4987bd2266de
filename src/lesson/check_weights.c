/* Weights: of samples, of classes, of positive targets. */
#include "front_matter.h"

#include "i18n.h"
#include "rules.h"

#include <math.h>

static const char *text_of(const struct draft *draft, const struct shape *shape)
{
    return shape_text(shape, draft->arena);
}

/* Keras drops a last axis of 1 that one of the two has too many. */
static bool keras_drops(const struct shape *weights, const struct shape *losses)
{
    bool dropped = weights->rank == losses->rank + 1 && weights->dim[losses->rank] == 1;
    bool added = losses->rank == weights->rank + 1 && losses->dim[weights->rank] == 1;
    return dropped || added;
}

/* The weights as the preset broadcasts them to the losses; NULL where it refuses. */
static struct tensor *broadcast(const struct draft *draft, const struct problem *problem,
    const struct tensor *weights, const struct shape *losses)
{
    const struct shape *own = &weights->shape;
    bool one_less = own->rank + 1 == losses->rank;
    bool one_more = own->rank == losses->rank + 1;
    enum align align = ALIGN_FIRST;
    switch (rules_table[draft->rules].weights) {
    case WEIGHTS_LAST:
        align = ALIGN_LAST;
        break;
    case WEIGHTS_KERAS:
        align = keras_drops(own, losses) ? ALIGN_FIRST : ALIGN_LAST;
        break;
    case WEIGHTS_TF_KERAS:
        align = one_less || one_more ? ALIGN_FIRST : ALIGN_LAST;
        break;
    case WEIGHTS_TF1:
        if (own->rank != 0 && own->rank != losses->rank && !(one_more && problem->labels != NULL)) {
            return NULL;
        }
        break;
    default:
        break;
    }
    return tensor_broadcast(draft->arena, weights, losses, align);
}

static const char *weights_hint(const struct rules *rules)
{
    switch (rules->weights) {
    case WEIGHTS_LAST:
    case WEIGHTS_KERAS:
        return _("these rules compare shapes from the last axis: one number per row is (N, 1)");
    case WEIGHTS_TF1:
        return _("TensorFlow 1 takes one number, or weights that have as many axes as the losses");
    default:
        return _("one number for all, or one per sample");
    }
}

static bool check_sample_weights(struct draft *draft, struct problem *problem)
{
    const struct tensor *given = problem->sample_weights;
    if (given == NULL) {
        return true;
    }
    struct shape want = problem_entry_shape(problem);
    struct tensor *weights = broadcast(draft, problem, given, &want);
    if (weights == NULL) {
        value_error(draft, KEY_sample_weights,
            _("'sample_weights' has the shape %s, which does not broadcast to the losses' shape "
              "%s"),
            text_of(draft, &given->shape), text_of(draft, &want));
        diag_hint(draft->diag, "%s", weights_hint(&rules_table[draft->rules]));
        return false;
    }
    const struct tensor *first = tensor_broadcast(draft->arena, given, &want, ALIGN_FIRST);
    for (size_t i = 0; first != NULL && i < want.rank; i++) {
        bool differs = want.dim[i] > 1 && first->stride[i] != weights->stride[i];
        draft->weights_by_rules = draft->weights_by_rules || differs;
    }
    problem->sample_weights = weights;
    return true;
}

/* One number per class, or (where allowed) one for all, in the arena; none after an error. */
static struct weights check_per_class(struct draft *draft, const struct problem *problem,
    enum key_id key, const struct tensor *tensor, bool single)
{
    size_t columns = problem_classes(problem);
    size_t size = shape_size(&tensor->shape);
    bool one = single && tensor->shape.rank == 0;
    if (!one && (tensor->shape.rank != 1 || size != columns)) {
        value_error(draft, key,
            single ? _("'%s' takes a number or a list of %zu, one per class; it has the shape %s")
                   : _("'%s' takes a list of %zu numbers, one per class; it has the shape %s"),
            key_name(key), columns, text_of(draft, &tensor->shape));
        if (tensor->shape.rank == 1) {
            hint_class_count(draft, problem, size);
        }
        return (struct weights){0};
    }
    double *numbers = arena_alloc(draft->arena, size, sizeof *numbers);
    bool ok = tensor_read(tensor, 0, size, numbers, draft->diag);
    return ok ? (struct weights){numbers, size} : (struct weights){0};
}

/* A list is one number per class, along an axis that the lesson names; else, and under rules that
 * broadcast from the last axis, whatever broadcasts so. */
static bool check_pos_weight(struct draft *draft, struct problem *problem)
{
    struct tensor *weights = draft->pos_weight;
    const struct shape *scores = &problem->scores->shape;
    struct shape along = {.rank = scores->rank - problem->class_axis};
    for (size_t i = 0; i < along.rank; i++) {
        along.dim[i] = i == 0 ? problem_classes(problem) : 1;
    }
    bool named = weights->shape.rank == 1 && rules_table[draft->rules].weights == WEIGHTS_FIRST;
    if (named && weights->shape.dim[0] == along.dim[0]) {
        weights = tensor_broadcast(draft->arena, weights, &along, ALIGN_FIRST);
    }
    if (tensor_broadcast(draft->arena, weights, scores, ALIGN_LAST) == NULL) {
        value_error(draft, KEY_pos_weight,
            _("'pos_weight' has the shape %s, which does not broadcast to the scores' shape %s"),
            text_of(draft, &weights->shape), text_of(draft, scores));
        diag_hint(draft->diag, _("one number for all, or the shape %s: one per class"),
            text_of(draft, &along));
        return false;
    }
    problem->pos_weight = weights;
    return true;
}

/* Numbers a group past all that there could be: there are no more than entries. */
static void report_group(const struct draft *draft, size_t i, double value, size_t entries)
{
    struct where where = draft->given[KEY_groups].value;
    struct pos pos = tensor_where(draft->groups, i);
    char text[NUM_SIZE];
    where.line = pos.line > 0 ? pos.line : where.line;
    where.col = pos.line > 0 ? pos.col : where.col;
    diag_error(draft->diag, where,
        _("group %s is no number of a group: there are %zu at most, "
          "counted from 0"),
        num_shortest(text, value, DTYPE_FLOAT64), entries);
}

static bool check_groups(const struct draft *draft, struct problem *problem)
{
    struct shape losses = problem_entry_shape(problem);
    const struct tensor *groups = draft->groups;
    if (!is_usable(draft, KEY_groups)) {
        return true;
    }
    if (losses.rank == 0) {
        value_error(draft, KEY_groups, _("'groups' has nothing to number: there is one loss"));
        return false;
    }
    size_t entries = losses.dim[0];
    if (groups->shape.rank != 1 || groups->shape.dim[0] != entries) {
        value_error(draft, KEY_groups,
            _("'groups' takes a list of %zu numbers, one for each entry of the losses' first axis; "
              "it has the shape %s"),
            entries, text_of(draft, &groups->shape));
        return false;
    }
    size_t *of = arena_alloc(draft->arena, entries, sizeof *of);
    bool ok = true;
    for (size_t i = 0; i < entries && draft->diag->errors < DIAG_KEEP; i++) {
        double value = 0;
        (void)tensor_read(groups, i, 1, &value, draft->diag);
        bool good = value >= 0 && value < (double)entries && value == floor(value);
        if (!good) {
            report_group(draft, i, value, entries);
        }
        of[i] = good ? (size_t)value : 0;
        ok = ok && good;
    }
    problem->groups = of;
    return ok;
}

bool check_weights(struct draft *draft, struct problem *problem)
{
    bool ok = check_mask(draft, problem);
    ok = check_groups(draft, problem) && ok;
    ok = check_sample_weights(draft, problem) && ok;
    if (is_usable(draft, KEY_class_weights)) {
        problem->class_weights =
            check_per_class(draft, problem, KEY_class_weights, draft->class_weights, false);
        ok = has_weights(&problem->class_weights) && ok;
    }
    if (is_usable(draft, KEY_alpha)) {
        problem->focal.alpha = check_per_class(draft, problem, KEY_alpha, draft->alpha, true);
        ok = has_weights(&problem->focal.alpha) && ok;
    }
    if (is_usable(draft, KEY_pos_weight)) {
        ok = check_pos_weight(draft, problem) && ok;
    }
    return ok;
}
