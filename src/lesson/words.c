/* The words of the schema, for showing a setting as a lesson would write it. */
#include "lesson.h"

#include <string.h>

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define ANY NULL
#define FROM(low, high) NULL
#define ABOVE(low, high) NULL

const char *lesson_word(const char *key, size_t value)
{
#define KEY(name, type, rule)                                                                      \
    if (strcmp(key, #name) == 0) {                                                                 \
        const char *const *words = rule;                                                           \
        return words == NULL ? NULL : words[value];                                                \
    }
#include "schema.def"
#undef KEY
    return NULL;
}
