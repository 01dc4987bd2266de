/* How variants are drawn and judged. Private to the files variant*.c. */
#ifndef LOSSWALK_VARIANT_IMPL_H
#define LOSSWALK_VARIANT_IMPL_H

#include "answer.h"
#include "sheet.h"
#include "variant.h"

/* Numbers that look like chance; SplitMix64. */
struct drawer {
    uint64_t state;
};
uint64_t drawer_next(struct drawer *drawer);

/* The lesson's scores, in C order, and how they make rows. */
struct scores {
    const double *own;
    size_t count;
    size_t width, step;  /* of a row: so many, that far from each other */
    bool keeps_signs;    /* each score alone says yes or no */
    bool shares;         /* they are from 0 to 1, and those of a row that add up to 1 go on to */
    const size_t *group; /* of each row, the first row that it is compared with: scores of all of
                            them keep their order; NULL: each row is one */
    int finer;           /* decimals more than the lesson has */
};

/* Other scores for all rows, into count doubles. False: none were found. */
bool variant_draw_scores(const struct scores *scores, struct drawer *drawer, double *out);
/* About how many different ones can be drawn. */
double variant_draws(const struct scores *scores);

/* Are its scores such as struct scores calls shares? */
bool variant_are_shares(const struct lesson *lesson);

/* The lesson with scores that were drawn, and judged by nobody: the i-th such. NULL: it cannot have
 * them. */
struct lesson *variant_probe(const struct lesson *lesson, size_t i);

/* ---- Questions, and numbers that texts name ---------------------------------------------------
 */

/* The numbers of a lesson that other scores change. */
struct naming;
struct naming *naming_new(const struct lesson *lesson);
void naming_free(struct naming *naming);
/* Does what it asks or offers name one? The first is an error in `why`, at its place. */
bool naming_has(struct naming *naming, const struct question *question, struct diag *why);

/* Joins the rows that a question in words compares: group[row] becomes the first of them. */
void asks_join_rows(struct trace *trace, size_t *group);
/* Have the numbers that questions in words compare another order than in the lesson itself? */
bool asks_other_order(struct trace *own, struct trace *variant);

/* ---- What drawn numbers are compared with ---- */

enum { JUDGE_MOST_SLIPS = 128 };

/* A wrong number that an answer may be taken for. */
struct wrong {
    int slip;
    size_t index; /* of the slip's numbers */
    double value;
};

/* An answer, or a blank of --fade. */
struct asked {
    struct question_cell cell;
    double own;
    double tolerance;    /* the largest of any sheet, of the numbers at hand */
    bool wide;           /* is it too much, or is rounding? */
    bool own_wide;       /* in the lesson itself: so it is in the nature of the question */
    struct wrong *slips; /* in the lesson itself */
    size_t slip_count;
};

struct judge {
    struct arena arena;
    const struct lesson *lesson;
    struct trace *own;
    int decimals;
    double unit;                     /* of the last decimal */
    uint64_t tables;                 /* of a sheet, and */
    size_t firsts[SHEET_FIFTHS + 1]; /* where its blanks begin, by --fade */
    struct asked *asked;
    size_t count, answers; /* the answers come first */
    bool quick;            /* see judge_new() */
    bool has_twins;        /* blanks of one table are alike in the lesson itself */
    size_t *group;         /* of each row, as in struct scores; NULL: the scores have others */
    size_t summed;         /* the stage with what is added up; STAGE_NONE */
    struct wrong *slips;   /* of the variant's answer at hand */
};

/* `quick`: what takes long, mistakes and unsteady answers, is not looked at. */
struct judge *judge_new(const struct lesson *lesson, bool quick, struct diag *diag);
void judge_free(struct judge *judge);
/* The first demand that the variant does not meet; VARIANT_DEMANDS: it will do. Its questions are
 * those that it asks; texts that quote numbers are filled. */
enum variant_demand judge_variant(struct judge *judge, struct lesson *variant);

double judge_cell(struct trace *trace, const struct question_cell *cell);
/* Two numbers that differ in the last bits only are one number. */
bool judge_same(double a, double b);
/* Is nothing asked of this number: no scores change it, or it is no number in the lesson either? */
bool judge_is_free(const struct asked *asked, double value);
/* What mistakes lead to at the cell: up to JUDGE_MOST_SLIPS. */
size_t judge_find_slips(struct trace *trace, const struct question_cell *cell, struct wrong *slips);
/* Finds the tolerances out, which are those of this trace from now on. Is one of them too much of
 * its number? `note`: those that are, are known to be so from now on. */
bool judge_is_unsteady(struct judge *judge, struct trace *trace, bool note);
/* Is a mistake's number nearly the answer, or nearly that of another mistake? By the tolerances
 * that were found out last. */
bool judge_has_bad_slip(struct judge *judge, struct trace *trace);

#endif
