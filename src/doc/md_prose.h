/* Prose as Markdown: blocks with an empty line before each. */
#ifndef LOSSWALK_MD_PROSE_H
#define LOSSWALK_MD_PROSE_H

#include "md_text.h"
#include "prose.h"
#include "str.h"

#include <stdbool.h>

/* Appends the blocks. A heading in them has one '#' more than the lesson gave it. */
void md_add_prose(struct str *out, const struct prose *prose, const struct md_page *page);
/* Appends text with `first` before its first line and `rest` before the others. */
void md_add_lines(struct str *out, const char *text, const char *first, const char *rest);

#endif
