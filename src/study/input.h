/* A line that one types into: text and a caret that stands before a character or at the end.
 *
 * Invariants: caret <= strlen(text), and never within a character. Moving and deleting take a
 * character together with its combining marks.
 */
#ifndef LOSSWALK_INPUT_H
#define LOSSWALK_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { INPUT_SIZE = 256 }; /* bytes, the closing zero included */

struct input_line {
    char text[INPUT_SIZE];
    size_t caret; /* bytes before it */
    bool refused; /* what is typed next stands in place of the text, unless that is edited first */
};

/* Which characters a line takes: the one to insert for the one typed, or 0 for none. */
typedef uint32_t input_taken(const struct input_line *line, uint32_t code);

/* Sets the text (cut where it is too long), the caret behind it. */
void input_set(struct input_line *line, const char *text);
/* The text was not what was wanted: typing begins afresh, all other keys edit it. */
void input_refuse(struct input_line *line);
/* Inserts, deletes or moves the caret. False when the key does none of that: one that is not taken,
 * and, in an empty line, all that move. */
bool input_key(struct input_line *line, uint32_t key, input_taken *taken);
/* The first byte behind the character that begins at `at`; `at` where the text ends there. */
size_t input_next(const struct input_line *line, size_t at);

/* What numbers are written with, as answer.h reads them, letter by letter where a number is a word;
 * full-width forms, the minus sign and the ideographic full stop become ASCII. */
uint32_t input_number(const struct input_line *line, uint32_t code);
/* Any text that is safe to show, such as a file name. */
uint32_t input_words(const struct input_line *line, uint32_t code);

#endif
