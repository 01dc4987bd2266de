/* A lesson's texts in another language, of any bytes. */
#include "fuzz.h"
#include "i18n.h"
#include "traced.h"
#include "translation.h"

#include <string.h>

static const char LESSON[] =
    "---\nformat: 1\ntitle: Three\nsummary: Three animals\nsection: First\nloss: cross_entropy\n"
    "classes: [cat, dog]\nlogits: [[6, 2], [2, 1]]\nlabels: [0, 1]\nterms: [softmax]\n"
    "questions:\n  - at: softmax\n    ask: Which is larger?\n    choices: [cat, dog]\n"
    "    answer: cat\n    hint: Look.\n  - at: loss\n    ask: How much?\n    cell: []\n---\n"
    "Text.\n\n# softmax\n\nMore $x_i$.\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diag diag;
    diag_init(&diag);
    fuzz_about((const char *)data, size);
    char path[256];
    (void)strncpy(path, fuzz_put("lesson.md", LESSON, sizeof LESSON - 1), sizeof path - 1);
    path[sizeof path - 1] = '\0';
    const char *translated = fuzz_put("lesson.zh.md", data, size);
    struct lesson *lesson = lesson_load(path, NULL, 0, NULL, &diag);
    fuzz_need(lesson != NULL && diag.errors == 0, "the lesson itself is in order");
    const struct source source = {.name = translated, .text = (const char *)data, .size = size};
    diag_clear(&diag);
    bool good = lesson_translate_check(lesson, "zh", &diag);
    fuzz_check_diag(&diag, &source, !good);
    fuzz_need(lesson->title != NULL && lesson->summary != NULL, "there are texts, in any case");
    fuzz_check_page(lesson->title, strlen(lesson->title), 0, false);
    if (size % 4 == 0) { /* what takes long */
        traced_print(lesson, size / 4, false);
    }
    lesson_free(lesson);
    diag_release(&diag);
    return 0;
}
