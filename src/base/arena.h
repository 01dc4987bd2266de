/* An arena: memory that is handed out piece by piece and given back all at once.
 *
 * One arena per open lesson and one for scratch work. Pointers stay valid until the arena is
 * cleared or released. Blocks are zeroed and aligned for any type.
 */
#ifndef LOSSWALK_ARENA_H
#define LOSSWALK_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *head; /* the chunk being filled; older ones behind it */
};

void arena_init(struct arena *arena);
/* Gives everything back; the arena can be used again. */
void arena_release(struct arena *arena);
/* Forgets everything but keeps the largest chunk for reuse. */
void arena_clear(struct arena *arena);

/* count * size zeroed bytes that live as long as the arena does. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);
/* A copy of size bytes, and a zero byte behind them. */
char *arena_strndup(struct arena *arena, const char *text, size_t size);
char *arena_strdup(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(1, 2)));
/* The sentence of a list, which no compiler can check as a format: each %s in it is the next of the
 * names, the last one from there on; every other sign stays as it is. At least one name. */
const char *arena_fill(
    struct arena *arena, const char *sentence, const char *const *names, size_t count);

#endif
