/* The questions of a lesson, for documents. */
#include "doc.h"
#include "follow.h"
#include "i18n.h"
#include "numbers.h"
#include "sentence.h"
#include "sheet.h"
#include "slip.h"

#include <math.h>
#include <string.h>

/* Where in the walk a question is asked: before a stage, or, lower, where its group begins.
 * SIZE_MAX: nowhere. A name that is both is that of the stage. */
static size_t place_of(const struct doc *doc, const struct question *question)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t place = SIZE_MAX;
    for (size_t i = recipe->count; i-- > 0;) {
        const struct stage *stage = &recipe->stages[i];
        if (stage->hidden) {
            continue;
        }
        if (strcmp(stage->id, question->at) == 0) {
            return 2 * i + 1;
        }
        place = strcmp(group_ids[stage->group], question->at) == 0 ? 2 * i : place;
    }
    return place;
}

bool doc_asks_before(const struct doc *doc, const struct doc_question *question, size_t stage)
{
    return place_of(doc, question->ask) == 2 * stage + 1;
}

bool doc_asks_in_group(const struct doc *doc, const struct doc_question *question, enum group group)
{
    size_t place = place_of(doc, question->ask);
    return place % 2 == 0 && trace_recipe(doc->trace)->stages[place / 2].group == group;
}

/* The value at the decimals shown, as somebody types it: 1-8e-09 is for reading. */
static const char *typed_form(char *buffer, double value, int decimals)
{
    struct answer answer;
    const char *shown = num_cell(buffer, value == 0 ? 0 : value, decimals); /* never -0 */
    return answer_parse(shown, &answer) ? shown : num_shortest(buffer, value, DTYPE_FLOAT64);
}

/* What is typed for the value. */
static struct answer typed(double value, int decimals)
{
    char digits[NUM_SIZE];
    struct answer answer = {0};
    (void)answer_parse(typed_form(digits, value, decimals), &answer);
    return answer;
}

/* Could somebody who is right have written it, or who made a mistake that is known? */
static bool is_near(const struct doc_question *question, double right, double value)
{
    double near = 2 * question->tolerance;
    bool known = fabs(value - right) <= near;
    for (size_t i = 0; i < question->slip_count && !known; i++) {
        known = fabs(question->slips[i].value - value) <= near;
    }
    return known;
}

static bool is_told(const struct doc_slip *slips, size_t count, const char *sentence)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(slips[i].sentence, sentence) == 0) {
            return true;
        }
    }
    return false;
}

/* The wrong numbers that the lesson knows a reason for: those that are told apart, which takes two
 * tolerances. Of several reasons for one number, the first counts, as it does for whoever types it;
 * of several numbers for one reason, too. */
static void find_slips(struct doc *doc, struct doc_question *question)
{
    enum { MOST_SLIPS = 64 };
    const struct question_cell *cell = &question->cell;
    struct doc_slip *slips = arena_alloc(&doc->arena, MOST_SLIPS, sizeof *slips);
    question->slips = slips;
    double right = trace_cell(doc->trace, cell->stage, cell->row, cell->col);
    for (int slip = 0; slip < SLIP_COUNT; slip++) {
        double value = NAN;
        struct question_cell place;
        for (size_t i = 0; slip_value(doc->trace, cell, (enum slip)slip, i, &value, &place); i++) {
            const struct answer answer = typed(value, question->decimals);
            if (isfinite(value) && question->slip_count < MOST_SLIPS &&
                answer_judge(&answer, right, question->decimals) == JUDGED_WRONG &&
                !is_near(question, right, value)) {
                const char *told = slip_text(doc->trace, (enum slip)slip, &place, &doc->arena);
                bool again = is_told(slips, question->slip_count, told);
                slips[question->slip_count] = (struct doc_slip){value, told};
                question->slip_count += again ? 0 : 1;
            }
        }
    }
}

/* What is known of its cell: of all of the trace, whatever the document shows of it. */
static void look_at_cell(struct doc *doc, struct doc_question *question)
{
    const struct sight all = sight_of(doc->trace);
    const struct question_cell cell = question->cell;
    question->decimals = doc->decimals;
    question->worked =
        sight_worked(&all, cell.stage, cell.row, cell.col, doc->decimals, NULL, &doc->arena);
}

/* Are mistakes looked for? At a blank of --fade they are, as at a question; but most of them are
 * the whole lesson computed otherwise, which takes long where it is large. */
static bool tells_slips(const struct doc *doc, const struct doc_question *question)
{
    enum { FEW = 64 };
    const struct recipe *recipe = trace_recipe(doc->trace);
    bool few = recipe->rows <= FEW / (recipe->cols > 0 ? recipe->cols : 1);
    return doc->tells_slips && question->has_cell &&
           (question->ask != NULL || (doc->options->fade > 0 && few));
}

/* Of the cells, where the stages before `first` are printed: on a sheet, or before questions that
 * stand by themselves. */
static void widen(struct doc *doc, struct doc_question *list, size_t first, bool sheet)
{
    const struct follow_page page = {doc->decimals, sheet_tables(doc), first, sheet};
    struct follow *follow = follow_new(doc->trace, &page, &doc->arena);
    for (int pass = 0; pass < 2; pass++) {
        for (struct doc_question *q = list; q != NULL; q = q->next) {
            if (!q->has_cell || (q->ask == NULL && !sheet)) {
                continue;
            }
            if (pass == 0) {
                follow_ask(follow, &q->cell);
            } else {
                const struct follow_tolerance found = follow_tolerance(follow, &q->cell);
                q->tolerance = fmax(q->tolerance, found.value);
                q->carry = q->carry || found.carry;
            }
        }
    }
}

/* Without --fade a question has one tolerance on its sheet and where it stands by itself, where
 * nothing is printed but what the lesson gives. */
void doc_judge(struct doc *doc, struct doc_question *list)
{
    widen(doc, list, sheet_first(doc, doc->options->fade), true);
    if (doc->options->fade == 0) {
        widen(doc, list, sheet_first(doc, SHEET_FIFTHS), false);
    }
    for (struct doc_question *q = list; q != NULL; q = q->next) {
        if (tells_slips(doc, q)) {
            find_slips(doc, q);
        }
    }
}

const char *doc_slip_number(
    const struct doc_question *question, const struct doc_slip *slip, char *buffer)
{
    struct answer answer = {0};
    const char *typed = typed_form(buffer, slip->value, question->decimals);
    bool near = answer_parse(typed, &answer) &&
                fabs(answer.value - slip->value) <= question->tolerance * (1 + 1e-9);
    return near ? typed : num_shortest(buffer, slip->value, DTYPE_FLOAT64);
}

struct doc_question *doc_question_of_cell(struct doc *doc, const struct question_cell *cell)
{
    struct doc_question *question = arena_alloc(&doc->arena, 1, sizeof *question);
    *question = (struct doc_question){.has_cell = true, .cell = *cell};
    look_at_cell(doc, question);
    return question;
}

static struct doc_question *make(struct doc *doc, const struct question *ask)
{
    struct doc_question *question = arena_alloc(&doc->arena, 1, sizeof *question);
    *question = (struct doc_question){.ask = ask};
    question->has_cell = question_find_cell(doc->trace, ask, &question->cell);
    if (question->has_cell) {
        look_at_cell(doc, question);
    }
    return question;
}

static void count_questions(struct doc *doc)
{
    size_t number = 0;
    for (struct doc_question *q = doc->questions; q != NULL; q = q->next) {
        q->number = ++number;
    }
    doc->question_count = number;
}

const struct doc_question *doc_questions(struct doc *doc)
{
    if (doc->questions_known) {
        return doc->questions;
    }
    doc->questions_known = true;
    for (const struct question *ask = trace_lesson(doc->trace)->questions; ask != NULL;
         ask = ask->next) {
        size_t place = place_of(doc, ask);
        if (place == SIZE_MAX || !trace_reads(doc->trace, place / 2) ||
            !doc_shows(doc, place / 2)) {
            continue;
        }
        struct doc_question **at = &doc->questions;
        while (*at != NULL && place_of(doc, (*at)->ask) <= place) {
            at = &(*at)->next;
        }
        struct doc_question *question = make(doc, ask);
        question->next = *at;
        *at = question;
    }
    count_questions(doc);
    doc_judge(doc, doc->questions);
    return doc->questions;
}

void doc_keep_questions(struct doc *doc, size_t first)
{
    (void)doc_questions(doc);
    for (struct doc_question **at = &doc->questions; *at != NULL;) {
        const struct doc_question *question = *at;
        size_t stage = question->has_cell ? question->cell.stage : place_of(doc, question->ask) / 2;
        if (stage < first) {
            *at = question->next;
        } else {
            at = &(*at)->next;
        }
    }
    count_questions(doc);
}

void doc_add_choice(const struct doc_question *question, struct str *out)
{
    const struct question *ask = question->ask;
    if (ask == NULL || ask->kind != ANSWER_CHOICE) {
        return;
    }
    str_addf(out, "%c) %s", (char)('a' + question_right_choice(ask)), ask->answer);
}

void doc_add_answer(const struct doc_question *question, struct str *out)
{
    size_t before = out->len;
    doc_add_choice(question, out);
    if (question->has_cell) {
        str_add(out, out->len > before ? ": " : "");
        sentence_worked(&question->worked, out);
    }
}

const char *doc_reason(const struct doc *doc, const struct doc_question *question)
{
    return doc->options->sheet == SHEET_KEY || question->ask == NULL ? NULL : question->ask->hint;
}
