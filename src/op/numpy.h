/* NumPy text of operations. */
#ifndef LOSSWALK_NUMPY_H
#define LOSSWALK_NUMPY_H

#include "constants.h"
#include "str.h"

/* Appends form; each # in it stands for the next argument, a double, as Python writes it. */
void numpy_add(struct str *out, const char *form, ...);
/* np.array([1, 2, 5]) */
void numpy_weights(struct str *out, const struct weights *weights);
/* A single one as a number. */
void numpy_weight(struct str *out, const struct weights *weights);

#endif
