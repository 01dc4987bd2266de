/* SHA-256 (FIPS 180-4), for answers that can be checked and not read. */
#ifndef LOSSWALK_SHA256_H
#define LOSSWALK_SHA256_H

#include <stddef.h>

enum { SHA256_HEX = 65 }; /* digits and their end */

/* The digest of data[0..size) in hexadecimal digits. Returns hex. */
const char *sha256(char hex[SHA256_HEX], const void *data, size_t size);

#endif
