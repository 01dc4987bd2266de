#include "advice.h"

#include "i18n.h"
#include "pointer.h"
#include "told.h"

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
    return strcmp(name, "end") == 0 || recipe_is_group(name) || recipe_is_stage(name);
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

void advise(struct trace *trace, struct diag *diag)
{
    const struct lesson *lesson = trace_lesson(trace);
    advise_told(trace, diag);
    advise_headings(lesson, diag);
    advise_prose(trace, diag);
    advise_known(trace, diag);
    advise_parts(lesson, diag);
}
