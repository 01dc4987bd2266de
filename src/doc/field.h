/* Cells of tables that spreadsheets read (RFC 4180). */
#ifndef LOSSWALK_FIELD_H
#define LOSSWALK_FIELD_H

#include "str.h"

#include <stdbool.h>

/* Appends a text as one field. A spreadsheet runs a field that begins with = + - or @ as a formula,
 * quoted or not, and texts come from whoever wrote the lesson: such a one gets an apostrophe before
 * it, which spreadsheets take for "this is text". With `lines`, its line breaks stay, and so does
 * what people read that a spreadsheet would take for another number or a day: (3,), 1/2, 007. */
void field_add(struct str *out, const char *text, bool ascii, bool lines);

#endif
