/* What must hold of a lesson that could be read, whatever is in it. */
#ifndef LOSSWALK_TESTS_TRACED_H
#define LOSSWALK_TESTS_TRACED_H

#include "lesson.h"

/* Reads the text as a lesson file of that name, and checks what is said of it. NULL: it is refused.
 * Data files are those of `folder` (NULL: none). */
struct lesson *traced_parse(const char *text, size_t size, const struct override *overrides,
    size_t override_count, const char *folder);

/* All numbers can be had, each by its explanation bit by bit, and worked lines are what they say; a
 * loss that is no finite number has a finding that tells why. Of a large batch, the first numbers.
 */
void traced_check(const struct lesson *lesson);

/* A document in that format, or the output of doc_format_names[format % of how many there are], is
 * text. */
void traced_print(const struct lesson *lesson, size_t format, bool ascii);

#endif
