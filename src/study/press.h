/* What a key is, whoever read it. */
#ifndef LOSSWALK_PRESS_H
#define LOSSWALK_PRESS_H

#include <stddef.h>
#include <stdint.h>

/* A key is a Unicode code point (control characters included: Ctrl-L is 12), or one of these. */
enum press {
    PRESS_NONE = 0x110000, /* behind the last code point */
    PRESS_UP,
    PRESS_DOWN,
    PRESS_LEFT,
    PRESS_RIGHT,
    PRESS_SHIFT_UP,
    PRESS_SHIFT_DOWN,
    PRESS_SHIFT_TAB,
    PRESS_HOME,
    PRESS_END,
    PRESS_PAGE_UP,
    PRESS_PAGE_DOWN,
    PRESS_BACKSPACE,
    PRESS_DELETE,
    PRESS_F1, /* and so on, in order */
    PRESS_F10 = PRESS_F1 + 9
};

/* Terminals say Enter and Backspace in two ways each, and input methods send full-width twins of
 * ASCII, and 【 for [: each key by one name. */
uint32_t key_normal(uint32_t key);

/* The digit 0 to 9 a key stands for, full-width ones included, or -1. */
int key_digit(uint32_t key);

/* A key by its name in request.def ("Space", "PgDn", "Ctrl-L", "n"), size bytes; PRESS_NONE for no
 * such name. */
uint32_t key_by_name(const char *name, size_t size);

#endif
