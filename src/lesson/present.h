/* A lesson's texts as its readers see them. */
#ifndef LOSSWALK_PRESENT_H
#define LOSSWALK_PRESENT_H

#include "lesson.h"

struct presentation {
    const char *language;       /* one of i18n_languages() */
    enum formulas formulas;     /* how those of short texts are shown */
    const char *const *shelves; /* where other lessons are that it may name (mention.h) */
    bool card;                  /* for a list: the prose is not looked at */
};

/* Puts them into the language, reads their formulas, and names the lessons that they mention. Once
 * for a lesson; what is wrong with its translation goes into diag. */
void lesson_present(
    struct lesson *lesson, const struct presentation *presentation, struct diag *diag);

#endif
