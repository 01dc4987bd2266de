/* What would make a lesson better, though nothing is wrong with it. */
#ifndef LOSSWALK_ADVICE_H
#define LOSSWALK_ADVICE_H

#include "trace.h"

/* Warns of what students would miss: a summary, an introduction, questions, a last word; and of
 * text that they would never see, or that tells an answer too early. */
void advise(struct trace *trace, struct diag *diag);

#endif
