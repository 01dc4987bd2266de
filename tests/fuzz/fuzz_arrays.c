/* Two arrays on a command line, scores and labels or targets: the first two bytes are the size of
 * the first, the rest is the one and then the other. */
#include "arrays.h"
#include "fuzz.h"
#include "traced.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct diag diag;
    char first[] = "scores.npy";
    char second[] = "labels.npy";
    if (size < 2) {
        return 0;
    }
    size_t part = (size_t)data[0] << 8 | data[1];
    part = part < size - 2 ? part : size - 2;
    arena_init(&arena);
    diag_init(&diag);
    char *const names[] = {
        arena_strdup(&arena, fuzz_put(first, data + 2, part)),
        arena_strdup(&arena, fuzz_put(second, data + 2 + part, size - 2 - part)),
    };
    const char *path = lesson_arrays_path(names, 2, &arena, &diag);
    fuzz_need(path != NULL && lesson_are_arrays(path), "two arrays are a lesson");
    struct lesson *lesson = lesson_load(path, NULL, 0, NULL, &diag);
    fuzz_check_diag(&diag, NULL, lesson == NULL);
    if (lesson != NULL) {
        traced_check(lesson);
        traced_print(lesson, size, false);
    }
    lesson_free(lesson);
    diag_release(&diag);
    arena_release(&arena);
    return 0;
}
