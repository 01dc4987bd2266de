/* A formula of any bytes. */
#include "fuzz.h"
#include "tex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct str line;
    arena_init(&arena);
    str_init(&line);
    fuzz_about((const char *)data, size);
    struct tex_reading reading = tex_read(&arena, (const char *)data, size);
    fuzz_need(
        (reading.tree == NULL) == (reading.problem_count > 0), "there is a tree or a problem");
    for (size_t i = 0; i < reading.problem_count; i++) {
        const struct tex_problem *problem = &reading.problems[i];
        fuzz_need(problem->at <= size, "a problem has its place in the formula");
        fuzz_need(i == 0 || problem[-1].at <= problem->at, "problems are in their order");
        (void)tex_near(problem);
    }
    if (reading.tree != NULL) {
        tex_line(reading.tree, false, &line);
        fuzz_check_page(line.data, line.len, 0, false);
        str_clear(&line);
        tex_line(reading.tree, true, &line);
        fuzz_check_page(line.data, line.len, 0, false);
    }
    str_release(&line);
    arena_release(&arena);
    return 0;
}
