/* A diagnosis (trace/diagnose.h) for people and for programs. */
#ifndef LOSSWALK_DIAGNOSIS_H
#define LOSSWALK_DIAGNOSIS_H

#include "diagnose.h"
#include "str.h"

/* In lines of at most `width` columns, appended; `given` is the number as it was typed. */
void diagnosis_text(const struct diagnosis *diagnosis, const char *given, enum dtype dtype,
    size_t width, struct str *out);
/* One object, "mistakes" a list, and a line end; in 7 bits if `ascii`. */
void diagnosis_json(const struct diagnosis *diagnosis, const char *lesson, const char *given,
    enum dtype dtype, bool ascii, struct str *out);

#endif
