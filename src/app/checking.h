/* --check: what is wrong with lessons, and what could be better. */
#ifndef LOSSWALK_CHECKING_H
#define LOSSWALK_CHECKING_H

#include "diag.h"
#include "folders.h"
#include "lesson.h"
#include "terms.h"
#include "translations.h"

#include <stdbool.h>
#include <stddef.h>

/* What is known of the folders that lessons are in. */
struct beside {
    struct terms *terms;
    struct translations *translations;
};
void beside_open(struct beside *beside);
void beside_close(struct beside *beside);

/* Puts everything there is to say about the lesson at path into diag: what reading it says, what it
 * expects and claims against what is computed, and advice, for which it must be free of errors in
 * the front matter; and what there is to say about its translations. What lies beside it is asked
 * for lesson after lesson, so that a folder is read once. */
void check_lesson(const char *path, const struct override *overrides, size_t override_count,
    const struct folders *folders, struct beside *beside, struct diag *diag);

/* "27 lessons checked: 0 errors, 3 warnings" and a line end, appended. */
void check_count(size_t lessons, size_t errors, size_t warnings, struct str *out);

/* The items as JSON objects, one a line, appended, without the brackets of the array, in 7 bits if
 * `ascii`; `first` says whether the next is the first of them. */
void check_json(const struct diag *diag, bool ascii, bool *first, struct str *out);

#endif
