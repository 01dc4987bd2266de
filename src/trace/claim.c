#include "claim.h"

#include "answer.h"
#include "i18n.h"
#include "numbers.h"
#include "pointer.h"
#include "utf8.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* ---- Words of a question --------------------------------------------------------------------- */

/* Does the text have these words, as whole words, in any case? */
static bool has_words(const char *text, const char *words)
{
    size_t size = strlen(words);
    for (const char *at = text; *at != '\0'; at++) {
        if ((at == text || !utf8_in_word(at[-1])) && strncasecmp(at, words, size) == 0 &&
            !utf8_in_word(at[size])) {
            return true;
        }
    }
    return false;
}

static bool has_any(const char *text, const char *const *words)
{
    while (*words != NULL && !has_words(text, *words)) {
        words++;
    }
    return *words != NULL;
}

static const char *const LARGEST[] = {
    "largest", "larger", "highest", "higher", "biggest", "bigger", "greatest", "most", NULL};
static const char *const SMALLEST[] = {"smallest", "smaller", "lowest", "lower", "least", NULL};
/* Where one of these stands, the question may be about something else than the batch as it is. */
static const char *const UNSURE[] = {"not", "no", "never", "if", "would", "were", "without", "than",
    "second", "third", "but", "except", "wrong", "change", "changes", "after", "before", "average",
    "together", "at most", "at least", NULL};

/* What the numbers of a stage are called. Only these stages are asked about in one plain word; they
 * are matrices and columns. */
static const char *const NOUNS[ID_COUNT][4] = {
    [ID_logits] = {"score", "logit"},
    [ID_probs] = {"probability", "probable"},
    [ID_softmax] = {"probability", "probable", "likely"},
    [ID_sigmoid] = {"probability", "probable", "likely"},
    [ID_normalized] = {"probability"},
    [ID_exp] = {"exponential"},
    [ID_per_sample] = {"loss"},
    [ID_masked] = {"loss"},
    [ID_weighted] = {"loss"},
};

/* Does it surely ask for the largest of something, or else for the smallest? */
static bool asks_extreme(const char *ask, bool *largest)
{
    *largest = has_any(ask, LARGEST);
    return *largest != has_any(ask, SMALLEST) && !has_any(ask, UNSURE);
}

/* Whether the question names the sample: by its label, or as "sample 1". */
static bool names_row(const struct trace *trace, const char *ask, size_t row)
{
    struct str label;
    str_init(&label);
    trace_row_label(trace, trace_recipe(trace)->scores, row, &label);
    bool named = has_words(ask, label.data);
    str_clear(&label);
    str_addf(&label, "sample %zu", row);
    named = named || has_words(ask, label.data);
    str_release(&label);
    return named;
}

/* The one row that the question is about; STAGE_NONE where it names none or several. */
static size_t asked_row(const struct trace *trace, const char *ask)
{
    enum { MOST_ROWS = 1000 }; /* nobody names a sample among more */
    size_t rows = trace_recipe(trace)->rows;
    size_t found = rows == 1 ? 0 : STAGE_NONE;
    for (size_t row = 0; rows > 1 && rows <= MOST_ROWS && row < rows; row++) {
        if (names_row(trace, ask, row)) {
            if (found != STAGE_NONE) {
                return STAGE_NONE;
            }
            found = row;
        }
    }
    return found;
}

/* ---- Choices --------------------------------------------------------------------------------- */

/* Columns or rows that choices can be among. */
struct line {
    struct trace *trace;
    size_t stage, row;
    bool across; /* the columns of a row; else the rows of a column */
    size_t count;
};

static void label_of(const struct line *line, size_t i, struct str *out)
{
    str_clear(out);
    if (line->across) {
        trace_col_label(line->trace, i, out);
    } else {
        trace_row_label(line->trace, line->stage, i, out);
    }
}

static double value_of(const struct line *line, size_t i)
{
    return line->across ? trace_cell(line->trace, line->stage, line->row, i)
                        : trace_cell(line->trace, line->stage, i, 0);
}

/* Are the choices exactly the names along the line, in any order? */
static bool are_choices(const struct line *line, const struct question *question)
{
    size_t count = question_choices(question); /* few, so that a line of as many is short */
    bool all = count == line->count && count > 1;
    struct str label;
    str_init(&label);
    for (size_t choice = 0; all && choice < count; choice++) {
        bool found = false;
        for (size_t i = 0; i < count; i++) {
            label_of(line, i, &label);
            found = found || strcmp(label.data, question->choices[choice]) == 0;
        }
        all = found;
    }
    str_release(&label);
    return all;
}

/* The extreme along the line; STAGE_NONE where it is not one alone, or a NaN is among them. */
static size_t extreme(const struct line *line, bool largest)
{
    size_t best = 0;
    bool alone = true;
    for (size_t i = 0; i < line->count; i++) {
        double value = value_of(line, i);
        double leader = value_of(line, best);
        if (isnan(value)) {
            return STAGE_NONE;
        }
        if (i > 0 && value == leader) {
            alone = false;
        } else if (largest ? value > leader : value < leader) {
            best = i;
            alone = true;
        }
    }
    return alone ? best : STAGE_NONE;
}

static bool judge(
    const struct line *line, const struct question *question, bool largest, struct diag *diag)
{
    size_t best = extreme(line, largest);
    struct str label;
    str_init(&label);
    bool ok = true;
    for (size_t i = 0; best != STAGE_NONE && i < line->count; i++) {
        label_of(line, i, &label);
        if (i == best || strcmp(label.data, question->answer) != 0) {
            continue;
        }
        char got[NUM_SIZE];
        char want[NUM_SIZE];
        enum dtype dtype = trace_lesson(line->trace)->problem.dtype;
        double given = value_of(line, i);
        label_of(line, best, &label);
        diag_error(diag, question->answer_where,
            largest ? _("the answer is '%s', with %s, but the largest is '%s', with %s")
                    : _("the answer is '%s', with %s, but the smallest is '%s', with %s"),
            question->answer, num_shortest(want, given, dtype), label.data,
            num_shortest(got, value_of(line, best), dtype));
        diag_id(diag, "wrong-answer");
        diag_hint(diag, _("these are the numbers of the stage '%s'"),
            trace_recipe(line->trace)->stages[line->stage].id);
        ok = false;
        break;
    }
    str_release(&label);
    return ok;
}

/* What a question that surely asks for the largest or the smallest number is about; false: it is
 * not certain that it does. */
static bool find_line(
    struct trace *trace, const struct question *question, struct line *line, bool *largest)
{
    const struct recipe *recipe = trace_recipe(trace);
    const char *ask = question->ask;
    size_t stage = recipe_named(recipe, question->at);
    if (stage == STAGE_NONE || !asks_extreme(ask, largest) ||
        !has_any(ask, NOUNS[recipe->stages[stage].kind])) {
        return false;
    }
    bool across = recipe->stages[stage].form == FORM_MATRIX;
    *line = (struct line){.trace = trace,
        .stage = stage,
        .across = across,
        .row = across ? asked_row(trace, ask) : 0,
        .count = across ? recipe->stages[stage].width : recipe->stages[stage].rows};
    return line->row != STAGE_NONE && are_choices(line, question);
}

static bool check_extreme(struct trace *trace, const struct question *question, struct diag *diag)
{
    struct line line;
    bool largest = false;
    return !find_line(trace, question, &line, &largest) || judge(&line, question, largest, diag);
}

bool claim_is_judged(struct trace *trace, const struct question *question)
{
    struct line line;
    bool largest = false;
    return question->kind == ANSWER_CELL || question->has_cell ||
           find_line(trace, question, &line, &largest);
}

/* The step of this name, or of the stage of this name; there is one. */
static enum group step_of(const struct recipe *recipe, const char *at)
{
    size_t stage = recipe_named(recipe, at);
    if (stage != STAGE_NONE) {
        return recipe->stages[stage].group;
    }
    size_t group = 0;
    while (strcmp(group_ids[group], at) != 0) {
        group++;
    }
    return (enum group)group;
}

/* Warns of a question that asks for the largest of numbers which only a later step shows: within
 * one step, what is asked may be told by another part. */
static void warn_too_early(struct trace *trace, const struct question *question, struct diag *diag)
{
    const struct recipe *recipe = trace_recipe(trace);
    const char *ask = question->ask;
    bool largest = false;
    if (!asks_extreme(ask, &largest)) {
        return;
    }
    size_t needed = STAGE_NONE;
    for (size_t i = recipe->count; i-- > 0;) {
        const struct stage *stage = &recipe->stages[i];
        bool named = !stage->hidden && has_any(ask, NOUNS[stage->kind]);
        needed = named ? i : needed;
    }
    if (needed == STAGE_NONE || recipe->stages[needed].group <= step_of(recipe, question->at)) {
        return;
    }
    const struct stage *stage = &recipe->stages[needed];
    bool across = stage->form == FORM_MATRIX;
    struct line line = {.trace = trace,
        .stage = needed,
        .across = across,
        .count = across ? stage->width : stage->rows};
    if (!are_choices(&line, question)) {
        return;
    }
    diag_warn(diag, question->at_where,
        _("asked before what answers it has been computed: that is the stage '%s'"), stage->id);
    diag_id(diag, "asked-too-early");
    diag_hint(
        diag, _("a question is asked just before the stage it is at: write at: %s"), stage->id);
}

/* ---- Choices that are numbers ---------------------------------------------------------------- */

/* Is the value what this choice says, to the digits it is written with? A whole number is itself.
 */
static bool says(const struct answer *choice, double value)
{
    if (isnan(choice->value) || !isfinite(value)) {
        return isnan(choice->value) ? isnan(value) : choice->value == value;
    }
    double half = choice->unit < 1 ? choice->unit / 2 : 0;
    return fabs(choice->value - value) <= half + 1e-9 * fabs(value);
}

/* The choice nearest to the value among those that say it; NULL where none does. */
static const char *choice_that_says(const struct question *question, double value)
{
    const char *best = NULL;
    double distance = INFINITY;
    for (size_t i = 0; question->choices[i] != NULL; i++) {
        struct answer choice;
        if (answer_parse(question->choices[i], &choice) && says(&choice, value) &&
            (best == NULL || fabs(choice.value - value) < distance)) {
            best = question->choices[i];
            distance = fabs(choice.value - value);
        }
    }
    return best;
}

/* A choice question with a cell that there is: the cell is its key. */
static bool check_key(struct trace *trace, const struct question *question, struct diag *diag)
{
    struct question_cell cell;
    struct answer answer;
    char text[NUM_SIZE];
    (void)question_find_cell(trace, question, &cell);
    if (!answer_parse(question->answer, &answer)) {
        diag_error(diag, question->answer_where,
            _("the answer '%s' is not a number, so no cell can be compared with it"),
            question->answer);
        diag_id(diag, "wrong-answer");
        diag_hint(diag, _("leave 'cell' out, or make the choices numbers"));
        return false;
    }
    double value = trace_cell(trace, cell.stage, cell.row, cell.col);
    const char *right = choice_that_says(question, value);
    if (right != NULL && strcmp(right, question->answer) == 0) {
        return true;
    }
    (void)num_shortest(text, value, trace_lesson(trace)->problem.dtype);
    diag_error(diag, question->answer_where, _("the answer is '%s', but the cell is %s"),
        question->answer, text);
    diag_id(diag, "wrong-answer");
    if (right != NULL) {
        diag_hint(diag, _("the choice '%s' says it"), right);
    }
    return false;
}

/* The words by which a question asks for a number of one of these stages. With words of several,
 * such as "the total is divided by 2: what is the mean?", it may ask for another than its own. */
static const struct {
    enum stage_id stage;
    const char *const words[5];
} NUMBERS[] = {
    {ID_divisor, {"divisor", "divided", "divide", "divides", NULL}},
    {ID_per_sample, {"loss", NULL}},
    {ID_masked, {"loss", NULL}},
    {ID_weighted, {"loss", NULL}},
    {ID_total, {"total", "sum", NULL}},
    {ID_loss, {"loss", "mean", NULL}},
    {ID_none, {NULL}},
};

static bool asks_for_number(const char *ask, enum stage_id stage)
{
    const char *own = NULL;
    for (size_t i = 0; NUMBERS[i].words[0] != NULL; i++) {
        if (NUMBERS[i].stage == stage && has_any(ask, NUMBERS[i].words)) {
            own = NUMBERS[i].words[0];
        }
    }
    bool other = false;
    for (size_t i = 0; own != NULL && NUMBERS[i].words[0] != NULL; i++) {
        bool same = strcmp(NUMBERS[i].words[0], own) == 0;
        other = other || (!same && has_any(ask, NUMBERS[i].words));
    }
    return own != NULL && !other;
}

/* Whatever is asked: three decimals of another choice are hardly right by chance. */
static const double BY_CHANCE = 1e-3;

/* Without a cell: where the stage has one number, or one for the sample that is asked about, and
 * another choice than the answer is that number, the key is likely to be wrong. */
static void suspect_key(struct trace *trace, const struct question *question, struct diag *diag)
{
    const struct recipe *recipe = trace_recipe(trace);
    bool step = strcmp(question->at, group_ids[GROUP_reduction]) == 0;
    size_t stage = step ? recipe->loss : recipe_named(recipe, question->at);
    if (stage == STAGE_NONE || recipe->stages[stage].width != 1 || has_any(question->ask, UNSURE)) {
        return;
    }
    bool asked = asks_for_number(question->ask, recipe->stages[stage].kind);
    bool scalar = recipe->stages[stage].form == FORM_SCALAR;
    size_t row = scalar ? 0 : asked_row(trace, question->ask);
    if (row == STAGE_NONE) {
        return;
    }
    double value = trace_cell(trace, stage, row, 0);
    const char *right = choice_that_says(question, value);
    struct answer answer = {.unit = 1};
    if (right == NULL || strcmp(right, question->answer) == 0 ||
        (!asked &&
            !(answer_parse(right, &answer) && answer.unit > 0 && answer.unit <= BY_CHANCE))) {
        return;
    }
    char text[NUM_SIZE];
    (void)num_shortest(text, value, trace_lesson(trace)->problem.dtype);
    diag_warn(diag, question->answer_where,
        _("the answer is '%s', but the stage '%s' has %s, which is the choice '%s'"),
        question->answer, recipe->stages[stage].id, text, right);
    diag_id(diag, "suspect-answer");
    diag_hint(diag, _("give the question a 'cell' besides, and its answer is checked for certain"));
}

/* ---- Questions ------------------------------------------------------------------------------- */

static bool check_question(struct trace *trace, const struct question *question, struct diag *diag)
{
    if (!trace_reads_named(trace, question->at)) {
        diag_error(diag, question->at_where,
            pointer_is_past(trace, question->at)
                ? _("the lesson ends before '%s': the question is never asked")
                : _("this lesson has no stage '%s': the question is never asked"),
            question->at);
        pointer_explain(trace, question->at, "no-such-stage", diag);
        return false;
    }
    if (question->has_cell && !pointer_check_cell(trace, question, diag)) {
        return false;
    }
    if (question->kind == ANSWER_CELL) {
        return true;
    }
    if (question->has_cell) {
        return check_key(trace, question, diag);
    }
    warn_too_early(trace, question, diag);
    suspect_key(trace, question, diag);
    return check_extreme(trace, question, diag);
}

bool claims_check(struct trace *trace, struct diag *diag)
{
    bool ok = true;
    for (const struct question *q = trace_lesson(trace)->questions; q != NULL; q = q->next) {
        ok = check_question(trace, q, diag) && ok;
    }
    return ok;
}
