/* Finding what is remarkable about a cell, and saying so in a sentence. */
#include "finding_impl.h"

#include "i18n.h"
#include "safe_log.h"
#include "ways.h"

#include <math.h>
#include <string.h>

const char *const finding_ids[FINDING_COUNT] = {
#define FINDING(kind, text) #kind,
#include "finding.def"
#undef FINDING
};

static const char *const TEXTS[FINDING_COUNT] = {
#define FINDING(kind, text) text,
#include "finding.def"
#undef FINDING
};

double finding_input(const struct cell *cell, size_t slot)
{
    size_t from = cell->stage->in[slot];
    size_t width = cell->trace->recipe.stages[from].width;
    return trace_cell(cell->trace, from, cell->row, width == 1 ? 0 : cell->col);
}

static enum finding_kind of_log(const struct cell *cell)
{
    if (cell->trace->lesson->problem.clip_mode == CLIP_LOG_FLOOR && cell->value == LOG_FLOOR) {
        return FINDING_log_floored;
    }
    bool by_score = cell->stage->op == &op_score_log && isfinite(cell->value);
    if (by_score && finding_input(cell, 0) <= cell->stage->args.of.score_log.tiny) {
        return FINDING_log_from_score;
    }
    if (isinf(cell->value) && cell->value < 0 && finding_input(cell, 0) == 0) {
        return FINDING_log_of_zero;
    }
    return isnan(cell->value) && finding_input(cell, 0) < 0 ? FINDING_log_of_negative
                                                            : FINDING_NONE;
}

static enum finding_kind of_exp(const struct cell *cell)
{
    if (isinf(cell->value)) {
        return FINDING_exp_overflow;
    }
    return cell->value == 0 && isfinite(finding_input(cell, 0)) ? FINDING_exp_underflow
                                                                : FINDING_NONE;
}

static double of_stage(const struct cell *cell, size_t stage)
{
    return trace_cell(cell->trace, stage, cell->row, cell->col);
}

/* A focal factor that is no number: a probability outside of 0 to 1 has something negative to the
 * power of gamma. */
static bool is_power_of_negative(const struct cell *cell)
{
    if (cell->stage->op != &op_focal_product) {
        return false;
    }
    double p = finding_input(cell, 3);
    double gamma = cell->stage->args.of.product.focal.gamma;
    return (p < 0 || p > 1) && gamma != trunc(gamma);
}

/* 0 × infinity: NaN out of inputs none of which is NaN. */
static enum finding_kind of_product(const struct cell *cell)
{
    if (cell->value == 0 && signbit(cell->value)) {
        return FINDING_negative_zero;
    }
    if (!isnan(cell->value)) {
        return FINDING_NONE;
    }
    for (size_t slot = 0; slot < 3; slot++) {
        if (cell->stage->in[slot] != STAGE_NONE && isnan(finding_input(cell, slot))) {
            return FINDING_NONE;
        }
    }
    return is_power_of_negative(cell) ? FINDING_power_of_negative : FINDING_zero_times_infinity;
}

/* Of integer labels: what is not picked, where a product would say something else. Where scores
 * are compared as they are, each class has a term of its own. */
static enum finding_kind of_class_term(const struct cell *cell)
{
    const struct problem *problem = &cell->trace->lesson->problem;
    bool picks = problem->labels != NULL && !problem_loss(problem)->raw_scores;
    bool unpicked = picks && cell->value == 0 && finding_input(cell, 1) == 0;
    return unpicked && !isfinite(finding_input(cell, 0)) ? FINDING_not_picked : of_product(cell);
}

/* 1 - p as the loss has it, of the p that it has: its own stage, or rounded to the lesson's dtype.
 */
static double complement(const struct cell *cell, double p)
{
    size_t stage = recipe_find(&cell->trace->recipe, ID_complement);
    return stage == STAGE_NONE ? num_store(1 - p, cell->trace->lesson->problem.dtype)
                               : of_stage(cell, stage);
}

/* A loss of yes and no: what is lost in p and 1 - p. */
static enum finding_kind of_element(const struct cell *cell)
{
    const struct recipe *recipe = &cell->trace->recipe;
    const struct problem *problem = &cell->trace->lesson->problem;
    bool logits = problem->score_kind == SCORES_LOGITS;
    double score = of_stage(cell, recipe->scores);
    if (isnan(cell->value) && logits && isinf(score)) {
        return FINDING_infinite_score;
    }
    double y = finding_input(cell, 1);
    double p = recipe->probs == STAGE_NONE ? NAN : of_stage(cell, recipe->probs);
    if (!isfinite(cell->value) && complement(cell, p) == 0) {
        return logits && isfinite(score) ? FINDING_complement_lost
               : y < 1                   ? FINDING_log_of_zero
                                         : FINDING_zero_times_infinity;
    }
    enum finding_kind product = of_product(cell);
    bool rounded = p != 0 && y < 1 && complement(cell, p) == 1;
    if (product != FINDING_NONE) {
        return product;
    }
    return rounded && problem_loss(problem)->family == FAMILY_BINARY ? FINDING_cancellation
                                                                     : finding_of_loss(cell);
}

/* The sigmoids whose logarithm outlives them. */
static enum finding_kind of_sigmoid(const struct cell *cell)
{
    bool lost = cell->value == 0 && isfinite(of_stage(cell, cell->trace->recipe.scores));
    bool kept = recipe_find(&cell->trace->recipe, ID_complement) != STAGE_NONE;
    return !lost ? FINDING_NONE : kept ? FINDING_probability_kept : FINDING_probability_underflow;
}

/* A share of a sum that is 0 or infinite. */
static enum finding_kind of_share(const struct cell *cell)
{
    double part = finding_input(cell, 0);
    double whole = finding_input(cell, 1);
    if (!isnan(cell->value)) {
        return FINDING_NONE;
    }
    if (isinf(part) && isinf(whole)) {
        return FINDING_infinity_over_infinity;
    }
    return part == 0 && whole == 0 ? FINDING_row_sum_zero : FINDING_NONE;
}

static enum finding_kind of_softmax(const struct cell *cell)
{
    bool finite =
        isfinite(trace_cell(cell->trace, cell->trace->recipe.scores, cell->row, cell->col));
    return cell->value == 0 && finite ? FINDING_probability_underflow : of_share(cell);
}

/* Only where it reaches the loss: clipping a probability whose target is 0 changes nothing. */
static enum finding_kind of_clipped(const struct cell *cell)
{
    bool changed = cell->value != finding_input(cell, 0) && !isnan(cell->value);
    bool counts = problem_is_binary(&cell->trace->lesson->problem) ||
                  trace_is_true_class(cell->trace, cell->row, cell->col);
    return changed && counts ? FINDING_clipped : FINDING_NONE;
}

static enum finding_kind of_label(const struct cell *cell)
{
    const struct problem *problem = &cell->trace->lesson->problem;
    bool compared = cell->index == cell->trace->recipe.target; /* not before they shift */
    if (has_label(&problem->ignored, cell->value) || !compared) {
        return FINDING_NONE;
    }
    if (trace_true_class(cell->trace, cell->row) != SIZE_MAX) {
        return cell->value < 0 ? FINDING_label_from_end : FINDING_NONE;
    }
    return problem->out_of_range == OUT_OF_RANGE_ZERO ? FINDING_zero_target_row
                                                      : FINDING_label_out_of_range;
}

/* Is anything kept? Looked for only where a divisor is 0. */
static bool keeps_any(const struct cell *cell)
{
    const struct recipe *recipe = &cell->trace->recipe;
    if (recipe->mask == STAGE_NONE) {
        return recipe->rows > 0;
    }
    for (size_t row = recipe->rows; row-- > 0;) {
        const double *keep = trace_row(cell->trace, recipe->mask, row);
        for (size_t col = 0; col < recipe->stages[recipe->mask].width; col++) {
            if (keep[col] != 0) {
                return true;
            }
        }
    }
    return false;
}

static enum finding_kind of_divisor(const struct cell *cell)
{
    if (cell->value != 0) {
        return FINDING_NONE;
    }
    if (keeps_any(cell)) {
        return FINDING_weights_cancel;
    }
    return cell->trace->recipe.mask != STAGE_NONE ? FINDING_all_masked : FINDING_NONE;
}

static enum finding_kind of_quotient(const struct cell *cell)
{
    if (isfinite(cell->value) || finding_input(cell, 1) != 0) {
        return finding_of_loss(cell);
    }
    return keeps_any(cell) ? FINDING_weights_cancel : FINDING_zero_over_zero; /* of nothing */
}

/* A mean of nothing, which a mean of means leaves out. */
static enum finding_kind of_group_mean(const struct cell *cell)
{
    return finding_input(cell, 1) == 0 ? FINDING_group_empty : finding_of_loss(cell);
}

enum { EXPONENTIALS = 100000 }; /* losses up to which their exponentials are added up */

static enum finding_kind of_perplexity(const struct cell *cell)
{
    const struct recipe *recipe = &cell->trace->recipe;
    double mean = 0;
    bool other = recipe->entries <= EXPONENTIALS && way_mean_exponential(cell->trace, 1, &mean) &&
                 fabs(mean - cell->value) > 1e-6 * cell->value;
    return other && isfinite(mean) ? FINDING_exponential_of_mean : FINDING_NONE;
}

static enum finding_kind of_accuracy(const struct cell *cell)
{
    return isnan(cell->value) ? FINDING_zero_over_zero : FINDING_NONE;
}

/* What looks at the cells of a stage; NULL: nothing does. */
static enum finding_kind (*const LOOKS[ID_COUNT])(const struct cell *) = {
    [ID_log] = of_log,
    [ID_exp] = of_exp,
    [ID_product] = of_class_term,
    [ID_per_element] = of_element,
    [ID_softmax] = of_softmax,
    [ID_sigmoid] = of_sigmoid,
    [ID_complement] = of_sigmoid,
    [ID_log_complement] = of_log,
    [ID_normalized] = of_share,
    [ID_logits] = finding_of_logits,
    [ID_probs] = finding_of_probs,
    [ID_log_probs] = finding_of_log_probs,
    [ID_targets] = finding_of_targets,
    [ID_target_logits] = finding_of_target_logits,
    [ID_weights] = finding_of_weights,
    [ID_per_sample] = finding_of_loss,
    [ID_clipped] = of_clipped,
    [ID_labels] = of_label,
    [ID_shifted_labels] = of_label,
    [ID_group_mean] = of_group_mean,
    [ID_perplexity] = of_perplexity,
    [ID_accuracy] = of_accuracy,
    [ID_divisor] = of_divisor,
    [ID_loss] = of_quotient,
};

bool trace_may_find(const struct trace *trace, size_t index)
{
    return LOOKS[trace->recipe.stages[index].kind] != NULL;
}

enum finding_kind trace_finding(struct trace *trace, size_t index, size_t row, size_t col)
{
    if (!trace_may_find(trace, index)) {
        return FINDING_NONE;
    }
    const struct stage *stage = &trace->recipe.stages[index];
    struct cell cell = {trace, stage, index, row, col, trace_cell(trace, index, row, col)};
    return LOOKS[stage->kind](&cell);
}

/* The same kind said of a binary loss: no rows of classes, no label that picks. */
static const char *text_of(const struct trace *trace, enum finding_kind kind)
{
    bool binary = problem_is_binary(&trace->lesson->problem);
    if (binary && kind == FINDING_zero_times_infinity) {
        return _("%s: 0 times infinity is not a number (nan). Both logarithms are multiplied, also "
                 "the one whose factor is 0.");
    }
    if (binary && kind == FINDING_scores_look_like_probs) {
        return _("%s: all of these scores are between 0 and 1, as probabilities are. A sigmoid of "
                 "probabilities gives 0.5 to 0.73; they would go under 'probs'.");
    }
    return _(TEXTS[kind]);
}

/* 0.3, where the sum is 0.30000000000000004: as far as sums are judged. */
static const char *show_sum(char *buffer, double sum)
{
    double rounded = rint(sum * 1e6) / 1e6;
    return num_shortest(buffer, isfinite(rounded) ? rounded : sum, DTYPE_FLOAT64);
}

const char *trace_finding_text(struct trace *trace, enum finding_kind kind, size_t stage,
    size_t row, size_t col, struct arena *arena)
{
    struct cell cell = {trace, &trace->recipe.stages[stage], stage, row, col, 0};
    bool sum = kind == FINDING_row_sum_not_one || kind == FINDING_target_sum_not_one;
    char number[NUM_SIZE];
    char other[NUM_SIZE];
    const char *fills[3] = {trace_name_cell(trace, stage, row, col, arena)};
    size_t count = 1;
    if (sum) {
        fills[count++] = show_sum(number, finding_row_sum(&cell));
    } else if (kind == FINDING_exponential_of_mean) {
        double mean = NAN;
        int decimals = trace_default_decimals(trace);
        (void)way_mean_exponential(trace, 1, &mean);
        fills[count++] =
            num_show(number, trace_cell(trace, stage, row, col), decimals, DTYPE_FLOAT64);
        fills[count++] = num_show(other, mean, decimals, DTYPE_FLOAT64);
    }
    return arena_fill(arena, text_of(trace, kind), fills, count);
}
