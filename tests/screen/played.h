/* A lesson on a screen that is only a grid: what the tests of this folder begin and end with. One
 * at a time. */
#ifndef LOSSWALK_TESTS_PLAYED_H
#define LOSSWALK_TESTS_PLAYED_H

#include "ui.h"

#include <stdbool.h>
#include <stddef.h>

extern struct ui ui;
extern struct grid grid;

/* Opens a lesson of this folder on a screen of that size, 80x24 for open_lesson(), and draws it. */
void open_lesson(const char *path);
void open_lesson_at(const char *path, size_t cols, size_t rows);
/* The list, of lessons of this folder; the names end with NULL. */
void open_list(const char *const *names, size_t cols, size_t rows);
void close_lesson(void);

void press(const char *keys);
/* Does a row of the screen, as it was drawn last, hold this text? */
bool shows(const char *text);
/* Where, from line `from` on; fails the test when it is nowhere. */
void find_text(const char *text, size_t from, size_t *x, size_t *y);

#endif
