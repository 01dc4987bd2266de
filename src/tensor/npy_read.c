/* Elements of an open .npy file, as doubles: those that follow each other, through one window of
 * the file that also serves many short reads in the same place. What lies otherwise is panel.c's.
 */
#include "npy.h"

#include "i18n.h"
#include "mem.h"
#include "panel.h"
#include "vector.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SHORT_BYTES = 4096, /* what is read for one element, likely to be one of many */
    PIECE_BYTES = 65536 /* stays in cache while it is decoded */
};

static _Thread_local size_t this_thread;

void tensor_read_as(size_t reader)
{
    this_thread = reader;
}

struct npy_reader *npy_reader(struct npy *npy)
{
    return &npy->readers[this_thread];
}

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

static double decode_one(const struct npy_header *header, const unsigned char *bytes)
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

void npy_decode(
    const struct npy_header *header, const unsigned char *bytes, size_t count, double *out)
{
    bool little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && !header->big_endian;
    if (header->kind == NPY_FLOAT && header->item_bytes == sizeof(float) && little) {
        vector_loops()->widen_float32(bytes, out, count); /* what most files have */
        return;
    }
    if (header->kind == NPY_FLOAT && header->item_bytes == sizeof(double) && little) {
        memcpy(out, bytes, count * sizeof *out);
        return;
    }
    if (header->kind == NPY_SIGNED && header->item_bytes == sizeof(int64_t) && little) {
        for (size_t i = 0; i < count; i++) {
            int64_t value = 0;
            memcpy(&value, bytes + i * sizeof value, sizeof value);
            out[i] = (double)value;
        }
        return;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = decode_one(header, bytes + i * header->item_bytes);
    }
}

bool npy_is_another(const struct npy *npy)
{
    struct stat info;
    uint64_t end = npy->data_start + (uint64_t)npy->elements * npy->header.item_bytes;
    return fstat(npy->fd, &info) != 0 ||
           ((uint64_t)info.st_size >= end &&
               (info.st_nlink == 0 || info.st_mtim.tv_sec != npy->written.tv_sec ||
                   info.st_mtim.tv_nsec != npy->written.tv_nsec));
}

bool npy_look_at(struct npy *npy, size_t offset, size_t ahead)
{
    struct npy_window *window = &npy_reader(npy)->window;
    size_t left = npy->elements * npy->header.item_bytes - offset;
    size_t size = ahead < left ? ahead : left;
    size = size < NPY_WINDOW_BYTES ? size : NPY_WINDOW_BYTES;
    if (window->bytes == NULL) {
        window->bytes = mem_alloc(NPY_WINDOW_BYTES, 1);
    }
    window->start = offset;
    window->used = 0;
    errno = 0;
    while (window->used < size) {
        ssize_t got = pread(npy->fd, window->bytes + window->used, size - window->used,
            (off_t)(npy->data_start + (uint64_t)offset + (uint64_t)window->used));
        if (got < 0 && errno == EINTR) {
            errno = 0;
            continue;
        }
        if (got <= 0) {
            break;
        }
        window->used += (size_t)got;
    }
    return window->used >= npy->header.item_bytes;
}

void npy_report_missing(const struct npy *npy, size_t element, int problem, struct diag *diag)
{
    if (diag == NULL) {
        return;
    }
    if (problem == ESTALE) {
        diag_error(diag, npy->where, _("%s: was changed, replaced or removed while it was read"),
            npy->name);
    } else if (problem != 0) {
        diag_error(diag, npy->where, _("%s: cannot read element %zu: %s"), npy->name, element,
            i18n_error(problem));
    } else {
        diag_error(diag, npy->where, _("%s: element %zu is missing: the file became shorter"),
            npy->name, element);
    }
    diag_id(diag, DIAG_DATA);
}

size_t npy_read(struct npy *npy, size_t first, size_t count, double *out, struct diag *diag)
{
    struct npy_window *window = &npy_reader(npy)->window;
    size_t item = npy->header.item_bytes;
    size_t done = 0;
    while (done < count) {
        size_t offset = (first + done) * item;
        if (!npy_sees(npy, window, offset)) {
            size_t ahead = (count - done) * item;
            ahead = ahead < PIECE_BYTES ? ahead : PIECE_BYTES;
            bool good = npy_look_at(npy, offset, ahead < SHORT_BYTES ? SHORT_BYTES : ahead);
            int problem = errno;
            if (good && npy_is_another(npy)) {
                window->used = 0;
                problem = ESTALE;
            }
            if (!npy_sees(npy, window, offset)) {
                npy_report_missing(npy, first + done, problem, diag);
                break;
            }
        }
        size_t have = (window->start + window->used - offset) / item;
        have = have < count - done ? have : count - done;
        npy_decode(&npy->header, window->bytes + (offset - window->start), have, out + done);
        done += have;
    }
    return done;
}

void npy_close(struct npy *npy)
{
    for (size_t i = 0; i < TENSOR_READERS; i++) {
        free(npy->readers[i].window.bytes);
        panel_free(npy->readers[i].panel);
        npy->readers[i] = (struct npy_reader){0};
    }
    if (npy->fd >= 0) {
        (void)close(npy->fd);
        npy->fd = -1;
    }
}
