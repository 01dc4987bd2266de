/* A row of switches: settings of the open lesson that can be turned to see what they do. */
#ifndef LOSSWALK_SWITCHES_H
#define LOSSWALK_SWITCHES_H

#include "walk.h"

enum switch_line {
    SWITCH_REDUCTION,
    SWITCH_ROUTE,
    SWITCH_RULES,
    SWITCH_DTYPE,
    SWITCH_MASK,
    SWITCH_OTHER, /* any key, typed */
    SWITCH_COUNT
};

#define SWITCH_NO_POSITION ((size_t)-1)

struct switches {
    bool open;
    enum switch_line line; /* the one that the arrows turn */
    size_t refused;        /* a position of it that was tried and is not possible */
    struct str refusal;    /* why */
};

void switches_init(struct switches *switches);
void switches_release(struct switches *switches);
void switches_open(struct switches *switches);
void switches_close(struct switches *switches);

/* The key, and its positions' names, English: the first switch_count() of them are offered.
 * SWITCH_OTHER has none. */
const char *switch_key(enum switch_line line);
size_t switch_count(enum switch_line line);
const char *const *switch_positions(enum switch_line line);
/* The position in force, or SWITCH_NO_POSITION: a mask of the student's own is none of them. */
size_t switch_position(const struct walk *walk, enum switch_line line);

/* Chooses that line and, where the position is one of its, puts the switch there. A position that
 * this lesson cannot have is refused with a reason. */
void switches_put(
    struct switches *switches, struct walk *walk, enum switch_line line, size_t position);
/* The next line or the one before. */
void switches_choose(struct switches *switches, long delta);
/* Puts the switch one position further, going on past one that was refused. */
void switches_turn(struct switches *switches, struct walk *walk, long delta);

#endif
