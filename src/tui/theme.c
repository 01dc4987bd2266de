#include "theme.h"

#include <stdlib.h>
#include <string.h>

const char *const theme_names[] = {
#define THEME(name) #name,
#include "theme.def"
    NULL};

const char theme_list[] = "auto"
#define THEME(name) ", " #name
#include "theme.def"
    ;

enum { RICH, SIXTEEN, EIGHT, DEPTHS };

/* Short words for theme.def. */
enum {
    OWN = LOOK_OWN,
    BOLD = LOOK_BOLD,
    UNDERLINE = LOOK_UNDERLINE,
    REVERSE = LOOK_REVERSE,
    DIM = LOOK_DIM
};

#define IN(text, ground, marks)                                                                    \
    {                                                                                              \
        text, ground, marks                                                                        \
    }
static const struct look LOOKS[THEME_COUNT][STYLE_COUNT][DEPTHS] = {
#define LOOK(theme, style, rich, sixteen, eight)                                                   \
    [THEME_##theme][STYLE_##style] = {rich, sixteen, eight},
#include "theme.def"
};

/* As vim's 'background' has it: 7, and 9 to 15, are light, and the others below 16 dark. */
enum theme theme_by_ground(const char *colorfgbg)
{
    const char *semicolon = colorfgbg != NULL ? strrchr(colorfgbg, ';') : NULL;
    const char *ground = semicolon != NULL ? semicolon + 1 : "";
    char *end = NULL;
    long number = strtol(ground, &end, 10);
    if (*ground < '0' || *ground > '9' || *end != '\0' || number > 15) {
        return THEME_own;
    }
    return number == 7 || number >= 9 ? THEME_light : THEME_dark;
}

struct look theme_look(enum theme theme, int colors, enum style style)
{
    if (colors < 8) {
        theme = THEME_mono;
    }
    int depth = colors >= 256 ? RICH : colors >= 16 ? SIXTEEN : EIGHT;
    struct look look = LOOKS[theme][style][depth];
    const struct look *plain = &LOOKS[theme][STYLE_PLAIN][depth];
    if (look.text == LOOK_OWN) {
        look.text = plain->text;
    }
    if (look.ground == LOOK_OWN) {
        look.ground = plain->ground;
    }
    return look;
}

bool theme_has_shades(enum theme theme, int colors)
{
    return theme_look(theme, colors, STYLE_HEAT_4).ground !=
           theme_look(theme, colors, STYLE_PLAIN).ground;
}

struct rgb theme_rgb(int number)
{
    static const struct rgb first[] = {{0, 0, 0}, {205, 0, 0}, {0, 205, 0}, {205, 205, 0},
        {0, 0, 238}, {205, 0, 205}, {0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},
        {0, 255, 0}, {255, 255, 0}, {92, 92, 255}, {255, 0, 255}, {0, 255, 255}, {255, 255, 255}};
    static const unsigned char sides[] = {0, 95, 135, 175, 215, 255};
    if (number < 16) {
        return first[number < 0 ? 0 : number];
    }
    if (number < 232) {
        int cube = number - 16;
        return (struct rgb){sides[cube / 36], sides[cube / 6 % 6], sides[cube % 6]};
    }
    unsigned char grey = (unsigned char)(8 + 10 * ((number < 256 ? number : 255) - 232));
    return (struct rgb){grey, grey, grey};
}
