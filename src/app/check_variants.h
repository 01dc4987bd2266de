/* --check --variants A-B: what variants of a lesson have in common. */
#ifndef LOSSWALK_CHECK_VARIANTS_H
#define LOSSWALK_CHECK_VARIANTS_H

#include "folders.h"
#include "lesson.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* Which variants of which lesson. */
struct variants_asked {
    const char *path;
    const struct override *overrides;
    size_t override_count;
    const struct folders *folders;
    size_t from, to;
};

/* Draws them and appends a report, as text or, with `json`, as one JSON object, in 7 bits if
 * `ascii`: those with the same numbers, how many draws were not taken and why, where the right
 * choice of each question stands, and how often each answer comes. A lesson with questions that
 * cannot be varied is an error in diag: one draw fails, or the texts of its worksheet name numbers.
 * Nothing is appended for a lesson that cannot be read: --check says why. */
void check_variants(
    const struct variants_asked *asked, bool json, bool ascii, struct str *out, struct diag *diag);

#endif
