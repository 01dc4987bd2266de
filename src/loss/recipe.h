/* A recipe: which operations a loss takes, in which order, as a list of stages.
 *
 * A stage is one intermediate result with a stable id. Its inputs are earlier stages, so computing
 * stages in list order always works. Scores are seen as rows x columns: a row is one sample's
 * scores along the class axis (binary losses: along the last axis), whatever the batch's own
 * dimensions are.
 */
#ifndef LOSSWALK_RECIPE_H
#define LOSSWALK_RECIPE_H

#include "op.h"
#include "problem.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* One press of Space each. GROUP_input, GROUP_softmax, ... */
enum group {
#define GROUP(id, title) GROUP_##id,
#include "group.def"
#undef GROUP
    GROUP_COUNT
};

extern const char *const group_ids[GROUP_COUNT + 1]; /* "input", ...; NULL-ended */
/* What a step of that problem does: where targets are given, no labels become rows. English; show
 * through _(). */
const char *group_title(const struct problem *problem, enum group group);

/* Which stage it is: ID_logits, ID_softmax, ... */
enum stage_id {
    ID_none,
#define STAGE(id, group, form, symbol, title, formula) ID_##id,
#include "stage.def"

#include "helper.def"
#undef STAGE
/* The same on the way back. */
#define STAGE(id, group, form, symbol, title, formula) ID_d_##id,
#include "stage.def"

#include "helper.def"
#undef STAGE
    ID_d_part, /* of what comes back to a stage */
    ID_COUNT
};

enum stage_form {
    FORM_MATRIX, /* one value per class (or per element of a binary loss) */
    FORM_COLUMN, /* one value per row */
    FORM_GROUPS, /* one value per group of entries; each counts as a row */
    FORM_SCALAR  /* one value in all */
};

enum { RECIPE_MAX_STAGES = 64 };

#define STAGE_NONE ((size_t)-1)

struct stage {
    enum stage_id kind;
    const char *id; /* its name for files and people: stable; see stage.def */
    enum group group;
    const char *title;   /* a few words, English; show through _() */
    const char *symbol;  /* in formulas: p; in the language that was in force, as the formula is */
    const char *formula; /* p = e / Σ e */
    enum stage_form form;
    bool hidden;        /* a helper of the divisor; explained, but not shown as a step */
    bool still;         /* no gradient goes through: what it does cancels */
    bool whole;         /* integers only: labels, one-hot, mask */
    size_t rows, width; /* columns of a row */
    struct shape shape; /* the batch's own dimensions; scalars have rank 0 */
    size_t class_axis;  /* FORM_MATRIX: the axis of `shape` that the columns run along */

    const struct tensor *tensor; /* an input: rows are read from here, in C order. op is NULL, or
                                    says how they come of another input */
    const struct op *op;
    struct op_args args;
    size_t in[OP_MAX_INPUTS]; /* stage indices; STAGE_NONE: absent */
    unsigned unread;          /* a set of inputs that are in its formula only */
    size_t picker; /* of a sum of rows that are 0 where this earlier stage is, which knows where it
                      is not (op->picked); STAGE_NONE: there is none */
};

struct recipe {
    struct stage stages[RECIPE_MAX_STAGES];
    size_t count;
    size_t rows;                 /* samples: rows of every matrix and column */
    const struct groups *groups; /* what every stage of groups has a row for; NULL: none has */
    size_t cols;                 /* classes: columns of every matrix */
    /* Roles, as stage indices; STAGE_NONE where the recipe has none. */
    size_t scores, target, probs, log, loss_entries, per_sample, mask, weights;
    size_t summed;       /* what the reduction adds up */
    size_t entries;      /* how many there are of these; what no reduction counts left out */
    size_t group_weight; /* what each group's total is divided by, in a mean of means */
    size_t total, divisor, loss; /* absent when reduction is none */
    size_t scaled;               /* the loss times loss_scale, where there is one */
    size_t gradient;
};

/* Fills the recipe for a checked problem. Views of tensors are made in the arena, which must
 * outlive it. */
void recipe_build(struct recipe *recipe, const struct problem *problem, struct arena *arena);

/* Is this the id of a group? (loss, softmax, mask and others are ids of a stage as well.) */
bool recipe_is_group(const char *name);
/* Is this the id of a stage, of this recipe or another? */
bool recipe_is_stage(const char *name);

/* Is this the id of a stage or group that people see, among the recipe's first `count` stages? */
bool recipe_shows(const struct recipe *recipe, size_t count, const char *name);

/* Index of the stage, or STAGE_NONE. */
size_t recipe_find(const struct recipe *recipe, enum stage_id kind);
/* The same by what files and users call it; helpers have no name for them. */
size_t recipe_named(const struct recipe *recipe, const char *name);

/* What files and users call a stage; NULL for ID_none. */
const char *stage_name(enum stage_id kind);
const char *stage_title(enum stage_id kind); /* English; show through _() */

/* The ids of the stages that are shown, "logits, labels, ...": appended to out. */
void recipe_list(const struct recipe *recipe, struct str *out);

/* All stage ids and group ids there are, NULL-ended, for checking names. */
extern const char *const stage_ids[];

#endif
