#include "hash.h"

#include <string.h>

uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = hash_byte(hash, (unsigned char)*text);
    }
    return hash_byte(hash, 0);
}

uint64_t hash_number(uint64_t hash, double number)
{
    uint64_t bits = 0;
    memcpy(&bits, &number, sizeof bits);
    for (int shift = 0; shift < 64; shift += 8) {
        hash = hash_byte(hash, (unsigned char)(bits >> shift));
    }
    return hash;
}
