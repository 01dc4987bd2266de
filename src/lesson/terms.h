/* The words that a lesson teaches (`terms`), and that no lesson before it may use. */
#ifndef LOSSWALK_TERMS_H
#define LOSSWALK_TERMS_H

#include "lesson.h"

/* The first place where the term stands in the text as a whole word, in the singular or the plural,
 * whatever its capitals: an offset, and in *size how long it is there; -1 where it does not. A
 * hyphen belongs to its word: log-sum-exp has no `sum`. Signs of a writing without blanks are words
 * themselves. What stands in [[ ]] is a name. */
long terms_find(const char *text, const char *term, size_t *size);

/* What the lessons of folders introduce: each folder is read once, when it is first needed. */
struct terms;
struct terms *terms_new(void);
void terms_free(struct terms *terms);

/* Warns of each text that uses a term which only a later lesson of the same folder introduces, in
 * the language of the lesson's texts (one of i18n_languages(); NULL: as written). Of numbered
 * lessons; of a lesson whose others were not named (mention.h). */
void terms_check(
    struct terms *terms, struct lesson *lesson, const char *language, struct diag *diag);

#endif
