/* UTF-8 text: what is valid, how wide it is on a screen, and what is safe to send to one. */
#ifndef LOSSWALK_UTF8_H
#define LOSSWALK_UTF8_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_MOST_BYTES = 4 }; /* of one code point */

/* Reads one code point from text[0..size), size > 0. Returns the bytes it takes (1 to 4), or 0 when
 * they are not valid UTF-8 (overlong forms and surrogates are not). */
size_t utf8_decode(const char *text, size_t size, uint32_t *code);
/* The bytes of the mark of byte order that the text begins with: 3, or 0. */
size_t utf8_mark(const char *text, size_t size);
/* Appends the code point's UTF-8 form. */
void utf8_encode(struct str *out, uint32_t code);

/* Appends a letter with a combining mark on it: as one character where there is such a one (ŷ),
 * else as two (p̂). */
void utf8_add_marked(struct str *out, uint32_t letter, uint32_t mark);

/* No control character (C0 but TAB and LF, DEL, C1), no line separator, no direction override:
 * nothing that could steer a terminal or make text read other than it is. */
bool utf8_is_safe(uint32_t code);

/* Columns a code point takes: 0, 1 or 2. Ambiguous-width characters count 1. */
int utf8_code_width(uint32_t code);
/* Columns of a whole text. Invalid bytes count 1 each. */
size_t utf8_width(const char *text);
size_t utf8_width_n(const char *text, size_t size);
/* How many of the bytes text[0..size) fit into `cells` columns without cutting a character (or a
 * combining sequence). With 2 columns or more it is at least one character, unless size is 0. Looks
 * at no more than what fits. */
size_t utf8_fit(const char *text, size_t size, size_t cells);

/* What parts words: a space or a TAB. Other white space belongs to its word. */
bool utf8_is_blank(char c);
/* What belongs to a word in a sentence or a formula: an ASCII letter or digit, '_', and each byte
 * of any character beyond ASCII. */
bool utf8_in_word(char c);
/* The bytes at text that must stay on one line: up to a blank or LF, or, as wide characters need no
 * blanks, one of these with the punctuation that may not be parted from it. At least one character,
 * be it a blank, unless text is empty. Looks at no more than the piece. */
size_t utf8_piece(const char *text);
/* Does text begin with a wide character that may begin a line? */
bool utf8_may_begin_line(const char *text);
/* Does what lies between two wide characters go on over the blank between these two? */
bool utf8_joins(const char *before, size_t size, const char *after);
/* A formula within Chinese, as `0.7 / 6 = 0.1`, or a name of several words: up to so many columns
 * it is not torn where a line ends. */
size_t utf8_kept(size_t width);

/* The ASCII character that the same key types when no input method is on: of its full-width twin
 * (U+FF01 to U+FF5E, the ideographic space), and of the signs that a Chinese one sends in its place
 * (【 for [, 、 for /, 《 for <). Any other code point stays. */
uint32_t utf8_typed(uint32_t code);
/* Appends text with every code point so. */
void utf8_add_typed(struct str *out, const char *text);
/* Are the two texts the same, once every code point is so? */
bool utf8_typed_alike(const char *a, const char *b);

/* Appends text with everything unsafe (and invalid bytes) replaced by U+FFFD; TAB and LF become a
 * space. */
void utf8_add_safe(struct str *out, const char *text);
/* The same for a text of several lines: TAB and LF stay. */
void utf8_add_safe_lines(struct str *out, const char *text, size_t size);
/* Appends text in 7 bits: the signs this program uses in words or look-alikes (Σ -> sum), any other
 * character as \uXXXX. */
void utf8_add_ascii(struct str *out, const char *text);

/* Appends text in the alphabet of a page: in 7 bits when ascii, else as it is. Before lines are
 * made, as most 7-bit forms are wider. */
void utf8_add_page(struct str *out, const char *text, bool ascii);

/* Appends text in exactly `cells` columns: cut with an ellipsis (`...` when ascii) or padded with
 * spaces, on the left when right_aligned. */
void utf8_add_field(
    struct str *out, const char *text, size_t cells, bool right_aligned, bool ascii);

#endif
