/* The numbers of a stage, and of a comparison, as Markdown tables. */
#ifndef LOSSWALK_MD_TABLE_H
#define LOSSWALK_MD_TABLE_H

#include "doc.h"

/* Rows and columns as pick.h chooses them; the true class is bold; what is left out is counted
 * below. With `exact` (else NULL), how far each number is from that trace's. */
void md_table(struct doc *doc, size_t stage, struct trace *exact);
/* Of a stage of one number that a worksheet leaves out: its blank. */
void md_blank(struct doc *doc, size_t stage);
void md_compare(struct doc *doc);

#endif
