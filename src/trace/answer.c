#include "answer.h"

#include "elementary.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_POWER = 308 }; /* of ten, in a double */

static double power_of_ten(int exponent)
{
    return elementary_pow(10, exponent);
}

/* A number without a fraction bar: digits, a point, an exponent. Behind it the text ends, or has
 * its bar. */
static bool parse_decimal(const char *text, size_t size, struct answer *out)
{
    if (!num_parse(text, size, &out->value) || !isfinite(out->value)) {
        return false; /* 1e400 is a number, but no infinity, which is what it is read as */
    }
    out->digits = 0;
    int decimals = 0;
    bool point = false;
    bool leading = true;
    const char *at = text;
    for (; strchr("eE/", *at) == NULL; at++) {
        bool digit = *at >= '0' && *at <= '9';
        leading = leading && (!digit || *at == '0');
        out->digits += digit && !leading;
        decimals += digit && point;
        point = point || *at == '.';
    }
    at += strspn(at, "eE");
    long long exponent = 0;
    if (!num_parse_integer(at, size - (size_t)(at - text), &exponent) || exponent > 400 ||
        exponent < -400) {
        exponent = 0;
    }
    out->digits += out->digits == 0;
    int place = (int)exponent - decimals; /* 0e400 is a number, and 1e400 none */
    out->unit = power_of_ten(place < MOST_POWER ? place : MOST_POWER);
    return true;
}

static bool parse_word(const char *text, struct answer *out)
{
    double value = 0;
    const char *word = text + (*text == '-' || *text == '+');
    bool infinite = strcmp(word, "inf") == 0 || strcmp(word, "infinity") == 0;
    if (!infinite && strcmp(word, "nan") != 0) {
        return false;
    }
    value = infinite ? INFINITY : NAN;
    *out = (struct answer){.value = *text == '-' ? -value : value, .digits = 17};
    return true;
}

bool answer_parse(const char *text, struct answer *out)
{
    char copy[ANSWER_SIZE];
    size_t size = strlen(text);
    if (size == 0 || size >= sizeof copy) {
        return false;
    }
    (void)snprintf(copy, sizeof copy, "%s", text);
    if (parse_word(copy, out)) {
        return true;
    }
    struct answer answer;
    answer.comma = strchr(copy, ',') != NULL;
    for (char *c = strchr(copy, ','); c != NULL; c = strchr(c, ',')) {
        *c = '.';
    }
    char *bar = strchr(copy, '/');
    size_t first = bar == NULL ? size : (size_t)(bar - copy);
    if (!parse_decimal(copy, first, &answer)) {
        return false;
    }
    if (bar != NULL) {
        struct answer below;
        if (!parse_decimal(bar + 1, size - first - 1, &below) || below.value == 0) {
            return false;
        }
        answer.value /= below.value;
        answer.unit = 0;
        answer.digits = 17;
    }
    *out = answer;
    return true;
}

/* The unit of the last decimal that the screen shows of a value. */
static double shown_unit(double value, int decimals)
{
    char text[NUM_SIZE];
    struct answer shown;
    (void)num_cell(text, value, decimals);
    bool powers = strchr(text, 'e') != NULL && answer_parse(text, &shown);
    return powers ? shown.unit : power_of_ten(-decimals);
}

/* Exactly half a unit off is near, too. */
static bool is_near(double distance, double unit, double value)
{
    return distance <= 0.5 * unit + 1e-15 * fabs(value);
}

enum judgement answer_judge(const struct answer *answer, double value, int decimals)
{
    if (!isfinite(value)) {
        bool same = isnan(value) ? isnan(answer->value) : answer->value == value;
        return same ? JUDGED_RIGHT : JUDGED_WRONG;
    }
    /* an answer of inf or nan is near to no number */
    double distance = fabs(answer->value - value);
    if (is_near(distance, shown_unit(value, decimals), value)) {
        return JUDGED_RIGHT;
    }
    if (answer->value == 0 || !is_near(distance, answer->unit, value)) {
        return JUDGED_WRONG;
    }
    if (answer->digits >= 2) {
        return JUDGED_RIGHT;
    }
    /* 0.1 is no beginning of 0.0659, though it rounds to it, but of 0.095 */
    bool begins = is_near(answer->unit - fabs(value), answer->unit / 10, value);
    return begins ? JUDGED_FEW_DIGITS : JUDGED_WRONG;
}

bool question_find(
    const struct trace *trace, const struct question *question, struct question_cell *out)
{
    return question->kind == ANSWER_CELL && question_find_cell(trace, question, out);
}

bool question_find_cell(
    const struct trace *trace, const struct question *question, struct question_cell *out)
{
    size_t index =
        question->has_cell ? recipe_named(trace_recipe(trace), question->at) : STAGE_NONE;
    if (index == STAGE_NONE) {
        return false;
    }
    const struct stage *stage = &trace_recipe(trace)->stages[index];
    if (question->cell_rank != stage->shape.rank) {
        return false;
    }
    struct question_cell cell = {.stage = index};
    for (size_t axis = 0; axis < question->cell_rank; axis++) {
        if (question->cell[axis] >= stage->shape.dim[axis]) {
            return false;
        }
        if (stage->form == FORM_MATRIX && axis == stage->class_axis) {
            cell.col = question->cell[axis];
        } else {
            cell.row = cell.row * stage->shape.dim[axis] + question->cell[axis];
        }
    }
    *out = cell;
    return true;
}
