/* What a lesson's questions claim, checked against its trace. */
#ifndef LOSSWALK_CLAIM_H
#define LOSSWALK_CLAIM_H

#include "trace.h"

/* Every question must be about a stage that there is, and a cell inside it. A choice is judged only
 * where it is certain what is asked: the choices are exactly the classes (or the samples), and the
 * question asks for the largest or smallest number, in a word for what the stage holds, of one
 * sample. False, with errors in diag, when a question cannot be right. */
bool claims_check(struct trace *trace, struct diag *diag);

/* Would claims_check() find a wrong answer of this question, whatever the numbers of the lesson
 * are: has it a cell, or is it certain what is asked? */
bool claim_is_judged(struct trace *trace, const struct question *question);

#endif
