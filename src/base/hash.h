/* FNV-1a, 64 bits: short names for texts and numbers. The same on every machine. */
#ifndef LOSSWALK_HASH_H
#define LOSSWALK_HASH_H

#include <stdint.h>

/* What both begin with. */
#define HASH_START 14695981039346656037U

static inline uint64_t hash_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * 1099511628211U;
}

/* The text and its end, so that "a", "bc" is not "ab", "c". */
uint64_t hash_text(uint64_t hash, const char *text);
/* The bits of the number. */
uint64_t hash_number(uint64_t hash, double number);

#endif
