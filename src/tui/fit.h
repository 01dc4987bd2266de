/* Whether a lesson can be seen whole on a small screen. */
#ifndef LOSSWALK_FIT_H
#define LOSSWALK_FIT_H

#include "trace.h"

/* Warns when a stage has rows or columns that a screen of 80x24 can show only by scrolling, at the
 * lesson's own precision. A batch from a data file is meant to be scrolled: nothing is said. */
void fit_check(struct lesson *lesson, struct trace *trace, struct diag *diag);

#endif
