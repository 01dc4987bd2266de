/* What if: the open lesson with other numbers or settings, beside the lesson as it was written.
 *
 * A change replaces the walk's lesson by one that has it (see change.h) and stays at the same stage
 * and cell. Changes are kept in the order they were made, so that they can be undone and made
 * again. The lesson as written stays open while anything is changed: cells that differ from it are
 * marked, its loss is shown beside the new one.
 *
 * What is seen of a changed lesson does not count as seen: `furthest` stays, and no question is
 * asked (its words are about the lesson as written).
 */
#ifndef LOSSWALK_WHATIF_H
#define LOSSWALK_WHATIF_H

#include "walk.h"

#include <stdbool.h>
#include <stddef.h>

/* Makes a change; what was undone before is forgotten. A setting changed twice in a row is one
 * change. False, with the reasons in diag and everything as it was, when there is no such lesson.
 */
bool whatif_make(struct walk *walk, const struct change *change, struct diag *diag);
bool whatif_undo(struct walk *walk);
bool whatif_redo(struct walk *walk);
/* The lesson as written again; redo brings the changes back one by one. */
void whatif_restore(struct walk *walk);
/* Reads the lesson file again (walk_reload()) and makes the changes once more. Where they no longer
 * fit they are gone. */
bool whatif_reload(struct walk *walk, const struct walk_options *options, struct diag *diag);

/* The walk as it would be without the changes, for asking what it would show. Borrowed parts only:
 * not to be closed, and good until the walk changes. */
struct walk whatif_written(const struct walk *walk);

/* Does the cell show other digits, at so many decimals, than in the lesson as written? Cells of
 * stages that the lesson as written does not have are not marked. */
bool whatif_moved(const struct walk *walk, size_t stage, size_t row, size_t col, int decimals);
/* Finds out what follows, once after each change: it takes a look at every number. */
void whatif_look(struct walk *walk);
/* Does any cell of the step differ? Always false for batches too large to look through. */
bool whatif_step_moved(const struct walk *walk, size_t step);
/* The last change: "z[s1,dog] = 3", "reduction=sum"; "" where there is none. */
const char *whatif_what(const struct walk *walk);
/* Why the focused cell cannot be changed, in a sentence, appended; false: it can. */
bool whatif_refusal(const struct walk *walk, struct str *out);

#endif
