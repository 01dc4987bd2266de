#include "terms.h"

#include "catalogue.h"
#include "i18n.h"
#include "mem.h"
#include "texts.h"
#include "translation.h"

#include <stdlib.h>
#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static char lower(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    return c;
}

static bool begins_with(const char *text, const char *word, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (lower(text[i]) != lower(word[i])) {
            return false;
        }
    }
    return true;
}

/* How far the word goes on behind these bytes: up to its end, or into another. */
static bool ends_at(const char *text, size_t at)
{
    return !is_letter(text[at]) && text[at] != '_' && !(text[at] == '-' && is_letter(text[at + 1]));
}

/* The bytes of the term that text begins with, in one of its numbers; 0: none. */
static size_t form_size(const char *text, const char *term)
{
    static const char *const endings[] = {"", "s", "es"};
    size_t size = strlen(term);
    if (size == 0) {
        return 0;
    }
    if (!is_letter(term[size - 1])) { /* not a writing that has a plural */
        return begins_with(text, term, size) ? size : 0;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t more = strlen(endings[i]);
        if (begins_with(text, term, size) && begins_with(text + size, endings[i], more) &&
            ends_at(text, size + more)) {
            return size + more;
        }
    }
    bool singular = size > 3 && term[size - 1] == 's' && term[size - 2] != 's';
    if (singular && begins_with(text, term, size - 1) && ends_at(text, size - 1)) {
        return size - 1; /* of logits: logit */
    }
    bool y = size > 1 && lower(term[size - 1]) == 'y';
    return y && begins_with(text, term, size - 1) && begins_with(text + size - 1, "ies", 3) &&
                   ends_at(text, size + 2)
               ? size + 2
               : 0;
}

static long find_from(const char *text, size_t from, const char *term, size_t *size)
{
    for (size_t at = from; text[at] != '\0'; at++) {
        const char *before = at > 0 ? &text[at - 1] : " ";
        bool inside = is_letter(term[0]) && (is_letter(*before) || strchr("_-", *before) != NULL);
        bool named = at > 1 && *before == '[' && text[at - 2] == '[';
        *size = inside || named ? 0 : form_size(text + at, term);
        if (*size > 0) {
            return (long)at;
        }
    }
    return -1;
}

long terms_find(const char *text, const char *term, size_t *size)
{
    return find_from(text, 0, term, size);
}

/* ---- Against the lessons that come later ----------------------------------------------------- */

struct term {
    const char *text;
    const struct catalogue_entry *lesson; /* that introduces it; NULL: this one, or one before */
    bool said;
};

struct job {
    struct lesson *lesson;
    struct term *terms;
    size_t count, cap;
    struct diag *diag;
};

static void add_terms(
    struct job *job, const char *const *terms, const struct catalogue_entry *lesson)
{
    for (; terms != NULL && *terms != NULL; terms++) {
        bool known = false;
        for (size_t i = 0; i < job->count; i++) { /* the first that introduces it counts */
            known = known || strcasecmp(job->terms[i].text, *terms) == 0;
        }
        if (!known) {
            job->terms = mem_grow(job->terms, &job->cap, job->count + 1, sizeof *job->terms);
            job->terms[job->count++] = (struct term){.text = *terms, .lesson = lesson};
        }
    }
}

/* Is the word part of a longer one that the reader knows? */
static bool is_covered(const struct job *job, const char *text, size_t at, size_t size)
{
    for (size_t i = 0; i < job->count; i++) {
        size_t length = 0;
        if (job->terms[i].lesson != NULL) {
            continue;
        }
        for (long from = find_from(text, 0, job->terms[i].text, &length);
             from >= 0 && (size_t)from <= at;
             from = find_from(text, (size_t)from + 1, job->terms[i].text, &length)) {
            if ((size_t)from + length >= at + size) {
                return true;
            }
        }
    }
    return false;
}

static void check_term(struct job *job, struct term *term, const char *text, struct where near)
{
    size_t size = 0;
    long at = terms_find(text, term->text, &size);
    while (at >= 0 && is_covered(job, text, (size_t)at, size)) {
        at = find_from(text, (size_t)at + 1, term->text, &size);
    }
    if (at < 0) {
        return;
    }
    struct where where = texts_place(text, (size_t)at, near);
    const char *there = source_at(where.source, where.line, where.col);
    bool placed = there != NULL && strncmp(there, text + at, size) == 0;
    if (!placed && job->lesson->language != NULL) {
        return; /* not translated: said of the lesson itself */
    }
    term->said = true;
    diag_warn(job->diag, where, _("'%.*s' is used before it is introduced"), (int)size, text + at);
    diag_id(job->diag, "term-too-early");
    diag_hint(job->diag,
        _("lesson %d, %s, introduces '%s': say it in other words, or move it there"),
        term->lesson->number, term->lesson->id, term->text);
}

static void check_text(void *context, const char **text, struct where near)
{
    struct job *job = context;
    if (text == &job->lesson->section || text == &job->lesson->source_note) {
        return; /* says what is ahead, or where the lesson comes from */
    }
    for (size_t i = 0; i < job->count; i++) {
        if (job->terms[i].lesson != NULL && !job->terms[i].said) {
            check_term(job, &job->terms[i], *text, near);
        }
    }
}

/* The terms of all lessons of the folder, in their order. */
static void collect(struct job *job, const struct catalogue *catalogue, const char *language)
{
    bool later = false;
    for (size_t i = 0; i < catalogue->count && catalogue->entries[i].number > 0; i++) {
        const struct catalogue_entry *entry = &catalogue->entries[i];
        bool own = entry->number == job->lesson->number && strcmp(entry->id, job->lesson->id) == 0;
        struct lesson_card card = lesson_card(entry->path, language, &job->lesson->arena);
        add_terms(job, card.terms, later ? entry : NULL);
        later = later || own;
    }
}

void terms_check(struct lesson *lesson, const char *language, struct diag *diag)
{
    struct job job = {.lesson = lesson, .diag = diag};
    struct catalogue catalogue;
    struct diag empty;
    if (lesson->number == 0) {
        return; /* it comes after all of them */
    }
    diag_init(&empty);
    char *own = lesson_folder(lesson->source.name);
    const char *const folders[] = {own, NULL};
    if (catalogue_open(&catalogue, folders, &empty)) {
        collect(&job, &catalogue, language);
        texts_visit(lesson, check_text, &job);
    }
    catalogue_release(&catalogue);
    free(job.terms);
    free(own);
    diag_release(&empty);
}
