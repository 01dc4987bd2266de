/* The two small things md4c leaves to its caller. Private to this layer. */
#ifndef LOSSWALK_MARKDOWN_H
#define LOSSWALK_MARKDOWN_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends the character an entity stands for: &amp; &#955; &#x3bb; and the names prose needs. An
 * unknown name is appended as it is; a character that is not safe to show as U+FFFD. */
void markdown_add_entity(struct str *out, const char *text, size_t size);

/* Leads only to a page: a web or mail address, or a path without any scheme. */
bool markdown_is_safe_link(const char *target);

#endif
