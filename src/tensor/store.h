/* Where elements live. Private to this layer.
 *
 * A store is a flat run of elements: doubles in memory, or an open .npy file. Views (tensor.h) turn
 * shapes and strides into runs of equally spaced elements; a store knows nothing of shapes.
 */
#ifndef LOSSWALK_STORE_H
#define LOSSWALK_STORE_H

#include "diag.h"

#include <stdbool.h>
#include <stddef.h>

struct npy;

struct store {
    const double *data; /* memory; NULL: a file */
    struct npy *npy;    /* the open file, or NULL */
};

/* `count` elements of a store: first, first + step, first + 2 step, ... (step 0 repeats one). */
struct run {
    size_t first, step, count;
};

/* Reads a run into out[0], out[out_step], out[2 out_step], ... Returns how many elements were read;
 * fewer than run.count only when a file cannot be read or became shorter, which then is an error in
 * diag (NULL: not reported). */
size_t store_read(
    struct store *store, struct run run, double *out, size_t out_step, struct diag *diag);

#endif
