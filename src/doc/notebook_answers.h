/* What a notebook knows of the answers to its questions: enough to check one, not to read it.
 * Internal to this layer. */
#ifndef LOSSWALK_NOTEBOOK_ANSWERS_H
#define LOSSWALK_NOTEBOOK_ANSWERS_H

#include "script.h"

/* Python's check(question, answer), where the lesson has questions. A number is right when it
 * rounds to the digits that the walk shows; a choice, by its letter or its words. Only digests are
 * written, salted with `salt`, which is letters, digits, '-' and '_'. */
void notebook_answers(struct script *script, const char *salt);

#endif
