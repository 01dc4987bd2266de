#include "file.h"
#include "mem.h"
#include "num.h"
#include "progress_impl.h"
#include "utf8.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD "losswalk progress "

enum {
    VERSION = 1,
    MOST_LINES = 5000 /* of the latest use: a file is searched line by line */
};

void progress_lines_init(struct progress_lines *lines)
{
    *lines = (struct progress_lines){.count = 0};
    arena_init(&lines->arena);
    str_init(&lines->damaged);
}

void progress_lines_release(struct progress_lines *lines)
{
    free(lines->all);
    str_release(&lines->damaged);
    arena_release(&lines->arena);
}

static struct progress_line *at_path(const struct progress_lines *lines, const char *path)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (strcmp(lines->all[i].entry.lesson.path, path) == 0) {
            return &lines->all[i];
        }
    }
    return NULL;
}

static bool is_gone(const char *path)
{
    return !file_is_there(path) && (errno == ENOENT || errno == ENOTDIR);
}

bool progress_lines_have_moved(const struct progress_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (is_gone(lines->all[i].entry.lesson.path)) {
            return true;
        }
    }
    return false;
}

/* Is there a file of the one's name in the other's folder? Then that is where it went. */
static bool is_beside(const char *path, const char *other)
{
    const char *name = strrchr(path, '/');
    size_t folder = (size_t)(strrchr(other, '/') - other);
    struct str there;
    str_init(&there);
    str_addn(&there, other, folder);
    str_add(&there, name);
    bool beside = file_is_there(there.data);
    str_release(&there);
    return beside;
}

/* The line about a lesson that has these numbers, and is no longer where it was: one with the same
 * id before others, and of these the one used last. */
static struct progress_line *moved(const struct progress_lines *lines, const struct lesson_key *key)
{
    struct progress_line *renamed = NULL;
    for (size_t i = lines->count; i-- > 0;) {
        struct progress_line *line = &lines->all[i];
        const struct lesson_key *old = &line->entry.lesson;
        if (old->fingerprint != key->fingerprint || !is_gone(old->path)) {
            continue;
        }
        if (strcmp(old->id, key->id) == 0) {
            return line;
        }
        if (renamed == NULL && !is_beside(old->path, key->path)) {
            renamed = line;
        }
    }
    return renamed;
}

struct progress_line *progress_lines_find(
    const struct progress_lines *lines, const struct lesson_key *key)
{
    struct progress_line *here = at_path(lines, key->path);
    uint64_t known = here == NULL ? 0 : here->entry.lesson.fingerprint;
    bool same = here != NULL && (known == 0 || known == key->fingerprint);
    if (same || key->fingerprint == 0 || key->path[0] != '/') {
        return here;
    }
    struct progress_line *line = moved(lines, key);
    return line != NULL ? line : here;
}

static struct progress_line *add(struct progress_lines *lines)
{
    lines->all = mem_grow(lines->all, &lines->cap, lines->count + 1, sizeof *lines->all);
    lines->all[lines->count] = (struct progress_line){.raw = NULL};
    return &lines->all[lines->count++];
}

static void drop(struct progress_lines *lines, struct progress_line *line)
{
    size_t after = lines->count - (size_t)(line - lines->all) - 1;
    memmove(line, line + 1, after * sizeof *line);
    lines->count--;
}

void progress_lines_drop(struct progress_lines *lines, const struct lesson_key *key)
{
    struct progress_line *line = progress_lines_find(lines, key);
    if (line != NULL) {
        drop(lines, line);
    }
}

/* Another lesson was moved to the path of this line: it keeps what it knows under a name that no
 * file has, until its numbers are seen again. */
static void make_way(struct progress_lines *lines, const char *path)
{
    struct progress_line *line = at_path(lines, path);
    if (line == NULL) {
        return;
    }
    const char *other = path;
    while (at_path(lines, other) != NULL) {
        other = arena_printf(&lines->arena, "%s (before)", other);
    }
    line->entry.lesson.path = other;
    line->raw = NULL;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

void progress_lines_merge(struct progress_lines *lines, const struct progress_entry *entry)
{
    struct progress_line *line = progress_lines_find(lines, &entry->lesson);
    struct progress_entry merged = *entry;
    progress_answers_merge(&lines->arena, line == NULL ? NULL : &line->entry, entry, &merged);
    if (line != NULL) {
        const struct progress_entry *old = &line->entry;
        merged.furthest = larger(merged.furthest, old->furthest);
        merged.done = merged.done || old->done;
        merged.solved = larger(merged.solved, old->solved);
        merged.at_once = larger(merged.at_once, old->at_once);
        merged.tasks = larger(merged.tasks, old->tasks);
        merged.revealed = larger(merged.revealed, old->revealed);
        merged.questions = merged.questions != 0 ? merged.questions : old->questions;
        merged.lesson.fingerprint =
            merged.lesson.fingerprint != 0 ? merged.lesson.fingerprint : old->lesson.fingerprint;
        drop(lines, line);
    }
    merged.lesson.id = arena_strdup(&lines->arena, entry->lesson.id);
    merged.lesson.path = arena_strdup(&lines->arena, entry->lesson.path);
    make_way(lines, merged.lesson.path);
    *add(lines) = (struct progress_line){.entry = merged};
}

/* ---- Text ------------------------------------------------------------------------------------ */

static int hex(char c)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? -1 : (int)(at - digits);
}

/* Blanks, percent signs and control bytes as %XX, so that a value is one word. */
static void add_word(struct str *out, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c <= ' ' || c == '%' || c == 127) {
            str_addc(out, '%');
            str_addc(out, digits[c >> 4]);
            str_addc(out, digits[c & 15]);
        } else {
            str_addc(out, *text);
        }
    }
}

static const char *read_word(struct arena *arena, const char *text, size_t size)
{
    char *word = arena_strndup(arena, text, size);
    char *to = word;
    for (const char *at = word; *at != '\0'; at++) {
        int high = *at == '%' ? hex(at[1]) : -1;
        int low = high >= 0 ? hex(at[2]) : -1;
        if (low >= 0 && high + low > 0) {
            *to++ = (char)(high * 16 + low);
            at += 2;
        } else {
            *to++ = *at;
        }
    }
    *to = '\0';
    return word;
}

bool progress_read_count(const char *text, size_t size, size_t least, size_t *out)
{
    long long number = 0;
    if (!num_parse_integer(text, size, &number) || number < (long long)least ||
        number > PROGRESS_MOST) {
        return false;
    }
    *out = (size_t)number - least;
    return true;
}

bool progress_read_hash(const char *text, size_t size, uint64_t *out)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++) {
        const char *at = memchr(digits, text[i], sizeof digits - 1);
        if (at == NULL) {
            return false;
        }
        value = value << 4 | (uint64_t)(at - digits);
    }
    *out = value;
    return size == 16;
}

/* One key=value; keys that are not known are a later version's business. */
static bool read_pair(struct arena *arena, struct progress_entry *entry, const char *key,
    size_t key_size, const char *value, size_t size)
{
    const struct {
        const char *name;
        size_t least;
        size_t *out;
    } counts[] = {{"step", 1, &entry->step}, {"of", 0, &entry->steps},
        {"furthest", 1, &entry->furthest}, {"part", 1, &entry->part}, {"row", 0, &entry->row},
        {"col", 0, &entry->col}, {"solved", 0, &entry->solved}, {"revealed", 0, &entry->revealed},
        {"at_once", 0, &entry->at_once}, {"tasks", 0, &entry->tasks},
        {"questions", 0, &entry->questions}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (strlen(counts[i].name) == key_size && memcmp(counts[i].name, key, key_size) == 0) {
            return progress_read_count(value, size, counts[i].least, counts[i].out);
        }
    }
    if (key_size == 4 && memcmp(key, "done", 4) == 0) {
        entry->done = size == 3 && memcmp(value, "yes", 3) == 0;
        return entry->done || (size == 2 && memcmp(value, "no", 2) == 0);
    }
    if (key_size == 7 && memcmp(key, "numbers", 7) == 0) {
        return progress_read_hash(value, size, &entry->lesson.fingerprint);
    }
    if (key_size == 7 && memcmp(key, "answers", 7) == 0) {
        return progress_answers_read(arena, value, size, entry);
    }
    if (key_size == 6 && memcmp(key, "lesson", 6) == 0) {
        entry->lesson.id = read_word(arena, value, size);
    } else if (key_size == 4 && memcmp(key, "path", 4) == 0) {
        entry->lesson.path = read_word(arena, value, size);
    }
    return true;
}

static bool read_line(struct progress_lines *lines, const char *text, size_t size)
{
    struct progress_entry entry = {.lesson = {.id = "", .path = NULL}};
    for (size_t at = 0; at < size;) {
        size_t end = at;
        while (end < size && text[end] != ' ') {
            end++;
        }
        const char *equals = memchr(text + at, '=', end - at);
        if (end > at && equals == NULL) {
            return false;
        }
        if (end > at) {
            size_t key_size = (size_t)(equals - (text + at));
            if (!read_pair(&lines->arena, &entry, text + at, key_size, equals + 1,
                    end - at - key_size - 1)) {
                return false;
            }
        }
        at = end + 1;
    }
    const char *path = entry.lesson.path;
    if (path == NULL || path[0] != '/' || memchr(text, '\0', size) != NULL ||
        lines->count == MOST_LINES || at_path(lines, path) != NULL) {
        return false;
    }
    struct progress_line *line = add(lines);
    *line = (struct progress_line){.entry = entry, .raw = arena_strndup(&lines->arena, text, size)};
    return true;
}

static bool is_head(const char *text, size_t size, size_t *version)
{
    size_t head = strlen(HEAD);
    return size > head && memcmp(text, HEAD, head) == 0 &&
           progress_read_count(text + head, size - head, 0, version);
}

void progress_lines_parse(struct progress_lines *lines, const char *text, size_t size)
{
    size_t version = VERSION;
    for (size_t at = 0, number = 0; at < size; number++) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end == NULL ? size - at : (size_t)(end - (text + at));
        const char *line = text + at;
        at += length + 1;
        if (number == 0 && is_head(line, length, &version)) {
            lines->headed = true;
            if (version > VERSION) {
                lines->newer = true;
                return;
            }
        } else if (length > 0 && !read_line(lines, line, length)) {
            str_addn(&lines->damaged, line, length);
            str_addc(&lines->damaged, '\n');
            lines->damaged_line = lines->damaged_count++ == 0 ? number + 1 : lines->damaged_line;
        }
    }
}

void progress_lines_print(const struct progress_lines *lines, struct str *out)
{
    str_addf(out, HEAD "%d\n", VERSION);
    size_t oldest = lines->count > MOST_LINES ? lines->count - MOST_LINES : 0;
    for (size_t i = oldest; i < lines->count; i++) {
        const struct progress_line *line = &lines->all[i];
        const struct progress_entry *e = &line->entry;
        if (line->raw != NULL) {
            str_addf(out, "%s\n", line->raw);
            continue;
        }
        str_add(out, "lesson=");
        add_word(out, e->lesson.id);
        str_addf(out,
            " step=%zu of=%zu furthest=%zu part=%zu row=%zu col=%zu done=%s solved=%zu "
            "revealed=%zu at_once=%zu",
            e->step + 1, e->steps, e->furthest + 1, e->part + 1, e->row, e->col,
            e->done ? "yes" : "no", e->solved, e->revealed, e->at_once);
        if (e->tasks > 0) {
            str_addf(out, " tasks=%zu", e->tasks);
        }
        if (e->questions > 0) {
            str_addf(out, " questions=%zu", e->questions);
        }
        progress_answers_print(e, out);
        if (e->lesson.fingerprint != 0) {
            str_addf(out, " numbers=%016" PRIx64, e->lesson.fingerprint);
        }
        str_add(out, " path=");
        add_word(out, e->lesson.path);
        str_addc(out, '\n');
    }
}
