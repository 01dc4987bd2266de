/* The words of the schema, for showing a setting as a lesson would write it. */
#include "front_matter.h"
#include "recipe.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *key;
    struct rule rule;
} RULES[] = {
#define KEY(name, type, rule) {#name, rule},
#include "schema.def"
#undef KEY
};

const char *const *lesson_words(const char *key)
{
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        if (strcmp(RULES[i].key, key) == 0) {
            return RULES[i].rule.words;
        }
    }
    return NULL;
}

const char *lesson_word(const char *key, size_t value)
{
    const char *const *words = lesson_words(key);
    return words == NULL ? NULL : words[value];
}
