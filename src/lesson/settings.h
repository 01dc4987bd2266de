/* The settings of a lesson as they are in force, after its rules have filled in what it leaves
 * open. */
#ifndef LOSSWALK_SETTINGS_H
#define LOSSWALK_SETTINGS_H

#include "lesson.h"

struct setting {
    const char *key;   /* of schema.def */
    const char *told;  /* the key with its value in a sentence: "reduction %s"; show through _() */
    const char *value; /* as a lesson would say it; of a long list, how many numbers it has */
    bool usual;        /* has no effect, as a temperature of 1 */
};

enum { SETTINGS_COUNT = 26 };

/* All of them, in the order in which they are told. Texts live in the arena, the lesson or the
 * program. */
void lesson_settings(
    const struct lesson *lesson, struct setting out[SETTINGS_COUNT], struct arena *arena);

#endif
