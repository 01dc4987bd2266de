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
    SWITCH_THEME, /* no setting of the lesson: how the screen looks, for whoever draws it */
    SWITCH_COUNT
};

#define SWITCH_NO_POSITION ((size_t)-1)

struct switches {
    bool open;
    enum switch_line line;     /* the one that the arrows turn */
    size_t refused;            /* a position of it that was tried and is not possible */
    struct str refusal;        /* why */
    const char *const *themes; /* what the drawer calls his themes, NULL-ended; borrowed */
    size_t theme;              /* the one in force, kept from lesson to lesson */
    bool colors;               /* there is more than one to choose from */
};

void switches_init(struct switches *switches, const char *const *themes);
void switches_release(struct switches *switches);
/* At the switch that an open task is about, or where the last one was turned. */
void switches_open(struct switches *switches, const struct walk *walk);
void switches_close(struct switches *switches);

/* The key, and its positions' names, English: the first switch_count() of them are offered.
 * SWITCH_OTHER has none. */
const char *switch_key(enum switch_line line);
size_t switch_count(const struct switches *switches, enum switch_line line);
const char *const *switch_positions(const struct switches *switches, enum switch_line line);
/* The setting that SWITCH_OTHER is about: one that an open task is done by and that no switch has.
 * NULL: any. */
const char *switch_typed(const struct walk *walk);
/* The position in force, or SWITCH_NO_POSITION: a mask of the student's own is none of them. */
size_t switch_position(
    const struct switches *switches, const struct walk *walk, enum switch_line line);

/* Chooses that line and, where the position is one of its, puts the switch there. A position that
 * this lesson, or this screen, cannot have is refused with a reason. */
void switches_put(
    struct switches *switches, struct walk *walk, enum switch_line line, size_t position);
/* The next line or the one before. */
void switches_choose(struct switches *switches, long delta);
/* Puts the switch one position further, going on past one that was refused. */
void switches_turn(struct switches *switches, struct walk *walk, long delta);

#endif
