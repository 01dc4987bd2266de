#include "keys.h"

#include "i18n.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const struct request_info REQUESTS[REQUEST_COUNT] = {
    [REQUEST_none] = {"none", "", "", "", 0, ""},
#define REQUEST(id, keys, bar_key, bar_label, layers, can, help)                                   \
    [REQUEST_##id] = {#id, keys, bar_key, bar_label, layers, help},
#include "request.def"
#undef REQUEST
};

const struct request_info *request_info(enum request request)
{
    return &REQUESTS[request];
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
    return REQUEST_none;
}
