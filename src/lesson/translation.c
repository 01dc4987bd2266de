#include "translation.h"

#include "file.h"
#include "front_matter.h"
#include "i18n.h"
#include "lesson_file.h"
#include "mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* One question of a translation, and where it stands. */
struct piece {
    const char *at, *ask, *hint;
    struct names choices;
    struct where at_where, choices_where, where;
    struct piece *next;
};

struct texts {
    const char *title, *summary, *section, *source, *original;
    struct names classes, samples, terms;
    struct where classes_where, samples_where;
    struct tokens tokens;
    struct piece *questions;
};

/* What is being done. */
struct job {
    struct lesson *lesson;
    struct texts texts;
    struct diag *diag;
    bool strict; /* warn about what is missing */
};

/* ---- Reading --------------------------------------------------------------------------------- */

enum { P_AT, P_ASK, P_CHOICES, P_HINT, P_COUNT };

static const struct key PIECE_KEYS[P_COUNT] = {
    {"at", read_text, offsetof(struct piece, at), ANY},
    {"ask", read_text, offsetof(struct piece, ask), ANY},
    {"choices", read_names, offsetof(struct piece, choices), ANY},
    {"hint", read_text, offsetof(struct piece, hint), ANY},
};

static bool read_pieces(struct reader *reader, const struct key *key, void *out)
{
    struct piece **end = out;
    bool ok = true;
    if (reader->token.kind != TOKEN_LIST || reader->token.refused) {
        return wrong_kind(reader, key, _("a list of questions, in the order of the lesson's"));
    }
    while (reader_next(reader) && reader->token.kind != TOKEN_LIST_END) {
        struct piece *piece = arena_alloc(reader->arena, 1, sizeof *piece);
        struct given given[P_COUNT] = {0};
        piece->where = reader->token.where;
        *end = piece;
        end = &piece->next;
        if (reader->token.kind != TOKEN_MAP || reader->token.refused) {
            ok = wrong_kind(reader, key, _("a list of maps with the keys ask, choices, hint"));
            continue;
        }
        ok = read_map(reader, PIECE_KEYS, P_COUNT, piece, given, _("a translated question")) && ok;
        piece->at_where = given[P_AT].value;
        piece->choices_where = given[P_CHOICES].value;
    }
    return ok && !reader->stopped;
}

static bool read_original(struct reader *reader, const struct key *key, void *out)
{
    struct where where = reader->token.where;
    const char *text = NULL;
    if (!read_text(reader, key, &text)) {
        return false;
    }
    if (strlen(text) != LESSON_CHECKSUM_SIZE - 1 ||
        strspn(text, "0123456789abcdef") != LESSON_CHECKSUM_SIZE - 1) {
        diag_error(reader->diag, where, _("'%s' takes 8 digits from 0 to f"), key->name);
        diag_hint(reader->diag, _("losswalk --check says which, when they are not right"));
        return false;
    }
    *(const char **)out = text;
    return true;
}

enum {
    T_TITLE,
    T_SUMMARY,
    T_SECTION,
    T_SOURCE,
    T_ORIGINAL,
    T_TERMS,
    T_CLASSES,
    T_SAMPLES,
    T_TOKENS,
    T_QUESTIONS,
    T_COUNT
};

static const struct key TEXT_KEYS[T_COUNT] = {
    {"title", read_text, offsetof(struct texts, title), ANY},
    {"summary", read_text, offsetof(struct texts, summary), ANY},
    {"section", read_text, offsetof(struct texts, section), ANY},
    {"source", read_text, offsetof(struct texts, source), ANY},
    {"original", read_original, offsetof(struct texts, original), ANY},
    {"terms", read_names, offsetof(struct texts, terms), ANY},
    {"classes", read_names, offsetof(struct texts, classes), ANY},
    {"samples", read_names, offsetof(struct texts, samples), ANY},
    {"tokens", read_tokens, offsetof(struct texts, tokens), ANY},
    {"questions", read_pieces, offsetof(struct texts, questions), ANY},
};

static bool read_front(struct job *job, const struct lesson_parts *parts)
{
    const struct source *source = &job->lesson->translation;
    struct reader reader = {.arena = &job->lesson->arena, .diag = job->diag};
    struct given given[T_COUNT] = {0};
    reader_open(&reader, source, source->text + parts->front, parts->front_end - parts->front,
        parts->front_line);
    bool ok = !reader.stopped;
    if (ok && reader.token.kind == TOKEN_MAP) {
        ok = read_map(&reader, TEXT_KEYS, T_COUNT, &job->texts, given, _("a translation"));
        ok = !reader.stopped && reader_next(&reader) && ok;
    } else if (ok && reader.token.kind != TOKEN_END) {
        diag_error(
            job->diag, reader.token.where, _("the front matter must be lines like 'key: value'"));
        ok = false;
    }
    reader_close(&reader);
    job->texts.classes_where = given[T_CLASSES].value;
    job->texts.samples_where = given[T_SAMPLES].value;
    return ok;
}

/* ---- Applying, piece by piece ---------------------------------------------------------------- */

static struct where whole(const struct job *job)
{
    return (struct where){&job->lesson->translation, 0, 0};
}

static void apply_text(const struct job *job, const char *name, const char *text, const char **to)
{
    if (text != NULL) {
        *to = text;
    } else if (job->strict && **to != '\0') {
        diag_warn(job->diag, whole(job), _("'%s' is not translated"), name);
        diag_id(job->diag, "untranslated");
    }
}

static void miss_in_question(const struct job *job, const struct piece *piece, const char *name)
{
    if (job->strict) {
        diag_warn(job->diag, piece->where, _("'%s' of this question is not translated"), name);
        diag_id(job->diag, "untranslated");
    }
}

static bool is_repeated(const struct names *names, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (strcmp(names->list[i], names->list[index]) == 0) {
            return true;
        }
    }
    return false;
}

/* A translated choice is the lesson's in the same place, and so is the answer. */
static bool apply_choices(
    const struct job *job, const struct piece *piece, struct question *question)
{
    const struct names *names = &piece->choices;
    size_t count = 0;
    size_t answer = 0;
    while (question->choices != NULL && question->choices[count] != NULL) {
        answer = strcmp(question->choices[count], question->answer) == 0 ? count : answer;
        count++;
    }
    if (names->count == 0) {
        if (count > 0) {
            miss_in_question(job, piece, "choices");
        }
        return true;
    }
    if (names->count != count) {
        diag_error(job->diag, piece->choices_where,
            _("the lesson's question has %zu choices, this translation %zu"), count, names->count);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_repeated(names, i)) {
            diag_error(
                job->diag, piece->choices_where, _("two choices are '%.40s'"), names->list[i]);
            return false;
        }
    }
    question->choices = names->list;
    question->answer = names->list[answer];
    return true;
}

static bool apply_question(
    const struct job *job, const struct piece *piece, struct question *question)
{
    if (piece->at != NULL && strcmp(piece->at, question->at) != 0) {
        diag_error(
            job->diag, piece->at_where, _("the lesson's question here is at '%s'"), question->at);
        diag_hint(job->diag, _("questions stand in the order of the lesson's"));
        return false;
    }
    if (piece->ask != NULL) {
        question->ask = piece->ask;
    } else {
        miss_in_question(job, piece, "ask");
    }
    if (piece->hint != NULL) {
        question->hint = piece->hint;
    } else if (question->hint != NULL) {
        miss_in_question(job, piece, "hint");
    }
    return apply_choices(job, piece, question);
}

static bool apply_questions(const struct job *job)
{
    bool ok = true;
    const struct piece *piece = job->texts.questions;
    size_t count = 0;
    for (struct question *q = job->lesson->questions; q != NULL; q = q->next) {
        count++;
        if (piece != NULL) {
            ok = apply_question(job, piece, q) && ok;
            piece = piece->next;
        } else if (job->strict) {
            diag_warn(
                job->diag, whole(job), _("question %zu, at '%s', is not translated"), count, q->at);
        }
    }
    if (piece != NULL) {
        diag_error(job->diag, piece->where,
            i18n_plural(
                "the lesson has only %zu question", "the lesson has only %zu questions", count),
            count);
        ok = false;
    }
    return ok;
}

static struct prose *find_section(struct prose *prose, const char *at)
{
    while (prose != NULL && strcmp(prose->at, at) != 0) {
        prose = prose->next;
    }
    return prose;
}

static void miss_section(const struct job *job, const char *at)
{
    if (job->strict && *at == '\0') {
        diag_warn(job->diag, whole(job), _("the introduction is not translated"));
        diag_id(job->diag, "untranslated");
    } else if (job->strict) {
        diag_warn(job->diag, whole(job), _("the section '%s' is not translated"), at);
        diag_id(job->diag, "untranslated");
    }
}

/* The sections stay those of the lesson; their blocks become the translation's. */
static bool apply_prose(const struct job *job, struct prose *translated)
{
    bool ok = true;
    for (struct prose *prose = job->lesson->prose; prose != NULL; prose = prose->next) {
        const struct prose *own = find_section(translated, prose->at);
        if (own == NULL || own->blocks == NULL) {
            miss_section(job, prose->at);
        } else {
            prose->blocks = own->blocks;
            prose->where = own->where;
        }
    }
    for (const struct prose *own = translated; own != NULL; own = own->next) {
        if (find_section(job->lesson->prose, own->at) == NULL) {
            diag_error(job->diag, own->where,
                *own->at == '\0' ? _("the lesson has no introduction%s")
                                 : _("the lesson has no section '%s'"),
                own->at);
            ok = false;
        }
    }
    return ok;
}

static void check_checksum(const struct job *job, const char *checksum)
{
    const char *said = job->lesson->translated_from;
    if (!job->strict || strcmp(said, checksum) == 0) {
        return;
    }
    diag_warn(job->diag, whole(job),
        *said == '\0' ? _("this translation does not say which state of the lesson it is of")
                      : _("this translation has fallen behind: the lesson was changed since"));
    diag_id(job->diag, "translation-behind");
    diag_hint(job->diag, _("when it says what the lesson says, write original: %s"), checksum);
}

/* Names of classes or samples: as many as the lesson has of these, and none twice. */
static void apply_names(const struct job *job, const struct names *names, struct where where,
    size_t count, const char *const **to)
{
    if (names->count == 0) {
        return; /* names are mostly the same in all languages: none is no lack */
    }
    if (names->count != count) {
        diag_error(job->diag, where, _("the lesson has %zu of these, this translation %zu"), count,
            names->count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_repeated(names, i)) {
            diag_error(job->diag, where, _("two of these names are '%.40s'"), names->list[i]);
            return;
        }
    }
    *to = names->list;
}

/* Tokens are mostly of the lesson's own language whatever that of its texts is: none is no lack. */
static void apply_tokens(const struct job *job)
{
    struct lesson *lesson = job->lesson;
    const struct problem *problem = &lesson->problem;
    struct shape batch = shape_without(&problem->scores->shape, problem->class_axis);
    const char *const *tokens = job->texts.tokens.count > 0 ? fit_tokens(&job->texts.tokens, &batch,
                                                                  &lesson->arena, job->diag)
                                                            : NULL;
    lesson->tokens = tokens != NULL ? tokens : lesson->tokens;
}

static bool apply(struct job *job)
{
    struct lesson *lesson = job->lesson;
    struct lesson_parts parts = {0};
    char checksum[LESSON_CHECKSUM_SIZE];
    size_t errors = job->diag->errors;
    lesson_checksum(lesson, checksum);
    lesson->translated_from = "";
    if (!lesson_file_split(&lesson->translation, &parts, job->diag)) {
        return false;
    }
    (void)read_front(job, &parts);
    const struct texts *texts = &job->texts;
    lesson->terms = texts->terms.list != NULL ? texts->terms.list : lesson->terms;
    lesson->translated_from = texts->original != NULL ? texts->original : "";
    struct prose *prose = prose_parse(&lesson->arena, &lesson->translation, parts.prose,
        parts.prose_line, known_sections(), job->diag);
    check_checksum(job, checksum);
    apply_text(job, "title", texts->title, &lesson->title);
    apply_text(job, "summary", texts->summary, &lesson->summary);
    apply_text(job, "section", texts->section, &lesson->section);
    if (texts->source != NULL && lesson->source_note[0] == '\0') {
        diag_warn(job->diag, whole(job), _("the lesson has no 'source'"));
    }
    lesson->source_note = texts->source != NULL ? texts->source : lesson->source_note;
    size_t cols = problem_classes(&lesson->problem);
    size_t rows = shape_size(&lesson->problem.scores->shape) / cols;
    apply_names(job, &texts->classes, texts->classes_where, cols, &lesson->classes);
    apply_names(job, &texts->samples, texts->samples_where, rows, &lesson->samples);
    apply_tokens(job);
    (void)apply_questions(job);
    (void)apply_prose(job, prose);
    return job->diag->errors == errors;
}

/* ---- From the file, or from another lesson --------------------------------------------------- */

char *lesson_translation_path(const char *path, const char *language)
{
    size_t size = strlen(path);
    if (size <= 3 || strcmp(path + size - 3, ".md") != 0) {
        return NULL;
    }
    struct str out;
    str_init(&out);
    str_addn(&out, path, size - 3);
    str_addf(&out, ".%s.md", language);
    char *copy = mem_textn(out.data, out.len);
    str_release(&out);
    return copy;
}

static bool translate(struct lesson *lesson, const char *language, bool strict, struct diag *diag)
{
    char *path = lesson_translation_path(lesson->source.name, language);
    struct stat info;
    if (path == NULL || !file_lstat(path, &info)) { /* a link that leads nowhere is worth a word */
        free(path);
        return true;
    }
    struct str text;
    str_init(&text);
    bool ok = lesson_file_read(path, &text, diag);
    if (ok) {
        struct job job = {.lesson = lesson, .diag = diag, .strict = strict};
        lesson->language = arena_strdup(&lesson->arena, language);
        lesson_file_source(&lesson->translation, &lesson->arena, path,
            arena_strndup(&lesson->arena, text.data, text.len), text.len);
        ok = apply(&job);
    }
    str_release(&text);
    free(path);
    return ok;
}

bool lesson_translate(struct lesson *lesson, const char *language, struct diag *diag)
{
    return translate(lesson, language, false, diag);
}

bool lesson_translate_check(struct lesson *lesson, const char *language, struct diag *diag)
{
    return translate(lesson, language, true, diag);
}

void lesson_keep_translation(struct lesson *variant, const struct lesson *lesson)
{
    struct diag known; /* what is wrong with it was said when the lesson was opened */
    diag_init(&known);
    struct job job = {.lesson = variant, .diag = &known};
    variant->language = arena_strdup(&variant->arena, lesson->language);
    const struct source *from = &lesson->translation;
    lesson_file_source(&variant->translation, &variant->arena, from->name,
        arena_strndup(&variant->arena, from->text, from->size), from->size);
    (void)apply(&job);
    diag_release(&known);
}

/* ---- A title alone --------------------------------------------------------------------------- */

/* The front matter of a file, read without a word about what is wrong with it. */
static bool open_front(struct lesson *lesson, struct source *source, const char *path,
    struct lesson_parts *parts, struct diag *diag)
{
    struct str text;
    struct stat info;
    str_init(&text);
    bool ok = file_lstat(path, &info) && lesson_file_read(path, &text, diag);
    lesson_file_source(
        source, &lesson->arena, path, arena_strndup(&lesson->arena, text.data, text.len), text.len);
    str_release(&text);
    return ok && lesson_file_split(source, parts, diag);
}

static struct lesson_card translated_card(
    struct lesson *lesson, const char *path, struct diag *diag)
{
    struct job job = {.lesson = lesson, .diag = diag};
    struct lesson_parts parts = {0};
    if (path != NULL && open_front(lesson, &lesson->translation, path, &parts, diag)) {
        (void)read_front(&job, &parts);
    }
    return (struct lesson_card){job.texts.title, job.texts.terms.list};
}

static struct lesson_card written_card(struct lesson *lesson, const char *path, struct diag *diag)
{
    struct draft draft = {.arena = &lesson->arena, .diag = diag};
    struct lesson_parts parts = {0};
    if (open_front(lesson, &lesson->source, path, &parts, diag)) {
        (void)front_matter_read(&draft, &lesson->source, lesson->source.text + parts.front,
            parts.front_end - parts.front, parts.front_line);
    }
    return (struct lesson_card){draft.title, draft.terms.list};
}

static const char *const *keep_terms(const char *const *terms, struct arena *arena)
{
    size_t count = 0;
    while (terms != NULL && terms[count] != NULL) {
        count++;
    }
    const char **copy = arena_alloc(arena, count + 1, sizeof *copy);
    for (size_t i = 0; i < count; i++) {
        copy[i] = arena_strdup(arena, terms[i]);
    }
    return copy;
}

struct lesson_card lesson_card(const char *path, const char *language, struct arena *arena)
{
    struct lesson lesson = {0};
    struct diag ignored;
    struct lesson_card other = {0};
    arena_init(&lesson.arena);
    diag_init(&ignored);
    struct lesson_card card = written_card(&lesson, path, &ignored);
    char *translation = language == NULL ? NULL : lesson_translation_path(path, language);
    other = translated_card(&lesson, translation, &ignored);
    const char *title = other.title != NULL ? other.title : card.title;
    card.title = title != NULL ? arena_strdup(arena, title) : NULL;
    card.terms = keep_terms(other.terms != NULL ? other.terms : card.terms, arena);
    free(translation);
    diag_release(&ignored);
    arena_release(&lesson.arena);
    return card;
}
