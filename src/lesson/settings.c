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
        {"loss", WORD(loss), false},
        {"route", WORD(route), p->score_kind != SCORES_LOGITS},
        {"reduction", WORD(reduction), false},
        {"dtype", WORD(dtype), false},
        {"rules", lesson->rules, false},
        {"temperature", number(arena, p->temperature), p->temperature == 1},
        {"label_smoothing", number(arena, p->label_smoothing), p->label_smoothing == 0},
        {"log_base", p->log_base == 0 ? "e" : number(arena, p->log_base), p->log_base == 0},
        {"class_weights", list(arena, &p->class_weights), are_ones(&p->class_weights)},
        {"pos_weight", list(arena, &pos), are_ones(&pos)},
        {"gamma", number(arena, p->focal.gamma), !focal},
        {"alpha", list(arena, &p->focal.alpha), !focal || !has_weights(&p->focal.alpha)},
        {"ignore_label", list(arena, &ignored), ignored.count == 0},
        {"shift_labels", p->shift_labels ? "true" : "false", !p->shift_labels},
        {"normalize", WORD(normalize), p->normalize == NORMALIZE_NONE},
        {"clip_eps", number(arena, p->clip_eps), p->clip_eps == 0},
        {"clip_mode", WORD(clip_mode), p->clip_mode == CLIP_CLIP},
        {"out_of_range", WORD(out_of_range), p->out_of_range == OUT_OF_RANGE_ERROR},
        {"average_last_axis", p->average_last_axis ? "true" : "false", !p->average_last_axis},
        {"empty_mean", WORD(empty_mean), p->empty_mean == EMPTY_NAN},
        {"groups", groups(arena, p), p->groups == NULL},
        {"divide_by", number(arena, p->divide_by), !p->divides},
        {"perplexity", p->perplexity ? "true" : "false", !p->perplexity},
        {"loss_scale", number(arena, p->loss_scale), p->loss_scale == 1},
        {"accuracy", p->accuracy ? "true" : "false", !p->accuracy},
        {"class_axis", arena_printf(arena, "%zu", p->class_axis),
            p->class_axis + 1 == p->scores->shape.rank},
    };
#undef WORD
    _Static_assert(sizeof all / sizeof *all == SETTINGS_COUNT, "all settings are told");
    memcpy(out, all, sizeof all);
}
