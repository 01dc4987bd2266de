/* Lessons name each other: [[sparse-labels]] in a text is shown as number and title of the lesson
 * with that id, so that neither must be repeated, nor changed where lessons are put in another
 * order.
 */
#ifndef LOSSWALK_MENTION_H
#define LOSSWALK_MENTION_H

#include "lesson.h"

/* Puts number and title, in that language where there is a translation, in the place of each [[id]]
 * of the lesson's texts. The lessons meant are those of the lesson's own folder, then those of the
 * `shelves` (folders; NULL-ended, may be NULL). Where there is no such lesson, the text stays.
 * Without `prose`, only in the short texts. Comes after lesson_translate(), and once. */
void lesson_name_others(
    struct lesson *lesson, const char *const *shelves, const char *language, bool prose);

/* Gives a variant of the lesson the same names, without looking for them. */
void lesson_keep_names(struct lesson *variant, const struct lesson *lesson);

/* Reports each [[id]] of the texts that no lesson has. Of a lesson whose others were not named. */
void lesson_check_names(struct lesson *lesson, const char *const *shelves, struct diag *diag);

#endif
