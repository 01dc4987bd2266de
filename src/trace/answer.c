#include "answer.h"

#include "elementary.h"

#include <math.h>
#include <string.h>

enum { MOST_POWER = 308 }; /* of ten, in a double */

static double power_of_ten(int exponent)
{
    return elementary_pow(10, exponent);
}

/* A number without a fraction bar: digits, a point, an exponent. */
static bool parse_decimal(const char *text, size_t size, struct answer *out)
{
    const char *point_at = memchr(text, '.', size);
    if (point_at != NULL &&
        memchr(point_at + 1, '.', size - (size_t)(point_at + 1 - text)) != NULL) {
        return false;
    }
    char padded[ANSWER_SIZE + 2];
    size_t at = 0;
    size_t used = 0;
    /* The strict reader wants a digit on both sides of the point. */
    for (; at < size && used < sizeof padded - 2; at++) {
        bool digit_before = used > 0 && padded[used - 1] >= '0' && padded[used - 1] <= '9';
        if (text[at] == '.' && !digit_before) {
            padded[used++] = '0';
        }
        bool digit_after = at + 1 < size && text[at + 1] >= '0' && text[at + 1] <= '9';
        if (text[at] == '.' && !digit_after) {
            continue;
        }
        padded[used++] = text[at];
    }
    if (at < size || strcspn(text, "0123456789") >= size || !num_parse(padded, used, &out->value) ||
        isinf(out->value)) {
        return false; /* 1e400 is a number, but no infinity, which is what it is read as */
    }
    int decimals = 0;
    bool point = false;
    bool leading = true;
    for (at = 0; at < size && text[at] != 'e' && text[at] != 'E'; at++) {
        bool digit = text[at] >= '0' && text[at] <= '9';
        leading = leading && (!digit || text[at] == '0');
        out->digits += digit && !leading;
        decimals += digit && point;
        point = point || text[at] == '.';
    }
    long long exponent = 0;
    if (at < size && (!num_parse_integer(text + at + 1, size - at - 1, &exponent) ||
                         exponent > 400 || exponent < -400)) {
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
    struct answer answer = {.value = 0};
    size_t size = strlen(text);
    if (size == 0 || size >= sizeof copy) {
        return false;
    }
    memcpy(copy, text, size + 1);
    if (parse_word(copy, out)) {
        return true;
    }
    for (char *c = strchr(copy, ','); c != NULL; c = strchr(c, ',')) {
        answer.comma = true;
        *c = '.';
    }
    char *bar = strchr(copy, '/');
    size_t first = bar == NULL ? size : (size_t)(bar - copy);
    if (!parse_decimal(copy, first, &answer)) {
        return false;
    }
    if (bar != NULL) {
        struct answer below = {.value = 0};
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
    struct answer shown = {.value = 0};
    (void)num_cell(text, value, decimals);
    bool powers = strchr(text, 'e') != NULL && answer_parse(text, &shown);
    return powers ? shown.unit : power_of_ten(-decimals);
}

/* The unit of the last of so many significant digits. */
static double significant_unit(double value, int digits)
{
    int place = 0;
    while (place < MOST_POWER && power_of_ten(place + 1) <= fabs(value)) {
        place++;
    }
    while (place > -307 && power_of_ten(place) > fabs(value)) {
        place--;
    }
    return power_of_ten(place - digits + 1);
}

enum judgement answer_judge(const struct answer *answer, double value, int decimals)
{
    static const double slack = 1 + 1e-9; /* exactly half a unit off is right, too */
    if (isnan(value) || isnan(answer->value)) {
        return isnan(value) && isnan(answer->value) ? JUDGED_RIGHT : JUDGED_WRONG;
    }
    if (isinf(value) || isinf(answer->value)) {
        return answer->value == value ? JUDGED_RIGHT : JUDGED_WRONG;
    }
    double distance = fabs(answer->value - value);
    if (distance <= 0.5 * shown_unit(value, decimals) * slack + 1e-15 * fabs(value)) {
        return JUDGED_RIGHT;
    }
    if (answer->value == 0 || distance > 0.5 * answer->unit * slack) {
        return JUDGED_WRONG;
    }
    if (answer->digits >= 2) {
        return JUDGED_RIGHT;
    }
    /* 0.1 is no beginning of 0.0659, though it rounds to it. */
    bool begins = distance <= 0.5 * significant_unit(value, answer->digits) * slack;
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
        if (stage->form == FORM_MATRIX && axis == stage->class_axis && stage->width > 1) {
            cell.col = question->cell[axis];
        } else {
            cell.row = cell.row * stage->shape.dim[axis] + question->cell[axis];
        }
    }
    *out = cell;
    return true;
}
