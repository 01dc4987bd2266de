#include "sha256.h"

#include <stdint.h>
#include <string.h>

enum { WORDS = 8, BLOCK = 64, ROUNDS = 64, LENGTH = 8 /* bytes of the size, at the end */ };

/* The first 32 bits of the fractions of the cube roots of the first 64 primes. */
static const uint32_t K[ROUNDS] = {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
    0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74,
    0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3,
    0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354,
    0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3,
    0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa,
    0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t word, int bits)
{
    return word >> bits | word << (32 - bits);
}

/* Word t of the message schedule, in a ring of the last 16. */
static uint32_t schedule(uint32_t w[16], const unsigned char *block, size_t t)
{
    if (t < 16) {
        const unsigned char *at = block + 4 * t;
        w[t] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    } else {
        uint32_t a = w[(t + 1) % 16];
        uint32_t b = w[(t + 14) % 16];
        w[t % 16] += (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + w[(t + 9) % 16] +
                     (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
    }
    return w[t % 16];
}

static void take_block(uint32_t hash[WORDS], const unsigned char *block)
{
    uint32_t w[16];
    uint32_t s[WORDS]; /* a to h */
    memcpy(s, hash, sizeof s);
    for (size_t t = 0; t < ROUNDS; t++) {
        uint32_t e = s[4];
        uint32_t a = s[0];
        uint32_t first = s[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +
                         ((e & s[5]) ^ (~e & s[6])) + K[t] + schedule(w, block, t);
        uint32_t second =
            (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, sizeof s - sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (size_t i = 0; i < WORDS; i++) {
        hash[i] += s[i];
    }
}

const char *sha256(char hex[SHA256_HEX], const void *data, size_t size)
{
    uint32_t hash[WORDS] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
        0x1f83d9ab, 0x5be0cd19};
    const unsigned char *at = data;
    size_t left = size;
    for (; left >= BLOCK; left -= BLOCK, at += BLOCK) {
        take_block(hash, at);
    }
    unsigned char last[2 * BLOCK] = {0};
    size_t end = left + 1 + LENGTH <= BLOCK ? BLOCK : sizeof last;
    if (left > 0) {
        memcpy(last, at, left);
    }
    last[left] = 0x80;
    for (size_t i = 0; i < LENGTH; i++) {
        last[end - 1 - i] = (unsigned char)((uint64_t)size * 8 >> 8 * i);
    }
    for (size_t i = 0; i < end; i += BLOCK) {
        take_block(hash, last + i);
    }
    for (size_t i = 0; i + 1 < SHA256_HEX; i++) {
        hex[i] = "0123456789abcdef"[hash[i / 8] >> (28 - 4 * (i % 8)) & 15];
    }
    hex[SHA256_HEX - 1] = '\0';
    return hex;
}
