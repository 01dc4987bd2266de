#include "keys.h"

#include "i18n.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const struct request_info REQUESTS[REQUEST_COUNT] = {
    [REQUEST_none] = {"none", "", "", "", 0, ""},
#define REQUEST(id, keys, bar_key, bar_label, layers, help)                                        \
    [REQUEST_##id] = {#id, keys, bar_key, bar_label, layers, help},
#include "request.def"
#undef REQUEST
};

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

const struct request_info *request_info(enum request request)
{
    return &REQUESTS[request];
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

uint32_t key_normal(uint32_t key)
{
    if (key == '\n') {
        return '\r';
    }
    if (key == 127 || key == 8) {
        return PRESS_BACKSPACE;
    }
    if (key == 0x3000) {
        return ' ';
    }
    return key >= 0xff01 && key <= 0xff5e ? key - 0xfee0 : key;
}

enum { KEYS_MOST = 200 };

/* Each key of each request, in the order of request.def: the names are read once, as every drawing
 * asks for many of them. */
struct key_map {
    struct {
        uint32_t key;
        enum request request;
    } all[KEYS_MOST];
    size_t count;
};

static void read_keys(struct key_map *map)
{
    for (int i = REQUEST_none + 1; i < REQUEST_COUNT; i++) {
        for (const char *keys = REQUESTS[i].keys; *keys != '\0' && map->count < KEYS_MOST;) {
            size_t size = strcspn(keys, " ");
            map->all[map->count].key = key_by_name(keys, size);
            map->all[map->count++].request = (enum request)i;
            keys += size + strspn(keys + size, " ");
        }
    }
}

enum request key_request(uint32_t key, enum layer layer)
{
    static struct key_map map;
    if (map.count == 0) {
        read_keys(&map);
    }
    key = key_normal(key);
    for (size_t i = 0; i < map.count; i++) {
        enum request request = map.all[i].request;
        if (map.all[i].key == key && (REQUESTS[request].layers & (unsigned)layer) != 0) {
            return request;
        }
    }
    /* A why lies over its lesson and hides none of the lesson's keys but those it closes with. */
    return layer == ON_WHY ? key_request(key, ON_STEP) : REQUEST_none;
}

int key_digit(uint32_t key)
{
    uint32_t digit = key_normal(key);
    return digit >= '0' && digit <= '9' ? (int)(digit - '0') : -1;
}
