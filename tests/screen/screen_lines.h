/* Reading substituted lines back from a drawn screen, as a student with a pocket calculator would:
 * from the characters that are there, without asking the program what it meant. */
#ifndef LOSSWALK_TESTS_SCREEN_LINES_H
#define LOSSWALK_TESTS_SCREEN_LINES_H

#include "grid.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

enum { LINE_MAX_PARTS = 8 };

/* A = B = C, cut at its equals signs; those inside brackets, as in [1 = 0], do not count. */
struct screen_line {
    struct str text; /* the parts, each ended by a zero */
    const char *parts[LINE_MAX_PARTS];
    size_t count; /* 0: no such line on the screen */
};

void line_init(struct screen_line *line);
void line_release(struct screen_line *line);
/* Cuts the text. */
void line_cut(struct screen_line *line, const char *text);

/* The line that begins a row, behind at most `indent` blanks, with `start`; the rows it was broken
 * into are those below that stand further in. What is read begins behind `start` where
 * `behind`, else with it. */
void line_find(struct screen_line *line, const struct grid *grid, size_t indent, const char *start,
    bool behind);
/* The text of this style in a row, blanks and all. */
void line_of_style(struct screen_line *line, const struct grid *grid, size_t y, enum style style);

/* Is text what the calculator gives for the numbers? A value is shown with up to `decimals`
 * decimals, fewer where the others are zero; powers of ten have so many digits. */
enum sum_verdict {
    LINE_RIGHT,
    LINE_WRONG,
    LINE_NOT_FINITE, /* inf or nan goes in: not a matter of digits */
    LINE_UNREADABLE
};
enum sum_verdict line_judge(const char *numbers, const char *value, int decimals);

/* The next number in a text, names of functions such as log2 left out; false at the end. *start and
 * *size are the number's place. What a matrix shows of a number near 1, 1-3e-08, is one number. */
bool next_number(const char **at, const char **start, size_t *size);
/* Is a number of the text the shown one, or the shown one with more digits? Signs are left out: a
 * line may subtract what a matrix shows as negative. Of a power of ten, in which a matrix shows
 * what its decimals cannot, the line may have fewer digits, as many as make it come out. */
bool has_number(const char *text, const char *shown, size_t size);

#endif
