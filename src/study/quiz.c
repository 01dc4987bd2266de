#include "quiz.h"

#include "hash.h"
#include "mem.h"
#include "numbers.h"
#include "press.h"

#include <stdlib.h>
#include <string.h>

void quiz_release(struct quiz *quiz)
{
    free(quiz->records);
    quiz->records = NULL;
    quiz->record_count = quiz->record_cap = 0;
}

/* Two courses may have lessons of one id. */
static uint64_t lesson_hash(const struct lesson *lesson)
{
    return hash_text(HASH_START, lesson->source.name);
}

uint64_t quiz_question_key(const struct question *question)
{
    return hash_text(hash_text(HASH_START, question->at), question->written_ask);
}

static struct quiz_record record_of(const struct lesson *lesson, const struct question *question)
{
    return (struct quiz_record){
        .lesson = lesson_hash(lesson),
        .question = quiz_question_key(question),
    };
}

/* NULL: the question was not met yet. */
static struct quiz_record *find_record(
    const struct quiz *quiz, const struct lesson *lesson, const struct question *question)
{
    const struct quiz_record wanted = record_of(lesson, question);
    for (size_t i = 0; i < quiz->record_count; i++) {
        struct quiz_record *record = &quiz->records[i];
        if (record->lesson == wanted.lesson && record->question == wanted.question) {
            return record;
        }
    }
    return NULL;
}

void quiz_forget(struct quiz *quiz, const char *path)
{
    size_t kept = 0;
    for (size_t i = 0; i < quiz->record_count; i++) {
        if (quiz->records[i].lesson != hash_text(HASH_START, path)) {
            quiz->records[kept++] = quiz->records[i];
        }
    }
    quiz->record_count = kept;
}

enum quiz_mark quiz_mark_of(
    const struct quiz *quiz, const struct lesson *lesson, const struct question *question)
{
    const struct quiz_record *record = find_record(quiz, lesson, question);
    return record == NULL ? QUIZ_OPEN : record->mark;
}

static struct quiz_record *keep_record(
    struct quiz *quiz, const struct lesson *lesson, const struct question *question)
{
    struct quiz_record *record = find_record(quiz, lesson, question);
    if (record == NULL) {
        quiz->records = mem_grow(
            quiz->records, &quiz->record_cap, quiz->record_count + 1, sizeof *quiz->records);
        record = &quiz->records[quiz->record_count++];
        *record = record_of(lesson, question);
    }
    return record;
}

static bool is_news(const struct progress_answer *since)
{
    return since->tries > 0 || since->hints > 0 || since->revealed;
}

bool quiz_take(struct quiz *quiz, const struct lesson *lesson, const struct question *question,
    struct progress_answer *out)
{
    struct quiz_record *record = find_record(quiz, lesson, question);
    if (record == NULL) {
        return false;
    }
    *out = record->since;
    out->question = record->question;
    record->since = (struct progress_answer){0};
    return is_news(out);
}

bool quiz_has_news(const struct quiz *quiz, const struct lesson *lesson)
{
    const uint64_t path = hash_text(HASH_START, lesson->source.name);
    for (size_t i = 0; i < quiz->record_count; i++) {
        if (quiz->records[i].lesson == path && is_news(&quiz->records[i].since)) {
            return true;
        }
    }
    return false;
}

struct quiz_score quiz_score(const struct quiz *quiz, const struct lesson *lesson)
{
    struct quiz_score score = {0};
    for (const struct question *q = lesson->questions; q != NULL; q = q->next) {
        const struct quiz_record *record = find_record(quiz, lesson, q);
        bool solved = record != NULL && record->mark == QUIZ_SOLVED;
        score.solved += solved;
        score.at_once += solved && record->wrong == 0;
        score.revealed += record != NULL && record->mark == QUIZ_REVEALED;
        score.all++;
    }
    return score;
}

void quiz_open_question(struct quiz *quiz, const struct walk *walk, const struct question *question)
{
    quiz_close(quiz);
    quiz->question = question;
    quiz->lesson = walk->lesson;
    if (question->kind == ANSWER_CELL) {
        (void)question_find(walk->trace, question, &quiz->cell);
    }
    const struct quiz_record *record = find_record(quiz, walk->lesson, question);
    if (record != NULL && record->typed[0] != '\0') {
        input_set(&quiz->input, record->typed);
    }
}

bool quiz_open(struct quiz *quiz, const struct walk *walk, struct place to)
{
    const struct question *question = quiz_waiting(quiz, walk, to);
    quiz_close(quiz);
    if (question != NULL) {
        quiz_open_question(quiz, walk, question);
        quiz->before = to;
    }
    return question != NULL;
}

void quiz_pass(struct quiz *quiz, const struct walk *walk)
{
    struct quiz_record *record = keep_record(quiz, walk->lesson, quiz->question);
    record->mark = walk_is_at_end(walk) ? QUIZ_LEFT : QUIZ_PASSED;
    (void)memcpy(record->typed, quiz->input.text, sizeof record->typed);
    record->typed[sizeof record->typed - 1] = '\0';
    quiz_close(quiz);
}

void quiz_ask(struct quiz *quiz, struct walk *walk, enum quiz_asking asking)
{
    quiz_close(quiz);
    quiz->asking = asking;
    if (asking == QUIZ_NONE) {
        return;
    }
    uint64_t lesson = walk->lesson == NULL ? 0 : lesson_hash(walk->lesson);
    for (size_t i = 0; i < quiz->record_count; i++) {
        struct quiz_record *record = &quiz->records[i];
        bool meant = walk->lesson == NULL || record->lesson == lesson;
        if (meant && (quiz->asking == QUIZ_ALL || record->mark != QUIZ_SOLVED)) {
            *record = (struct quiz_record){
                .lesson = record->lesson, .question = record->question, .since = record->since};
        }
    }
    if (walk->lesson != NULL && !walk_is_changed(walk)) {
        walk->furthest = walk_place(walk);
    }
}

void quiz_turn(struct quiz *quiz, struct walk *walk)
{
    quiz_ask(quiz, walk, quiz->asking == QUIZ_NONE ? QUIZ_AGAIN : quiz->asking + 1);
}

void quiz_close(struct quiz *quiz)
{
    quiz->question = NULL;
    quiz->verdict = QUIZ_ASKING;
    input_set(&quiz->input, "");
    quiz->tried[0] = '\0';
    quiz->comma = false;
    quiz->choice = QUIZ_NO_CHOICE;
    quiz->wrong_choices = 0;
    quiz->slip = SLIP_NONE;
    quiz->hints = 0;
    quiz->hint_last = false;
}

bool quiz_asks(const struct quiz *quiz, const struct walk *walk)
{
    return quiz->question != NULL && quiz->lesson == walk->lesson;
}

bool quiz_is_done(const struct quiz *quiz)
{
    return quiz->verdict == QUIZ_RIGHT || quiz->verdict == QUIZ_SHOWN;
}

static void finish(struct quiz *quiz, const struct walk *walk, enum quiz_verdict verdict)
{
    struct quiz_record *record = keep_record(quiz, walk->lesson, quiz->question);
    struct progress_answer *since = &record->since;
    bool solved = verdict == QUIZ_RIGHT;
    quiz->verdict = verdict;
    record->mark = solved ? QUIZ_SOLVED : QUIZ_REVEALED;
    since->first = since->first || (solved && since->tries == 0 && !since->revealed);
    since->tries += solved;
    since->solved = since->solved || solved;
    since->revealed = since->revealed || !solved;
}

void quiz_note(struct quiz *quiz, const struct lesson *lesson, const struct question *question,
    enum quiz_mark mark)
{
    keep_record(quiz, lesson, question)->mark = mark;
}

static void count_wrong(struct quiz *quiz, const struct walk *walk)
{
    struct quiz_record *record = keep_record(quiz, walk->lesson, quiz->question);
    quiz->verdict = QUIZ_WRONG;
    record->wrong++;
    record->since.tries++;
}

static void judge_choice(struct quiz *quiz, const struct walk *walk)
{
    if (strcmp(quiz->question->choices[quiz->choice], quiz->question->answer) == 0) {
        finish(quiz, walk, QUIZ_RIGHT);
        return;
    }
    count_wrong(quiz, walk);
    quiz->hint_last = false;
    quiz->wrong_choices |= (uint64_t)1 << quiz->choice;
}

static void judge_number(struct quiz *quiz, const struct walk *walk)
{
    struct answer answer;
    memcpy(quiz->tried, quiz->input.text, sizeof quiz->tried);
    quiz->slip = SLIP_NONE;
    quiz->comma = false;
    if (!answer_parse(quiz->input.text, &answer)) {
        quiz->verdict = QUIZ_UNREADABLE;
        input_refuse(&quiz->input);
        return;
    }
    const struct question_cell *cell = &quiz->cell;
    double value = trace_cell(walk->trace, cell->stage, cell->row, cell->col);
    quiz->comma = answer.comma;
    input_set(&quiz->input, "");
    if (answer_judge(&answer, value, walk->decimals) == JUDGED_RIGHT) {
        finish(quiz, walk, QUIZ_RIGHT);
        return;
    }
    count_wrong(quiz, walk);
    quiz->slip = slip_find(walk->trace, cell, &answer, walk->decimals, &quiz->slip_place);
    bool elsewhere = quiz->slip == SLIP_wrong_row || quiz->slip == SLIP_wrong_class;
    if (elsewhere && quiz_keeps(walk, &quiz->slip_place)) {
        quiz->slip = SLIP_NONE;
    }
}

bool quiz_enter_shows(const struct quiz *quiz)
{
    if (quiz->question->kind == ANSWER_CHOICE) {
        return quiz->choice == QUIZ_NO_CHOICE || (quiz->wrong_choices >> quiz->choice & 1) != 0;
    }
    bool again = quiz->verdict == QUIZ_UNREADABLE || quiz->verdict == QUIZ_WRONG;
    return quiz->input.text[0] == '\0' || (again && strcmp(quiz->input.text, quiz->tried) == 0);
}

void quiz_enter(struct quiz *quiz, const struct walk *walk)
{
    bool choice = quiz->question->kind == ANSWER_CHOICE;
    quiz->hint_last = false;
    if (quiz_enter_shows(quiz)) {
        finish(quiz, walk, QUIZ_SHOWN);
    } else if (choice) {
        judge_choice(quiz, walk);
    } else {
        judge_number(quiz, walk);
    }
}

void quiz_choose(struct quiz *quiz, long delta)
{
    if (quiz_is_done(quiz)) {
        return;
    }
    size_t last = question_choices(quiz->question) - 1;
    if (quiz->choice == QUIZ_NO_CHOICE) {
        quiz->choice = delta > 0 ? 0 : last;
    } else if (delta > 0) {
        quiz->choice += quiz->choice < last;
    } else {
        quiz->choice -= quiz->choice > 0;
    }
    quiz->verdict = QUIZ_ASKING;
}

void quiz_mark_choice(struct quiz *quiz, size_t choice)
{
    if (!quiz_is_done(quiz) && choice < question_choices(quiz->question)) {
        quiz->choice = choice;
        quiz->verdict = QUIZ_ASKING;
    }
}

/* The choice that consists of just this digit: who means 1 presses 1. */
static size_t choice_of_digit(const struct quiz *quiz, int digit)
{
    const char text[] = {(char)('0' + digit), '\0'};
    size_t choice = 0;
    while (choice < question_choices(quiz->question) &&
           strcmp(quiz->question->choices[choice], text) != 0) {
        choice++;
    }
    return choice;
}

/* Letters choose, and digits only what is written with them; others come to nothing, as they may be
 * meant so. */
static bool choice_key(struct quiz *quiz, const struct walk *walk, uint32_t key)
{
    int digit = key_digit(key);
    key = key_normal(key);
    bool letter = key >= 'a' && key - 'a' < question_choices(quiz->question);
    size_t choice = letter ? key - 'a' : digit >= 0 ? choice_of_digit(quiz, digit) : QUIZ_NO_CHOICE;
    if (choice < question_choices(quiz->question)) {
        quiz->choice = choice;
        judge_choice(quiz, walk);
    }
    return letter || digit >= 0;
}

bool quiz_key(struct quiz *quiz, const struct walk *walk, uint32_t key)
{
    if (quiz_is_done(quiz)) {
        return key_digit(key) >= 0;
    }
    if (key_normal(key) == ' ') {
        return false; /* passes it by */
    }
    if (quiz->question->kind == ANSWER_CHOICE) {
        return choice_key(quiz, walk, key);
    }
    struct input_line before = quiz->input;
    bool taken = input_key(&quiz->input, key, input_number);
    if (strlen(quiz->input.text) >= ANSWER_SIZE) {
        quiz->input = before;
    }
    return taken;
}

/* Is the question's stage one with a formula to show? */
static bool has_formula(const struct walk *walk, const struct question *question)
{
    size_t stage = recipe_named(trace_recipe(walk->trace), question->at);
    return stage != STAGE_NONE && trace_recipe(walk->trace)->stages[stage].op != NULL;
}

/* The one cell that an expression is a copy of, or a sum of zeros and it. False when there is no
 * such cell. */
static bool copied_cell(struct trace *trace, const struct stage *stage, const struct expr *expr,
    struct question_cell *cell)
{
    while (expr->kind == EXPR_STORE) {
        expr = expr->a;
    }
    if (expr->kind != EXPR_CELL && (expr->kind != EXPR_SUM || expr->range.rows != 1)) {
        return false;
    }
    const struct expr_range *range = &expr->range;
    size_t source = stage->in[range->slot];
    size_t others = 0;
    for (size_t i = 0; expr->kind == EXPR_SUM && i < range->cols; i++) {
        bool zero = trace_cell(trace, source, range->row, range->col + i) == 0;
        cell->col = zero ? cell->col : range->col + i;
        others += !zero;
    }
    if (expr->kind == EXPR_CELL) {
        cell->col = range->col;
        others = 1;
    }
    cell->stage = source;
    cell->row = range->row;
    return others == 1;
}

bool quiz_worked(
    const struct walk *walk, struct question_cell cell, struct arena *arena, struct worked *out)
{
    for (size_t copies = 0; copies < RECIPE_MAX_STAGES; copies++) {
        *out = trace_worked(walk->trace, cell.stage, cell.row, cell.col, walk->decimals, arena);
        const struct expr *expr = trace_explain(walk->trace, cell.stage, cell.row, cell.col, arena);
        if (expr == NULL || *out->numbers == '\0') {
            return false;
        }
        const struct stage *stage = &trace_recipe(walk->trace)->stages[cell.stage];
        if (!copied_cell(walk->trace, stage, expr, &cell)) {
            return strcmp(out->numbers, out->value) != 0;
        }
    }
    return false;
}

static bool has_worked(const struct quiz *quiz, const struct walk *walk)
{
    struct arena arena;
    struct worked worked;
    if (quiz->question->kind != ANSWER_CELL) {
        return false;
    }
    arena_init(&arena);
    bool found = quiz_worked(walk, quiz->cell, &arena, &worked);
    arena_release(&arena);
    return found;
}

enum quiz_hint quiz_hint_at(const struct quiz *quiz, const struct walk *walk, size_t shown)
{
    const bool layers[] = {[HINT_NUDGE] = quiz->question->hint != NULL,
        [HINT_FORMULA] = has_formula(walk, quiz->question),
        [HINT_WORKED] = has_worked(quiz, walk)};
    for (int i = HINT_NUDGE; i < HINT_VALUE; i++) {
        if (layers[i] && shown-- == 0) {
            return (enum quiz_hint)i;
        }
    }
    return HINT_VALUE;
}

void quiz_hint(struct quiz *quiz, const struct walk *walk)
{
    if (quiz_hint_at(quiz, walk, quiz->hints) == HINT_VALUE) {
        finish(quiz, walk, QUIZ_SHOWN);
    } else {
        quiz->hints++;
        keep_record(quiz, walk->lesson, quiz->question)->since.hints++;
        quiz->hint_last = true;
    }
}
