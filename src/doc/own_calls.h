/* What PyTorch and TensorFlow.js have of their own for a stage, or for all of a loss: called on the
 * same numbers, and held against the same result. Internal to this layer. */
#ifndef LOSSWALK_OWN_CALLS_H
#define LOSSWALK_OWN_CALLS_H

#include "script.h"

/* After the stage with this index. A call that would give other numbers is left out, and a comment
 * says why. */
void own_pytorch(struct script *script, size_t stage);
void own_tfjs(struct script *script, size_t stage);

#endif
