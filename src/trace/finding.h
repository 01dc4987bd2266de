/* Findings: cells worth a remark. They are notes, not errors: the computation goes on. */
#ifndef LOSSWALK_FINDING_H
#define LOSSWALK_FINDING_H

enum finding_kind {
    FINDING_NONE = -1,
#define FINDING(kind, text) FINDING_##kind,
#include "finding.def"
#undef FINDING
    FINDING_COUNT
};

extern const char *const finding_ids[FINDING_COUNT];

#endif
