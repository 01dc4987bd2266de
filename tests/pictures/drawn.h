/* A lesson and a picture of it: what the tests of this folder share. One at a time. */
#ifndef LOSSWALK_TESTS_DRAWN_H
#define LOSSWALK_TESTS_DRAWN_H

#include "picture.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern struct lesson *lesson;
extern struct trace *trace;
extern struct picture_scene scene;
extern struct picture picture;

/* A lesson of ../lessons by its file's name, with a setting KEY=VALUE or NULL; or a random one. The
 * scene is then its first stage, row and column, with all rows in sight. */
void open_file(const char *name, const char *set);
void open_random(uint64_t seed);
void close_all(void);

/* Goes to a stage by its name. */
void go(const char *stage);
void draw(enum picture_kind kind, size_t cols, size_t rows, bool ascii);
/* The character at (x, y): " " where there is none. */
const char *at(size_t x, size_t y);

/* The axes as they are drawn: the corner, and how many columns and lines the plot has. */
struct axes {
    size_t x, y, cols, rows;
};
struct axes find_axes(void);
/* What the axis of the loss must end at: 5 nats, 7 bits, 2 in base 10. */
double top_of(void);
/* The place of a probability and a loss: to the nearest column and line, halves to the right and
 * up. */
void place(const struct axes *axes, double p, double loss, size_t *x, size_t *y);
bool is_letter(const char *text);

#endif
