#include "mem.h"

#include "fault.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

void *mem_alloc(size_t count, size_t size)
{
    void *block = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (block == NULL) {
        fault_no_memory();
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
        fault_no_memory();
    }
    return numbers;
}

char *mem_textn(const char *text, size_t size)
{
    char *copy = strndup(text, size);
    if (copy == NULL) {
        fault_no_memory();
    }
    return copy;
}

char *mem_text(const char *text)
{
    return mem_textn(text, strlen(text));
}

void *mem_grow(void *old, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap && old != NULL) {
        return old;
    }
    size_t want = *cap < 8 ? 8 : *cap;
    while (want < need) {
        if (!size_mul(want, 2, &want)) {
            fault_no_memory();
        }
    }
    size_t bytes = 0;
    if (!size_mul(want, size, &bytes)) {
        fault_no_memory();
    }
    void *block = realloc(old, bytes);
    if (block == NULL) {
        fault_no_memory();
    }
    *cap = want;
    return block;
}
