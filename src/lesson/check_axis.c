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

/* Which other axis would have fitted as the classes'; NULL: none. `labels` NULL: one that has
 * `classes` numbers. */
static const char *other_axis(const struct draft *draft, const struct problem *problem,
    const struct shape *labels, size_t classes)
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
            return arena_printf(draft->arena,
                _("%s takes axis %zu as the classes; class_axis: %zu would fit"), _(rules->title),
                problem->class_axis, axis);
        }
        if (fits && axis != problem->class_axis) {
            return arena_printf(draft->arena,
                _("the classes stand on axis %zu here; class_axis: %zu would fit"),
                problem->class_axis, axis);
        }
    }
    return NULL;
}

void hint_class_count(struct draft *draft, const struct problem *problem, size_t classes)
{
    const char *hint = other_axis(draft, problem, NULL, classes);
    if (hint != NULL) {
        diag_hint(draft->diag, "%s", hint);
    }
}

/* ---- In which words a framework refuses labels ----------------------------------------------- */

/* PyTorch's for scores (N, C, ...), in the order of its checks (cross_entropy_loss, nll_loss_nd,
 * nll_loss, nll_loss2d, as of 1.13); NULL: it takes them. */
static const char *pytorch_refusal(
    const struct draft *draft, const struct problem *problem, const struct shape *labels)
{
    struct shape scores = problem->scores->shape;
    struct shape want = shape_without(&scores, problem->class_axis);
    for (size_t axis = problem->class_axis; axis > 1; axis--) { /* the classes come second */
        scores.dim[axis] = scores.dim[axis - 1];
        scores.dim[axis - 1] = problem_classes(problem);
    }
    size_t batch = labels->rank == 0 ? 0 : labels->dim[0];
    if (problem->loss != LOSS_NLL && shape_equal(labels, &scores)) {
        return "Expected floating point type for target with class probabilities, got Long";
    }
    if (scores.rank > 1 && batch != scores.dim[0]) {
        return arena_printf(draft->arena,
            "Expected input batch_size (%zu) to match target batch_size (%zu).", scores.dim[0],
            batch);
    }
    if (scores.rank <= 2 && labels->rank > 1) {
        return "0D or 1D target tensor expected, multi-target not supported";
    }
    if (scores.rank == 1 && labels->rank == 1 && batch != scores.dim[0]) {
        return arena_printf(draft->arena, "size mismatch (got input: %s, target: %s)",
            sizes_of(draft, &scores), sizes_of(draft, labels));
    }
    if (scores.rank <= 2 || shape_equal(labels, &want)) {
        return NULL;
    }
    if (scores.rank == 4 && labels->rank != 3) {
        return arena_printf(draft->arena,
            "only batches of spatial targets supported (3D tensors) but got targets of dimension: "
            "%zu",
            labels->rank);
    }
    if (scores.rank == 4) { /* it closes no bracket */
        return arena_printf(draft->arena, "size mismatch (got input: %s , target: %s",
            sizes_of(draft, &scores), sizes_of(draft, labels));
    }
    return arena_printf(draft->arena, "Expected target size %s, got %s", sizes_of(draft, &want),
        sizes_of(draft, labels));
}

/* NULL: the framework takes them, or is not quoted. `column`: they have an axis of 1 too many. */
static const char *refusal_of(const struct draft *draft, const struct problem *problem,
    const struct shape *labels, bool column)
{
    switch (rules_table[draft->rules].label_column) {
    case COLUMN_JAX:
        return !column ? NULL
                       : arena_printf(draft->arena,
                             "indices and arr must have the same number of dimensions; %zu vs. %zu",
                             labels->rank + 1, problem->scores->shape.rank);
    case COLUMN_PYTORCH:
        return pytorch_refusal(draft, problem, labels);
    default:
        return NULL;
    }
}

/* What its author should do instead; NULL: nothing comes to mind. */
static const char *instead(const struct draft *draft, const struct problem *problem,
    const struct tensor *given, const struct tensor *fitted, const struct shape *want)
{
    const char *brackets = brackets_hint(given, want);
    return brackets != NULL ? brackets
           : shape_equal(&given->shape, &problem->scores->shape)
               ? _("one-hot rows and probabilities go under 'targets'")
               : other_axis(draft, problem, &fitted->shape, 0);
}

bool fit_labels(struct draft *draft, struct problem *problem)
{
    struct shape want = shape_without(&problem->scores->shape, problem->class_axis);
    struct tensor *labels = problem->labels;
    struct tensor *fitted = drop_column(draft, labels, &want);
    bool column = fitted != labels && shape_equal(&fitted->shape, &want);
    const char *refusal = refusal_of(draft, problem, &labels->shape, column);
    if (!check_shape(draft, KEY_labels, refusal != NULL ? labels : fitted, problem, &want)) {
        const char *title = _(rules_table[draft->rules].title);
        const char *hint = column ? NULL : instead(draft, problem, labels, fitted, &want);
        if (refusal != NULL && hint != NULL) {
            diag_hint(draft->diag, "%s: %s; %s", title, refusal, hint);
        } else if (refusal != NULL) {
            diag_hint(draft->diag, "%s: %s", title, refusal);
        } else if (hint != NULL) {
            diag_hint(draft->diag, "%s", hint);
        }
        return false;
    }
    struct shape last = shape_without(&problem->scores->shape, problem->scores->shape.rank - 1);
    draft->axis_by_rules = draft->axis_by_rules && shape_equal(&last, &want);
    problem->labels = fitted;
    return true;
}
