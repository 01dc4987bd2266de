/* Where elements live. Private to this layer.
 *
 * A store is a flat run of elements: doubles in memory, or an open .npy file. Views (tensor.h) turn
 * shapes and strides into places in it; a store knows nothing of shapes.
 */
#ifndef LOSSWALK_STORE_H
#define LOSSWALK_STORE_H

struct npy;

struct store {
    const double *data; /* memory; NULL: a file */
    struct npy *npy;    /* the open file, or NULL */
};

#endif
