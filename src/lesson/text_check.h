/* Which bytes a file of texts may hold: a lesson, a translation, a list of names. */
#ifndef LOSSWALK_TEXT_CHECK_H
#define LOSSWALK_TEXT_CHECK_H

#include "diag.h"

#include <stdbool.h>

/* Reports bytes that are not UTF-8, and characters that could steer a terminal or make text read
 * other than it is. CR is accepted before LF only. False when there was any. */
bool text_check(const struct source *source, struct diag *diag);

#endif
