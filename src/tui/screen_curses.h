/* The terminal. The one interface behind which curses lives. There is one terminal, so one screen
 * at a time. */
#ifndef LOSSWALK_SCREEN_CURSES_H
#define LOSSWALK_SCREEN_CURSES_H

#include "theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum screen_event_kind {
    SCREEN_KEY,
    SCREEN_MOUSE,
    SCREEN_RESIZE, /* also after the program was stopped and continued: paint again */
    SCREEN_SIGNAL  /* SIGINT (Ctrl-C), SIGTERM or SIGHUP: the program is to end */
};

enum screen_mouse { MOUSE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct screen_event {
    enum screen_event_kind kind;
    uint32_t key;            /* SCREEN_KEY: see keys.h */
    int signal;              /* SCREEN_SIGNAL */
    enum screen_mouse mouse; /* SCREEN_MOUSE, at: */
    size_t x, y;
};

/* Takes over the terminal, and with `mouse` its mouse, where it has one. On failure returns false
 * and points *reason at a sentence. Should the process exit() before screen_stop(), the terminal is
 * restored all the same. */
bool screen_start(bool color, bool mouse, const char **reason);
/* Gives the terminal back as it was. */
void screen_stop(void);

/* Does this terminal take UTF-8? (What the locale says.) */
bool screen_is_utf8(void);
/* How many colours it shows; 0: none, or none are wanted. */
int screen_colors(void);
/* What is painted from now on looks like that; before the first time, like mono. */
void screen_theme(enum theme theme);
void screen_size(size_t *cols, size_t *rows);
/* Shows the grid; `all` forgets what the terminal is thought to show already. */
void screen_paint(const struct grid *grid, bool all);
/* Waits for the next event, for wait_ms milliseconds at most, 0 for none, or, where that is
 * negative, for as long as it takes. Returns false when there is none. */
bool screen_next(struct screen_event *event, int wait_ms);

#endif
