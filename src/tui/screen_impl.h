/* What the files that know curses share: screen_curses.c and screen_events.c. */
#ifndef LOSSWALK_SCREEN_IMPL_H
#define LOSSWALK_SCREEN_IMPL_H

#include <stdbool.h>

/* Asks the terminal for clicks and the wheel, or leaves the mouse to it. */
void screen_listen(bool mouse);

#endif
