/* Worksheets: the document of a lesson with blanks, and the key to them.
 *
 * From a step on, the numbers are left out. Which one, the lesson's questions say: that of the
 * first question, so that what is asked is not told; the cells that they ask for are the numbered
 * blanks. Or --fade says it: so many fifths of the computed stages, from the last one back.
 * Each number that is left out is a numbered blank, and the key has it; what mistakes lead to, of
 * the blanks of --fade, and of questions.
 */
#ifndef LOSSWALK_SHEET_H
#define LOSSWALK_SHEET_H

#include "doc.h"

enum { SHEET_FIFTHS = 5 };

/* The first stage that is left out: by the fifths of --fade, or, with 0, by the first question. */
size_t sheet_first(struct doc *doc, size_t fifths);
/* The stages that a sheet has tables of, or blanks, a bit each. */
uint64_t sheet_tables(const struct doc *doc);
/* A sight of what the sheet shows, and the blanks in doc->blanks, numbered behind the questions.
 * For a key: the same blanks, and nothing hidden. */
void sheet_open(struct doc *doc);
/* "4. Sparse labels"; of a key "Key: 4. Sparse labels". In the document's arena. */
const char *sheet_title(struct doc *doc);
/* The same of any title. */
const char *sheet_named(enum doc_sheet sheet, const char *title, struct arena *arena);
/* What to do with the blanks, in the document's arena. */
const char *sheet_instructions(struct doc *doc);
/* ", ± 0.0001": how far an answer may be off; "" where it is no number. In the document's arena. */
const char *sheet_tolerance(struct doc *doc, const struct doc_question *question);
/* The blanks that no question asks for, by their numbers; NULL: there are none. */
const struct doc_question *sheet_blanks(const struct doc *doc);

#endif
