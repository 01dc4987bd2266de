/* What one student, or a class, answered: lessons and their questions on one side, students and
 * their progress on the other. */
#ifndef LOSSWALK_GRADEBOOK_H
#define LOSSWALK_GRADEBOOK_H

#include "arena.h"
#include "lesson.h"
#include "progress.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gradebook_question {
    uint64_t key;    /* quiz_question_key() */
    size_t number;   /* in its lesson, from 1 */
    const char *ask; /* NULL: the lesson is not at hand */
};

struct gradebook_lesson {
    const char *id, *title; /* title: "" where the lesson is not at hand */
    const char *path;       /* NULL: it is not at hand, and known from a student's progress alone */
    int number;             /* 0: none */
    uint64_t fingerprint;
    /* all of them; of a lesson that is not at hand those that somebody met */
    struct gradebook_question *questions;
    size_t question_count;
    size_t opened; /* by how many students */
};

struct gradebook_student {
    const char *name;
    struct progress *progress;
    const struct progress_entry **entries; /* by lesson; use gradebook_entry() */
    size_t entry_count, entry_cap;
};

struct gradebook {
    struct arena arena;
    struct gradebook_lesson *lessons;
    size_t lesson_count, lesson_cap;
    struct gradebook_student *students;
    size_t student_count, student_cap;
};

void gradebook_init(struct gradebook *book);
void gradebook_release(struct gradebook *book);

/* A lesson at hand, copied: all of them before the first student. */
void gradebook_add_lesson(struct gradebook *book, const struct lesson *lesson, const char *path);
/* Students (the name is copied, the progress taken). The one whose own file this is has the lessons
 * where they are; files of others come from elsewhere, where lessons have other paths: there a
 * lesson is that of its id, or, where none is called so, that of its numbers. */
void gradebook_add_own(struct gradebook *book, const char *name, struct progress *progress);
void gradebook_add_other(struct gradebook *book, const char *name, struct progress *progress);
/* After the last student: what is known of lessons that are not at hand, and who opened what. */
void gradebook_close(struct gradebook *book);

/* How far that student came in that lesson; NULL: it was never opened. */
const struct progress_entry *gradebook_entry(
    const struct gradebook_student *student, size_t lesson);
/* What became of the i-th question of the lesson; all 0 where nothing has. A question is known by
 * its text, and where that was changed since by its number. */
struct progress_answer gradebook_answer(
    const struct gradebook_lesson *lesson, const struct progress_entry *entry, size_t i);

struct gradebook_score {
    size_t asked, solved, first, revealed;
    size_t unnamed; /* solved, and noted by a losswalk that did not keep which */
};

/* Of one lesson of one student. */
struct gradebook_score gradebook_score(
    const struct gradebook_lesson *lesson, const struct progress_entry *entry);
/* Of one question of all students who opened its lesson, which are `asked`. */
struct gradebook_score gradebook_of_question(
    const struct gradebook *book, size_t lesson, size_t question);

#endif
