/* From what was written to a lesson that can be computed: everything that holds between keys. */
#include "front_matter.h"

#include "i18n.h"
#include "num.h"

#include <stdlib.h>
#include <string.h>

/* What the schema accepts and the recipes do not have yet: lift it here. */
static bool check_supported(const struct draft *draft)
{
    static const enum loss_kind later[] = {
        LOSS_NLL, LOSS_KL_DIVERGENCE, LOSS_FOCAL, LOSS_BINARY_FOCAL};
    bool ok = true;
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        if (draft->loss == (int)later[i]) {
            static const char *const names[] = {"nll", "kl_divergence", "focal", "binary_focal"};
            value_error(draft, KEY_loss, _("loss: %s is not supported yet"), names[i]);
            ok = false;
        }
    }
    if (draft->rules != 0) {
        value_error(draft, KEY_rules, _("rules other than plain are not supported yet"));
        ok = false;
    }
    if (is_given(draft, KEY_log_probs)) {
        key_error(draft, KEY_log_probs, _("log_probs is not supported yet"));
        ok = false;
    }
    return ok;
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
        diag_hint(draft->diag, _("keep one of them"));
        ok = false;
    }
    if (first == count && !draft->incomplete) {
        diag_error(draft->diag, draft->front, _("the lesson needs '%s' or '%s'"), key_name(keys[0]),
            key_name(keys[1]));
    }
    return ok && first < count;
}

static bool check_exclusive(const struct draft *draft)
{
    static const enum key_id scores[] = {KEY_logits, KEY_probs, KEY_log_probs};
    static const enum key_id answers[] = {KEY_labels, KEY_targets};
    bool ok = check_one_of(draft, scores, 3);
    return check_one_of(draft, answers, 2) && ok;
}

/* Keys whose value is copied into the problem as it is. */
static void fill_problem(const struct draft *draft, struct problem *problem)
{
    static const int bases[] = {0, 2, 10};
    problem->loss = (enum loss_kind)draft->loss;
    problem->dtype = (enum dtype)draft->dtype;
    problem->route = (enum route)draft->route;
    problem->log_base = bases[draft->log_base];
    problem->normalize = (enum normalize)draft->normalize;
    problem->clip_mode = (enum clip_mode)draft->clip_mode;
    problem->clip_eps = draft->clip_eps;
    problem->out_of_range = (enum out_of_range)draft->out_of_range;
    problem->average_last_axis = draft->average_last_axis;
    /* sum_over_batch_size, the last word of the schema, is another name for mean. */
    problem->reduction =
        draft->reduction > REDUCTION_BATCH_MEAN ? REDUCTION_MEAN : (enum reduction)draft->reduction;
    problem->empty_mean = (enum empty_mean)draft->empty_mean;
    problem->gradient = draft->gradient;
    problem->has_ignore_label = is_given(draft, KEY_ignore_label);
    problem->ignore_label = draft->ignore_label;
    problem->label_smoothing = draft->label_smoothing;
    if (is_given(draft, KEY_temperature)) {
        problem->temperature = draft->temperature;
    }
    if (is_given(draft, KEY_gamma)) {
        problem->gamma = draft->gamma;
    }
    if (is_given(draft, KEY_alpha)) {
        problem->alpha = draft->alpha;
    }
}

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static void fill_lesson(const struct draft *draft, struct lesson *lesson)
{
    lesson->title = or_empty(draft->title);
    lesson->summary = or_empty(draft->summary);
    lesson->section = or_empty(draft->section);
    lesson->source_note = or_empty(draft->source);
    lesson->level = (enum lesson_level)draft->level;
    lesson->rules = "plain";
    lesson->classes = draft->classes.list;
    lesson->samples = draft->samples.list;
    lesson->precision = is_given(draft, KEY_precision) ? (int)draft->precision : -1;
    lesson->questions = draft->questions;
    lesson->expect = draft->expect.list;
    lesson->tolerance = 1e-9;
    lesson->expect_source = or_empty(draft->expect.source);
    if (is_given(draft, KEY_expect) && draft->expect.tolerance >= 0) {
        lesson->tolerance = draft->expect.tolerance;
    }
}

static bool check_count(const struct draft *draft, enum key_id key, size_t names, size_t want)
{
    if (!is_usable(draft, key) || names == want) {
        return true;
    }
    value_error(draft, key,
        key == KEY_classes ? _("there are %zu names, but the scores have %zu classes")
                           : _("there are %zu names, but the scores have %zu rows"),
        names, want);
    return false;
}

static bool check_names(const struct draft *draft, const struct problem *problem)
{
    size_t cols = problem_classes(problem);
    size_t rows = shape_size(&problem->scores->shape) / cols;
    bool ok = check_count(draft, KEY_classes, draft->classes.count, cols);
    return check_count(draft, KEY_samples, draft->samples.count, rows) && ok;
}

/* When one of these was refused, what follows would judge the other keys by the wrong rules. */
static bool is_judgeable(const struct draft *draft)
{
    static const enum key_id keys[] = {KEY_loss, KEY_class_axis, KEY_route, KEY_ignore_label,
        KEY_out_of_range, KEY_average_last_axis, KEY_clip_eps, KEY_clip_mode, KEY_reduction};
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
    bool ok = check_required(draft);
    bool exclusive = check_exclusive(draft);
    if (!check_supported(draft) || !exclusive || !is_judgeable(draft)) {
        return false;
    }
    ok = check_effects(draft, problem) && ok;
    ok = open_data(draft, problem) && ok;
    if (problem->scores == NULL || !check_scores(draft, problem)) {
        return false;
    }
    ok = check_names(draft, problem) && ok;
    ok = check_answers(draft, problem) && ok;
    return check_weights(draft, problem) && ok;
}
