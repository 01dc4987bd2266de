/* Elements of an open .npy file, as doubles.
 *
 * Neighbouring elements are read in large pieces. Elements that lie far apart (a class axis that is
 * not the last one in the file, Fortran order) go through a small cache of blocks: the walk along
 * the rows visits one block per class again and again, and each should be read from the file once,
 * not once per element.
 */
#include "npy.h"

#include "i18n.h"
#include "mem.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BLOCK_BYTES = 4096, /* a multiple of every element size */
    BLOCK_COUNT = 1024, /* 4 MiB in all; a power of two */
    PIECE_BYTES = 65536 /* for neighbouring elements, on the stack */
};

struct npy_block {
    size_t number; /* which block of the data this is, plus 1; 0: none yet */
    size_t used;   /* bytes of it that the file had */
    unsigned char bytes[BLOCK_BYTES];
};

/* An IEEE half: 1 sign bit, 5 exponent bits, 10 fraction bits. */
static double half_value(uint16_t bits)
{
    int exponent = bits >> 10 & 0x1f;
    double fraction = bits & 0x3ff;
    double value = 0;
    if (exponent == 0x1f) {
        value = fraction == 0 ? INFINITY : NAN;
    } else if (exponent == 0) {
        value = ldexp(fraction, -24);
    } else {
        value = ldexp(1024 + fraction, exponent - 25);
    }
    return bits >> 15 == 1 ? -value : value;
}

/* The bits of one element as an integer, whatever the byte order of file and machine. */
static uint64_t load_bits(const unsigned char *bytes, size_t size, bool big_endian)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < size; i++) {
        size_t at = big_endian ? i : size - 1 - i;
        bits = bits << 8 | bytes[at];
    }
    return bits;
}

static double float_value(uint64_t bits, size_t size)
{
    if (size == 2) {
        return half_value((uint16_t)bits);
    }
    if (size == 4) {
        float value = 0;
        uint32_t low = (uint32_t)bits;
        memcpy(&value, &low, sizeof value);
        return (double)value;
    }
    double value = 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double decode(const struct npy_header *header, const unsigned char *bytes)
{
    size_t size = header->item_bytes;
    uint64_t bits = load_bits(bytes, size, header->big_endian);
    if (header->kind == NPY_FLOAT) {
        return float_value(bits, size);
    }
    if (header->kind == NPY_BOOL) {
        return bits != 0 ? 1 : 0;
    }
    uint64_t sign = UINT64_C(0x80) << (8 * (size - 1) & 63);
    if (header->kind == NPY_SIGNED && (bits & sign) != 0) {
        uint64_t magnitude = (sign - 1 - (bits & (sign - 1))) + 1; /* two's complement, undone */
        return -(double)magnitude;
    }
    return (double)bits;
}

/* Neighbours, as most files have them: floats in the byte order of this machine, which take no more
 * than a conversion. */
static bool decode_floats(
    const struct npy_header *header, const unsigned char *bytes, size_t count, double *out)
{
    static const uint16_t ONE = 1;
    unsigned char first = 0;
    memcpy(&first, &ONE, sizeof first);
    if (header->kind != NPY_FLOAT || header->big_endian != (first == 0)) {
        return false;
    }
    if (header->item_bytes == sizeof(double)) {
        memcpy(out, bytes, count * sizeof(double));
        return true;
    }
    for (size_t i = 0; i < count && header->item_bytes == sizeof(float); i++) {
        float value = 0;
        memcpy(&value, bytes + i * sizeof value, sizeof value);
        out[i] = (double)value;
    }
    return header->item_bytes == sizeof(float);
}

/* Does the file still have all of its data, and another than when it was opened? (One that became
 * shorter gives what it still has, and then an error.) */
static bool is_another(const struct npy *npy)
{
    struct stat info;
    uint64_t end = npy->data_start + (uint64_t)npy->elements * npy->header.item_bytes;
    return fstat(npy->fd, &info) != 0 ||
           ((uint64_t)info.st_size >= end &&
               (info.st_nlink == 0 || info.st_mtim.tv_sec != npy->written.tv_sec ||
                   info.st_mtim.tv_nsec != npy->written.tv_nsec));
}

/* As much of [offset, offset + size) of the data as the file still has; errno says why it is not
 * all, 0 where the file became shorter. Nothing, and ESTALE, when it has all of them, but is not
 * the file any more that was opened. */
static size_t read_bytes(const struct npy *npy, size_t offset, unsigned char *out, size_t size)
{
    size_t done = 0;
    errno = 0;
    while (done < size) {
        ssize_t got = pread(npy->fd, out + done, size - done,
            (off_t)(npy->data_start + (uint64_t)offset + (uint64_t)done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        done += (size_t)got;
    }
    if (done == size && is_another(npy)) {
        errno = ESTALE;
        done = 0;
    }
    return done;
}

static void report_missing(const struct npy *npy, size_t element, struct diag *diag)
{
    if (diag == NULL) {
        return;
    }
    if (errno == ESTALE) {
        diag_error(diag, npy->where, _("%s: was changed, replaced or removed while it was read"),
            npy->name);
    } else if (errno != 0) {
        diag_error(diag, npy->where, _("%s: cannot read element %zu: %s"), npy->name, element,
            i18n_error(errno));
    } else {
        diag_error(diag, npy->where, _("%s: element %zu is missing: the file became shorter"),
            npy->name, element);
    }
    diag_id(diag, DIAG_DATA);
}

static size_t read_neighbours(
    const struct npy *npy, struct run run, double *out, size_t out_step, struct diag *diag)
{
    unsigned char piece[PIECE_BYTES];
    size_t item = npy->header.item_bytes;
    size_t done = 0;
    while (done < run.count) {
        size_t want = run.count - done < PIECE_BYTES / item ? run.count - done : PIECE_BYTES / item;
        size_t got = read_bytes(npy, (run.first + done) * item, piece, want * item) / item;
        bool decoded = out_step == 1 && decode_floats(&npy->header, piece, got, out + done);
        for (size_t i = 0; i < got && !decoded; i++) {
            out[(done + i) * out_step] = decode(&npy->header, piece + i * item);
        }
        done += got;
        if (got < want) {
            report_missing(npy, run.first + done, diag);
            break;
        }
    }
    return done;
}

/* The block of the data that has the byte at `offset`. Numbers are scattered over the slots, so
 * that columns a power of two apart do not push each other out. */
static const struct npy_block *cached_block(struct npy *npy, size_t offset)
{
    if (npy->blocks == NULL) {
        npy->blocks = mem_alloc(BLOCK_COUNT, sizeof *npy->blocks);
    }
    size_t number = offset / BLOCK_BYTES;
    uint64_t scattered = (uint64_t)number * UINT64_C(0x9e3779b97f4a7c15) >> 54;
    struct npy_block *block = &npy->blocks[scattered];
    errno = 0;
    if (block->number != number + 1) {
        size_t left = npy->elements * npy->header.item_bytes - number * BLOCK_BYTES;
        size_t size = left < BLOCK_BYTES ? left : BLOCK_BYTES;
        block->used = read_bytes(npy, number * BLOCK_BYTES, block->bytes, size);
        block->number = block->used == size ? number + 1 : 0;
    }
    return block;
}

static size_t read_scattered(
    struct npy *npy, struct run run, double *out, size_t out_step, struct diag *diag)
{
    size_t item = npy->header.item_bytes;
    for (size_t i = 0; i < run.count; i++) {
        size_t element = run.first + i * run.step;
        const struct npy_block *block = cached_block(npy, element * item);
        size_t within = element * item % BLOCK_BYTES;
        if (within + item > block->used) {
            report_missing(npy, element, diag);
            return i;
        }
        out[i * out_step] = decode(&npy->header, block->bytes + within);
    }
    return run.count;
}

size_t npy_read(struct npy *npy, struct run run, double *out, size_t out_step, struct diag *diag)
{
    /* A short run is likely to be one of many in the same place: worth a block. */
    size_t item = npy->header.item_bytes;
    if (run.step == 1 && run.count * item >= BLOCK_BYTES / 4) {
        return read_neighbours(npy, run, out, out_step, diag);
    }
    return read_scattered(npy, run, out, out_step, diag);
}

void npy_close(struct npy *npy)
{
    free(npy->blocks);
    npy->blocks = NULL;
    if (npy->fd >= 0) {
        (void)close(npy->fd);
        npy->fd = -1;
    }
}
