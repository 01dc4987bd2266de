/* The words of the schema, for showing a setting as a lesson would write it. */
#include "lesson.h"

#include <string.h>

/* In a static array: the lists outlive every call. */
#define WORDS(...)                                                                                 \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }
#define ANY                                                                                        \
    {                                                                                              \
        NULL                                                                                       \
    }
#define FROM(low, high) ANY
#define ABOVE(low, high) ANY

const char *const *lesson_words(const char *key)
{
#define KEY(name, type, rule)                                                                      \
    if (strcmp(key, #name) == 0) {                                                                 \
        static const char *const words[] = rule;                                                   \
        return words[0] == NULL ? NULL : words;                                                    \
    }
#include "schema.def"
#undef KEY
    return NULL;
}

const char *lesson_word(const char *key, size_t value)
{
    const char *const *words = lesson_words(key);
    return words == NULL ? NULL : words[value];
}
