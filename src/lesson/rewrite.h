/* A changed lesson as a file of its own. */
#ifndef LOSSWALK_REWRITE_H
#define LOSSWALK_REWRITE_H

#include "lesson.h"

/* Appends the lesson's file with its overrides written into the front matter: each in place of the
 * key's own lines, or after the last key. Everything else stays byte for byte, but `expect` is left
 * out when anything was overridden: those figures belong to the other numbers. */
void lesson_rewrite(const struct lesson *lesson, struct str *out);

/* Writes that as a new file, which must read as a lesson and have the name of one; never over a
 * file that is there. False with errors in diag; there is no file then. */
bool lesson_save_copy(const struct lesson *lesson, const char *path,
    const char *const *data_folders, struct diag *diag);

#endif
