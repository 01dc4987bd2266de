/* The lesson as code, for the view that shows it. */
#ifndef LOSSWALK_CODE_H
#define LOSSWALK_CODE_H

#include "str.h"
#include "trace.h"

/* Replaces out with the NumPy script of the lesson; for a batch too large to read, with a comment
 * that says how to get it. Never empty. */
void code_write(struct str *out, struct trace *trace);

#endif
