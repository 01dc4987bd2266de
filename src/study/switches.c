#include "switches.h"

#include "attempt.h"
#include "i18n.h"
#include "whatif.h"

#include <string.h>

static const char *const KEYS[SWITCH_COUNT] = {
    [SWITCH_REDUCTION] = "reduction",
    [SWITCH_ROUTE] = "route",
    [SWITCH_RULES] = "rules",
    [SWITCH_DTYPE] = "dtype",
    [SWITCH_MASK] = "mask",
    [SWITCH_OTHER] = N_("any key"),
    [SWITCH_THEME] = N_("the screen"),
};

/* Positions of the mask's switch. */
enum { MASK_AS_WRITTEN, MASK_KEEPS_ALL };
static const char *const MASKS[] = {N_("as written"), N_("keeps everything"), NULL};

void switches_init(struct switches *switches, const char *const *themes)
{
    *switches = (struct switches){.refused = SWITCH_NO_POSITION, .themes = themes, .colors = true};
    str_init(&switches->refusal);
}

void switches_release(struct switches *switches)
{
    str_release(&switches->refusal);
}

static void forget_refusal(struct switches *switches)
{
    switches->refused = SWITCH_NO_POSITION;
    str_clear(&switches->refusal);
}

/* The switch with that key; SWITCH_OTHER where there is none. */
static enum switch_line line_of(const char *key)
{
    int line = 0;
    while (line < SWITCH_OTHER && strcmp(KEYS[line], key) != 0) {
        line++;
    }
    return (enum switch_line)line;
}

const char *switch_typed(const struct walk *walk)
{
    const struct task *task = attempt_open(walk);
    const char *key = NULL;
    size_t i = 0;
    do {
        key = task == NULL ? NULL : attempt_setting(walk, task, i++);
    } while (key != NULL && line_of(key) != SWITCH_OTHER);
    return key;
}

void switches_open(struct switches *switches, const struct walk *walk)
{
    const struct task *task = attempt_open(walk);
    const char *key = task == NULL ? NULL : attempt_setting(walk, task, 0);
    switches->line = key == NULL ? switches->line : line_of(key);
    switches->open = true;
    forget_refusal(switches);
}

void switches_close(struct switches *switches)
{
    switches->open = false;
}

const char *switch_key(enum switch_line line)
{
    return KEYS[line];
}

const char *const *switch_positions(const struct switches *switches, enum switch_line line)
{
    static const char *const none[] = {NULL};
    switch (line) {
    case SWITCH_OTHER:
        return none;
    case SWITCH_MASK:
        return MASKS;
    case SWITCH_THEME:
        return switches->themes;
    default:
        return lesson_words(KEYS[line]);
    }
}

size_t switch_count(const struct switches *switches, enum switch_line line)
{
    if (line == SWITCH_REDUCTION) {
        return REDUCTION_COUNT; /* the word behind it is another one for mean */
    }
    size_t count = 0;
    while (switch_positions(switches, line)[count] != NULL) {
        count++;
    }
    return count;
}

/* What the changes in force make of the mask. */
static size_t mask_position(const struct walk *walk)
{
    for (size_t i = walk->whatif.done; i-- > 0;) {
        const struct change *change = &walk->whatif.changes[i];
        if (change->kind != CHANGE_SET && change->input == INPUT_MASK) {
            return change->kind == CHANGE_KEEP      ? MASK_KEEPS_ALL
                   : change->kind == CHANGE_WRITTEN ? MASK_AS_WRITTEN
                                                    : SWITCH_NO_POSITION;
        }
    }
    return MASK_AS_WRITTEN;
}

size_t switch_position(
    const struct switches *switches, const struct walk *walk, enum switch_line line)
{
    const struct problem *problem = &walk->lesson->problem;
    switch (line) {
    case SWITCH_REDUCTION:
        return (size_t)problem->reduction;
    case SWITCH_ROUTE:
        return (size_t)problem->route;
    case SWITCH_DTYPE:
        return (size_t)problem->dtype;
    case SWITCH_RULES:
        return (size_t)(rules_named(walk->lesson->rules) - rules_table);
    case SWITCH_MASK:
        return mask_position(walk);
    case SWITCH_THEME:
        return switches->theme;
    default:
        return SWITCH_NO_POSITION;
    }
}

void switches_choose(struct switches *switches, long delta)
{
    long line = (long)switches->line + (delta > 0 ? 1 : -1);
    if (line >= 0 && line < SWITCH_COUNT) {
        switches->line = (enum switch_line)line;
        forget_refusal(switches);
    }
}

static bool turn_theme(struct switches *switches, size_t position, struct diag *diag)
{
    static const struct where nowhere = {0};
    if (!switches->colors) {
        diag_error(diag, nowhere,
            _("this screen has no colours, or was told to show none (--color, NO_COLOR)"));
        return false;
    }
    switches->theme = position;
    return true;
}

static bool turn_to(struct switches *switches, struct walk *walk, enum switch_line line,
    size_t position, struct diag *diag)
{
    if (line == SWITCH_THEME) {
        return turn_theme(switches, position, diag);
    }
    if (line == SWITCH_MASK) {
        const struct change change = {
            .kind = position == MASK_KEEPS_ALL ? CHANGE_KEEP : CHANGE_WRITTEN, .input = INPUT_MASK};
        return whatif_make(walk, &change, diag);
    }
    struct str set;
    str_init(&set);
    str_addf(&set, "%s=%s", KEYS[line], switch_positions(switches, line)[position]);
    const struct change change = {.kind = CHANGE_SET, .set = set.data};
    bool done = whatif_make(walk, &change, diag);
    str_release(&set);
    return done;
}

void switches_put(
    struct switches *switches, struct walk *walk, enum switch_line line, size_t position)
{
    switches->line = line;
    forget_refusal(switches);
    if (line == SWITCH_OTHER || position >= switch_count(switches, line) ||
        position == switch_position(switches, walk, line)) {
        return; /* back from one that was refused, too */
    }
    struct diag diag;
    diag_init(&diag);
    if (!turn_to(switches, walk, line, position, &diag)) {
        switches->refused = position;
        diag_first_error(&diag, &switches->refusal);
    }
    diag_release(&diag);
}

void switches_turn(struct switches *switches, struct walk *walk, long delta)
{
    size_t count = switch_count(switches, switches->line);
    size_t at = switches->refused != SWITCH_NO_POSITION
                    ? switches->refused
                    : switch_position(switches, walk, switches->line);
    if (at == SWITCH_NO_POSITION) {
        at = delta > 0 ? count - 1 : 1;
    }
    if (count > 0 && (delta < 0 ? at > 0 : at + 1 < count)) {
        switches_put(switches, walk, switches->line, delta < 0 ? at - 1 : at + 1);
    }
}
