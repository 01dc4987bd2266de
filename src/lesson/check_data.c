/* Shapes and ranges of scores, answers, masks and weights. */
#include "check_elements.h"

#include "arrays.h"
#include "i18n.h"
#include "num.h"
#include "rules.h"

#include <math.h>
#include <string.h>

struct tensor *open_tensor(struct draft *draft, enum key_id key, struct data *data)
{
    if (data->file != NULL && lesson_is_archive(data->file)) {
        data->file = arena_printf(draft->arena, "%s/%s", data->file, key_name(key));
    }
    if (is_usable(draft, key) && data->file != NULL) {
        data->tensor = tensor_open_npy(
            draft->arena, draft->folders, data->file, draft->given[key].value, draft->diag);
    }
    return is_usable(draft, key) ? data->tensor : NULL;
}

static struct data *scores_data(struct draft *draft, enum key_id key)
{
    if (key == KEY_logits) {
        return &draft->logits;
    }
    return key == KEY_probs ? &draft->probs : &draft->log_probs;
}

/* Numbers of the lesson's text that the dtype cannot keep. What is in a file is what it is. */
static void warn_storing(
    struct draft *draft, enum key_id key, const struct tensor *tensor, enum dtype dtype)
{
    struct where where = draft->given[key].value;
    size_t size = tensor == NULL || tensor->where == NULL ? 0 : shape_size(&tensor->shape);
    for (size_t i = 0; i < size && !tensor->integer; i++) {
        double value = 0;
        struct pos pos = tensor_where(tensor, i);
        (void)tensor_read(tensor, i, 1, &value, draft->diag);
        where.line = pos.line;
        where.col = pos.col;
        warn_number(
            draft->diag, where, num_store_fate(value, dtype), num_store(value, dtype), dtype);
    }
}

bool open_data(struct draft *draft, struct problem *problem)
{
    enum key_id scores = scores_key(problem->score_kind);
    bool ok = true;
    struct {
        enum key_id key;
        struct data *data;
        struct tensor **out;
    } all[] = {
        {scores, scores_data(draft, scores), &problem->scores},
        {KEY_labels, &draft->labels, &problem->labels},
        {KEY_targets, &draft->targets, &problem->targets},
        {KEY_target_logits, &draft->target_logits, &problem->target_logits},
        {KEY_mask, &draft->mask, &problem->mask},
        {KEY_sample_weights, &draft->sample_weights, &problem->sample_weights},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i].out = open_tensor(draft, all[i].key, all[i].data);
        if (problem->dtype != DTYPE_FLOAT64) {
            warn_storing(draft, all[i].key, *all[i].out, problem->dtype);
        }
        ok = ok && (*all[i].out != NULL || !is_given(draft, all[i].key));
    }
    return ok;
}

static const char *text_of(const struct draft *draft, const struct shape *shape)
{
    return shape_text(shape, draft->arena);
}

/* The tensor, without a last axis of 1 that the wanted shape does not have. */
struct tensor *drop_column(struct draft *draft, struct tensor *tensor, const struct shape *want)
{
    size_t rank = tensor->shape.rank;
    if (rank == want->rank + 1 && tensor->shape.dim[rank - 1] == 1) {
        return tensor_drop_last_axis(draft->arena, tensor);
    }
    return tensor;
}

const char *brackets_hint(const struct tensor *tensor, const struct shape *want)
{
    return tensor->shape.rank == 0 && want->rank > 0
               ? _("a list stands in brackets, also one of a single number: [0]")
               : NULL;
}

bool check_shape(struct draft *draft, enum key_id key, const struct tensor *tensor,
    const struct problem *problem, const struct shape *want)
{
    if (shape_equal(&tensor->shape, want)) {
        return true;
    }
    value_error(draft, key, _("'%s' has the shape %s, but scores of shape %s need %s"),
        key_name(key), text_of(draft, &tensor->shape), text_of(draft, &problem->scores->shape),
        text_of(draft, want));
    const char *hint = brackets_hint(tensor, want);
    if (hint != NULL) {
        diag_hint(draft->diag, "%s", hint);
    }
    return false;
}

/* Probabilities outside 0..1 are odd enough to say so; PyTorch's binary loss refuses them. */
static bool check_probs(
    struct draft *draft, const struct problem *problem, enum key_id key, const struct data *data)
{
    bool refuse = rules_table[draft->rules].unit_probs && problem_is_binary(problem);
    bool any = problem_loss(problem)->no_log; /* compares whatever numbers they are */
    if (problem->score_kind != SCORES_PROBS || any || (data->file != NULL && !refuse)) {
        return true;
    }
    const struct demand demand = {
        .noun = _("probability"),
        .low = 0,
        .high = 1,
        .warning = !refuse,
        .because = refuse ? _(": PyTorch's binary_cross_entropy refuses such an input") : NULL,
    };
    return check_elements(draft, key, data, problem->scores, &demand);
}

enum { MOST_CLASSES = 100000000 }; /* of a row that is held whole, stage by stage: gigabytes */

bool check_scores(struct draft *draft, struct problem *problem)
{
    enum key_id key = scores_key(problem->score_kind);
    const struct data *data = scores_data(draft, key);
    if (problem->scores->shape.rank == 0) {
        value_error(draft, key, _("'%s' takes a list of numbers"), key_name(key));
        return false;
    }
    if (!find_class_axis(draft, problem)) {
        return false;
    }
    if (problem_classes(problem) == 0) {
        value_error(draft, key, _("'%s' has the shape %s: there are no classes"), key_name(key),
            text_of(draft, &problem->scores->shape));
        return false;
    }
    if (problem_classes(problem) > MOST_CLASSES) {
        value_error(draft, key, _("'%s' has the shape %s: a row may have at most %d classes"),
            key_name(key), text_of(draft, &problem->scores->shape), MOST_CLASSES);
        return false;
    }
    return check_probs(draft, problem, key, data);
}

static bool check_integers(struct draft *draft, const struct tensor *labels)
{
    if (labels->integer) {
        return true;
    }
    value_error(draft, KEY_labels, _("%s: labels must be whole numbers, but the file has floats"),
        draft->labels.file);
    diag_hint(draft->diag, _("np.save(name, labels.astype('<i8'))"));
    return false;
}

static const char *label_hint(const struct draft *draft, const struct problem *problem,
    const struct tensor *labels, bool wrap)
{
    const char *reason = rules_table[draft->rules].label_reason;
    if (counts_from_one(draft, problem, labels)) {
        return _("labels count from 0: the first class is 0");
    }
    if (reason != NULL && !is_given(draft, KEY_out_of_range)) {
        return _(reason);
    }
    return wrap ? NULL : _("to show what a framework makes of such a label, set out_of_range");
}

/* The mask where it drops whole labels; NULL: it has another shape, or there is none. */
static const struct tensor *mask_of_labels(
    struct draft *draft, const struct problem *problem, const struct tensor *labels)
{
    if (problem->mask == NULL) {
        return NULL;
    }
    const struct tensor *mask = drop_column(draft, problem->mask, &labels->shape);
    return shape_equal(&mask->shape, &labels->shape) ? mask : NULL;
}

static bool check_label_range(
    struct draft *draft, const struct problem *problem, const struct tensor *labels)
{
    size_t classes = problem_classes(problem);
    if (problem->out_of_range != OUT_OF_RANGE_ERROR && problem->out_of_range != OUT_OF_RANGE_WRAP) {
        return true;
    }
    bool wrap = problem->out_of_range == OUT_OF_RANGE_WRAP;
    const struct tensor *mask = mask_of_labels(draft, problem, labels);
    const char *hint = label_hint(draft, problem, labels, wrap);
    if (problem->shift_labels) { /* no position is compared with the first */
        size_t last = labels->shape.rank - 1;
        mask = mask == NULL ? NULL : tensor_shift(draft->arena, mask, last, 0);
        labels = tensor_shift(draft->arena, labels, last, problem->ignored.at[0]);
    }
    const struct demand demand = {
        .noun = _("label"),
        .low = wrap ? -(double)classes : 0,
        .high = (double)classes - 1,
        .exceptions = problem->ignored,
        .mask = mask,
        .because = arena_printf(draft->arena,
            i18n_plural(": there is %zu class", ": there are %zu classes", classes), classes),
        .hint = hint,
    };
    return check_elements(draft, KEY_labels, &draft->labels, labels, &demand);
}

static bool any_of(struct draft *draft, const struct tensor *tensor, const struct label_set *wanted)
{
    double block[CHECK_BLOCK];
    size_t size = shape_size(&tensor->shape);
    for (size_t first = 0; first < size; first += CHECK_BLOCK) {
        size_t count = size - first < CHECK_BLOCK ? size - first : CHECK_BLOCK;
        if (!tensor_read(tensor, first, count, block, draft->diag)) {
            return false;
        }
        for (size_t i = 0; i < count; i++) {
            if (has_label(wanted, block[i])) {
                return true;
            }
        }
    }
    return false;
}

/* What shifts needs a next position. */
static bool check_positions(const struct draft *draft, const struct tensor *labels)
{
    size_t rank = labels->shape.rank;
    if (rank > 0 && labels->shape.dim[rank - 1] >= 2) {
        return true;
    }
    value_error(draft, KEY_shift_labels,
        _("shift_labels needs a next position, but 'labels' has the shape %s"),
        text_of(draft, &labels->shape));
    diag_hint(draft->diag,
        _("positions are the last axis of the labels: one sequence is (T,) beside scores of the "
          "shape (T, C)"));
    return false;
}

/* Integer labels: one per sample. */
static bool check_labels(struct draft *draft, struct problem *problem)
{
    if (!fit_labels(draft, problem)) {
        return false;
    }
    const struct tensor *labels = problem->labels;
    bool good = check_integers(draft, labels) &&
                (!problem->shift_labels || check_positions(draft, labels)) &&
                check_label_range(draft, problem, labels);
    if (!good) {
        return false;
    }
    /* a preset's label to ignore: when no sample has it, there is nothing to mask */
    if (!is_given(draft, KEY_ignore_label) && !problem->shift_labels &&
        !any_of(draft, labels, &problem->ignored)) {
        problem->ignored.count = 0;
    }
    return true;
}

/* Targets of a binary loss: 0 to 1, given as `targets`, or as `labels` of 0 and 1. */
static bool check_binary_targets(struct draft *draft, struct problem *problem)
{
    bool labels = is_given(draft, KEY_labels);
    const struct demand demand = {
        .noun = labels ? _("label") : _("target"),
        .low = 0,
        .high = 1,
        .ends_only = labels,
        .exceptions = problem->ignored,
        .warning = !labels,
        .because = _(": a binary target is the wanted probability"),
    };
    enum key_id key = labels ? KEY_labels : KEY_targets;
    const struct data *data = labels ? &draft->labels : &draft->targets;
    /* Targets in a file can be as large as the scores, and a wild one breaks nothing: it shows as a
     * finding. */
    if (data->file != NULL && !labels) {
        return true;
    }
    if (labels && !check_integers(draft, problem->targets)) {
        return false;
    }
    return check_elements(draft, key, data, problem->targets, &demand);
}

/* Targets of the scores' own shape. */
static bool check_targets(struct draft *draft, struct problem *problem)
{
    bool labels = is_given(draft, KEY_labels);
    enum key_id key = labels ? KEY_labels : KEY_targets;
    const struct shape *want = &problem->scores->shape;
    const struct shape *have = &problem->targets->shape;
    if (!check_shape(draft, key, problem->targets, problem, want)) {
        if (problem_is_binary(problem) && shape_size(have) == shape_size(want)) {
            diag_hint(draft->diag, _("the same numbers in the other shape: (2, 1) is [[0], [1]], "
                                     "(2,) is [0, 1]"));
        } else if (!problem_is_binary(problem) && have->rank + 1 == want->rank) {
            diag_hint(draft->diag, _("integer class labels go under 'labels'"));
        }
        return false;
    }
    return !problem_is_binary(problem) || check_binary_targets(draft, problem);
}

bool check_answers(struct draft *draft, struct problem *problem)
{
    if (problem->labels != NULL && problem_is_binary(problem)) {
        problem->targets = problem->labels;
        problem->labels = NULL;
    }
    if (problem->labels != NULL) {
        return check_labels(draft, problem);
    }
    if (problem->target_logits != NULL) {
        return check_shape(
            draft, KEY_target_logits, problem->target_logits, problem, &problem->scores->shape);
    }
    return problem->targets != NULL && check_targets(draft, problem);
}

bool check_mask(struct draft *draft, struct problem *problem)
{
    static const struct demand zero_or_one = {.noun = N_("mask"), .high = 1, .ends_only = true};
    if (problem->mask == NULL) {
        return true;
    }
    struct shape want = problem_entry_shape(problem);
    bool whole = shape_equal(&problem->mask->shape, &problem->scores->shape);
    struct tensor *mask = drop_column(draft, problem->mask, &want);
    if (!check_shape(draft, KEY_mask, mask, problem, &want)) {
        if (problem->average_last_axis) {
            diag_hint(draft->diag, _("with average_last_axis the mask drops whole rows"));
        } else if (whole) {
            diag_hint(draft->diag, _("a mask drops whole samples: one number for each"));
        }
        return false;
    }
    problem->mask = mask;
    return check_elements(draft, KEY_mask, &draft->mask, mask, &zero_or_one);
}
