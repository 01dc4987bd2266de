#include "press.h"

#include "utf8.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    uint32_t key;
} NAMES[] = {
    {"Space", ' '},
    {"Enter", '\r'},
    {"Esc", 27},
    {"Tab", '\t'},
    {"Backspace", PRESS_BACKSPACE},
    {"Delete", PRESS_DELETE},
    {"Up", PRESS_UP},
    {"Down", PRESS_DOWN},
    {"Left", PRESS_LEFT},
    {"Right", PRESS_RIGHT},
    {"Shift-Up", PRESS_SHIFT_UP},
    {"Shift-Down", PRESS_SHIFT_DOWN},
    {"Shift-Tab", PRESS_SHIFT_TAB},
    {"Home", PRESS_HOME},
    {"End", PRESS_END},
    {"PgUp", PRESS_PAGE_UP},
    {"PgDn", PRESS_PAGE_DOWN},
};

uint32_t key_normal(uint32_t key)
{
    if (key == '\n') {
        return '\r';
    }
    if (key == 127 || key == 8) {
        return PRESS_BACKSPACE;
    }
    return utf8_typed(key);
}

int key_digit(uint32_t key)
{
    uint32_t digit = key_normal(key);
    return digit >= '0' && digit <= '9' ? (int)(digit - '0') : -1;
}

uint32_t key_by_name(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (strlen(NAMES[i].name) == size && memcmp(NAMES[i].name, name, size) == 0) {
            return NAMES[i].key;
        }
    }
    if (size > 1 && name[0] == 'F') {
        return PRESS_F1 + (uint32_t)(strtoul(name + 1, NULL, 10) - 1);
    }
    if (size == strlen("Ctrl-X") && memcmp(name, "Ctrl-", 5) == 0) {
        return (uint32_t)(name[5] & 31);
    }
    uint32_t code = 0;
    return size > 0 && utf8_decode(name, size, &code) == size ? code : PRESS_NONE;
}
