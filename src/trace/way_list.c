/* Which ways there are of computing a lesson, the likeliest first. */
#include "ways.h"

#include "change.h"
#include "rules.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static struct way *add(struct ways *ways, enum slip slip)
{
    if (ways->count == WAYS_MOST) {
        abort(); /* a list that does not fit is a mistake of the program */
    }
    struct way *way = &ways->all[ways->count++];
    *way = (struct way){.slip = slip, .parameter = 1};
    return way;
}

static struct way *add_set(struct ways *ways, enum slip slip, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static struct way *add_set(struct ways *ways, enum slip slip, const char *format, ...)
{
    struct str text;
    va_list args;
    struct way *way = add(ways, slip);
    str_init(&text);
    va_start(args, format);
    str_vaddf(&text, format, args);
    va_end(args);
    way->sets[0] = arena_strndup(&ways->arena, text.data, text.len);
    str_release(&text);
    return way;
}

static void add_inputs(struct ways *ways, enum slip slip,
    bool (*inputs)(struct lesson *, double, struct arena *), double parameter, const char *code)
{
    struct way *way = add(ways, slip);
    way->inputs = inputs;
    way->parameter = parameter;
    way->code = code;
}

static void add_number(struct ways *ways, enum slip slip, enum stage_id stage,
    bool (*number)(struct trace *, double, double *), double parameter, const char *code)
{
    struct way *way = add(ways, slip);
    way->number = number;
    way->stage = stage;
    way->parameter = parameter;
    way->code = code;
}

/* A number as a lesson writes it. */
static const char *shortest(struct ways *ways, double value)
{
    char text[NUM_SIZE];
    return arena_strdup(&ways->arena, num_shortest(text, value, DTYPE_FLOAT64));
}

/* Every word of a key but the lesson's own. */
static void add_words(struct ways *ways, enum slip slip, const char *key, size_t own)
{
    const char *const *words = lesson_words(key);
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], lesson_word(key, own)) != 0) {
            (void)add_set(ways, slip, "%s=%s", key, words[i]);
        }
    }
}

static void add_reductions(struct ways *ways, const struct problem *p)
{
    if (p->reduction != REDUCTION_SUM) {
        (void)add_set(ways, SLIP_not_divided, "reduction=sum");
    }
    if (p->reduction == REDUCTION_MEAN_OF_MEANS) { /* the sum of the means, too */
        add_number(ways, SLIP_not_divided, ID_divisor, way_total, 1, NULL);
    }
    if (p->reduction == REDUCTION_SUM || p->reduction == REDUCTION_NONE) {
        (void)add_set(ways, SLIP_divided, "reduction=mean");
    }
    add_number(ways, SLIP_divided_by_all, ID_divisor, way_total_by_all, 1, NULL);
    add_number(ways, SLIP_divided_by_kept, ID_divisor, way_total_by_kept, 1, NULL);
    bool weighs = p->sample_weights != NULL || has_weights(&p->class_weights);
    if (p->reduction != REDUCTION_WEIGHTED_MEAN && weighs) {
        (void)add_set(ways, SLIP_divided_by_weights, "reduction=weighted_mean");
    }
    add_number(ways, SLIP_divided_by_weights, ID_divisor, way_total_by_target_weights, 1,
        "total / (targets * weights).sum()");
    const char *const *words = lesson_words("reduction");
    for (size_t i = 0; words[i] != NULL; i++) {
        bool said = strcmp(words[i], "sum") == 0 || strcmp(words[i], "none") == 0 ||
                    (weighs && strcmp(words[i], "weighted_mean") == 0) ||
                    strcmp(words[i], "mean_of_means") == 0;
        if (!said && strcmp(words[i], lesson_word("reduction", p->reduction)) != 0) {
            (void)add_set(ways, SLIP_other_reduction, "reduction=%s", words[i]);
        }
    }
}

static void add_left_out(struct ways *ways, const struct problem *p)
{
    if (p->mask != NULL) {
        (void)add_set(ways, SLIP_mask_forgotten, "mask=");
    }
    if (p->ignored.count > 0) {
        (void)add_set(ways, SLIP_mask_forgotten, "ignore_label=");
    } else if (p->labels != NULL) {
        (void)add_set(ways, SLIP_class_ignored, "ignore_label=0");
        (void)add_set(ways, SLIP_class_ignored, "ignore_label=%zu", problem_classes(p) - 1);
    }
    if (has_weights(&p->class_weights)) {
        (void)add_set(ways, SLIP_weights_forgotten, "class_weights=");
    }
    if (p->pos_weight != NULL) {
        (void)add_set(ways, SLIP_weights_forgotten, "pos_weight=");
    }
    if (p->sample_weights != NULL) {
        (void)add_set(ways, SLIP_weights_forgotten, "sample_weights=");
    }
}

/* What is done to probabilities before the logarithm. From scores, too: who takes softmax first and
 * gives its result to a loss of probabilities gets what that loss does to them. */
static void add_tidies(struct ways *ways, const struct problem *p)
{
    static const struct {
        const char *eps;
        enum clip_mode mode;
        enum slip slip;
    } tidies[] = {
        {"1e-07", CLIP_CLIP, SLIP_clipped},
        {"1.0000000116860974e-07", CLIP_CLIP, SLIP_clipped}, /* 1e-7 in float32 */
        {"1e-08", CLIP_CLIP, SLIP_clipped}, {"1e-12", CLIP_CLIP, SLIP_clipped},
        {"1e-15", CLIP_CLIP, SLIP_clipped}, {"2.220446049250313e-16", CLIP_CLIP, SLIP_clipped},
        {"1e-07", CLIP_ADD, SLIP_eps_added}, {"1e-08", CLIP_ADD, SLIP_eps_added},
        {"1e-10", CLIP_ADD, SLIP_eps_added}, {"1e-12", CLIP_ADD, SLIP_eps_added},
        {"1e-07", CLIP_CLIP_THEN_ADD, SLIP_clipped}, /* where nothing is clipped, it adds alone */
    };
    if (p->clip_eps > 0 || p->clip_mode == CLIP_LOG_FLOOR) {
        add_set(ways, SLIP_not_clipped, "clip_eps=")->sets[1] = "clip_mode=";
    }
    for (size_t i = 0; i < sizeof tidies / sizeof *tidies; i++) {
        struct way *way = add_set(ways, tidies[i].slip, "clip_eps=%s", tidies[i].eps);
        size_t used = 1;
        if (p->clip_mode != tidies[i].mode) {
            way->sets[used++] = arena_printf(
                &ways->arena, "clip_mode=%s", lesson_word("clip_mode", tidies[i].mode));
        }
        way->sets[used] = p->route == ROUTE_FUSED ? "route=stable" : NULL;
    }
    if (p->normalize == NORMALIZE_NONE) {
        (void)add_set(ways, SLIP_normalized, "normalize=before_clip");
    }
}

static void add_settings(struct ways *ways, const struct problem *p)
{
    if (p->label_smoothing > 0) {
        double classes = (double)problem_classes(p);
        (void)add_set(ways, SLIP_smoothing_forgotten, "label_smoothing=");
        (void)add_set(ways, SLIP_smoothing_of_others, "label_smoothing=%s",
            shortest(ways, p->label_smoothing * classes / (classes - 1)));
    }
    if (p->temperature != 1) {
        (void)add_set(ways, SLIP_temperature_forgotten, "temperature=");
        (void)add_set(ways, SLIP_temperature_multiplied, "temperature=%s",
            shortest(ways, 1 / p->temperature));
    }
    if (p->loss_scale != 1) {
        (void)add_set(ways, SLIP_scale_forgotten, "loss_scale=");
    }
    if (p->temperature != 1 && p->loss_scale != p->temperature * p->temperature) {
        (void)add_set(ways, SLIP_scaled_by_temperature, "loss_scale=%s",
            shortest(ways, p->temperature * p->temperature));
    }
    if (p->log_base != 0) {
        (void)add_set(ways, SLIP_natural_log, "log_base=");
    }
    if (p->log_base != 2) {
        (void)add_set(ways, SLIP_log2_taken, "log_base=2");
    }
    if (p->log_base != 10) {
        (void)add_set(ways, SLIP_log10_taken, "log_base=10");
    }
    for (size_t axis = 0; axis < p->scores->shape.rank; axis++) {
        if (axis != p->class_axis && !problem_is_binary(p)) {
            (void)add_set(ways, SLIP_other_class_axis, "class_axis=%zu", axis);
        }
    }
    add_words(ways, SLIP_low_precision, "dtype", p->dtype);
    add_words(ways, SLIP_other_route, "route", p->route);
    add_tidies(ways, p);
}

/* The presets; once with what the lesson says of its reduction, and once with their own. */
static void add_rules(struct ways *ways, const struct trace *own)
{
    const struct lesson *lesson = trace_lesson(own);
    for (size_t i = 0; i < RULES_COUNT; i++) {
        if (strcmp(rules_table[i].name, lesson->rules) != 0) {
            struct way *way = add_set(ways, SLIP_other_rules, "rules=%s", rules_table[i].name);
            way->rules = rules_table[i].name;
        }
    }
    for (size_t i = 0; i < RULES_COUNT; i++) {
        struct way *way = add_set(ways, SLIP_other_rules, "reduction=");
        way->sets[1] = arena_printf(&ways->arena, "rules=%s", rules_table[i].name);
        way->sets[2] = lesson->problem.groups != NULL ? "groups=" : NULL;
        way->rules = rules_table[i].name;
    }
}

/* Labels of causal models, which some shift in the data and some in the model. */
static void add_shifts(struct ways *ways, const struct problem *p)
{
    (void)add_set(ways, p->shift_labels ? SLIP_shift_forgotten : SLIP_labels_shifted,
        p->shift_labels ? "shift_labels=" : "shift_labels=true");
    add_inputs(ways, SLIP_labels_shifted, way_labels_shifted, -1,
        "logits[..., 1:, :] with labels[..., :-1]");
    add_inputs(ways, SLIP_labels_shifted_twice, way_labels_shifted, p->shift_labels ? 1 : 2,
        "logits[..., :-2, :] with labels[..., 2:]");
}

enum { SPLIT_MOST = 16 }; /* entries of a batch that is split into micro-batches */

/* Micro-batches of so many entries, the last of what is left: an accumulation of their gradients is
 * that of the mean of their means. */
static void add_micro_batches(struct ways *ways, const struct problem *p)
{
    struct shape losses = problem_entry_shape(p);
    size_t entries = losses.rank == 0 ? 0 : losses.dim[0];
    for (size_t size = 2; size < entries && entries <= SPLIT_MOST; size++) {
        struct way *way = add_set(ways, SLIP_mean_of_means, "reduction=mean_of_means");
        struct str text;
        str_init(&text);
        for (size_t i = 0; i < entries; i++) {
            str_addf(&text, "%s%zu", i == 0 ? "groups=[" : ", ", i / size);
        }
        way->sets[1] = arena_printf(&ways->arena, "%s]", text.data);
        str_release(&text);
    }
}

static void add_accuracy(struct ways *ways, double parameter)
{
    struct way *way = add_set(ways, SLIP_accuracy, "accuracy=true");
    way->number = way_accuracy;
    way->stage = ID_accuracy;
    way->parameter = parameter;
}

/* Has an entry of the losses' first axis several losses, so that its mean is one? */
static bool has_axes(const struct problem *p)
{
    struct shape losses = problem_entry_shape(p);
    return p->groups != NULL ||
           (losses.rank > 1 && losses.dim[0] > 1 && losses.dim[0] < shape_size(&losses));
}

void ways_list(struct ways *ways, const struct trace *own)
{
    const struct problem *p = &trace_lesson(own)->problem;
    ways->count = 0;
    arena_init(&ways->arena);
    bool binary = problem_is_yes_or_no(p);
    add_number(ways, SLIP_minus, ID_loss, way_negative, 1, NULL);
    add_reductions(ways, p);
    add_left_out(ways, p);
    add_rules(ways, own);
    if (p->reduction != REDUCTION_MEAN_OF_MEANS && has_axes(p)) {
        (void)add_set(ways, SLIP_mean_of_means, "reduction=mean_of_means");
    }
    add_micro_batches(ways, p);
    add_number(ways, SLIP_divided_by_classes, ID_divisor, way_by_classes, 1,
        "one_hot * log_softmax(...) and .mean() of all");
    add_settings(ways, p);
    add_inputs(ways, binary ? SLIP_sigmoid_twice : SLIP_softmax_twice, way_scores_softmaxed, 1,
        binary ? "F.binary_cross_entropy_with_logits(torch.sigmoid(logits), targets)"
               : "F.cross_entropy(torch.softmax(logits, -1), labels)");
    add_inputs(ways, binary ? SLIP_sigmoid_twice : SLIP_softmax_twice, way_probs_as_scores, 1,
        "F.cross_entropy(probs, labels)");
    for (size_t axis = 0; axis + 1 < p->scores->shape.rank; axis++) {
        add_inputs(ways, SLIP_other_class_axis, way_softmax_along, (double)axis,
            "torch.log_softmax(logits, 0)");
    }
    add_inputs(ways, SLIP_no_softmax, way_scores_as_log_probs, 1, "F.nll_loss(logits, labels)");
    add_inputs(ways, SLIP_score_for_probability, way_scores_as_probs, 1,
        "F.nll_loss(torch.log(logits), labels)");
    add_inputs(ways, SLIP_no_log, way_no_log, 1, "F.nll_loss(torch.softmax(logits, -1), labels)");
    add_inputs(ways, SLIP_probs_for_logs, way_probs_as_logs, 1, "F.kl_div(probs, targets)");
    add_inputs(ways, SLIP_whole_weighted, way_whole_weighted, 1,
        "(1 + (pos_weight - 1) * targets) * loss");
    add_inputs(ways, SLIP_positives_alone, way_positives_alone, 1, "-targets * torch.log(probs)");
    add_inputs(ways, SLIP_log_floor, way_log_floor, 1,
        "F.binary_cross_entropy(torch.sigmoid(logits), targets)");
    add_inputs(ways, SLIP_arguments_exchanged, way_arguments_exchanged, 1, "loss(targets, probs)");
    add_inputs(ways, SLIP_targets_exchanged, way_targets_exchanged, 1, "1 - targets");
    add_inputs(ways, SLIP_teacher_scores, way_teacher_scores, 0,
        "teacher_logits in the place of softmax(teacher_logits / T)");
    add_inputs(ways, SLIP_teacher_untempered, way_teacher_scores, 1,
        "softmax(logits / T) with softmax(teacher_logits)");
    add_inputs(ways, SLIP_labels_moved, way_labels_moved, 1, "labels + 1");
    add_inputs(ways, SLIP_labels_moved, way_labels_moved, -1, "labels - 1");
    add_inputs(ways, SLIP_labels_from_end, way_labels_from_end, 1, "classes - 1 - labels");
    add_inputs(ways, SLIP_labels_predicted, way_labels_predicted, 1, "logits.argmax(-1)");
    add_shifts(ways, p);
    add_inputs(ways, SLIP_broadcast, way_broadcast, 1,
        "logits of shape (N,) beside targets of shape (N, 1)");
    add_inputs(ways, SLIP_one_hot_binary, way_one_hot_binary, 1,
        "F.binary_cross_entropy_with_logits(logits, F.one_hot(labels))");
    if (p->labels == NULL) { /* after what says more of it: a part that was left out */
        add_words(ways, SLIP_other_loss, "loss", p->loss);
    }
    add_number(ways, SLIP_perplexity, ID_loss, way_exponential, 1, "torch.exp(loss)");
    add_number(ways, SLIP_mean_of_exponentials, ID_perplexity, way_mean_exponential, 1,
        "torch.exp(losses).mean()");
    add_number(ways, SLIP_mean_probability, ID_loss, way_exponential, -1, "torch.exp(-loss)");
    add_accuracy(ways, 1);
    add_accuracy(ways, 100); /* in percent */
    add_number(ways, SLIP_halved, ID_loss, way_times, 0.5, "loss / 2");
    add_number(ways, SLIP_halved, ID_loss, way_times, 2, "2 * loss");
}

void ways_release(struct ways *ways)
{
    arena_release(&ways->arena);
    ways->count = 0;
}
