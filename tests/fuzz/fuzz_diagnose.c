/* --diagnose: a number in the first line, and settings of the batch in the others. */
#include "diagnosis.h"
#include "fuzz.h"

#include <string.h>

enum { MOST_SETS = 4, WIDTH = 60 };

static const char LESSON[] =
    "---\nformat: 1\ntitle: Got\nloss: cross_entropy\nlogits: [[1, -2, 0], [0.5, 3, 7]]\n"
    "labels: [0, 1]\n---\n";

static void check(struct trace *trace, const char *typed, const struct answer *answer)
{
    struct diagnosis diagnosis;
    struct str text;
    const enum dtype dtype = trace_lesson(trace)->problem.dtype;
    str_init(&text);
    diagnose(&diagnosis, trace, answer);
    for (size_t i = 0; i < diagnosis.count; i++) {
        fuzz_need(diagnosis_agrees(answer, diagnosis.all[i].value), "a way gives the number");
    }
    diagnosis_text(&diagnosis, typed, dtype, WIDTH, &text);
    fuzz_check_page(text.data, text.len, WIDTH, false);
    str_clear(&text);
    diagnosis_json(&diagnosis, "got", typed, dtype, true, &text);
    fuzz_check_page(text.data, text.len, 0, true);
    diagnosis_release(&diagnosis);
    str_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct override sets[MOST_SETS];
    struct answer answer;
    struct arena arena;
    struct diag diag;
    const char *line = NULL;
    size_t length = 0;
    size_t count = 0;
    if (!fuzz_line(&data, &size, &line, &length)) {
        return 0;
    }
    arena_init(&arena);
    diag_init(&diag);
    const char *typed = arena_strndup(&arena, line, length);
    while (count < MOST_SETS && fuzz_line(&data, &size, &line, &length)) {
        sets[count++].text = arena_strndup(&arena, line, length);
    }
    struct lesson *lesson =
        answer_parse(typed, &answer)
            ? lesson_parse("got.md", NULL, LESSON, sizeof LESSON - 1, sets, count, NULL, &diag)
            : NULL;
    if (lesson != NULL) {
        struct trace *trace = trace_new(lesson);
        check(trace, typed, &answer);
        trace_free(trace);
    }
    lesson_free(lesson);
    diag_release(&diag);
    arena_release(&arena);
    return 0;
}
