/* The lesson list as a state: which of the shelf's books are shown, and the search that picks
 * them. */
#ifndef LOSSWALK_LIST_H
#define LOSSWALK_LIST_H

#include "input.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ui;

struct list_search {
    struct input_line words; /* "": every lesson is shown */
    bool typing;             /* keys write them */
};

#define LIST_NONE ((size_t)-1)

/* The nearest shown book behind (step 1) or before (step -1) index; LIST_NONE where there is none.
 * Index LIST_NONE with step 1 begins at the top. */
size_t list_next(struct ui *ui, size_t index, int step);
/* Moves the choice by so many shown books, stopping at the ends; by 0: to a book that is shown. */
void list_slide(struct ui *ui, long delta);
/* How many are shown. */
size_t list_count(struct ui *ui);
/* Is the shown book at index the first of its section? */
bool list_opens_section(struct ui *ui, size_t index);

/* Begins a search; forgets it. */
void list_search(struct ui *ui);
void list_search_clear(struct ui *ui);
/* While searching: a key that writes, and Esc. False: the key means what it always does. */
bool list_search_key(struct ui *ui, uint32_t key);

#endif
