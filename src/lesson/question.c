/* The keys `questions` and `expect`, and the names of stages they use. */
#include "front_matter.h"

#include "i18n.h"
#include "meant.h"
#include "num.h"
#include "recipe.h"

#include <math.h>
#include <string.h>

const char *const *known_stages(void)
{
    return stage_ids;
}

/* "end" stands first, so that what follows it is the list of steps. */
static const char *const SECTIONS[] = {"end",
#define STAGE(id, group, form, symbol, title, formula) #id,
#include "stage.def"
#undef STAGE
#define STAGE(id, group, form, symbol, title, formula) "d_" #id,
#include "stage.def"
#undef STAGE
#define GROUP(id, title) #id,
#include "group.def"
#undef GROUP
    NULL};

const char *const *known_steps(void)
{
    return SECTIONS + 1;
}

const char *const *known_sections(void)
{
    return SECTIONS;
}

static bool has_word(const char *const *words, const char *word)
{
    while (*words != NULL && strcmp(*words, word) != 0) {
        words++;
    }
    return *words != NULL;
}

struct cell {
    size_t index[TENSOR_MAX_RANK];
    size_t rank;
};

static bool read_cell(struct reader *reader, const struct key *key, void *out)
{
    struct cell cell = {0};
    if (reader->token.kind != TOKEN_LIST || reader->token.refused) {
        bool scalar = reader->token.kind == TOKEN_SCALAR && !reader->token.refused;
        (void)wrong_kind(reader, key, _("a list of indices, like [0, 2]"));
        if (scalar && reader->token.size > 0) {
            hint_brackets(reader->diag, &reader->token);
        }
        return false;
    }
    bool ok = true;
    const struct key index = {.name = key->name, .rule = FROM(0, INFINITY)};
    while (reader_next(reader) && reader->token.kind != TOKEN_LIST_END) {
        long long value = 0;
        if (cell.rank == TENSOR_MAX_RANK) {
            diag_error(reader->diag, reader->token.where, _("a cell has at most 6 indices"));
            ok = reader_skip(reader) && false;
        } else if (read_integer(reader, &index, &value)) {
            cell.index[cell.rank++] = (size_t)value;
        } else {
            ok = false;
        }
    }
    if (ok) {
        *(struct cell *)out = cell;
    }
    return ok && !reader->stopped;
}

/* A hint that says nothing is as good as none: it does not keep a lesson from its students. */
static bool read_hint(struct reader *reader, const struct key *key, void *out)
{
    const struct token *token = &reader->token;
    bool scalar = token->kind == TOKEN_SCALAR && !token->refused;
    if (scalar && token->size == strspn(token->text, " \t\n")) {
        diag_warn(reader->diag, token->where, _("this hint is empty"));
        diag_id(reader->diag, "empty-hint");
        diag_hint(reader->diag, _("say what to look at, or leave the key out"));
        return true;
    }
    return read_text(reader, key, out);
}

struct question_draft {
    const char *at, *ask, *answer, *hint;
    struct names choices;
    struct cell cell;
    bool tell_apart;
};

enum { Q_AT, Q_ASK, Q_CHOICES, Q_ANSWER, Q_CELL, Q_HINT, Q_TELL_APART, Q_COUNT };

static const struct key QUESTION_KEYS[Q_COUNT] = {
    {"at", read_text, offsetof(struct question_draft, at), ANY},
    {"ask", read_text, offsetof(struct question_draft, ask), ANY},
    {"choices", read_names, offsetof(struct question_draft, choices), ANY},
    {"answer", read_text, offsetof(struct question_draft, answer), ANY},
    {"cell", read_cell, offsetof(struct question_draft, cell), ANY},
    {"hint", read_hint, offsetof(struct question_draft, hint), ANY},
    {"tell_apart", read_flag, offsetof(struct question_draft, tell_apart), ANY},
};

static bool check_at(
    struct diag *diag, const struct question_draft *draft, const struct given *given)
{
    if (!has_word(known_steps(), draft->at)) {
        diag_error(diag, given[Q_AT].value, _("there is no stage or group '%.40s'"), draft->at);
        diag_id(diag, "unknown-stage");
        hint_words(diag, draft->at, known_steps());
        return false;
    }
    if (given[Q_CELL].key.line > 0 && !has_word(known_stages(), draft->at)) {
        diag_error(diag, given[Q_AT].value,
            _("'%s' is a group of stages: a cell belongs to one stage"), draft->at);
        return false;
    }
    return true;
}

static bool check_answer(struct diag *diag, const struct question_draft *draft,
    const struct given *given, struct where where)
{
    bool cell = given[Q_CELL].key.line > 0;
    bool choices = given[Q_CHOICES].key.line > 0;
    bool answer = given[Q_ANSWER].key.line > 0;
    if (choices != answer || !(choices || cell)) {
        diag_error(diag, where, _("this question needs a 'cell', or 'choices' with an 'answer'"));
        if (cell) {
            diag_hint(diag, _("with both, --check compares the answer with the cell"));
        }
        return false;
    }
    if (answer && !has_word(draft->choices.list, draft->answer)) {
        diag_error(diag, given[Q_ANSWER].value, _("the answer '%.40s' is not one of the choices"),
            draft->answer);
        diag_id(diag, "unknown-choice");
        hint_words(diag, draft->answer, draft->choices.list);
        return false;
    }
    return true;
}

/* Whoever chooses must be able to tell them apart. */
static bool check_choices(
    struct diag *diag, const struct question_draft *draft, const struct given *given)
{
    const char *const *all = draft->choices.list;
    size_t count = 0;
    while (all != NULL && all[count] != NULL) {
        count++;
    }
    if (count > QUESTION_MOST_CHOICES) {
        diag_error(diag, given[Q_CHOICES].value, _("a question has at most %d choices, not %zu"),
            QUESTION_MOST_CHOICES, count);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (has_word(all + i + 1, all[i])) {
            diag_error(
                diag, given[Q_CHOICES].value, _("the choice '%.40s' stands there twice"), all[i]);
            return false;
        }
    }
    return true;
}

static bool check_question(struct diag *diag, const struct question_draft *draft,
    const struct given *given, struct where where)
{
    if (draft->at == NULL || draft->ask == NULL) {
        diag_error(diag, where, _("this question has no '%s'"), draft->at == NULL ? "at" : "ask");
        return false;
    }
    if (draft->tell_apart && given[Q_CHOICES].key.line > 0) {
        diag_error(diag, given[Q_TELL_APART].value,
            _("tell_apart is about wrong numbers, and this question has choices"));
        diag_hint(diag, _("ask for the number of a 'cell', without choices"));
        return false;
    }
    bool at = check_at(diag, draft, given);
    return check_answer(diag, draft, given, where) && check_choices(diag, draft, given) && at;
}

static bool read_question(struct reader *reader, const struct key *key, struct question **out)
{
    struct question_draft draft = {0};
    struct given given[Q_COUNT] = {0};
    struct where where = reader->token.where;
    if (reader->token.kind != TOKEN_MAP || reader->token.refused) {
        (void)wrong_kind(reader, key, _("a list of maps with the keys at, ask, choices, ..."));
        return false;
    }
    if (!read_map(reader, QUESTION_KEYS, Q_COUNT, &draft, given, _("a question")) ||
        !check_question(reader->diag, &draft, given, where)) {
        return false;
    }
    struct question *question = arena_alloc(reader->arena, 1, sizeof *question);
    question->at = draft.at;
    question->ask = question->written_ask = draft.ask;
    bool is_cell = given[Q_CHOICES].key.line == 0;
    question->kind = is_cell ? ANSWER_CELL : ANSWER_CHOICE;
    question->choices = question->written_choices = draft.choices.list;
    question->answer = draft.answer;
    memcpy(question->cell, draft.cell.index, sizeof question->cell);
    question->cell_rank = draft.cell.rank;
    question->hint = draft.hint;
    question->where = where;
    question->at_where = given[Q_AT].value;
    question->has_cell = given[Q_CELL].key.line > 0;
    question->cell_where = given[Q_CELL].value;
    question->answer_where = given[is_cell ? Q_CELL : Q_ANSWER].value;
    question->hint_where = given[Q_HINT].value;
    question->tell_apart = draft.tell_apart;
    question->apart_where = given[Q_TELL_APART].value;
    *out = question;
    return true;
}

/* Each is held against all others, and nobody answers so many. */
enum { MOST_QUESTIONS = 1000 };

bool read_questions(struct reader *reader, const struct key *key, void *out)
{
    struct question *first = NULL;
    struct question **end = &first;
    bool ok = true;
    if (reader->token.kind != TOKEN_LIST || reader->token.refused) {
        return wrong_kind(reader, key, _("a list of questions, each starting with '- at:'"));
    }
    size_t count = 0;
    while (reader_next(reader) && reader->token.kind != TOKEN_LIST_END) {
        if (++count > MOST_QUESTIONS) {
            ok = false;
            if (count == MOST_QUESTIONS + 1) {
                diag_error(reader->diag, reader->token.where,
                    _("a lesson may have %d questions at most"), MOST_QUESTIONS);
            }
            (void)reader_skip(reader);
        } else if (read_question(reader, key, end)) {
            end = &(*end)->next;
        } else {
            ok = false;
        }
    }
    *(struct question **)out = first;
    return ok && !reader->stopped;
}

/* One entry of `expect`: the tolerance, the source, or the figures of a stage. */
static bool read_expectation(
    struct reader *reader, const char *name, struct where where, struct expect *expect)
{
    static const struct key tolerance = {"tolerance", read_number, 0, FROM(0, INFINITY)};
    static const struct key source = {"source", read_text, 0, ANY};
    if (strcmp(name, tolerance.name) == 0) {
        return read_number(reader, &tolerance, &expect->tolerance);
    }
    if (strcmp(name, source.name) == 0) {
        return read_text(reader, &source, &expect->source);
    }
    struct key figures = {.name = name};
    struct tensor *values = NULL;
    if (!read_numbers(reader, &figures, &values)) {
        return false;
    }
    struct expectation *item = arena_alloc(reader->arena, 1, sizeof *item);
    *item = (struct expectation){name, values, where, NULL};
    struct expectation **end = &expect->list;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = item;
    return true;
}

/* The name at the current token, kept; NULL after an error. */
static const char *expected_name(struct reader *reader, const struct expect *expect)
{
    const struct token *token = &reader->token;
    const char *const *stages = known_stages();
    if (token->kind != TOKEN_SCALAR || token->refused) {
        (void)wrong_kind(
            reader, &(struct key){.name = "expect"}, _("a map from stages to numbers"));
        return NULL;
    }
    bool special = strcmp(token->text, "tolerance") == 0 || strcmp(token->text, "source") == 0;
    if (!special && !has_word(stages, token->text)) {
        diag_error(reader->diag, token->where, _("there is no stage '%.40s'"), token->text);
        diag_id(reader->diag, "unknown-stage");
        hint_words(reader->diag, token->text, stages);
        return NULL;
    }
    bool repeated = (expect->tolerance >= 0 && strcmp(token->text, "tolerance") == 0) ||
                    (expect->source[0] != '\0' && strcmp(token->text, "source") == 0);
    for (const struct expectation *e = expect->list; e != NULL && !repeated; e = e->next) {
        repeated = strcmp(e->what, token->text) == 0;
    }
    if (repeated) {
        diag_error(reader->diag, token->where, _("'%s' is given twice"), token->text);
        return NULL;
    }
    return arena_strdup(reader->arena, token->text);
}

bool read_expect(struct reader *reader, const struct key *key, void *out)
{
    struct expect expect = {.tolerance = -1, .source = ""};
    bool ok = true;
    if (reader->token.kind != TOKEN_MAP || reader->token.refused) {
        return wrong_kind(reader, key, _("a map from stages to numbers"));
    }
    while (reader_next(reader) && reader->token.kind != TOKEN_MAP_END) {
        struct where where = reader->token.where;
        const char *name = expected_name(reader, &expect);
        if (reader->stopped || !reader_next(reader)) {
            return false;
        }
        if (name == NULL) {
            ok = false;
            (void)reader_skip(reader);
        } else {
            ok = read_expectation(reader, name, where, &expect) && ok;
        }
    }
    *(struct expect *)out = expect;
    return ok && !reader->stopped;
}

size_t question_choices(const struct question *question)
{
    size_t count = 0;
    while (question->choices != NULL && question->choices[count] != NULL) {
        count++;
    }
    return count;
}

size_t question_right_choice(const struct question *question)
{
    size_t right = 0;
    while (question->kind == ANSWER_CHOICE && question->choices[right] != NULL &&
           strcmp(question->choices[right], question->answer) != 0) {
        right++;
    }
    return right;
}
