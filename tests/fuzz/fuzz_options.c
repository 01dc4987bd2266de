/* A command line, an argument a line. */
#include "fuzz.h"
#include "options.h"

#include <string.h>

enum { MOST_ARGUMENTS = 24 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char program[] = "losswalk";
    char *argv[MOST_ARGUMENTS + 2] = {program};
    struct options options;
    struct arena arena;
    struct diag diag;
    const char *line = NULL;
    size_t length = 0;
    int argc = 1;
    arena_init(&arena);
    diag_init(&diag);
    while (argc <= MOST_ARGUMENTS && fuzz_line(&data, &size, &line, &length)) {
        argv[argc++] = arena_strndup(&arena, line, length);
    }
    bool good = options_parse(&options, argc, argv, &diag);
    fuzz_check_diag(&diag, NULL, !good);
    if (good) {
        fuzz_need(options.lesson_count <= (size_t)argc, "lessons are arguments");
        fuzz_need(options.mode != MODE_BATCH || options.format != NULL, "a batch has a format");
    }
    options_release(&options);
    diag_release(&diag);
    arena_release(&arena);
    return 0;
}
