/* SHA-256 (FIPS 180-4), for pages that say what their script is, and answers that can be
 * checked and not read. Not for secrets. */
#ifndef LOSSWALK_SHA256_H
#define LOSSWALK_SHA256_H

#include "str.h"

#include <stddef.h>

enum { SHA256_BYTES = 32 };

void sha256(const void *data, size_t size, unsigned char out[SHA256_BYTES]);
/* The same in Base64, as a content security policy has it: appended. */
void sha256_add_base64(struct str *out, const void *data, size_t size);

#endif
