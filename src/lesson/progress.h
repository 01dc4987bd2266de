/* How far the user has come in each lesson, kept in one small text file between runs.
 *
 *     losswalk progress 1
 *     lesson=sparse-labels step=4 of=6 furthest=5 part=1 row=1 col=2 done=no solved=1 revealed=0
 * at_once=1 numbers=0123456789abcdef questions=3 answers=2:fedcba9876543210:3:1:s path=/home/...
 *
 * A lesson is known by its absolute path and by its numbers (fingerprint.h). It is, in this order:
 * what has this path and these numbers; what has these numbers and is no longer at its path (it was
 * moved or renamed), first of all under this id; what has this path (its numbers were edited, or
 * the line is of a losswalk that did not know the numbers). So a copy in another folder is another
 * lesson. Lines are in the order of their last use.
 *
 * The file is read once, and again when it is saved: under a lock, lines of lessons that were not
 * touched meanwhile go back byte for byte, so a second program running beside this one loses
 * nothing. It is replaced whole or not at all. Keys that are not known are passed over. Lines that
 * cannot be read are moved to a file `progress.damaged` beside it. A file of a newer format is
 * neither read nor written. Of more than 5000 lessons, those used last are kept.
 */
#ifndef LOSSWALK_PROGRESS_H
#define LOSSWALK_PROGRESS_H

#include "diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a lesson is known by. */
struct lesson_key {
    const char *id;
    const char *path;     /* absolute in an entry */
    uint64_t fingerprint; /* of its numbers; 0: not known */
};

/* What became of one question of a lesson. */
struct progress_answer {
    uint64_t question;   /* a hash of the question as its lesson has it (quiz.h) */
    size_t number;       /* its place in the lesson, from 1, when it was met last */
    size_t tries, hints; /* answers that were judged; hints that were taken */
    bool solved;
    bool first;    /* the very first answer was right, and the answer was not shown before */
    bool revealed; /* the answer was shown */
};

/* One lesson. All counts are from 0 here, steps from 1 in the file. */
struct progress_entry {
    struct lesson_key lesson;
    size_t steps;                /* how many the lesson had */
    size_t furthest;             /* the furthest step seen */
    size_t step, part, row, col; /* where it was left */
    bool done;                   /* the last step was seen */
    /* questions: answered, of these without a wrong answer before, and shown without an answer */
    size_t solved, at_once, revealed;
    size_t tasks;     /* done: 0 or 1 */
    size_t questions; /* how many the lesson had; 0: none, or not known */
    /* those that were tried or had help, in the order they were met; borrowed where it is noted */
    const struct progress_answer *answers;
    size_t answer_count;
};

struct progress;

/* Reads the file; that there is none is fine, and `file` NULL keeps nothing between runs. What is
 * wrong with it is a warning in diag, once: the lessons can still be walked. Never NULL. */
struct progress *progress_open(const char *file, struct diag *diag);
void progress_free(struct progress *progress);

/* That lesson (its path absolute or not); NULL when it was never opened. Valid until the next note,
 * reset or save. */
const struct progress_entry *progress_find(
    const struct progress *progress, const struct lesson_key *key);
/* What became of that question; NULL: nothing yet. */
const struct progress_answer *progress_answer(
    const struct progress_entry *entry, uint64_t question);
/* How many lessons were used after the entry that progress_find() gave. */
size_t progress_age(const struct progress *progress, const struct progress_entry *entry);
/* Is any lesson no longer at its path? Only then do numbers find what a path does not. */
bool progress_has_moved(const struct progress *progress);
/* Remembers where a lesson was left (texts are copied, the path is made absolute). What was reached
 * before is not forgotten: of furthest, done, solved, at_once, revealed and tasks the larger stays.
 * Of its answers, tries and hints are those since the note before: so whatever two programs note is
 * added up. */
void progress_note(struct progress *progress, const struct progress_entry *entry);
/* Forgets the lesson. What another program notes about it later stays. */
void progress_reset(struct progress *progress, const struct lesson_key *key);

/* Reads a file that somebody else may have written, and that is never saved: NULL, with an error in
 * diag that says where, when it is no progress file; lines that cannot be read are a warning. */
struct progress *progress_read(const char *file, struct diag *diag);
/* All lessons, in the order of their last use. */
size_t progress_count(const struct progress *progress);
const struct progress_entry *progress_at(const struct progress *progress, size_t index);

/* Writes what was noted since the last time. False when that is not possible, with a warning in
 * diag the first time; the old file is then as it was. With diag NULL it may be tried again later,
 * and does not wait long for a program that is writing. */
bool progress_save(struct progress *progress, struct diag *diag);

#endif
