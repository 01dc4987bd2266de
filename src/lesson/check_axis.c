/* The axis of the classes, and the shape of labels that follows from it. */
#include "front_matter.h"

#include "i18n.h"
#include "rules.h"

bool find_class_axis(struct draft *draft, struct problem *problem)
{
    size_t rank = problem->scores->shape.rank;
    if (!is_given(draft, KEY_class_axis)) {
        problem->class_axis = rules_class_axis(&rules_table[draft->rules], problem, rank);
        draft->axis_by_rules = problem->class_axis + 1 < rank;
        return true;
    }
    long long axes = (long long)rank;
    long long axis = draft->class_axis;
    if (axis < -axes || axis >= axes) {
        value_error(draft, KEY_class_axis,
            _("class_axis %lld is outside %lld..%lld: the scores have %lld "
              "axes"),
            axis, -axes, axes - 1, axes);
        return false;
    }
    problem->class_axis = (size_t)(axis < 0 ? axis + axes : axis);
    return true;
}

/* As PyTorch writes a shape: [2, 3] */
static const char *sizes_of(const struct draft *draft, const struct shape *shape)
{
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < shape->rank; i++) {
        str_addf(&text, "%s%zu", i == 0 ? "[" : ", ", shape->dim[i]);
    }
    const char *copy = arena_printf(draft->arena, "%s]", text.data);
    str_release(&text);
    return copy;
}

/* Says, below an error, which other axis would have fitted as the classes'. `labels` NULL: one that
 * has `classes` numbers. */
static void hint_axis(
    struct draft *draft, const struct problem *problem, const struct shape *labels, size_t classes)
{
    const struct shape *scores = &problem->scores->shape;
    const struct rules *rules = &rules_table[draft->rules];
    bool chosen = !is_given(draft, KEY_class_axis) && rules->classes_second;
    /* in a table there is no doubt which axis was meant */
    bool asked = scores->rank > 2 && !problem_is_binary(problem);
    for (size_t axis = scores->rank; asked && axis-- > 0;) {
        struct shape want = shape_without(scores, axis);
        bool fits = labels != NULL ? shape_equal(labels, &want) : scores->dim[axis] == classes;
        if (fits && axis != problem->class_axis && chosen) {
            diag_hint(draft->diag, _("%s takes axis %zu as the classes; class_axis: %zu would fit"),
                _(rules->title), problem->class_axis, axis);
            return;
        }
        if (fits && axis != problem->class_axis) {
            diag_hint(draft->diag,
                _("the classes stand on axis %zu here; class_axis: %zu would fit"),
                problem->class_axis, axis);
            return;
        }
    }
}

void hint_class_count(struct draft *draft, const struct problem *problem, size_t classes)
{
    hint_axis(draft, problem, NULL, classes);
}

/* Why a framework refuses labels with an axis of 1 too many, in its words; NULL: it does not. */
static const char *column_refusal(
    const struct draft *draft, const struct problem *problem, const struct shape *labels)
{
    const struct shape *scores = &problem->scores->shape;
    struct shape want = shape_without(scores, problem->class_axis);
    switch (rules_table[draft->rules].label_column) {
    case COLUMN_JAX:
        return arena_printf(draft->arena,
            "indices and arr must have the same number of dimensions; %zu vs. %zu",
            labels->rank + 1, scores->rank);
    case COLUMN_PYTORCH:
        if (scores->rank == 1) { /* a single class passes: there the sizes agree */
            return scores->dim[0] == 1
                       ? NULL
                       : arena_printf(draft->arena, "size mismatch (got input: [%zu], target: [1])",
                             scores->dim[0]);
        }
        if (scores->rank == 2) {
            return "0D or 1D target tensor expected, multi-target not supported";
        }
        if (scores->rank == 4) {
            return arena_printf(draft->arena,
                "only batches of spatial targets supported (3D tensors) but got targets of "
                "dimension: %zu",
                labels->rank);
        }
        return arena_printf(draft->arena, "Expected target size %s, got %s", sizes_of(draft, &want),
            sizes_of(draft, labels));
    default:
        return NULL;
    }
}

bool fit_labels(struct draft *draft, struct problem *problem)
{
    struct shape want = shape_without(&problem->scores->shape, problem->class_axis);
    struct tensor *labels = problem->labels;
    struct tensor *fitted = drop_column(draft, labels, &want);
    const char *refusal = fitted != labels && shape_equal(&fitted->shape, &want)
                              ? column_refusal(draft, problem, &labels->shape)
                              : NULL;
    if (!check_shape(draft, KEY_labels, refusal != NULL ? labels : fitted, problem, &want)) {
        if (refusal != NULL) {
            diag_hint(draft->diag, "%s: %s", _(rules_table[draft->rules].title), refusal);
        } else if (shape_equal(&labels->shape, &problem->scores->shape)) {
            diag_hint(draft->diag, _("one-hot rows and probabilities go under 'targets'"));
        } else {
            hint_axis(draft, problem, &fitted->shape, 0);
        }
        return false;
    }
    struct shape last = shape_without(&problem->scores->shape, problem->scores->shape.rank - 1);
    draft->axis_by_rules = draft->axis_by_rules && shape_equal(&last, &want);
    problem->labels = fitted;
    return true;
}
