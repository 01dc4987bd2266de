/* The names of a class (--class FILE): what is accepted are names, and their files are apart. */
#include "class_list.h"
#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *const *names = NULL;
    struct arena arena;
    struct diag diag;
    arena_init(&arena);
    diag_init(&diag);
    const char *path = fuzz_put("class", data, size);
    const struct source source = {.name = path, .text = (const char *)data, .size = size};
    bool good = class_list_read(path, &arena, &names, &diag);
    fuzz_check_diag(&diag, &source, !good);
    const char **stems = good ? class_list_stems(names, &arena) : NULL;
    for (size_t i = 0; good && names[i] != NULL; i++) {
        fuzz_check_page(names[i], strlen(names[i]), 0, false);
        fuzz_need(names[i][0] != '\0' && strlen(names[i]) <= CLASS_NAME_BYTES, "a name is one");
        fuzz_need(stems[i][0] != '\0' && strpbrk(stems[i], "/.\\: ") == NULL, "a file has a name");
        fuzz_need(strcmp(stems[i], CLASS_ANSWERS) != 0, "it is not that of the answers");
        for (size_t k = 0; k < i; k++) {
            fuzz_need(strcmp(stems[i], stems[k]) != 0, "each has a file");
        }
    }
    diag_release(&diag);
    arena_release(&arena);
    return 0;
}
