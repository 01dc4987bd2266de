#include "mo.h"

#include "fault.h"
#include "file.h"
#include "mem.h"
#include "str.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAGIC_AT = 0,
    REVISION_AT = 4,
    COUNT_AT = 8,
    TEXTS_AT = 12,        /* offset of the table of English texts */
    TRANSLATIONS_AT = 16, /* offset of the table of translations */
    HEADER_BYTES = 20,
    ENTRY_BYTES = 8, /* a length without its NUL, and an offset */
    MAX_BYTES = 16 << 20,
};
static const uint32_t MAGIC = 0x950412de;

struct mo {
    struct str bytes;
    bool swapped; /* written on a machine of the other byte order */
    size_t count, texts, translations;
};

/* A number of the file; the four bytes are there. */
static uint32_t number(const struct mo *mo, size_t at)
{
    uint32_t value;
    memcpy(&value, mo->bytes.data + at, sizeof value);
    return mo->swapped ? value >> 24 | (value >> 8 & 0xff00) | (value & 0xff00) << 8 | value << 24
                       : value;
}

static bool has_room(const struct mo *mo, size_t at, size_t bytes)
{
    return at <= mo->bytes.len && bytes <= mo->bytes.len - at;
}

/* The text of an entry, and its bytes without the last NUL. */
static const char *text_of(const struct mo *mo, size_t table, size_t index, size_t *size)
{
    size_t entry = table + index * ENTRY_BYTES;
    *size = number(mo, entry);
    return mo->bytes.data + number(mo, entry + 4);
}

static bool table_is_good(const struct mo *mo, size_t table)
{
    if (mo->count > mo->bytes.len / ENTRY_BYTES || !has_room(mo, table, mo->count * ENTRY_BYTES)) {
        return false;
    }
    for (size_t i = 0; i < mo->count; i++) {
        size_t size = number(mo, table + i * ENTRY_BYTES);
        size_t at = number(mo, table + i * ENTRY_BYTES + 4);
        if (!has_room(mo, at, size) || !has_room(mo, at + size, 1) ||
            mo->bytes.data[at + size] != '\0') {
            return false;
        }
    }
    return true;
}

static bool is_good(struct mo *mo)
{
    if (!has_room(mo, 0, HEADER_BYTES)) {
        return false;
    }
    mo->swapped = number(mo, MAGIC_AT) != MAGIC;
    mo->count = number(mo, COUNT_AT);
    mo->texts = number(mo, TEXTS_AT);
    mo->translations = number(mo, TRANSLATIONS_AT);
    return number(mo, MAGIC_AT) == MAGIC && number(mo, REVISION_AT) >> 16 == 0 &&
           table_is_good(mo, mo->texts) && table_is_good(mo, mo->translations);
}

struct mo *mo_open(const char *path)
{
    struct mo *mo = mem_alloc(1, sizeof *mo);
    str_init(&mo->bytes);
    bool is_read = file_read(path, MAX_BYTES, &mo->bytes);
    if (!is_read) {
        fault_check(path);
    }
    if (!is_read || !is_good(mo)) {
        mo_free(mo);
        return NULL;
    }
    return mo;
}

void mo_free(struct mo *mo)
{
    if (mo != NULL) {
        str_release(&mo->bytes);
        free(mo);
    }
}

const char *mo_find(const struct mo *mo, const char *text, size_t form)
{
    size_t low = 0;
    size_t high = mo->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t size;
        /* "one\0many" of a plural is compared up to its first NUL, as msgfmt sorts it */
        int order = strcmp(text, text_of(mo, mo->texts, middle, &size));
        if (order == 0) {
            const char *found = text_of(mo, mo->translations, middle, &size);
            const char *end = found + size;
            while (form > 0 && found < end) {
                found += strlen(found) + 1;
                form--;
            }
            return found < end ? found : NULL;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}
