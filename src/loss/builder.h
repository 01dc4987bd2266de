/* Building recipes: each function adds stages to the list and returns their indices. Internal to
 * this layer. */
#ifndef LOSSWALK_BUILDER_H
#define LOSSWALK_BUILDER_H

#include "recipe.h"

struct builder {
    struct recipe *recipe;
    const struct problem *problem;
    struct arena *arena;
};

/* A stage computed by op from up to three earlier stages (STAGE_NONE: that input is absent). */
size_t build_stage(
    struct builder *b, enum stage_id id, const struct op *op, size_t in0, size_t in1, size_t in2);
/* A stage that is read from a tensor whose C order is that of the stage's rows. */
size_t build_input(struct builder *b, enum stage_id id, const struct tensor *tensor);
/* The same of a tensor that has the axes of the scores, or, in a column, all but the classes'. */
size_t build_entries(
    struct builder *b, enum stage_id id, const struct tensor *tensor, enum stage_form form);
/* The stage just named, to set what is special about it. */
struct stage *build_at(struct builder *b, size_t index);
/* Another form than the id's usual one. */
void build_form(struct builder *b, size_t index, enum stage_form form);
/* One more input, in a given slot. */
void build_in(struct builder *b, size_t index, size_t slot, size_t in);

/* Parts that losses are made of. */
void build_scores(struct builder *b);  /* logits or probs, as rows */
void build_targets(struct builder *b); /* labels or targets as given */
/* The same of what belongs to a label: where labels shift, that of the next position, and 0 for the
 * last. */
size_t build_of_labels(
    struct builder *b, enum stage_id id, const struct tensor *tensor, enum stage_form form);
size_t build_temperature(struct builder *b, enum group group);
size_t build_softmax(struct builder *b); /* probabilities; on the fused route their logarithms */
size_t build_sigmoid(struct builder *b);
size_t build_target_numbers(struct builder *b);     /* as given, or the teacher's probabilities */
size_t build_target_rows(struct builder *b);        /* those, or one-hot; smoothed */
size_t build_tidy(struct builder *b, size_t probs); /* normalise and clip */
size_t build_smoothing(struct builder *b, size_t target, double classes);
size_t build_log(struct builder *b, size_t probs);
/* log p as the lesson takes it, "log({0} + eps)": of any text in the place of {0}. */
const char *log_formula(const struct builder *b, const char *of);
/* p and log p of a binary loss's scores; of -z with `complement`. The logarithm outlives p. */
size_t build_sigmoid_of(struct builder *b, size_t scores, bool complement);
size_t build_sigmoid_log(struct builder *b, size_t sigmoid);
void build_reduction(struct builder *b, size_t entries); /* mask, weights, total, divisor, loss */
void build_way_back(struct builder *b);                  /* d_ID for all that the scores move */
void build_accuracy(struct builder *b); /* what the scores say, and how often it is right */
enum stage_id build_back_of(enum stage_id kind); /* ID_d_log of ID_log */

/* The recipes that loss.def names. */
typedef void recipe_function(struct builder *b);
#define LOSS(name, kind, recipe, ...) recipe_function recipe;
#include "loss.def"
#undef LOSS

#endif
