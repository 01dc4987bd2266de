/* Where each lesson was left: between a walk and the progress that is kept. Every `progress` may be
 * NULL: nothing is kept then, and every lesson is new. */
#ifndef LOSSWALK_BOOKMARK_H
#define LOSSWALK_BOOKMARK_H

#include "progress.h"
#include "quiz.h"
#include "shelf.h"
#include "str.h"
#include "walk.h"

/* Remembers the place in the open lesson, if one is open, and what came of its questions since the
 * last time, and writes that down. */
void bookmark_keep(struct progress *progress, struct quiz *quiz, const struct walk *current);
/* The same, but only where work would be lost if the program were killed now: an answer was given,
 * or a further step was seen. */
void bookmark_secure(struct progress *progress, struct quiz *quiz, const struct walk *current);
/* Goes to where the lesson was left. Returns whether that is past the first step. */
bool bookmark_resume(const struct progress *progress, struct walk *walk);
/* Forgets the lesson, and how its questions were answered in this session. */
void bookmark_reset(struct progress *progress, struct quiz *quiz, const struct book *book);

/* Was the lesson ever opened? */
bool bookmark_has(const struct progress *progress, const struct book *book);
/* The book to go on with: the one in progress that was left last; where none is, the next new one
 * after the one that was done last; else the shelf's start. */
size_t bookmark_start(
    const struct progress *progress, struct shelf *shelf, const struct walk_options *options);

/* Appends how far one has come: "new", "step 4 of 6", "done"; in brief: "", "4/6", "done". */
void bookmark_state(
    const struct progress *progress, const struct lesson_key *key, bool brief, struct str *out);

enum bookmark_form { BOOKMARK_BRIEF, BOOKMARK_SHORT, BOOKMARK_LONG };
/* Appends how many of the book's questions were solved, and whether its task was done: "Q1/3+T",
 * "1/3 solved, task done", "1 of 3 questions solved, 1 at the first try, task done"; nothing for a
 * lesson that is new or has neither. */
void bookmark_solved(const struct progress *progress, const struct book *book,
    enum bookmark_form form, struct str *out);

#endif
