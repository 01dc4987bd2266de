/* What must hold of an array that could be opened. */
#ifndef LOSSWALK_TESTS_ARRAYS_READ_H
#define LOSSWALK_TESTS_ARRAYS_READ_H

#include "tensor.h"

/* The array of that name in fuzz_folder(), or NULL after a message in order. */
struct tensor *arrays_open(const char *name, struct arena *arena);
/* Every element can be read, in one piece, in pieces, and along other axes, with the same bits; and
 * what was read, written as NumPy would write it and read again, is the same. */
void arrays_check(const struct tensor *tensor, struct arena *arena);

#endif
