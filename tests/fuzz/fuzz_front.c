/* The front matter of a lesson: any bytes between its lines. What can be read is computed, and, by
 * the first byte, printed in one of the formats. */
#include "fuzz.h"
#include "traced.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct str text;
    str_init(&text);
    str_add(&text, "---\n");
    str_addn(&text, (const char *)data + 1, size - 1);
    str_add(&text, "\n---\nText.\n");
    struct lesson *lesson = traced_parse(text.data, text.len, NULL, 0, NULL);
    if (lesson != NULL) {
        traced_check(lesson);
        traced_print(lesson, data[0] / 2, data[0] % 2 != 0);
    }
    lesson_free(lesson);
    str_release(&text);
    return 0;
}
