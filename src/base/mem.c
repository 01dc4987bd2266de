#include "mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

bool size_mul(size_t a, size_t b, size_t *out)
{
    size_t result = 0;
    if (__builtin_mul_overflow(a, b, &result)) {
        return false;
    }
    *out = result;
    return true;
}

bool size_add(size_t a, size_t b, size_t *out)
{
    size_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) {
        return false;
    }
    *out = result;
    return true;
}

static _Noreturn void no_memory(void)
{
    static const char text[] = "losswalk: out of memory\n";
    /* write(), because stdio may want memory of its own; if even this fails nobody can be told. */
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    exit(EXIT_FAILURE);
}

void *mem_alloc(size_t count, size_t size)
{
    void *block = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (block == NULL) {
        no_memory();
    }
    return block;
}

double *mem_numbers(size_t count)
{
    enum { LINE = 64 };
    size_t bytes = 0;
    double *numbers = NULL;
    if (size_mul(count, sizeof *numbers, &bytes) && size_add(bytes, LINE, &bytes)) {
        numbers = aligned_alloc(LINE, bytes / LINE * LINE);
    }
    if (numbers == NULL) {
        no_memory();
    }
    return numbers;
}

void *mem_grow(void *old, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap && old != NULL) {
        return old;
    }
    size_t want = *cap < 8 ? 8 : *cap;
    while (want < need) {
        if (!size_mul(want, 2, &want)) {
            no_memory();
        }
    }
    size_t bytes = 0;
    if (!size_mul(want, size, &bytes)) {
        no_memory();
    }
    void *block = realloc(old, bytes);
    if (block == NULL) {
        no_memory();
    }
    *cap = want;
    return block;
}
