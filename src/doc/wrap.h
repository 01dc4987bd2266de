/* Breaking text into lines. */
#ifndef LOSSWALK_WRAP_H
#define LOSSWALK_WRAP_H

#include "prose.h"
#include "str.h"

#include <stddef.h>

/* Appends text in lines of at most `width` columns, each ended by LF: the first behind `first`, the
 * others behind `rest` (both count). Lines break at spaces, and between wide characters, which need
 * none; but not within a short formula between these (utf8_kept()). "\n" in the text is a break
 * that stays. A word wider than a line is cut. Empty text gives nothing. */
void wrap_text(
    struct str *out, const char *text, size_t width, const char *first, const char *rest);

/* The text of a block, or of one span, as plain words: emphasis dropped, `code` kept in its quotes,
 * links followed by their target, mathematics as a line, for 7 bits when ascii. Appended to out. */
void prose_plain(const struct block *block, bool ascii, struct str *out);
void span_plain(const struct span *span, bool ascii, struct str *out);

#endif
