/* The .npz archives that np.savez() writes: a zip file whose members are .npy files, not
 * compressed, so that each can be read where it stands. Private to this layer.
 *
 * Only what NumPy writes is accepted. Nothing in the archive is believed: an offset or a size that
 * leads out of the file, into the directory or into another member is an error.
 */
#ifndef LOSSWALK_NPZ_H
#define LOSSWALK_NPZ_H

#include "npy.h"

struct npz_member {
    const char *name;     /* without its .npy */
    uint64_t header;      /* offset of its local header, bytes */
    uint64_t start, size; /* of the .npy file in it */
    uint32_t crc;         /* CRC-32 of that, as the directory has it */
};

struct npz {
    struct npz_member *members;
    size_t count;
};

/* Reads and checks the directory of the open file. The members live in the arena. False with an
 * error. */
bool npz_open(int fd, struct npz *npz, struct arena *arena, const struct npy_context *context);

/* Are the member's bytes those that were put in? True without a look for a member of more than
 * 64 MiB, which would take longer to read than to open. */
bool npz_is_whole(int fd, const struct npz_member *member);

#endif
