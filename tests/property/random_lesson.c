#include "random_lesson.h"

#include "check_main.h"

#include <stdbool.h>
#include <string.h>

/* splitmix64, by Sebastiano Vigna (public domain algorithm) */
static uint64_t next(struct random *random)
{
    uint64_t z = (random->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

uint64_t random_below(struct random *random, uint64_t below)
{
    return next(random) % below;
}

static bool coin(struct random *random)
{
    return random_below(random, 2) == 0;
}

__attribute__((returns_nonnull)) static const char *one_of(
    struct random *random, const char *const *words, size_t count)
{
    return words[random_below(random, count)];
}

/* One of the words; the list must not be empty. */
#define ONE_OF(random, ...)                                                                        \
    one_of(random, (const char *const[]){__VA_ARGS__},                                             \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

struct shape_text {
    size_t rank, dim[6];
};

static void add_word(struct str *out, const char *key, const char *word)
{
    str_add(out, key);
    str_add(out, ": ");
    str_add(out, word);
    str_addc(out, '\n');
}

typedef void write_number(struct random *random, struct str *out, double parameter);

static void write_array(struct random *random, struct str *out, const struct shape_text *shape,
    size_t axis, write_number *number, double parameter)
{
    if (axis == shape->rank || axis == 6) {
        number(random, out, parameter);
        return;
    }
    str_addc(out, '[');
    for (size_t i = 0; i < shape->dim[axis]; i++) {
        str_add(out, i > 0 ? ", " : "");
        write_array(random, out, shape, axis + 1, number, parameter);
    }
    str_addc(out, ']');
}

static void write_score(struct random *random, struct str *out, double parameter)
{
    (void)parameter;
    static const char *const EXTREME[] = {"40", "-95", "110", "-740", "800", "-800", "1e300",
        "-1e300", "1e-300", "inf", "-inf", "nan", "0", "-0.0"};
    if (random_below(random, 60) == 0) {
        str_add(out, EXTREME[random_below(random, sizeof EXTREME / sizeof *EXTREME)]);
        return;
    }
    str_addf(out, "%s%d.%02d", coin(random) ? "-" : "", (int)random_below(random, 9),
        (int)random_below(random, 100));
}

static void write_probability(struct random *random, struct str *out, double parameter)
{
    (void)parameter;
    if (random_below(random, 12) == 0) {
        str_add(out, coin(random) ? "0" : "1");
    } else {
        str_addf(out, "0.%03d", 1 + (int)random_below(random, 999));
    }
}

static void write_weight(struct random *random, struct str *out, double parameter)
{
    (void)parameter;
    if (random_below(random, 8) == 0) { /* weights may cancel */
        str_add(out, coin(random) ? "1" : "-1");
        return;
    }
    str_addf(out, "%d.%d", (int)random_below(random, 3), (int)random_below(random, 10));
}

static void write_bit(struct random *random, struct str *out, double parameter)
{
    (void)parameter;
    str_add(out, coin(random) ? "1" : "0");
}

/* An integer from 0 to parameter - 1. */
static void write_label(struct random *random, struct str *out, double parameter)
{
    str_addf(out, "%d", (int)random_below(random, (uint64_t)parameter));
}

static void add_array(struct random *random, struct str *out, const char *key,
    const struct shape_text *shape, write_number *number, double parameter)
{
    str_addf(out, "%s: ", key);
    write_array(random, out, shape, 0, number, parameter);
    str_addc(out, '\n');
}

/* Targets; or a teacher's scores, whose probabilities they are. */
static void add_targets(
    struct random *random, struct str *out, const struct shape_text *shape, write_number *number)
{
    if (random_below(random, 3) == 0) {
        add_array(random, out, "target_logits", shape, write_score, 0);
    } else {
        add_array(random, out, "targets", shape, number, 0);
    }
}

static struct shape_text random_shape(struct random *random)
{
    struct shape_text shape = {.rank = 1 + random_below(random, 6)};
    for (size_t i = 0; i < shape.rank; i++) {
        shape.dim[i] = 1 + random_below(random, shape.rank > 4 ? 2 : shape.rank > 2 ? 3 : 6);
    }
    return shape;
}

static struct shape_text without(const struct shape_text *shape, size_t axis)
{
    struct shape_text rest = {0};
    for (size_t i = 0; i < shape->rank; i++) {
        if (i != axis) {
            rest.dim[rest.rank++ % 6] = shape->dim[i];
        }
    }
    return rest;
}

static void write_log_probability(struct random *random, struct str *out, double parameter)
{
    (void)parameter;
    str_addf(out, "-%d.%03d", (int)random_below(random, 6), (int)random_below(random, 1000));
}

/* Keys that turn scores into probabilities and tidy them. Returns whether there can be a gradient.
 */
static bool add_scores(struct random *random, struct str *out, const struct shape_text *shape,
    size_t axis, bool binary, const char *loss)
{
    bool nll = strcmp(loss, "nll") == 0;
    bool kl = strcmp(loss, "kl_divergence") == 0;
    if (nll || (kl && random_below(random, 3) == 0)) {
        add_array(random, out, "log_probs", shape, write_log_probability, 0);
        return true;
    }
    bool focal = strstr(loss, "focal") != NULL;
    bool hinge = strcmp(loss, "hinge") == 0;
    bool squared = strcmp(loss, "squared_error") == 0;
    bool logits = hinge || random_below(random, 3) > 0;
    const char *route = focal ? ONE_OF(random, "stable", "textbook")
                              : ONE_OF(random, "stable", "textbook", "fused");
    add_array(random, out, logits ? "logits" : "probs", shape,
        logits ? write_score : write_probability, 0);
    if (focal) {
        str_add(out, coin(random) ? "gamma: 0.5\n" : coin(random) ? "gamma: 0\n" : "");
        struct shape_text classes = {1, {shape->dim[axis]}};
        if (coin(random)) {
            str_add(out, "alpha: 0.4\n");
        } else if (coin(random)) {
            add_array(random, out, "alpha", &classes, write_probability, 0);
        }
    }
    if (hinge || squared) { /* nothing to tidy */
        str_add(out, logits && coin(random) ? "temperature: 2.5\n" : "");
        str_add(out, logits && squared && coin(random) ? "route: textbook\n" : "");
        return logits;
    }
    if (logits && coin(random)) { /* the route that the preset chooses */
        return true;
    }
    if (logits) {
        add_word(out, "route", route);
        str_add(out, coin(random) ? "temperature: 2.5\n" : "");
    }
    if (logits && route[0] == 'f') {
        return true; /* no probabilities to tidy */
    }
    bool after = !binary && random_below(random, 4) == 0;
    if (after || (!binary && coin(random))) {
        str_add(out, after ? "normalize: after_clip\n" : "normalize: before_clip\n");
    }
    if (after || coin(random)) {
        const char *mode = after ? "clip" : ONE_OF(random, "clip", "add", "clip_then_add");
        str_addf(out, "clip_eps: 1e-%d\nclip_mode: %s\n", 2 + (int)random_below(random, 6), mode);
    } else if (random_below(random, 4) == 0) {
        str_add(out, "clip_mode: log_floor\n");
    }
    return logits;
}

static void add_cross_entropy(struct random *random, struct str *out,
    const struct shape_text *shape, size_t axis, bool weights_allowed, bool labels_only,
    bool *labels)
{
    struct shape_text entries = without(shape, axis);
    double classes = (double)shape->dim[axis];
    *labels = coin(random) || labels_only;
    if (*labels) {
        add_array(random, out, "labels", &entries, write_label, classes);
    } else {
        add_targets(random, out, shape, write_probability);
    }
    if (axis + 1 != shape->rank || shape->rank > 2 ||
        coin(random)) /* PyTorch has its own default */ {
        str_addf(out, "class_axis: %d\n", coin(random) ? (int)axis : (int)axis - (int)shape->rank);
    }
    if (*labels && entries.rank > 0 && entries.dim[entries.rank - 1] > 1 && coin(random)) {
        str_add(out, "shift_labels: true\n");
    }
    if (weights_allowed && coin(random)) {
        struct shape_text weights = {1, {shape->dim[axis]}};
        add_array(random, out, "class_weights", &weights, write_weight, 0);
    }
}

static void add_binary(
    struct random *random, struct str *out, const struct shape_text *shape, size_t axis)
{
    add_targets(random, out, shape, coin(random) ? write_bit : write_probability);
    if (axis + 1 != shape->rank) {
        str_addf(out, "class_axis: %d\n", (int)axis);
    }
    if (coin(random)) { /* any shape that broadcasts */
        struct shape_text weights = *shape;
        for (size_t i = 0; i < shape->rank; i++) {
            weights.dim[i] = coin(random) ? 1 : shape->dim[i];
        }
        add_array(random, out, "pos_weight", &weights, write_weight, 0);
    }
    struct shape_text columns = {1, {shape->dim[axis]}};
    if (random_below(random, 3) == 0) {
        add_array(random, out, "class_weights", &columns, write_weight, 0);
    }
}

static void add_reduction(struct random *random, struct str *out, const struct shape_text *entries,
    bool labels, bool accuracy)
{
    if (coin(random)) {
        add_array(random, out, "mask", entries, write_bit, 0);
    }
    if (labels && coin(random)) {
        int first = (int)random_below(random, 3);
        str_addf(out, coin(random) ? "ignore_label: %d\n" : "ignore_label: [%d, -7, 1]\n", first);
    }
    if (coin(random)) {
        add_array(random, out, "sample_weights", entries, write_weight, 0);
    }
    const char *reduction = ONE_OF(random, "mean", "sum", "none", "weighted_mean", "mean_unmasked",
        "sum_by_nonzero_weights", "batch_mean", "class_weighted_mean", "mean_of_means",
        "mean_of_means");
    add_word(out, "reduction", reduction);
    bool sum = strcmp(reduction, "sum") == 0;
    bool means = strcmp(reduction, "mean_of_means") == 0;
    if (means && entries->rank > 0 && coin(random)) {
        struct shape_text first = {1, {entries->dim[0]}};
        add_array(random, out, "groups", &first, write_label, (double)entries->dim[0]);
    }
    if (sum && coin(random)) {
        str_addf(out, "divide_by: %s\n", ONE_OF(random, "3", "7.5"));
    }
    str_add(out, accuracy && coin(random) ? "accuracy: true\n" : "");
    if (strcmp(reduction, "none") != 0 && coin(random)) {
        str_addf(out, "loss_scale: %s\n", ONE_OF(random, "4", "0.25", "1024"));
    }
    if (strstr(reduction, "weight") != NULL || strstr(reduction, "unmasked") != NULL || means) {
        add_word(out, "empty_mean", ONE_OF(random, "nan", "zero"));
    }
}

void random_lesson(struct random *random, struct str *out)
{
    str_clear(out);
    bool binary = random_below(random, 3) == 0;
    const char *loss =
        binary ? ONE_OF(random, "binary_cross_entropy", "binary_cross_entropy", "binary_focal")
               : ONE_OF(random, "cross_entropy", "cross_entropy", "nll", "kl_divergence", "focal",
                     "squared_error", "hinge");
    bool kl = strcmp(loss, "kl_divergence") == 0;
    bool squared = strcmp(loss, "squared_error") == 0;
    bool hinge = strcmp(loss, "hinge") == 0;
    bool average = binary && coin(random);
    bool labels = false;
    struct shape_text shape = random_shape(random);
    size_t axis = random_below(random, shape.rank);
    str_add(out, "---\nformat: 1\ntitle: random\n");
    add_word(out, "loss", loss);
    add_word(out, "dtype", ONE_OF(random, "float64", "float32", "float16", "bfloat16"));
    const char *rules = ONE_OF(random, "plain", "plain", "keras", "tf_keras", "tf1", "onnx",
        "optax", "pytorch", "sklearn");
    bool elements = squared || (kl && strcmp(rules, "pytorch") == 0);
    add_word(out, "rules", rules);
    bool gradient = add_scores(random, out, &shape, axis, binary, loss);
    if (binary) {
        add_binary(random, out, &shape, axis);
    } else {
        add_cross_entropy(random, out, &shape, axis, !kl && !squared && !hinge, hinge, &labels);
    }
    if (binary) {
        str_addf(out, "average_last_axis: %s\n", average ? "true" : "false");
    }
    str_add(out, coin(random) ? "label_smoothing: 0.1\n" : "");
    add_word(out, "log_base", squared || hinge ? "e" : ONE_OF(random, "e", "2", "10"));
    const char *asked = coin(random) ? "gradient: steps\n" : gradient ? "gradient: true\n" : "";
    str_add(out, asked);
    struct shape_text entries = (binary && !average) || elements ? shape : without(&shape, axis);
    add_reduction(random, out, &entries, labels, !squared && !kl);
    str_add(out, "---\n");
}

struct lesson *random_lesson_read(const struct str *text)
{
    struct diag diag;
    struct str report;
    diag_init(&diag);
    str_init(&report);
    struct lesson *lesson =
        lesson_parse("random.md", NULL, text->data, text->len, NULL, 0, NULL, &diag);
    diag_print(&diag, &report);
    ck_assert_msg(lesson != NULL, "no valid lesson:\n%s%s", report.data, text->data);
    str_release(&report);
    diag_release(&diag);
    return lesson;
}
