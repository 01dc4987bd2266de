/* What is remarkable about numbers that a lesson gives, and about a loss that they drive below 0.
 */
#include "elementary.h"
#include "finding_impl.h"

#include <math.h>

/* A row of probabilities whose sum is further from 1 than rounding explains. Logarithms, mostly
 * written with four decimals, are rounded more. */
static const double SUM_TOLERANCE = 1e-5;
static const double LOG_SUM_TOLERANCE = 1e-3;

double finding_row_sum(const struct cell *cell)
{
    struct sum sum = {0};
    const double *row = trace_row(cell->trace, cell->index, cell->row);
    for (size_t c = 0; c < cell->stage->width; c++) {
        sum_add(&sum, cell->stage->kind == ID_log_probs ? elementary_exp(row[c]) : row[c]);
    }
    return sum_value(&sum);
}

/* Is a row of scores and one of targets a distribution over the classes? Not where each score is a
 * question of its own, and not where any numbers are compared as they are. */
static bool has_distribution(const struct problem *problem)
{
    bool as_given = problem_loss(problem)->no_log && problem->score_kind == SCORES_PROBS;
    return !problem_is_binary(problem) && !as_given && problem_classes(problem) > 1;
}

/* Numbers of a sample that the mask drops do nothing; padding is mostly zeros. */
static bool is_dropped(const struct cell *cell)
{
    const struct recipe *recipe = &cell->trace->recipe;
    if (recipe->mask == STAGE_NONE) {
        return false;
    }
    size_t col = recipe->stages[recipe->mask].width > 1 ? cell->col : 0;
    return trace_cell(cell->trace, recipe->mask, cell->row, col) == 0;
}

static bool sum_is_off(const struct cell *cell, double tolerance)
{
    return cell->col == 0 && has_distribution(&cell->trace->lesson->problem) &&
           fabs(finding_row_sum(cell) - 1) > tolerance && !is_dropped(cell);
}

/* Minus infinity masks a class, and mostly does no harm. Where the row is nan all the same, is it
 * by this, or by something else in the row, or by a label that names no class? */
static enum finding_kind of_minus_infinity(const struct cell *cell)
{
    const double *row = trace_row(cell->trace, cell->index, cell->row);
    bool all = true;
    for (size_t c = 0; c < cell->stage->width; c++) {
        if (isnan(row[c]) || row[c] == INFINITY) {
            return FINDING_NONE;
        }
        all = all && row[c] == -INFINITY;
    }
    if (all && cell->stage->width > 1) {
        return cell->col == 0 ? FINDING_row_of_minus_infinity : FINDING_NONE;
    }
    if (cell->trace->lesson->problem.labels != NULL &&
        trace_true_class(cell->trace, cell->row) == SIZE_MAX) {
        return FINDING_NONE;
    }
    return FINDING_score_is_infinite;
}

/* The loss that this number is for: its row's, or its own where every score is a question of its
 * own. */
static double loss_of(const struct cell *cell)
{
    const struct recipe *recipe = &cell->trace->recipe;
    size_t entries = recipe->loss_entries;
    size_t col = recipe->stages[entries].form == FORM_MATRIX ? cell->col : 0;
    return trace_cell(cell->trace, entries, cell->row, col);
}

/* A class that is impossible, with a share of the target: as the true class, by smoothing, or as
 * the targets have it. */
static bool has_no_limit(const struct cell *cell)
{
    size_t terms = recipe_find(&cell->trace->recipe, ID_product);
    return cell->value == -INFINITY && terms != STAGE_NONE &&
           !problem_loss(&cell->trace->lesson->problem)->no_log &&
           cell->trace->recipe.stages[terms].form == FORM_MATRIX &&
           trace_cell(cell->trace, terms, cell->row, cell->col) == INFINITY;
}

/* Does this score, which is not finite, make its loss nan or infinite? */
static enum finding_kind of_nonfinite(const struct cell *cell)
{
    if (isfinite(cell->value) || is_dropped(cell)) {
        return FINDING_NONE;
    }
    if (has_no_limit(cell)) {
        return FINDING_class_without_probability;
    }
    if (!isnan(loss_of(cell))) {
        return FINDING_NONE;
    }
    if (isnan(cell->value)) {
        return FINDING_score_is_nan;
    }
    return cell->value > 0 || problem_is_binary(&cell->trace->lesson->problem)
               ? FINDING_score_is_infinite
               : of_minus_infinity(cell);
}

/* Between 0 and 1, and over classes with the sum 1? Adds to `whole` how many are 0 or 1. */
static bool row_looks_like_probs(const struct cell *cell, size_t row, size_t *whole)
{
    struct cell first = {cell->trace, cell->stage, cell->index, row, 0, 0};
    const double *p = trace_row(cell->trace, cell->index, row);
    for (size_t c = 0; c < cell->stage->width; c++) {
        if (!(p[c] >= 0 && p[c] <= 1)) {
            return false;
        }
        *whole += p[c] == rint(p[c]);
    }
    return problem_is_binary(&cell->trace->lesson->problem) ||
           fabs(finding_row_sum(&first) - 1) <= LOG_SUM_TOLERANCE;
}

/* Said once, at the first score, where the first few dozen rows all look so. Scores that are 0 and
 * 1 are those of examples; and where nothing sums to 1, it takes several between 0 and 1. */
static bool scores_look_like_probs(const struct cell *cell)
{
    enum { MOST_ROWS = 64, ENOUGH = 8 };
    const struct problem *problem = &cell->trace->lesson->problem;
    bool binary = problem_is_binary(problem);
    size_t rows = cell->trace->recipe.rows < MOST_ROWS ? cell->trace->recipe.rows : MOST_ROWS;
    if (cell->row != 0 || cell->col != 0 || problem_loss(problem)->raw_scores ||
        !(binary || has_distribution(problem))) {
        return false;
    }
    size_t whole = 0;
    for (size_t row = 0; row < rows; row++) {
        size_t before = whole;
        if (!row_looks_like_probs(cell, row, &whole) ||
            (!binary && whole - before == cell->stage->width)) {
            return false;
        }
    }
    return !binary || rows * cell->stage->width - whole >= ENOUGH;
}

enum finding_kind finding_of_logits(const struct cell *cell)
{
    return scores_look_like_probs(cell) ? FINDING_scores_look_like_probs : of_nonfinite(cell);
}

/* Does a score of the teacher leave its row without probabilities? Minus infinity mostly does no
 * harm. */
enum finding_kind finding_of_target_logits(const struct cell *cell)
{
    if (scores_look_like_probs(cell)) {
        return FINDING_scores_look_like_probs;
    }
    size_t target = cell->trace->recipe.target;
    if (isfinite(cell->value) || !isnan(trace_cell(cell->trace, target, cell->row, cell->col)) ||
        is_dropped(cell)) {
        return FINDING_NONE;
    }
    if (isnan(cell->value)) {
        return FINDING_score_is_nan;
    }
    return cell->value > 0 ? FINDING_score_is_infinite : of_minus_infinity(cell);
}

/* Below 1 in the lesson, 1 as the lesson's dtype stores it. */
static bool was_rounded_to_one(const struct cell *cell)
{
    double given = 1;
    size_t element = cell->row * cell->stage->width + cell->col;
    return cell->value == 1 && cell->trace->lesson->problem.dtype != DTYPE_FLOAT64 &&
           tensor_read(cell->stage->tensor, element, 1, &given, cell->trace->diag) && given < 1;
}

enum finding_kind finding_of_probs(const struct cell *cell)
{
    if (sum_is_off(cell, SUM_TOLERANCE)) {
        return FINDING_row_sum_not_one;
    }
    return was_rounded_to_one(cell) ? FINDING_rounded_to_one : of_nonfinite(cell);
}

enum finding_kind finding_of_log_probs(const struct cell *cell)
{
    if (cell->value > 0) {
        return FINDING_log_prob_above_zero;
    }
    return sum_is_off(cell, LOG_SUM_TOLERANCE) ? FINDING_row_sum_not_one : of_nonfinite(cell);
}

enum finding_kind finding_of_targets(const struct cell *cell)
{
    const struct problem *problem = &cell->trace->lesson->problem;
    bool any = problem_loss(problem)->no_log && problem->score_kind == SCORES_PROBS;
    if (isnan(cell->value) && isnan(loss_of(cell)) && !is_dropped(cell)) {
        return FINDING_score_is_nan;
    }
    if (!any && (cell->value < 0 || cell->value > 1)) {
        return FINDING_target_outside;
    }
    return sum_is_off(cell, SUM_TOLERANCE) ? FINDING_target_sum_not_one : FINDING_NONE;
}

enum finding_kind finding_of_weights(const struct cell *cell)
{
    return cell->value < 0 ? FINDING_negative_weight : FINDING_NONE;
}

/* What rounding leaves of a loss of 0 may be below it. An eps added to a probability of 1 is no
 * rounding, however small. */
enum finding_kind finding_of_loss(const struct cell *cell)
{
    const struct problem *problem = &cell->trace->lesson->problem;
    bool adds = problem->clip_mode == CLIP_ADD || problem->clip_mode == CLIP_CLIP_THEN_ADD;
    double rounding = problem->dtype == DTYPE_FLOAT64 ? 1e-12 : 1e-6;
    return cell->value < (adds ? 0 : -rounding) ? FINDING_negative_loss : FINDING_NONE;
}
