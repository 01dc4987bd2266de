/* The goal of a lesson's task against the trace. */
#ifndef LOSSWALK_GOAL_H
#define LOSSWALK_GOAL_H

#include "answer.h"

/* Does the cell of the task's goal have a number as the goal wants it? False where the lesson, as
 * it is computed now, has no such cell. */
bool goal_met(struct trace *trace, const struct task *task);

/* Reports a goal that the lesson cannot have, or has from the start. */
bool goal_check(struct trace *trace, struct diag *diag);

#endif
