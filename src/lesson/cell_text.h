/* A cell as texts name it: softmax[1, 2], or, of one number in all, loss. */
#ifndef LOSSWALK_CELL_TEXT_H
#define LOSSWALK_CELL_TEXT_H

#include "lesson.h"

/* Reads a stage's id, and the indices behind it where there are any, into `at` (in the arena),
 * `cell` and `cell_rank` of the question. Returns where that ends; NULL: there is none such. */
const char *cell_text_read(const char *text, struct arena *arena, struct question *out);

#endif
