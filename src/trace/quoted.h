/* Texts quote numbers: {{softmax[1, 2]}} in the prose, in what a question asks or offers and in a
 * hint is shown as the number of that cell, with the digits that the table has. So a text stays
 * right when the numbers of the lesson are changed. Elsewhere (titles, code, formulas) it stays as
 * it is.
 */
#ifndef LOSSWALK_QUOTED_H
#define LOSSWALK_QUOTED_H

#include "answer.h"

/* The trace of the lesson, and in the lesson's texts the numbers that they quote: "?" where the
 * lesson, as it is now, has no such cell. Once for a lesson, after its texts were put into a
 * language (present.h). */
struct trace *quoted_open(struct lesson *lesson);

/* Reports what texts quote that the lesson does not have, at its place. Of a lesson whose numbers
 * were not put in. */
void quoted_check(struct lesson *lesson, struct diag *diag);

/* Where the next {{...}} of the text begins, and its size; NULL: there is none. */
const char *quoted_next(const char *text, size_t *size);

/* Appends {{softmax[1, 2]}}: how texts quote the cell. */
void quoted_add(const struct trace *trace, const struct question_cell *cell, struct str *out);

#endif
