/* Random lessons that are valid: any loss, shape, route and combination of keys the schema allows
 * together. */
#ifndef LOSSWALK_RANDOM_LESSON_H
#define LOSSWALK_RANDOM_LESSON_H

#include "lesson.h"
#include "str.h"

#include <stdint.h>

struct random {
    uint64_t state;
};

/* 0 <= result < below */
uint64_t random_below(struct random *random, uint64_t below);

/* Replaces out with the text of a lesson. */
void random_lesson(struct random *random, struct str *out);

/* Such a text, read: it is valid, or the test fails, with the messages. The caller frees it. */
struct lesson *random_lesson_read(const struct str *text);

#endif
