/* One batch under several rules: where does each part from the lesson's own, and why? */
#ifndef LOSSWALK_COMPARE_H
#define LOSSWALK_COMPARE_H

#include "trace.h"

enum departure {
#define DEPARTURE(kind, text) DEPARTURE_##kind,
#include "departure.def"
#undef DEPARTURE
    DEPARTURE_COUNT
};

extern const char *const departure_ids[DEPARTURE_COUNT];

/* The lesson under one preset. */
struct comparison {
    const char *rules; /* pytorch */
    const char *title; /* PyTorch */
    struct lesson *lesson;
    struct trace *trace; /* NULL: refused */
    const char *refusal; /* the first reason, when it was refused; else NULL. In the arena. */
    enum departure why;
    const char *sentence; /* why, for people, with the title in it; in the arena */
    enum stage_id stage;  /* the first stage that parts; ID_none: none does, or it was refused */
    size_t row, col;      /* the first cell of it */
};

/* Computes the lesson of `own` under the preset `rules` (a name of rules.def), or with a setting
 * (KEY=VALUE), and finds where it parts from `own`. Texts live in the arena. comparison_release()
 * gives the rest back. */
void comparison_make(
    struct comparison *comparison, struct trace *own, const char *rules, struct arena *arena);
/* The same number, but for rounding in float64? Also both nan. */
bool comparison_same(double a, double b);
/* The first stage that both have, shown to people, and that has another shape or other numbers.
 * Stages that only one has are passed by: what they do shows in the next. ID_none where there is
 * none. Of a large stage only the beginning is looked at. */
enum stage_id comparison_first_stage(struct trace *own, struct trace *other);
void comparison_release(struct comparison *comparison);

#endif
