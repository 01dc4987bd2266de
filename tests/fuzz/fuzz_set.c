/* --set KEY=VALUE, one a line, for a lesson that the first byte picks. What is accepted is
 * computed, and written down as a lesson of its own it is the same. */
#include "change.h"
#include "fingerprint.h"
#include "fuzz.h"
#include "rewrite.h"
#include "traced.h"

#include <string.h>

enum { MOST_SETS = 8 };

static const char *const LESSONS[] = {
    "---\nformat: 1\ntitle: Three\nloss: cross_entropy\nclasses: [cat, dog, owl]\n"
    "logits:\n  - [6, 2, 3]\n  - [2, 1, 4]\nlabels: [0, 1]\n---\nText.\n",
    "---\nformat: 1\ntitle: Binary\nloss: binary_cross_entropy\nlogits: [1.5, -2, 0.25]\n"
    "targets: [1, 0, 0.5]\nmask: [1, 1, 0]\nrules: pytorch\n---\n",
    "---\nformat: 1\ntitle: Tokens\nloss: cross_entropy\n"
    "logits: [[[1, 2], [3, 4], [0, 1]], [[-1, 1], [2, 2], [5, 6]]]\nclass_axis: 2\n"
    "labels: [[0, 1, -1], [1, 1, 0]]\nignore_label: -1\ngradient: true\n"
    "dtype: float32\nreduction: mean_unmasked\n---\n",
    "---\nformat: 1\ntitle: Focal\nloss: focal\nprobs: [[0.1, 0.9], [0.6, 0.4]]\n"
    "targets: [[0, 1], [1, 0]]\nsample_weights: [1, 2]\nclass_weights: [1, 3]\n"
    "questions:\n  - at: loss\n    ask: How much?\n    cell: []\n"
    "task:\n  goal: loss < 0.01\n  may: [probs]\nexpect:\n  loss: 1\n  tolerance: 9\n---\n",
};

/* Written down and read again. */
static void check_rewrite(const struct lesson *lesson)
{
    struct str file;
    str_init(&file);
    lesson_rewrite(lesson, &file);
    struct lesson *again = traced_parse(file.data, file.len, NULL, 0, NULL);
    fuzz_need(again != NULL, "a lesson that is written down can be read");
    fuzz_need(fingerprint(&again->problem) == fingerprint(&lesson->problem),
        "a lesson that is written down has the same numbers");
    lesson_free(again);
    str_release(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct override sets[MOST_SETS];
    struct arena arena;
    struct diag diag;
    const char *line = NULL;
    size_t length = 0;
    size_t count = 0;
    if (size == 0) {
        return 0;
    }
    const char *text = LESSONS[data[0] % (sizeof LESSONS / sizeof *LESSONS)];
    arena_init(&arena);
    data++;
    size--;
    while (count < MOST_SETS && fuzz_line(&data, &size, &line, &length)) {
        sets[count++].text = arena_strndup(&arena, line, length);
    }
    struct lesson *lesson = traced_parse(text, strlen(text), sets, count, NULL);
    if (lesson != NULL) {
        traced_check(lesson);
        check_rewrite(lesson);
    }
    /* The same in a lesson that is open. */
    diag_init(&diag);
    struct lesson *written = traced_parse(text, strlen(text), NULL, 0, NULL);
    struct lesson *variant = lesson_variant(written, sets, count, &diag);
    fuzz_check_diag(&diag, NULL, variant == NULL);
    fuzz_need((variant == NULL) == (lesson == NULL), "set now or later is the same");
    fuzz_need(variant == NULL || fingerprint(&variant->problem) == fingerprint(&lesson->problem),
        "set now or later gives the same numbers");
    lesson_free(variant);
    lesson_free(written);
    lesson_free(lesson);
    diag_release(&diag);
    arena_release(&arena);
    return 0;
}
