#include "own_calls.h"

void own_pytorch(struct script *script, size_t stage)
{
    (void)script;
    (void)stage;
}

void own_tfjs(struct script *script, size_t stage)
{
    (void)script;
    (void)stage;
}
