/* Worksheets: the document of a lesson with blanks, and the key to them.
 *
 * From a step on, the numbers are left out. Which one, the lesson's questions say: that of the
 * first question, so that what is asked is not told; the cells that they ask for are the numbered
 * blanks. Or --fade says it: so many fifths of the computed stages, from the last one back, and
 * each number that takes computing is a numbered blank. What needs none (one-hot rows, masks,
 * counts, maxima) is left out with the rest, but has no number: it is not asked.
 */
#ifndef LOSSWALK_SHEET_H
#define LOSSWALK_SHEET_H

#include "doc.h"

/* A sight of what the sheet shows, and the blanks in doc->blanks, numbered behind the questions.
 * For a key: the same blanks, and nothing hidden. */
void sheet_open(struct doc *doc);
/* "4. Sparse labels"; of a key "Key: 4. Sparse labels". In the document's arena. */
const char *sheet_title(struct doc *doc);
/* What to do with the blanks, in the document's arena. */
const char *sheet_instructions(struct doc *doc);
/* ", ± 0.0001": how far an answer may be off; "" where it is no number. In the document's arena. */
const char *sheet_tolerance(struct doc *doc, const struct doc_question *question);
/* The blanks that no question asks for, by their numbers; NULL: there are none. */
const struct doc_question *sheet_blanks(const struct doc *doc);

#endif
