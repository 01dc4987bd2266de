/* What questions, goals and texts of a lesson point at: a stage or group by its id, and a cell. */
#ifndef LOSSWALK_POINTER_H
#define LOSSWALK_POINTER_H

#include "answer.h"

/* Does the lesson have a stage or group of that name, but end before it (`until`)? */
bool pointer_is_past(const struct trace *trace, const char *at);
/* The id and the hint of a report that readers do not see a stage or group of that name: it lies
 * behind the lesson's end, or, which has the id given, the lesson has none such. */
void pointer_explain(const struct trace *trace, const char *at, const char *id, struct diag *diag);

/* Reports a question's cell that its stage, which the lesson has, does not have. */
bool pointer_check_cell(struct trace *trace, const struct question *question, struct diag *diag);

#endif
