/* An archive of arrays of any bytes: each of its members, and the lesson that they make. */
#include "arrays_read.h"
#include "fuzz.h"
#include "traced.h"

#include <stdio.h>
#include <string.h>

static void check_lesson(const char *path)
{
    struct diag diag;
    diag_init(&diag);
    struct lesson *lesson = lesson_load(path, NULL, 0, NULL, &diag);
    fuzz_check_diag(&diag, NULL, lesson == NULL);
    if (lesson != NULL) {
        traced_check(lesson);
    }
    lesson_free(lesson);
    diag_release(&diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct diag diag;
    arena_init(&arena);
    diag_init(&diag);
    const char *path = fuzz_put("a.npz", data, size);
    const char *const folders[] = {fuzz_folder(), NULL};
    const char *const *members =
        tensor_list_npz(&arena, folders, "a.npz", (struct where){0}, &diag);
    fuzz_check_diag(&diag, NULL, members == NULL);
    for (size_t i = 0; members != NULL && members[i] != NULL; i++) {
        char name[512];
        (void)snprintf(name, sizeof name, "a.npz/%s", members[i]);
        struct tensor *tensor = arrays_open(name, &arena);
        if (tensor != NULL) {
            arrays_check(tensor, &arena);
        }
        tensor_close(tensor);
    }
    check_lesson(path);
    diag_release(&diag);
    arena_release(&arena);
    return 0;
}
