/* Every text a user reads goes through _(), English in the source. Numbers never do. */
#ifndef LOSSWALK_I18N_H
#define LOSSWALK_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
/* Marks a text in a table for translation; the place that shows it calls _(). */
#define N_(text) text

#endif
