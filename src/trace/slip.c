/*
 * A slip lists the numbers it would give for the cell asked: candidate 0, 1, and so on until there
 * are no more. slip_find() judges the typed number against each as if it were the right one. Most
 * slips are other ways of computing the whole lesson (ways.h); here are those about single cells.
 *
 * Losses are recomputed here only where the plain formula, -log of the true class's probability,
 * gives the lesson's own loss: with weights or smoothing these slips would name the wrong reason.
 */
#include "slip.h"

#include "elementary.h"
#include "i18n.h"
#include "numbers.h"
#include "ways.h"

#include <math.h>
#include <string.h>

enum { SLIP_ROWS = 256 }; /* other rows that are tried */

struct asked {
    struct trace *trace;
    const struct recipe *recipe;
    const struct stage *stage;
    struct question_cell cell;
    double value;
    const struct answer *answer;
    int decimals;
    enum slip slip; /* looked at */
};

/* The i-th number the slip would give, and, where it is the number of another cell, that. */
typedef bool slip_function(
    const struct asked *asked, size_t i, double *value, struct question_cell *place);

static bool is_stage(const struct asked *asked, enum stage_id kind)
{
    return asked->stage->kind == kind;
}

static int log_base(const struct asked *asked)
{
    return trace_lesson(asked->trace)->problem.log_base;
}

static double cell_of(const struct asked *asked, size_t stage, size_t row, size_t col)
{
    return trace_cell(asked->trace, stage, row, col);
}

/* The column of the true class in that row; false for labels that name none. */
static bool true_class(const struct asked *asked, size_t row, size_t *col)
{
    *col = trace_true_class(asked->trace, row);
    return *col != SIZE_MAX;
}

static bool same(double a, double b)
{
    return a == b || fabs(a - b) <= 1e-6 * fmax(fabs(a), fabs(b));
}

/* The probabilities whose logarithm the loss takes, and the row's true class, where the cell asked
 * is that one loss: a column, or the true class's entry of a matrix of losses. */
static bool usual_loss(const struct asked *asked, size_t *true_col)
{
    const struct recipe *recipe = asked->recipe;
    bool loss = is_stage(asked, ID_per_sample) || is_stage(asked, ID_product);
    if (!loss || problem_is_binary(&trace_lesson(asked->trace)->problem) ||
        recipe->log == STAGE_NONE || !true_class(asked, asked->cell.row, true_col) ||
        (asked->stage->form == FORM_MATRIX && asked->cell.col != *true_col)) {
        return false;
    }
    return same(-cell_of(asked, recipe->log, asked->cell.row, *true_col), asked->value);
}

static bool few_digits(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    *value = asked->value;
    return i == 0 &&
           answer_judge(asked->answer, asked->value, asked->decimals) == JUDGED_FEW_DIGITS;
}

static bool cut(const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    *value = asked->answer->value;
    double rest = fabs(asked->value) - fabs(asked->answer->value);
    return i == 0 && asked->answer->digits >= 2 && rest > 0 && rest < asked->answer->unit &&
           (asked->value > 0) == (asked->answer->value > 0);
}

static bool minus(const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    *value = -asked->value;
    return i == 0 && asked->value != 0;
}

static bool percent(const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    *value = 100 * asked->value;
    return i == 0 && (asked->cell.stage == asked->recipe->probs || is_stage(asked, ID_complement));
}

static bool other_answer(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    *value = 1 - asked->value;
    return i == 0 && (is_stage(asked, ID_sigmoid) || is_stage(asked, ID_complement));
}

static bool wrong_row(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    if (asked->stage->form == FORM_SCALAR || i >= asked->stage->rows || i >= SLIP_ROWS) {
        return false;
    }
    *place = (struct question_cell){asked->cell.stage, i, asked->cell.col};
    *value = i == asked->cell.row ? NAN : cell_of(asked, asked->cell.stage, i, asked->cell.col);
    return true;
}

static bool wrong_class(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    if (asked->stage->form != FORM_MATRIX || i >= asked->stage->width) {
        return false;
    }
    *place = (struct question_cell){asked->cell.stage, asked->cell.row, i};
    *value = i == asked->cell.col ? NAN : cell_of(asked, asked->cell.stage, asked->cell.row, i);
    return true;
}

static bool loss_of_other_class(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    size_t true_col = 0;
    if (i >= asked->recipe->cols || !usual_loss(asked, &true_col)) {
        return false;
    }
    *place = (struct question_cell){asked->recipe->log, asked->cell.row, i};
    *value = i == true_col ? NAN : -cell_of(asked, asked->recipe->log, asked->cell.row, i);
    return true;
}

/* The probabilities of the true answer and of the other of a yes-or-no question, where the cell
 * asked is minus the logarithm of the first. */
static bool usual_binary_loss(const struct asked *asked, double *p, double *other)
{
    const struct recipe *recipe = asked->recipe;
    bool binary = problem_is_binary(&trace_lesson(asked->trace)->problem);
    if (!binary || !is_stage(asked, ID_per_element) || recipe->probs == STAGE_NONE) {
        return false;
    }
    double target = cell_of(asked, recipe->target, asked->cell.row, asked->cell.col);
    double yes = cell_of(asked, recipe->probs, asked->cell.row, asked->cell.col);
    size_t complement = recipe_find(recipe, ID_complement);
    double no = complement == STAGE_NONE
                    ? 1 - yes
                    : cell_of(asked, complement, asked->cell.row, asked->cell.col);
    *p = target == 1 ? yes : no;
    *other = target == 1 ? no : yes;
    return (target == 0 || target == 1) && same(-elementary_log(*p), asked->value);
}

static bool other_target(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    double p = 0;
    double other = 0;
    if (i > 0 || !usual_binary_loss(asked, &p, &other)) {
        return false;
    }
    *value = -elementary_log(other);
    return true;
}

/* The mean that the lesson goes on to; where it adds up alone, the mean of all entries. */
static bool divided(const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    const struct recipe *recipe = asked->recipe;
    bool sum = trace_lesson(asked->trace)->problem.reduction == REDUCTION_SUM;
    if (i > 0 || !(is_stage(asked, ID_total) || (sum && is_stage(asked, ID_loss)))) {
        return false;
    }
    size_t divisor = recipe_find(recipe, ID_divisor);
    double by =
        sum || divisor == STAGE_NONE ? (double)recipe->entries : cell_of(asked, divisor, 0, 0);
    *value = asked->value / by;
    return true;
}

static bool exponential_alone(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    size_t exponential = recipe_find(asked->recipe, ID_exp);
    if (i > 0 || !is_stage(asked, ID_softmax) || exponential == STAGE_NONE) {
        return false;
    }
    *value = cell_of(asked, exponential, asked->cell.row, asked->cell.col);
    return true;
}

/* Scores in the place of their exponentials: as they are, and shifted. */
static bool no_exponential(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    size_t shifted = recipe_find(asked->recipe, ID_shifted);
    size_t scores = i == 0 ? asked->recipe->scores : shifted;
    bool sum = is_stage(asked, ID_row_sum);
    if (i > 1 || scores == STAGE_NONE || !(sum || is_stage(asked, ID_softmax))) {
        return false;
    }
    double all = 0;
    for (size_t c = 0; c < asked->recipe->cols; c++) {
        all += cell_of(asked, scores, asked->cell.row, c);
    }
    *value = sum ? all : cell_of(asked, scores, asked->cell.row, asked->cell.col) / all;
    return true;
}

static bool score_for_probability(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    size_t col = asked->cell.col;
    bool log = asked->cell.stage == asked->recipe->log;
    bool logits = trace_lesson(asked->trace)->problem.score_kind == SCORES_LOGITS;
    if (i > 0 || !logits || !(log || usual_loss(asked, &col))) {
        return false;
    }
    double score = elementary_log(cell_of(asked, asked->recipe->scores, asked->cell.row, col));
    *value = log ? score : -score;
    return true;
}

static bool probability(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    if (i > 0 || !(asked->cell.stage == asked->recipe->log || is_stage(asked, ID_log_complement))) {
        return false;
    }
    double base = log_base(asked) == 0 ? 1 : elementary_log(log_base(asked));
    *value = elementary_exp(asked->value * base);
    return true;
}

/* Of the gradient p - y: p, as it is, and weighed as the gradient is. */
static bool target_not_subtracted(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    const struct recipe *recipe = asked->recipe;
    const struct stage *stage = asked->stage;
    size_t row = asked->cell.row;
    (void)place;
    if (i > 1 || asked->cell.stage != recipe->gradient || stage->in[0] != recipe->probs ||
        recipe->stages[stage->in[1]].group != GROUP_target) {
        return false;
    }
    double pull = 0;
    for (size_t c = 0; c < stage->width; c++) {
        pull += cell_of(asked, stage->in[1], row, c);
    }
    double p = cell_of(asked, recipe->probs, row, asked->cell.col);
    double slope = p * pull - cell_of(asked, stage->in[1], row, asked->cell.col);
    /* Of a slope of 0 the value is 0, too, and this is no number. */
    *value = i == 0 ? p : asked->value / slope * p * pull;
    return true;
}

static bool loss_from_probability(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    size_t col = 0;
    double other = 0;
    if (i > 0 || !(usual_loss(asked, &col) || usual_binary_loss(asked, value, &other))) {
        return false;
    }
    double base = log_base(asked) == 0 ? 1 : elementary_log(log_base(asked));
    *value = elementary_exp(-asked->value * base);
    return true;
}

const char *const slip_names[SLIP_COUNT] = {
#define SLIP(name, cells, of, sentence) [SLIP_##name] = #name,
#include "slip.def"
#undef SLIP
};

const char *const slip_sentences[SLIP_COUNT] = {
#define SLIP(name, cells, of, sentence) [SLIP_##name] = (sentence),
#include "slip.def"
#undef SLIP
};

/* The cell asked for, of the lesson computed in the i-th way that is this slip. */
static bool of_ways(const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)place;
    *value = NAN;
    return ways_cell(asked->trace, asked->slip, i, &asked->cell, value);
}

static bool of_none(const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    (void)asked;
    (void)i;
    (void)value;
    (void)place;
    return false;
}

#define CELLS_own(name) (name)
#define CELLS_ways(name) of_ways
#define CELLS_none(name) of_none

static slip_function *const FUNCTIONS[SLIP_COUNT] = {
#define SLIP(name, cells, of, sentence) [SLIP_##name] = CELLS_##cells(name),
#include "slip.def"
#undef SLIP
};

enum slip_of { OF_any, OF_result, OF_quotient, OF_single };

static const enum slip_of SLIPS_OF[SLIP_COUNT] = {
#define SLIP(name, cells, of, sentence) [SLIP_##name] = OF_##of,
#include "slip.def"
#undef SLIP
};

/* Is the sentence true of the stage that is asked? The total of a batch is no slip at its divisor,
 * nor at the gradient. */
static bool is_about(const struct asked *asked, enum slip slip)
{
    bool result = is_stage(asked, ID_loss) || is_stage(asked, ID_scaled_loss);
    switch (SLIPS_OF[slip]) {
    case OF_result:
        return result;
    case OF_quotient:
        return result || asked->cell.stage == asked->recipe->gradient;
    case OF_single:
        return asked->stage->group == GROUP_loss || (result && asked->recipe->entries == 1);
    case OF_any:
        break;
    }
    return true;
}

static bool number_of(
    const struct asked *asked, size_t i, double *value, struct question_cell *place)
{
    return is_about(asked, asked->slip) && FUNCTIONS[asked->slip](asked, i, value, place);
}

/* Would the answer be right if this were the value? Rough answers would fit anything. */
static bool fits(const struct asked *asked, enum slip slip, double value)
{
    return slip == SLIP_few_digits ||
           (!isnan(value) && value != asked->value &&
               answer_judge(asked->answer, value, asked->decimals) == JUDGED_RIGHT);
}

enum slip slip_find(struct trace *trace, const struct question_cell *cell,
    const struct answer *answer, int decimals, struct question_cell *place)
{
    const struct recipe *recipe = trace_recipe(trace);
    struct asked asked = {.trace = trace,
        .recipe = recipe,
        .stage = &recipe->stages[cell->stage],
        .cell = *cell,
        .value = trace_cell(trace, cell->stage, cell->row, cell->col),
        .answer = answer,
        .decimals = decimals};
    for (int slip = 0; slip < SLIP_COUNT; slip++) {
        double value = NAN;
        asked.slip = (enum slip)slip;
        *place = *cell;
        for (size_t i = 0; number_of(&asked, i, &value, place); i++) {
            if (fits(&asked, (enum slip)slip, value)) {
                return (enum slip)slip;
            }
        }
    }
    return SLIP_NONE;
}

bool slip_value(struct trace *trace, const struct question_cell *cell, enum slip slip, size_t i,
    double *value, struct question_cell *place)
{
    const struct recipe *recipe = trace_recipe(trace);
    struct asked asked = {.trace = trace,
        .recipe = recipe,
        .stage = &recipe->stages[cell->stage],
        .cell = *cell,
        .value = trace_cell(trace, cell->stage, cell->row, cell->col),
        .slip = slip};
    *place = *cell;
    *value = NAN;
    if (slip == SLIP_few_digits || slip == SLIP_cut || !number_of(&asked, i, value, place)) {
        return false;
    }
    if (FUNCTIONS[slip] == of_ways && same(*value, asked.value)) {
        *value = NAN; /* nothing that this lesson has is done otherwise */
    }
    return true;
}

const char *slip_text(
    struct trace *trace, enum slip slip, const struct question_cell *place, struct arena *arena)
{
    const char *sentence = _(slip_sentences[slip]);
    struct str name;
    str_init(&name);
    if (slip == SLIP_loss_of_other_class || slip == SLIP_wrong_class) {
        trace_col_label(trace, place->col, &name);
    } else if (slip == SLIP_wrong_row) {
        trace_row_label(trace, place->stage, place->row, &name);
    }
    const char *text = arena_fill(arena, sentence, &(const char *){name.data}, 1);
    str_release(&name);
    return text;
}
