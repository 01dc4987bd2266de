#include "arena.h"

#include "mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_chunk {
    struct arena_chunk *next;
    size_t size, used;
    max_align_t data[];
};

enum { FIRST_CHUNK_BYTES = 8192, ALIGN = _Alignof(max_align_t) };

void arena_init(struct arena *arena)
{
    arena->head = NULL;
}

void arena_release(struct arena *arena)
{
    struct arena_chunk *chunk = arena->head;
    while (chunk != NULL) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    arena->head = NULL;
}

void arena_clear(struct arena *arena)
{
    struct arena_chunk *keep = arena->head; /* chunks only grow, so the newest is the largest */
    if (keep == NULL) {
        return;
    }
    arena->head = keep->next;
    arena_release(arena);
    keep->next = NULL;
    keep->used = 0;
    arena->head = keep;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t bytes = 0;
    size_t padded = 0;
    if (!size_mul(count, size, &bytes) || !size_add(bytes, ALIGN - 1, &padded)) {
        return mem_alloc(SIZE_MAX, 1); /* cannot succeed: reports and leaves */
    }
    padded -= padded % ALIGN;
    struct arena_chunk *chunk = arena->head;
    if (chunk == NULL || chunk->size - chunk->used < padded) {
        size_t want = chunk == NULL ? FIRST_CHUNK_BYTES : chunk->size * 2;
        while (want < padded) {
            want *= 2;
        }
        chunk = mem_alloc(1, sizeof *chunk + want);
        chunk->size = want;
        chunk->next = arena->head;
        arena->head = chunk;
    }
    void *block = (char *)chunk->data + chunk->used;
    chunk->used += padded;
    return memset(block, 0, bytes);
}

char *arena_strndup(struct arena *arena, const char *text, size_t size)
{
    char *copy = arena_alloc(arena, size + 1, 1);
    if (size > 0) {
        memcpy(copy, text, size);
    }
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    char small[256]; /* most texts fit */
    va_list args;
    va_start(args, format);
    int size = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (size >= 0 && (size_t)size < sizeof small) {
        return arena_strndup(arena, small, (size_t)size);
    }
    char *text = arena_alloc(arena, (size_t)(size < 0 ? 0 : size) + 1, 1);
    va_start(args, format);
    (void)vsnprintf(text, (size_t)(size < 0 ? 0 : size) + 1, format, args);
    va_end(args);
    return text;
}

const char *arena_fill(
    struct arena *arena, const char *sentence, const char *const *names, size_t count)
{
    const char *text = "";
    for (size_t used = 0;; used += used + 1 < count) {
        const char *place = strstr(sentence, "%s");
        if (place == NULL) {
            return arena_printf(arena, "%s%s", text, sentence);
        }
        text =
            arena_printf(arena, "%s%.*s%s", text, (int)(place - sentence), sentence, names[used]);
        sentence = place + 2;
    }
}
