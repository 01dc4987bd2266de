/* Numbers that stand in a text, and what the words around them say of them. Private to the files
 * variant*.c. */
#ifndef LOSSWALK_VARIANT_NUMBERS_H
#define LOSSWALK_VARIANT_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

struct number {
    const char *at; /* in the text */
    size_t size;    /* bytes */
    double value;   /* without its sign */
    double half;    /* of a unit of its last digit */
    int digits;     /* significant ones */
    bool whole, percent;
    bool word; /* "two": it may be no number at all */
};

/* The numbers of a text, in their order, but those inside {{...}}: up to `most`. `words`: from two
 * to twelve, those in letters, too. */
size_t numbers_read(const char *text, bool words, struct number *out, size_t most);

/* Is it said to be a score: "the score 6", "scores of 2, 1 and 4", exp(6)? */
bool number_is_called_score(const char *text, const char *at);
/* Is it the number of something: does it count things ("3 classes", "3 of them"), name one
 * ("class 3", "T = 2"), or stand in a shape, (3, 1)? */
bool number_is_counted(const char *text, const struct number *number);
/* Does it stand in "from 2 to 9"? */
bool number_is_passed(const char *text, const struct number *number);
/* Is the text nothing but this number? */
bool number_is_all(const char *text, const struct number *number);
/* Do the bytes from one number to the next part members of one list? */
bool numbers_are_listed(const char *from, const char *to);

#endif
