/* Lessons with hostile text in every place that takes text, made of a fuzzer's bytes. */
#ifndef LOSSWALK_TESTS_HOSTILE_H
#define LOSSWALK_TESTS_HOSTILE_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that decide; past their end all are 0. */
struct bytes {
    const uint8_t *data;
    size_t size, at;
};

unsigned take(struct bytes *bytes);
/* Appends a text of words, blanks of all kinds, marks, signs of Markdown and YAML; `wild` adds what
 * no lesson may have: control and direction characters, bytes that are no UTF-8. */
void add_hostile(struct str *out, struct bytes *bytes, bool wild);
/* Appends a lesson. Most can be read; what `wild` is for cannot. */
void add_lesson(struct str *out, struct bytes *bytes, bool wild);

#endif
