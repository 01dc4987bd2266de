/* A .npy file of any bytes. */
#include "arrays_read.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    (void)fuzz_put("a.npy", data, size);
    struct tensor *tensor = arrays_open("a.npy", &arena);
    if (tensor != NULL) {
        arrays_check(tensor, &arena);
    }
    tensor_close(tensor);
    arena_release(&arena);
    return 0;
}
