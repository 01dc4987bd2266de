/* How far the user has come in each lesson, kept in one small text file between runs.
 *
 *     losswalk progress 1
 *     lesson=sparse-labels step=4 of=6 furthest=5 part=1 row=1 col=2 done=no solved=1 revealed=0
 * path=/home/...
 *
 * A lesson is known by its absolute path. The file is read once, and again when it is saved: under
 * a lock, lines of lessons that were not touched meanwhile go back byte for byte, so a second
 * program running beside this one loses nothing. It is replaced whole or not at all. Lines that
 * cannot be read are moved to a file `progress.damaged` beside it. A file of a newer format is
 * neither read nor written.
 */
#ifndef LOSSWALK_PROGRESS_H
#define LOSSWALK_PROGRESS_H

#include "diag.h"

#include <stdbool.h>
#include <stddef.h>

/* One lesson. All counts are from 0 here, steps from 1 in the file. */
struct progress_entry {
    const char *id;              /* for whoever reads the file */
    const char *path;            /* absolute */
    size_t steps;                /* how many the lesson had */
    size_t furthest;             /* the furthest step seen */
    size_t step, part, row, col; /* where it was left */
    bool done;                   /* the last step was seen */
    size_t solved, revealed;     /* questions: answered, and shown without an answer */
};

struct progress;

/* Reads the file; that there is none is fine, and `file` NULL keeps nothing between runs. What is
 * wrong with it is a warning in diag, once: the lessons can still be walked. Never NULL. */
struct progress *progress_open(const char *file, struct diag *diag);
void progress_free(struct progress *progress);

/* The lesson at that path (absolute or not); NULL when it was never opened. Valid until the next
 * note or save. */
const struct progress_entry *progress_find(const struct progress *progress, const char *path);
/* Remembers where a lesson was left (texts are copied, the path is made absolute). What was reached
 * before is not forgotten: of furthest, done, solved and revealed the larger stays. */
void progress_note(struct progress *progress, const struct progress_entry *entry);

/* Writes what was noted since the last time. False when that is not possible, with a warning in
 * diag (which may be NULL) the first time; the old file is then as it was. */
bool progress_save(struct progress *progress, struct diag *diag);

#endif
