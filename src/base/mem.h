/* Allocation that does not fail.
 *
 * A lesson needs a few hundred kilobytes. When even that is not to be had there is nothing useful
 * left to do, so these functions end the program as fault.h says. Callers never see NULL. Sizes
 * that come from a file must go through size_mul()/size_add() first.
 */
#ifndef LOSSWALK_MEM_H
#define LOSSWALK_MEM_H

#include <stdbool.h>
#include <stddef.h>

/* a * b and a + b into *out; false (and *out untouched) when the result does not fit. */
bool size_mul(size_t a, size_t b, size_t *out);
bool size_add(size_t a, size_t b, size_t *out);

/* count * size zeroed bytes; the caller frees. */
void *mem_alloc(size_t count, size_t size);

/* count doubles, uninitialised, that begin where a cache line does: vectors are loaded from one
 * line, not from two. The caller frees. */
double *mem_numbers(size_t count);

/* A copy of a text, or of its first size bytes; the caller frees. */
char *mem_text(const char *text);
char *mem_textn(const char *text, size_t size);

/* Makes room for at least `need` elements of `size` bytes: grows `old` (capacity *cap elements, may
 * be NULL) by doubling, updates *cap and returns the block. Old contents are kept. */
void *mem_grow(void *old, size_t *cap, size_t need, size_t size);

#endif
