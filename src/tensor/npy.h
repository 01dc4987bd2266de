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

enum { NPY_WINDOW_BYTES = 262144 };

/* A part of the data in memory. */
struct npy_window {
    unsigned char *bytes; /* NPY_WINDOW_BYTES; NULL until the first is read */
    size_t start, used;   /* which: offset from element 0, and how many */
};

/* What a thread that reads a file has of it in memory. */
struct npy_reader {
    struct npy_window window;
    struct panel *panel; /* rows that do not lie in one piece; NULL until some are read */
};

struct npy {
    int fd;
    const char *name;   /* for messages */
    struct where where; /* likewise */
    struct npy_header header;
    uint64_t start, end; /* the bytes of the .npy file: the whole, or those of a member */
    uint64_t data_start; /* offset of element 0, bytes */
    size_t elements;
    struct timespec written; /* when the file was, last, before it was checked */
    struct npy_reader readers[TENSOR_READERS];
};

/* Which of them the calling thread is; see tensor_read_as(). */
struct npy_reader *npy_reader(struct npy *npy);

/* Bytes of an open file, all of them; false where it has not so many, or cannot be read. */
bool npy_read_at(int fd, void *out, size_t size, uint64_t offset);
/* Moves the window to `offset` (bytes from element 0), where it takes in up to `ahead` bytes, as
 * far as it is large and the data go. False when the file has not one element more there; errno
 * then says why, 0: the file became shorter. Whether it is still the same file, npy_is_another()
 * says. */
bool npy_look_at(struct npy *npy, size_t offset, size_t ahead);
/* Has the window the element at `offset`? */
static inline bool npy_sees(const struct npy *npy, const struct npy_window *window, size_t offset)
{
    return offset >= window->start &&
           offset + npy->header.item_bytes <= window->start + window->used;
}
/* Does the file still have all of its data, and other data than when it was opened? (One that
 * became shorter gives what it still has, and then an error.) */
bool npy_is_another(const struct npy *npy);
/* `count` elements that follow each other, as doubles. */
void npy_decode(
    const struct npy_header *header, const unsigned char *bytes, size_t count, double *out);
/* Elements [first, first + count) of the file. Returns how many were read; fewer than count only
 * when the file cannot be read, became shorter or is another, which then is an error in diag (NULL:
 * not reported). */
size_t npy_read(struct npy *npy, size_t first, size_t count, double *out, struct diag *diag);
/* problem: an errno; 0: the file became shorter; ESTALE: it is another. */
void npy_report_missing(const struct npy *npy, size_t element, int problem, struct diag *diag);
void npy_close(struct npy *npy);

#endif
