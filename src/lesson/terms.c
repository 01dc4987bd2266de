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
        bool named = at > 1 && strchr("[{", *before) != NULL && text[at - 2] == *before;
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
    size_t lesson; /* the first that introduces it, as a place in the catalogue */
};

/* What the lessons of a folder introduce, in one language. */
struct course {
    const char *folder;
    const char *language; /* NULL: as written */
    struct catalogue catalogue;
    struct term *terms;
    size_t count, cap;
    struct course *next;
};

struct terms {
    struct arena arena;
    struct course *courses;
};

struct job {
    const struct course *course;
    size_t own; /* the lesson's place */
    struct lesson *lesson;
    bool *said; /* of each term */
    struct diag *diag;
};

struct terms *terms_new(void)
{
    struct terms *terms = mem_alloc(1, sizeof *terms);
    arena_init(&terms->arena);
    return terms;
}

void terms_free(struct terms *terms)
{
    for (struct course *course = terms->courses; course != NULL; course = course->next) {
        catalogue_release(&course->catalogue);
        free(course->terms);
    }
    arena_release(&terms->arena);
    free(terms);
}

static void add_terms(struct course *course, const char *const *terms, size_t lesson)
{
    for (; terms != NULL && *terms != NULL; terms++) {
        bool known = false;
        for (size_t i = 0; i < course->count; i++) { /* the first that introduces it counts */
            known = known || strcasecmp(course->terms[i].text, *terms) == 0;
        }
        if (!known) {
            course->terms =
                mem_grow(course->terms, &course->cap, course->count + 1, sizeof *course->terms);
            course->terms[course->count++] = (struct term){*terms, lesson};
        }
    }
}

/* Reads each lesson of the folder once, in their order. */
static const struct course *course_of(struct terms *terms, const char *folder, const char *language)
{
    struct course *course = terms->courses;
    while (
        course != NULL && (course->language != language || strcmp(course->folder, folder) != 0)) {
        course = course->next;
    }
    if (course != NULL) {
        return course;
    }
    course = arena_alloc(&terms->arena, 1, sizeof *course);
    *course = (struct course){.folder = arena_strdup(&terms->arena, folder),
        .language = language,
        .next = terms->courses};
    terms->courses = course;
    catalogue_open_folder(&course->catalogue, folder);
    const struct catalogue *catalogue = &course->catalogue;
    for (size_t i = 0; i < catalogue->count && catalogue->entries[i].number > 0; i++) {
        add_terms(
            course, lesson_card(catalogue->entries[i].path, language, &terms->arena).terms, i);
    }
    return course;
}

static bool comes_later(const struct job *job, size_t term)
{
    return job->course->terms[term].lesson > job->own;
}

/* Is the word part of a longer one that the reader knows? */
static bool is_covered(const struct job *job, const char *text, size_t at, size_t size)
{
    for (size_t i = 0; i < job->course->count; i++) {
        size_t length = 0;
        if (comes_later(job, i)) {
            continue;
        }
        const char *term = job->course->terms[i].text;
        for (long from = find_from(text, 0, term, &length); from >= 0 && (size_t)from <= at;
             from = find_from(text, (size_t)from + 1, term, &length)) {
            if ((size_t)from + length >= at + size) {
                return true;
            }
        }
    }
    return false;
}

static void check_term(struct job *job, size_t index, const char *text, struct where near)
{
    const struct term *term = &job->course->terms[index];
    struct where where;
    size_t size = 0;
    long at = terms_find(text, term->text, &size);
    while (at >= 0 && is_covered(job, text, (size_t)at, size)) {
        at = find_from(text, (size_t)at + 1, term->text, &size);
    }
    if (at < 0 || !texts_find(job->lesson, text, (size_t)at, size, near, &where)) {
        return;
    }
    const struct catalogue_entry *there = &job->course->catalogue.entries[term->lesson];
    job->said[index] = true;
    diag_warn(job->diag, where, _("'%.*s' is used before it is introduced"), (int)size, text + at);
    diag_id(job->diag, "term-too-early");
    diag_hint(job->diag,
        _("lesson %d, %s, introduces '%s': say it in other words, or move it there"), there->number,
        there->id, term->text);
}

static void check_text(void *context, const char **text, struct where near)
{
    struct job *job = context;
    if (text == &job->lesson->section || text == &job->lesson->source_note) {
        return; /* says what is ahead, or where the lesson comes from */
    }
    for (size_t i = 0; i < job->course->count; i++) {
        if (comes_later(job, i) && !job->said[i]) {
            check_term(job, i, *text, near);
        }
    }
}

void terms_check(
    struct terms *terms, struct lesson *lesson, const char *language, struct diag *diag)
{
    if (lesson->number == 0) {
        return; /* it comes after all of them */
    }
    char *own = lesson_folder(lesson->source.name);
    struct job job = {.course = course_of(terms, own, language), .lesson = lesson, .diag = diag};
    const struct catalogue *catalogue = &job.course->catalogue;
    while (job.own < catalogue->count &&
           (catalogue->entries[job.own].number != lesson->number ||
               strcmp(catalogue->entries[job.own].id, lesson->id) != 0)) {
        job.own++;
    }
    job.said = mem_alloc(job.course->count + 1, sizeof *job.said);
    texts_visit(lesson, check_text, &job);
    free(job.said);
    free(own);
}
