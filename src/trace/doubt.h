/* What rules decide in a lesson that could be read in two ways. */
#ifndef LOSSWALK_DOUBT_H
#define LOSSWALK_DOUBT_H

#include "lesson.h"

/* Warns where the rules chose an axis and another one would have fitted as well: the author may
 * have meant that one, and nothing else would tell. */
void doubts_check(const struct lesson *lesson, struct diag *diag);

#endif
