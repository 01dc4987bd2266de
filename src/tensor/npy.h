/* The .npy file format. Private to this layer.
 *
 * A .npy file is a magic string, a version, the length of a header, the header (a Python dict
 * literal with exactly the keys descr, fortran_order and shape) and the elements. Format:
 * numpy/lib/format.py.
 *
 * Files are read with pread() and never mapped: a file that is truncated while it is open gives an
 * error, where a mapping would kill the program with SIGBUS. What was checked when the file was
 * opened, labels for example, must still be so: a file that was written to, replaced or removed
 * since then gives an error too.
 */
#ifndef LOSSWALK_NPY_H
#define LOSSWALK_NPY_H

#include "diag.h"
#include "store.h"
#include "tensor.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum npy_kind { NPY_FLOAT, NPY_SIGNED, NPY_UNSIGNED, NPY_BOOL };

struct npy_header {
    enum npy_kind kind;
    size_t item_bytes; /* 1, 2, 4 or 8 */
    bool big_endian;
    bool fortran_order;
    struct shape shape;
};

/* For messages about one data file: which, and the place in the lesson that asked for it. */
struct npy_context {
    const char *name;
    struct where where;
    struct diag *diag;
};

/* Parses the header text. False with an error naming file and field. */
bool npy_parse_header(
    const char *text, size_t size, struct npy_header *header, const struct npy_context *context);

struct npy {
    int fd;
    const char *name;   /* for messages */
    struct where where; /* likewise */
    struct npy_header header;
    uint64_t start, end; /* the bytes of the .npy file: the whole, or those of a member */
    uint64_t data_start; /* offset of element 0, bytes */
    size_t elements;
    struct timespec written;  /* when the file was, last, before it was checked */
    struct npy_block *blocks; /* the cache; NULL until strided access needs it */
};

/* Bytes of an open file, all of them; false where it has not so many, or cannot be read. */
bool npy_read_at(int fd, void *out, size_t size, uint64_t offset);
/* As store_read(). */
size_t npy_read(struct npy *npy, struct run run, double *out, size_t out_step, struct diag *diag);
void npy_close(struct npy *npy);

#endif
