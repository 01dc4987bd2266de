#include "gradebook.h"

#include "mem.h"
#include "quiz.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_QUESTIONS = 1000 }; /* of a lesson that is not at hand */

void gradebook_init(struct gradebook *book)
{
    *book = (struct gradebook){.lesson_count = 0};
    arena_init(&book->arena);
}

void gradebook_release(struct gradebook *book)
{
    for (size_t i = 0; i < book->student_count; i++) {
        progress_free(book->students[i].progress);
        free(book->students[i].entries);
    }
    free(book->students);
    free(book->lessons);
    arena_release(&book->arena);
}

static struct gradebook_lesson *add_lesson(struct gradebook *book, const char *id)
{
    book->lessons =
        mem_grow(book->lessons, &book->lesson_cap, book->lesson_count + 1, sizeof *book->lessons);
    struct gradebook_lesson *lesson = &book->lessons[book->lesson_count++];
    *lesson = (struct gradebook_lesson){.id = arena_strdup(&book->arena, id), .title = ""};
    return lesson;
}

void gradebook_add_lesson(struct gradebook *book, const struct lesson *lesson, const char *path)
{
    struct arena *arena = &book->arena;
    struct gradebook_lesson *own = add_lesson(book, lesson->id);
    size_t count = 0;
    for (const struct question *q = lesson->questions; q != NULL; q = q->next) {
        count++;
    }
    own->title = arena_strdup(arena, lesson->title);
    own->path = arena_strdup(arena, path);
    own->number = lesson->number;
    own->fingerprint = lesson->fingerprint;
    own->questions = arena_alloc(arena, count + 1, sizeof *own->questions);
    for (const struct question *q = lesson->questions; q != NULL; q = q->next) {
        size_t i = own->question_count++;
        own->questions[i] =
            (struct gradebook_question){quiz_question_key(q), i + 1, arena_strdup(arena, q->ask)};
    }
}

/* ---- Students -------------------------------------------------------------------------------- */

static struct gradebook_student *add_student(
    struct gradebook *book, const char *name, struct progress *progress)
{
    book->students = mem_grow(
        book->students, &book->student_cap, book->student_count + 1, sizeof *book->students);
    struct gradebook_student *student = &book->students[book->student_count++];
    *student =
        (struct gradebook_student){.name = arena_strdup(&book->arena, name), .progress = progress};
    return student;
}

static const struct progress_entry **cell(struct gradebook_student *student, size_t lesson)
{
    size_t need = lesson + 1;
    if (need > student->entry_count) {
        student->entries =
            mem_grow(student->entries, &student->entry_cap, need, sizeof *student->entries);
        while (student->entry_count < need) {
            student->entries[student->entry_count++] = NULL;
        }
    }
    return &student->entries[lesson];
}

/* The lesson of that id, at hand or not; where there is none, lesson_count. */
static size_t with_id(const struct gradebook *book, const char *id)
{
    size_t at = 0;
    while (at < book->lesson_count && strcmp(book->lessons[at].id, id) != 0) {
        at++;
    }
    return at;
}

static size_t with_numbers(const struct gradebook *book, uint64_t fingerprint)
{
    size_t at = 0;
    while (at < book->lesson_count && (fingerprint == 0 || book->lessons[at].path == NULL ||
                                          book->lessons[at].fingerprint != fingerprint)) {
        at++;
    }
    return at;
}

static void put(
    struct gradebook *book, struct gradebook_student *student, const struct progress_entry *entry)
{
    const struct lesson_key *key = &entry->lesson;
    size_t at = with_id(book, key->id);
    at = at < book->lesson_count ? at : with_numbers(book, key->fingerprint);
    if (at == book->lesson_count) {
        (void)add_lesson(book, key->id);
    }
    /* Of several, such as of two courses, that with the lesson's numbers, else the last used. */
    const struct progress_entry **place = cell(student, at);
    uint64_t own = book->lessons[at].fingerprint;
    bool better = *place != NULL && own != 0 && (*place)->lesson.fingerprint == own &&
                  key->fingerprint != own;
    *place = better ? *place : entry;
}

static bool has(const struct gradebook_student *student, const struct progress_entry *entry)
{
    for (size_t i = 0; i < student->entry_count; i++) {
        if (student->entries[i] == entry) {
            return true;
        }
    }
    return false;
}

void gradebook_add_own(struct gradebook *book, const char *name, struct progress *progress)
{
    struct gradebook_student *student = add_student(book, name, progress);
    size_t at_hand = book->lesson_count;
    for (size_t i = 0; i < at_hand; i++) {
        const struct gradebook_lesson *lesson = &book->lessons[i];
        const struct lesson_key key = {lesson->id, lesson->path, lesson->fingerprint};
        *cell(student, i) = progress_find(progress, &key);
    }
    for (size_t i = 0; i < progress_count(progress); i++) {
        const struct progress_entry *entry = progress_at(progress, i);
        if (!has(student, entry)) { /* of another folder: it has a place of its own */
            (void)add_lesson(book, entry->lesson.id);
            *cell(student, book->lesson_count - 1) = entry;
        }
    }
}

void gradebook_add_other(struct gradebook *book, const char *name, struct progress *progress)
{
    struct gradebook_student *student = add_student(book, name, progress);
    for (size_t i = 0; i < progress_count(progress); i++) {
        put(book, student, progress_at(progress, i));
    }
}

/* ---- What they met --------------------------------------------------------------------------- */

static bool asks(const struct gradebook_lesson *lesson, uint64_t key)
{
    for (size_t i = 0; i < lesson->question_count; i++) {
        if (lesson->questions[i].key == key) {
            return true;
        }
    }
    return false;
}

static int by_number(const void *a, const void *b)
{
    const struct gradebook_question *one = a;
    const struct gradebook_question *other = b;
    return one->number != other->number
               ? (one->number > other->number) - (one->number < other->number)
               : (one->key > other->key) - (one->key < other->key);
}

/* The questions of a lesson that is not at hand, from what each student met. */
static void learn(struct gradebook *book, size_t at)
{
    struct gradebook_lesson *lesson = &book->lessons[at];
    size_t most = 0;
    for (size_t i = 0; i < book->student_count; i++) {
        const struct progress_entry *entry = gradebook_entry(&book->students[i], at);
        most += entry == NULL ? 0 : entry->answer_count;
    }
    most = most < MOST_QUESTIONS ? most : MOST_QUESTIONS;
    lesson->questions = arena_alloc(&book->arena, most + 1, sizeof *lesson->questions);
    for (size_t i = 0; i < book->student_count; i++) {
        const struct progress_entry *entry = gradebook_entry(&book->students[i], at);
        for (size_t k = 0; entry != NULL && k < entry->answer_count; k++) {
            const struct progress_answer *answer = &entry->answers[k];
            if (lesson->question_count < most && !asks(lesson, answer->question)) {
                lesson->questions[lesson->question_count++] =
                    (struct gradebook_question){answer->question, answer->number, NULL};
            }
        }
    }
    qsort(lesson->questions, lesson->question_count, sizeof *lesson->questions, by_number);
}

void gradebook_close(struct gradebook *book)
{
    for (size_t i = 0; i < book->lesson_count; i++) {
        struct gradebook_lesson *lesson = &book->lessons[i];
        for (size_t k = 0; k < book->student_count; k++) {
            lesson->opened += gradebook_entry(&book->students[k], i) != NULL;
        }
        if (lesson->path == NULL) {
            learn(book, i);
        }
    }
}

const struct progress_entry *gradebook_entry(const struct gradebook_student *student, size_t lesson)
{
    return lesson < student->entry_count ? student->entries[lesson] : NULL;
}

struct progress_answer gradebook_answer(
    const struct gradebook_lesson *lesson, const struct progress_entry *entry, size_t i)
{
    const struct gradebook_question *question = &lesson->questions[i];
    const struct progress_answer *found =
        entry == NULL ? NULL : progress_answer(entry, question->key);
    for (size_t k = 0; entry != NULL && lesson->path != NULL && k < entry->answer_count; k++) {
        const struct progress_answer *other = &entry->answers[k];
        bool edited = other->number == question->number && !asks(lesson, other->question);
        found = found == NULL && edited ? other : found;
    }
    return found == NULL ? (struct progress_answer){0} : *found;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void count(struct gradebook_score *score, const struct progress_answer *answer)
{
    score->solved += answer->solved;
    score->first += answer->first;
    score->revealed += answer->revealed;
}

struct gradebook_score gradebook_score(
    const struct gradebook_lesson *lesson, const struct progress_entry *entry)
{
    struct gradebook_score score = {.asked = lesson->question_count};
    struct gradebook_score named = {0};
    for (size_t i = 0; i < lesson->question_count; i++) {
        const struct progress_answer answer = gradebook_answer(lesson, entry, i);
        count(&named, &answer);
    }
    if (lesson->path == NULL) {
        score.asked =
            larger(entry->questions, larger(entry->answer_count, entry->solved + entry->revealed));
    }
    /* The sums of the line know of answers that were noted before single ones were. */
    score.solved = larger(named.solved, smaller(entry->solved, score.asked));
    score.unnamed = score.solved - named.solved;
    score.first = score.unnamed == 0 ? named.first
                                     : larger(named.first, smaller(entry->at_once, score.solved));
    score.revealed = larger(named.revealed, smaller(entry->revealed, score.asked));
    return score;
}

struct gradebook_score gradebook_of_question(
    const struct gradebook *book, size_t lesson, size_t question)
{
    struct gradebook_score score = {.asked = book->lessons[lesson].opened};
    for (size_t i = 0; i < book->student_count; i++) {
        const struct progress_answer answer = gradebook_answer(
            &book->lessons[lesson], gradebook_entry(&book->students[i], lesson), question);
        count(&score, &answer);
    }
    return score;
}
