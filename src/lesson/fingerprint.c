#include "fingerprint.h"

#include "hash.h"

static uint64_t add(uint64_t hash, const char *name, double value, double usual)
{
    return value == usual ? hash : hash_number(hash_text(hash, name), value);
}

static uint64_t add_list(uint64_t hash, const char *name, const double *at, size_t count)
{
    if (at == NULL) {
        return hash;
    }
    hash = hash_number(hash_text(hash, name), (double)count);
    for (size_t i = 0; i < count; i++) {
        hash = hash_number(hash, at[i]);
    }
    return hash;
}

static uint64_t add_inputs(uint64_t hash, const struct problem *problem)
{
    static const char *const names[INPUT_COUNT] = {
        "scores", "labels", "targets", "target_logits", "mask", "sample_weights"};
    for (int i = 0; i < INPUT_COUNT; i++) {
        const struct tensor *tensor = problem_input(problem, (enum input)i);
        if (tensor != NULL) {
            hash = tensor_hash(tensor, hash_text(hash, names[i]));
        }
    }
    return problem->pos_weight == NULL
               ? hash
               : tensor_hash(problem->pos_weight, hash_text(hash, "pos_weight"));
}

static uint64_t add_settings(uint64_t hash, const struct problem *problem)
{
    struct problem usual;
    problem_init(&usual);
#define SETTING(name) hash = add(hash, #name, (double)problem->name, (double)usual.name)
    SETTING(score_kind);
    SETTING(shift_labels);
    SETTING(dtype);
    SETTING(route);
    SETTING(temperature);
    SETTING(label_smoothing);
    SETTING(log_base);
    SETTING(normalize);
    SETTING(clip_eps);
    SETTING(clip_mode);
    SETTING(out_of_range);
    SETTING(smooth_by_class);
    SETTING(smooth_second_axis);
    SETTING(mask_is_weight);
    SETTING(elementwise);
    SETTING(average_last_axis);
    SETTING(binary_form);
    SETTING(reduction);
    SETTING(empty_mean);
    SETTING(divides);
    SETTING(divide_by);
    SETTING(perplexity);
    SETTING(loss_scale);
    SETTING(accuracy);
    SETTING(focal.gamma);
    SETTING(gradient);
#undef SETTING
    return hash;
}

uint64_t fingerprint(const struct problem *problem)
{
    uint64_t hash = hash_text(HASH_START, problem_loss(problem)->name);
    hash = hash_number(hash, (double)problem->class_axis);
    hash = add_settings(add_inputs(hash, problem), problem);
    hash = add_list(hash, "ignored", problem->ignored.at, problem->ignored.count);
    hash = add_list(hash, "class_weights", problem->class_weights.at, problem->class_weights.count);
    hash = add_list(hash, "alpha", problem->focal.alpha.at, problem->focal.alpha.count);
    if (problem->groups != NULL) {
        hash = hash_text(hash, "groups");
        size_t entries = problem_entry_shape(problem).dim[0];
        for (size_t i = 0; i < entries; i++) {
            hash = hash_number(hash, (double)problem->groups[i]);
        }
    }
    return hash != 0 ? hash : 1;
}
