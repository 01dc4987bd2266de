/* The front matter as it was written, before anything is made of it. Private to this layer. */
#ifndef LOSSWALK_FRONT_MATTER_H
#define LOSSWALK_FRONT_MATTER_H

#include "lesson.h"
#include "value_readers.h"

/* The C type behind each type of schema.def. */
typedef const char *schema_text;
typedef int schema_choice;
typedef unsigned schema_words;
typedef bool schema_flag;
typedef double schema_number;
typedef long long schema_integer;
typedef struct names schema_names;
typedef struct tokens schema_tokens;
typedef struct data schema_data;
typedef struct data schema_labels;
typedef struct tensor *schema_numbers;
typedef struct tensor *schema_integers;
typedef struct question *schema_questions;
typedef struct task *schema_task;

struct expect {
    struct expectation *list;
    double tolerance;
    const char *source;
};
typedef struct expect schema_expect;

/* KEY_format, KEY_title, ... */
enum key_id {
#define KEY(name, type, rule) KEY_##name,
#include "schema.def"
#undef KEY
    KEY_COUNT
};

/* In the order of the schema, whatever padding that takes. */
struct draft { /* NOLINT(clang-analyzer-optin.performance.Padding) */
    struct arena *arena;
    struct diag *diag;
    const char *const *folders; /* for data files; NULL-ended */
    struct given given[KEY_COUNT];
    struct where front;                   /* the line '---' that opens the front matter */
    bool axis_by_rules, weights_by_rules; /* as in struct lesson */
    bool incomplete; /* not everything could be read: a key that seems missing may be there */
#define KEY(name, type, rule) schema_##type name;
#include "schema.def"
#undef KEY
};

value_reader read_questions;
value_reader read_expect;
value_reader read_task;

/* Reads text, which starts in line first_line of source, into the draft. */
bool front_matter_read(struct draft *draft, const struct source *source, const char *text,
    size_t size, size_t first_line);
/* The same for one --set; one without a value takes the key away. */
bool front_matter_override(struct draft *draft, const struct override *override);

/* Makes a checked lesson of the draft; opens its data files. False after an error. */
bool draft_check(struct draft *draft, struct lesson *lesson);

static inline bool is_given(const struct draft *draft, enum key_id key)
{
    return draft->given[key].key.line > 0;
}

/* Given, and not refused when it was read. */
static inline bool is_usable(const struct draft *draft, enum key_id key)
{
    return is_given(draft, key) && !draft->given[key].bad;
}

/* Reports about the key itself, or about its value. */
void key_error(const struct draft *draft, enum key_id key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void value_error(const struct draft *draft, enum key_id key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
const char *key_name(enum key_id key);

/* The key that scores of this kind are given by. */
static inline enum key_id scores_key(enum score_kind kind)
{
    static const enum key_id keys[] = {[SCORES_LOGITS] = KEY_logits,
        [SCORES_PROBS] = KEY_probs,
        [SCORES_LOG_PROBS] = KEY_log_probs};
    return keys[kind];
}

/* What a stage can be called: NULL-ended lists. */
const char *const *known_stages(void);
const char *const *known_steps(void);    /* stages and groups */
const char *const *known_sections(void); /* those and "end" */

/* The parts of draft_check(). open_data() opens data files, so that the problem has all its tensors
 * as given. */
bool open_data(struct draft *draft, struct problem *problem);
/* The tensor of a data key, its file opened; NULL when it was refused, now or before. Of an archive
 * as a whole it is the array called as the key is. */
struct tensor *open_tensor(struct draft *draft, enum key_id key, struct data *data);
bool check_effects(const struct draft *draft, const struct problem *problem);
bool check_scores(struct draft *draft, struct problem *problem);
bool check_answers(struct draft *draft, struct problem *problem);
bool check_mask(struct draft *draft, struct problem *problem);
bool check_weights(struct draft *draft, struct problem *problem);
bool check_task(const struct draft *draft);
void check_sense(const struct draft *draft);
/* What the samples look like, and are called: `picture` and `tokens`. */
bool check_samples(struct draft *draft, struct lesson *lesson);

/* Their parts. The axis of the classes: as given, or as the preset has it. */
bool find_class_axis(struct draft *draft, struct problem *problem);
/* Brings the labels to the shape of the scores without their class axis. */
bool fit_labels(struct draft *draft, struct problem *problem);
/* Says, below an error about a list of `classes` items, which axis has so many. */
void hint_class_count(struct draft *draft, const struct problem *problem, size_t classes);
/* An error where the shape is not the wanted one. */
bool check_shape(struct draft *draft, enum key_id key, const struct tensor *tensor,
    const struct problem *problem, const struct shape *want);
/* For a number where a list is wanted; NULL for all else. */
const char *brackets_hint(const struct tensor *tensor, const struct shape *want);
/* The tensor, without a last axis of 1 that the wanted shape does not have. */
struct tensor *drop_column(struct draft *draft, struct tensor *tensor, const struct shape *want);

/* Are there several labels, from 1 to the number of classes? Who wrote them counted from 1. */
bool counts_from_one(
    const struct draft *draft, const struct problem *problem, const struct tensor *labels);

#endif
