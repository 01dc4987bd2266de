/* What a terminal's description (terminfo) knows: is each control sequence that was written one of
 * its own? */
#ifndef LOSSWALK_TESTS_CAPABILITY_H
#define LOSSWALK_TESTS_CAPABILITY_H

#include <stdbool.h>
#include <stddef.h>

/* Takes the terminal's description for what follows. False: there is none here. */
bool describe_terminal(const char *name);

/* Its sequence for a capability without parameters, such as what a key sends; NULL: it has none. */
const char *sequence_of(const char *name);

/* The place of the first control character in the bytes that begins none of the terminal's
 * sequences; `size` where all are known. */
size_t first_unknown(const char *bytes, size_t size);

#endif
