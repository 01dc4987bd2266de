/* The directory of a .npz archive. Format: APPNOTE.TXT of PKWARE; the sections are named there. */
#include "npz.h"

#include "i18n.h"

#include <string.h>
#include <sys/stat.h>

enum {
    END_BYTES = 22,     /* end of central directory record, 4.3.16; NumPy writes no comment */
    LOCATOR_BYTES = 20, /* 4.3.15 */
    END64_BYTES = 56,   /* 4.3.14 */
    ENTRY_BYTES = 46,   /* of the directory, 4.3.12, without name, extra field and comment */
    LOCAL_BYTES = 30,   /* 4.3.7, likewise */
    MOST_MEMBERS = 1000,
    MOST_BYTES = 1 << 20, /* of the directory */
    MOST_NAME = 255,
    MOST_CHECKED = 64 << 20 /* bytes */
};

static const uint64_t ELSEWHERE =
    0xffffffff; /* a number of 32 bits that stands in the extra field */

static bool fail(const struct npy_context *context, const char *problem)
{
    diag_error(context->diag, context->where, "%s: %s", context->name, problem);
    diag_id(context->diag, DIAG_DATA);
    return false;
}

static bool fail_broken(const struct npy_context *context)
{
    return fail(context, _("is no .npz archive, or a broken one"));
}

/* Little-endian. */
static uint64_t number(const unsigned char *at, size_t size)
{
    uint64_t value = 0;
    while (size-- > 0) {
        value = value << 8 | at[size];
    }
    return value;
}

/* One of two bytes, such as a length, which fits everywhere. */
static size_t length(const unsigned char *at)
{
    return (size_t)number(at, 2);
}

static bool is_record(const unsigned char *at, const char *mark)
{
    return memcmp(at, "PK", 2) == 0 && memcmp(at + 2, mark, 2) == 0;
}

struct directory {
    uint64_t start, size, count;
};

/* The same in 64 bits, where the record at `end` has no room for them; *end is then where that
 * record begins. */
static bool find_large_directory(int fd, uint64_t *end, struct directory *directory)
{
    unsigned char locator[LOCATOR_BYTES];
    unsigned char record[END64_BYTES];
    if (*end < LOCATOR_BYTES + END64_BYTES ||
        !npy_read_at(fd, locator, sizeof locator, *end - LOCATOR_BYTES) ||
        !is_record(locator, "\x06\x07")) {
        return false;
    }
    *end -= LOCATOR_BYTES + END64_BYTES;
    if (number(locator + 8, 8) != *end || !npy_read_at(fd, record, sizeof record, *end) ||
        !is_record(record, "\x06\x06")) {
        return false;
    }
    *directory =
        (struct directory){number(record + 48, 8), number(record + 40, 8), number(record + 32, 8)};
    return true;
}

/* It must end where the record about it begins. */
static bool find_directory(int fd, uint64_t file_size, struct directory *directory)
{
    unsigned char record[END_BYTES];
    uint64_t end = file_size - END_BYTES;
    if (file_size < END_BYTES || !npy_read_at(fd, record, sizeof record, end) ||
        !is_record(record, "\x05\x06")) {
        return false;
    }
    *directory =
        (struct directory){number(record + 16, 4), number(record + 12, 4), number(record + 10, 2)};
    bool large =
        directory->start == ELSEWHERE || directory->size == ELSEWHERE || directory->count == 0xffff;
    if (large && !find_large_directory(fd, &end, directory)) {
        return false;
    }
    return directory->size <= end && directory->start == end - directory->size;
}

/* Numbers that are too large for the entry stand in its extra field, in this order: 4.5.3. */
static bool read_extra(const unsigned char *extra, size_t size, uint64_t *const numbers[3])
{
    size_t at = 0;
    while (size - at >= 4) {
        size_t id = length(extra + at);
        size_t left = length(extra + at + 2);
        at += 4;
        if (left > size - at) {
            return false;
        }
        for (size_t i = 0; id == 1 && i < 3; i++) {
            if (*numbers[i] == ELSEWHERE && left >= 8) {
                *numbers[i] = number(extra + at, 8);
                at += 8;
                left -= 8;
            }
        }
        at += left;
    }
    return true;
}

/* NAME.npy, where NAME could be that of an argument of np.savez(). */
static bool is_plain(const char *name, size_t size)
{
    bool plain = size > 4 && size <= MOST_NAME && memcmp(name + size - 4, ".npy", 4) == 0;
    for (size_t i = 0; plain && i < size; i++) {
        plain = name[i] > ' ' && name[i] < 0x7f && name[i] != '/' && name[i] != '\\';
    }
    return plain;
}

/* An entry of the directory; returns its bytes, 0 after an error. */
static size_t read_entry(const unsigned char *at, size_t left, struct npz_member *member,
    struct arena *arena, const struct npy_context *context)
{
    if (left < ENTRY_BYTES || !is_record(at, "\x01\x02")) {
        return fail_broken(context);
    }
    uint64_t packed = number(at + 20, 4);
    size_t name_size = length(at + 28);
    size_t extra_size = length(at + 30);
    size_t bytes = ENTRY_BYTES + name_size + extra_size + length(at + 32);
    const char *name = (const char *)at + ENTRY_BYTES;
    member->crc = (uint32_t)number(at + 16, 4);
    member->size = number(at + 24, 4);
    member->header = number(at + 42, 4);
    uint64_t *const numbers[3] = {&member->size, &packed, &member->header};
    if (left < bytes || !read_extra(at + ENTRY_BYTES + name_size, extra_size, numbers)) {
        return fail_broken(context);
    }
    if (!is_plain(name, name_size)) {
        return fail(context, _("has a member whose name is not plain"));
    }
    if ((at[8] & 1) != 0) {
        return fail(context, _("is encrypted"));
    }
    if (number(at + 10, 2) != 0 || packed != member->size) {
        (void)fail(context, _("is compressed, and arrays are read where they stand"));
        diag_hint(context->diag, _("save them with np.savez() instead of np.savez_compressed()"));
        return 0;
    }
    member->name = arena_strndup(arena, name, name_size - 4);
    return bytes;
}

/* Where the member's own bytes are: between its local header, which repeats what the directory
 * says, and the directory, and not in another member. */
static bool place(int fd, const struct npz *npz, struct npz_member *member, uint64_t end)
{
    unsigned char local[LOCAL_BYTES + MOST_NAME];
    size_t name_size = strlen(member->name);
    size_t size = LOCAL_BYTES + name_size + 4;
    if (member->header > end || end - member->header < size ||
        !npy_read_at(fd, local, size, member->header) || !is_record(local, "\x03\x04") ||
        (local[6] & 1) != 0 || number(local + 8, 2) != 0 ||
        number(local + 26, 2) != name_size + 4 ||
        memcmp(local + LOCAL_BYTES, member->name, name_size) != 0) {
        return false;
    }
    size += length(local + 28);
    member->start = member->header + size;
    if (member->start > end || end - member->start < member->size) {
        return false;
    }
    for (size_t i = 0; i < npz->count; i++) {
        uint64_t other = npz->members[i].header;
        bool same = &npz->members[i] == member;
        if (!same && ((other >= member->header && other < member->start + member->size) ||
                         strcmp(npz->members[i].name, member->name) == 0)) {
            return false;
        }
    }
    return true;
}

bool npz_open(int fd, struct npz *npz, struct arena *arena, const struct npy_context *context)
{
    struct stat info;
    struct directory directory;
    if (fstat(fd, &info) != 0 || !find_directory(fd, (uint64_t)info.st_size, &directory)) {
        return fail_broken(context);
    }
    if (directory.count > MOST_MEMBERS || directory.size > MOST_BYTES) {
        return fail(context, _("has too many members"));
    }
    size_t all = (size_t)directory.size;
    unsigned char *bytes = arena_alloc(arena, all, 1);
    size_t count = (size_t)directory.count;
    *npz = (struct npz){arena_alloc(arena, count, sizeof *npz->members), count};
    if (!npy_read_at(fd, bytes, all, directory.start)) {
        return fail_broken(context);
    }
    size_t at = 0;
    for (size_t i = 0; i < npz->count; i++) {
        size_t size = read_entry(bytes + at, all - at, &npz->members[i], arena, context);
        if (size == 0) {
            return false;
        }
        at += size;
    }
    bool good = at == all;
    for (size_t i = 0; i < npz->count && good; i++) {
        good = place(fd, npz, &npz->members[i], directory.start);
    }
    return good || fail_broken(context);
}

/* CRC-32 as zip files have it (ISO 3309, bits from the lowest on), a byte at a time by the
 * remainders of all bytes. */
static uint32_t add_to_crc(
    const uint32_t remainders[256], uint32_t crc, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        crc = crc >> 8 ^ remainders[(crc ^ bytes[i]) & 0xff];
    }
    return crc;
}

bool npz_is_whole(int fd, const struct npz_member *member)
{
    unsigned char block[16384];
    uint32_t remainders[256];
    if (member->size > MOST_CHECKED) {
        return true;
    }
    for (uint32_t byte = 0; byte < 256; byte++) {
        remainders[byte] = byte;
        for (int bit = 0; bit < 8; bit++) {
            remainders[byte] =
                remainders[byte] >> 1 ^ ((remainders[byte] & 1) != 0 ? 0xedb88320U : 0);
        }
    }
    uint32_t crc = UINT32_MAX;
    for (uint64_t at = 0; at < member->size;) {
        uint64_t left = member->size - at;
        size_t size = left < sizeof block ? (size_t)left : sizeof block;
        if (!npy_read_at(fd, block, size, member->start + at)) {
            return false;
        }
        crc = add_to_crc(remainders, crc, block, size);
        at += size;
    }
    return ~crc == member->crc;
}
