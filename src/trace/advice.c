#include "advice.h"

#include "answer.h"
#include "i18n.h"
#include "numbers.h"
#include "pointer.h"

#include <ctype.h>
#include <string.h>

/* About the file as a whole. */
static void warn(const struct lesson *lesson, const char *id, const char *text, const char *hint,
    struct diag *diag)
{
    diag_warn(diag, (struct where){.source = &lesson->source}, "%s", text);
    diag_id(diag, id);
    diag_hint(diag, "%s", hint);
}

static void advise_parts(const struct lesson *lesson, struct diag *diag)
{
    if (lesson->summary[0] == '\0') {
        warn(lesson, "no-summary", _("the lesson has no summary"),
            _("add a line 'summary: one sentence'; it stands under the title"), diag);
    }
    if (lesson->questions == NULL) {
        warn(lesson, "no-question", _("the lesson asks nothing"),
            _("add 'questions': what students guess first, they remember"), diag);
    }
    if (lesson_prose(lesson, "") == NULL) {
        warn(lesson, "no-intro", _("the lesson has no introduction"),
            _("write a few sentences after the second '---', before the first heading"), diag);
    }
    if (lesson_prose(lesson, "end") == NULL) {
        warn(lesson, "no-end", _("the lesson has no last word"),
            _("add a heading '## end', and under it what to take away"), diag);
    }
}

/* ---- Prose that is never shown --------------------------------------------------------------- */

static bool is_shown(const struct trace *trace, const char *at)
{
    return at[0] == '\0' || strcmp(at, "end") == 0 || trace_reads_named(trace, at);
}

static bool has_group(const struct recipe *recipe, size_t group)
{
    bool has = false;
    for (size_t i = 0; i < recipe->count && !has; i++) {
        has = recipe->stages[i].group == (enum group)group;
    }
    return has;
}

/* A step that readers are said to know, or the last one, that this lesson does not have. */
static void advise_known(const struct trace *trace, struct diag *diag)
{
    const struct lesson *lesson = trace_lesson(trace);
    const struct recipe *recipe = trace_recipe(trace);
    for (size_t group = 0; group < GROUP_COUNT; group++) {
        bool known = (lesson->known >> group & 1) != 0;
        bool until = lesson->until == (int)group;
        if ((known || until) && !has_group(recipe, group)) {
            diag_warn(diag, (struct where){.source = &lesson->source},
                _("'%s' names the step '%s', which this lesson does not have"),
                known ? "known" : "until", group_ids[group]);
            diag_id(diag, known ? "known-step-missing" : "until-step-missing");
        }
    }
}

static void advise_prose(const struct trace *trace, struct diag *diag)
{
    for (const struct prose *prose = trace_lesson(trace)->prose; prose != NULL;
         prose = prose->next) {
        if (is_shown(trace, prose->at)) {
            continue;
        }
        diag_warn(diag, prose->where,
            pointer_is_past(trace, prose->at)
                ? _("the lesson ends before '%s': the text is never shown")
                : _("this lesson has no stage '%s': the text is never shown"),
            prose->at);
        pointer_explain(trace, prose->at, "unused-text", diag);
    }
}

/* What a line that was meant as a heading calls its step: `##softmax`, which lacks a space, or one
 * with full-width signs. Appended to name; nothing for any other line, headings included. */
static void meant_heading(const char *line, size_t size, struct str *name)
{
    size_t at = 0;
    bool wide = false;
    for (; size - at >= 3 && memcmp(line + at, "\xef\xbc\x83", 3) == 0; at += 3) {
        wide = true;
    }
    while (!wide && at < size && line[at] == '#') {
        at++;
    }
    size_t mark = at;
    while (at < size && strchr(" \t", line[at]) != NULL) {
        at++;
    }
    while (size > at && strchr(" \t\r", line[size - 1]) != NULL) {
        size--;
    }
    if (mark > 0 && (wide || mark == at)) {
        str_addn(name, line + at, size - at);
    }
}

static bool is_name(const char *name)
{
    bool known = strcmp(name, "end") == 0 || recipe_is_group(name);
    for (size_t i = 0; stage_ids[i] != NULL; i++) {
        known = known || strcmp(stage_ids[i], name) == 0;
    }
    return known;
}

static void advise_headings(const struct lesson *lesson, struct diag *diag)
{
    const char *at = lesson->source.text;
    const char *end = at + lesson->source.size;
    struct where where = {.source = &lesson->source, .line = 1, .col = 1};
    struct str name;
    str_init(&name);
    for (size_t fences = 0; at < end; where.line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop == NULL ? end : stop;
        fences += fences < 2 && stop - at >= 3 && memcmp(at, "---", 3) == 0;
        str_clear(&name);
        if (fences == 2) {
            meant_heading(at, (size_t)(stop - at), &name);
        }
        if (name.len > 0 && is_name(name.data)) {
            diag_warn(diag, where, _("this is no heading, and so it stands in the text"));
            diag_id(diag, "no-heading");
            diag_hint(diag, _("write '## %s'"), name.data);
        }
        at = stop + 1;
    }
    str_release(&name);
}

/* ---- Answers told too early ------------------------------------------------------------------ */

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
    enum { TELLING = 3 };
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

/* The number a question asks for, as the screen shows it; false where it has so few digits that
 * finding it in a text means nothing. */
static bool shown_answer(struct trace *trace, const struct question *question, char *text)
{
    enum { TELLING = 3 };
    struct question_cell cell;
    if (!question_find(trace, question, &cell)) {
        return false;
    }
    int decimals = trace_default_decimals(trace);
    double value = trace_cell(trace, cell.stage, cell.row, cell.col);
    (void)num_cell(text, value, trace_stage_decimals(trace, cell.stage, decimals));
    size_t digits = 0;
    for (const char *at = text; *at != '\0'; at++) {
        bool digit = *at >= '0' && *at <= '9';
        digits += digit && (digits > 0 || *at != '0');
    }
    return digits >= TELLING && strchr(text, '.') != NULL &&
           trace_recipe(trace)->stages[cell.stage].op != NULL;
}

static bool intro_has(const struct lesson *lesson, const char *number)
{
    const struct prose *intro = lesson_prose(lesson, "");
    for (const struct block *b = intro == NULL ? NULL : intro->blocks; b != NULL; b = b->next) {
        for (const struct span *s = b->spans; s != NULL; s = s->next) {
            if (has_word(s->text, number)) {
                return true;
            }
        }
    }
    return false;
}

static void advise_question(struct trace *trace, const struct question *question, struct diag *diag)
{
    char number[NUM_SIZE];
    bool shown = question->kind == ANSWER_CELL && shown_answer(trace, question, number);
    bool hint = question->hint != NULL &&
                (question->kind == ANSWER_CELL ? shown && has_word(question->hint, number)
                                               : hint_tells_choice(question));
    if (hint) {
        diag_warn(diag, question->hint_where, _("this hint tells the answer, '%s'"),
            question->kind == ANSWER_CELL ? number : question->answer);
        diag_id(diag, "told-by-hint");
        diag_hint(diag, _("say what to look at; after the hint the formula follows by itself"));
    }
    if (shown && intro_has(trace_lesson(trace), number)) {
        diag_warn(diag, question->where,
            _("the introduction tells the answer of this question, '%s'"), number);
        diag_id(diag, "told-by-intro");
        diag_hint(diag, _("move the number to the step, or to '## end'"));
    }
}

void advise(struct trace *trace, struct diag *diag)
{
    const struct lesson *lesson = trace_lesson(trace);
    for (const struct question *q = lesson->questions; q != NULL; q = q->next) {
        advise_question(trace, q, diag);
    }
    advise_headings(lesson, diag);
    advise_prose(trace, diag);
    advise_known(trace, diag);
    advise_parts(lesson, diag);
}
