/* Strings of JSON. */
#ifndef LOSSWALK_JSON_H
#define LOSSWALK_JSON_H

#include "str.h"

#include <stdbool.h>

/* Appends text as a JSON string, with its quotes. Whatever is not safe to print (utf8_is_safe()) is
 * escaped, and with `ascii` whatever is beyond 7 bits; a byte that is no UTF-8 becomes U+FFFD. NULL
 * is null. */
void json_add_string(struct str *out, const char *text, bool ascii);

#endif
