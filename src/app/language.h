/* The language and the character set of a run. */
#ifndef LOSSWALK_LANGUAGE_H
#define LOSSWALK_LANGUAGE_H

#include "diag.h"
#include "folders.h"
#include "options.h"

/* Puts the language of --lang in force; without it, the screen and --plain take the one that was
 * chosen there last, or else the locale's, --batch English, whose bytes are the same everywhere,
 * and everything else the locale's. All but --batch gets the locale's character set, also where the
 * locale itself is not installed. A language asked for and not to be had is a warning. Returns
 * whether what is written may be UTF-8. */
bool language_start(
    const struct options *options, const struct folders *folders, struct diag *diag);

#endif
