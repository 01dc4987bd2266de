/* A lesson's texts in another language: the file NAME.LL.md beside NAME.md.
 *
 * It has front matter with the keys title, summary, section, original, terms, tokens and questions
 * (a list in the order of the lesson's, each with ask, choices, hint, and, to be sure, at), and
 * prose under the same headings. What it lacks stays as the lesson has it, piece by piece. Numbers,
 * names of stages and settings are the lesson's alone.
 */
#ifndef LOSSWALK_TRANSLATION_H
#define LOSSWALK_TRANSLATION_H

#include "lesson.h"

enum { LESSON_CHECKSUM_SIZE = 9 };

/* The path of a lesson's translation: a/07-x.zh.md for a/07-x.md and "zh". NULL for standard input.
 * The caller frees. */
char *lesson_translation_path(const char *path, const char *language);

/* Puts the lesson's texts into the language, as far as there is a translation; the lesson must not
 * have been translated before. False after an error in the translation: the pieces that could be
 * used are, the others are as written, and the lesson is good. No translation is no error. */
bool lesson_translate(struct lesson *lesson, const char *language, struct diag *diag);
/* The same for its author: also warns about what is missing, and about a translation that has
 * fallen behind. */
bool lesson_translate_check(struct lesson *lesson, const char *language, struct diag *diag);

/* Gives a variant of the lesson the translation that the lesson has. */
void lesson_keep_translation(struct lesson *variant, const struct lesson *lesson);

/* What a lesson is called, and which terms it introduces. */
struct lesson_card {
    const char *title;        /* NULL where it cannot be read */
    const char *const *terms; /* NULL-ended */
};

/* That of the lesson at path, in that language where it has been translated, else (and where it is
 * NULL) as written; in the arena. Nothing else of the files is looked at. */
struct lesson_card lesson_card(const char *path, const char *language, struct arena *arena);

/* The checksum of all that a translation translates, as 8 hex digits; line breaks in paragraphs do
 * not matter. Of a lesson that was not translated. */
void lesson_checksum(const struct lesson *lesson, char out[LESSON_CHECKSUM_SIZE]);

#endif
