/* Which rows and columns of a stage a document shows.
 *
 * A full trace has all of them. A page that people read has those that matter: the sample whose
 * worked lines are shown, those with something to remark, the first that is masked out, those with
 * the largest losses, and then the first ones; of the columns, the true classes and the largest
 * scores of these rows. What is left out is counted. All stages of a document show the same
 * samples, so that a reader can follow one from table to table.
 */
#ifndef LOSSWALK_PICK_H
#define LOSSWALK_PICK_H

#include "doc.h"

struct doc_pick {
    const size_t *at; /* indices, ascending, in the document's arena; NULL: all */
    size_t count;     /* shown */
    size_t all;       /* there are */
};

/* Of the stage; at most as many as the document's options ask for. */
struct doc_pick pick_rows(struct doc *doc, size_t stage);
struct doc_pick pick_cols(struct doc *doc, size_t stage);
/* The i-th that is shown, i < count. */
size_t pick_at(const struct doc_pick *pick, size_t i);
/* How many are left out before the i-th that is shown; of i = count, after the last. */
size_t pick_gap(const struct doc_pick *pick, size_t i);
/* Is nothing left out? */
bool pick_is_whole(const struct doc_pick *pick);
/* What is left out, counted: "(5 of 200 rows are shown)", in the arena; NULL where nothing is. */
const char *pick_told_rows(const struct doc_pick *rows, struct arena *arena);
const char *pick_told_cols(const struct doc_pick *cols, struct arena *arena);

#endif
