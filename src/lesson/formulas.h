/* Formulas: $...$ in titles, summaries, questions, choices, hints; how they are found in prose,
 * too.
 *
 * Dollars pair from left to right, one with one or two with two; a pair that has a blank beside one
 * of its dollars, inside, is money; `\$` is a dollar; what stands between `backticks` is code.
 */
#ifndef LOSSWALK_FORMULAS_H
#define LOSSWALK_FORMULAS_H

#include "lesson.h"

/* Puts every formula of those texts, as the page shows it, in the place of its TeX; one that cannot
 * be read loses its dollars. Comes after lesson_translate(), before lesson_name_others(), once. */
void lesson_read_formulas(struct lesson *lesson, enum formulas page);

/* Reports what of those formulas cannot be read, and dollars without another. Of a lesson whose
 * formulas were not read. */
void lesson_check_formulas(struct lesson *lesson, struct diag *diag);

/* One such text as it is shown, in the arena. */
const char *formulas_text(struct arena *arena, const char *text, enum formulas page);

/* A stretch of a text: plain, or what stands between dollars. */
struct formulas_piece {
    const char *text;
    size_t size;
    size_t signs; /* dollars on each side; 0: it is plain */
    bool money;
};

/* The first pair of dollars in [at, end); its text is NULL where there is none. */
struct formulas_piece formulas_next_pair(const char *at, const char *end);

/* Reports what is wrong with a formula, at its place. */
void formulas_tell(const struct tex_problem *problem, struct where where, struct diag *diag);

/* Reports a dollar of text[0..size) that has no other, if it looks like that of a formula: one of
 * money ($5, US$) does not. */
bool formulas_is_loose(const char *text, size_t size, size_t at);
void formulas_tell_loose(struct where where, struct diag *diag);

#endif
