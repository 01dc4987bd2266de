/* A stage as a table of text. Internal to this layer. */
#ifndef LOSSWALK_TEXT_TABLE_H
#define LOSSWALK_TEXT_TABLE_H

#include "doc.h"

/* Rows with their labels, columns with their classes, as many side by side as the page is wide; the
 * true class in brackets. A column stage is laid on its side: one line of samples, one of values.
 */
void text_table(struct doc *doc, size_t index);
/* The same table with, for every number, its distance from the exact one in units in the last place
 * (doc->exact). */
void text_table_ulps(struct doc *doc, size_t index);

#endif
