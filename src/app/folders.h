/* Where lessons and their data are looked for. */
#ifndef LOSSWALK_FOLDERS_H
#define LOSSWALK_FOLDERS_H

#include "arena.h"
#include "catalogue.h"

#include <stddef.h>

struct folders {
    const char *const *lessons; /* in order, NULL-ended */
    size_t named;               /* the first so many are those that the user named */
    const char *const *data;    /* the folder `data` beside each of them, NULL-ended */
    const char *const *locales; /* folders with catalogues of texts, NULL-ended */
    const char *progress;       /* the file $XDG_STATE_HOME/losswalk/progress; NULL: no home */
    const char *language;       /* the file `language` beside it, of what was chosen with L */
};

/* given (A:B, may be NULL), $LOSSWALK_LESSONS (likewise), $XDG_DATA_HOME/losswalk/lessons, then
 * what was installed or built with the program: found from the place of the program itself, so a
 * moved installation still works. */
struct folders folders_find(struct arena *arena, const char *given, const char *program);
/* Of a catalogue of several folders, each of which has its own numbers, puts together what is in
 * one section. That of a single folder is as its numbers have it. */
void folders_group(const struct folders *folders, struct catalogue *catalogue, struct arena *arena);

#endif
