/* Texts that name numbers of the lesson which its variants have not.
 *
 * A number with two digits or more, and a point or a percent sign, means what it is near to: 0.94
 * means a cell of 0.9362. A whole number means a score where it is called one ("the score 6",
 * exp(6)), or where all scores of a row stand together (6, 2 and 3); in questions, also where it
 * counts and names nothing ("from 2 to 9"). Anywhere else it may be a label, or count something. A
 * number with many digits that is neither a cell nor a constant is taken for one that was computed
 * from the lesson's in another way: with other settings. So is a whole number beside one that is
 * quoted, in a question: what two scores differ by.
 */
#include "answer.h"
#include "elementary.h"
#include "i18n.h"
#include "mem.h"
#include "numbers.h"
#include "quoted.h"
#include "texts.h"
#include "variant_impl.h"
#include "variant_numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NUMBERS = 256, MOST_NAMED = 100000, TELLING = 2, PRECISE = 3 };

/* A cell whose number is another one in variants. */
struct named {
    double value;
    size_t stage, row, col;
    bool given;
};

struct naming {
    const struct lesson *lesson;
    struct trace *trace;
    struct named *cells;
    size_t count;
    struct diag *diag;
    struct where last; /* where a number was reported: one of a line is enough */
    size_t found;
    struct number numbers[MOST_NUMBERS]; /* of the text at hand */
    size_t number_count;
    const struct question *question; /* that the text belongs to; NULL: to none */
    bool quotes;                     /* it quotes numbers */
    bool first_alone;                /* the first number is reported, and no other */
};

enum { PROBES = 3 };

static const struct stage *scores_of(const struct naming *naming)
{
    const struct recipe *recipe = trace_recipe(naming->trace);
    return &recipe->stages[recipe->scores];
}

/* ---- Whole numbers that are scores ----------------------------------------------------------- */

/* Do the numbers from here on read as one row of the scores? */
static bool is_row(const struct naming *naming, size_t first, size_t row)
{
    const struct stage *scores = scores_of(naming);
    if (scores->width < 2 || first + scores->width > naming->number_count) {
        return false;
    }
    for (size_t i = 0; i < scores->width; i++) {
        const struct number *number = &naming->numbers[first + i];
        double value = fabs(trace_cell(naming->trace, trace_recipe(naming->trace)->scores, row, i));
        bool follows = i == 0 || numbers_are_listed(number[-1].at + number[-1].size, number->at);
        if (number->value != value || number->percent || !follows) {
            return false;
        }
    }
    return true;
}

static bool is_in_row(const struct naming *naming, size_t i)
{
    const struct stage *scores = scores_of(naming);
    for (size_t back = 0; back < scores->width && back <= i; back++) {
        for (size_t row = 0; row < scores->rows; row++) {
            if (is_row(naming, i - back, row)) {
                return true;
            }
        }
    }
    return false;
}

/* ---- What a number means --------------------------------------------------------------------- */

/* Of a question: a whole number that says of nothing that it is so many. One that is a whole choice
 * is judged where the question has a cell, and counts where it asks how many. */
static bool stands_alone(const struct naming *naming, const struct number *number, const char *text)
{
    if (naming->question == NULL || !number->whole || number->percent || number->value < 2) {
        return false;
    }
    if (number_is_all(text, number)) {
        return !number->word && strstr(naming->question->written_ask, "ow many ") == NULL;
    }
    return !number_is_counted(text, number) && (!number->word || number_is_passed(text, number));
}

static bool is_score(const struct naming *naming, const struct number *number, const char *text)
{
    bool called = number->value != 0 && number_is_called_score(text, number->at) &&
                  !(number->word && number_is_counted(text, number));
    return !number->whole || called || stands_alone(naming, number, text) ||
           is_in_row(naming, (size_t)(number - naming->numbers));
}

static bool means(const struct naming *naming, const struct number *number,
    const struct named *cell, const char *text)
{
    double value = fabs(cell->value);
    if (cell->given && number->value == value && !number->percent &&
        is_score(naming, number, text)) {
        return true;
    }
    bool telling = number->digits >= TELLING && (!number->whole || number->percent);
    return telling && fabs(value - number->value) <= number->half * (1 + 1e-9);
}

static const struct named *meant_by(
    const struct naming *naming, const struct number *number, const char *text)
{
    const struct named *best = NULL;
    for (size_t i = 0; i < naming->count; i++) {
        const struct named *cell = &naming->cells[i];
        double off = fabs(fabs(cell->value) - number->value);
        if ((best == NULL || off < fabs(fabs(best->value) - number->value)) &&
            means(naming, number, cell, text)) {
            best = cell;
        }
    }
    return best;
}

/* What to write in its place. */
static void hint_cell(const struct naming *naming, const struct named *named)
{
    const struct question_cell cell = {named->stage, named->row, named->col};
    struct str quote;
    str_init(&quote);
    quoted_add(naming->trace, &cell, &quote);
    diag_hint(naming->diag,
        _("say it in words, or, in prose and questions, write %s, which follows the numbers"),
        quote.data);
    str_release(&quote);
}

/* 0.0001 */
static bool is_power_of_ten(const struct number *number)
{
    return number->digits == 1 && number->at[number->size - 1] == '1';
}

/* The same in any lesson: e, 1 / n, log n. */
static bool is_constant(const struct number *number)
{
    enum { MOST = 64, LARGE = 1000 };
    bool constant = fabs(number->value - elementary_exp(1)) <= number->half;
    for (int n = 2; n <= LARGE && !constant; n = n == MOST ? 100 : n < MOST ? n + 1 : n * 10) {
        constant = fabs(number->value - 1.0 / n) <= number->half ||
                   fabs(number->value - elementary_log(n)) <= number->half;
    }
    return constant;
}

/* Nobody writes three digits and as many decimals, or four decimals, of a number that was not
 * computed. */
static bool is_computed(const struct number *number)
{
    bool small = number->half < 0.0001 && number->digits >= 1 && !is_power_of_ten(number);
    bool precise = number->digits >= PRECISE && number->half < 0.001;
    return (small || precise) && !number->whole && !number->percent && !is_constant(number);
}

/* 2.718: also where a score is 1. */
static bool is_e(const struct number *number)
{
    return number->digits > PRECISE && fabs(number->value - elementary_exp(1)) <= 2 * number->half;
}

static void report(struct naming *naming, const struct number *number, const struct named *cell,
    struct where where)
{
    naming->found++;
    if (naming->first_alone && naming->found > 1) {
        return;
    }
    if (naming->last.source == where.source && naming->last.line == where.line) {
        return;
    }
    naming->last = where;
    diag_error(naming->diag, where,
        cell != NULL ? _("'%.*s' is a number of the lesson, and its variants have another")
                     : _("'%.*s' looks computed from the numbers of the lesson, and its variants "
                         "have others"),
        (int)number->size, number->at);
    diag_id(naming->diag, "names-old-number");
    if (cell != NULL) {
        hint_cell(naming, cell);
    } else {
        diag_hint(naming->diag, _("say it in words, or leave it out"));
    }
}

static void look(struct naming *naming, const char *text, struct where near)
{
    naming->number_count =
        numbers_read(text, naming->question != NULL, naming->numbers, MOST_NUMBERS);
    for (size_t i = 0; i < naming->number_count; i++) {
        const struct number *number = &naming->numbers[i];
        const struct named *cell = meant_by(naming, number, text);
        bool derived = naming->quotes && !number->word && stands_alone(naming, number, text);
        if (is_e(number) || (cell == NULL && !is_computed(number) && !derived)) {
            continue;
        }
        struct where where;
        if (!texts_find(naming->lesson, text, (size_t)(number->at - text), number->size, near,
                &where)) { /* a text that is not translated stands in the lesson */
            where = texts_place(
                text, (size_t)(number->at - text), (struct where){&naming->lesson->source, 1, 1});
        }
        report(naming, number, cell, where);
    }
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static void look_at_spans(struct naming *naming, const struct span *spans, struct where near)
{
    for (; spans != NULL; spans = spans->next) {
        look(naming, spans->text, near);
    }
}

static void look_at_prose(struct naming *naming, const struct prose *prose)
{
    for (const struct block *b = prose->blocks; b != NULL; b = b->next) {
        look_at_spans(naming, b->spans, prose->where);
        for (const struct table_row *row = b->table != NULL ? b->table->rows : NULL; row != NULL;
             row = row->next) {
            for (size_t col = 0; col < b->table->cols; col++) {
                look_at_spans(naming, row->cells[col], prose->where);
            }
        }
    }
}

/* Is the choice a number, which --check compares with the cell that the question has? */
static bool is_judged(const struct question *question, const char *choice)
{
    struct answer answer;
    return question->has_cell && answer_parse(choice, &answer);
}

static bool has_quotes(const struct question *question)
{
    size_t size = 0;
    bool any = quoted_next(question->ask, &size) != NULL;
    for (size_t i = 0; i < question_choices(question) && !any; i++) {
        any = quoted_next(question->choices[i], &size) != NULL;
    }
    return any;
}

static void look_at_question(
    struct naming *naming, const struct question *question, struct where near, bool hint)
{
    naming->question = question;
    naming->quotes = has_quotes(question);
    look(naming, question->ask, near);
    for (size_t i = 0; i < question_choices(question); i++) {
        if (!is_judged(question, question->choices[i])) {
            look(naming, question->choices[i], near);
        }
    }
    naming->quotes = false;
    if (hint && question->hint != NULL) {
        look(naming, question->hint, near);
    }
    naming->question = NULL;
}

bool naming_has(struct naming *naming, const struct question *question, struct diag *why)
{
    naming->diag = why;
    naming->first_alone = true;
    naming->last = (struct where){0};
    naming->found = 0;
    look_at_question(naming, question, question->where, false);
    return naming->found > 0;
}

static void look_at_texts(struct naming *naming, enum variant_texts texts, uint64_t without)
{
    const struct lesson *lesson = naming->lesson;
    bool translated = lesson->language != NULL;
    const struct where front = {translated ? &lesson->translation : &lesson->source, 1, 1};
    look(naming, lesson->title, front);
    bool page = texts == VARIANT_OF_SHEET || texts == VARIANT_OF_PAGE;
    if (page) {
        look(naming, lesson->summary, front);
    }
    size_t place = 0;
    for (const struct question *q = lesson->questions; q != NULL && texts != VARIANT_OF_DATA;
         q = q->next) {
        if (!variant_is_without(without, place++)) {
            look_at_question(naming, q, translated ? front : q->where, texts != VARIANT_OF_SHEET);
        }
    }
    for (const struct prose *p = lesson->prose; p != NULL && texts != VARIANT_OF_DATA;
         p = p->next) {
        bool intro = p->at[0] == '\0';
        if (intro || texts == VARIANT_OF_PAGE) {
            look_at_prose(naming, p);
        }
    }
}

/* Has it the same stages? */
static bool is_like(struct trace *own, struct trace *probe)
{
    return probe != NULL && trace_recipe(probe)->count == trace_recipe(own)->count;
}

/* The cells that scores change: all scores, though one of a variant may be as it was, and what is
 * another number with other scores. */
static void find_named(struct naming *naming, struct trace *const *probes)
{
    bool shares = variant_are_shares(naming->lesson);
    const struct recipe *recipe = trace_recipe(naming->trace);
    for (size_t i = 0; i < recipe->count; i++) {
        const struct stage *stage = &recipe->stages[i];
        for (size_t k = 0; !stage->hidden && !stage->whole && k < stage->rows * stage->width; k++) {
            size_t row = k / stage->width;
            size_t col = k % stage->width;
            double value = trace_cell(naming->trace, i, row, col);
            bool given = i == recipe->scores;
            bool other = given && !(shares && (value == 0 || value == 1));
            for (size_t p = 0; p < PROBES && !other; p++) {
                other = is_like(naming->trace, probes[p]) &&
                        !judge_same(value, trace_cell(probes[p], i, row, col));
            }
            if (other && isfinite(value) && naming->count < MOST_NAMED) {
                naming->cells[naming->count++] = (struct named){value, i, row, col, given};
            }
        }
    }
}

struct naming *naming_new(const struct lesson *lesson)
{
    struct naming *naming = mem_alloc(1, sizeof *naming);
    *naming = (struct naming){.lesson = lesson, .trace = trace_new(lesson)};
    naming->cells = mem_alloc(MOST_NAMED, sizeof *naming->cells);
    struct lesson *others[PROBES] = {NULL};
    struct trace *probes[PROBES] = {NULL};
    for (size_t i = 0; i < PROBES; i++) {
        others[i] = variant_probe(lesson, i);
        probes[i] = others[i] != NULL ? trace_new(others[i]) : NULL;
    }
    find_named(naming, probes);
    for (size_t i = 0; i < PROBES; i++) {
        trace_free(probes[i]);
        lesson_free(others[i]);
    }
    return naming;
}

void naming_free(struct naming *naming)
{
    trace_free(naming->trace);
    free(naming->cells);
    free(naming);
}

bool variant_check_texts(const struct lesson *lesson, const struct variant *variant,
    enum variant_texts texts, struct diag *diag)
{
    struct naming *naming = naming_new(lesson);
    naming->diag = diag;
    naming->first_alone = false;
    look_at_texts(naming, texts, variant->without);
    bool clean = naming->found == 0;
    naming_free(naming);
    return clean;
}
