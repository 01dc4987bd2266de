/* How the styles of the grid look: colours as numbers of the terminal, and as red, green and blue.
 *
 * Nothing here knows a terminal: screen_curses.c turns looks into what curses takes, and the
 * pictures of data/screens are drawn from the same palettes.
 */
#ifndef LOSSWALK_THEME_H
#define LOSSWALK_THEME_H

#include "grid.h"

#include <stdbool.h>
#include <stddef.h>

enum theme {
#define THEME(name) THEME_##name,
#include "theme.def"
    THEME_COUNT,
    THEME_AUTO = THEME_COUNT /* one of them, by what is known of the terminal */
};

enum look_marks {
    LOOK_BOLD = 1,
    LOOK_UNDERLINE = 2,
    LOOK_REVERSE = 4, /* text and ground change places */
    LOOK_DIM = 8
};

enum { LOOK_OWN = -1 };

/* Colours are numbers of the 256 that xterm has; LOOK_OWN, in own and mono, the terminal's own. */
struct look {
    short text, ground;
    unsigned marks; /* of enum look_marks */
};

struct rgb {
    unsigned char red, green, blue;
};

/* The names, THEME_COUNT of them, in the order of the enumeration, and NULL behind them. */
extern const char *const theme_names[];
/* "auto, dark, light, …": what --theme takes. */
extern const char theme_list[];

/* What `auto` is where COLORFGBG has this value, such as "15;0" or "0;default;15": the last number
 * is the ground's. NULL, or a value that does not say: own. */
enum theme theme_by_ground(const char *colorfgbg);

/* The look of a style where there are that many colours: 256, 16, 8; more count as the next fewer;
 * with fewer than 8 it is that of mono. */
struct look theme_look(enum theme theme, int colors, enum style style);

/* Can it show STYLE_HEAT_0 and its followers apart? */
bool theme_has_shades(enum theme theme, int colors);

/* The colour with this number, 0 to 255. From 16 on it is what every terminal with 256 colours
 * shows; below it is what xterm shows where nobody set it otherwise. */
struct rgb theme_rgb(int number);

#endif
