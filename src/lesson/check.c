/* From what was written to a lesson that can be computed: everything that holds between keys. */
#include "front_matter.h"

#include "i18n.h"
#include "meant.h"
#include "num.h"
#include "rules.h"

#include <stdlib.h>
#include <string.h>

/* What tells the true answers. */
static enum key_id answer_key(const struct draft *draft)
{
    return is_given(draft, KEY_labels)    ? KEY_labels
           : is_given(draft, KEY_targets) ? KEY_targets
                                          : KEY_target_logits;
}

static bool check_scores_key(const struct draft *draft)
{
    static const enum key_id scores[] = {KEY_logits, KEY_probs, KEY_log_probs};
    const struct loss *loss = &loss_table[draft->loss];
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
        if (!is_given(draft, scores[i]) || (loss->takes & 1 << i) != 0) { /* as enum score_kind */
            continue;
        }
        key_error(draft, scores[i], _("loss: %s cannot be computed from '%s'"), loss->name,
            key_name(scores[i]));
        diag_hint(draft->diag, "%s",
            loss->raw_scores ? _("it compares scores as they are: give them as logits")
            : loss->takes == TAKES_LOG_PROBS
                ? _("nll takes log_probs; from logits the same loss is cross_entropy")
                : _("log_probs are for nll and kl_divergence"));
        return false;
    }
    enum key_id answers = answer_key(draft);
    if (loss->labels_only && answers != KEY_labels) {
        key_error(draft, answers, _("loss: %s cannot be computed from '%s'"), loss->name,
            key_name(answers));
        diag_hint(draft->diag, _("labels: the number of the class, one per sample"));
        return false;
    }
    return true;
}

static bool check_required(const struct draft *draft)
{
    static const struct {
        enum key_id key;
        const char *line;
    } required[] = {
        {KEY_format, "format: 1"},
        {KEY_title, N_("title: a few words")},
    };
    bool ok = true;
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
        if (!is_given(draft, required[i].key) && !draft->incomplete) {
            diag_error(
                draft->diag, draft->front, _("the lesson has no '%s'"), key_name(required[i].key));
            diag_id(draft->diag, "missing-key");
            diag_hint(draft->diag, _("add a line '%s'"), _(required[i].line));
            ok = false;
        }
    }
    return ok;
}

/* Exactly one of the keys must be there. */
static bool check_one_of(const struct draft *draft, const enum key_id *keys, size_t count)
{
    size_t first = count;
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        if (!is_given(draft, keys[i])) {
            continue;
        }
        if (first == count) {
            first = i;
            continue;
        }
        key_error(draft, keys[i], _("'%s' and '%s' cannot both be given"), key_name(keys[first]),
            key_name(keys[i]));
        diag_id(draft->diag, "exclusive-keys");
        diag_hint(draft->diag, _("keep one of them"));
        ok = false;
    }
    if (first == count && !draft->incomplete) {
        diag_error(draft->diag, draft->front, _("the lesson needs '%s' or '%s'"), key_name(keys[0]),
            key_name(keys[1]));
        diag_id(draft->diag, "missing-key");
        diag_hint(draft->diag, "%s",
            keys[0] == KEY_labels
                ? _("labels: the number of the class, one per sample; targets: as many numbers as "
                    "there are scores")
                : _("one row of numbers per sample, one column per class"));
    }
    return ok && first < count;
}

static bool check_exclusive(const struct draft *draft)
{
    static const enum key_id scores[] = {KEY_logits, KEY_probs, KEY_log_probs};
    static const enum key_id answers[] = {KEY_labels, KEY_targets, KEY_target_logits};
    bool ok = check_one_of(draft, scores, 3);
    return check_one_of(draft, answers, 3) && ok;
}

static enum score_kind score_kind(const struct draft *draft)
{
    if (is_given(draft, KEY_log_probs)) {
        return SCORES_LOG_PROBS;
    }
    return is_given(draft, KEY_logits) ? SCORES_LOGITS : SCORES_PROBS;
}

/* How probabilities are tidied. Asking for that needs probabilities, so it keeps a preset from
 * choosing the fused route, which has none; and a clipping of one's own replaces the preset's
 * whole. */
static void fill_tidying(const struct draft *draft, struct problem *problem)
{
    bool clips = is_given(draft, KEY_clip_eps) || is_given(draft, KEY_clip_mode);
    if (is_given(draft, KEY_normalize)) {
        problem->normalize = (enum normalize)draft->normalize;
    }
    if (clips) {
        problem->clip_mode = (enum clip_mode)draft->clip_mode;
        problem->clip_eps = is_given(draft, KEY_clip_eps) ? draft->clip_eps : problem->clip_eps;
        problem->clip_eps = problem->clip_mode == CLIP_LOG_FLOOR ? 0 : problem->clip_eps;
    }
    bool tidies = problem->normalize != NORMALIZE_NONE || problem->clip_eps > 0 ||
                  problem->clip_mode == CLIP_LOG_FLOOR;
    if (is_given(draft, KEY_route)) {
        problem->route = (enum route)draft->route;
    } else if (tidies && problem->route == ROUTE_FUSED) {
        problem->route = ROUTE_STABLE;
    }
}

static void fill_numbers(const struct draft *draft, struct problem *problem)
{
    static const int bases[] = {0, 2, 10};
    problem->log_base = bases[draft->log_base];
    problem->label_smoothing = draft->label_smoothing;
    if (is_given(draft, KEY_temperature)) {
        problem->temperature = draft->temperature;
    }
    problem->divides = is_given(draft, KEY_divide_by);
    problem->divide_by = draft->divide_by;
    problem->perplexity = draft->perplexity;
    problem->accuracy = draft->accuracy;
    problem->loss_scale = is_given(draft, KEY_loss_scale) ? draft->loss_scale : 1;
    if (is_given(draft, KEY_gamma)) {
        problem->focal.gamma = draft->gamma;
    }
    /* as in Keras, where only focal has an α of its own */
    static const double usual_alpha = 0.25;
    if (problem_loss(problem)->has_alpha && !is_given(draft, KEY_alpha)) {
        problem->focal.alpha = (struct weights){&usual_alpha, 1};
    }
}

enum { MOST_IGNORED = 100 }; /* the mask compares with each, and is explained so, term by term */

/* A number or a list of them, each once. */
static struct label_set ignored_labels(struct draft *draft)
{
    if (!is_usable(draft, KEY_ignore_label)) {
        return (struct label_set){0};
    }
    size_t size = shape_size(&draft->ignore_label->shape);
    if (size > MOST_IGNORED) {
        value_error(draft, KEY_ignore_label, _("'%s' takes at most %d labels, not %zu"),
            key_name(KEY_ignore_label), MOST_IGNORED, size);
        return (struct label_set){0};
    }
    double *all = arena_alloc(draft->arena, size, sizeof *all);
    struct label_set set = {all, 0};
    for (size_t i = 0; i < size; i++) {
        double label = 0;
        if (tensor_read(draft->ignore_label, i, 1, &label, draft->diag) &&
            !has_label(&set, label)) {
            all[set.count++] = label;
        }
    }
    return set;
}

/* The preset first, then every key that is given. */
static void fill_problem(struct draft *draft, struct problem *problem)
{
    problem->loss = (enum loss_kind)draft->loss;
    problem->dtype = (enum dtype)draft->dtype;
    problem->score_kind = score_kind(draft);
    problem->gradient = (enum gradient)draft->gradient;
    rules_apply(&rules_table[draft->rules], problem, is_given(draft, KEY_labels));
    fill_tidying(draft, problem);
    fill_numbers(draft, problem);
    if (is_given(draft, KEY_out_of_range)) {
        problem->out_of_range = (enum out_of_range)draft->out_of_range;
    }
    if (is_given(draft, KEY_average_last_axis)) {
        problem->average_last_axis = draft->average_last_axis;
    }
    if (is_given(draft, KEY_reduction)) {
        /* sum_over_batch_size, the last word of the schema, is another name for mean. */
        problem->reduction =
            draft->reduction >= REDUCTION_COUNT ? REDUCTION_MEAN : (enum reduction)draft->reduction;
    }
    if (is_given(draft, KEY_empty_mean)) {
        problem->empty_mean = (enum empty_mean)draft->empty_mean;
    }
    if (is_given(draft, KEY_ignore_label)) {
        problem->ignored = ignored_labels(draft);
    }
    problem->shift_labels = draft->shift_labels;
    static const double last = -100; /* marks the last position, as in PyTorch */
    if (problem->shift_labels && problem->ignored.count == 0) {
        problem->ignored = (struct label_set){&last, 1};
    }
}

/* Where each input's value stands, for remarks that the trace alone can make. */
static void fill_places(const struct draft *draft, struct lesson *lesson)
{
    const enum key_id keys[INPUT_COUNT] = {[INPUT_SCORES] = scores_key(lesson->problem.score_kind),
        [INPUT_LABELS] = KEY_labels,
        [INPUT_TARGETS] = is_given(draft, KEY_labels) ? KEY_labels : KEY_targets,
        [INPUT_TARGET_LOGITS] = KEY_target_logits,
        [INPUT_MASK] = KEY_mask,
        [INPUT_SAMPLE_WEIGHTS] = KEY_sample_weights};
    for (size_t i = 0; i < INPUT_COUNT; i++) {
        lesson->input_where[i] = draft->given[keys[i]].value;
    }
}

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static void fill_lesson(const struct draft *draft, struct lesson *lesson)
{
    lesson->title = or_empty(draft->title);
    lesson->written_title = lesson->title;
    lesson->summary = or_empty(draft->summary);
    lesson->written_summary = lesson->summary;
    lesson->terms = lesson->written_terms = draft->terms.list;
    lesson->section = or_empty(draft->section);
    lesson->written_section = lesson->section;
    lesson->source_note = or_empty(draft->source);
    lesson->level = (enum lesson_level)draft->level;
    lesson->rules = rules_table[draft->rules].name;
    lesson->answer_key = key_name(answer_key(draft));
    lesson->classes = lesson->written_classes = draft->classes.list;
    lesson->samples = lesson->written_samples = draft->samples.list;
    lesson->names_route = is_given(draft, KEY_route);
    lesson->precision = is_given(draft, KEY_precision) ? (int)draft->precision : -1;
    lesson->known = draft->known;
    lesson->until = is_given(draft, KEY_until) ? (int)draft->until : -1;
    lesson->questions = draft->questions;
    lesson->task = draft->task;
    lesson->expect = draft->expect.list;
    lesson->tolerance = -1;
    lesson->expect_source = or_empty(draft->expect.source);
    if (is_given(draft, KEY_expect) && draft->expect.tolerance >= 0) {
        lesson->tolerance = draft->expect.tolerance;
    }
}

/* Why names of that number were thought to fit. False: nobody knows. */
static bool hint_name_count(
    const struct draft *draft, const struct problem *problem, enum key_id key, size_t names)
{
    size_t cols = problem_classes(problem);
    bool flat = problem->scores->shape.rank == 1;
    struct where scores = draft->given[scores_key(problem->score_kind)].value;
    if (key == KEY_samples && flat && names == cols) {
        diag_hint(draft->diag,
            _("scores of the shape (%zu,) are one row; name its columns with 'classes', or write "
              "a column, [[1], [2]]"),
            cols);
        return true;
    }
    if (key == KEY_classes && problem_is_binary(problem) && flat && names == 2) {
        diag_hint(
            draft->diag, _("each column of a binary loss is a yes-or-no question with one name"));
        return true;
    }
    return key == KEY_classes && cols == 2 * names && scores.source != NULL &&
           hint_decimal_comma(draft->diag, scores.source, scores, scores);
}

static bool check_name_count(
    struct draft *draft, const struct problem *problem, enum key_id key, size_t names, size_t want)
{
    if (!is_usable(draft, key) || names == want) {
        return true;
    }
    value_error(draft, key,
        key == KEY_classes ? _("there are %zu names, but the scores have %zu classes")
                           : _("there are %zu names, but the scores have %zu rows"),
        names, want);
    if (!hint_name_count(draft, problem, key, names) && key == KEY_classes) {
        hint_class_count(draft, problem, names);
    }
    return false;
}

static bool check_names(struct draft *draft, const struct problem *problem)
{
    size_t cols = problem_classes(problem);
    size_t rows = shape_size(&problem->scores->shape) / cols;
    bool ok = check_name_count(draft, problem, KEY_classes, draft->classes.count, cols);
    return check_name_count(draft, problem, KEY_samples, draft->samples.count, rows) && ok;
}

/* When one of these was refused, what follows would judge the other keys by the wrong rules. */
static bool is_judgeable(const struct draft *draft)
{
    static const enum key_id keys[] = {KEY_loss, KEY_rules, KEY_class_axis, KEY_route,
        KEY_ignore_label, KEY_shift_labels, KEY_out_of_range, KEY_average_last_axis, KEY_clip_eps,
        KEY_clip_mode, KEY_reduction};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (draft->given[keys[i]].bad) {
            return false;
        }
    }
    return true;
}

bool draft_check(struct draft *draft, struct lesson *lesson)
{
    struct problem *problem = &lesson->problem;
    problem_init(problem);
    fill_problem(draft, problem);
    fill_lesson(draft, lesson);
    fill_places(draft, lesson);
    bool ok = check_required(draft);
    bool exclusive = check_exclusive(draft);
    if (!exclusive || !check_scores_key(draft) || !is_judgeable(draft)) {
        return false;
    }
    ok = check_effects(draft, problem) && ok;
    ok = open_data(draft, problem) && ok;
    if (problem->scores == NULL || !check_scores(draft, problem)) {
        return false;
    }
    ok = check_names(draft, problem) && ok;
    ok = check_samples(draft, lesson) && ok;
    ok = check_task(draft) && ok;
    ok = check_answers(draft, problem) && ok;
    check_sense(draft);
    ok = check_weights(draft, problem) && ok;
    lesson->axis_by_rules = draft->axis_by_rules;
    lesson->weights_by_rules = draft->weights_by_rules;
    lesson->mean_by_name =
        is_given(draft, KEY_reduction) && problem->reduction == REDUCTION_MEAN &&
        rules_table[draft->rules].labels_reduction == REDUCTION_CLASS_WEIGHTED_MEAN &&
        problem->labels != NULL && has_weights(&problem->class_weights);
    lesson->divisor_by_rules = problem->reduction == REDUCTION_CLASS_WEIGHTED_MEAN &&
                               !is_given(draft, KEY_reduction) && problem->sample_weights != NULL;
    return ok;
}
