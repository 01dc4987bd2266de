/* Can the mistakes that a question is about be told from each other, and from the right answer? */
#ifndef LOSSWALK_APART_H
#define LOSSWALK_APART_H

#include "trace.h"

/* Of the questions that ask for it (tell_apart): false, with errors in diag, where two slips, or a
 * slip and the right answer, show the same digits. What a slip cannot change is no answer of it. */
bool apart_check(struct trace *trace, struct diag *diag);

#endif
