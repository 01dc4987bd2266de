#include "told.h"

#include "answer.h"
#include "i18n.h"
#include "numbers.h"

#include <ctype.h>
#include <string.h>

enum {
    TELLING = 3
}; /* bytes of a choice, or digits of a number, that mean it wherever they stand */

static bool is_word_char(char c)
{
    return isalnum((unsigned char)c) != 0 || (unsigned char)c >= 0x80;
}

static bool has_word(const char *text, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        bool before = at > text && (is_word_char(at[-1]) || at[-1] == '.');
        bool after = is_word_char(at[size]) || (at[size] == '.' && is_word_char(at[size + 1]));
        if (!before && !after) {
            return true;
        }
    }
    return false;
}

/* A hint that names the right choice and none of the others. Short words, numbers and what the
 * question names itself stand in sentences for other reasons. */
static bool hint_tells_choice(const struct question *question)
{
    bool number = strcmp(question->answer, "nan") == 0 || strcmp(question->answer, "inf") == 0;
    if (number || strlen(question->answer) < TELLING ||
        !has_word(question->hint, question->answer) || has_word(question->ask, question->answer)) {
        return false;
    }
    for (size_t i = 0; question->choices[i] != NULL; i++) {
        const char *other = question->choices[i];
        if (strcmp(other, question->answer) != 0 && has_word(question->hint, other)) {
            return false;
        }
    }
    return true;
}

/* ---- Numbers --------------------------------------------------------------------------------- */

/* What a question asks for, and the number in a text that says it. */
struct sought {
    double value;
    int decimals; /* as shown */
    char found[ANSWER_SIZE];
};

/* So many digits that finding them in a text means something? */
static bool is_telling(const char *number, const struct answer *answer)
{
    return answer->digits >= TELLING && strchr(number, '.') != NULL;
}

/* The number that a question asks for; false where it has too few digits, or is given. */
static bool seek(struct trace *trace, const struct question *question, struct sought *out)
{
    struct question_cell cell;
    struct answer shown = {.value = 0};
    char text[NUM_SIZE];
    if (question->kind != ANSWER_CELL || !question_find(trace, question, &cell)) {
        return false;
    }
    out->value = trace_cell(trace, cell.stage, cell.row, cell.col);
    out->decimals = trace_stage_decimals(trace, cell.stage, trace_default_decimals(trace));
    (void)num_cell(text, out->value, out->decimals);
    return answer_parse(text, &shown) && is_telling(text, &shown) &&
           trace_recipe(trace)->stages[cell.stage].op != NULL;
}

/* The length of the number that stands there, its sign included; 0: none does. */
static size_t number_at(const char *text, const char *at)
{
    size_t size = *at == '-';
    size_t digits = strspn(at + size, "0123456789");
    if (digits == 0 || (at > text && (is_word_char(at[-1]) || at[-1] == '.' || at[-1] == '-'))) {
        return 0;
    }
    size += digits;
    size_t decimals = at[size] == '.' ? strspn(at + size + 1, "0123456789") : 0;
    size += decimals > 0 ? decimals + 1 : 0;
    bool ends = !is_word_char(at[size]) && (at[size] != '.' || !is_word_char(at[size + 1]));
    return ends ? size : 0;
}

/* Has the text a number that would be judged right, were it typed? */
static bool has_number(const char *text, struct sought *sought)
{
    for (const char *at = text; *at != '\0'; at++) {
        struct answer answer = {.value = 0};
        size_t size = number_at(text, at);
        if (size == 0 || size >= ANSWER_SIZE) {
            continue;
        }
        memcpy(sought->found, at, size);
        sought->found[size] = '\0';
        if (answer_parse(sought->found, &answer) && is_telling(sought->found, &answer) &&
            answer_judge(&answer, sought->value, sought->decimals) == JUDGED_RIGHT) {
            return true;
        }
        at += size - 1;
    }
    return false;
}

static bool spans_have(const struct span *spans, struct sought *sought)
{
    for (const struct span *s = spans; s != NULL; s = s->next) {
        if (has_number(s->text, sought)) {
            return true;
        }
    }
    return false;
}

static bool table_has(const struct prose_table *table, struct sought *sought)
{
    for (const struct table_row *row = table->rows; row != NULL; row = row->next) {
        for (size_t col = 0; col < table->cols; col++) {
            if (spans_have(row->cells[col], sought)) {
                return true;
            }
        }
    }
    return false;
}

static bool prose_has(const struct prose *prose, struct sought *sought)
{
    for (const struct block *b = prose->blocks; b != NULL; b = b->next) {
        if (b->table != NULL ? table_has(b->table, sought) : spans_have(b->spans, sought)) {
            return true;
        }
    }
    return false;
}

/* ---- What has been read ---------------------------------------------------------------------- */

/* The first stage of a step that is shown; the count of stages where there is none. */
static size_t first_of(const struct recipe *recipe, const char *group)
{
    size_t i = 0;
    while (i < recipe->count &&
           (recipe->stages[i].hidden || strcmp(group_ids[recipe->stages[i].group], group) != 0)) {
        i++;
    }
    return i;
}

/* The stage that a question is asked before. The first step is open from the start. */
static size_t asked_before(const struct recipe *recipe, const struct question *question)
{
    size_t at = recipe_named(recipe, question->at);
    at = at == STAGE_NONE ? first_of(recipe, question->at) : at;
    while (at < recipe->count && recipe->stages[at].group == recipe->stages[0].group) {
        at++;
    }
    return at;
}

/* Was this section read, for certain, when a question before that stage is asked? A step that the
 * reader knows is taken whole, so what stands in it comes after its questions. */
static bool is_read(const struct lesson *lesson, const struct recipe *recipe,
    const struct prose *prose, size_t before)
{
    bool group = recipe_is_group(prose->at);
    size_t at = group ? first_of(recipe, prose->at) : recipe_named(recipe, prose->at);
    if (at >= recipe->count || before >= recipe->count) { /* STAGE_NONE, too: the end, or nowhere */
        return prose->at[0] == '\0';
    }
    enum group step = recipe->stages[before].group;
    bool known = (lesson->known >> step & 1) != 0;
    return at < before && !(known && recipe->stages[at].group == step);
}

static void warn_told(const struct question *question, const struct sought *sought,
    const char *place, struct diag *diag)
{
    bool intro = place[0] == '\0';
    if (intro) {
        diag_warn(diag, question->where,
            _("the introduction tells the answer of this question, '%s'"), sought->found);
    } else {
        diag_warn(diag, question->where,
            _("'%s' is read before this question, and tells its answer, '%s'"), place,
            sought->found);
    }
    diag_id(diag, intro ? "told-by-intro" : "told-by-text");
    diag_hint(diag, _("move the number to the step, or to '## end'"));
}

/* Title, summary, and the sections of the text. */
static void advise_texts(
    struct trace *trace, const struct question *question, struct sought *sought, struct diag *diag)
{
    const struct lesson *lesson = trace_lesson(trace);
    const struct recipe *recipe = trace_recipe(trace);
    size_t before = asked_before(recipe, question);
    if (has_number(lesson->title, sought)) {
        warn_told(question, sought, "title", diag);
    }
    if (has_number(lesson->summary, sought)) {
        warn_told(question, sought, "summary", diag);
    }
    for (const struct prose *p = lesson->prose; p != NULL; p = p->next) {
        if (is_read(lesson, recipe, p, before) && prose_has(p, sought)) {
            warn_told(question, sought, p->at, diag);
        }
    }
}

/* The questions before it: once answered, with their hints. What a question says itself is said on
 * purpose: that one number does not change, for example. */
static void advise_questions(
    struct trace *trace, const struct question *question, struct sought *sought, struct diag *diag)
{
    const struct recipe *recipe = trace_recipe(trace);
    size_t before = asked_before(recipe, question);
    for (const struct question *q = trace_lesson(trace)->questions; q != question; q = q->next) {
        bool tells = has_number(q->ask, sought) || (q->hint != NULL && has_number(q->hint, sought));
        if (tells && asked_before(recipe, q) <= before) {
            warn_told(question, sought, q->ask, diag);
        }
    }
}

void advise_told(struct trace *trace, struct diag *diag)
{
    const struct question *question = trace_lesson(trace)->questions;
    for (; question != NULL; question = question->next) {
        struct sought sought = {.value = 0};
        bool number = seek(trace, question, &sought);
        bool hint = question->hint != NULL &&
                    (question->kind == ANSWER_CELL ? number && has_number(question->hint, &sought)
                                                   : hint_tells_choice(question));
        if (hint) {
            diag_warn(diag, question->hint_where, _("this hint tells the answer, '%s'"),
                question->kind == ANSWER_CELL ? sought.found : question->answer);
            diag_id(diag, "told-by-hint");
            diag_hint(diag, _("say what to look at; after the hint the formula follows by itself"));
        }
        if (number) {
            advise_texts(trace, question, &sought, diag);
            advise_questions(trace, question, &sought, diag);
        }
    }
}
