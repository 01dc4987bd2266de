/* What the mouse does. Whatever it does there is a key for, too.
 *
 * A click means what was drawn there last. Once a key has changed the state, that is over: until
 * the next drawing clicks do nothing.
 */
#ifndef LOSSWALK_MOUSE_H
#define LOSSWALK_MOUSE_H

#include "ui.h"

/* A click into column x of line y. */
void ui_click(struct ui *ui, size_t x, size_t y);
/* The wheel, by so many lines down (or, negative, up), wherever the pointer is. */
void ui_wheel(struct ui *ui, long lines);

#endif
