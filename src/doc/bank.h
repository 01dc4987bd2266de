/* What the formats of question banks share: a question that stands by itself, outside of its
 * lesson, in front of somebody who has only the numbers that the lesson gives. */
#ifndef LOSSWALK_BANK_H
#define LOSSWALK_BANK_H

#include "doc.h"

/* The first question of a bank, or (with one before it) the next; NULL: there are no more. Of a
 * lesson's questions those that have an answer: a cell that is gone, as settings have it, has none.
 */
const struct doc_question *bank_next(struct doc *doc, const struct doc_question *before);
/* "sparse-labels 1" */
const char *bank_name(struct doc *doc, const struct doc_question *question);
/* The lesson's introduction, what is given, what is set, and the question: as HTML, with all text
 * of the lesson escaped, or as lines of text. */
void bank_stem_html(struct doc *doc, const struct doc_question *question, struct str *out);
void bank_stem_text(struct doc *doc, const struct doc_question *question, struct str *out);
/* The number that is right, as a sheet shows it; NULL where the question asks for a choice. */
const char *bank_number(struct doc *doc, const struct doc_question *question);
/* Is it a number that platforms can judge? They know no infinity. */
bool bank_is_numeric(const struct doc *doc, const struct doc_question *question);
/* What is said to somebody who gives this wrong choice: the sentence of the mistake that leads to
 * it, or "". */
const char *bank_choice_feedback(const struct doc_question *question, const char *choice);
/* How the right answer comes about, and the lesson's hint; or "". */
const char *bank_explanation(struct doc *doc, const struct doc_question *question);
/* Appends text with < > & " and ' as references: for text and attributes of HTML and XML. */
void bank_escape(struct str *out, const char *text);

#endif
