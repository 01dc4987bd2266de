/* A lesson: one file of YAML front matter (the batch) and Markdown (the teaching), read and
 * checked. */
#ifndef LOSSWALK_LESSON_H
#define LOSSWALK_LESSON_H

#include "problem.h"
#include "prose.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum lesson_level { LEVEL_INTRO, LEVEL_CORE, LEVEL_FURTHER };

enum answer_kind {
    ANSWER_CHOICE, /* one of `choices` */
    ANSWER_CELL    /* the value of `cell` of the stage `at` */
};

struct question {
    const char *at; /* stage or group id */
    const char *ask;
    const char *written_ask; /* in the lesson's own language: what the question is known by */
    enum answer_kind kind;
    const char *const *choices;         /* NULL-ended; NULL: none */
    const char *const *written_choices; /* in the lesson's own language */
    const char *answer;                 /* the right choice; NULL for ANSWER_CELL */
    bool has_cell; /* ANSWER_CELL: always; ANSWER_CHOICE: the number that the answer must be */
    size_t cell[TENSOR_MAX_RANK];
    size_t cell_rank;
    const char *hint;   /* NULL: none */
    bool tell_apart;    /* --check is to see that slips give different answers here */
    struct where where; /* of its first key */
    struct where at_where, answer_where, cell_where, hint_where,
        apart_where; /* of these values; line 0: not given */
    struct question *next;
};

enum { QUESTION_MOST_CHOICES = 26 }; /* one letter each, a to z */

/* How many choices it offers, and which of them is right, from 0; of a question without any, 0. */
size_t question_choices(const struct question *question);
size_t question_right_choice(const struct question *question);

/* A published figure: of `loss`, `total` or any stage. */
struct expectation {
    const char *what;      /* "loss", or a stage id */
    struct tensor *values; /* rank 0 for a single number */
    struct where where;
    struct expectation *next;
};

/* One `--set KEY=VALUE`: VALUE is read as the YAML value of KEY and replaces it. Without a VALUE
 * the lesson is read as if it did not give the key. */
struct override {
    const char *text; /* KEY=VALUE */
};

/* When a task is done: the number is below, above, or, at the digits written, equal. */
enum goal_sign { GOAL_BELOW, GOAL_ABOVE, GOAL_EQUAL };

/* Something to bring about by changing numbers or settings. */
struct task {
    struct question goal; /* names the cell, as a question for a number does */
    enum goal_sign sign;
    double value;
    double half;            /* of a unit of the last digit written; 0: a whole number */
    const char *written;    /* the value as the author wrote it */
    const char *const *may; /* the keys that may be changed; NULL-ended */
};

/* How $...$ of titles, questions and other short texts is shown: see formulas.h. */
enum formulas { FORMULAS_AS_WRITTEN, FORMULAS_UNICODE, FORMULAS_ASCII };

/* Another lesson that the texts name by [[id]]: see mention.h. */
struct lesson_mention {
    const char *id;
    const char *shown; /* NULL: there is none such, and the text stands as it is */
    const struct lesson_mention *next;
};

struct lesson {
    struct arena arena;
    const char *const *folders;       /* where its data files were looked for; NULL-ended */
    const struct override *overrides; /* what it was read with */
    size_t override_count;
    struct source source; /* path as given, and the whole text */
    const char *id;       /* sparse-labels; "-" for standard input */
    uint64_t fingerprint; /* of its numbers (fingerprint.h); 0: read with overrides */
    int number;           /* from the file name NN-id.md; 0: none */
    const char *title, *summary, *section, *source_note; /* "" where not given */
    const char *written_title, *written_section;         /* in the lesson's own language */
    const char *written_summary;                         /* likewise */
    const char *const *terms, *const *written_terms;     /* that it introduces; NULL: none */
    enum lesson_level level;
    const char *rules;      /* name of the preset: "plain" */
    bool names_route;       /* `route` is given */
    const char *answer_key; /* "labels", "targets" or "target_logits": that which was given */
    struct problem problem;
    struct where input_where[INPUT_COUNT]; /* of each input's value; line 0: not given */
    /* The rules chose, and another choice would have fitted as well: the class axis; the axis that
     * the sample weights run along; whether these stand in the divisor. */
    bool axis_by_rules, weights_by_rules, divisor_by_rules;
    bool mean_by_name;          /* `reduction: mean` is given, and is not what the rules call so */
    const char *const *classes; /* one name per class (binary: per column), or NULL */
    const char *const *samples; /* one name per row, or NULL */
    /* both in the lesson's own language: these are understood, too */
    const char *const *written_classes, *const *written_samples;
    const char *const *tokens; /* the text that each row is the token of, or NULL */
    struct tensor *picture;    /* grey values, 0 to 255: of the shape of the batch (the scores
                                  without their class axis), lines of an image, and their points;
                                  NULL: none */
    double picture_most;       /* the largest of them */
    int precision;             /* decimals; -1: not given */
    unsigned known;            /* bit g: the reader knows the step of group g */
    int until;                 /* group of the last step that is shown; -1: all are */
    struct question *questions;
    const struct task *task; /* NULL: none */
    struct expectation *expect;
    double tolerance;          /* of expect, absolute; -1: half a unit of the last digit written */
    const char *expect_source; /* "" where not given */
    struct prose *prose;

    /* From translation.h: */
    const char *language;        /* of the texts above, where they have been translated; NULL */
    struct source translation;   /* the file they are from */
    const char *translated_from; /* the checksum in it, "" where it has none */

    enum formulas formulas;                /* from formulas.h: how they are shown */
    const struct lesson_mention *mentions; /* from mention.h: what the texts name, or NULL */
};

/* Reads and checks the lesson at path. `data_folders` (NULL-ended, may be NULL) are looked into for
 * data files after the lesson's own folder. Every problem found goes into diag. Returns NULL when
 * there was an error; otherwise a lesson that lesson_free() gives back. */
struct lesson *lesson_load(const char *path, const struct override *overrides,
    size_t override_count, const char *const *data_folders, struct diag *diag);
/* The same for text already in memory (size bytes, copied); `name` stands for the path in messages,
 * `folder` (may be NULL) is where data files are looked for first. */
struct lesson *lesson_parse(const char *name, const char *folder, const char *text, size_t size,
    const struct override *overrides, size_t override_count, const char *const *data_folders,
    struct diag *diag);
void lesson_free(struct lesson *lesson);

/* The folder that the lesson at path is in: "." where path names none. The caller frees. */
char *lesson_folder(const char *path);

/* The prose of a stage or group id, "" for the introduction, "end"; NULL when there is none. */
const struct prose *lesson_prose(const struct lesson *lesson, const char *at);

/* The key that the numbers of an input are given by: "logits". */
const char *lesson_input_key(const struct lesson *lesson, enum input input);

/* The words of a key with fixed words, in the order of the key's enum, NULL-ended; NULL for a key
 * without. */
const char *const *lesson_words(const char *key);
/* The word a lesson writes for a value of a key with fixed words: lesson_word("route", ROUTE_FUSED)
 * is "fused". The value must be one of the key's enum; NULL for a key without words. */
const char *lesson_word(const char *key, size_t value);

/* What a key that a task may change is called in a sentence: "the scores". In the language in
 * force.
 */
const char *lesson_task_word(const char *key);

#endif
