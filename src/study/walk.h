/* An open lesson and the place where the student stands in it. No screen, no keys.
 *
 * A walk goes over steps; a step is a group of the recipe and has parts: the group's stages. Space
 * goes from part to part. Who goes from step to step, or knows a step (the lesson's `known`), takes
 * it whole: then its last part, what the step is about, is what one sees.
 *
 * Invariants: step < walk_steps(); part < the step's parts; walk_row() and walk_col() lie inside
 * the stage shown. row and col keep what the student chose, so that going through a narrow stage
 * and on does not lose the column.
 */
#ifndef LOSSWALK_WALK_H
#define LOSSWALK_WALK_H

#include "change.h"
#include "diag.h"
#include "lesson.h"
#include "pace.h"
#include "present.h"
#include "progress.h"
#include "rivals.h"
#include "trace.h"
#include "trail.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the command line says about every lesson that is opened. The texts are borrowed. */
struct walk_options {
    const struct override *overrides;
    size_t override_count;
    const char *const *data_folders; /* NULL-ended, or NULL */
    const char *const *shelves;      /* folders of lessons that others may name; likewise */
    int precision;                   /* decimals; -1: what the lesson says */
    bool no_questions;               /* the lesson's questions are not asked */
    struct progress *progress;       /* where lessons were left; NULL: nothing is kept */
    const char *language_file;       /* keeps the language that is chosen; NULL: nothing does */
    bool ascii;                      /* drawn in 7 bits: English only */
};

/* How the texts of lessons are shown, in the language in force. */
struct presentation walk_presentation(const struct walk_options *options);

/* A part of a step. */
struct place {
    size_t step, part;
};

static inline bool place_is_before(struct place a, struct place b)
{
    return a.step < b.step || (a.step == b.step && a.part < b.part);
}

static inline bool place_is(struct place a, struct place b)
{
    return a.step == b.step && a.part == b.part;
}

/* What a student changed, and the lesson as written: see whatif.h. */
struct whatif {
    struct lesson *lesson; /* as written; NULL while nothing is changed */
    struct trace *trace;
    bool folded;            /* as in struct walk, of that */
    struct change *changes; /* the first `done` of them are in force */
    struct arena texts;     /* their texts */
    size_t count, done, cap;
    size_t saved; /* how many were in force when a copy was saved */

    /* Where one stood when a change took that stage away, and where one stands instead: another
     * change that brings it back leads there again. */
    enum stage_id lost;
    enum group lost_group;
    struct place stands;

    bool judged; /* the last change against the goal of a task (attempt.h) */

    /* What whatif_look() found: */
    bool looked;
    int decimals;     /* shown when it looked */
    uint32_t moved;   /* bit i: step i shows other numbers than the lesson as written */
    const char *what; /* the last change in words */
};

/* What the numbers of a stage are like. NaN and the infinities are counted, and in nothing else. */
struct summary {
    size_t numbers, nans, infinities, zeros;
    double least, most, mean; /* of those that are finite; NaN where there are none */
};

/* Of which stage it is, and whether there is something to say. */
struct summarized {
    const struct trace *trace;
    size_t stage;
    bool folded; /* the loss stood when it was looked for */
    bool said;
    struct summary summary;
};

struct walk {
    struct lesson *lesson; /* NULL: none open */
    struct trace *trace;
    size_t step, part;
    bool whole;            /* the step was taken whole */
    struct place furthest; /* the last part that has been seen */
    size_t row, col;
    size_t *by_loss;  /* the rows as they are shown, by their losses; NULL: as the batch has them */
    size_t *shown_at; /* the other way round */
    int decimals;
    const struct quiz *quiz; /* whose waiting questions hide their answers; borrowed, or NULL */
    bool why;                /* the why of the focused cell is open */
    bool folded; /* the loss has been computed: false only for batches that take a while */
    struct trace_progress progress; /* how far it is */
    struct pace pace;               /* and since when; 0: it was not begun */
    size_t text_top;                /* first line of the text pane */
    bool text_read;                 /* all of the step's text has been seen */
    bool cover_read;                /* so has what stands in its place, such as a why */
    size_t covered_top;             /* text_top of the step's text then */
    bool head_read;                 /* so has the worked line, where it was cut */
    size_t aside; /* a hidden stage that a why was followed to, shown instead of the part; 0: none
                   */
    struct trail trail; /* the way down through the why */

    struct whatif whatif; /* the lesson as written, while it is changed */

    bool comparing;       /* the compare view is open */
    struct rivals rivals; /* the lesson under other rules, from when it was opened first */
    size_t rival;         /* its line: 0 is the lesson itself, i is rivals.all[i - 1] */

    struct summarized summarized; /* what summary_look() found */

    bool difference;     /* how far the numbers are from the exact ones is shown instead of them */
    struct trace *exact; /* for that: the float64 twin; NULL in a float64 lesson */
};

enum { WALK_MAX_DECIMALS = 12 };

/* The lesson, if there is anything in it to step through; else it is freed, the reason is in diag,
 * and the result is NULL. NULL stays NULL. */
struct lesson *walk_takes(struct lesson *lesson, struct diag *diag);

/* Opens the lesson at path, in the language in force as far as it is translated: errors in diag may
 * be about the translation, which takes nothing from the lesson. On failure returns false, with the
 * reasons in diag, and leaves the walk as it was. */
bool walk_open(
    struct walk *walk, const char *path, const struct walk_options *options, struct diag *diag);
void walk_close(struct walk *walk);
/* Opens the lesson file again and stays at the same stage and cell, or near them where they are
 * gone.
 */
bool walk_reload(struct walk *walk, const struct walk_options *options, struct diag *diag);

/* Gives the walk another lesson, which it then owns, without freeing the one it has: for whatif.c.
 * The walk stands at the first step. */
void walk_set_lesson(struct walk *walk, struct lesson *lesson, struct trace *trace);

/* Shows the rows as the batch has them. */
void walk_forget_order(struct walk *walk);

/* Is adding up its loss done before anyone would notice? */
bool walk_is_quick(const struct trace *trace);
/* Is anything changed? */
bool walk_is_changed(const struct walk *walk);

size_t walk_steps(const struct walk *walk);
enum group walk_group(const struct walk *walk, size_t step);
/* The stages of a step that are shown, in order, into out[RECIPE_MAX_STAGES]; returns how many (at
 * least 1). */
size_t walk_parts(const struct walk *walk, size_t step, size_t *out);
size_t walk_part_count(const struct walk *walk, size_t step);
/* The stage of a part, and the part of a stage; false for one that is hidden. */
const struct stage *walk_part_info(const struct walk *walk, struct place place);
bool walk_find_part(const struct walk *walk, size_t stage, struct place *out);
/* The part with the stage of that id, or else the first part of the step. False for another id. */
bool walk_find_named(const struct walk *walk, const char *id, struct place *out);
/* The stage that is shown, as an index of the recipe. */
size_t walk_stage(const struct walk *walk);
const struct stage *walk_stage_info(const struct walk *walk);

/* Rows and columns of a stage as people see it: 1 row of 1 column for a scalar. */
size_t walk_stage_rows(const struct walk *walk, size_t stage);
size_t walk_stage_cols(const struct walk *walk, size_t stage);
/* The row of the batch that is shown in that place of a stage, and the place of a row. */
size_t walk_row_at(const struct walk *walk, size_t stage, size_t place);
size_t walk_place_of(const struct walk *walk, size_t stage, size_t row);
/* The focused cell of the stage shown. */
size_t walk_row(const struct walk *walk);
size_t walk_col(const struct walk *walk);

struct place walk_place(const struct walk *walk);
/* Where Space leads: to the next part, or over the whole of a step that the reader knows. False,
 * and the place behind the last, at the end. */
bool walk_following(const struct walk *walk, struct place *out);
/* The whole of the next step; as above. */
bool walk_next_step(const struct walk *walk, struct place *out);
/* Does the reader know the step, by the lesson's `known`? */
bool walk_knows(const struct walk *walk, size_t step);
/* Has the part been shown? */
bool walk_has_seen(const struct walk *walk, struct place place);

/* Moves. All stop at the ends. */
void walk_go(struct walk *walk, size_t step); /* takes it whole */
void walk_go_place(struct walk *walk, struct place place);
void walk_back(struct walk *walk);
void walk_part(struct walk *walk, long delta);
/* The part before; before the first of a step, the last of the step before. */
void walk_part_before(struct walk *walk);

enum { WALK_MAX_PROSE = 4 };
/* The sections of prose that are shown at this place, in order, into out; returns how many. A name
 * that is a step's and a part's is the step's. What is about the step stands at its start, and at
 * its parts that have no text of their own. */
size_t walk_prose(const struct walk *walk, const struct prose *out[WALK_MAX_PROSE]);
bool walk_is_at_end(const struct walk *walk);
/* The cell moves by whole rows and columns; among scalars, up and down choose the scalar. */
void walk_move(struct walk *walk, long rows, long cols);

/* Goes to a stage that is shown, or else to the step nearest to its group. */
void walk_go_stage(struct walk *walk, size_t stage, enum group group);

/* Does a part of adding up the loss, which needs every row, for some milliseconds; `folded` is true
 * when that was the last. */
void walk_fold(struct walk *walk);

/* Opens the compare view. A small batch is compared at once; a large one by walk_compare_next(). */
void walk_compare(struct walk *walk);
/* Compares with one more preset; returns false when all are known. */
bool walk_compare_next(struct walk *walk);
/* The comparison on the chosen line; NULL for the lesson itself and while it is not known. */
const struct comparison *walk_comparison(const struct walk *walk);
/* Closes the compare view and goes to where the chosen comparison departs, if it does. */
void walk_depart(struct walk *walk);

/* Shows, or no longer shows, how far the numbers are from the exact ones. */
void walk_show_difference(struct walk *walk, bool show);
/* Are differences what the stage's numbers are replaced by? Only for the stage shown, in float32.
 */
bool walk_differs(const struct walk *walk, size_t stage);
/* (number - exact) in units in the last place; see ulps_off(). walk->exact must be
 * there. */
double walk_ulps(const struct walk *walk, size_t stage, size_t row, size_t col);

#endif
