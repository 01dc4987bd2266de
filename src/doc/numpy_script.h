/* What scripts in Python share: stages as NumPy has them. Internal to this layer. */
#ifndef LOSSWALK_NUMPY_SCRIPT_H
#define LOSSWALK_NUMPY_SCRIPT_H

#include "script.h"

extern const struct dialect numpy_dialect;

/* Appends the expression that computes a stage, as NumPy, with the inputs' names put in. */
void numpy_expression(const struct script *script, size_t index, struct str *out);

#endif
