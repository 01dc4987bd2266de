/* What md4c leaves to its caller: entities and links. Private to this layer. */
#ifndef LOSSWALK_MARKDOWN_H
#define LOSSWALK_MARKDOWN_H

#include "arena.h"
#include "str.h"

#include <md4c.h>
#include <stddef.h>

/* Appends the character an entity stands for: &amp; &#955; &#x3bb; and the names prose needs. An
 * unknown name is appended as it is; a character that is not safe to show as U+FFFD. */
void markdown_add_entity(struct str *out, const char *text, size_t size);

/* The target of a link, in the arena; NULL unless it leads only to a page: a web or mail address,
 * or a path without any scheme. */
const char *markdown_link(struct arena *arena, const MD_ATTRIBUTE *href);

/* Code keeps its blanks, and a TAB is those up to the next multiple of 4 columns, as in Markdown.
 */
void markdown_expand_tabs(struct str *code);

#endif
