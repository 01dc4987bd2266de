/* The key `task`: a goal, and what may be changed to reach it. */
#include "cell_text.h"
#include "front_matter.h"

#include "i18n.h"
#include "num.h"

#include <string.h>

/* Keys that change no number. */
static bool is_changeable(const char *key)
{
    static const char *const others[] = {"format", "title", "summary", "section", "level", "source",
        "classes", "samples", "tokens", "picture", "precision", "known", "until", "questions",
        "task", "terms", "expect"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (strcmp(others[i], key) == 0) {
            return false;
        }
    }
    return true;
}

/* Those that do, NULL-ended. */
static void list_changeable(const char *out[KEY_COUNT + 1])
{
    size_t count = 0;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *name = key_name((enum key_id)i);
        if (is_changeable(name)) {
            out[count++] = name;
        }
    }
    out[count] = NULL;
}

const char *lesson_task_word(const char *key)
{
    static const struct {
        const char *key, *word;
    } words[] = {
        {"logits", N_("the scores")},
        {"probs", N_("the probabilities")},
        {"log_probs", N_("the log-probabilities")},
        {"labels", N_("the labels")},
        {"targets", N_("the targets")},
        {"target_logits", N_("the teacher's scores")},
        {"mask", N_("the mask")},
        {"sample_weights", N_("the sample weights")},
        {"class_weights", N_("the class weights")},
        {"temperature", N_("the temperature")},
        {"reduction", N_("the reduction")},
        {"route", N_("the route")},
        {"rules", N_("the rules")},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].key, key) == 0) {
            return _(words[i].word);
        }
    }
    return key;
}

/* ---- The goal: loss < 0.1, softmax[1, 2] > 0.9 ----------------------------------------------- */

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

static bool read_sign(const char *text, enum goal_sign *out)
{
    static const char signs[] = {[GOAL_BELOW] = '<', [GOAL_ABOVE] = '>', [GOAL_EQUAL] = '='};
    const char *found = *text == '\0' ? NULL : memchr(signs, *text, sizeof signs);
    *out = found == NULL ? GOAL_BELOW : (enum goal_sign)(found - signs);
    return found != NULL;
}

static bool parse_goal(const char *text, struct task *task, struct arena *arena)
{
    text = skip_blanks(text);
    text = cell_text_read(text, arena, &task->goal);
    if (text == NULL || !read_sign(skip_blanks(text), &task->sign)) {
        return false;
    }
    text = skip_blanks(skip_blanks(text) + 1);
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == ' ') {
        size--;
    }
    task->written = arena_strndup(arena, text, size);
    task->half = num_written_half(text, size);
    return num_parse(text, size, &task->value) && task->value == task->value;
}

struct task_draft {
    const char *goal;
    const char *const *may;
};

static bool has_stage(const char *name)
{
    const char *const *stages = known_stages();
    while (*stages != NULL && strcmp(*stages, name) != 0) {
        stages++;
    }
    return *stages != NULL;
}

static bool read_goal(struct reader *reader, const struct key *key, void *out)
{
    struct task *task = out;
    struct where where = reader->token.where;
    const char *text = NULL;
    if (!read_text(reader, key, &text)) {
        return false;
    }
    if (!parse_goal(text, task, reader->arena)) {
        diag_error(reader->diag, where, _("'%.40s' is no goal"), text);
        diag_id(reader->diag, "bad-goal");
        diag_hint(reader->diag,
            _("a stage, <, > or =, and a number: \"loss < 0.1\", \"softmax[1, 2] > 0.9\""));
        return false;
    }
    if (!has_stage(task->goal.at)) {
        diag_error(reader->diag, where, _("there is no stage '%.40s'"), task->goal.at);
        diag_id(reader->diag, "unknown-stage");
        hint_words(reader->diag, task->goal.at, known_stages());
        return false;
    }
    task->goal.kind = ANSWER_CELL;
    task->goal.has_cell = true;
    task->goal.ask = task->goal.written_ask = text;
    task->goal.where = task->goal.at_where = task->goal.cell_where = where;
    return true;
}

/* ---- What may be changed --------------------------------------------------------------------- */

static bool check_changeable(struct reader *reader)
{
    const struct token *token = &reader->token;
    const char *words[KEY_COUNT + 1];
    list_changeable(words);
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], token->text) == 0) {
            return true;
        }
    }
    diag_error(
        reader->diag, token->where, _("'%.40s' is no key that a task can change"), token->text);
    diag_id(reader->diag, "unknown-key");
    hint_words(reader->diag, token->text, words);
    return false;
}

static bool read_may(struct reader *reader, const struct key *key, void *out)
{
    const char *keys[KEY_COUNT + 1] = {NULL};
    size_t count = 0;
    bool ok = true;
    if (reader->token.kind != TOKEN_LIST || reader->token.refused) {
        return wrong_kind(reader, key, _("a list of keys, like [logits]"));
    }
    while (reader_next(reader) && reader->token.kind != TOKEN_LIST_END) {
        if (reader->token.kind != TOKEN_SCALAR || reader->token.refused) {
            ok = wrong_kind(reader, key, _("a list of keys, like [logits]"));
        } else if (!check_changeable(reader)) {
            ok = false;
        } else if (count < KEY_COUNT) {
            keys[count++] = arena_strdup(reader->arena, reader->token.text);
        }
    }
    const char **copy = arena_alloc(reader->arena, count + 1, sizeof *copy);
    memcpy(copy, keys, count * sizeof *copy);
    ((struct task *)out)->may = copy;
    return ok && !reader->stopped;
}

enum { T_GOAL, T_MAY, T_COUNT };

static const struct key TASK_KEYS[T_COUNT] = {
    {"goal", read_goal, 0, ANY},
    {"may", read_may, 0, ANY},
};

bool read_task(struct reader *reader, const struct key *key, void *out)
{
    struct task *task = arena_alloc(reader->arena, 1, sizeof *task);
    struct given given[T_COUNT] = {0};
    struct where where = reader->token.where;
    if (reader->token.kind != TOKEN_MAP || reader->token.refused) {
        return wrong_kind(reader, key, _("a map with the keys goal and may"));
    }
    if (!read_map(reader, TASK_KEYS, T_COUNT, task, given, _("a task"))) {
        return false;
    }
    if (task->goal.at == NULL || task->may == NULL || task->may[0] == NULL) {
        diag_error(reader->diag, where,
            task->goal.at == NULL ? _("this task has no 'goal'")
                                  : _("this task does not say what one 'may' change"));
        diag_hint(reader->diag, _("task: {goal: \"loss < 0.1\", may: [logits]}"));
        return false;
    }
    *(struct task **)out = task;
    return true;
}

/* What a lesson gives in one way cannot be changed in another. */
bool check_task(const struct draft *draft)
{
    static const enum key_id givens[] = {
        KEY_logits, KEY_probs, KEY_log_probs, KEY_labels, KEY_targets, KEY_target_logits};
    bool ok = true;
    for (size_t i = 0; draft->task != NULL && draft->task->may[i] != NULL; i++) {
        for (size_t g = 0; g < sizeof givens / sizeof *givens; g++) {
            if (strcmp(key_name(givens[g]), draft->task->may[i]) == 0 &&
                !is_given(draft, givens[g])) {
                value_error(
                    draft, KEY_task, _("this lesson has no '%s' to change"), draft->task->may[i]);
                diag_id(draft->diag, "no-such-key");
                ok = false;
            }
        }
    }
    return ok;
}
