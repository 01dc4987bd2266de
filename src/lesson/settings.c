#include "settings.h"

#include "i18n.h"

#include <string.h>

static const char *number(struct arena *arena, double value)
{
    char text[NUM_SIZE];
    return arena_strdup(arena, num_shortest(text, value, DTYPE_FLOAT64));
}

enum { LIST_MOST = 12 }; /* numbers of a list that are told one by one */

/* "[1, 3, 1]"; a single number without brackets. */
static const char *list(struct arena *arena, const struct weights *weights)
{
    if (weights->count > LIST_MOST) {
        return arena_printf(arena, _("of %zu numbers"), weights->count);
    }
    const char *text = "";
    for (size_t i = 0; i < weights->count; i++) {
        text =
            arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "", number(arena, weights->at[i]));
    }
    return weights->count > 1 ? arena_printf(arena, "[%s]", text) : text;
}

static const char *groups(struct arena *arena, const struct problem *p)
{
    size_t count = p->groups == NULL ? 0 : problem_entry_shape(p).dim[0];
    double *numbers = arena_alloc(arena, count, sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = (double)p->groups[i];
    }
    const struct weights all = {numbers, count};
    return count == 1 ? "[0]" : list(arena, &all);
}

/* Weights of 1 change nothing. */
static bool are_ones(const struct weights *weights)
{
    size_t ones = 0;
    while (ones < weights->count && weights->at[ones] == 1) {
        ones++;
    }
    return ones == weights->count;
}

/* The numbers of a tensor, when few enough to be told. */
static struct weights numbers_of(struct arena *arena, const struct tensor *tensor)
{
    if (tensor == NULL) {
        return (struct weights){0};
    }
    size_t count = shape_size(&tensor->shape);
    double *at = arena_alloc(arena, count, sizeof *at);
    struct diag none; /* written in the lesson, they can be read */
    diag_init(&none);
    (void)tensor_read(tensor, 0, count, at, &none);
    diag_release(&none);
    return (struct weights){at, count};
}

void lesson_settings(
    const struct lesson *lesson, struct setting out[SETTINGS_COUNT], struct arena *arena)
{
    const struct problem *p = &lesson->problem;
    bool focal = problem_loss(p)->focal;
    struct weights ignored = {p->ignored.at, p->ignored.count};
    struct weights pos = numbers_of(arena, p->pos_weight);
#define WORD(key) lesson_word(#key, (size_t)p->key)
    const struct setting all[] = {
        {"loss", N_("loss %s"), WORD(loss), false},
        {"route", N_("route %s"), WORD(route), p->score_kind != SCORES_LOGITS},
        {"reduction", N_("reduction %s"), WORD(reduction), false},
        {"dtype", N_("dtype %s"), WORD(dtype), false},
        {"rules", N_("rules %s"), lesson->rules, false},
        {"temperature", N_("temperature %s"), number(arena, p->temperature), p->temperature == 1},
        {"label_smoothing", N_("label_smoothing %s"), number(arena, p->label_smoothing),
            p->label_smoothing == 0},
        {"log_base", N_("log_base %s"), p->log_base == 0 ? "e" : number(arena, p->log_base),
            p->log_base == 0},
        {"class_weights", N_("class_weights %s"), list(arena, &p->class_weights),
            are_ones(&p->class_weights)},
        {"pos_weight", N_("pos_weight %s"), list(arena, &pos), are_ones(&pos)},
        {"gamma", N_("gamma %s"), number(arena, p->focal.gamma), !focal},
        {"alpha", N_("alpha %s"), list(arena, &p->focal.alpha),
            !focal || !has_weights(&p->focal.alpha)},
        {"ignore_label", N_("ignore_label %s"), list(arena, &ignored), ignored.count == 0},
        {"shift_labels", N_("shift_labels %s"), p->shift_labels ? "true" : "false",
            !p->shift_labels},
        {"normalize", N_("normalize %s"), WORD(normalize), p->normalize == NORMALIZE_NONE},
        {"clip_eps", N_("clip_eps %s"), number(arena, p->clip_eps), p->clip_eps == 0},
        {"clip_mode", N_("clip_mode %s"), WORD(clip_mode), p->clip_mode == CLIP_CLIP},
        {"out_of_range", N_("out_of_range %s"), WORD(out_of_range),
            p->out_of_range == OUT_OF_RANGE_ERROR},
        {"average_last_axis", N_("average_last_axis %s"), p->average_last_axis ? "true" : "false",
            !p->average_last_axis},
        {"empty_mean", N_("empty_mean %s"), WORD(empty_mean), p->empty_mean == EMPTY_NAN},
        {"groups", N_("groups %s"), groups(arena, p), p->groups == NULL},
        {"divide_by", N_("divide_by %s"), number(arena, p->divide_by), !p->divides},
        {"perplexity", N_("perplexity %s"), p->perplexity ? "true" : "false", !p->perplexity},
        {"loss_scale", N_("loss_scale %s"), number(arena, p->loss_scale), p->loss_scale == 1},
        {"accuracy", N_("accuracy %s"), p->accuracy ? "true" : "false", !p->accuracy},
        {"class_axis", N_("class_axis %s"), arena_printf(arena, "%zu", p->class_axis),
            p->class_axis + 1 == p->scores->shape.rank},
    };
#undef WORD
    _Static_assert(sizeof all / sizeof *all == SETTINGS_COUNT, "all settings are told");
    memcpy(out, all, sizeof all);
}
