/* Formulas in texts that are not Markdown: $...$ in titles, summaries, questions, choices, hints.
 *
 * They are found and told from money as md4c and prose_math.c do in prose: dollars pair from left
 * to right, one with one or two with two; a pair that has a blank beside one of its dollars,
 * inside, is money; `\$` is a dollar; what stands between `backticks` is code.
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

/* Is that what stands between dollars of money? size > 0. */
bool formulas_are_money(const char *text, size_t size);

/* Reports what is wrong with a formula, at its place. */
void formulas_tell(const struct tex_problem *problem, struct where where, struct diag *diag);

/* Reports a dollar of text[0..size) that has no other, if it looks like that of a formula: one of
 * money ($5, US$) does not. */
bool formulas_is_loose(const char *text, size_t size, size_t at);
void formulas_tell_loose(struct where where, struct diag *diag);

/* In Markdown, a bar parts the cells of a table, also in a formula. Replaces those in formulas by
 * FORMULAS_BAR, which no lesson may have; false: there are none. */
enum { FORMULAS_BAR = '\1' };
bool formulas_hide_bars(char *text, size_t size);
void formulas_show_bars(char *text, size_t size);

#endif
