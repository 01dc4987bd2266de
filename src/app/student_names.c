#include "student_names.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A piece of a path; the last one is without its ending. */
struct piece {
    const char *text;
    size_t size;
};

/* The piece at that place from the end, 0: the file; empty before the first. "." is none. */
static struct piece piece_at(const char *path, size_t place)
{
    size_t end = strlen(path);
    while (true) {
        while (end > 0 && path[end - 1] == '/') {
            end--;
        }
        size_t begin = end;
        while (begin > 0 && path[begin - 1] != '/') {
            begin--;
        }
        bool counts = end - begin != 1 || path[begin] != '.';
        if (counts && place-- == 0) {
            return (struct piece){path + begin, end - begin};
        }
        end = begin;
    }
}

/* "anna" of "anna.txt"; a name that begins with a point keeps it. */
static struct piece file_piece(const char *path)
{
    struct piece piece = piece_at(path, 0);
    for (size_t i = piece.size; i-- > 1;) {
        if (piece.text[i] == '.') {
            piece.size = i;
            break;
        }
    }
    return piece;
}

static struct piece piece_of(const char *path, size_t place)
{
    return place == 0 ? file_piece(path) : piece_at(path, place);
}

static bool is_same(const char *path, const char *other, size_t place)
{
    struct piece a = piece_of(path, place);
    struct piece b = piece_of(other, place);
    return a.size == b.size && memcmp(a.text, b.text, a.size) == 0;
}

/* From the end: where one of those that have the file's name first differs, and how many pieces
 * more tell this one from each of them. */
struct part {
    size_t first, end;
};

static struct part part_of(char *const *paths, size_t count, size_t i)
{
    struct part part = {SIZE_MAX, 1};
    for (size_t k = 0; k < count; k++) {
        if (strcmp(paths[k], paths[i]) == 0 || !is_same(paths[k], paths[i], 0)) {
            continue;
        }
        size_t place = 1;
        while (is_same(paths[k], paths[i], place) && piece_at(paths[i], place).size > 0) {
            place++;
        }
        part.first = place < part.first ? place : part.first;
        part.end = place + 1 > part.end ? place + 1 : part.end;
    }
    part.first = part.first == SIZE_MAX ? 0 : part.first;
    return part;
}

/* The pieces of the part as they stand in the path. */
static const char *name_of(const char *path, struct part part, struct arena *arena)
{
    struct piece last = piece_of(path, part.first);
    struct piece first = piece_of(path, part.end - 1);
    bool whole = first.size == 0; /* the path of another one ends with all of this */
    const char *begin = whole ? path : first.text;
    const char *end = whole && last.size == 0 ? path + strlen(path) : last.text + last.size;
    return arena_strndup(arena, begin, (size_t)(end - begin));
}

const char **student_names(char *const *paths, size_t count, struct arena *arena)
{
    const char **names = arena_alloc(arena, count + 1, sizeof *names);
    bool *again = arena_alloc(arena, count + 1, sizeof *again);
    for (size_t i = 0; i < count; i++) {
        names[i] = name_of(paths[i], part_of(paths, count, i), arena);
    }
    for (size_t i = 0; i < count; i++) { /* "anna.txt" beside "anna/progress" */
        for (size_t k = 0; k < i; k++) {
            if (strcmp(names[i], names[k]) == 0 && strcmp(paths[i], paths[k]) != 0) {
                again[i] = true;
                again[k] = true;
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = again[i] ? paths[i] : names[i];
    }
    return names;
}
