/* Which translations lie beside a lesson. */
#ifndef LOSSWALK_TRANSLATIONS_H
#define LOSSWALK_TRANSLATIONS_H

#include "arena.h"

#include <stdbool.h>

/* The translations of the folder that was asked about last: lesson after lesson, it is read once.
 */
struct translations;
struct translations *translations_new(void);
void translations_free(struct translations *translations);

/* The languages that the lesson at path is translated into, as i18n_find() has them, in the order
 * of their codes; NULL-ended, in the arena. Nothing is read but the folder's names. */
const char *const *translations_of(
    struct translations *translations, const char *path, struct arena *arena);

/* Is a file of that name, without its folder, called as a translation is, NAME.LL.md? */
bool lesson_is_translation(const char *name);

/* The lesson that the file at path is a translation of (NAME.md of NAME.zh.md); NULL: of none. */
const char *lesson_of_translation(const char *path, struct arena *arena);

#endif
