/* Texts that name numbers of the lesson which a variant has not.
 *
 * A number with two digits or more, and a point or a percent sign, means what it is near to: 0.94
 * means a cell of 0.9362. A whole number means a score where it is called one ("the score 6",
 * exp(6)), or where all scores of a row stand together (6, 2 and 3); anywhere else it may be a
 * label, or count something. A number with many digits that is neither a cell nor a constant is
 * taken for one that was computed from the lesson's in another way: with other settings.
 */
#include "answer.h"
#include "change.h"
#include "elementary.h"
#include "i18n.h"
#include "mem.h"
#include "numbers.h"
#include "quoted.h"
#include "texts.h"
#include "variant_impl.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NUMBERS = 256, MOST_NAMED = 100000, TELLING = 2, PRECISE = 3 };

/* A number in a text. */
struct number {
    const char *at;
    size_t size;
    double value; /* without its sign */
    double half;  /* of a unit of its last digit */
    int digits;   /* significant ones */
    bool whole, percent;
};

/* A cell whose number is another one in the variant. */
struct named {
    double value;
    size_t stage, row, col;
    bool given;
};

struct search {
    const struct lesson *lesson;
    struct trace *trace;
    struct named *cells;
    size_t count;
    size_t scores; /* the stage of the logits */
    struct diag *diag;
    struct where last; /* where a number was reported: one of a line is enough */
    size_t found;
    struct number numbers[MOST_NUMBERS]; /* of the text at hand */
    size_t number_count;
};

/* ---- Numbers of a text ----------------------------------------------------------------------- */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) != 0 || c == '_';
}

/* The number that begins at `at`; false: none does. s1 is a name. */
static bool read_number(const char *text, const char *at, struct number *out)
{
    bool part = at > text && (is_word(at[-1]) || (at[-1] == '.' && at > text + 1 &&
                                                     isdigit((unsigned char)at[-2]) != 0));
    size_t whole = strspn(at, "0123456789");
    if (whole == 0 || whole > 9 || part) {
        return false;
    }
    size_t decimals = at[whole] == '.' ? strspn(at + whole + 1, "0123456789") : 0;
    size_t size = whole + (decimals > 0 ? decimals + 1 : 0);
    if (is_word(at[size])) {
        return false;
    }
    *out = (struct number){.at = at, .size = size, .whole = decimals == 0};
    (void)num_parse(at, size, &out->value);
    out->half = elementary_pow(10, -(double)decimals) / 2;
    for (size_t i = 0; i < size; i++) {
        bool leading = out->digits == 0 && (at[i] == '0' || at[i] == '.');
        out->digits += leading || at[i] == '.' ? 0 : 1;
    }
    size_t blank = at[size] == ' ' ? 1 : 0;
    out->percent = at[size + blank] == '%';
    if (out->percent) {
        out->value /= 100;
        out->half /= 100;
    }
    return true;
}

static void read_numbers(struct search *search, const char *text)
{
    search->number_count = 0;
    for (const char *at = text; *at != '\0' && search->number_count < MOST_NUMBERS;) {
        struct number *number = &search->numbers[search->number_count];
        size_t quote = 0; /* it follows the numbers */
        if (*at == '{' && quoted_next(at, &quote) == at) {
            at += quote;
        } else if (read_number(text, at, number)) {
            at += number->size;
            search->number_count++;
        } else {
            at++;
        }
    }
}

/* ---- Whole numbers that are scores ----------------------------------------------------------- */

static bool ends_in(const char *text, const char *end, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(end - text) >= size && memcmp(end - size, word, size) == 0;
}

/* The length of what may stand between a score and the word for it, and ends at `end`. */
static size_t filler(const char *text, const char *end)
{
    static const char *const words[] = {" ", ",", "=", ":", "[", "(", "-", "−", "*", "`", " is",
        " are", " of", " and", " the", " to", "是", "为", "，", "、", "和", "：", NULL};
    for (size_t i = 0; words[i] != NULL; i++) {
        bool in_list = words[i][0] != ',' || (end - text > 1 && isdigit((unsigned char)end[-2]));
        if (in_list && ends_in(text, end, words[i])) {
            return strlen(words[i]);
        }
    }
    return 0;
}

static bool is_called_score(const char *text, const char *at)
{
    static const char *const names[] = {"score", "scores", "logit", "logits", "Scores", "Logits",
        "exp(", "e^", "e^{", "exp(-", "e^{-", "得分", NULL};
    size_t digits = 1; /* at the first look, the number itself has been passed */
    while (digits > 0) {
        for (size_t i = 0; names[i] != NULL; i++) {
            if (ends_in(text, at, names[i])) {
                return true;
            }
        }
        digits = filler(text, at);
        while (digits == 0 && at - digits > text && isdigit((unsigned char)at[-1]) != 0) {
            digits = 1; /* another one of a list */
        }
        at -= digits;
    }
    return false;
}

/* Does nothing but what parts the members of a list stand there? */
static bool is_list(const char *from, const char *to)
{
    while (from < to) {
        size_t mark = strspn(from, " .,;[]()-");
        size_t word = strncmp(from, "and ", 4) == 0           ? 4
                      : strncmp(from, "和", 3) == 0           ? 3
                      : strncmp(from, "、", 3) == 0           ? 3
                      : strncmp(from, "，", 3) == 0           ? 3
                      : strncmp(from, "\xe2\x88\x92", 3) == 0 ? 3
                                                              : 0;
        if (mark + word == 0) {
            return false;
        }
        from += mark > 0 ? mark : word;
    }
    return true;
}

/* Do the numbers from here on read as one row of the scores? */
static bool is_row(const struct search *search, size_t first, size_t row)
{
    const struct stage *scores = &trace_recipe(search->trace)->stages[search->scores];
    if (scores->width < 2 || first + scores->width > search->number_count) {
        return false;
    }
    for (size_t i = 0; i < scores->width; i++) {
        const struct number *number = &search->numbers[first + i];
        double value = fabs(trace_cell(search->trace, search->scores, row, i));
        bool follows = i == 0 || is_list(number[-1].at + number[-1].size, number->at);
        if (number->value != value || number->percent || !follows) {
            return false;
        }
    }
    return true;
}

static bool is_in_row(const struct search *search, size_t i)
{
    const struct stage *scores = &trace_recipe(search->trace)->stages[search->scores];
    for (size_t back = 0; back < scores->width && back <= i; back++) {
        for (size_t row = 0; row < scores->rows; row++) {
            if (is_row(search, i - back, row)) {
                return true;
            }
        }
    }
    return false;
}

/* ---- What a number means --------------------------------------------------------------------- */

static bool means(const struct search *search, const struct number *number,
    const struct named *cell, const char *text)
{
    double value = fabs(cell->value);
    if (cell->given && number->value == value && !number->percent &&
        (!number->whole || (value != 0 && is_called_score(text, number->at)) ||
            is_in_row(search, (size_t)(number - search->numbers)))) {
        return true;
    }
    bool telling = number->digits >= TELLING && (!number->whole || number->percent);
    return telling && fabs(value - number->value) <= number->half * (1 + 1e-9);
}

static const struct named *meant_by(
    const struct search *search, const struct number *number, const char *text)
{
    const struct named *best = NULL;
    for (size_t i = 0; i < search->count; i++) {
        const struct named *cell = &search->cells[i];
        double off = fabs(fabs(cell->value) - number->value);
        if ((best == NULL || off < fabs(fabs(best->value) - number->value)) &&
            means(search, number, cell, text)) {
            best = cell;
        }
    }
    return best;
}

/* What to write in its place. */
static void hint_cell(const struct search *search, const struct named *named)
{
    const struct question_cell cell = {named->stage, named->row, named->col};
    struct str quote;
    str_init(&quote);
    quoted_add(search->trace, &cell, &quote);
    diag_hint(search->diag,
        _("say it in words, or, in prose and questions, write %s, which follows the numbers"),
        quote.data);
    str_release(&quote);
}

/* 0.0001 */
static bool is_power_of_ten(const struct number *number)
{
    return number->digits == 1 && number->at[number->size - 1] == '1';
}

/* Nobody writes three digits and as many decimals, or four decimals, of a number that was not
 * computed. Some are the same in any lesson: e, 1 / n, log n. */
static bool is_computed(const struct number *number)
{
    enum { MOST = 64 };
    bool constant = fabs(number->value - elementary_exp(1)) <= number->half;
    for (int n = 2; n <= MOST && !constant; n++) {
        constant = fabs(number->value - 1.0 / n) <= number->half ||
                   fabs(number->value - elementary_log(n)) <= number->half;
    }
    bool small = number->half < 0.0001 && number->digits >= 1 && !is_power_of_ten(number);
    bool precise = number->digits >= PRECISE && number->half < 0.001;
    return (small || precise) && !number->whole && !number->percent && !constant;
}

static void report(struct search *search, const struct number *number, const struct named *cell,
    struct where where)
{
    search->found++;
    if (search->last.source == where.source && search->last.line == where.line) {
        return;
    }
    search->last = where;
    diag_error(search->diag, where,
        cell != NULL ? _("'%.*s' is a number of the lesson, and its variants have another")
                     : _("'%.*s' looks computed from the numbers of the lesson, and its variants "
                         "have others"),
        (int)number->size, number->at);
    diag_id(search->diag, "names-old-number");
    if (cell != NULL) {
        hint_cell(search, cell);
    } else {
        diag_hint(search->diag, _("say it in words, or leave it out"));
    }
}

static void look(struct search *search, const char *text, struct where near)
{
    read_numbers(search, text);
    for (size_t i = 0; i < search->number_count; i++) {
        const struct number *number = &search->numbers[i];
        const struct named *cell = meant_by(search, number, text);
        if (cell == NULL && !is_computed(number)) {
            continue;
        }
        struct where where;
        if (!texts_find(search->lesson, text, (size_t)(number->at - text), number->size, near,
                &where)) { /* a text that is not translated stands in the lesson */
            where = texts_place(
                text, (size_t)(number->at - text), (struct where){&search->lesson->source, 1, 1});
        }
        report(search, number, cell, where);
    }
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static void look_at_spans(struct search *search, const struct span *spans, struct where near)
{
    for (; spans != NULL; spans = spans->next) {
        look(search, spans->text, near);
    }
}

static void look_at_prose(struct search *search, const struct prose *prose)
{
    for (const struct block *b = prose->blocks; b != NULL; b = b->next) {
        look_at_spans(search, b->spans, prose->where);
        for (const struct table_row *row = b->table != NULL ? b->table->rows : NULL; row != NULL;
             row = row->next) {
            for (size_t col = 0; col < b->table->cols; col++) {
                look_at_spans(search, row->cells[col], prose->where);
            }
        }
    }
}

static void look_at_question(
    struct search *search, const struct question *question, struct where near, bool hint)
{
    look(search, question->ask, near);
    for (size_t i = 0; question->choices != NULL && question->choices[i] != NULL; i++) {
        look(search, question->choices[i], near);
    }
    if (hint && question->hint != NULL) {
        look(search, question->hint, near);
    }
}

static void look_at_texts(struct search *search, enum variant_texts texts)
{
    const struct lesson *lesson = search->lesson;
    bool translated = lesson->language != NULL;
    const struct where front = {translated ? &lesson->translation : &lesson->source, 1, 1};
    look(search, lesson->title, front);
    bool page = texts == VARIANT_OF_SHEET || texts == VARIANT_OF_PAGE;
    if (page) {
        look(search, lesson->summary, front);
    }
    for (const struct question *q = lesson->questions; q != NULL && texts != VARIANT_OF_DATA;
         q = q->next) {
        look_at_question(search, q, translated ? front : q->where, texts != VARIANT_OF_SHEET);
    }
    for (const struct prose *p = lesson->prose; p != NULL && texts != VARIANT_OF_DATA;
         p = p->next) {
        bool intro = p->at[0] == '\0';
        if (intro || texts == VARIANT_OF_PAGE) {
            look_at_prose(search, p);
        }
    }
}

/* The cells that scores change: all scores, though one of a variant may be as it was, and what is
 * another number in this one. */
static void find_named(struct search *search, struct trace *variant)
{
    const struct recipe *recipe = trace_recipe(search->trace);
    for (size_t i = 0; i < recipe->count; i++) {
        const struct stage *stage = &recipe->stages[i];
        for (size_t k = 0; !stage->hidden && !stage->whole && k < stage->rows * stage->width; k++) {
            size_t row = k / stage->width;
            size_t col = k % stage->width;
            double value = trace_cell(search->trace, i, row, col);
            bool given = i == search->scores;
            bool other =
                isfinite(value) && (given || !judge_same(value, trace_cell(variant, i, row, col)));
            if (other && search->count < MOST_NAMED) {
                search->cells[search->count++] = (struct named){value, i, row, col, given};
            }
        }
    }
}

bool variant_check_texts(const struct lesson *lesson, const struct variant *variant,
    enum variant_texts texts, struct diag *diag)
{
    const struct override set = {variant->set};
    struct diag unheard;
    diag_init(&unheard);
    struct lesson *other = lesson_variant(lesson, &set, 1, &unheard);
    struct search *search = mem_alloc(1, sizeof *search);
    *search = (struct search){.lesson = lesson, .diag = diag};
    search->cells = mem_alloc(MOST_NAMED, sizeof *search->cells);
    if (other != NULL) {
        search->trace = trace_new(lesson);
        search->scores = recipe_find(trace_recipe(search->trace), ID_logits);
        struct trace *trace = trace_new(other);
        find_named(search, trace);
        look_at_texts(search, texts);
        trace_free(trace);
        trace_free(search->trace);
    }
    bool clean = other != NULL && search->found == 0;
    free(search->cells);
    free(search);
    lesson_free(other);
    diag_release(&unheard);
    return clean;
}
